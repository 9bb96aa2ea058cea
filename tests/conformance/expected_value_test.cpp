#include "tests/conformance/expected_value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "graph/graph.h"
#include "tests/conformance/graph_changes.h"

namespace entente::conformance {
namespace {

using graph::Value;

// (a:A:B {k: 1})-[r:T {w: 0.5}]->(c)
class ExpectedValues : public testing::Test {
 protected:
  void SetUp() override {
    auto transaction = graph_->Begin().value();
    std::vector<graph::LabelId> labels = {transaction->InternLabel("B"),
                                          transaction->InternLabel("A")};
    a_ = transaction->CreateNode(labels).value();
    c_ = transaction->CreateNode({}).value();
    r_ = transaction->CreateRelationship(transaction->InternType("T"), a_, c_).value();
    ASSERT_TRUE(transaction->SetProperty(a_, transaction->InternKey("k"), Value::Integer(1)));
    ASSERT_TRUE(transaction->SetProperty(r_, transaction->InternKey("w"), Value::Float(0.5)));
    ASSERT_TRUE(transaction->Commit());
    reader_ = graph_->Read().value();
  }

  bool Match(std::string_view text, const Value& value, bool ignore_order = false) {
    auto expected = ParseExpectedValue(text);
    EXPECT_TRUE(expected) << expected.error().message;
    return expected && Matches(*expected, value, *reader_, ignore_order);
  }

  std::unique_ptr<graph::Graph> graph_ = graph::Graph::InMemory();
  std::shared_ptr<const graph::GraphReader> reader_;
  graph::NodeId a_, c_;
  graph::RelationshipId r_;
};

TEST_F(ExpectedValues, Scalars) {
  EXPECT_TRUE(Match("null", Value::Null()));
  EXPECT_TRUE(Match("true", Value::Boolean(true)));
  EXPECT_TRUE(Match("-9223372036854775808", Value::Integer(INT64_MIN)));
  EXPECT_TRUE(Match("-1.5E-3", Value::Float(-0.0015)));
  EXPECT_TRUE(Match(".5", Value::Float(0.5)));
  EXPECT_TRUE(Match("NaN", Value::Float(std::nan(""))));
  EXPECT_TRUE(Match("-Inf", Value::Float(-INFINITY)));
  EXPECT_TRUE(Match("'it\\'s \\\\ é'", Value::String("it's \\ é")));
  EXPECT_FALSE(Match("1", Value::Float(1.0)));
  EXPECT_FALSE(Match("1.0", Value::Integer(1)));
  EXPECT_FALSE(Match("'1'", Value::Integer(1)));
  EXPECT_TRUE(Match("'1970-01-02'", Value::Of(graph::Date{1})));
  EXPECT_FALSE(Match("null", Value::Boolean(false)));
}

TEST_F(ExpectedValues, ListsAndMaps) {
  Value list = Value::List({Value::Integer(1), Value::List({Value::Integer(2), Value::Null()})});
  EXPECT_TRUE(Match("[1, [2, null]]", list));
  EXPECT_FALSE(Match("[[2, null], 1]", list));
  EXPECT_TRUE(Match("[[null, 2], 1]", list, true));
  EXPECT_FALSE(Match("[[2, 2], 1]", list, true));
  EXPECT_TRUE(Match("[]", Value::List({})));
  Value map = Value::Map({{"a b", Value::Integer(1)}, {"c", Value::Map({})}});
  EXPECT_TRUE(Match("{c: {}, `a b`: 1}", map));
  EXPECT_FALSE(Match("{c: {}}", map));
}

TEST_F(ExpectedValues, NodesRelationshipsAndPaths) {
  EXPECT_TRUE(Match("(:A:B {k: 1})", Value::Node(a_)));
  EXPECT_FALSE(Match("(:A {k: 1})", Value::Node(a_)));
  EXPECT_FALSE(Match("(:A:B)", Value::Node(a_)));
  EXPECT_TRUE(Match("()", Value::Node(c_)));
  EXPECT_TRUE(Match("[:T {w: 0.5}]", Value::Relationship(r_)));
  EXPECT_FALSE(Match("[:S {w: 0.5}]", Value::Relationship(r_)));
  EXPECT_TRUE(Match("[[:T {w: 0.5}]]", Value::List({Value::Relationship(r_)})));
  Value forward = Value::OfPath({{a_, c_}, {r_}}), backward = Value::OfPath({{c_, a_}, {r_}});
  EXPECT_TRUE(Match("<(:A:B {k: 1})-[:T {w: 0.5}]->()>", forward));
  EXPECT_TRUE(Match("<()<-[:T {w: 0.5}]-(:A:B {k: 1})>", backward));
  EXPECT_FALSE(Match("<()-[:T {w: 0.5}]->(:A:B {k: 1})>", backward));
  EXPECT_TRUE(Match("<()>", Value::OfPath({{c_}, {}})));
}

TEST_F(ExpectedValues, TextThatIsNoValueIsRefused) {
  for (const char* text :
       {"", "1 2", "'open", "[1", "{a 1}", "(:)", "[:]", "<()-[:T]>", "nul", "--1"})
    EXPECT_FALSE(ParseExpectedValue(text)) << text;
  EXPECT_FALSE(ToValue(ParseExpectedValue("[()]").value()));
  EXPECT_TRUE(
      graph::Equivalent(ToValue(ParseExpectedValue("[1, {a: 'b'}]").value()).value(),
                        Value::List({Value::Integer(1), Value::Map({{"a", Value::String("b")}})})));
}

TEST_F(ExpectedValues, ChangesAreCountedByComparing) {
  GraphContents before = ContentsOf(*reader_);
  EXPECT_TRUE(Changes(before, before).empty());
  auto transaction = graph_->Begin().value();
  transaction->DeleteRelationship(r_);
  ASSERT_TRUE(transaction->SetProperty(a_, transaction->InternKey("k"), Value::Integer(2)));
  transaction->RemoveLabel(a_, transaction->InternLabel("B"));
  std::vector<graph::LabelId> labels = {transaction->InternLabel("A"),
                                        transaction->InternLabel("C")};
  ASSERT_TRUE(transaction->CreateNode(labels));
  ASSERT_TRUE(transaction->Commit());
  auto changes = Changes(before, ContentsOf(*graph_->Read().value()));
  std::map<std::string, int64_t> expected = {{"+nodes", 1},      {"-relationships", 1},
                                             {"+labels", 1},     {"-labels", 1},
                                             {"+properties", 1}, {"-properties", 2}};
  EXPECT_EQ(changes, expected);
}

}  // namespace
}  // namespace entente::conformance
