#include "graph/formats/jsonl.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/graph_maker.h"

namespace entente::graph {
namespace {

std::string Export(const Graph& graph) {
  auto reader = graph.Read();
  EXPECT_TRUE(reader.has_value());
  std::string out;
  Status status = WriteJsonl(**reader, [&](std::string_view bytes) -> Status {
    out += bytes;
    return {};
  });
  EXPECT_TRUE(status.has_value());
  return out;
}

TEST(Jsonl, IsApocsShapeSortedByKey) {
  tests::GraphMaker maker;
  auto b = maker.Node({"Person"}, {{"key", tests::Text("b")}, {"name", tests::Text("Bo \"B\"\n")}});
  auto a = maker.Node({"Organization", "Ministry"}, {{"key", tests::Text("a")}});
  maker.Relationship(b, "REPRESENTS", a, {{"confidence", Value::Float(1.0)}});
  EXPECT_EQ(
      Export(*maker.Finish()),
      R"({"type":"node","id":"0","labels":["Ministry","Organization"],"properties":{"key":"a"}}
{"type":"node","id":"1","labels":["Person"],"properties":{"key":"b","name":"Bo \"B\"\n"}}
{"type":"relationship","id":"0","label":"REPRESENTS","properties":{"confidence":1.0},"start":{"id":"1","labels":["Person"]},"end":{"id":"0","labels":["Ministry","Organization"]}}
)");
}

TEST(Jsonl, NamesTheTypesThatJsonLacks) {
  tests::GraphMaker maker;
  maker.Node({"A"}, {{"day", Value::Of(Date{0})}, {"x", Value::Float(std::nan(""))}});
  EXPECT_EQ(
      Export(*maker.Finish()),
      R"({"type":"node","id":"0","labels":["A"],"properties":{"day":"1970-01-01","x":"NaN"},"types":{"day":"date","x":"float"}}
)");
}

TEST(Jsonl, DoesNotDependOnTheOrderOfCreation) {
  auto make = [](bool reversed) {
    tests::GraphMaker maker;
    std::vector<NodeId> nodes(3);
    for (int i = 0; i < 3; ++i) {
      int n = reversed ? 2 - i : i;
      nodes[static_cast<size_t>(n)] =
          maker.Node({"N"}, {{"key", tests::Text("k" + std::to_string(n))}});
    }
    for (int i = 0; i < 2; ++i) {
      int n = reversed ? 1 - i : i;
      maker.Relationship(nodes[0], "R", nodes[1], {{"n", Value::Integer(n)}});
    }
    return Export(*maker.Finish());
  };
  EXPECT_EQ(make(false), make(true));
}

}  // namespace
}  // namespace entente::graph
