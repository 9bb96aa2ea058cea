// A node that a query deleted, when documents are added or removed afterwards.

#include <gtest/gtest.h>

#include "tests/support/run_program.h"

namespace entente::tests {
namespace {

// It came back without a key or a name: what the documents had said before was not said again.
TEST(DeletedNode, StaysAwayWhenDocumentsAreAddedAndThatIsSaid) {
  TemporaryFolder folder;
  folder.Write("a.txt", "Accra, 2 May 2020 - Ghana and Togo signed a treaty on power in Accra.\n");
  folder.Write("b.txt",
               "Accra, 3 June 2021 - Ghana and Benin signed a treaty on trade in Accra.\n");
  folder.Write("c.txt", "Accra, 9 June 2021 - Ghana and Togo signed a treaty on water in Accra.\n");
  ASSERT_EQ(RunProgram(folder, {"build", "a.txt", "-o", "g.entente"}).exit_status, 0);
  ASSERT_EQ(
      RunProgram(folder, {"query", "g.entente", "MATCH (c:Country {name: 'Togo'}) DETACH DELETE c"})
          .exit_status,
      0);
  const char* countries = "MATCH (c:Country) RETURN c.name AS name ORDER BY name";
  for (const char* document : {"b.txt", "c.txt"}) {
    const ProgramResult built =
        RunProgram(folder, {"build", document, "-o", "g.entente", "--append"});
    EXPECT_EQ(built.exit_status, 0);
    EXPECT_NE(built.errors.find("1 node that a query deleted (Togo)"), std::string::npos)
        << built.errors;
    EXPECT_EQ(RunProgram(folder, {"query", "g.entente", countries, "--format", "csv"}).output,
              "name\r\nBenin\r\nGhana\r\n");
  }
  ASSERT_EQ(RunProgram(folder, {"remove", "g.entente", "c.txt"}).exit_status, 0);
  EXPECT_EQ(RunProgram(folder, {"query", "g.entente", countries, "--format", "csv"}).output,
            "name\r\nBenin\r\nGhana\r\n");
  ASSERT_EQ(RunProgram(folder, {"check", "g.entente"}).exit_status, 0);
}

}  // namespace
}  // namespace entente::tests
