// The program as a user meets it: what it prints where, and how it exits.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/run_program.h"

namespace entente::tests {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kDocument =
    "Ghana and Togo sign power deal\n\nACCRA, 2 May 2020 - Ghana's Minister of Energy, Kofi Mensah "
    "Boateng, and Togo's Minister of Energy, Yao Kossi Agbeko, signed an agreement on power lines "
    "in "
    "Accra on 2 May 2020.\n";

class ProgramTest : public testing::Test {
 protected:
  std::string BuildSample() {
    std::string graph = folder_.Path("sample.entente");
    ProgramResult built = RunProgram(
        folder_, {"build", folder_.Write("power.txt", kDocument), "-o", graph, "--quiet"});
    EXPECT_EQ(built.exit_status, 0) << built.errors;
    EXPECT_EQ(built.errors, "") << "--quiet says nothing";
    return graph;
  }
  TemporaryFolder folder_;
};

TEST_F(ProgramTest, SaysWhatItIsWithoutACommand) {
  ProgramResult result = RunProgram(folder_, {});
  EXPECT_EQ(result.exit_status, 2);
  EXPECT_THAT(result.output, HasSubstr("entente build articles/ -o articles.entente"));
}

// "1000" and "   0" below each other.
TEST_F(ProgramTest, LongTablesDoNotCutNumbersApart) {
  const ProgramResult result =
      RunProgram(folder_, {"query", BuildSample(), "UNWIND range(1, 10001) AS i RETURN i"});
  EXPECT_EQ(result.exit_status, 0) << result.errors;
  EXPECT_THAT(result.output, HasSubstr("\n 9999\n10000\n10001\n"));
}

TEST_F(ProgramTest, AMistypedCommandGetsTheNearOne) {
  ProgramResult result = RunProgram(folder_, {"exprot", "x"});
  EXPECT_EQ(result.exit_status, 2);
  EXPECT_EQ(result.errors,
            "entente: there is no command 'exprot'\n  did you mean export?\nSee entente --help\n");
}

TEST_F(ProgramTest, SignedAnswersWhoSignedWithWhomAndShowsTheSentence) {
  std::string graph = BuildSample();
  ProgramResult result =
      RunProgram(folder_, {"signed", graph, "ghana", "--with", "Togo", "--evidence"});
  EXPECT_EQ(result.exit_status, 0) << result.errors;
  EXPECT_THAT(result.output, HasSubstr("2020-05-02"));
  EXPECT_THAT(result.output, HasSubstr("Kofi Mensah Boateng"));
  EXPECT_THAT(result.output, HasSubstr("Accra"));
  EXPECT_THAT(result.output, HasSubstr("signed an agreement on power lines"));
  EXPECT_THAT(result.output, HasSubstr("power.txt, characters "));
}

TEST_F(ProgramTest, UnknownNamesGetTheNearOne) {
  ProgramResult result = RunProgram(folder_, {"signed", BuildSample(), "Gahna"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_EQ(result.errors,
            "entente: nobody in this graph is called 'Gahna'\n  did you mean Ghana?\n");
  EXPECT_EQ(result.output, "");
}

TEST_F(ProgramTest, NoFormatHandsControlCharactersToATerminal) {
  std::string graph = folder_.Path("controls.entente");
  std::string file = folder_.Write(
      "controls.jsonl",
      R"({"type":"node","id":"0","labels":["Country"],"properties":{"key":"country:A","name":"A\u001b[31m\u009b2J\u007f\u0007"}}
{"type":"node","id":"1","labels":["Country"],"properties":{"key":"country:B","name":"B\u001b]0;x\u0007"}}
{"type":"node","id":"2","labels":["Agreement"],"properties":{"key":"agreement:x","name":"T\u001b[2J\u009b1m\u007f","kind":"treaty","status":"signed","date":"2020","date_from":"2020-01-01","date_to":"2020-12-31"}}
{"type":"relationship","id":"0","label":"PARTY_TO","start":{"id":"0"},"end":{"id":"2"},"properties":{}}
{"type":"relationship","id":"1","label":"PARTY_TO","start":{"id":"1"},"end":{"id":"2"},"properties":{}}
)");
  ASSERT_EQ(RunProgram(folder_, {"import", file, "-o", graph}).exit_status, 0);
  auto check = [&](std::vector<std::string> arguments, const char* file_name = nullptr) {
    ProgramResult result = RunProgram(folder_, arguments);
    EXPECT_EQ(result.exit_status, 0) << result.errors;
    if (file_name) result.output = folder_.Read(file_name);
    EXPECT_NE(result.output, "");
    for (const std::string* text : {&result.output, &result.errors})
      for (const char* raw : {"\x1b", "\x07", "\x7f", "\xc2\x9b"})
        EXPECT_THAT(*text, Not(HasSubstr(raw))) << arguments[0] << " " << arguments.back();
  };
  for (const char* format : {"table", "csv", "json", "jsonl", "markdown", "dot"})
    check({"signed", graph, "--format", format});
  for (const char* format : {"table", "csv", "json", "jsonl", "markdown"})
    check({"ask", graph, "What was signed?", "--format", format});
  for (const char* format : {"table", "csv", "tsv", "json", "jsonl", "markdown", "dot"})
    check({"query", graph, "MATCH (a)-[r]->(b) RETURN a, a.name, r, [b.name]", "--format", format});
  for (const char* format : {"jsonl", "graphml", "gexf", "dot", "cypher", "turtle"})
    check({"export", graph, "--format", format});
  for (const char* preset : {"signed", "actors", "timeline"})
    check({"draw", graph, "--preset", preset, "-o", folder_.Path("d.dot")}, "d.dot");
  check({"info", graph});
  check({"view", graph, "-o", folder_.Path("v.html")}, "v.html");
}

TEST_F(ProgramTest, DaysThatAreNotAreNoDates) {
  std::string graph = BuildSample();
  for (const char* date :
       {"2021-13", "2022-02-31", "2019-02-29", "2020-00", "20", "0x10", "+201"}) {
    ProgramResult result = RunProgram(folder_, {"signed", graph, "--since", date});
    EXPECT_EQ(result.exit_status, 2) << date;
    EXPECT_THAT(result.errors, HasSubstr("is no date: expected 2018, 2018-09 or 2018-09-14"));
  }
  for (const char* date : {"2020-02-29", "2020-12", "0001", "2020-05-02"})
    EXPECT_EQ(RunProgram(folder_, {"signed", graph, "--since", date}).exit_status, 0) << date;
  ProgramResult crossed =
      RunProgram(folder_, {"signed", graph, "--since", "2021", "--until", "2020-05"});
  EXPECT_EQ(crossed.errors, "entente: nothing is since 2021 and until 2020-05 at once\n");
  EXPECT_EQ(
      RunProgram(folder_, {"signed", graph, "--since", "2020-05", "--until", "2020"}).exit_status,
      0);
}

TEST_F(ProgramTest, AShareIsANumberFromNoughtToOne) {
  std::string graph = BuildSample();
  for (const char* share : {"nan", "-0.1", "1.5", "inf", "0.5x", ""}) {
    ProgramResult result =
        RunProgram(folder_, {"signed", graph, std::string("--min-confidence=") + share});
    EXPECT_EQ(result.exit_status, 2) << share;
    EXPECT_EQ(result.output, "");
  }
  EXPECT_EQ(RunProgram(folder_, {"signed", graph, "--min-confidence", "0.5"}).exit_status, 0);
}

TEST_F(ProgramTest, CallsThatAreWrongAreToldInPlainWords) {
  auto said = [&](const std::vector<std::string>& arguments) {
    ProgramResult result = RunProgram(folder_, arguments);
    EXPECT_EQ(result.exit_status, 2) << arguments.front();
    return result.errors.substr(0, result.errors.find('\n'));
  };
  EXPECT_EQ(said({"signed", "a", "b", "c", "d"}), "entente: more than was expected: c d");
  EXPECT_EQ(said({"signed", "a", "--format"}),
            "entente: --format wants one of table, csv, json, jsonl, markdown, dot");
  EXPECT_EQ(said({"query", "a", "--param"}), "entente: --param wants NAME=VALUE");
  EXPECT_EQ(said({"build", "a", "-o", "b", "--append", "--force"}),
            "entente: --append and --force can't be given together");
  EXPECT_EQ(said({"signed", "a", "--jobs", "x"}),
            "entente: --jobs: expected a number from 1 to 1024, not 'x'");
  EXPECT_EQ(said({"--nope"}), "entente: there is no option --nope");
  EXPECT_EQ(said({"signed", "a", "--nope"}), "entente: there is no option --nope");
}

TEST_F(ProgramTest, AnOptionBegunOrMistypedGetsTheOneMeant) {
  const std::pair<std::vector<std::string>, const char*> kCases[] = {
      {{"--verison"}, "no option --verison\n  did you mean --version?"},
      {{"signed", "g", "--form", "csv"}, "did you mean --format?"},
      {{"signed", "g", "--cuontry", "Chile"}, "did you mean --country?"},
      {{"--quiet"}, "expected a command"},
  };
  for (const auto& [call, answer] : kCases) {
    ProgramResult result = RunProgram(folder_, call);
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_THAT(result.errors, HasSubstr(answer));
  }
}

TEST_F(ProgramTest, AQuestionNeedsNoQuotationMarks) {
  std::string graph = folder_.Path("words.entente");
  EXPECT_EQ(RunProgram(folder_, {"build", "-", "-o", graph}, kDocument).exit_status, 0);
  auto whole = RunProgram(folder_, {"ask", graph, "who signed with Togo?"});
  auto words = RunProgram(folder_, {"ask", graph, "who", "signed", "with", "Togo?"});
  EXPECT_EQ(words.exit_status, 0) << words.errors;
  EXPECT_EQ(words.output, whole.output);
}

// The name was the same for all, and a second document silently took the place of the first.
TEST_F(ProgramTest, WhatComesOnStandardInputIsNamedForWhatItSays) {
  std::string graph = folder_.Path("in.entente");
  std::string other = kDocument;
  other.replace(other.find("2 May 2020"), 10, "3 May 2021");
  EXPECT_EQ(RunProgram(folder_, {"build", "-", "-o", graph}, kDocument).exit_status, 0);
  EXPECT_EQ(RunProgram(folder_, {"build", "-", "-o", graph, "--append"}, other).exit_status, 0);
  EXPECT_THAT(RunProgram(folder_, {"build", "-", "-o", graph, "--append"}, other).errors,
              HasSubstr("1 already known"));
  EXPECT_EQ(RunProgram(folder_, {"query", graph,
                                 "MATCH (d:Document) WHERE d.id STARTS WITH 'stdin-' "
                                 "RETURN count(d) AS n",
                                 "--format", "csv"})
                .output,
            "n\r\n2\r\n");
}

TEST_F(ProgramTest, ACorrectionThatChangesNothingIsToldWithItsFileAndLine) {
  std::string document = folder_.Write("power.txt", kDocument);
  std::string fixes = folder_.Write("fixes.txt", "# note\nrename country:XX Nowhere\n");
  ProgramResult result = RunProgram(
      folder_, {"build", document, "-o", folder_.Path("g.entente"), "--corrections", fixes});
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_THAT(result.errors, StartsWith(fixes + ":2: there is no node with the key country:XX\n"));
}

TEST_F(ProgramTest, QueriesAnswerInEveryFormat) {
  std::string graph = BuildSample();
  const char* query = "MATCH (c:Country)-[:PARTY_TO]->(a:Agreement) RETURN c.name AS c ORDER BY c";
  auto run = [&](const char* format) {
    return RunProgram(folder_, {"query", graph, query, "--format", format}).output;
  };
  EXPECT_EQ(run("csv"), "c\r\nGhana\r\nTogo\r\n");
  EXPECT_EQ(run("tsv"), "c\nGhana\nTogo\n");
  EXPECT_EQ(run("json"), "[\n{\"c\":\"Ghana\"},\n{\"c\":\"Togo\"}\n]\n");
  EXPECT_EQ(run("jsonl"), "{\"c\":\"Ghana\"}\n{\"c\":\"Togo\"}\n");
  EXPECT_EQ(run("markdown"), "| c |\n| --- |\n| Ghana |\n| Togo |\n");
  EXPECT_EQ(run("table"), "c\n─────\nGhana\nTogo\n");
  EXPECT_THAT(run("dot"), StartsWith("digraph G {"));
}

TEST_F(ProgramTest, AScriptStopsAtItsFirstErrorAndSaysWhere) {
  ProgramResult result =
      RunProgram(folder_, {"query", BuildSample(), "-"}, "RETURN 1 AS a;\nRETURN 1 / 0;\nRETURN 3");
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_THAT(result.output, HasSubstr("a\n─\n1\n"));
  EXPECT_THAT(result.output, Not(HasSubstr("3")));
  EXPECT_THAT(result.errors, HasSubstr("line 2, column 8"));
  EXPECT_THAT(result.errors, HasSubstr("  RETURN 1 / 0;\n         ^~~~~\n"));
}

TEST_F(ProgramTest, ParametersAreValuesAndNeverText) {
  ProgramResult result =
      RunProgram(folder_, {"query", BuildSample(), "RETURN $a AS a, $b AS b", "-p",
                           "a=x' RETURN 1 //", "-p", "b=[1, true, null]", "--format", "jsonl"});
  EXPECT_EQ(result.output, "{\"a\":\"x' RETURN 1 //\",\"b\":[1,true,null]}\n") << result.errors;
}

TEST_F(ProgramTest, ReadOnlyRefusesToWrite) {
  std::string graph = BuildSample();
  ProgramResult refused = RunProgram(folder_, {"query", graph, "CREATE (:Note)", "--read-only"});
  EXPECT_EQ(refused.exit_status, 1);
  ProgramResult count = RunProgram(
      folder_, {"query", graph, "MATCH (n:Note) RETURN count(*) AS n", "--format", "jsonl"});
  EXPECT_EQ(count.output, "{\"n\":0}\n");
}

TEST_F(ProgramTest, TheShellRunsAScriptFromAPipe) {
  ProgramResult result = RunProgram(folder_, {"shell", BuildSample(), "--quiet"},
                                    ":param who = Togo\n:format jsonl\n"
                                    "MATCH (c:Country)\nWHERE c.name = $who\nRETURN c.name AS n;\n"
                                    ":quit\nRETURN 2;\n");
  EXPECT_EQ(result.exit_status, 0) << result.errors;
  EXPECT_EQ(result.output, "{\"n\":\"Togo\"}\n");
}

TEST_F(ProgramTest, BadInputIsNamedAndNothingHalfWrittenStays) {
  std::string graph = folder_.Path("g");
  ProgramResult missing = RunProgram(folder_, {"build", folder_.Path("nowhere.txt"), "-o", graph});
  EXPECT_EQ(missing.exit_status, 1);
  EXPECT_THAT(missing.errors, HasSubstr("nowhere.txt: there is no such file or folder"));
  ProgramResult cut = RunProgram(
      folder_, {"build", folder_.Write("cut.txt.gz", "\x1f\x8b\x08 no gzip"), "-o", graph});
  EXPECT_EQ(cut.exit_status, 1);
  EXPECT_THAT(cut.errors, HasSubstr("cut.txt.gz: "));
  EXPECT_FALSE(std::filesystem::exists(graph));

  BuildSample();
  ProgramResult again = RunProgram(
      folder_, {"build", folder_.Path("power.txt"), "-o", folder_.Path("sample.entente")});
  EXPECT_EQ(again.exit_status, 1);
  EXPECT_THAT(again.errors, HasSubstr("--append adds to it, --force starts anew"));
}

TEST_F(ProgramTest, AGraphIsNeverAnOutput) {
  const std::string graph = BuildSample();
  for (const char* command : {"export", "view"}) {
    ProgramResult result = RunProgram(folder_, {command, graph, "-o", graph});
    EXPECT_NE(result.exit_status, 0) << command;
  }
  ProgramResult exported = RunProgram(folder_, {"export", graph, "--format", "jsonl", "-o", graph});
  EXPECT_EQ(exported.exit_status, 1);
  EXPECT_THAT(exported.errors, HasSubstr("this is a graph"));
  EXPECT_EQ(RunProgram(folder_, {"check", graph}).exit_status, 0);
}

TEST_F(ProgramTest, APageReplacesNoDocument) {
  const std::string graph = BuildSample();
  const std::string article = folder_.Write("article.txt", "Peru and Chile met.");
  ProgramResult result = RunProgram(folder_, {"view", graph, "-o", article});
  EXPECT_EQ(result.exit_status, 2);
  EXPECT_THAT(result.errors, HasSubstr("must end in .html or .htm"));
  EXPECT_EQ(std::filesystem::file_size(article), 19u);
}

// An export wrote over whatever stood at its path.
TEST_F(ProgramTest, AnExportReplacesAnEarlierOneAndNoFileOfAnotherKind) {
  const std::string graph = BuildSample();
  folder_.Write("article.txt", "Chile and Peru signed a treaty.\n");
  ProgramResult result = RunProgram(
      folder_, {"export", graph, "--format", "jsonl", "-o", folder_.Path("article.txt")});
  EXPECT_EQ(result.exit_status, 2);
  EXPECT_THAT(result.errors, HasSubstr("article.txt: there is a file of another kind already"));
  EXPECT_THAT(result.errors, HasSubstr("name a file that ends in .jsonl"));
  EXPECT_EQ(folder_.Read("article.txt"), "Chile and Peru signed a treaty.\n");

  folder_.Write("old.jsonl", "{}\n");
  folder_.Write("empty.tmp", "");  // as mktemp makes one
  for (const char* name : {"old.jsonl", "empty.tmp", "new.anything"}) {
    result = RunProgram(folder_, {"export", graph, "--format", "jsonl", "-o", folder_.Path(name)});
    EXPECT_EQ(result.exit_status, 0) << result.errors;
    EXPECT_THAT(folder_.Read(name), HasSubstr("\"type\":\"node\"")) << name;
  }
}

TEST_F(ProgramTest, AParameterMayStandBeforeTheQuery) {
  ProgramResult result = RunProgram(folder_, {"query", BuildSample(), "-p", "x=1", "-p", "y=2",
                                              "RETURN $x + $y AS z", "--format", "csv", "--quiet"});
  EXPECT_EQ(result.exit_status, 0) << result.errors;
  EXPECT_THAT(result.output, HasSubstr("3"));
}

TEST_F(ProgramTest, AParameterTooLargeForAFloatIsPointedAt) {
  const std::string file = folder_.Write("p.json", "{\"a\": \"1e999\",\n \"b\": [1, 1e400]}");
  ProgramResult result =
      RunProgram(folder_, {"query", BuildSample(), "RETURN $a", "--params", file});
  EXPECT_EQ(result.exit_status, 1) << result.errors;
  EXPECT_THAT(result.errors, HasSubstr("p.json:2:11"));
}

TEST_F(ProgramTest, AFolderWithoutDocumentsIsAnError) {
  std::filesystem::create_directory(folder_.Path("empty"));
  ProgramResult result =
      RunProgram(folder_, {"build", folder_.Path("empty"), "-o", folder_.Path("g")});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_THAT(result.errors, HasSubstr("empty: no documents found"));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("g")));
}

TEST_F(ProgramTest, WhatIsNoDocumentIsRefusedAndTheOthersAreRead) {
  const std::string table = folder_.Write("people.csv", "name,country\nIna,Chile\n");
  ProgramResult result = RunProgram(folder_, {"build", table, "-o", folder_.Path("g")});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_THAT(result.errors, HasSubstr("people.csv: this is a table, not a document"));
  EXPECT_THAT(result.errors, HasSubstr("entente import"));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("g")));
  std::filesystem::create_directory(folder_.Path("tables"));
  folder_.Write("tables/people.csv", "name\n");
  result = RunProgram(folder_, {"build", folder_.Path("tables"), "-o", folder_.Path("g")});
  EXPECT_THAT(result.errors, HasSubstr("1 file of other kinds left out"));
}

