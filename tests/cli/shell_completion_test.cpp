// What Tab offers, word by word; shell_terminal_test presses the key.

#include "cli/shell_completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/shell_commands.h"
#include "query/engine.h"
#include "tests/support/run_program.h"
#include "tests/support/sample_world.h"

namespace entente::cli {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

class ShellCompletionTest : public testing::Test {
 protected:
  // The word ends the line, and begins where the editor says that words begin.
  std::vector<std::string> Complete(std::string_view line) {
    const size_t end = line.find_last_of(" \t\n()[]{}<>,;|=+-*/%^.'\"");
    auto reader = world_->Read();
    EXPECT_TRUE(reader.has_value());
    return CompleteShellWord(**reader, parameters_, line,
                             end == std::string_view::npos ? 0 : end + 1);
  }

  std::unique_ptr<graph::Graph> world_ = tests::SampleWorld().Make();
  query::Parameters parameters_ = {{"who", graph::Value::Null()}, {"with", graph::Value::Null()}};
};

TEST_F(ShellCompletionTest, LabelsTypesAndPropertiesStandWhereTheyMay) {
  EXPECT_THAT(Complete("MATCH (a:Agr"), ElementsAre("a:Agreement"));
  EXPECT_THAT(Complete("MATCH (a)-[:SIGNED_I"), ElementsAre(":SIGNED_IN"));
  EXPECT_THAT(Complete("MATCH (a)-[r:SIGNED|PARTY"), ElementsAre("PARTY_TO"));
  EXPECT_THAT(Complete("MATCH (a) WHERE a.stat"), ElementsAre("status"));
  EXPECT_THAT(Complete("MATCH (a {stat"), ElementsAre("status"));
  EXPECT_THAT(Complete("MATCH (a {name: 'x', stat"), ElementsAre("status"));
  EXPECT_THAT(Complete("MATCH (a {name: 'Agr"), IsEmpty());
}

TEST_F(ShellCompletionTest, PropertiesAreThoseOfTheLabelWhereItIsKnown) {
  EXPECT_THAT(Complete("MATCH (a:Agreement) WHERE a.stat"), ElementsAre("status"));
  EXPECT_THAT(Complete("MATCH (c:Country) WHERE c.stat"), IsEmpty());
  EXPECT_THAT(Complete("MATCH (c:Country {stat"), IsEmpty());
  EXPECT_THAT(Complete("MATCH (a:Agreement {name: 'x', stat"), ElementsAre("status"));
  EXPECT_THAT(Complete("MATCH (x:Nothing) WHERE x.stat"), ElementsAre("status"));
}

TEST_F(ShellCompletionTest, PropertiesAreThoseOfTheTypeWhereItIsKnown) {
  EXPECT_THAT(Complete("MATCH ()-[r:SIGNED]->() RETURN r.conf"), ElementsAre("confidence"));
  EXPECT_THAT(Complete("MATCH ()-[r:SIGNED]->() RETURN r.stat"), IsEmpty());
  EXPECT_THAT(Complete("MATCH ()-[r:SIGNED {stat"), IsEmpty());
  EXPECT_THAT(Complete("MATCH ()-[r:NOTHING]->() RETURN r.stat"), ElementsAre("status"));
}

// They were offered like those of the graph, in backticks.
// The names stay in the file when the last thing that had them goes.
TEST_F(ShellCompletionTest, WhatNothingHasAnyMoreIsNotOffered) {
  query::Engine engine(*world_);
  ASSERT_TRUE(engine.Run("CREATE (:Vanished {vanishing: 1})-[:VANISHES]->()"));
  EXPECT_THAT(Complete("MATCH (a) WHERE a.vanish"), ElementsAre("vanishing"));
  ASSERT_TRUE(engine.Run("MATCH (v:Vanished)-[r]->(o) DELETE r, v, o"));
  EXPECT_THAT(Complete("MATCH (a) WHERE a.vanish"), IsEmpty());
  EXPECT_THAT(Complete("MATCH (a:Vanish"), IsEmpty());
  EXPECT_THAT(Complete("MATCH ()-[:VANISH"), IsEmpty());
}

TEST_F(ShellCompletionTest, WhatTheProgramKeepsForItselfIsNotOffered) {
  EXPECT_THAT(Complete("RETURN a."), Each(Not(StartsWith("`~"))));
}

TEST_F(ShellCompletionTest, KeywordsFunctionsProceduresAndParameters) {
  EXPECT_THAT(Complete("retu"), ElementsAre("RETURN "));
  EXPECT_THAT(Complete("MATCH (n) RETURN toUpp"), ElementsAre("toUpper("));
  EXPECT_THAT(Complete("CALL graph.pager"), ElementsAre("pageRank("));
  EXPECT_THAT(Complete("RETURN duration.betw"), ElementsAre("between("));
  EXPECT_THAT(Complete("RETURN $w"), ElementsAre("$who", "$with"));
}

TEST_F(ShellCompletionTest, TheShellsOwnCommandsAndWhatTheyTake) {
  EXPECT_THAT(Complete(":f"), ElementsAre(":format "));
  EXPECT_THAT(Complete(":h"), ElementsAre(":help", ":history"));
  EXPECT_THAT(Complete(":format js"), ElementsAre("json", "jsonl"));
  EXPECT_THAT(Complete(":timing o"), ElementsAre("off", "on"));
  EXPECT_THAT(Complete(":explain MATCH (a:Agr"), ElementsAre("a:Agreement"));
}

TEST_F(ShellCompletionTest, FilesToRunFolderByFolder) {
  tests::TemporaryFolder folder;
  folder.Write("one.cypher", "");
  std::filesystem::create_directory(folder.Path("old"));
  EXPECT_THAT(Complete(":source " + folder.Path("o")), ElementsAre("old/", "one.cypher"));
}

TEST(ShellCommands, EveryOneHasHelpAndFitsTheWidth) {
  for (size_t width : {40u, 60u, 100u}) {
    const std::string help = ShellHelp(width);
    for (const ShellCommand& command : ShellCommands())
      EXPECT_THAT(help, testing::HasSubstr(command.name));
    for (size_t begin = 0; begin < help.size();) {
      const size_t end = help.find('\n', begin);
      EXPECT_LE(end - begin, width);
      begin = end + 1;
    }
  }
}

}  // namespace
}  // namespace entente::cli
