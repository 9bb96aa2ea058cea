// The documents tell what the program does: every command of docs/guide.md is run and prints what
// stands below it there, every query of docs/query_language.md gives the rows below it, and the
// README's diagram is the one that the program draws. What rests on reading articles may differ in
// a few lines, as the rules that read them get better. ENTENTE_UPDATE_GOLDEN=1 writes the outputs
// into the documents: read what changed before keeping it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/sample_graph.h"

namespace entente::tests {
namespace {

namespace fs = std::filesystem;

std::string Source(const std::string& path) { return std::string(ENTENTE_SOURCE_DIR) + "/" + path; }

bool Updating() { return std::getenv("ENTENTE_UPDATE_GOLDEN") != nullptr; }

// Calls `run(block)` for every fenced block of `language`; it returns what ought to stand there,
// and it is written there when updating.
template <class Run>
void EachBlock(const std::string& path, const std::string& language, Run run) {
  std::istringstream in(graph::ReadBytes(Source(path)));
  std::string made, block;
  bool inside = false;
  size_t blocks = 0;
  for (std::string line; std::getline(in, line);) {
    if (inside && line == "```") {
      made += run(block) + line + "\n";
      inside = false;
      ++blocks;
    } else if (inside) {
      block += line + "\n";
    } else {
      made += line + "\n";
      inside = line == "```" + language;
      block.clear();
    }
  }
  EXPECT_GT(blocks, 5u);
  if (Updating()) graph::WriteBytes(Source(path), made);
}

// How many words of `text` are in `other`, in hundredths.
int Share(const std::string& text, const std::string& other) {
  std::multiset<std::string> there;
  std::istringstream others(other), words(text);
  for (std::string word; others >> word;) there.insert(word);
  int all = 0, found = 0;
  for (std::string word; words >> word; ++all)
    if (auto it = there.find(word); it != there.end()) {
      there.erase(it);
      ++found;
    }
  return all == 0 ? 100 : 100 * found / all;
}

// Where columns end is no difference.
bool NearlyTheSame(std::string one, std::string other) {
  const std::regex rule("\xe2\x94\x80");
  one = std::regex_replace(one, rule, "");
  other = std::regex_replace(other, rule, "");
  return Share(one, other) >= 90 && Share(other, one) >= 90;
}

TEST(GuideTest, EveryCommandPrintsWhatTheGuideSays) {
  TemporaryFolder folder;
  fs::copy(Source("docs/guide"), folder.Path("guide"), fs::copy_options::recursive);
  const std::string program = ENTENTE_PROGRAM;
  const std::string setting =
      "cd guide; PATH=" + ShellQuoted(program.substr(0, program.rfind('/'))) +
      ":$PATH; export PATH; NO_COLOR=1; export NO_COLOR; COLUMNS=100; "
      "export COLUMNS\n";
  EachBlock("docs/guide.md", "console", [&](const std::string& block) {
    std::string out;
    std::istringstream in(block);
    std::string line;
    bool more = static_cast<bool>(std::getline(in, line));
    while (more) {
      const std::string command = line.substr(std::min<size_t>(2, line.size()));
      std::string there;  // what stands below the command
      while ((more = static_cast<bool>(std::getline(in, line))) && !line.starts_with("$ "))
        there += line + "\n";
      bool drawn = command.starts_with("entente draw");
      if (drawn && std::system("command -v dot >/dev/null") != 0) {
        out += "$ " + command + "\n" + there;  // GraphViz is not installed
        continue;
      }
      ProgramResult result = RunShellLine(folder, setting + command + " 2>&1");
      std::erase(result.output, '\r');  // CSV ends lines with two characters
      EXPECT_EQ(result.exit_status, 0) << command << "\n" << result.output << result.errors;
      // How much there is of everything changes with every better rule.
      bool counts =
          std::regex_search(command, std::regex("^entente (build|info|remove|check|draw)"));
      if (!Updating() && !counts) {
        EXPECT_TRUE(NearlyTheSame(there, result.output))
            << "$ " << command << "\n--- prints\n"
            << result.output << "--- and docs/guide.md says\n"
            << there << "(ENTENTE_UPDATE_GOLDEN=1 writes it anew)";
      }
      out += "$ " + command + "\n" + result.output;
    }
    return out;
  });
}

TEST(GuideTest, TheExamplesOfTheQueryLanguageAnswerAsItSays) {
  TemporaryFolder folder;
  EachBlock("docs/query_language.md", "cypher", [&](const std::string& block) {
    WriteSampleGraph(folder);  // anew, since some of them write
    std::string query, answer, made;
    std::istringstream in(block);
    for (std::string line; std::getline(in, line);)
      (line.starts_with("//") ? answer : query) += line + "\n";
    ProgramResult result = RunProgram(folder, {"query", "sample.entente", query, "--quiet"});
    EXPECT_EQ(result.exit_status, 0) << query << result.errors;
    std::istringstream rows(result.output);
    for (std::string line; std::getline(rows, line);) made += "// " + line + "\n";
    if (!Updating()) {
      EXPECT_EQ(answer, made) << query;
    }
    return query + made;
  });
}

TEST(GuideTest, EveryExampleQueryRuns) {
  // Values for the parameters that the queries name.
  const std::map<std::string, std::vector<std::string>> parameters = {
      {"brokers_between_two_countries", {"one=Chile", "other=Peru"}},
      {"chain_between_two_people", {"from=In\u00e9s Araya Soto", "to=Kadri Tamme"}},
      {"common_partners", {"one=Chile", "other=Sweden"}},
      {"dates_in_range", {"from=2019-01-01", "to=2020-02-10"}},
      {"evidence_for_agreement", {"agreement=harbour"}},
      {"people_met_by", {"person=In\u00e9s Araya Soto"}}};
  TemporaryFolder folder;
  WriteSampleGraph(folder);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(Source("data/queries")))
    if (entry.path().extension() == ".cypher") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  EXPECT_GE(files.size(), 15u);
  const std::string readme = graph::ReadBytes(Source("data/queries/README.md"));
  size_t answered = 0;
  for (const fs::path& file : files) {
    const std::string name = file.stem().string();
    EXPECT_TRUE(graph::ReadBytes(file.string()).starts_with("// ")) << name << " says what it asks";
    EXPECT_NE(readme.find("`" + name + ".cypher`"), std::string::npos) << "README lists " << name;
    std::vector<std::string> arguments = {"query", "sample.entente", "--file", file.string(),
                                          "--read-only"};
    if (auto it = parameters.find(name); it != parameters.end())
      for (const std::string& parameter : it->second)
        arguments.insert(arguments.end(), {"--param", parameter});
    ProgramResult result = RunProgram(folder, arguments);
    EXPECT_EQ(result.exit_status, 0) << name << ": " << result.errors;
    if (std::count(result.output.begin(), result.output.end(), '\n') > 2) ++answered;
    ExpectGolden("cli/queries/" + name + ".txt", result.output);
  }
  EXPECT_GE(answered, files.size() - 1) << "the sample graph has something for nearly every query";
}

// "for example --param agreement='Geelong Treaty'" found nothing since the treaty is called
// otherwise elsewhere.
TEST(GuideTest, TheExampleParametersOfQueriesFindSomethingInTheSampleDocuments) {
  TemporaryFolder folder;
  const std::string example = "for example ";
  const std::string program = ENTENTE_PROGRAM;
  ProgramResult built =
      RunProgram(folder, {"build", Source("data/corpus"), "-o", "g.entente", "--quiet"});
  ASSERT_EQ(built.exit_status, 0) << built.errors;
  size_t tried = 0;
  for (const auto& entry : fs::directory_iterator(Source("data/queries"))) {
    if (entry.path().extension() != ".cypher") continue;
    const std::string text = graph::ReadBytes(entry.path().string());
    const size_t at = text.find(example);
    if (at == std::string::npos) continue;
    const size_t begin = at + example.size();
    const std::string parameters = text.substr(begin, text.find('\n', begin) - begin);
    ASSERT_TRUE(parameters.starts_with("--param ")) << entry.path();
    ProgramResult result =
        RunShellLine(folder, ShellQuoted(program) + " query g.entente --format csv --file '" +
                                 entry.path().string() + "' " + parameters);
    EXPECT_EQ(result.exit_status, 0) << result.errors;
    EXPECT_GE(std::count(result.output.begin(), result.output.end(), '\n'), 2)
        << entry.path() << " " << parameters << "\n"
        << result.output << result.errors;
    ++tried;
  }
  EXPECT_GE(tried, 6u);
}

// The names and places of a picture stand in its text; where nodes lie depends on GraphViz.
TEST(GuideTest, TheDiagramInTheDocumentsIsTheProgramsOwn) {
  TemporaryFolder folder;
  ProgramResult built =
      RunProgram(folder, {"build", Source("docs/guide/articles"), "-o", "g.entente", "--quiet"});
  ASSERT_EQ(built.exit_status, 0) << built.errors;
  ASSERT_EQ(RunProgram(folder, {"draw", "g.entente", "-o", "signed.dot"}).exit_status, 0);
  if (Updating()) {
    ASSERT_EQ(RunProgram(folder, {"draw", "g.entente", "-o", "signed.svg"}).exit_status, 0);
    graph::WriteBytes(Source("docs/guide/signed.svg"), folder.Read("signed.svg"));
  }
  std::string dot = folder.Read("signed.dot");
  std::string svg = graph::ReadBytes(Source("docs/guide/signed.svg"));
  for (auto [from, to] :
       {std::pair{"&#39;", "'"}, {"&#45;", "-"}, {"&quot;", "\""}, {"&amp;", "&"}})
    svg = std::regex_replace(svg, std::regex(from), to);
  std::regex tooltip("tooltip=\"([^\"]*)\"");
  size_t all = 0, found = 0;
  for (std::sregex_iterator it(dot.begin(), dot.end(), tooltip), end; it != end; ++it, ++all)
    if (svg.find((*it)[1].str()) != std::string::npos) ++found;
  EXPECT_GE(4 * found, 3 * all) << "docs/guide/signed.svg is out of date: ENTENTE_UPDATE_GOLDEN=1";
  EXPECT_GT(found, 5u);
}

}  // namespace
}  // namespace entente::tests
