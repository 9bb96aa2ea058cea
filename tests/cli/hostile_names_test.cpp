// A graph whose every text tries to be something else than text, through everything that the
// program prints and writes: a terminal is not driven, no format is broken out of, and what is data
// comes back as it was.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/run_program.h"
#include "tests/support/sample_graph.h"
#include "tests/support/terminal.h"

namespace entente::tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// A window's title, a cleared screen, markup, every quote, ends of comments and sections, a line of
// its own, CSI as one character, and text that runs backwards.
const std::string kHostile =
    "\x1b]0;owned\x07\x1b[2J<owned/>\"'`\\|${owned}*/-->]]>%s\r\nINJECTED();\n"
    "INJECTED|\"\xc2\x9b"
    "31m\xe2\x80\xae\x7f";

// Every text of a graph, with kHostile at its end; not what refers to documents and days, or is
// asked for.
json Hostile(const std::string& key, const json& value) {
  if (key == "evidence" || key == "id" || key == "status" || key.ends_with("_from") ||
      key.ends_with("_to"))
    return value;
  if (value.is_string()) return value.get<std::string>() + kHostile;
  json out = value;
  if (value.is_array())
    for (json& part : out) part = Hostile("", part);
  return out;
}

class HostileNamesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::istringstream lines(Jsonl(*SampleWorld().Make()));
    std::string hostile;
    for (std::string line; std::getline(lines, line);) {
      json object = json::parse(line);
      for (auto& [key, value] : object["properties"].items()) value = Hostile(key, value);
      if (object["type"] == "node") {
        object["labels"].push_back("Odd" + kHostile);
        object["properties"]["odd" + kHostile] = 1;
        if (object["properties"].contains("name"))
          names_.push_back(object["properties"]["name"].get<std::string>());
      } else if (object["label"] == "RENEWS" || object["label"] == "ABOUT") {
        object["label"] = object["label"].get<std::string>() + kHostile;
      }
      hostile += object.dump() + "\n";
    }
    std::sort(names_.begin(), names_.end());
    ImportGraph(folder_, "g", hostile);
  }

  std::string Output(const std::vector<std::string>& arguments) {
    ProgramResult result = RunProgram(folder_, arguments);
    EXPECT_EQ(result.exit_status, 0) << arguments[0] << result.errors;
    ExpectShowable(result.errors, arguments[0]);
    return result.output;
  }

  static void ExpectNoControls(const std::string& text, const std::string& what) {
    for (unsigned char c : text)
      ASSERT_TRUE(c >= 0x20 || c == '\n' || c == '\t' || c == '\r')
          << what << ": character " << unsigned{c};
  }
  static void ExpectContained(const std::string& text, const std::string& what) {
    ExpectNoControls(text, what);
    EXPECT_THAT(text, Not(HasSubstr("\nINJECTED"))) << what << ": a line of the document's own";
  }

  // What a terminal may be shown.
  static void ExpectShowable(const std::string& text, const std::string& what) {
    ExpectNoControls(text, what);
    for (const char* hidden : {"\x7f", "\t", "\r", "\xc2\x9b", "\xe2\x80\xae"})
      EXPECT_THAT(text, Not(HasSubstr(hidden))) << what;
  }

  static std::string WithoutQuotedNames(const std::string& cypher) {
    std::string out;
    char quote = 0;
    for (size_t i = 0; i < cypher.size(); ++i) {
      if (quote != '`') out += cypher[i];
      if (quote == '\'' && cypher[i] == '\\') {
        out += cypher[++i];
      } else if (cypher[i] == quote) {
        quote = 0;
      } else if (quote == 0 && (cypher[i] == '\'' || cypher[i] == '`')) {
        quote = cypher[i];
      }
    }
    return out;
  }

  // Line ends stay.
  static std::string WithoutControls(std::string text) {
    for (const char* control : {"\x1b", "\x07", "\x7f", "\xc2\x9b"})
      for (size_t at; (at = text.find(control)) != std::string::npos;)
        text.replace(at, std::strlen(control), "\xEF\xBF\xBD");
    return text;
  }

  // RFC 4180.
  static std::vector<std::vector<std::string>> CsvRows(const std::string& text) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (size_t i = 0; i < text.size(); ++i) {
      std::string& cell = rows.back().back();
      if (quoted) {
        if (text[i] != '"') {
          cell += text[i];
        } else if (text.substr(i + 1, 1) == "\"") {
          cell += text[++i];
        } else {
          quoted = false;
        }
      } else if (text[i] == '"') {
        quoted = true;
      } else if (text[i] == ',') {
        rows.back().emplace_back();
      } else if (text.substr(i, 2) == "\r\n") {
        rows.emplace_back(1, "");
        ++i;
      } else {
        cell += text[i];
      }
    }
    rows.pop_back();
    return rows;
  }

  const std::string all_names_ = "MATCH (n) WHERE n.name IS NOT NULL RETURN n.name AS n, 1 AS one";
  const std::string everything_ = "MATCH p = (n)-[r]->(m) RETURN p, n, r, m.name";
  TemporaryFolder folder_;
  std::vector<std::string> names_;
};

