/// \file
/// A snapshot as a Boost.Graph graph, in place: BoostGraph models VertexListGraph, EdgeListGraph,
/// BidirectionalGraph and AdjacencyGraph; UndirectedView the same without directions; SimpleView
/// without directions, loops and parallel edges, and AdjacencyMatrix beside. LabelFilter and
/// TypeFilter make boost::filtered_graph views; a BoostGraph of some types needs no filter.
/// tests/graph/boost_graph_test.cpp holds the concept checks.
///
///   BoostGraph g(reader);
///   std::vector<double> rank(num_vertices(g));
///   boost::graph::page_rank(g, boost::make_iterator_property_map(rank.begin(),
///                                                                get(boost::vertex_index, g)));
///
/// A vertex is a dense index, good for this snapshot; node(v) and vertex(id, g) translate. An edge
/// knows source, target and relationship. Only sources that run algorithms include this: parsing
/// Boost.Graph costs seconds. Threads: const is safe from many threads, unless a poll was set.
/// Ownership: copies share the snapshot.

#pragma once

#include <algorithm>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <concepts>
#include <functional>
#include <memory>
#include <utility>

#include "graph/snapshot_adjacency.h"

namespace entente::graph {

/// Equal where they are the same relationship, whichever way it is walked.
struct BoostEdge {
  uint32_t source = UINT32_MAX;
  uint32_t target = UINT32_MAX;
  RelationshipId relationship;
  friend bool operator==(const BoostEdge& a, const BoostEdge& b) {
    return a.relationship == b.relationship;
  }
  friend bool operator!=(const BoostEdge& a, const BoostEdge& b) { return !(a == b); }
  friend bool operator<(const BoostEdge& a, const BoostEdge& b) {
    return a.relationship < b.relationship;
  }
};

/// What every view shares.
class BoostGraph {
 public:
  using vertex_descriptor = uint32_t;
  using edge_descriptor = BoostEdge;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  struct traversal_category : virtual boost::vertex_list_graph_tag,
                              virtual boost::edge_list_graph_tag,
                              virtual boost::bidirectional_graph_tag,
                              virtual boost::adjacency_graph_tag {};
  using vertices_size_type = uint32_t;
  using edges_size_type = uint64_t;
  using degree_size_type = uint32_t;
  using vertex_iterator = boost::counting_iterator<uint32_t>;
  static vertex_descriptor null_vertex() { return UINT32_MAX; }

  explicit BoostGraph(std::shared_ptr<const GraphReader> reader, std::span<const TypeId> types = {},
                      std::span<const LabelId> labels = {})
      : adjacency_(std::make_shared<const SnapshotAdjacency>(std::move(reader), types, labels)) {}

  const SnapshotAdjacency& adjacency() const { return *adjacency_; }
  const GraphReader& reader() const { return adjacency_->reader(); }
  NodeId node(vertex_descriptor v) const { return adjacency_->Node(v); }

  /// Called now and then while an algorithm walks; it stops the algorithm by throwing. A graph with
  /// a poll belongs to one thread.
  void SetPoll(std::function<void()> poll) {
    poll_ = std::make_shared<Poll>(Poll{std::move(poll), 0});
  }
  void MayPoll() const {
    if (poll_ && ++poll_->count % 1024 == 0) poll_->call();
  }

