#include "ingest/pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "graph/formats/jsonl.h"
#include "graph/graph.h"

namespace entente::ingest {
namespace {

namespace fs = std::filesystem;
using graph::ErrorCode;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kFirst =
    "Chile and Peru agree on water\n\nLIMA, 14 March 2019 - Chile's Minister of Foreign Affairs, "
    "Ana Torres Rivas, and her Peruvian counterpart, Luis Quispe Mamani, signed a Memorandum of "
    "Understanding on Water Management in Lima on 14 March 2019.\n";
constexpr const char* kSecond =
    "Two years of the water memorandum\n\nSANTIAGO, 14 March 2021 - The Memorandum of "
    "Understanding on Water Management, signed by Chile and Peru in Lima on 14 March 2019, is in "
    "force. Minister Ana Torres Rivas of Chile praised it.\n";
constexpr const char* kThird =
    "Ghana and Togo sign power deal\n\nACCRA, 2 May 2020 - Ghana and Togo signed an agreement on "
    "power lines in Accra on Saturday, the Ministry of Energy of Ghana said.\n";

class PipelineTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "entente-pipeline-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string Write(const std::string& name, const std::string& bytes) {
    fs::path path = root_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  std::string GraphPath(const std::string& name) const { return (root_ / name).string(); }

  BuildReport Build(std::vector<std::string> inputs, const std::string& graph, bool append = false,
                    unsigned jobs = 2) {
    BuildOptions options;
    options.inputs = std::move(inputs);
    options.graph_path = GraphPath(graph);
    options.append = append;
    options.jobs = jobs;
    auto report = BuildGraph(options);
    EXPECT_TRUE(report) << graph::FormatError(report.error());
    return report ? *report : BuildReport();
  }

  std::string Export(const std::string& graph) const {
    auto opened = graph::Graph::Open(GraphPath(graph), graph::OpenMode::kRead);
    EXPECT_TRUE(opened);
    auto reader = (*opened)->Read();
    EXPECT_TRUE(reader);
    std::string out;
    EXPECT_TRUE(graph::WriteJsonl(**reader, [&](std::string_view bytes) -> graph::Status {
      out += bytes;
      return {};
    }));
    return out;
  }

  fs::path root_;
};

TEST_F(PipelineTest, OrderAndThreadsDoNotMatter) {
  std::string a = Write("a.txt", kFirst), b = Write("b.txt", kSecond), c = Write("c.txt", kThird);
  BuildReport report = Build({a, b, c}, "one", false, 1);
  EXPECT_TRUE(report.committed);
  EXPECT_EQ(report.documents, 3u);
  Build({c, b, a}, "two", false, 3);
  Build({root_.string()}, "three");
  EXPECT_THAT(Export("one"), HasSubstr("\"iso2\":\"CL\""));
  EXPECT_EQ(Export("one"), Export("two"));
  EXPECT_EQ(Export("one"), Export("three"));
}

TEST_F(PipelineTest, ManyDocumentsOnSeveralThreadsEndAsOnOne) {
  for (int i = 0; i < 150; ++i) {
    std::string text = i % 3 == 0 ? kFirst : i % 3 == 1 ? kSecond : kThird;
    Write("docs/" + std::to_string(i) + ".txt",
          text + "\nPort number " + std::to_string(i) + " was opened by Ann Ayres" +
              std::string(1, static_cast<char>('a' + i % 26)) + " of Norlake Ltd.\n");
  }
  Build({GraphPath("docs")}, "one", false, 1);
  Build({GraphPath("docs")}, "four", false, 4);
  EXPECT_EQ(Export("one"), Export("four"));
}

TEST_F(PipelineTest, APostThatOneTextGuessesFallsWhereAnotherSaysWhoseItIs) {
  const std::string guess = Write("a.txt",
                                  "OSLO, 4 May 2020 (Fjord Wire) - Peru and Norway agreed on "
                                  "ports. President Ana Torres Rivas smiled.\n");
  const std::string said = Write("b.txt", "Ana Torres Rivas, President of Chile, spoke in Lima.\n");
  Build({guess}, "one");
  EXPECT_THAT(Export("one"), HasSubstr("\"confidence\":0.79"));
  Build({guess, said}, "two");
  EXPECT_THAT(Export("two"), HasSubstr("HOLDS_POST"));
  EXPECT_THAT(Export("two"), Not(HasSubstr("\"confidence\":0.79")));
}

TEST_F(PipelineTest, TwoDocumentsOfOneIdAreAnErrorAndTheFirstStays) {
  BuildReport report =
      Build({Write("a.jsonl",
                   "{\"id\":\"x\",\"text\":\"Peru and Chile signed a treaty.\"}\n"
                   "{\"id\":\"x\",\"text\":\"Ghana and Togo signed a treaty.\"}\n")},
            "g");
  EXPECT_EQ(report.documents, 1u);
  ASSERT_EQ(report.errors.size(), 1u);
  EXPECT_EQ(report.errors[0].code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(Export("g"), HasSubstr("Chile"));
  EXPECT_THAT(Export("g"), Not(HasSubstr("Togo")));
}

TEST_F(PipelineTest, CorrectionsThatAreNotThereAndFilesOfOthersAreErrors) {
  BuildOptions options;
  options.inputs = {Write("a.txt", kFirst)};
  options.graph_path = GraphPath("g");
  options.corrections_file = GraphPath("none.txt");
  auto missing = BuildGraph(options);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().file, GraphPath("none.txt"));
  options.corrections_file.clear();
  options.graph_path = Write("notes.txt", "My own notes, nothing else.\n");
  auto foreign = BuildGraph(options);
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ErrorCode::kForeignFile);
  EXPECT_THAT(foreign.error().suggestion, HasSubstr("name another file"));
}