TEST_F(HostileNamesTest, TextForPeopleIsShowable) {
  const std::vector<std::vector<std::string>> commands = {
      {"signed", "g"},
      {"signed", "g", "--evidence"},
      {"signed", "g", "Chile" + kHostile, "--evidence"},
      {"ask", "g", "who signed with whom", "--evidence"},
      {"query", "g", all_names_},
      {"query", "g", everything_},
      {"query", "g", "PROFILE " + all_names_},
      {"info", "g"},
      {"check", "g"}};
  for (const auto& command : commands) ExpectShowable(Output(command), command[0]);
  for (const auto& command : std::vector<std::vector<std::string>>{
           {"signed", "g", "Chil\x1b[2J"},
           {"query", "g", "MATCH (n {name: 'x\x1b[2J'}) RETURN m"},
           {"query", "g", "RETURN $x", "-p", "x\x1b[2J"},
           {"remove", "g", "harbour.tx\x1b[2J"},
           {"build", "nowhere\x1b[2J", "-o", "h"},
           {"exp\x1b[2J"}}) {
    ProgramResult result = RunProgram(folder_, command);
    EXPECT_NE(result.exit_status, 0) << command[0];
    ExpectShowable(result.errors, command[0]);
  }
}

TEST_F(HostileNamesTest, DataComesBackAsItWas) {
  std::vector<std::string> csv, from_json, from_lines;
  for (const auto& row : CsvRows(Output({"query", "g", all_names_, "--format", "csv"}))) {
    ASSERT_EQ(row.size(), 2u);
    csv.push_back(row[0]);
  }
  csv.erase(csv.begin());
  const std::string document = Output({"query", "g", all_names_, "--format", "json"});
  for (const json& row : json::parse(document)) from_json.push_back(row["n"]);
  std::istringstream lines(Output({"query", "g", all_names_, "--format", "jsonl"}));
  for (std::string line; std::getline(lines, line);) from_lines.push_back(json::parse(line)["n"]);
  for (auto* names : {&csv, &from_json, &from_lines}) std::sort(names->begin(), names->end());
  EXPECT_EQ(from_json, names_);
  EXPECT_EQ(from_lines, names_);
  // CSV has no escapes for control characters.
  std::vector<std::string> plain = names_;
  for (std::string& name : plain) name = WithoutControls(name);
  std::sort(plain.begin(), plain.end());
  EXPECT_EQ(csv, plain);
  ExpectContained(document, "json");
  const std::string tsv = Output({"query", "g", all_names_, "--format", "tsv"});
  EXPECT_EQ(std::count(tsv.begin(), tsv.end(), '\n'), static_cast<long>(names_.size()) + 1);
  EXPECT_EQ(std::count(tsv.begin(), tsv.end(), '\t'), static_cast<long>(names_.size()) + 1);
  for (const char* format : {"json", "jsonl"})
    for (const char* command : {"signed", "ask"}) {
      std::vector<std::string> arguments = {command, "g", "--format", format};
      if (arguments[0] == "ask") arguments.insert(arguments.begin() + 2, "who signed with whom");
      const std::string out = Output(arguments);
      ExpectContained(out, command);
      EXPECT_EQ(json::accept(out), std::string_view(format) == "json") << command;
    }
  for (const auto& row : CsvRows(Output({"signed", "g", "--format", "csv"})))
    EXPECT_EQ(row.size(), 7u);
}

