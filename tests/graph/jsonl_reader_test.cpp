#include <gtest/gtest.h>

#include <string>

#include "graph/formats/jsonl.h"
#include "tests/graph/temporary_folder.h"
#include "tests/support/format_text.h"
#include "tests/support/hostile_graph.h"

namespace entente::graph {
namespace {

std::unique_ptr<Graph> Read(const std::string& text) {
  TemporaryFolder folder;
  WriteBytes(folder / "in.jsonl", text);
  return tests::Imported(
      [&](ImportTarget& target) { return ReadJsonl(folder / "in.jsonl", target); });
}

// "line:column code message".
std::string Failure(const std::string& text) {
  TemporaryFolder folder;
  WriteBytes(folder / "in.jsonl", text);
  auto graph = Graph::InMemory();
  auto transaction = graph->Begin();
  TransactionTarget target(**transaction);
  auto counts = ReadJsonl(folder / "in.jsonl", target);
  if (counts) return "no error";
  EXPECT_EQ(counts.error().file, folder / "in.jsonl");
  return std::to_string(counts.error().line) + ":" + std::to_string(counts.error().column) + " " +
         ErrorCodeName(counts.error().code) + " " + counts.error().message;
}

TEST(JsonlReader, GivesTheGraphThatWasWritten) {
  auto graph = tests::HostileGraph();
  const std::string text = tests::Jsonl(*graph);
  tests::ExpectGolden("formats/hostile.jsonl", text);
  EXPECT_EQ(tests::Jsonl(*Read(text)), text);
}

TEST(JsonlReader, TakesWhatOthersWrite) {
  // Spaces, fields in another order, escapes, a byte-order mark, CRLF, an empty line, nodes last.
  auto graph = Read(
      "\xef\xbb\xbf{\"end\": {\"id\": 7, \"labels\": [\"A\"]}, \"start\": {\"id\": \"seven\"},"
      " \"label\": \"R\", \"type\": \"relationship\", \"id\": \"0\"}\r\n"
      "\r\n"
      "{ \"id\" : \"7\", \"properties\" : { \"t\\u0065xt\" : \"\\ud83d\\ude00\\/\", \"n\":null },"
      " \"other\": {\"a\": [1, {}]}, \"type\" : \"node\", \"labels\" : [ \"A\" ] }\r\n"
      "{\"type\":\"node\",\"id\":\"seven\",\"properties\":{\"x\":1e2,\"y\":-0,\"l\":[ ]}}");
  EXPECT_EQ(
      tests::Jsonl(*graph),
      "{\"type\":\"node\",\"id\":\"0\",\"labels\":[],\"properties\":{\"l\":[],\"x\":100.0,\"y\":0}}"
      "\n"
      "{\"type\":\"node\",\"id\":\"1\",\"labels\":[\"A\"],\"properties\":{\"text\":\"😀/\"}}\n"
      "{\"type\":\"relationship\",\"id\":\"0\",\"label\":\"R\",\"properties\":{},\"start\":{\"id\":"
      "\"0\",\"labels\":[]},\"end\":{\"id\":\"1\",\"labels\":[\"A\"]}}\n");
}

TEST(JsonlReader, NamesLineAndColumn) {
  const std::string good = "{\"type\":\"node\",\"id\":\"0\"}\n";
  EXPECT_EQ(Failure(good + "{\"type\":\"node\",\"id\":\"0\"}"),
            "2:21 already exists the node of line 1 has the id \"0\" too");
  EXPECT_EQ(Failure(good + "\n{\"type\":\"node\" \"id\":\"1\"}\n"),
            "3:16 syntax expected a comma or the end of the object, found '\"'");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"é\",\"properties\":{\"x\":tru}}"),
            "1:43 syntax expected a value (a boolean, number, string, list or null), found 't'");
  EXPECT_EQ(Failure("{\"type\":\"edge\"}"), "1:9 syntax expected \"node\" or \"relationship\"");
  EXPECT_EQ(Failure("[1]"), "1:1 syntax expected an object, found '['");
  EXPECT_EQ(Failure("{\"id\":\"1\"}"),
            "1:1 syntax expected a field \"type\" that says \"node\" or \"relationship\"");
  EXPECT_EQ(Failure("{\"type\":\"node\"}"), "1:1 syntax this node has no field \"id\"");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1\"} x"),
            "1:26 syntax expected the end of the line, found 'x'");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1"),
            "1:21 syntax this string has no closing quote");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"a\":{}}}"),
            "1:43 type a property can't hold a map; expected a boolean, number, string or list");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"a\":01}}"),
            "1:43 syntax this is not a number as JSON writes them");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"a\":9223372036854775808}}"),
            "1:43 out of range this integer does not fit into 64 bits");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"a\":\"\xff\"}}"),
            "1:44 encoding this byte is not UTF-8");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"a\":\"\\ud800\"}}"),
            "1:44 encoding half a surrogate pair is no character");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"d\":\"x\"},"
                    "\"types\":{\"d\":\"dat\"}}")
                .substr(0, 32),
            "1:43 syntax unknown type \"dat\"; ");
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"d\":\"2018-13-01\"},"
                    "\"types\":{\"d\":\"date\"}}")
                .substr(0, 5),
            "1:43 ");
  EXPECT_EQ(Failure(good + "{\"type\":\"relationship\",\"label\":\"R\",\"start\":{\"id\":\"0\"},"
                           "\"end\":{\"id\":\"9\"}}"),
            "2:67 not found no line declares a node with the id \"9\"");
  EXPECT_EQ(
      Failure(good + "{\"type\":\"relationship\",\"start\":{\"id\":\"0\"},\"end\":{\"id\":\"0\"}}"),
      "2:1 syntax this relationship has no field \"label\", which names its type");
  EXPECT_NE(Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"~x\":1}}")
                .find("unsupported names of properties that begin with ~"),
            std::string::npos);
  EXPECT_EQ(
      Failure("{\"type\":\"node\",\"id\":\"1\",\"properties\":{\"a\":" + std::string(500, '[')),
      "1:170 limit nested deeper than 128 levels");
}