  // The edges of a vertex in one or both directions, type after type. `left` counts down to the
  // end.
  class IncidentIterator : public boost::iterator_facade<IncidentIterator, BoostEdge,
                                                         boost::forward_traversal_tag, BoostEdge> {
   public:
    IncidentIterator() = default;
    /// Out of `v` (or into it), then, where `both`, the other way round. `flip`: every edge is
    /// said to start at v (an undirected graph's out-edge), or to end there.
    enum class Ends { kAsStored, kFromVertex, kToVertex };
    IncidentIterator(const SnapshotAdjacency& adjacency, uint32_t v, Direction direction, bool both,
                     Ends ends, uint32_t left)
        : adjacency_(&adjacency),
          vertex_(v),
          left_(left),
          direction_(direction),
          both_(both),
          ends_(ends) {
      if (left_ > 0) Enter(0);
    }

   private:
    friend class boost::iterator_core_access;
    void Enter(uint32_t slot) {
      slot = adjacency_->NextSlot(vertex_, slot, direction_);
      if (slot == adjacency_->slot_count() && both_) {
        both_ = false;
        direction_ = Direction::kIn;
        slot = adjacency_->NextSlot(vertex_, 0, direction_);
      }
      slot_ = slot;
      at_ = 0;
      if (slot < adjacency_->slot_count()) list_ = adjacency_->ListOf(vertex_, slot, direction_);
    }
    void increment() {
      --left_;
      if (++at_ == list_.size && left_ > 0) Enter(slot_ + 1);
    }
    bool equal(const IncidentIterator& other) const { return left_ == other.left_; }
    BoostEdge dereference() const {
      const uint32_t other = adjacency_->Vertex(list_.nodes[at_]);
      const bool from =
          ends_ == Ends::kFromVertex || (ends_ == Ends::kAsStored && direction_ == Direction::kOut);
      return from ? BoostEdge{vertex_, other, list_.relationship(at_)}
                  : BoostEdge{other, vertex_, list_.relationship(at_)};
    }

    const SnapshotAdjacency* adjacency_ = nullptr;  // the graph's
    SnapshotAdjacency::List list_;
    uint32_t vertex_ = 0;
    uint32_t slot_ = 0;
    uint32_t at_ = 0;
    uint32_t left_ = 0;
    Direction direction_ = Direction::kOut;
    bool both_ = false;
    Ends ends_ = Ends::kAsStored;
  };
  using out_edge_iterator = IncidentIterator;
  using in_edge_iterator = IncidentIterator;

  // The other ends of out-edges.
  template <class EdgeIterator>
  class TargetIterator : public boost::iterator_facade<TargetIterator<EdgeIterator>, uint32_t,
                                                       boost::forward_traversal_tag, uint32_t> {
   public:
    TargetIterator() = default;
    explicit TargetIterator(EdgeIterator at) : at_(at) {}

   private:
    friend class boost::iterator_core_access;
    void increment() { ++at_; }
    bool equal(const TargetIterator& other) const { return at_ == other.at_; }
    uint32_t dereference() const { return (*at_).target; }
    EdgeIterator at_;
  };
  using adjacency_iterator = TargetIterator<out_edge_iterator>;

  // Every relationship once: the out-edges of all vertices.
  class EdgeIterator : public boost::iterator_facade<EdgeIterator, BoostEdge,
                                                     boost::forward_traversal_tag, BoostEdge> {
   public:
    EdgeIterator() = default;
    EdgeIterator(const SnapshotAdjacency& adjacency, uint64_t left)
        : adjacency_(&adjacency), left_(left) {
      if (left_ > 0) Enter();
    }

   private:
    friend class boost::iterator_core_access;
    void Enter() {
      while (adjacency_->Degree(vertex_, Direction::kOut) == 0) ++vertex_;
      here_ = adjacency_->Degree(vertex_, Direction::kOut);
      at_ = IncidentIterator(*adjacency_, vertex_, Direction::kOut, false,
                             IncidentIterator::Ends::kAsStored, here_);
    }
    void increment() {
      ++at_;
      --left_;
      if (--here_ == 0 && left_ > 0) {
        ++vertex_;
        Enter();
      }
    }
    bool equal(const EdgeIterator& other) const { return left_ == other.left_; }
    BoostEdge dereference() const { return *at_; }
    const SnapshotAdjacency* adjacency_ = nullptr;  // the graph's
    uint64_t left_ = 0;
    uint32_t vertex_ = 0;
    uint32_t here_ = 0;
    IncidentIterator at_;
  };
  using edge_iterator = EdgeIterator;

 private:
  struct Poll {
    std::function<void()> call;
    uint32_t count;
  };
  std::shared_ptr<const SnapshotAdjacency> adjacency_;  // shared by copies and views
  std::shared_ptr<Poll> poll_;                          // shared by copies and views
};

/// The same relationships without direction: an edge is out-edge and in-edge of both its ends (a
/// loop twice of its one).
class UndirectedView {
 public:
  using vertex_descriptor = BoostGraph::vertex_descriptor;
  using edge_descriptor = BoostEdge;
  using directed_category = boost::undirected_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = BoostGraph::traversal_category;
  using vertices_size_type = BoostGraph::vertices_size_type;
  using edges_size_type = BoostGraph::edges_size_type;
  using degree_size_type = BoostGraph::degree_size_type;
  using vertex_iterator = BoostGraph::vertex_iterator;
  using out_edge_iterator = BoostGraph::IncidentIterator;
  using in_edge_iterator = BoostGraph::IncidentIterator;
  using adjacency_iterator = BoostGraph::adjacency_iterator;
  using edge_iterator = BoostGraph::EdgeIterator;
  static vertex_descriptor null_vertex() { return BoostGraph::null_vertex(); }

