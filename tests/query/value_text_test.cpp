#include "query/value_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "graph/graph.h"
#include "graph/temporal_parse.h"

namespace entente::query {
namespace {

using graph::Value;

TEST(ValueText, FloatsAreShortestAndAlwaysFloats) {
  EXPECT_EQ(FloatToText(1), "1.0");
  EXPECT_EQ(FloatToText(-0.0), "-0.0");
  EXPECT_EQ(FloatToText(0.1), "0.1");
  EXPECT_EQ(FloatToText(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(FloatToText(1234567.0), "1234567.0");
  EXPECT_EQ(FloatToText(12345678.0), "1.2345678E7");
  EXPECT_EQ(FloatToText(-1e10), "-1.0E10");
  EXPECT_EQ(FloatToText(0.001), "0.001");
  EXPECT_EQ(FloatToText(0.00012), "1.2E-4");
  EXPECT_EQ(FloatToText(5e-324), "5.0E-324");
  EXPECT_EQ(FloatToText(1.7976931348623157e308), "1.7976931348623157E308");
  EXPECT_EQ(FloatToText(std::nan("")), "NaN");
  EXPECT_EQ(FloatToText(-INFINITY), "-Infinity");
}

TEST(ValueText, NamesAndStringsAreQuotedAsNeeded) {
  EXPECT_EQ(QuoteName("a_1"), "a_1");
  EXPECT_EQ(QuoteName("é"), "é");
  EXPECT_EQ(QuoteName("1a"), "`1a`");
  EXPECT_EQ(QuoteName("a`b"), "`a``b`");
  EXPECT_EQ(QuoteName(""), "``");
  EXPECT_EQ(QuoteString("it's \\ \n\x01"), "'it\\'s \\\\ \\n\\u0001'");
}

// (:A:B {b: 'x', a: [1, 2]})-[:T {w: 0.5}]->(:`odd name`)
class ValueTextOfGraph : public testing::Test {
 protected:
  void SetUp() override {
    auto t = graph_->Begin().value();
    std::vector<graph::LabelId> labels = {t->InternLabel("B"), t->InternLabel("A")};
    start_ = t->CreateNode(labels).value();
    labels = {t->InternLabel("odd name")};
    end_ = t->CreateNode(labels).value();
    relationship_ = t->CreateRelationship(t->InternType("T"), start_, end_).value();
    ASSERT_TRUE(t->SetProperty(start_, t->InternKey("b"), Value::String("x")));
    ASSERT_TRUE(t->SetProperty(start_, t->InternKey("a"),
                               Value::List({Value::Integer(1), Value::Integer(2)})));
    ASSERT_TRUE(t->SetProperty(relationship_, t->InternKey("w"), Value::Float(0.5)));
    ASSERT_TRUE(t->Commit());
    reader_ = graph_->Read().value();
  }
  std::unique_ptr<graph::Graph> graph_ = graph::Graph::InMemory();
  std::shared_ptr<const graph::GraphReader> reader_;
  graph::NodeId start_, end_;
  graph::RelationshipId relationship_;
};

TEST_F(ValueTextOfGraph, InTheLanguage) {
  auto text = [&](const Value& value) { return ValueToText(value, *reader_); };
  EXPECT_EQ(text(Value::Node(start_)), "(:A:B {a: [1, 2], b: 'x'})");
  EXPECT_EQ(text(Value::Relationship(relationship_)), "[:T {w: 0.5}]");
  EXPECT_EQ(text(Value::OfPath({{end_, start_}, {relationship_}})),
            "<(:`odd name`)<-[:T {w: 0.5}]-(:A:B {a: [1, 2], b: 'x'})>");
  EXPECT_EQ(text(Value::List({Value::Null(), Value::Boolean(true), Value::List({})})),
            "[null, true, []]");
  EXPECT_EQ(text(Value::Map({{"k", Value::Of(graph::ParseDate("2019-02-03").value())}})),
            "{k: '2019-02-03'}");
  EXPECT_EQ(text(Value::Map({})), "{}");
}

TEST_F(ValueTextOfGraph, InACell) {
  auto cell = [&](const Value& value) { return ValueToCell(value, *reader_); };
  EXPECT_EQ(cell(Value::Null()), "");
  EXPECT_EQ(cell(Value::String("it's")), "it's");
  EXPECT_EQ(cell(Value::Of(graph::ParseDuration("P1D").value())), "P1D");
  EXPECT_EQ(cell(Value::List({Value::String("a")})), "['a']");
}

TEST_F(ValueTextOfGraph, InJson) {
  auto json = [&](const Value& value) { return ValueToJson(value, *reader_); };
  EXPECT_EQ(json(Value::Node(start_)),
            R"({"type":"node","id":"0","labels":["A","B"],"properties":{"a":[1,2],"b":"x"}})");
  EXPECT_EQ(json(Value::Relationship(relationship_)),
            R"({"type":"relationship","id":"0","label":"T","start":{"id":"0","labels":["A","B"]},)"
            R"("end":{"id":"1","labels":["odd name"]},"properties":{"w":0.5}})");
  EXPECT_EQ(json(Value::OfPath({{end_}, {}})),
            R"([{"type":"node","id":"1","labels":["odd name"],"properties":{}}])");
  EXPECT_EQ(json(Value::List({Value::Float(1), Value::Float(std::nan("")), Value::Null(),
                              Value::String("a\"\n")})),
            "[1.0,\"NaN\",null,\"a\\\"\\n\"]");
  EXPECT_EQ(json(Value::Map({{"d", Value::Of(graph::ParseDate("2019-02-03").value())}})),
            R"({"d":"2019-02-03"})");
}

}  // namespace
}  // namespace entente::query
