// What every command prints, byte for byte, on a graph that never changes (tests/golden/cli). A
// change of looks changes files here: run with ENTENTE_UPDATE_GOLDEN=1 and read the difference.

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "tests/support/sample_graph.h"

namespace entente::tests {
namespace {

struct Case {
  const char* name;
  std::vector<std::string> arguments;
  int columns = 100;
  const char* input = "";
  bool counts_vary = false;  ///< it depends on how articles are read: numbers are not compared
};

class OutputsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder();
    WriteSampleGraph(*folder_);
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static void Check(const Case& c) {
    ProgramResult result = RunProgram(*folder_, c.arguments, c.input, c.columns);
    std::string text = "$ entente";
    for (const std::string& argument : c.arguments)
      text +=
          " " + (argument.find_first_of(" \n\"*(") == std::string::npos ? argument
                                                                        : ShellQuoted(argument));
    if (c.columns != 100) text += "     (on " + std::to_string(c.columns) + " columns)";
    text += "\n" + result.output;
    if (!result.errors.empty()) text += "--- standard error\n" + result.errors;
    if (result.exit_status != 0)
      text += "--- exit status " + std::to_string(result.exit_status) + "\n";
    // Times and sizes are not what these files are about.
    text = std::regex_replace(text, std::regex("\\d+\\.\\d+ (m?s)\\b"), "0.0 $1");
    text = std::regex_replace(text, std::regex("[\\d.]+ (kB|MB)\\b"), "0 $1");
    if (c.counts_vary) {
      text = std::regex_replace(text, std::regex("\\d[\\d.,]*"), "N");
      text = std::regex_replace(text, std::regex("(\xe2\x94\x80)+"), "-");
      text = std::regex_replace(text, std::regex(" +"), " ");
    }
    ExpectGolden(std::string("cli/") + c.name + ".txt", text);
  }

