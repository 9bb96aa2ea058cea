#include "graph/formats/csv.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "tests/graph/temporary_folder.h"
#include "tests/support/format_text.h"
#include "tests/support/hostile_graph.h"

namespace entente::graph {
namespace {

std::map<std::string, std::string> Files(const Graph& graph) {
  std::map<std::string, std::string> files;
  auto reader = graph.Read();
  FileSink sink = [&](const std::string& name, std::string_view bytes) -> Status {
    files[name] += bytes;
    return {};
  };
  Status written = WriteCsv(**reader, sink);
  EXPECT_TRUE(written.has_value());
  return files;
}

void Put(const TemporaryFolder& folder, const std::map<std::string, std::string>& files) {
  for (const auto& [name, text] : files) WriteBytes(folder / name, text);
}

Result<ImportCounts> ReadFolder(const std::string& folder, ImportTarget& target,
                                unsigned threads = 2) {
  ENTENTE_ASSIGN_OR_RETURN(CsvInput input, FindCsvFiles(folder));
  return ReadCsv(input, target, threads);
}

// "file:line:column code message", of the files given.
std::string Failure(const std::map<std::string, std::string>& files) {
  TemporaryFolder folder;
  Put(folder, files);
  auto graph = Graph::InMemory();
  auto transaction = graph->Begin();
  TransactionTarget target(**transaction);
  auto counts = ReadFolder(folder.path(), target);
  if (counts) return "no error";
  const Error& error = counts.error();
  EXPECT_EQ(error.file.find(folder.path()), 0u) << error.file;
  return error.file.substr(std::min(error.file.size(), folder.path().size() + 1)) + ":" +
         std::to_string(error.line) + ":" + std::to_string(error.column) + " " +
         ErrorCodeName(error.code) + " " + error.message;
}

std::unique_ptr<Graph> Read(const std::map<std::string, std::string>& files, unsigned threads = 2) {
  TemporaryFolder folder;
  Put(folder, files);
  return tests::Imported(
      [&](ImportTarget& target) { return ReadFolder(folder.path(), target, threads); });
}

TEST(Csv, GivesTheGraphThatWasWritten) {
  auto graph = tests::HostileGraph();
  const auto files = Files(*graph);
  std::string all;
  for (const auto& [name, text] : files) all += "== " + name + "\n" + text;
  tests::ExpectGolden("formats/hostile.csv", all);
  EXPECT_EQ(tests::Jsonl(*Read(files)), tests::Jsonl(*graph));
  EXPECT_EQ(tests::Jsonl(*Read(files, 1)), tests::Jsonl(*graph));
}

TEST(Csv, KeepsToTheConventionOfHeaders) {
  tests::GraphMaker maker;
  auto person =
      maker.Node({"Person"}, {{"key", tests::Text("p")}, {"aliases", tests::Texts({"A; B", "C"})}});
  auto agreement =
      maker.Node({"Agreement"}, {{"key", tests::Text("a")}, {"signed", Value::Boolean(true)}});
  maker.Relationship(person, "SIGNED", agreement, {{"year", Value::Integer(2018)}});
  const auto files = Files(*maker.Finish());
  EXPECT_EQ(files.at("Person.csv"), "key:ID(Person),:LABEL,aliases:string[]\np,Person,A; B|C\n");
  EXPECT_EQ(files.at("Agreement.csv"),
            "key:ID(Agreement),:LABEL,signed:boolean\na,Agreement,true\n");
  EXPECT_EQ(files.at("SIGNED_Person_Agreement.csv"),
            ":START_ID(Person),:END_ID(Agreement),:TYPE,year:long\np,a,SIGNED,2018\n");
  EXPECT_EQ(files.at("import.args"),
            "--nodes=Agreement.csv\n--nodes=Person.csv\n"
            "--relationships=SIGNED_Person_Agreement.csv\n--array-delimiter=|\n");
}

TEST(Csv, ReadsFilesAsNeo4jAdminTakesThem) {
  TemporaryFolder folder;
  Put(folder, {{"p.csv", "id:ID(Person){id-type:long},name\n0,Ada\n7,\"O\"\"Neill, B\"\r\n\r\n"},
               {"p2.csv", "8,\n"},
               {"m.csv",
                "id:ID(M),:LABEL,days:date[],skip:IGNORE,at:datetime\n"
                "x,Ministry;Organization,2018-09-14;2018-09-15,zz,2018-09-14T10:00Z\n"},
               {"r.csv", ":START_ID(Person),:END_ID(M),since:int,:TYPE\n07,x,2018,\n0,x,,LEFT\n"}});
  CsvInput input;
  auto add = [&](std::vector<CsvFiles>& list, std::string option) {
    list.push_back(*ParseCsvFiles(option));
    for (std::string& path : list.back().paths) path = folder / path;
  };
  add(input.nodes, "Person:Human=p.csv,p2.csv");
  add(input.nodes, "m.csv");
  add(input.relationships, "KNOWS=r.csv");
  auto graph = tests::Imported([&](ImportTarget& target) { return ReadCsv(input, target, 2); });
  EXPECT_EQ(
      tests::Jsonl(*graph),
      R"({"type":"node","id":"0","labels":["Ministry","Organization"],"properties":{"at":"2018-09-14T10:00Z","days":["2018-09-14","2018-09-15"],"id":"x"},"types":{"at":"datetime","days":"date"}}
{"type":"node","id":"1","labels":["Human","Person"],"properties":{"id":0,"name":"Ada"}}
{"type":"node","id":"2","labels":["Human","Person"],"properties":{"id":7,"name":"O\"Neill, B"}}
{"type":"node","id":"3","labels":["Human","Person"],"properties":{"id":8}}
{"type":"relationship","id":"0","label":"LEFT","properties":{},"start":{"id":"1","labels":["Human","Person"]},"end":{"id":"0","labels":["Ministry","Organization"]}}
{"type":"relationship","id":"1","label":"KNOWS","properties":{"since":2018},"start":{"id":"2","labels":["Human","Person"]},"end":{"id":"0","labels":["Ministry","Organization"]}}
)");
}

TEST(Csv, GivesTheSameWhereverPiecesEnd) {
  // Some megabytes with quotes and line breaks inside, so that several pieces are parsed.
  std::string nodes = "id:ID(N){id-type:long},text\n",
              relationships = ":START_ID(N),:END_ID(N),n:int\n";
  for (int i = 0; i < 60000; ++i) {
    nodes += std::to_string(i) + ",\"line one of a node, and\nline \"\"two\"\" of it, é\"\n";
    relationships +=
        std::to_string(i) + "," + std::to_string(i * 7 % 60000) + "," + std::to_string(i) + "\n";
  }
  const std::map<std::string, std::string> files{
      {"n.csv", nodes},
      {"r.csv", relationships},
      {"import.args", "--nodes=N=n.csv\n--relationships=R=r.csv\n"}};
  auto graph = Read(files);
  auto reader = *graph->Read();
  EXPECT_EQ(reader->node_count(), 60000u);
  EXPECT_EQ(reader->relationship_count(), 60000u);
  EXPECT_EQ(tests::Jsonl(*Read(files, 3)), tests::Jsonl(*graph));
  // The line of an error counts from the beginning of the file.
  std::map<std::string, std::string> broken = files;
  broken["n.csv"] += "5,again\n";
  EXPECT_EQ(Failure(broken),
            "n.csv:120002:1 already exists the node of line 12 has the id '5' too");
}

// There are no files of nodes then, which import took for a folder without an export.
TEST(Csv, AnEmptyGraphComesBack) {
  TemporaryFolder folder;
  auto graph = Graph::InMemory();
  auto reader = *graph->Read();
  ASSERT_TRUE(WriteCsv(*reader, [&](const std::string& name, std::string_view bytes) -> Status {
    std::ofstream(folder.path() + "/" + name, std::ios::app) << bytes;
    return {};
  }));
  auto copy = Graph::InMemory();
  auto transaction = copy->Begin();
  TransactionTarget target(**transaction);
  auto counts = ReadFolder(folder.path(), target);
  ASSERT_TRUE(counts) << counts.error().message;
  EXPECT_EQ(counts->nodes + counts->relationships, 0u);
}

TEST(Csv, NamesFileLineAndColumn) {
  const std::string header = "id:ID(N),name\n";
  EXPECT_EQ(Failure({{"n.csv", header + "a,b\nc\n"}}),
            "n.csv:3:2 syntax this row has 1 field, the header 2");
  EXPECT_EQ(Failure({{"n.csv", header + "é,b,c\n"}}),
            "n.csv:2:4 syntax this row has more fields than the header, which has 2");
  EXPECT_EQ(Failure({{"n.csv", header + "a,\"b\n"}}),
            "n.csv:2:3 syntax this quote is never closed");
  EXPECT_EQ(Failure({{"n.csv", header + "a,b\"c\n"}}),
            "n.csv:2:4 syntax a quote inside a field; put the field in quotes and write this one "
            "twice");
  EXPECT_EQ(Failure({{"n.csv", header + "a,\"b\"c\n"}}),
            "n.csv:2:6 syntax expected a delimiter or the end of the line after the closing quote");
  EXPECT_EQ(Failure({{"n.csv", header + "a,b\n\na,c\n"}}),
            "n.csv:4:1 already exists the node of line 2 has the id 'a' too");
  // Of two files, the line of each.
  const std::string twice = Failure({{"m.csv", header + "x,\"b\nc\"\n\na,c\n"},
                                     {"n.csv", header + "k,l\na,d\n"},
                                     {"import.args", "--nodes=N=m.csv\n--nodes=O=n.csv\n"}});
  EXPECT_EQ(twice.find("n.csv:3:1 already exists the node of line 5 of "), 0u) << twice;
  EXPECT_NE(twice.find("m.csv has the id 'a' too"), std::string::npos) << twice;
  EXPECT_EQ(Failure({{"n.csv", header + "a,\xff\n"}}), "n.csv:2:3 encoding this byte is not UTF-8");
  EXPECT_EQ(Failure({{"n.csv", "id:ID(N),x:int\na,9999999999\n"}}),
            "n.csv:2:3 syntax expected an integer from -2147483648 to 2147483647, found "
            "'9999999999'");
  EXPECT_EQ(Failure({{"n.csv", "id:ID(N),x:double\na,1.5.2\n"}}),
            "n.csv:2:3 syntax expected a number, found '1.5.2'");
  EXPECT_EQ(Failure({{"n.csv", "id:ID(N),x:boolean[]\na,true;maybe\n"}}),
            "n.csv:2:3 syntax expected true or false, found 'maybe'");
  EXPECT_EQ(Failure({{"n.csv", "id:ID(N),x:date\na,2018-02-30\n"}}).substr(0, 50),
            "n.csv:2:3 syntax expected a date, found '2018-02-3");
  EXPECT_EQ(Failure({{"n.csv", "id:ID(N),x:text\n"}}).substr(0, 42),
            "n.csv:1:10 syntax unknown type 'text'; exp");
  EXPECT_EQ(Failure({{"n.csv", "id:ID(N),x:point\n"}}),
            "n.csv:1:10 unsupported graphs here hold no points");
  EXPECT_EQ(Failure({{"n.csv", "id:ID(N),x,x\n"}}),
            "n.csv:1:12 already exists a second column for the property 'x'");
  EXPECT_EQ(
      Failure({{"n.csv", "id:ID(N),~x\n"}}),
      "n.csv:1:10 unsupported names of properties that begin with ~ are kept for the program");
  EXPECT_EQ(Failure({{"n.csv", ""}}).substr(0, 16), "n.csv:1:1 syntax");
  EXPECT_EQ(
      Failure({{"n.csv", header + "a,\n"}, {"r.csv", ":START_ID(N),:END_ID(M),:TYPE\na,a,R\n"}}),
      "r.csv:1:14 not found no file of nodes declares the ID space (M)");
  EXPECT_EQ(
      Failure({{"n.csv", header + "a,\n"}, {"r.csv", ":START_ID(N),:END_ID(N),:TYPE\na,b,R\n"}}),
      "r.csv:2:3 not found no node of the ID space (N) has the id 'b'");
  EXPECT_EQ(
      Failure({{"n.csv", header + "a,\n"}, {"r.csv", ":START_ID(N),:END_ID(N),:TYPE\na,a,\n"}}),
      "r.csv:2:1 syntax this relationship has no type");
  EXPECT_EQ(Failure({{"n.csv", header + "a,\n"}, {"r.csv", ":START_ID(N),:END_ID(N)\na,a\n"}}),
            "r.csv:1:1 syntax these relationships have no type: expected a column :TYPE, or "
            "--relationships TYPE=FILE");
  EXPECT_EQ(Failure({{"n.csv", header}, {"import.args", "--nodes=n.csv\nn.csv\n"}}),
            "import.args:2:1 syntax expected an option such as --nodes=FILE or "
            "--relationships=FILE");
  EXPECT_EQ(Failure({{"a.txt", ""}}), ":0:0 not found there are no CSV files in this folder");
}

TEST(Csv, TakesADelimiterThatNoValueHas) {
  tests::GraphMaker maker;
  maker.Node({"A"}, {{"l", tests::Texts({";|", "\t^~#!\x1e\x1d\x1c"})}});
  auto graph = maker.Finish();
  auto files = Files(*graph);
  EXPECT_EQ(files.at("import.args"), "--nodes=A.csv\n--array-delimiter=U+001F\n");
  EXPECT_EQ(tests::Jsonl(*Read(files)), tests::Jsonl(*graph));
  tests::GraphMaker another;
  another.Node({"A"}, {{"l", tests::Texts({";|\t^~#!\x1e\x1d\x1c", "\x1f"})}});
  graph = another.Finish();
  EXPECT_EQ(tests::Jsonl(*Read(Files(*graph))), tests::Jsonl(*graph));
}

// Texts by the hundred as ids, numbers far apart as ids, ranges of small types, numbers that no
// float holds, and a line end of two bytes at the very end.
TEST(Csv, ReadsIdsAndNumbersOfEverySize) {
  std::string nodes = "name:ID(P)\n", ends = ":START_ID(P),:END_ID(P),:TYPE\n";
  for (int i = 0; i < 500; ++i) {
    nodes += "person " + std::to_string(i) + "\n";
    ends += "person " + std::to_string(i) + ",person " + std::to_string(i * 7 % 500) + ",R\n";
  }
  auto graph = Read({{"people.csv", nodes}, {"ends.csv", ends}});
  auto reader = *graph->Read();
  EXPECT_EQ(reader->node_count(), 500u);
  const RelationshipEnds last = reader->Ends(RelationshipId(499));
  EXPECT_EQ(reader->Property(last.end, *reader->FindKey("name")).as_string(), "person 493");

  graph = Read({{"a.csv",
                 "id:ID{id-type:long},b:byte,s:short,f:double\n"
                 "9000000000000000000,-128,32767,1e400\n-5,127,-32768,1e-400\r\n"},
                {"r.csv", ":START_ID,:END_ID,:TYPE\n-5,9000000000000000000,R\r\n"}});
  reader = *graph->Read();
  EXPECT_EQ(reader->Ends(RelationshipId(0)).start, NodeId(1));
  EXPECT_TRUE(std::isinf(reader->Property(NodeId(0), *reader->FindKey("f")).as_float()));
  EXPECT_EQ(reader->Property(NodeId(1), *reader->FindKey("f")).as_float(), 0);
  EXPECT_EQ(Failure({{"a.csv", "id:ID,b:byte\n1,128\n"}}),
            "a.csv:2:3 syntax expected an integer from -128 to 127, found '128'");
  EXPECT_EQ(Failure({{"a.csv", "id:ID(X){id-type:long}\n1\n"}, {"b.csv", "id:ID(X)\nb\n"}}),
            "b.csv:1:1 type the ID space (X) has ids of another type in a file before");
}

}  // namespace
}  // namespace entente::graph