TEST(JsonlReader, StopsWhenAskedTo) {
  TemporaryFolder folder;
  WriteBytes(folder / "in.jsonl", "{\"type\":\"node\",\"id\":\"0\"}\n");
  auto graph = Graph::InMemory();
  auto transaction = graph->Begin();
  TransactionTarget target(**transaction);
  auto counts = ReadJsonl(folder / "in.jsonl", target, [](uint64_t, uint64_t) { return false; });
  ASSERT_FALSE(counts.has_value());
  EXPECT_EQ(counts.error().code, ErrorCode::kInterrupted);
}

TEST(JsonlReader, TakesNumbersNearZeroAndEscapesOfEveryKind) {
  const std::string text =
      "{\"type\":\"node\",\"id\":\"0\",\"labels\":[],\"properties\":{\"t\":\"\\b\\f\\n\\r\\t"
      "\\u0001\"}}\n";
  EXPECT_EQ(tests::Jsonl(*Read(text)), text);
  const auto tiny = Read("{\"type\":\"node\",\"id\":\"0\",\"properties\":{\"t\":1e-400}}");
  const auto reader = *tiny->Read();
  EXPECT_EQ(reader->Property(NodeId(0), *reader->FindKey("t")).as_float(), 0);
  EXPECT_EQ(Failure("{\"type\":\"node\",\"id\":\"0\",\"properties\":{\"t\":1e400}}"),
            "1:43 out of range this number is too large for a float");
  EXPECT_EQ(Failure("{\"type\":\"node\" é}"),
            "1:16 syntax expected a comma or the end of the object, found 'é'");
}

}  // namespace
}  // namespace entente::graph
