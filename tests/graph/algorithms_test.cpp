#include "graph/algorithms.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <deque>
#include <map>
#include <random>
#include <set>

#include "graph/builder.h"
#include "graph/graph.h"

namespace entente::graph {
namespace {

// The same graph as a list of edges, and each algorithm written down as its definition says.
struct Plain {
  int n = 0;
  struct Edge {
    int from, to;
    double weight;
  };
  std::vector<Edge> edges;

  std::vector<std::set<int>> Simple() const {
    std::vector<std::set<int>> neighbours(static_cast<size_t>(n));
    for (const Edge& e : edges) {
      if (e.from == e.to) continue;
      neighbours[static_cast<size_t>(e.from)].insert(e.to);
      neighbours[static_cast<size_t>(e.to)].insert(e.from);
    }
    return neighbours;
  }
  // Bellman and Ford.
  std::vector<double> Distances(int source, bool weighted, bool directed) const {
    std::vector<double> d(static_cast<size_t>(n), INFINITY);
    d[static_cast<size_t>(source)] = 0;
    for (int round = 0; round < n; ++round) {
      for (const Edge& e : edges) {
        const double w = weighted ? e.weight : 1;
        auto& from = d[static_cast<size_t>(e.from)];
        auto& to = d[static_cast<size_t>(e.to)];
        to = std::min(to, from + w);
        if (!directed) from = std::min(from, to + w);
      }
    }
    return d;
  }
  std::vector<int> Components(bool strong) const {
    std::vector<int> component(static_cast<size_t>(n), -1);
    int next = 0;
    for (int v = 0; v < n; ++v) {
      if (component[static_cast<size_t>(v)] >= 0) continue;
      const auto from = Distances(v, false, strong);
      for (int u = v; u < n; ++u) {
        if (std::isinf(from[static_cast<size_t>(u)])) continue;
        if (strong && std::isinf(Distances(u, false, true)[static_cast<size_t>(v)])) continue;
        component[static_cast<size_t>(u)] = next;
      }
      ++next;
    }
    return component;
  }
  std::vector<double> PageRank(int iterations, double d) const {
    std::vector<double> rank(static_cast<size_t>(n), 1.0 / n), out(static_cast<size_t>(n), 0);
    for (const Edge& e : edges) ++out[static_cast<size_t>(e.from)];
    for (int i = 0; i < iterations; ++i) {
      std::vector<double> next(static_cast<size_t>(n), 1 - d);
      for (const Edge& e : edges) {
        next[static_cast<size_t>(e.to)] +=
            d * rank[static_cast<size_t>(e.from)] / out[static_cast<size_t>(e.from)];
      }
      rank = next;
    }
    return rank;
  }
  // By counting shortest paths between every pair.
  std::vector<double> Betweenness() const {
    const auto neighbours = Simple();
    const auto size = static_cast<size_t>(n);
    std::vector<std::vector<double>> distance(size, std::vector<double>(size, INFINITY)),
        paths(size, std::vector<double>(size, 0));
    for (size_t s = 0; s < size; ++s) {
      distance[s][s] = 0;
      paths[s][s] = 1;
      std::deque<size_t> queue{s};
      while (!queue.empty()) {
        const size_t v = queue.front();
        queue.pop_front();
        for (int w : neighbours[v]) {
          const auto u = static_cast<size_t>(w);
          if (std::isinf(distance[s][u])) {
            distance[s][u] = distance[s][v] + 1;
            queue.push_back(u);
          }
          if (distance[s][u] == distance[s][v] + 1) paths[s][u] += paths[s][v];
        }
      }
    }
    std::vector<double> score(size, 0);
    for (size_t s = 0; s < size; ++s) {
      for (size_t t = s + 1; t < size; ++t) {
        if (std::isinf(distance[s][t])) continue;
        for (size_t v = 0; v < size; ++v) {
          if (v == s || v == t || distance[s][v] + distance[v][t] != distance[s][t]) continue;
          score[v] += paths[s][v] * paths[v][t] / paths[s][t];
        }
      }
    }
    return score;
  }
  std::vector<int> Cores() const {
    auto neighbours = Simple();
    std::vector<int> core(static_cast<size_t>(n), 0);
    std::set<int> left;
    for (int v = 0; v < n; ++v) left.insert(v);
    for (int k = 0; !left.empty(); ++k) {
      for (bool again = true; again;) {
        again = false;
        for (auto at = left.begin(); at != left.end();) {
          const int v = *at++;
          if (static_cast<int>(neighbours[static_cast<size_t>(v)].size()) > k) continue;
          core[static_cast<size_t>(v)] = k;
          for (int u : neighbours[static_cast<size_t>(v)]) {
            neighbours[static_cast<size_t>(u)].erase(v);
          }
          neighbours[static_cast<size_t>(v)].clear();
          left.erase(v);
          again = true;
        }
      }
    }
    return core;
  }
  std::vector<double> Clustering() const {
    const auto neighbours = Simple();
    std::vector<double> all;
    for (const auto& mine : neighbours) {
      double triangles = 0;
      for (int a : mine) {
        for (int b : mine) {
          if (a < b && neighbours[static_cast<size_t>(a)].contains(b)) ++triangles;
        }
      }
      const auto k = static_cast<double>(mine.size());
      all.push_back(k < 2 ? 0 : triangles / (k * (k - 1) / 2));
    }
    return all;
  }
};

struct Both {
  Plain plain;
  std::unique_ptr<Graph> graph;
  std::shared_ptr<const GraphReader> reader;
};

Both RandomGraph(uint32_t seed, int n, int m) {
  std::mt19937 random(seed);
  Both both;
  both.plain.n = n;
  GraphBuilder builder;
  const LabelId label = builder.InternLabel("L");
  const PropertyKeyId weight = builder.InternKey("w");
  for (int i = 0; i < n; ++i) EXPECT_TRUE(builder.AddNode(std::array{label}));
  for (int i = 0; i < m; ++i) {
    const int from = static_cast<int>(random() % static_cast<uint32_t>(n));
    const int to = static_cast<int>(random() % static_cast<uint32_t>(n));
    const double w = random() % 5 == 0 ? 1 : static_cast<double>(random() % 9) / 2;
    EXPECT_TRUE(builder.AddRelationship(builder.InternType(i % 3 ? "A" : "B"),
                                        NodeId(static_cast<uint32_t>(from)),
                                        NodeId(static_cast<uint32_t>(to))));
    builder.SetFloat(weight, w);
    both.plain.edges.push_back({from, to, w});
  }
  both.graph = *builder.ToMemory();
  both.reader = *both.graph->Read();
  return both;
}

std::vector<std::vector<Value>> Rows(const Both& both, const char* name,
                                     const std::vector<Value>& arguments) {
  auto rows = RunAlgorithm(*FindAlgorithm(name), both.reader, arguments);
  EXPECT_TRUE(rows) << FormatError(rows.error());
  return *rows;
}

template <class T>
void ExpectByNode(const std::vector<std::vector<Value>>& rows, const std::vector<T>& expected,
                  const char* what) {
  std::map<uint32_t, double> found;
  for (const auto& row : rows) found[row[0].as_node().value] = row[1].as_number();
  size_t finite = 0;
  for (size_t v = 0; v < expected.size(); ++v) {
    if (std::isinf(static_cast<double>(expected[v]))) {
      EXPECT_FALSE(found.contains(static_cast<uint32_t>(v))) << what;
      continue;
    }
    ++finite;
    ASSERT_TRUE(found.contains(static_cast<uint32_t>(v))) << what << " " << v;
    EXPECT_NEAR(found[static_cast<uint32_t>(v)], static_cast<double>(expected[v]), 1e-9)
        << what << " " << v;
  }
  EXPECT_EQ(rows.size(), finite) << what;
}

TEST(Algorithms, AgreeWithTheirDefinitions) {
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    const int n = 5 + static_cast<int>(seed) * 3;
    const Both both = RandomGraph(seed, n, seed % 3 == 0 ? n / 2 : n * 2);
    const Value source = Value::Node(NodeId(1));
    const Value no = Value::Boolean(false);
    ExpectByNode(Rows(both, "breadthFirst", {source}), both.plain.Distances(1, false, true), "bfs");
    ExpectByNode(Rows(both, "breadthFirst", {source, no}), both.plain.Distances(1, false, false),
                 "undirected bfs");
    ExpectByNode(Rows(both, "distances", {source, Value::String("w")}),
                 both.plain.Distances(1, true, true), "dijkstra");
    ExpectByNode(Rows(both, "distances", {source, Value::String("w"), no}),
                 both.plain.Distances(1, true, false), "undirected dijkstra");
    ExpectByNode(Rows(both, "components", {}), both.plain.Components(false), "components");
    ExpectByNode(Rows(both, "strongComponents", {}), both.plain.Components(true), "strong");
    ExpectByNode(Rows(both, "pageRank", {Value::Float(0.8), Value::Integer(10)}),
                 both.plain.PageRank(10, 0.8), "page rank");
    ExpectByNode(Rows(both, "betweenness", {}), both.plain.Betweenness(), "betweenness");
    ExpectByNode(Rows(both, "coreNumbers", {}), both.plain.Cores(), "cores");
    ExpectByNode(Rows(both, "clusteringCoefficient", {}), both.plain.Clustering(), "clustering");
    const auto distances = both.plain.Distances(1, true, true);
    for (int target = 0; target < n; ++target) {
      const auto rows =
          Rows(both, "shortestPath",
               {source, Value::Node(NodeId(static_cast<uint32_t>(target))), Value::String("w")});
      const double expected = distances[static_cast<size_t>(target)];
      ASSERT_EQ(rows.empty(), std::isinf(expected));
      if (rows.empty()) continue;
      const Path& path = rows[0][0].as_path();
      double length = 0;
      for (size_t i = 0; i < path.relationships.size(); ++i) {
        const RelationshipEnds ends = both.reader->Ends(path.relationships[i]);
        EXPECT_EQ(ends.start, path.nodes[i]);
        EXPECT_EQ(ends.end, path.nodes[i + 1]);
        length +=
            both.reader->Property(path.relationships[i], *both.reader->FindKey("w")).as_float();
      }
      EXPECT_EQ(path.nodes.back(), NodeId(static_cast<uint32_t>(target)));
      EXPECT_NEAR(length, expected, 1e-9);
    }
  }
}

TEST(Algorithms, TypesNarrowTheWalk) {
  const Both both = RandomGraph(5, 20, 60);
  Plain only_b = both.plain;
  only_b.edges.clear();
  for (size_t i = 0; i < both.plain.edges.size(); i += 3)
    only_b.edges.push_back(both.plain.edges[i]);
  ExpectByNode(Rows(both, "components", {Value::List({Value::String("B")})}),
               only_b.Components(false), "components of B");
}

// A base and writes over it, some nodes without the label.
TEST(Algorithms, LabelsLeaveNodesOut) {
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    Both both = RandomGraph(seed, 30, 60);
    Plain kept = both.plain;
    auto t = *both.graph->Begin();
    const LabelId keep = t->InternLabel("Keep"), also = t->InternLabel("Also");
    const auto is_kept = [](int v) { return v % 4 != 1; };
    for (int v = 0; v < 30; ++v) {
      if (is_kept(v)) t->AddLabel(NodeId(static_cast<uint32_t>(v)), v % 2 == 0 ? keep : also);
    }
    ASSERT_TRUE(t->Commit());
    both.reader = *both.graph->Read();
    std::erase_if(kept.edges,
                  [&](const Plain::Edge& e) { return !is_kept(e.from) || !is_kept(e.to); });
    const Value labels = Value::List({Value::String("Keep"), Value::String("Also")});
    const auto expect = [&](const char* name, std::vector<Value> arguments,
                            const std::vector<double>& all) {
      const Algorithm& algorithm = *FindAlgorithm(name);
      arguments.resize(algorithm.parameters.size());
      arguments.back() = labels;
      std::vector<double> expected = all;
      for (int v = 0; v < 30; ++v) {
        if (!is_kept(v)) expected[static_cast<size_t>(v)] = INFINITY;
      }
      ExpectByNode(Rows(both, name, arguments), expected, name);
    };
    expect("breadthFirst", {Value::Node(NodeId(2))}, kept.Distances(2, false, true));
    expect("distances", {Value::Node(NodeId(2)), Value::String("w"), Value::Boolean(false)},
           kept.Distances(2, true, false));
    expect("betweenness", {}, kept.Betweenness());
    expect("clusteringCoefficient", {}, kept.Clustering());
    const auto outside =
        RunAlgorithm(*FindAlgorithm("breadthFirst"), both.reader,
                     std::vector<Value>{Value::Node(NodeId(1)), Value(), Value(), labels});
    ASSERT_FALSE(outside);
    EXPECT_EQ(outside.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(Algorithms, NearNamesAreOffered) {
  const Both both = RandomGraph(5, 5, 5);
  const auto rows =
      ArgumentsByName(*FindAlgorithm("pageRank"), Value::Map({{"iteration", Value::Integer(1)}}));
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().suggestion, "Did you mean iterations?");
}

TEST(Algorithms, AReservationThatIsRefusedStopsThem) {
  const Both both = RandomGraph(5, 100, 100);
  for (const Algorithm& algorithm : Algorithms()) {
    std::vector<Value> arguments;
    for (const AlgorithmParameter& parameter : algorithm.parameters) {
      if (parameter.required) arguments.push_back(Value::Node(NodeId(1)));
    }
    const auto rows =
        RunAlgorithm(algorithm, both.reader, arguments, {}, [](uint64_t bytes) -> Status {
          if (bytes < 1000) return {};
          return MakeError(ErrorCode::kMemoryLimit, "enough");
        });
    ASSERT_FALSE(rows) << algorithm.name;
    EXPECT_EQ(rows.error().code, ErrorCode::kMemoryLimit);
  }
}

TEST(Algorithms, SayWhatIsWrongWithACall) {
  const Both both = RandomGraph(5, 5, 5);
  const auto code = [&](const char* name, std::vector<Value> arguments) {
    auto rows = RunAlgorithm(*FindAlgorithm(name), both.reader, arguments);
    return rows ? ErrorCode::kUnsupported : rows.error().code;
  };
  EXPECT_EQ(FindAlgorithm("nothing"), nullptr);
  EXPECT_EQ(code("breadthFirst", {}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code("breadthFirst", {Value::Integer(1)}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code("breadthFirst", {Value::Node(NodeId(77))}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code("pageRank", {Value::Float(2)}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code("components", {Value::List({Value::String("NONE")})}),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code("components", {Value::List({}), Value::Null(), Value::Null()}),
            ErrorCode::kInvalidArgument);
}

TEST(Algorithms, APollStopsThem) {
  const Both both = RandomGraph(5, 2000, 6000);
  for (const Algorithm& algorithm : Algorithms()) {
    std::vector<Value> arguments;
    for (const AlgorithmParameter& parameter : algorithm.parameters) {
      if (parameter.required) arguments.push_back(Value::Node(NodeId(arguments.empty() ? 1 : 2)));
    }
    const auto rows = RunAlgorithm(algorithm, both.reader, arguments,
                                   [] { return Status(MakeError(ErrorCode::kTimeout, "enough")); });
    if (std::string_view(algorithm.name) == "shortestPath") continue;  // may be done before
    ASSERT_FALSE(rows) << algorithm.name;
    EXPECT_EQ(rows.error().code, ErrorCode::kTimeout);
  }
}

TEST(Algorithms, AnEmptyGraphHasNoRows) {
  Both both;
  both.graph = Graph::InMemory();
  both.reader = *both.graph->Read();
  for (const char* name : {"components", "strongComponents", "pageRank", "betweenness",
                           "coreNumbers", "clusteringCoefficient"}) {
    EXPECT_TRUE(Rows(both, name, {}).empty()) << name;
  }
}

}  // namespace
}  // namespace entente::graph