TEST_F(ProgramTest, AMissingFolderIsNamed) {
  const std::string graph = BuildSample();
  const std::vector<std::vector<std::string>> kCalls = {
      {"draw", graph, "-o", folder_.Path("no/x.dot")},
      {"view", graph, "-o", folder_.Path("no/x.html")},
      {"export", graph, "--format", "jsonl", "-o", folder_.Path("no/x.jsonl")},
      {"export", graph, "--format", "csv", "-o", folder_.Path("no/x")},
      {"import", "/dev/null", "-o", folder_.Path("no/x.entente")}};
  for (const auto& call : kCalls) {
    ProgramResult result = RunProgram(folder_, call);
    EXPECT_EQ(result.exit_status, 1) << call.front();
    EXPECT_THAT(result.errors, HasSubstr("to write into")) << call.front();
  }
}

TEST_F(ProgramTest, ADocumentThatFailsDoesNotStopTheOthers) {
  std::string graph = folder_.Path("g");
  std::string good = folder_.Write("good.txt", kDocument), bad = folder_.Write("bad.txt", "");
  ProgramResult result = RunProgram(folder_, {"build", good, bad, "-o", graph});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_THAT(result.errors, HasSubstr("bad.txt: the document is empty"));
  EXPECT_THAT(result.errors, HasSubstr("1 document failed; the others are in the graph"));
  EXPECT_EQ(RunProgram(folder_, {"info", graph}).exit_status, 0);
  ProgramResult strict =
      RunProgram(folder_, {"build", good, bad, "-o", folder_.Path("s"), "--strict"});
  EXPECT_EQ(strict.exit_status, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("s")));
}