TEST_F(PipelineTest, WhatATextSaysHasEvidence) {
  Build({Write("1.txt", kFirst), Write("3.txt", kThird)}, "g");
  std::istringstream lines(Export("g"));
  int drawn = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("\"type\":\"relationship\"") == std::string::npos) continue;
    if (line.find("\"rule\":\"") == std::string::npos) continue;
    if (line.find("\"rule\":\"gazetteer:") != std::string::npos) continue;
    ++drawn;
    EXPECT_THAT(line, HasSubstr("#char="));
  }
  EXPECT_GT(drawn, 5);
}

TEST_F(PipelineTest, PartsEndWhereTheWholeDoes) {
  std::string a = Write("a.txt", kFirst), b = Write("b.txt", kSecond), c = Write("c.txt", kThird);
  Build({a, b, c}, "whole");
  Build({c}, "parts");
  Build({b}, "parts", true);
  BuildReport last = Build({a}, "parts", true);
  EXPECT_EQ(last.unchanged + last.replaced, 0u);
  EXPECT_EQ(Export("whole"), Export("parts"));
}

TEST_F(PipelineTest, AChangedDocumentReplacesWhatItSaid) {
  std::string b = Write("b.txt", kSecond);
  std::string before = Write("before/a.txt", kThird), after = Write("after/a.txt", kFirst);
  Build({before, b}, "graph");
  BuildReport report = Build({after}, "graph", true);
  EXPECT_EQ(report.replaced, 1u);
  EXPECT_EQ(Build({after}, "graph", true).unchanged, 1u);
  Build({after, b}, "whole");
  EXPECT_EQ(Export("graph"), Export("whole"));
  EXPECT_THAT(Export("graph"), Not(HasSubstr("Togo")));
}

TEST_F(PipelineTest, RemovingADocumentLeavesWhatOthersSay) {
  std::string a = Write("a.txt", kFirst), b = Write("b.txt", kSecond), c = Write("c.txt", kThird);
  Build({a, b, c}, "graph");
  auto removed = RemoveDocuments(GraphPath("graph"), {"c.txt", "a.txt"});
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->removed, 2u);
  Build({b}, "whole");
  EXPECT_EQ(Export("graph"), Export("whole"));
  auto missing = RemoveDocuments(GraphPath("graph"), {"b.tx"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Export("graph"), Export("whole"));
}

