// The shell as a person meets it: at a terminal, key by key.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/sample_graph.h"
#include "tests/support/terminal.h"

namespace entente::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kCtrlC = "\x03";
constexpr const char* kCtrlD = "\x04";
constexpr const char* kUp = "\x1b[A";
constexpr const char* kPrompt = "entente> ";

class ShellTerminalTest : public testing::Test {
 protected:
  void SetUp() override { WriteSampleGraph(folder_); }
  std::vector<std::string> Shell() { return {ENTENTE_PROGRAM, "shell", "sample.entente"}; }
  TemporaryFolder folder_;
};

TEST_F(ShellTerminalTest, CompletesWhatTheGraphHas) {
  Terminal terminal(folder_.Path(""), Shell(), {}, 24, 160);
  terminal.Expect(kPrompt);
  // Only what completion adds is drawn after what was typed.
  terminal.Type("match (a:Agr\t");
  terminal.Expect("eement");
  terminal.Type(")<-[:PARTY\t");
  terminal.Expect("_TO");
  terminal.Type("]-(c) where a.stat\t");
  terminal.Expect("us");
  terminal.Type(" = 'planned' RETU\t");
  terminal.Expect("RN ");
  terminal.Type("toUpp\t");
  terminal.Expect("er(");
  terminal.Type("c.name) AS who ORDER BY who;\n");
  terminal.Expect("PERU");
  terminal.Expect("SWEDEN");
  terminal.Expect(kPrompt);
  terminal.Type(":sch\t\n");
  terminal.Expect("Relationship types");
  terminal.Expect(kPrompt);
  terminal.Type(kCtrlD);
  EXPECT_EQ(terminal.End(), 0);
}

TEST_F(ShellTerminalTest, QueriesTakeSeveralLines) {
  Terminal terminal(folder_.Path(""), Shell());
  terminal.Expect(kPrompt);
  terminal.Type("MATCH (c:Country)\n");
  terminal.Expect("...> ");
  terminal.Type("RETURN count(*)\n");
  terminal.Expect("...> ");
  terminal.Type("AS countries;\n");
  terminal.Expect("countries");
  terminal.Expect("4");
  terminal.Expect("1 row");
  terminal.Expect(kPrompt);
}

TEST_F(ShellTerminalTest, HistoryIsKeptBetweenSessions) {
  {
    Terminal terminal(folder_.Path(""), Shell());
    terminal.Expect(kPrompt);
    terminal.Type("RETURN 40 + 2 AS first_session;\n");
    terminal.Expect("42");
    terminal.Expect(kPrompt);
    terminal.Type(":quit\n");
    EXPECT_EQ(terminal.End(), 0);
  }
  Terminal terminal(folder_.Path(""), Shell());
  terminal.Expect(kPrompt);
  terminal.Type(":history\n");
  terminal.Expect("RETURN 40 + 2 AS first_session;");
  terminal.Expect(kPrompt);
  terminal.Type(std::string(kUp) + kUp + kUp);
  terminal.Expect("RETURN 40 + 2");
  terminal.Type("\n");
  terminal.Expect("42");
  terminal.Expect(kPrompt);
}

