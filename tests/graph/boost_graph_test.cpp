#include "graph/boost_graph.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/range/iterator_range.hpp>
#include <map>
#include <random>
#include <set>

#include "graph/builder.h"
#include "graph/graph.h"
#include "tests/graph/model_graph.h"

namespace entente::graph {
namespace {

// The concepts that DESIGN.md promises, at compile time.
template <class G>
void CheckConcepts() {
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<G, uint32_t, boost::vertex_index_t>));
}
static_assert((static_cast<void>(&CheckConcepts<BoostGraph>), true));

TEST(BoostGraph, ModelsTheConcepts) {
  CheckConcepts<BoostGraph>();
  CheckConcepts<UndirectedView>();
  CheckConcepts<SimpleView>();
  BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<SimpleView>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<NodeIdMap, uint32_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<PropertyValueMap, uint32_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<WeightMap, BoostEdge>));
}

using Triple = std::tuple<uint32_t, uint32_t, uint32_t>;  // source, target, relationship

Triple AsTriple(const BoostEdge& e) { return {e.source, e.target, e.relationship.value}; }

// What the model says against what plain reading says.
void ExpectSameEdges(const std::shared_ptr<const GraphReader>& reader) {
  const BoostGraph g(reader);
  const UndirectedView undirected(g);
  const SimpleView simple(g);
  ASSERT_EQ(num_vertices(g), reader->node_count());
  ASSERT_EQ(num_edges(g), reader->relationship_count());
  std::multiset<Triple> listed, expected;
  for (const BoostEdge& e : boost::make_iterator_range(edges(g))) listed.insert(AsTriple(e));
  std::vector<std::multiset<Triple>> out(num_vertices(g)), in(num_vertices(g));
  std::vector<std::set<uint32_t>> neighbours(num_vertices(g));
  for (uint32_t v = 0; v < num_vertices(g); ++v) {
    ASSERT_TRUE(reader->Exists(g.node(v)));
    EXPECT_EQ(vertex(g.node(v), g), v);
    AdjacencyBuffer buffer;
    for (uint32_t t = 0; t < reader->type_count(); ++t) {
      const auto list =
          reader->Adjacent(g.node(v), TypeId(static_cast<uint16_t>(t)), Direction::kOut, buffer);
      for (uint32_t i = 0; i < list.size; ++i) {
        const uint32_t to = vertex(list.node(i), g);
        const Triple triple{v, to, list.relationship(i).value};
        expected.insert(triple);
        out[v].insert(triple);
        in[to].insert(triple);
        if (to != v) {
          neighbours[v].insert(to);
          neighbours[to].insert(v);
        }
      }
    }
  }
  EXPECT_EQ(listed, expected);
  uint64_t pairs = 0;
  for (uint32_t v = 0; v < num_vertices(g); ++v) {
    std::multiset<Triple> found;
    for (const BoostEdge& e : boost::make_iterator_range(out_edges(v, g)))
      found.insert(AsTriple(e));
    EXPECT_EQ(found, out[v]);
    EXPECT_EQ(out_degree(v, g), out[v].size());
    found.clear();
    for (const BoostEdge& e : boost::make_iterator_range(in_edges(v, g))) found.insert(AsTriple(e));
    EXPECT_EQ(found, in[v]);
    EXPECT_EQ(in_degree(v, g), in[v].size());
    std::multiset<uint32_t> others, expected_others;
    for (const BoostEdge& e : boost::make_iterator_range(out_edges(v, undirected))) {
      EXPECT_EQ(source(e, undirected), v);
      others.insert(target(e, undirected));
    }
    for (const auto& [from, to, id] : out[v]) expected_others.insert(to);
    for (const auto& [from, to, id] : in[v]) expected_others.insert(from);
    EXPECT_EQ(others, expected_others);
    EXPECT_EQ(out_degree(v, undirected), expected_others.size());
    for (const BoostEdge& e : boost::make_iterator_range(in_edges(v, undirected))) {
      EXPECT_EQ(target(e, undirected), v);
    }
    const auto [begin, end] = adjacent_vertices(v, simple);
    EXPECT_EQ(std::vector<uint32_t>(begin, end),
              std::vector<uint32_t>(neighbours[v].begin(), neighbours[v].end()));
    for (uint32_t u = 0; u < num_vertices(g); ++u) {
      EXPECT_EQ(edge(u, v, simple).second, neighbours[u].contains(v));
    }
    pairs += neighbours[v].size();
  }
  EXPECT_EQ(num_edges(simple), pairs / 2);
}