TEST_F(PipelineTest, WhatAHandChangedStays) {
  std::string a = Write("a.txt", kFirst), c = Write("c.txt", kThird);
  Build({a}, "graph");
  {
    auto opened = graph::Graph::Open(GraphPath("graph"), graph::OpenMode::kWrite);
    ASSERT_TRUE(opened);
    auto transaction = (*opened)->Begin();
    ASSERT_TRUE(transaction);
    const graph::GraphReader& reader = (*transaction)->reader();
    auto nodes = reader.FindNodes(*reader.FindLabel("Country"), *reader.FindKey("key"),
                                  graph::Value::String("country:CL"));
    ASSERT_EQ(nodes.size(), 1u);
    ASSERT_TRUE((*transaction)
                    ->SetProperty(nodes[0], (*transaction)->InternKey("note"),
                                  graph::Value::String("checked by hand")));
    ASSERT_TRUE((*transaction)->Commit());
  }
  Build({c}, "graph", true);
  EXPECT_THAT(Export("graph"), HasSubstr("checked by hand"));
}

TEST_F(PipelineTest, CorrectionsAreReplayedAndKept) {
  std::string a = Write("a.txt", kFirst), c = Write("c.txt", kThird);
  std::string file = Write("fixes", "rename country:CL Republic of Chile\nreject country:TG\n");
  BuildOptions options;
  options.inputs = {a, c};
  options.graph_path = GraphPath("whole");
  options.corrections_file = file;
  ASSERT_TRUE(BuildGraph(options));
  EXPECT_THAT(Export("whole"), HasSubstr("Republic of Chile"));
  EXPECT_THAT(Export("whole"), Not(HasSubstr("country:TG")));
  options.inputs = {a};
  options.graph_path = GraphPath("parts");
  ASSERT_TRUE(BuildGraph(options));
  Build({c}, "parts", true);
  EXPECT_EQ(Export("whole"), Export("parts"));
  Build({a, c}, "plain");
  Write("fixes", "# none left\n");
  options.append = true;
  options.inputs = {c};
  ASSERT_TRUE(BuildGraph(options));
  EXPECT_EQ(Export("plain"), Export("parts"));
}

TEST_F(PipelineTest, AFailedDocumentDoesNotStopTheOthersUnlessStrict) {
  std::string a = Write("a.txt", kFirst), bad = Write("bad.txt", std::string("\0\1\2", 3));
  BuildReport report = Build({a, bad, GraphPath("missing.txt")}, "graph");
  EXPECT_TRUE(report.committed);
  EXPECT_EQ(report.documents, 1u);
  EXPECT_EQ(report.errors.size(), 2u);
  BuildOptions strict;
  strict.inputs = {a, bad};
  strict.graph_path = GraphPath("strict");
  strict.strict = true;
  auto nothing = BuildGraph(strict);
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(nothing->committed);
  EXPECT_FALSE(fs::exists(strict.graph_path));
}