TEST_F(ProgramTest, ExportsDoNotDependOnOrderOrThreads) {
  std::string a = folder_.Write("a.txt", kDocument);
  std::string b =
      folder_.Write("b.txt",
                    "Peru and Chile agree\n\nLIMA, 3 June 2021 - Peru and Chile signed a "
                    "treaty on water in Lima on 3 June 2021.\n");
  auto build = [&](const std::string& first, const std::string& second, const char* jobs,
                   const char* name) {
    std::string graph = folder_.Path(name);
    EXPECT_EQ(
        RunProgram(folder_, {"build", first, second, "-o", graph, "--jobs", jobs}).exit_status, 0);
    return RunProgram(folder_, {"export", graph, "--format", "jsonl"}).output;
  };
  std::string one = build(a, b, "1", "one");
  EXPECT_THAT(one, HasSubstr("\"SIGNED\""));
  EXPECT_EQ(one, build(b, a, "2", "two"));
}

TEST_F(ProgramTest, DrawsAndRefusesWhatItCannotDraw) {
  std::string graph = BuildSample();
  EXPECT_EQ(RunProgram(folder_, {"draw", graph, "-o", folder_.Path("d.dot")}).exit_status, 0);
  EXPECT_THAT(folder_.Read("d.dot"), HasSubstr("Kofi Mensah Boateng"));
  ProgramResult gif = RunProgram(folder_, {"draw", graph, "-o", folder_.Path("d.gif")});
  EXPECT_EQ(gif.exit_status, 2);
  EXPECT_THAT(gif.errors, HasSubstr("must end in .dot, .svg, .png or .pdf"));
}