TEST_F(HostileNamesTest, NoFormatIsBrokenOutOf) {
  for (const char* format : {"jsonl", "graphml", "gexf", "dot", "cypher", "turtle"}) {
    std::string out = Output({"export", "g", "--format", format});
    // Labels and types are no text of documents, and openCypher knows no escapes in them.
    if (std::string_view(format) == "cypher") out = WithoutQuotedNames(out);
    ExpectContained(out, format);
    EXPECT_EQ(out.find("<owned") == out.npos, std::string_view(format).starts_with("g")) << format;
  }
  Output({"view", "g", "-o", "page.html"});
  Output({"draw", "g", "--preset", "signed", "-o", "signed.svg"});
  Output({"draw", "g", "--preset", "actors", "-o", "actors.svg"});
  Output({"draw", "g", "--preset", "timeline", "-o", "timeline.svg"});
  Output({"draw", "g", everything_, "-o", "everything.svg"});
  for (const char* file :
       {"page.html", "signed.svg", "actors.svg", "timeline.svg", "everything.svg"}) {
    ExpectContained(folder_.Read(file), file);
    EXPECT_THAT(folder_.Read(file), Not(HasSubstr("<owned"))) << file;
  }
  for (const auto& drawn : std::vector<std::vector<std::string>>{
           {"query", "g", everything_, "--format", "dot"}, {"signed", "g", "--format", "dot"}})
    ExpectContained(Output(drawn), "dot");
  const std::string table = Output({"query", "g", all_names_, "--format", "markdown"});
  ExpectContained(table, "markdown");
  EXPECT_THAT(table, Not(HasSubstr("<owned")));
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), static_cast<long>(names_.size()) + 2);
}

TEST_F(HostileNamesTest, AFolderOfCsvStaysInItsFolder) {
  ImportGraph(folder_, "g",
              R"({"type":"node","id":"0","labels":["../../owned"],"properties":{"key":"../x"}})"
              "\n"
              R"({"type":"node","id":"1","labels":["/tmp/owned","a\u0000b"],"properties":{}})"
              "\n"
              R"({"type":"relationship","id":"0","label":"../../owned","properties":{},)"
              R"("start":{"id":"0","labels":["../../owned"]},"end":{"id":"1","labels":["x"]}})"
              "\n");
  Output({"export", "g", "--format", "csv", "-o", "out"});
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.Path("out"))) {
    (void)entry;
    ++files;
  }
  EXPECT_EQ(files, 4u) << "three tables and the list of them";
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("owned.csv")));
}

// What goes into a file as it is, is made harmless where it is shown.
TEST_F(HostileNamesTest, NoFormatDrivesATerminal) {
  const std::vector<std::vector<std::string>> commands = {
      {"signed", "g"},
      {"signed", "g", "--format", "csv"},
      {"signed", "g", "--format", "markdown"},
      {"signed", "g", "--format", "jsonl"},
      {"ask", "g", "who signed with whom", "--format", "csv"},
      {"query", "g", all_names_},
      {"query", "g", all_names_, "--format", "csv"},
      {"query", "g", all_names_, "--format", "tsv"},
      {"query", "g", all_names_, "--format", "json"},
      {"query", "g", all_names_, "--format", "markdown"},
      {"query", "g", everything_, "--format", "dot"},
      {"export", "g", "--format", "jsonl"},
      {"export", "g", "--format", "turtle"},
      {"export", "g", "--format", "cypher"},
      {"info", "g"}};
  for (std::vector<std::string> command : commands) {
    const std::string what = command[0] + " " + command.back();
    command.insert(command.begin(), ENTENTE_PROGRAM);
    Terminal terminal(folder_.Path("."), command, {{"NO_COLOR", "1"}, {"PAGER", "cat"}});
    EXPECT_EQ(terminal.End(), 0) << what;
    const std::string& shown = terminal.shown();
    EXPECT_THAT(shown, HasSubstr("owned")) << what;
    for (size_t i = 0; i < shown.size(); ++i) {
      const auto c = static_cast<unsigned char>(shown[i]);
      // The terminal itself makes CR LF of LF, and CR CR LF of CR LF.
      const bool plain = (c >= 0x20 && c != 0x7f) || c == '\n' || c == '\t' || c == '\r';
      ASSERT_TRUE(plain) << what << ": character " << unsigned{c};
      ASSERT_TRUE(c != '\r' || shown[i + 1] == '\n' || shown.substr(i + 1, 2) == "\r\n") << what;
    }
    EXPECT_THAT(shown, Not(HasSubstr("\xc2\x9b"))) << what;
    EXPECT_THAT(shown, Not(HasSubstr("\xe2\x80\xae"))) << what;
  }
}

}  // namespace
}  // namespace entente::tests