TEST_F(PipelineTest, AnExistingGraphIsRefusedWithoutBeingAsked) {
  std::string a = Write("a.txt", kFirst), c = Write("c.txt", kThird);
  Build({a}, "graph");
  std::string before = Export("graph");
  BuildOptions options;
  options.inputs = {c};
  options.graph_path = GraphPath("graph");
  auto refused = BuildGraph(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(Export("graph"), before);
  options.force = true;
  ASSERT_TRUE(BuildGraph(options));
  EXPECT_THAT(Export("graph"), Not(HasSubstr("Peru")));
}

// A file given under two paths was kept twice, and no word was said.
TEST_F(PipelineTest, ACopyIsSaidAndIsOneSource) {
  auto remarks = [](const BuildReport& report) {
    std::string out;
    for (const BuildRemark& remark : report.remarks)
      out += remark.document_id + ": " + remark.text + "\n";
    return out;
  };
  Write("d/a/first.txt", kFirst);
  Write("d/a/second.txt", kSecond);
  EXPECT_EQ(Build({root_.string() + "/d"}, "without").copies, 0u);
  Write("d/b/first.txt", kFirst);
  BuildReport report = Build({root_.string() + "/d"}, "g");
  EXPECT_EQ(report.documents, 3u);
  EXPECT_EQ(report.copies, 1u);
  EXPECT_EQ(remarks(report),
            "b/first.txt: the same file as a/first.txt; both are kept, and are one source\n");
  EXPECT_THAT(Export("g"), HasSubstr("near-identical texts"));
  // The same when it comes later, whichever id is the first.
  ASSERT_EQ(Build({Write("c/m.txt", kFirst)}, "h").copies, 0u);
  report = Build({Write("c/n.txt", kFirst)}, "h", true);
  EXPECT_EQ(report.copies, 1u);
  EXPECT_EQ(remarks(report), "n.txt: the same file as m.txt; both are kept, and are one source\n");
  report = Build({Write("c/b.txt", kFirst)}, "h", true);
  EXPECT_EQ(report.copies, 2u);
  // What was there before is not said again.
  report = Build({Write("c/third.txt", kThird)}, "h", true);
  EXPECT_EQ(report.copies, 0u);
  EXPECT_EQ(remarks(report), "");
}

TEST_F(PipelineTest, ADayThatThereIsNotIsSaid) {
  const BuildReport report = Build(
      {Write("a.txt", "Albania and Italy signed a protocol on archives on 31 February 2020.\n")},
      "g");
  ASSERT_EQ(report.remarks.size(), 1u);
  EXPECT_EQ(report.remarks[0].text,
            "there is no day \"31 February 2020\": its month is kept, 2020-02");
  EXPECT_THAT(Export("g"), HasSubstr("\"date\":\"2020-02\""));
  EXPECT_THAT(Export("g"), HasSubstr("\"name\":\"protocol on archives\""));
}

TEST_F(PipelineTest, AnotherLanguageIsKeptAndNotMined) {
  std::string es = Write("es.txt",
                         "El ministro de Chile firmó con el ministro del Perú un acuerdo de "
                         "cooperación en la ciudad de Lima por el que los países se obligan.");
  BuildReport report = Build({es}, "graph");
  EXPECT_EQ(report.not_english, 1u);
  EXPECT_EQ(report.facts, 0u);
  EXPECT_THAT(Export("graph"), HasSubstr("\"language\":\"es\""));
}

TEST_F(PipelineTest, AnInterruptCommitsNothing) {
  std::string a = Write("a.txt", kFirst);
  std::atomic<bool> stop{true};
  BuildOptions options;
  options.inputs = {a};
  options.graph_path = GraphPath("graph");
  options.interrupt = &stop;
  auto report = BuildGraph(options);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kInterrupted);
  EXPECT_FALSE(fs::exists(options.graph_path));
}

// --force once wrote a graph over whatever stood at its path, a document of the user's included.
TEST_F(PipelineTest, NotEvenForceOverwritesAFileThatIsNoGraph) {
  std::string notes = Write("notes.txt", "My own notes, nothing else.\n");
  BuildOptions options;
  options.inputs = {Write("a.txt", kFirst)};
  options.graph_path = notes;
  options.force = true;
  auto report = BuildGraph(options);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kForeignFile);
  std::ifstream in(notes);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_EQ(text, "My own notes, nothing else.\n");
}

// A body whose name ends in "Alliance" was once taken for an agreement, and the list of parties
// ended before it.
TEST_F(PipelineTest, ABodyNamedAnAllianceIsAPartyAmongOthers) {
  std::string text =
      Write("list.txt",
            "The Ministry of Trade of Peru and four companies signed an agreement on "
            "ports. The four companies that signed the agreement are: Naviera Sol; "
            "Global Shipping Alliance; Puertos del Sur S.A.; Carga Andina.\n");
  Build({text}, "list");
  auto graph = graph::Graph::Open(GraphPath("list"), graph::OpenMode::kRead);
  ASSERT_TRUE(graph);
  auto reader = (*graph)->Read();
  ASSERT_TRUE(reader);
  auto label = (*reader)->FindLabel("Organization");
  auto name = (*reader)->FindKey("name");
  auto party = (*reader)->FindType("PARTY_TO");
  ASSERT_TRUE(label && name && party);
  auto nodes =
      (*reader)->FindNodes(*label, *name, graph::Value::String("Global Shipping Alliance"));
  ASSERT_EQ(nodes.size(), 1u);
  EXPECT_EQ((*reader)->Degree(nodes[0], *party, graph::Direction::kOut), 1u);
}

}  // namespace
}  // namespace entente::ingest