  static TemporaryFolder* folder_;
};

TemporaryFolder* OutputsTest::folder_ = nullptr;

const char* const kGraph = "sample.entente";

TEST_F(OutputsTest, Signed) {
  for (const Case& c : std::vector<Case>{
           {"signed", {"signed", kGraph}},
           {"signed_narrow", {"signed", kGraph}, 60},
           {"signed_wide", {"signed", kGraph}, 160},
           {"signed_evidence", {"signed", kGraph, "chile", "--with", "Peru", "--evidence"}},
           {"signed_evidence_narrow", {"signed", kGraph, "araya", "--evidence"}, 50},
           {"signed_csv", {"signed", kGraph, "--format", "csv"}},
           {"signed_json", {"signed", kGraph, "Estonia", "--format", "json"}},
           {"signed_jsonl", {"signed", kGraph, "--since", "2020", "--format", "jsonl"}},
           {"signed_markdown", {"signed", kGraph, "--until", "2018", "--format", "markdown"}},
           {"signed_part_of_name", {"signed", kGraph, "quispe", "--since", "2020"}},
           {"signed_dot", {"signed", kGraph, "--kind", "treaty", "--format", "dot"}},
           {"signed_kind", {"signed", kGraph, "--kind", "treaty", "--status", "planned"}},
           {"signed_status", {"signed", kGraph, "--status", "IN-FORCE"}},
           {"signed_nobody", {"signed", kGraph, "Chille"}},
           {"signed_nothing", {"signed", kGraph, "Chile", "--until", "1990"}}})
    Check(c);
}

TEST_F(OutputsTest, Ask) {
  for (const Case& c : std::vector<Case>{
           {"ask", {"ask", kGraph, "Who signed with Chile?"}},
           {"ask_narrow", {"ask", kGraph, "Who signed with Chile?"}, 50},
           {"ask_evidence", {"ask", kGraph, "What did Chile and Peru sign?", "--evidence"}},
           {"ask_json", {"ask", kGraph, "Who signed the Data Charter?", "--format", "json"}},
           {"ask_csv",
            {"ask", kGraph, "How many agreements did Peru sign by year?", "--format", "csv"}},
           {"ask_query",
            {"ask", kGraph, "When did Araya meet Tomás Quispe Rojas?", "--show-query"}},
           {"ask_lost", {"ask", kGraph, "Did the sea freeze over near Chile?"}},
           {"ask_unknowable", {"ask", kGraph, "How much did the Data Charter cost?"}},
           {"ask_no", {"ask", kGraph, "Was the Data Charter cancelled?"}},
           {"ask_not_there", {"ask", kGraph, "Is the lighthouse treaty in force?"}},
           {"ask_not_there_json",
            {"ask", kGraph, "Is the lighthouse treaty in force?", "--format", "json"}},
           {"ask_left_aside", {"ask", kGraph, "Which agreement ended the war in Chile?"}},
           {"ask_slip", {"ask", kGraph, "Wich agreements did Peru sgin?"}}})
    Check(c);
}

TEST_F(OutputsTest, Query) {
  folder_->Write("two.cypher",
                 "// who\nMATCH (c:Country) RETURN c.name AS name ORDER BY name LIMIT 2;\n"
                 "MATCH (c:Country {name: $who}) RETURN c.iso2 AS code;\n");
  folder_->Write("who.json", R"({"who": "Peru"})");
  const char* parties =
      "MATCH (c:Country)-[p:PARTY_TO]->(a:Agreement {status: 'signed'}) "
      "RETURN a.name AS agreement, collect(c.name) AS parties, count(*) AS n ORDER BY agreement";
  for (const Case& c : std::vector<Case>{
           {"query", {"query", kGraph, parties}},
           {"query_narrow", {"query", kGraph, parties}, 40},
           {"query_records",
            {"query", kGraph,
             "MATCH (a:Agreement)-[:SIGNED_IN]->(p) RETURN a.name AS agreement, a.kind AS kind, "
             "a.status AS status, a.date AS signed, a.in_force_on AS in_force, p.name AS place"},
            40},
           {"query_csv", {"query", kGraph, parties, "--format", "csv"}},
           {"query_tsv", {"query", kGraph, parties, "--format", "tsv"}},
           {"query_json", {"query", kGraph, parties, "--format", "json"}},
           {"query_jsonl", {"query", kGraph, parties, "--format", "jsonl"}},
           {"query_markdown", {"query", kGraph, parties, "--format", "markdown"}},
           {"query_dot",
            {"query", kGraph,
             "MATCH p = (:Person)-[:SIGNED]->(:Agreement {kind: 'charter'}) RETURN p", "--format",
             "dot"}},
           {"query_script",
            {"query", kGraph, "--file", "two.cypher", "--params", "who.json", "--format", "csv"}},
           {"query_read_only", {"query", kGraph, "CREATE (:Topic {name: 'ice'})", "--read-only"}},
           {"query_no_parameter", {"query", kGraph, "RETURN $who"}},
           {"query_memory", {"query", kGraph, "RETURN range(1, 10000000) AS x", "--memory", "1MB"}},
           {"query_error", {"query", kGraph, "MATCH (a:Agreement)\nRETRUN a.name"}},
           {"query_no_rows", {"query", kGraph, "MATCH (a:Agreement {kind: 'pact'}) RETURN a.name"}},
           {"query_unknown_names",
            {"query", kGraph, "MATCH (c:Contry)-[:PARTY_TO|SINGED]->(a) RETURN a.nmae AS name"}},
           {"query_unlike_kinds",
            {"query", kGraph,
             "MATCH (a:Agreement) WHERE a.date > date('2018-01-01') RETURN a.name AS name"}},
           {"query_explain",
            {"query", kGraph, "EXPLAIN MATCH (c:Country)-[:PARTY_TO]->(a) RETURN a.name"}},
           {"query_profile",
            {"query", kGraph,
             "PROFILE MATCH (c:Country {name: 'Chile'})-[:PARTY_TO]->(a) RETURN a.name"}}})
    Check(c);
}

TEST_F(OutputsTest, Shell) {
  Check({"shell",
         {"shell", kGraph},
         100,
         ":help\n:schema\n:param who = 'Chile'\n:param\nMATCH (c {name: $who})-[:PARTY_TO]->(a)\n"
         "RETURN a.name AS agreement;\n:format csv\nRETURN 1 AS one, 2 AS two;\n:explain RETURN 1\n"
         ":format nothing\n"});
  Check({"shell_quit", {"shell", kGraph}, 100, "RETURN 1 AS one;\nquit\nRETURN 2 AS two;\n"});
  Check({"shell_error", {"shell", kGraph}, 60, "RETURN 1 AS one;\n:hlep\nRETURN 2 AS two;\n"});
  Check({"shell_narrow", {"shell", kGraph}, 50, ":help\n:schema\n"});
}

TEST_F(OutputsTest, Draw) {
  for (const Case& c : std::vector<Case>{
           {"draw_signed", {"draw", kGraph, "-o", "out.dot"}},
           {"draw_actors", {"draw", kGraph, "--preset", "actors", "-o", "out.dot"}},
           {"draw_timeline", {"draw", kGraph, "--preset", "timeline", "-o", "out.dot"}},
           {"draw_query",
            {"draw", kGraph, "MATCH p = (:Person)-[:SIGNED]->() RETURN p", "-o", "out.dot"}},
           {"draw_limit",
            {"draw", kGraph, "--preset", "timeline", "--limit", "2", "-o", "out.dot"}}}) {
    Check(c);
    ExpectGolden(std::string("cli/") + c.name + ".dot", folder_->Read("out.dot"));
  }
  ImportGraph(*folder_, "empty.entente",
              "{\"type\":\"node\",\"id\":\"0\",\"labels\":[\"A\"],\"properties\":{}}\n");
  for (const Case& c : std::vector<Case>{
           {"draw_no_agreements", {"draw", "empty.entente", "--preset", "actors", "-o", "out.dot"}},
           {"draw_nothing", {"draw", kGraph, "MATCH (n) RETURN n.name", "-o", "out.dot"}},
           {"draw_error", {"draw", kGraph, "MATCH (n) RETRUN n", "-o", "out.dot"}},
           {"draw_ending", {"draw", kGraph, "-o", "out.jpeg"}}})
    Check(c);
}

TEST_F(OutputsTest, Export) {
  for (const char* format : {"jsonl", "graphml", "gexf", "dot", "cypher", "turtle"})
    Check({(std::string("export_") + format).c_str(), {"export", kGraph, "--format", format}});
  Check({"export_csv", {"export", kGraph, "--format", "csv", "-o", "csv"}});
  Check({"export_to_file", {"export", kGraph, "--format", "gexf", "-o", "sample.gexf"}});
  folder_->Write("notes.txt", "of another kind");
  Check({"export_other_kind", {"export", kGraph, "--format", "gexf", "-o", "notes.txt"}});
  Check({"import_csv", {"import", "csv", "-o", "from_csv.entente"}});
}

TEST_F(OutputsTest, TheOthers) {
  folder_->Write("cut.json", "{\"a\": [1,");
  folder_->Write("articles.graphml", "<graphml/>\n");
  folder_->Write("bad.csv", "name,age\nA,3\n");
  folder_->Write("bad.jsonl",
                 "{\"type\":\"node\",\"id\":\"0\",\"labels\":[\"A\"]}\n{\"type\":3}\n");
  for (const Case& c : std::vector<Case>{
           {"info", {"info", kGraph}},
           {"check", {"check", kGraph}},
           {"remove_unknown", {"remove", kGraph, "harbor.txt"}},
           {"view", {"view", kGraph, "-o", "out.html"}},
           {"view_limit", {"view", kGraph, "--limit", "5", "-o", "out.html"}},
           {"view_nothing", {"view", kGraph, "MATCH (n) RETURN n.name", "-o", "out.html"}},
           {"view_label", {"view", kGraph, "MATCH (n:Nope) RETURN n", "-o", "out.html"}},
           {"view_ending", {"view", kGraph, "-o", "out.txt"}},
           {"query_cut_params", {"query", kGraph, "RETURN 1", "--params", "cut.json"}},
           {"import_other_kind", {"import", "articles.graphml", "-o", "bad.entente"}},
           {"import_without_id", {"import", "--nodes", "Person=bad.csv", "-o", "p.entente"}},
           {"check_no_graph", {"check", "import.jsonl"}},
           {"check_quiet", {"check", kGraph, "--quiet"}},
           {"info_narrow", {"info", kGraph}, 50},
           {"import_bad", {"import", "bad.jsonl", "-o", "bad.entente"}},
           {"import_no_source", {"import", "-o", "bad.entente"}},
           {"no_graph_shell", {"shell", "smaple.entente"}},
           {"import_again", {"import", "import.jsonl", "-o", kGraph}},
           {"no_graph", {"signed", "smaple.entente"}},
           {"no_command", {"sigend", kGraph}},
           {"no_argument", {"draw", kGraph}},
           {"no_option", {"signed", kGraph, "--formt", "csv"}},
           {"no_choice", {"signed", kGraph, "--format", "xls"}}})
    Check(c);
}

TEST_F(OutputsTest, ReadingArticles) {
  folder_->Write(
      "power.txt",
      "Accra, 2 May 2020 - Ghana and Togo signed an agreement on power lines in Accra on "
      "2 May 2020.\n");
  folder_->Write("water.txt",
                 "Lima, 3 June 2021 - Peru and Chile signed a treaty on water in Lima on 3 June "
                 "2021.\n");
  folder_->Write(
      "power2.txt",
      "Accra, 2 May 2020 - Ghana and Togo signed an agreement on power lines in Accra on "
      "2 May 2020.\n");
  folder_->Write("empty.txt", "");
  std::filesystem::create_directory(folder_->Path("gold"));
  folder_->Write("gold/1.txt", "Peru and Chile signed a treaty on water in Lima on 3 June 2021.\n");
  folder_->Write("gold/1.json", R"({"entities": [{"type": "Country", "name": "Peru"},
      {"type": "Country", "name": "Chile"}], "agreements": []})");
  // One story in two papers: not the same bytes, and one source.
  const std::string story =
      "The foreign ministers of Ghana and Togo signed a treaty on ports in Accra on Monday. The "
      "treaty lets ships of both countries use each other's harbours without paying twice, and "
      "sets up a joint office that will look after pilots, tugs and lighthouses along the coast. "
      "Fishermen in both capitals welcomed the news and asked for cheaper fuel, which neither "
      "government has promised so far. The text will be published next month.\n";
  folder_->Write("wire.txt", "Accra, 4 May 2020\n\n" + story);
  folder_->Write("paper.txt", "Accra, 4 May 2020\n\n" + story + "More on page four.\n");
  std::filesystem::create_directory(folder_->Path("mistakes"));
  folder_->Write("mistakes/1.txt",
                 "Quito, 7 July 2021 - Ecuador and Bolivia signed a treaty on rivers in Quito on 7 "
                 "July 2021.\n");
  folder_->Write("mistakes/1.json", R"({"entities": [{"type": "Country", "name": "Ecuador"},
      {"type": "Country", "name": "Bolivia"}, {"type": "Person", "name": "Nobody Named"}],
      "agreements": [{"names": ["treaty on rivers"], "kind": "convention", "status": "planned",
      "date": "2021-07-08", "place": "Quito", "parties": ["Ecuador", "Peru"]},
      {"names": ["accord on lakes"], "kind": "agreement", "status": "signed",
      "parties": ["Ecuador"]}],
      "events": [{"names": ["lake talks"], "kind": "talks", "participants": ["Ecuador"]}],
      "posts": [{"person": "Nobody Named", "title": "minister", "of": "Ecuador"}]})");
  std::filesystem::create_directory(folder_->Path("typos"));
  folder_->Write("typos/1.txt", "Nothing happened.\n");
  folder_->Write("typos/1.json", R"({"agreements": [{"name": "accord on lakes"}]})");
  for (const Case& c : std::vector<Case>{
           {"build", {"build", "power.txt", "-o", "new.entente"}, 100, "", true},
           {"build_again", {"build", "power.txt", "-o", "new.entente"}},
           {"build_again_missing", {"build", "power.txt", "nowhere", "-o", "new.entente"}},
           {"build_append", {"build", "water.txt", "-o", "new.entente", "--append"}, 100, "", true},
           {"build_failed",
            {"build", "water.txt", "empty.txt", "-o", "other.entente"},
            100,
            "",
            true},
           {"build_nothing", {"build", "nowhere", "-o", "third.entente"}},
           {"remove", {"remove", "new.entente", "water.txt"}, 100, "", true},
           {"compact", {"compact", "new.entente"}, 100, "", true},
           {"build_copies",
            {"build", "power.txt", "power2.txt", "-o", "copies.entente"},
            100,
            "",
            true},
           {"build_near_copies",
            {"build", "wire.txt", "paper.txt", "-o", "near.entente"},
            100,
            "",
            true},
           {"score", {"score", "gold"}, 100, "", true},
           {"score_mistakes", {"score", "mistakes", "--verbose"}, 100, "", true},
           {"score_typos", {"score", "typos", "--verbose"}, 100, "", true},
           {"score_verbose", {"score", "gold", "--verbose"}, 100, "", true}})
    Check(c);
}

TEST_F(OutputsTest, Help) {
  Check({"help", {"--help"}});
  Check({"help_narrow", {"--help"}, 50});
  Check({"help_query_narrow", {"query", "--help"}, 50});
  for (const char* command : {"build", "remove", "signed", "ask", "query", "shell", "draw", "view",
                              "export", "import", "score", "info", "check", "compact"})
    Check({(std::string("help_") + command).c_str(), {command, "--help"}});
}

}  // namespace
}  // namespace entente::tests
