// Readers of formats and what nobody meant to write: whatever the bytes, an error with its place or
// a graph, and never a crash.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "graph/builder.h"
#include "graph/formats/csv.h"
#include "graph/formats/jsonl.h"
#include "tests/graph/temporary_folder.h"
#include "tests/support/format_text.h"
#include "tests/support/hostile_graph.h"

namespace entente::graph {
namespace {

// Changes a few bytes: cuts, repeats, flips, and characters that the formats know.
std::string Damaged(std::string text, std::mt19937& random) {
  constexpr std::string_view kMeaningful = "{}[]\",:\\;\n\r-0eEtu \x80\xff";
  auto pick = [&](size_t below) { return below ? random() % below : 0; };
  for (size_t changes = 1 + pick(4); changes > 0 && !text.empty(); --changes) {
    const size_t at = pick(text.size());
    switch (pick(5)) {
      case 0:
        text.erase(at, 1 + pick(20));
        break;
      case 1:
        text.insert(at, text.substr(pick(text.size()), pick(40)));
        break;
      case 2:
        text[at] = static_cast<char>(random());
        break;
      case 3:
        text.insert(at, 1, kMeaningful[pick(kMeaningful.size())]);
        break;
      default:
        text.resize(at);
    }
  }
  return text;
}

// An error says where; a graph can be written out again.
void Check(Result<ImportCounts> counts, GraphBuilder& builder) {
  if (!counts) {
    EXPECT_FALSE(counts.error().message.empty());
    EXPECT_FALSE(counts.error().file.empty()) << counts.error().message;
    EXPECT_GT(counts.error().line, 0u) << counts.error().message;
    EXPECT_GT(counts.error().column, 0u) << counts.error().message;
    return;
  }
  auto graph = builder.ToMemory();
  ASSERT_TRUE(graph.has_value());
  const std::string text = tests::Jsonl(**graph);
  EXPECT_EQ((*(*graph)->Read())->node_count(), counts->nodes);
  EXPECT_EQ((*(*graph)->Read())->relationship_count(), counts->relationships);
}

TEST(FormatsDamage, JsonlIsAnErrorOrAGraph) {
  const std::string text = tests::Jsonl(*tests::HostileGraph());
  TemporaryFolder folder;
  std::mt19937 random(1);
  for (int i = 0; i < 1500; ++i) {
    WriteBytes(folder / "in.jsonl", Damaged(text, random));
    GraphBuilder builder(1);
    BuilderTarget target(builder);
    Check(ReadJsonl(folder / "in.jsonl", target), builder);
    if (HasFailure()) FAIL() << "round " << i;
  }
}

TEST(FormatsDamage, CsvIsAnErrorOrAGraph) {
  TemporaryFolder folder;
  const std::string nodes =
      "id:ID(N){id-type:long},:LABEL,name,at:date,tags:string[],x:double,mixed:string{entente:json}"
      "\n"
      "0,A;B,\"O\"\"Neill, "
      "é\",2018-09-14,a;b;,1.5,\"[1,\"\"a\"\",{\"\"date\"\":\"\"2018-09-14\"\"}]\"\n"
      "1,,,,\"\",NaN,\n"
      "12,B,\"two\nlines\",,c,-1e300,[]\n";
  const std::string relationships =
      ":START_ID(N),:END_ID(N),:TYPE,n:int,ok:boolean\n0,1,R,7,true\n1,12,S,,\n12,12,R,-3,false\n";
  WriteBytes(folder / "n.csv", nodes);
  WriteBytes(folder / "r.csv", relationships);
  CsvInput input;
  input.nodes.push_back({{"N"}, {folder / "n.csv"}});
  input.relationships.push_back({{}, {folder / "r.csv"}});
  std::mt19937 random(2);
  for (int i = 0; i < 1500; ++i) {
    WriteBytes(folder / (i % 2 ? "n.csv" : "r.csv"),
               Damaged(i % 2 ? nodes : relationships, random));
    GraphBuilder builder(1);
    BuilderTarget target(builder);
    Check(ReadCsv(input, target, 1 + i % 3), builder);
    WriteBytes(folder / (i % 2 ? "n.csv" : "r.csv"), i % 2 ? nodes : relationships);
    if (HasFailure()) FAIL() << "round " << i;
  }
}

}  // namespace
}  // namespace entente::graph