  explicit UndirectedView(BoostGraph graph) : graph_(std::move(graph)) {}
  const BoostGraph& directed() const { return graph_; }

 private:
  BoostGraph graph_;
};

/// One edge between two vertices that have any relationship, and no loops.
class SimpleView {
 public:
  using vertex_descriptor = BoostGraph::vertex_descriptor;
  using edge_descriptor = std::pair<uint32_t, uint32_t>;  ///< source, target
  using directed_category = boost::undirected_tag;
  using edge_parallel_category = boost::disallow_parallel_edge_tag;
  struct traversal_category : virtual boost::vertex_list_graph_tag,
                              virtual boost::edge_list_graph_tag,
                              virtual boost::bidirectional_graph_tag,
                              virtual boost::adjacency_graph_tag,
                              virtual boost::adjacency_matrix_tag {};
  using vertices_size_type = BoostGraph::vertices_size_type;
  using edges_size_type = BoostGraph::edges_size_type;
  using degree_size_type = BoostGraph::degree_size_type;
  using vertex_iterator = BoostGraph::vertex_iterator;
  static vertex_descriptor null_vertex() { return BoostGraph::null_vertex(); }

  explicit SimpleView(BoostGraph graph) : graph_(std::move(graph)) {}
  const BoostGraph& directed() const { return graph_; }

  /// The smallest neighbour of `v` above `after` (any where that is null_vertex()), or
  /// null_vertex().
  uint32_t NextNeighbour(uint32_t v, uint32_t after) const;
  bool AreNeighbours(uint32_t u, uint32_t v) const;

  // Neighbours ascending; an end of null_vertex().
  class NeighbourIterator : public boost::iterator_facade<NeighbourIterator, uint32_t,
                                                          boost::forward_traversal_tag, uint32_t> {
   public:
    NeighbourIterator() = default;
    NeighbourIterator(const SimpleView& view, uint32_t v, uint32_t at)
        : view_(&view), vertex_(v), at_(at) {}
    uint32_t vertex() const { return vertex_; }

   private:
    friend class boost::iterator_core_access;
    void increment() { at_ = view_->NextNeighbour(vertex_, at_); }
    bool equal(const NeighbourIterator& other) const { return at_ == other.at_; }
    uint32_t dereference() const { return at_; }
    const SimpleView* view_ = nullptr;
    uint32_t vertex_ = 0;
    uint32_t at_ = UINT32_MAX;
  };
  using adjacency_iterator = NeighbourIterator;
  template <bool kOut>
  class PairIterator
      : public boost::iterator_facade<PairIterator<kOut>, std::pair<uint32_t, uint32_t>,
                                      boost::forward_traversal_tag, std::pair<uint32_t, uint32_t>> {
   public:
    PairIterator() = default;
    explicit PairIterator(NeighbourIterator at) : at_(at) {}

   private:
    friend class boost::iterator_core_access;
    void increment() { ++at_; }
    bool equal(const PairIterator& other) const { return at_ == other.at_; }
    std::pair<uint32_t, uint32_t> dereference() const {
      return kOut ? std::pair(at_.vertex(), *at_) : std::pair(*at_, at_.vertex());
    }
    NeighbourIterator at_;
  };
  using out_edge_iterator = PairIterator<true>;
  using in_edge_iterator = PairIterator<false>;
  // Pairs with source < target.
  class EdgeIterator
      : public boost::iterator_facade<EdgeIterator, std::pair<uint32_t, uint32_t>,
                                      boost::forward_traversal_tag, std::pair<uint32_t, uint32_t>> {
   public:
    EdgeIterator() = default;
    EdgeIterator(const SimpleView& view, uint32_t v) : view_(&view), vertex_(v) { Find(v); }

   private:
    friend class boost::iterator_core_access;
    void Find(uint32_t after) {
      const uint32_t count = view_->directed().adjacency().vertex_count();
      while (vertex_ < count) {
        at_ = view_->NextNeighbour(vertex_, after);
        if (at_ != UINT32_MAX) return;
        after = ++vertex_;
      }
      at_ = UINT32_MAX;
    }
    void increment() { Find(at_); }
    bool equal(const EdgeIterator& other) const {
      return vertex_ == other.vertex_ && at_ == other.at_;
    }
    std::pair<uint32_t, uint32_t> dereference() const { return {vertex_, at_}; }
    const SimpleView* view_ = nullptr;
    uint32_t vertex_ = 0;
    uint32_t at_ = UINT32_MAX;
  };
  using edge_iterator = EdgeIterator;

