// Completion as the shells ask for it, in bash itself, and in fish where it is installed; and the
// manual's pages, which are made from the same source as --help.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/sample_graph.h"

namespace entente::tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CompletionTest : public testing::Test {
 protected:
  void SetUp() override { WriteSampleGraph(folder_); }

  std::string Complete(std::vector<std::string> words) {
    words.insert(words.begin(), "__complete");
    return RunProgram(folder_, words).output;
  }

  // What bash offers for the words of a line, one a line.
  std::string InBash(const std::vector<std::string>& words) {
    std::string script = std::string(". ") + ENTENTE_SOURCE_DIR +
                         "/data/completion/entente.bash\n" + "COMP_WORDS=(" +
                         ShellQuoted(ENTENTE_PROGRAM);
    for (const std::string& word : words) script += " " + ShellQuoted(word);
    script += ")\nCOMP_CWORD=" + std::to_string(words.size()) +
              "\n_entente\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
    folder_.Write("complete.sh", script);
    ProgramResult result = RunShellLine(folder_, "bash complete.sh");
    EXPECT_EQ(result.errors, "");
    return result.output;
  }

  TemporaryFolder folder_;
};

TEST_F(CompletionTest, OffersCommandsOptionsAndTheirWords) {
  EXPECT_EQ(Complete({"si"}), "words\nsigned\tWho signed what with whom, when, where\n");
  EXPECT_THAT(Complete({""}), AllOf(HasSubstr("\nbuild\t"), HasSubstr("\ncompact\t")));
  EXPECT_EQ(Complete({"signed", "g", "--si"}),
            "words\n--since\tNot before this year, month or day\n");
  EXPECT_EQ(Complete({"signed", "g", "--format", "json"}), "words\njson\njsonl\n");
  EXPECT_EQ(Complete({"signed", "g", "--format", "=", "cs"}), "words\ncsv\n");
  EXPECT_EQ(Complete({"signed", "g", "--status", "in"}), "words\nin force\n");
  EXPECT_EQ(Complete({"signed", ""}), "graphs\n");
  EXPECT_EQ(Complete({"query", "sample.entente", "--file", ""}), "files\n");
  EXPECT_EQ(Complete({"score", ""}), "folders\n");
  EXPECT_EQ(Complete({"nonsense", ""}), "words\n");
  EXPECT_EQ(Complete({"--quiet", "chec"}), Complete({"chec"}));
  EXPECT_EQ(Complete({"help", "chec"}), Complete({"chec"}));
}

TEST_F(CompletionTest, OffersNamesOfTheGraph) {
  EXPECT_EQ(Complete({"signed", "sample.entente", "ines"}),
            "words\nIn\u00e9s Araya Soto\tPerson\n");
  EXPECT_EQ(Complete({"signed", "sample.entente", "Chile", "--with", "pe"}),
            "words\nPeru\tCountry\n");
  EXPECT_EQ(Complete({"signed", "sample.entente", "--kind", ""}),
            "words\naccord\ncharter\ncontract\nprotocol\ntreaty\n");
  EXPECT_EQ(Complete({"remove", "sample.entente", "wind.txt", "har"}),
            "words\nharbour-wire.txt\nharbour.txt\n");
  EXPECT_EQ(Complete({"signed", "nowhere.entente", "ch"}), "words\n");
}

TEST_F(CompletionTest, WorksInBash) {
  EXPECT_EQ(InBash({"si"}), "signed\n");
  EXPECT_EQ(InBash({"signed", "sam"}), "sample.entente\n");
  EXPECT_EQ(InBash({"signed", "sample.entente", "Ministry\\ o"}), "Ministry\\ of\\ Energy\n");
  EXPECT_EQ(InBash({"signed", "sample.entente", "--with", "\"Minis"}), "Ministry of Energy\n");
  EXPECT_EQ(InBash({"query", "sample.entente", "--format", "=", "j"}), "json\njsonl\n");
}

TEST_F(CompletionTest, WorksInFish) {
  std::string program = ENTENTE_PROGRAM;
  ProgramResult result = RunShellLine(
      folder_, "HOME=\"$PWD\" PATH=" + ShellQuoted(program.substr(0, program.rfind('/'))) +
                   ":$PATH fish --no-config -c 'source " + ENTENTE_SOURCE_DIR +
                   "/data/completion/entente.fish; complete -C \"entente sig\"; "
                   "complete -C \"entente signed sample.entente kad\"'");
  EXPECT_EQ(result.output, "signed\tWho signed what with whom, when, where\nKadri Tamme\tPerson\n");
}

TEST_F(CompletionTest, ZshCanReadItsFile) {
  ProgramResult result = RunShellLine(
      folder_, std::string("zsh -n ") + ENTENTE_SOURCE_DIR + "/data/completion/_entente");
  EXPECT_EQ(result.exit_status, 0) << result.errors;
}

TEST_F(CompletionTest, EveryCommandHasAManualPage) {
  std::filesystem::create_directory(folder_.Path("man1"));
  ProgramResult result = RunProgram(folder_, {"__manual", "man1"});
  ASSERT_EQ(result.exit_status, 0) << result.errors;
  EXPECT_THAT(folder_.Read("man1/entente.1"), HasSubstr("\\fBentente\\-signed\\fR(1)"));
  std::string page = folder_.Read("man1/entente-signed.1");
  EXPECT_THAT(page, StartsWith(".TH ENTENTE\\-SIGNED 1"));
  std::string help = RunProgram(folder_, {"signed", "--help"}).output;
  for (const char* option : {"with", "since", "until", "evidence", "format", "quiet"}) {
    EXPECT_THAT(help, HasSubstr(std::string("--") + option));
    EXPECT_THAT(page, HasSubstr(std::string("\\fB\\-\\-") + option + "\\fR"));
  }
  if (std::system("command -v groff >/dev/null") != 0) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.Path("man1"))) {
    ProgramResult formatted =
        RunShellLine(folder_, "groff -man -Tutf8 -ww -z " + ShellQuoted(entry.path().string()));
    EXPECT_EQ(formatted.errors, "") << entry.path();
  }
}

}  // namespace
}  // namespace entente::tests