TEST_F(ShellTerminalTest, CtrlCDropsTheLineAndStopsAQueryButNotTheShell) {
  Terminal terminal(folder_.Path(""), Shell());
  terminal.Expect(kPrompt);
  terminal.Type("RETURN 'never run");
  terminal.Expect("never run");
  terminal.Type(kCtrlC);
  terminal.Expect(kPrompt);
  terminal.Type("MATCH (n)\n");
  terminal.Expect("...> ");
  terminal.Type(kCtrlC);
  terminal.Expect(kPrompt);
  terminal.Type(
      "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN sum(x % 7 * y) AS s;\n");
  terminal.Expect("AS s;");
  usleep(300'000);
  terminal.Type(kCtrlC);
  terminal.Expect("Stopped.");
  terminal.Expect(kPrompt);
  terminal.Type("RETURN 'still here' AS answer;\n");
  terminal.Expect("answer");
  terminal.Expect("still here");
  terminal.Expect(kPrompt);
  terminal.Type(":quit\n");
  EXPECT_EQ(terminal.End(), 0);
}

// One that came just before the wait for a key was seen with the next key only.
TEST_F(ShellTerminalTest, CtrlCIsSeenAtWhateverMomentItComes) {
  Terminal terminal(folder_.Path(""), Shell());
  for (int i = 0; i < 40; ++i) {
    terminal.Expect(kPrompt);
    usleep(static_cast<useconds_t>(i * 37 % 400));
    terminal.Type(kCtrlC);
  }
  terminal.Expect(kPrompt);
  terminal.Type("RETURN 'Zoë' AS answer;\n");
  terminal.Expect("answer");
  terminal.Expect("Zoë");
  terminal.Expect(kPrompt);
  terminal.Type(kCtrlD);
  EXPECT_EQ(terminal.End(), 0);
}

// Both were syntax errors.
TEST_F(ShellTerminalTest, QuitAndExitLeaveWithoutAColonAndHelpHelps) {
  for (const char* word : {"quit", "exit", "EXIT;", "\\q", ":quit;"}) {
    Terminal terminal(folder_.Path(""), Shell());
    terminal.Expect(kPrompt);
    terminal.Type("help\n");
    terminal.Expect("A query ends with ';'");
    terminal.Expect(kPrompt);
    terminal.Type(std::string(word) + "\n");
    EXPECT_EQ(terminal.End(), 0) << word;
  }
}

TEST_F(ShellTerminalTest, WhoIsLostInAnOpenQueryIsToldTheWayOut) {
  Terminal terminal(folder_.Path(""), Shell());
  terminal.Expect(kPrompt);
  terminal.Type("MATCH (c:Country)\n");
  terminal.Expect("...> ");
  terminal.Type("quit\n");
  terminal.Expect("Ctrl-C drops it");
  terminal.Expect("...> ");
  terminal.Type(":help\n");
  terminal.Expect(":explain QUERY");
  terminal.Expect("...> ");
  terminal.Type("RETURN count(*) AS countries;\n");  // it is still open
  terminal.Expect("1 row");
  terminal.Expect(kPrompt);
  terminal.Type("MATCH (c:Country)\n");
  terminal.Expect("...> ");
  terminal.Type(":quit\n");
  EXPECT_EQ(terminal.End(), 0);
}

// A terminal marks what is pasted; Tab in it completed words, and lines ran one by one.
TEST_F(ShellTerminalTest, WhatIsPastedWaitsForEnterAndKeepsItsTabs) {
  Terminal terminal(folder_.Path(""), Shell());
  terminal.Expect("\x1b[?2004h");
  terminal.Type(
      "\x1b[200~MATCH (c:Country)\r\tRETURN c.name AS n\r\tORDER BY n\tLIMIT 1;\r"
      "RETRUN 2;\rRETURN 3 AS never;\r\x1b[201~");
  terminal.Expect("never");
  EXPECT_THAT(terminal.shown(), Not(HasSubstr("1 row")));
  terminal.Type("\n");
  terminal.Expect("Chile");
  terminal.Expect("Did you mean RETURN?");
  terminal.Expect("What follows it was not run: 1 line.");
  terminal.Expect(kPrompt);
  terminal.Type(":quit\n");
  EXPECT_EQ(terminal.End(), 0);
}

// One entry in another encoding emptied the whole file, and a session that was killed kept nothing.
TEST_F(ShellTerminalTest, HistorySurvivesAKilledSessionAndALocaleWithoutLetters) {
  {
    Terminal terminal(folder_.Path(""), Shell(), {{"LC_ALL", "C"}});
    terminal.Expect(kPrompt);
    terminal.Type("RETURN 'Zoë' AS x;\n");
    terminal.Expect("Zoë");
    terminal.Expect("1 row");
    terminal.Expect(kPrompt);
  }
  Terminal terminal(folder_.Path(""), Shell());
  terminal.Expect(kPrompt);
  terminal.Type(kUp);
  terminal.Expect("RETURN 'Zoë' AS x;");
}

TEST_F(ShellTerminalTest, HelpAndListsFitANarrowTerminal) {
  Terminal terminal(folder_.Path(""), Shell(), {}, 50, 50);
  terminal.Expect(kPrompt);
  terminal.Type(":help\n");
  terminal.Expect("labels, relationship types and properties in");
  terminal.Expect("      the graph");
  terminal.Expect(kPrompt);
  terminal.Type("MATCH (c) RETURN c.\t");
  const std::string list = terminal.Expect("url");
  for (size_t begin = 0; begin < list.size();) {
    const size_t end = std::min(list.find('\n', begin), list.size());
    EXPECT_LE(end - begin, 51u) << list;
    begin = end + 1;
  }
}

TEST_F(ShellTerminalTest, EveryCommand) {
  folder_.Write("two.cypher", "RETURN 'from a file' AS a;\nRETURN $who AS b;\n");
  Terminal terminal(folder_.Path(""), Shell());
  terminal.Expect(kPrompt);
  auto type = [&](const std::string& line, const std::string& wanted) {
    terminal.Type(line + "\n");
    terminal.Expect(line.substr(0, line.find(' ')));  // the echo
    terminal.Expect(wanted);
    terminal.Expect(kPrompt);
  };
  type(":help", "A query ends with ';'");
  type(":schema", "PARTY_TO (13)");
  type(":param who = 'Chile'", "");
  type(":param", "$who = 'Chile'");
  type(":param year => 2018;", "");
  type(":param day = date('2018-09-14')", "");
  type(":param none = date('2018-01-01') LIMIT toInteger(0)", ":param wants one value");
  type("RETURN $day.month + 100 AS m;", "109");
  type("RETURN $who, $year + 1 AS next;", "2019");
  type(":format jsonl", "");
  type("RETURN 1 AS one;", "{\"one\":1}");
  type(":format nothing", "The formats are table, csv");
  type(":format table", "");
  type(":source two.cypher", "from a file");
  type(":source nowhere.cypher", "nowhere.cypher");
  type(":explain MATCH (c:Country) RETURN c", "Country");
  type(":timing on", "Timing is on.");
  type("RETURN 1 AS one;", " ms");
  type(":timing off", "Timing is off.");
  type(":history", ":timing off");
  type(":hlep", "Did you mean :help?");
  type("RETRUN 1;", "Did you mean RETURN?");
  type("RETURN 1 AS one;", "1");
  terminal.Type(":quit\n");
  EXPECT_EQ(terminal.End(), 0);
}

TEST_F(ShellTerminalTest, WhatIsLongerThanTheTerminalGoesThroughThePager) {
  Terminal::Environment pager = {{"PAGER", "sed 's/^/PAGED /'"}};
  std::vector<std::string> command = {ENTENTE_PROGRAM, "signed", "sample.entente"};
  Terminal small(folder_.Path(""), command, pager, 10, 100);
  EXPECT_EQ(small.End(), 0);
  EXPECT_THAT(small.shown(), HasSubstr("PAGED 1999"));
  Terminal large(folder_.Path(""), command, pager, 60, 100);
  EXPECT_EQ(large.End(), 0);
  EXPECT_THAT(large.shown(), Not(HasSubstr("PAGED")));
  EXPECT_THAT(large.shown(), HasSubstr("Coast Accord"));
  Terminal missing(folder_.Path(""), command, {{"PAGER", "no-such-pager"}}, 10, 100);
  EXPECT_EQ(missing.End(), 0);
  EXPECT_THAT(missing.shown(), HasSubstr("Coast Accord"));
  Terminal none(folder_.Path(""), command, {{"PAGER", ""}}, 10, 100);
  EXPECT_EQ(none.End(), 0);
  EXPECT_THAT(none.shown(), HasSubstr("Coast Accord"));
}

TEST_F(ShellTerminalTest, ThePagerIsOnesOwnOrNone) {
  Terminal::Environment pagers = {{"PAGER", "sed 's/^/PAGED /'"},
                                  {"ENTENTE_PAGER", "sed 's/^/OURS /'"}};
  Terminal ours(folder_.Path(""), {ENTENTE_PROGRAM, "signed", "sample.entente"}, pagers, 10, 100);
  EXPECT_EQ(ours.End(), 0);
  EXPECT_THAT(ours.shown(), HasSubstr("OURS 1999"));
  EXPECT_THAT(ours.shown(), Not(HasSubstr("PAGED")));
  for (std::vector<std::string> command :
       {std::vector<std::string>{"signed", "sample.entente"},
        {"ask", "sample.entente", "Which agreements are there?"},
        {"query", "sample.entente", "UNWIND range(1, 40) AS i RETURN i"}}) {
    command.insert(command.begin(), ENTENTE_PROGRAM);
    Terminal paged(folder_.Path(""), command, pagers, 8, 100);
    EXPECT_EQ(paged.End(), 0);
    EXPECT_THAT(paged.shown(), HasSubstr("OURS ")) << command[1];
    command.push_back("--no-pager");
    Terminal none(folder_.Path(""), command, pagers, 8, 100);
    EXPECT_EQ(none.End(), 0);
    EXPECT_THAT(none.shown(), Not(HasSubstr("OURS "))) << command[1];
  }
}

TEST_F(ShellTerminalTest, ColoursOnlyWhereTheyAreWanted) {
  std::vector<std::string> command = {ENTENTE_PROGRAM, "signed", "sample.entente"};
  Terminal coloured(folder_.Path(""), command, {}, 60, 100);
  coloured.End();
  EXPECT_THAT(coloured.shown(), HasSubstr("\x1b[1m"));
  Terminal plain(folder_.Path(""), command, {{"NO_COLOR", "1"}}, 60, 100);
  plain.End();
  EXPECT_THAT(plain.shown(), Not(HasSubstr("\x1b[")));
  Terminal dumb(folder_.Path(""), command, {{"TERM", "dumb"}}, 60, 100);
  dumb.End();
  EXPECT_THAT(dumb.shown(), Not(HasSubstr("\x1b[")));
}

}  // namespace
}  // namespace entente::tests