 private:
  BoostGraph graph_;
};

// The functions of the concepts, found by argument-dependent lookup.

inline const BoostGraph& DirectedOf(const BoostGraph& g) { return g; }
inline const BoostGraph& DirectedOf(const UndirectedView& g) { return g.directed(); }
inline const BoostGraph& DirectedOf(const SimpleView& g) { return g.directed(); }

template <class G>
concept SnapshotView = requires(const G& g) {
  DirectedOf(g);
};

template <SnapshotView G>
uint32_t num_vertices(const G& g) {
  return DirectedOf(g).adjacency().vertex_count();
}
template <SnapshotView G>
std::pair<BoostGraph::vertex_iterator, BoostGraph::vertex_iterator> vertices(const G& g) {
  return {BoostGraph::vertex_iterator(0), BoostGraph::vertex_iterator(num_vertices(g))};
}
/// The vertex of a node of the snapshot; null_vertex() where it lacks the graph's labels.
template <SnapshotView G>
uint32_t vertex(NodeId node, const G& g) {
  return DirectedOf(g).adjacency().Vertex(node);
}
template <SnapshotView G>
uint32_t vertex(uint32_t index, const G&) {
  return index;
}

inline uint32_t source(const BoostEdge& e, const BoostGraph&) { return e.source; }
inline uint32_t target(const BoostEdge& e, const BoostGraph&) { return e.target; }
inline uint32_t source(const BoostEdge& e, const UndirectedView&) { return e.source; }
inline uint32_t target(const BoostEdge& e, const UndirectedView&) { return e.target; }
inline uint32_t source(const std::pair<uint32_t, uint32_t>& e, const SimpleView&) {
  return e.first;
}
inline uint32_t target(const std::pair<uint32_t, uint32_t>& e, const SimpleView&) {
  return e.second;
}

inline uint32_t out_degree(uint32_t v, const BoostGraph& g) {
  return g.adjacency().Degree(v, Direction::kOut);
}
inline uint32_t in_degree(uint32_t v, const BoostGraph& g) {
  return g.adjacency().Degree(v, Direction::kIn);
}
inline uint32_t degree(uint32_t v, const BoostGraph& g) {
  return out_degree(v, g) + in_degree(v, g);
}
inline std::pair<BoostGraph::out_edge_iterator, BoostGraph::out_edge_iterator> out_edges(
    uint32_t v, const BoostGraph& g) {
  using Iterator = BoostGraph::IncidentIterator;
  g.MayPoll();
  return {Iterator(g.adjacency(), v, Direction::kOut, false, Iterator::Ends::kAsStored,
                   out_degree(v, g)),
          Iterator()};
}
inline std::pair<BoostGraph::in_edge_iterator, BoostGraph::in_edge_iterator> in_edges(
    uint32_t v, const BoostGraph& g) {
  using Iterator = BoostGraph::IncidentIterator;
  g.MayPoll();
  return {
      Iterator(g.adjacency(), v, Direction::kIn, false, Iterator::Ends::kAsStored, in_degree(v, g)),
      Iterator()};
}

inline uint32_t out_degree(uint32_t v, const UndirectedView& g) { return degree(v, g.directed()); }
inline uint32_t in_degree(uint32_t v, const UndirectedView& g) { return out_degree(v, g); }
inline uint32_t degree(uint32_t v, const UndirectedView& g) { return out_degree(v, g); }
inline std::pair<UndirectedView::out_edge_iterator, UndirectedView::out_edge_iterator> out_edges(
    uint32_t v, const UndirectedView& g) {
  using Iterator = BoostGraph::IncidentIterator;
  g.directed().MayPoll();
  return {Iterator(g.directed().adjacency(), v, Direction::kOut, true, Iterator::Ends::kFromVertex,
                   out_degree(v, g)),
          Iterator()};
}
inline std::pair<UndirectedView::in_edge_iterator, UndirectedView::in_edge_iterator> in_edges(
    uint32_t v, const UndirectedView& g) {
  using Iterator = BoostGraph::IncidentIterator;
  g.directed().MayPoll();
  return {Iterator(g.directed().adjacency(), v, Direction::kOut, true, Iterator::Ends::kToVertex,
                   out_degree(v, g)),
          Iterator()};
}

template <class G>
requires std::same_as<G, BoostGraph> || std::same_as<G, UndirectedView>
    std::pair<BoostGraph::adjacency_iterator, BoostGraph::adjacency_iterator> adjacent_vertices(
        uint32_t v, const G& g) {
  const auto edges = out_edges(v, g);
  return {BoostGraph::adjacency_iterator(edges.first),
          BoostGraph::adjacency_iterator(edges.second)};
}
template <class G>
requires std::same_as<G, BoostGraph> || std::same_as<G, UndirectedView>
    std::pair<BoostGraph::EdgeIterator, BoostGraph::EdgeIterator> edges(const G& g) {
  const SnapshotAdjacency& adjacency = DirectedOf(g).adjacency();
  return {BoostGraph::EdgeIterator(adjacency, adjacency.edge_count()), BoostGraph::EdgeIterator()};
}
template <class G>
requires std::same_as<G, BoostGraph> || std::same_as<G, UndirectedView> uint64_t
num_edges(const G& g) {
  return DirectedOf(g).adjacency().edge_count();
}

inline uint32_t SimpleView::NextNeighbour(uint32_t v, uint32_t after) const {
  const SnapshotAdjacency& adjacency = graph_.adjacency();
  uint32_t best = null_vertex();
  for (const Direction direction : {Direction::kOut, Direction::kIn}) {
    for (uint32_t slot = adjacency.NextSlot(v, 0, direction); slot < adjacency.slot_count();
         slot = adjacency.NextSlot(v, slot + 1, direction)) {
      const SnapshotAdjacency::List list = adjacency.ListOf(v, slot, direction);
      // Lists ascend by node id, and vertices ascend with it.
      const NodeId* at = list.nodes;
      const NodeId* const end = list.nodes + list.size;
      if (after != null_vertex()) at = std::upper_bound(at, end, adjacency.Node(after));
      while (at != end && adjacency.Vertex(*at) == v) ++at;
      if (at != end) best = std::min(best, adjacency.Vertex(*at));
    }
  }
  return best;
}

inline bool SimpleView::AreNeighbours(uint32_t u, uint32_t v) const {
  if (u == v) return false;
  const SnapshotAdjacency& adjacency = graph_.adjacency();
  // Search from the end with fewer relationships.
  if (degree(u, graph_) > degree(v, graph_)) std::swap(u, v);
  const NodeId wanted = adjacency.Node(v);
  for (const Direction direction : {Direction::kOut, Direction::kIn}) {
    for (uint32_t slot = adjacency.NextSlot(u, 0, direction); slot < adjacency.slot_count();
         slot = adjacency.NextSlot(u, slot + 1, direction)) {
      const SnapshotAdjacency::List list = adjacency.ListOf(u, slot, direction);
      if (std::binary_search(list.nodes, list.nodes + list.size, wanted)) return true;
    }
  }
  return false;
}

inline std::pair<SimpleView::adjacency_iterator, SimpleView::adjacency_iterator> adjacent_vertices(
    uint32_t v, const SimpleView& g) {
  g.directed().MayPoll();
  return {SimpleView::NeighbourIterator(g, v, g.NextNeighbour(v, SimpleView::null_vertex())),
          SimpleView::NeighbourIterator(g, v, SimpleView::null_vertex())};
}
inline std::pair<SimpleView::out_edge_iterator, SimpleView::out_edge_iterator> out_edges(
    uint32_t v, const SimpleView& g) {
  const auto range = adjacent_vertices(v, g);
  return {SimpleView::out_edge_iterator(range.first), SimpleView::out_edge_iterator(range.second)};
}
inline std::pair<SimpleView::in_edge_iterator, SimpleView::in_edge_iterator> in_edges(
    uint32_t v, const SimpleView& g) {
  const auto range = adjacent_vertices(v, g);
  return {SimpleView::in_edge_iterator(range.first), SimpleView::in_edge_iterator(range.second)};
}
inline uint32_t out_degree(uint32_t v, const SimpleView& g) {
  const auto [begin, end] = adjacent_vertices(v, g);
  return static_cast<uint32_t>(std::distance(begin, end));
}
inline uint32_t in_degree(uint32_t v, const SimpleView& g) { return out_degree(v, g); }
inline uint32_t degree(uint32_t v, const SimpleView& g) { return out_degree(v, g); }
inline std::pair<SimpleView::edge_iterator, SimpleView::edge_iterator> edges(const SimpleView& g) {
  return {SimpleView::EdgeIterator(g, 0), SimpleView::EdgeIterator(g, num_vertices(g))};
}
/// Counts them.
inline uint64_t num_edges(const SimpleView& g) {
  const auto [begin, end] = edges(g);
  return static_cast<uint64_t>(std::distance(begin, end));
}
inline std::pair<std::pair<uint32_t, uint32_t>, bool> edge(uint32_t u, uint32_t v,
                                                           const SimpleView& g) {
  g.directed().MayPoll();
  return {{u, v}, g.AreNeighbours(u, v)};
}

// Property maps.

template <SnapshotView G>
boost::typed_identity_property_map<uint32_t> get(boost::vertex_index_t, const G&) {
  return {};
}
template <SnapshotView G>
uint32_t get(boost::vertex_index_t, const G&, uint32_t v) {
  return v;
}

/// vertex -> NodeId.
struct NodeIdMap {
  using key_type = uint32_t;
  using value_type = NodeId;
  using reference = NodeId;
  using category = boost::readable_property_map_tag;
  const SnapshotAdjacency* adjacency = nullptr;  ///< the graph's
};
inline NodeId get(const NodeIdMap& map, uint32_t v) { return map.adjacency->Node(v); }

/// vertex or edge -> the value of one property.
struct PropertyValueMap {
  using key_type = uint32_t;
  using value_type = Value;
  using reference = Value;
  using category = boost::readable_property_map_tag;
  const SnapshotAdjacency* adjacency = nullptr;  ///< the graph's
  PropertyKeyId key;
};
inline Value get(const PropertyValueMap& map, uint32_t v) {
  return map.adjacency->reader().Property(map.adjacency->Node(v), map.key);
}

/// edge -> a number of one property of its relationship, `otherwise` where it has none.
struct WeightMap {
  using key_type = BoostEdge;
  using value_type = double;
  using reference = double;
  using category = boost::readable_property_map_tag;
  const GraphReader* reader = nullptr;  ///< the graph's
  PropertyKeyId key;                    ///< not valid: every weight is `otherwise`
  double otherwise = 1;
};
inline double get(const WeightMap& map, const BoostEdge& e) {
  if (!map.key.valid()) return map.otherwise;
  const Value value = map.reader->Property(e.relationship, map.key);
  return value.is_number() ? value.as_number() : map.otherwise;
}

/// For boost::filtered_graph: vertices with a label.
struct LabelFilter {
  const SnapshotAdjacency* adjacency = nullptr;  ///< the graph's
  LabelId label;
  bool operator()(uint32_t v) const {
    return adjacency->reader().HasLabel(adjacency->Node(v), label);
  }
};
/// For boost::filtered_graph: edges of a type.
struct TypeFilter {
  const GraphReader* reader = nullptr;  ///< the graph's
  TypeId type;
  bool operator()(const BoostEdge& e) const { return reader->Ends(e.relationship).type == type; }
};

}  // namespace entente::graph

namespace boost {
template <>
struct property_map<entente::graph::BoostGraph, vertex_index_t> {
  using type = typed_identity_property_map<uint32_t>;
  using const_type = type;
};
template <>
struct property_map<entente::graph::UndirectedView, vertex_index_t>
    : property_map<entente::graph::BoostGraph, vertex_index_t> {};
template <>
struct property_map<entente::graph::SimpleView, vertex_index_t>
    : property_map<entente::graph::BoostGraph, vertex_index_t> {};
}  // namespace boost