TEST(BoostGraph, ShowsWhatTheSnapshotHolds) {
  for (uint32_t seed = 51; seed <= 54; ++seed) {
    ModelGraph model;
    RandomWriter writer(seed);
    const auto graph = Graph::InMemory();
    for (int round = 0; round < 4; ++round) {
      auto t = *graph->Begin();
      writer.Write(model, *t, 60);
      ASSERT_TRUE(t->Commit());
      ExpectSameEdges(*graph->Read());
    }
  }
}

TEST(BoostGraph, ShowsABaseWithWritesOverIt) {
  GraphBuilder builder;
  const LabelId label = builder.InternLabel("L");
  std::vector<TypeId> types;
  for (int t = 0; t < 70; ++t) types.push_back(builder.InternType("T" + std::to_string(t)));
  std::vector<NodeId> nodes;
  for (int i = 0; i < 40; ++i) nodes.push_back(*builder.AddNode(std::array{label}));
  std::mt19937 random(1);
  for (int i = 0; i < 400; ++i) {
    ASSERT_TRUE(builder.AddRelationship(types[random() % types.size()],
                                        nodes[random() % nodes.size()], nodes[random() % 7]));
  }
  const auto graph = *builder.ToMemory();
  ExpectSameEdges(*graph->Read());
  auto t = *graph->Begin();
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(t->CreateRelationship(TypeId(static_cast<uint16_t>(random() % 70)),
                                      NodeId(random() % 20), NodeId(random() % 40)));
    const RelationshipId gone(random() % 400);
    if (t->reader().Exists(gone)) t->DeleteRelationship(gone);
  }
  ASSERT_TRUE(t->Commit());
  ExpectSameEdges(*graph->Read());
  t = *graph->Begin();
  AdjacencyBuffer buffer;
  for (const uint32_t doomed : {3u, 30u}) {
    for (uint32_t type = 0; type < 70; ++type) {
      for (const Direction direction : {Direction::kOut, Direction::kIn}) {
        for (;;) {
          const auto list = t->reader().Adjacent(
              NodeId(doomed), TypeId(static_cast<uint16_t>(type)), direction, buffer);
          if (list.size == 0) break;
          t->DeleteRelationship(list.relationship(0));
        }
      }
    }
    ASSERT_TRUE(t->DeleteNode(NodeId(doomed)));
  }
  ASSERT_TRUE(t->Commit());
  ExpectSameEdges(*graph->Read());
}

TEST(BoostGraph, FilteredViewsKeepALabelOrAType) {
  GraphBuilder builder;
  const LabelId a = builder.InternLabel("A"), b = builder.InternLabel("B");
  const TypeId x = builder.InternType("X"), y = builder.InternType("Y");
  const NodeId n0 = *builder.AddNode(std::array{a}), n1 = *builder.AddNode(std::array{a});
  const NodeId n2 = *builder.AddNode(std::array{b});
  ASSERT_TRUE(builder.AddRelationship(x, n0, n1));
  ASSERT_TRUE(builder.AddRelationship(y, n0, n1));
  ASSERT_TRUE(builder.AddRelationship(x, n1, n2));
  const auto graph = *builder.ToMemory();
  const std::shared_ptr<const GraphReader> reader = *graph->Read();
  const BoostGraph g(reader);
  const boost::filtered_graph<BoostGraph, TypeFilter, LabelFilter> view(g, {reader.get(), x},
                                                                        {&g.adjacency(), a});
  EXPECT_EQ(std::distance(vertices(view).first, vertices(view).second), 2);
  EXPECT_EQ(std::distance(edges(view).first, edges(view).second), 1);
  const BoostGraph only_y(reader, std::array{y});
  EXPECT_EQ(num_edges(only_y), 1u);
}

}  // namespace
}  // namespace entente::graph
