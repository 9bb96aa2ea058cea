#include "graph/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entente::graph {
namespace {

TEST(Schema, TheBuiltInOneKnowsItsLabelsAndTypes) {
  const Schema& schema = Schema::BuiltIn();
  ASSERT_NE(schema.FindLabel("Ministry"), nullptr);
  EXPECT_THAT(schema.FindLabel("Ministry")->also, testing::ElementsAre("Organization"));
  ASSERT_NE(schema.FindType("SIGNED"), nullptr);
  EXPECT_EQ(KindOf(schema.FindType("SIGNED")->properties, "on_behalf_of"), SchemaKind::kStrings);
  EXPECT_EQ(KindOf(schema.FindLabel("Agreement")->properties, "date_inferred"),
            SchemaKind::kBoolean);
  EXPECT_EQ(schema.FindLabel("Nothing"), nullptr);
}

TEST(Schema, MistakesNameTheFile) {
  for (const char* text :
       {"{", "{}", R"({"labels":[{"name":"A","properties":{"x":"colour"}}],"types":[]})",
        R"({"labels":[],"types":[{"name":"T","ends":[["A","B"]],"properties":{}}]})"}) {
    auto schema = Schema::Parse("my/schema.json", text);
    ASSERT_FALSE(schema) << text;
    EXPECT_EQ(schema.error().code, ErrorCode::kSyntax);
    EXPECT_EQ(schema.error().file, "my/schema.json");
  }
}

}  // namespace
}  // namespace entente::graph
