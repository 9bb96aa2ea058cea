// `entente import` and `entente export` as a shell runs them.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/graph/temporary_folder.h"

namespace entente::cli {
namespace {

using graph::ReadBytes;
using graph::TemporaryFolder;
using graph::WriteBytes;

const std::string kGolden = std::string(ENTENTE_SOURCE_DIR) + "/tests/golden/formats/";

// Runs the program in `folder`; what it says goes to the files out and err there.
int RunProgramIn(const TemporaryFolder& folder, const std::string& arguments) {
  const std::string command =
      "cd '" + folder.path() + "' && '" ENTENTE_PROGRAM "' " + arguments + " >out 2>err";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

size_t FilesIn(const TemporaryFolder& folder) {
  size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    (void)entry;
    ++count;
  }
  return count;
}

TEST(ImportExport, JsonlThereAndBack) {
  TemporaryFolder folder;
  ASSERT_EQ(RunProgramIn(folder, "import '" + kGolden + "hostile.jsonl' -o g.entente"), 0);
  EXPECT_EQ(RunProgramIn(folder, "export g.entente --format jsonl -o copy.jsonl"), 0);
  EXPECT_EQ(ReadBytes(folder / "copy.jsonl"), ReadBytes(kGolden + "hostile.jsonl"));
  EXPECT_EQ(RunProgramIn(folder, "export g.entente --format turtle"), 0);
  EXPECT_EQ(ReadBytes(folder / "out"), ReadBytes(kGolden + "hostile.ttl"));
}

// Neither a pipe nor a packed file could be read.
TEST(ImportExport, ReadsStandardInputAndPackedFiles) {
  TemporaryFolder folder;
  ASSERT_EQ(RunProgramIn(folder, "import - -o g.entente <'" + kGolden + "hostile.jsonl'"), 0);
  EXPECT_EQ(RunProgramIn(folder, "export g.entente --format jsonl -o copy.jsonl"), 0);
  EXPECT_EQ(ReadBytes(folder / "copy.jsonl"), ReadBytes(kGolden + "hostile.jsonl"));
  ASSERT_EQ(
      std::system(
          ("gzip -c '" + kGolden + "hostile.jsonl' >'" + (folder / "h.jsonl.gz") + "'").c_str()),
      0);
  ASSERT_EQ(RunProgramIn(folder, "import h.jsonl.gz -o h.entente"), 0);
  EXPECT_EQ(RunProgramIn(folder, "export h.entente --format jsonl -o copy.jsonl"), 0);
  EXPECT_EQ(ReadBytes(folder / "copy.jsonl"), ReadBytes(kGolden + "hostile.jsonl"));
  WriteBytes(folder / "bad.jsonl", "{\"type\":\"node\"\n");
  EXPECT_EQ(RunProgramIn(folder, "import - -o bad.entente <bad.jsonl"), 1);
  EXPECT_NE(ReadBytes(folder / "err").find("(standard input):1:"), std::string::npos)
      << ReadBytes(folder / "err");
  // An empty graph to write into.
  ASSERT_EQ(RunProgramIn(folder, "import /dev/null -o new.entente"), 0);
  EXPECT_EQ(RunProgramIn(folder, "query new.entente 'CREATE (:A {b: 1})'"), 0);
}

// A packed file was read as it was, and its first byte was not UTF-8.
TEST(ImportExport, ReadsPackedCsv) {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "csv");
  WriteBytes(folder / "csv/people.csv", "id:ID(P),:LABEL,name\n1,Person,Ana\n2,Person,Bo\n");
  WriteBytes(folder / "csv/met.csv", ":START_ID(P),:END_ID(P),:TYPE\n1,2,MET\n");
  ASSERT_EQ(RunProgramIn(folder, "import csv -o plain.entente"), 0);
  ASSERT_EQ(std::system(("gzip '" + (folder / "csv/people.csv") + "'").c_str()), 0);
  ASSERT_EQ(RunProgramIn(folder, "import csv -o packed.entente"), 0);
  ASSERT_EQ(RunProgramIn(folder,
                         "import --nodes csv/people.csv.gz --relationships csv/met.csv -o "
                         "options.entente"),
            0);
  ASSERT_EQ(RunProgramIn(folder, "export plain.entente --format jsonl"), 0);
  const std::string all = ReadBytes(folder / "out");
  for (const char* other : {"packed", "options"}) {
    ASSERT_EQ(RunProgramIn(folder, std::string("export ") + other + ".entente --format jsonl"), 0);
    EXPECT_EQ(ReadBytes(folder / "out"), all);
  }
  // An error is one of the packed file, and its place that of the text in it.
  WriteBytes(folder / "bad.csv", "id:ID(P),:LABEL,born:date\n1,Person,--06-12\n");
  ASSERT_EQ(std::system(("gzip '" + (folder / "bad.csv") + "'").c_str()), 0);
  EXPECT_EQ(RunProgramIn(folder, "import --nodes bad.csv.gz -o bad.entente"), 1);
  EXPECT_NE(ReadBytes(folder / "err").find("bad.csv.gz:2:10: expected a date"), std::string::npos)
      << ReadBytes(folder / "err");
  EXPECT_NE(ReadBytes(folder / "err").find("such a day is text: give the column the type string"),
            std::string::npos);
  EXPECT_EQ(RunProgramIn(folder, "import bad.csv.gz -o bad.entente"), 2);
  EXPECT_NE(ReadBytes(folder / "err").find("--nodes LABEL=bad.csv.gz"), std::string::npos);
}

// What was appended stood there twice, and remove knew no document.
TEST(ImportExport, AnImportedGraphTakesNoDocumentsAndSaysTheWayOut) {
  TemporaryFolder folder;
  WriteBytes(folder / "a.txt",
             "Chile and Peru agree on water\n\nLIMA, 14 March 2019 - Chile and Peru signed a "
             "Memorandum of Understanding on Water Management in Lima on 14 March 2019.\n");
  ASSERT_EQ(RunProgramIn(folder, "build a.txt -o g.entente"), 0);
  ASSERT_EQ(RunProgramIn(folder, "export g.entente --format jsonl -o g.jsonl"), 0);
  ASSERT_EQ(RunProgramIn(folder, "import g.jsonl -o copy.entente"), 0);
  EXPECT_EQ(RunProgramIn(folder, "build a.txt -o copy.entente --append"), 1);
  const std::string said = ReadBytes(folder / "err");
  EXPECT_EQ(said.find("entente: copy.entente: this graph was imported"), 0u) << said;
  EXPECT_EQ(RunProgramIn(folder, "remove copy.entente a.txt"), 1);
  EXPECT_EQ(ReadBytes(folder / "err"), said);
  EXPECT_EQ(RunProgramIn(folder, "export copy.entente --format jsonl"), 0);
  EXPECT_EQ(ReadBytes(folder / "out"), ReadBytes(folder / "g.jsonl"));
  // The way out, as it says.
  const size_t begin = said.find("entente query"), end = said.find('\n', begin);
  ASSERT_NE(begin, std::string::npos);
  std::string way = said.substr(begin, end - begin);
  auto replace = [&](const std::string& from, const std::string& to) {
    for (size_t at = 0; (at = way.find(from, at)) != std::string::npos; at += to.size())
      way.replace(at, from.size(), to);
  };
  replace("entente ", "'" ENTENTE_PROGRAM "' ");
  replace("GRAPH", "copy.entente");
  replace("NEW.", "new.");
  EXPECT_EQ(std::system(("cd '" + folder.path() + "' && " + way + " 2>/dev/null").c_str()), 0)
      << way;
  EXPECT_EQ(RunProgramIn(folder, "signed new.entente --format csv"), 0);
  const std::string again = ReadBytes(folder / "out");
  EXPECT_EQ(RunProgramIn(folder, "signed g.entente --format csv"), 0);
  EXPECT_EQ(again, ReadBytes(folder / "out"));
  EXPECT_EQ(RunProgramIn(folder, "remove new.entente a.txt"), 0);
  // A document that a hand made stops nothing.
  EXPECT_EQ(RunProgramIn(folder, "query g.entente \"CREATE (:Document {id: 'note'})\""), 0);
  EXPECT_EQ(RunProgramIn(folder, "build a.txt -o g.entente --append"), 0);
}

TEST(ImportExport, CsvThereAndBack) {
  TemporaryFolder folder;
  ASSERT_EQ(RunProgramIn(folder, "import '" + kGolden + "hostile.jsonl' -o g.entente"), 0);
  EXPECT_EQ(RunProgramIn(folder, "export g.entente --format csv -o csv"), 0);
  // Over an export of its own, but over nothing else.
  EXPECT_EQ(RunProgramIn(folder, "export g.entente --format csv -o csv"), 0);
  ASSERT_EQ(RunProgramIn(folder, "import csv -o copy.entente"), 0);
  EXPECT_EQ(RunProgramIn(folder, "export copy.entente --format jsonl"), 0);
  EXPECT_EQ(ReadBytes(folder / "out"), ReadBytes(kGolden + "hostile.jsonl"));
  WriteBytes(folder / "csv/mine.txt", "");
  EXPECT_EQ(RunProgramIn(folder, "export g.entente --format csv -o csv"), 1);
  EXPECT_TRUE(std::filesystem::exists(folder / "csv/mine.txt"));
  EXPECT_EQ(RunProgramIn(folder, "export g.entente --format csv"), 2);
}

TEST(ImportExport, KeepsAGraphThatIsThere) {
  TemporaryFolder folder;
  WriteBytes(folder / "a.jsonl", "{\"type\":\"node\",\"id\":\"0\",\"labels\":[\"A\"]}\n");
  WriteBytes(folder / "bad.jsonl", "{\"type\":\"node\",\"id\":\"0\"}\n{\"type\":\n");
  ASSERT_EQ(RunProgramIn(folder, "import a.jsonl -o g.entente"), 0);
  const std::string before = ReadBytes(folder / "g.entente");
  EXPECT_EQ(RunProgramIn(folder, "import a.jsonl -o g.entente"), 1);
  EXPECT_EQ(RunProgramIn(folder, "import bad.jsonl -o g.entente --force"), 1);
  EXPECT_EQ(ReadBytes(folder / "err").find("entente: bad.jsonl:2:9: "), 0u)
      << ReadBytes(folder / "err");
  EXPECT_EQ(ReadBytes(folder / "g.entente"), before);
  EXPECT_EQ(RunProgramIn(folder, "import a.jsonl -o g.entente --force"), 0);
}

TEST(ImportExport, AFailureLeavesNothing) {
  TemporaryFolder folder;
  WriteBytes(folder / "n.csv", "id:ID(N),x:int\n0,1\n1,one\n");
  EXPECT_EQ(RunProgramIn(folder, "import --nodes N=n.csv -o g.entente"), 1);
  EXPECT_EQ(
      ReadBytes(folder / "err"),
      "entente: n.csv:3:3: expected an integer from -2147483648 to 2147483647, found 'one'\n");
  EXPECT_EQ(FilesIn(folder), 3u);  // n.csv, out, err
  EXPECT_EQ(RunProgramIn(folder, "import n.csv -o g.entente"), 2);
  EXPECT_EQ(RunProgramIn(folder, "import -o g.entente"), 2);
  EXPECT_EQ(RunProgramIn(folder, "import missing.jsonl -o g.entente"), 1);
  EXPECT_EQ(FilesIn(folder), 3u);
}

TEST(ImportExport, TakesFilesByLabelAndType) {
  TemporaryFolder folder;
  WriteBytes(folder / "n.csv", "id:ID(N){id-type:long},name\n0,Ada\n1,Eva\n");
  WriteBytes(folder / "r.csv", ":START_ID(N),:END_ID(N),date\n0,1,2018-09-14\n");
  ASSERT_EQ(RunProgramIn(folder,
                         "import --nodes Person=n.csv --relationships MET=r.csv "
                         "--relationships KNOWS=r.csv -o g.entente -j 1"),
            0);
  EXPECT_EQ(RunProgramIn(folder, "export g.entente --format jsonl"), 0);
  EXPECT_EQ(ReadBytes(folder / "out"),
            R"({"type":"node","id":"0","labels":["Person"],"properties":{"id":0,"name":"Ada"}}
{"type":"node","id":"1","labels":["Person"],"properties":{"id":1,"name":"Eva"}}
{"type":"relationship","id":"0","label":"KNOWS","properties":{"date":"2018-09-14"},"start":{"id":"0","labels":["Person"]},"end":{"id":"1","labels":["Person"]}}
{"type":"relationship","id":"1","label":"MET","properties":{"date":"2018-09-14"},"start":{"id":"0","labels":["Person"]},"end":{"id":"1","labels":["Person"]}}
)");
}

}  // namespace
}  // namespace entente::cli