TEST_F(ProgramTest, ChecksAndCompacts) {
  std::string graph = BuildSample();
  std::string before = RunProgram(folder_, {"export", graph, "--format", "jsonl"}).output;
  ProgramResult check = RunProgram(folder_, {"check", graph});
  EXPECT_EQ(check.exit_status, 0) << check.errors;
  EXPECT_THAT(check.output, HasSubstr("no damage"));
  ProgramResult compact = RunProgram(folder_, {"compact", graph});
  EXPECT_EQ(compact.exit_status, 0) << compact.errors;
  EXPECT_THAT(compact.errors, HasSubstr(" after"));
  EXPECT_EQ(RunProgram(folder_, {"export", graph, "--format", "jsonl"}).output, before);
  std::string bytes = folder_.Read("sample.entente");
  std::string cut = folder_.Write("cut.entente", bytes.substr(0, bytes.size() / 2));
  ProgramResult damaged = RunProgram(folder_, {"check", cut});
  EXPECT_EQ(damaged.exit_status, 1);
  EXPECT_THAT(damaged.errors, HasSubstr("it is cut short"));
}

TEST_F(ProgramTest, AFileThatMayNotBeWrittenIsReadAndSaysWhyItStays) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everything";
  const std::string graph = BuildSample();
  std::filesystem::permissions(graph, std::filesystem::perms::owner_read);
  EXPECT_EQ(RunProgram(folder_, {"signed", graph}).exit_status, 0);
  ProgramResult result = RunProgram(folder_, {"query", graph, "CREATE (:Topic)"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_THAT(result.errors, HasSubstr("its file may not be written"));
  result = RunProgram(folder_, {"compact", graph});
  EXPECT_THAT(result.errors, HasSubstr("can't be opened for writing"));
}

TEST_F(ProgramTest, AForeignFileIsNoGraph) {
  std::string notes = folder_.Write("notes", "just notes\n");
  for (const char* command : {"signed", "info", "check", "compact"}) {
    ProgramResult result = RunProgram(folder_, {command, notes});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_THAT(result.errors, HasSubstr("notes: not a graph file"));
  }
}

TEST_F(ProgramTest, HelpFitsEightyColumns) {
  for (const char* command : {"build", "remove", "signed", "query", "shell", "draw", "export",
                              "import", "ask", "score", "check", "compact", "info"}) {
    ProgramResult result = RunProgram(folder_, {command, "--help"});
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_THAT(result.output, HasSubstr("Example"));
    size_t begin = 0;
    for (size_t end; (end = result.output.find('\n', begin)) != std::string::npos; begin = end + 1)
      EXPECT_LE(end - begin, 80u) << command << ": " << result.output.substr(begin, end - begin);
  }
}

TEST_F(ProgramTest, CheckFindsADamagedFileAndPassesAWholeOne) {
  std::string graph = BuildSample();
  EXPECT_EQ(RunProgram(folder_, {"check", graph}).exit_status, 0);
  std::string bytes = folder_.Read("sample.entente");
  folder_.Write("cut.entente", bytes.substr(0, bytes.size() / 2));
  ProgramResult cut = RunProgram(folder_, {"check", folder_.Path("cut.entente")});
  EXPECT_EQ(cut.exit_status, 1);
  EXPECT_THAT(cut.errors, HasSubstr("cut.entente: "));
  EXPECT_EQ(RunProgram(folder_, {"compact", graph}).exit_status, 0);
  EXPECT_EQ(RunProgram(folder_, {"check", graph}).exit_status, 0);
}

}  // namespace
}  // namespace entente::tests
