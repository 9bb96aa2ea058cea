#include "graph/algorithms.h"

#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>
#include <cmath>
#include <limits>

#include "graph/boost_graph.h"
#include "graph/damage.h"
#include "graph/near_name.h"

namespace entente::graph {
namespace {

using Rows = std::vector<std::vector<Value>>;

// Carries the poll's error out of Boost's loops.
struct Stopped {
  Error error;
};

Error BadArgument(const std::string& what) {
  Error error = MakeError(ErrorCode::kInvalidArgument, what);
  error.detail = "InvalidArgumentValue";
  return error;
}

// The arguments of one call, checked against the algorithm's parameters.
class Arguments {
 public:
  Arguments(const Algorithm& algorithm, std::span<const Value> values)
      : algorithm_(algorithm), values_(values) {}

  Status Check() const {
    if (values_.size() > algorithm_.parameters.size()) {
      return BadArgument("graph." + std::string(algorithm_.name) + " takes at most " +
                         std::to_string(algorithm_.parameters.size()) + " arguments, not " +
                         std::to_string(values_.size()));
    }
    for (size_t i = 0; i < algorithm_.parameters.size(); ++i) {
      const AlgorithmParameter& parameter = algorithm_.parameters[i];
      const Value& value = at(i);
      if (value.is_null()) {
        if (!parameter.required) continue;
        return BadArgument("graph." + std::string(algorithm_.name) + " needs " + parameter.name);
      }
      const bool fits = value.kind() == parameter.kind || (parameter.kind == ValueKind::kFloat &&
                                                           value.kind() == ValueKind::kInteger);
      if (!fits) {
        Error error =
            BadArgument(std::string(parameter.name) + " is to be a " +
                        ValueKindName(parameter.kind) + ", not a " + ValueKindName(value.kind()));
        error.detail = "InvalidArgumentType";
        return error;
      }
    }
    return {};
  }

  const Value& operator[](std::string_view name) const {
    for (size_t i = 0; i < algorithm_.parameters.size(); ++i) {
      if (name == algorithm_.parameters[i].name) return at(i);
    }
    return null_;
  }

 private:
  const Value& at(size_t i) const { return i < values_.size() ? values_[i] : null_; }
  const Algorithm& algorithm_;     // of the table
  std::span<const Value> values_;  // the caller's
  Value null_;
};

Error NoSuchName(const char* what, std::string_view name, const std::vector<std::string>& known) {
  Error error = BadArgument(std::string("there is no ") + what + " " + std::string(name));
  if (const auto near = NearestName(name, known)) error.suggestion = "Did you mean " + *near + "?";
  return error;
}

// The ids of a list of names, of labels or types. Errors also where the graph has none of a name.
template <class IdType>
Result<std::vector<IdType>> NamedIds(const GraphReader& reader, const Value& list, const char* what,
                                     uint32_t count,
                                     std::optional<IdType> (GraphReader::*find)(std::string_view)
                                         const) {
  std::vector<IdType> ids;
  if (list.is_null()) return ids;
  for (const Value& name : list.as_list()) {
    if (name.kind() != ValueKind::kString) {
      Error error = BadArgument(std::string("names of a ") + what + " are to be strings");
      error.detail = "InvalidArgumentType";
      return error;
    }
    const auto id = (reader.*find)(name.as_string());
    if (!id) {
      std::vector<std::string> known;
      for (uint32_t i = 0; i < count; ++i) {
        known.emplace_back(reader.Name(IdType(static_cast<uint16_t>(i))));
      }
      return NoSuchName(what, name.as_string(), known);
    }
    ids.push_back(*id);
  }
  return ids;
}

// A vector by vertex as the property map that Boost's algorithms take.
template <class T, class G>
auto ByVertex(std::vector<T>& values, const G& g) {
  return boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, g));
}

template <class T, class ToValue>
Rows NodeRows(const BoostGraph& g, const std::vector<T>& values, ToValue to_value) {
  Rows rows;
  rows.reserve(values.size());
  for (uint32_t v = 0; v < values.size(); ++v) {
    rows.push_back({Value::Node(g.node(v)), to_value(values[v])});
  }
  return rows;
}

Result<uint32_t> VertexOf(const BoostGraph& g, const Value& node) {
  if (!g.reader().Exists(node.as_node())) return BadArgument("the node is not in the graph");
  const uint32_t v = vertex(node.as_node(), g);
  if (v == BoostGraph::null_vertex()) return BadArgument("the node has none of the labels");
  return v;
}

bool IsDirected(const Arguments& arguments) {
  return arguments["directed"].is_null() || arguments["directed"].as_boolean();
}

// Steps from `source`, by vertex; UINT32_MAX where there is no way.
template <class G>
std::vector<uint32_t> Distances(const G& g, uint32_t source) {
  std::vector<uint32_t> distance(num_vertices(g), UINT32_MAX);
  distance[source] = 0;
  boost::breadth_first_search(g, source,
                              boost::visitor(boost::make_bfs_visitor(boost::record_distances(
                                  ByVertex(distance, g), boost::on_tree_edge()))));
  return distance;
}

Result<Rows> RunBfs(const BoostGraph& g, const Arguments& arguments) {
  ENTENTE_ASSIGN_OR_RETURN(const uint32_t source, VertexOf(g, arguments["source"]));
  const std::vector<uint32_t> distance =
      IsDirected(arguments) ? Distances(g, source) : Distances(UndirectedView(g), source);
  Rows rows;
  for (uint32_t v = 0; v < distance.size(); ++v) {
    if (distance[v] == UINT32_MAX) continue;
    rows.push_back({Value::Node(g.node(v)), Value::Integer(distance[v])});
  }
  return rows;
}

struct Tree {
  std::vector<double> distance;        // infinite where there is no way
  std::vector<BoostEdge> predecessor;  // the edge that reached a vertex
};

// Ends a search at its target.
struct Arrived {};

template <class G>
class ShortestPathVisitor : public boost::default_dijkstra_visitor {
 public:
  ShortestPathVisitor(Tree& tree, uint32_t target) : tree_(&tree), target_(target) {}
  template <class View>
  void edge_relaxed(const BoostEdge& e, const View&) {
    tree_->predecessor[e.target] = e;
  }
  template <class View>
  void finish_vertex(uint32_t v, const View&) {
    if (v == target_) throw Arrived();
  }

 private:
  Tree* tree_;  // the caller's
  uint32_t target_;
};

template <class G>
Tree ShortestPaths(const G& g, uint32_t source, uint32_t target, const WeightMap& weights) {
  Tree tree;
  tree.distance.assign(num_vertices(g), std::numeric_limits<double>::infinity());
  tree.predecessor.resize(num_vertices(g));
  try {
    boost::dijkstra_shortest_paths(g, source,
                                   boost::weight_map(weights)
                                       .distance_map(ByVertex(tree.distance, g))
                                       .distance_inf(std::numeric_limits<double>::infinity())
                                       .visitor(ShortestPathVisitor<G>(tree, target)));
  } catch (const Arrived&) {
  }
  return tree;
}

Result<Tree> RunDijkstra(const BoostGraph& g, const Arguments& arguments, uint32_t source,
                         uint32_t target) {
  WeightMap weights;
  weights.reader = &g.reader();
  if (const Value& name = arguments["weight"]; !name.is_null()) {
    const auto key = g.reader().FindKey(name.as_string());
    if (!key)
      return BadArgument("no node or relationship has a property " + std::string(name.as_string()));
    weights.key = *key;
  }
  try {
    return IsDirected(arguments) ? ShortestPaths(g, source, target, weights)
                                 : ShortestPaths(UndirectedView(g), source, target, weights);
  } catch (const boost::negative_edge&) {
    return BadArgument("a relationship has a negative weight");
  }
}

Result<Rows> RunDistances(const BoostGraph& g, const Arguments& arguments) {
  ENTENTE_ASSIGN_OR_RETURN(const uint32_t source, VertexOf(g, arguments["source"]));
  ENTENTE_ASSIGN_OR_RETURN(const Tree tree, RunDijkstra(g, arguments, source, UINT32_MAX));
  Rows rows;
  for (uint32_t v = 0; v < tree.distance.size(); ++v) {
    if (std::isinf(tree.distance[v])) continue;
    rows.push_back({Value::Node(g.node(v)), Value::Float(tree.distance[v])});
  }
  return rows;
}

Result<Rows> RunShortestPath(const BoostGraph& g, const Arguments& arguments) {
  ENTENTE_ASSIGN_OR_RETURN(const uint32_t source, VertexOf(g, arguments["source"]));
  ENTENTE_ASSIGN_OR_RETURN(const uint32_t target, VertexOf(g, arguments["target"]));
  ENTENTE_ASSIGN_OR_RETURN(const Tree tree, RunDijkstra(g, arguments, source, target));
  if (std::isinf(tree.distance[target])) return Rows();
  Path path;
  for (uint32_t v = target; v != source; v = tree.predecessor[v].source) {
    path.nodes.push_back(g.node(v));
    path.relationships.push_back(tree.predecessor[v].relationship);
  }
  path.nodes.push_back(g.node(source));
  std::reverse(path.nodes.begin(), path.nodes.end());
  std::reverse(path.relationships.begin(), path.relationships.end());
  return Rows{{Value::OfPath(std::move(path)), Value::Float(tree.distance[target])}};
}

// Components named by their smallest vertex's place among components, so that names do not depend
// on the order of the search.
Rows ComponentRows(const BoostGraph& g, const std::vector<uint32_t>& component) {
  std::vector<int64_t> names(component.size(), -1);
  int64_t next = 0;
  std::vector<int64_t> named(component.size());
  for (size_t v = 0; v < component.size(); ++v) {
    if (names[component[v]] < 0) names[component[v]] = next++;
    named[v] = names[component[v]];
  }
  return NodeRows(g, named, [](int64_t c) { return Value::Integer(c); });
}

Result<Rows> RunComponents(const BoostGraph& g, const Arguments&) {
  const UndirectedView undirected(g);
  std::vector<uint32_t> component(num_vertices(g));
  boost::connected_components(undirected, ByVertex(component, undirected));
  return ComponentRows(g, component);
}

Result<Rows> RunStrongComponents(const BoostGraph& g, const Arguments&) {
  std::vector<uint32_t> component(num_vertices(g));
  boost::strong_components(g, ByVertex(component, g));
  return ComponentRows(g, component);
}

Result<Rows> RunPageRank(const BoostGraph& g, const Arguments& arguments) {
  const Value& damping = arguments["damping"];
  const Value& iterations = arguments["iterations"];
  const double d = damping.is_null() ? 0.85 : damping.as_number();
  const int64_t n = iterations.is_null() ? 20 : iterations.as_integer();
  if (!(d >= 0 && d <= 1)) return BadArgument("damping is to lie between 0 and 1");
  if (n < 1 || n > 100000) return BadArgument("iterations is to lie between 1 and 100,000");
  std::vector<double> rank(num_vertices(g));
  boost::graph::page_rank(g, ByVertex(rank, g), boost::graph::n_iterations(static_cast<size_t>(n)),
                          d);
  return NodeRows(g, rank, [](double r) { return Value::Float(r); });
}

Result<Rows> RunBetweenness(const BoostGraph& g, const Arguments& arguments) {
  std::vector<double> centrality(num_vertices(g));
  if (IsDirected(arguments) && !arguments["directed"].is_null()) {
    boost::brandes_betweenness_centrality(g, ByVertex(centrality, g));
  } else {
    const SimpleView simple(g);
    boost::brandes_betweenness_centrality(simple, ByVertex(centrality, simple));
  }
  return NodeRows(g, centrality, [](double c) { return Value::Float(c); });
}

Result<Rows> RunCoreNumbers(const BoostGraph& g, const Arguments&) {
  const SimpleView simple(g);
  std::vector<uint32_t> core(num_vertices(g));
  boost::core_numbers(simple, ByVertex(core, simple));
  return NodeRows(g, core, [](uint32_t c) { return Value::Integer(c); });
}

Result<Rows> RunClustering(const BoostGraph& g, const Arguments&) {
  const SimpleView simple(g);
  std::vector<double> coefficient(num_vertices(g));
  boost::all_clustering_coefficients(simple, ByVertex(coefficient, simple));
  return NodeRows(g, coefficient, [](double c) { return Value::Float(c); });
}

constexpr AlgorithmParameter kTypes = {"types", ValueKind::kList, false,
                                       "names of the relationship types to walk; all by default"};
constexpr AlgorithmParameter kDirected = {"directed", ValueKind::kBoolean, false,
                                          "whether to keep to directions; true by default"};
constexpr AlgorithmParameter kSource = {"source", ValueKind::kNode, true, "where to begin"};
constexpr AlgorithmParameter kWeight = {
    "weight", ValueKind::kString, false,
    "the relationships' property to add up, 1 where one lacks it; 1 by default"};

constexpr AlgorithmParameter kLabels = {
    "labels", ValueKind::kList, false,
    "nodes without any of these labels are left out; none by default"};

// What an algorithm needs beside its rows: the graph's degrees and masks (24 bytes a node) and what
// Boost keeps for each node, as its headers say.
constexpr uint64_t kViewBytesPerNode = 24;

struct Entry {
  uint64_t bytes_per_node;
  Algorithm algorithm;
  Result<Rows> (*run)(const BoostGraph&, const Arguments&);
};

const std::vector<Entry>& Table() {
  static const std::vector<Entry> table = {
      {96,
       {"betweenness",
        "how many shortest paths between others lead over each node; without directions, loops and "
        "parallel relationships by default",
        {{"directed", ValueKind::kBoolean, false,
          "whether to keep to directions and count parallel relationships; false by default"},
         kTypes,
         kLabels},
        {{"node", ValueKind::kNode}, {"score", ValueKind::kFloat}}},
       RunBetweenness},
      {8,
       {"breadthFirst",
        "the nodes that can be reached, and in how many steps",
        {kSource, kDirected, kTypes, kLabels},
        {{"node", ValueKind::kNode}, {"distance", ValueKind::kInteger}}},
       RunBfs},
      {8,
       {"clusteringCoefficient",
        "the share of pairs of a node's neighbours that are neighbours themselves",
        {kTypes, kLabels},
        {{"node", ValueKind::kNode}, {"coefficient", ValueKind::kFloat}}},
       RunClustering},
      {8,
       {"components",
        "which nodes are joined by any way, directions aside",
        {kTypes, kLabels},
        {{"node", ValueKind::kNode}, {"component", ValueKind::kInteger}}},
       RunComponents},
      {24,
       {"coreNumbers",
        "the largest k for which a node is among nodes with k neighbours each, directions aside",
        {kTypes, kLabels},
        {{"node", ValueKind::kNode}, {"core", ValueKind::kInteger}}},
       RunCoreNumbers},
      {56,
       {"distances",
        "the nodes that can be reached, and the least sum of weights on the way (Dijkstra)",
        {kSource, kWeight, kDirected, kTypes, kLabels},
        {{"node", ValueKind::kNode}, {"distance", ValueKind::kFloat}}},
       RunDistances},
      {16,
       {"pageRank",
        "how likely a walker is met at each node, times the number of nodes",
        {{"damping", ValueKind::kFloat, false, "the chance to walk on; 0.85 by default"},
         {"iterations", ValueKind::kInteger, false, "20 by default"},
         kTypes,
         kLabels},
        {{"node", ValueKind::kNode}, {"score", ValueKind::kFloat}}},
       RunPageRank},
      {56,
       {"shortestPath",
        "one way of the least sum of weights, or no row (Dijkstra)",
        {kSource,
         {"target", ValueKind::kNode, true, "where to end"},
         kWeight,
         kDirected,
         kTypes,
         kLabels},
        {{"path", ValueKind::kPath}, {"distance", ValueKind::kFloat}}},
       RunShortestPath},
      {32,
       {"strongComponents",
        "which nodes reach each other along directions",
        {kTypes, kLabels},
        {{"node", ValueKind::kNode}, {"component", ValueKind::kInteger}}},
       RunStrongComponents},
  };
  return table;
}

}  // namespace

std::span<const Algorithm> Algorithms() {
  static const std::vector<Algorithm> algorithms = [] {
    std::vector<Algorithm> all;
    for (const Entry& entry : Table()) all.push_back(entry.algorithm);
    return all;
  }();
  return algorithms;
}

const Algorithm* FindAlgorithm(std::string_view name) {
  for (const Algorithm& algorithm : Algorithms()) {
    if (name == algorithm.name) return &algorithm;
  }
  return nullptr;
}

Result<std::vector<Value>> ArgumentsByName(const Algorithm& algorithm, const Value& named) {
  std::vector<Value> values(algorithm.parameters.size());
  std::vector<std::string> known;
  for (const AlgorithmParameter& parameter : algorithm.parameters) known.push_back(parameter.name);
  for (const auto& [name, value] : named.as_map()) {
    const auto at = std::find(known.begin(), known.end(), name);
    if (at == known.end()) {
      const std::string what = "argument of graph." + std::string(algorithm.name) + " called";
      Error error = NoSuchName(what.c_str(), name, known);
      error.detail = "InvalidArgumentName";
      return error;
    }
    values[static_cast<size_t>(at - known.begin())] = value;
  }
  return values;
}

Result<std::vector<std::vector<Value>>> RunAlgorithm(const Algorithm& algorithm,
                                                     std::shared_ptr<const GraphReader> reader,
                                                     std::span<const Value> values,
                                                     const AlgorithmPoll& poll,
                                                     const AlgorithmReserve& reserve) {
  const Arguments arguments(algorithm, values);
  ENTENTE_RETURN_IF_ERROR(arguments.Check());
  const auto entry = std::find_if(Table().begin(), Table().end(), [&](const Entry& e) {
    return std::string_view(e.algorithm.name) == algorithm.name;
  });
  if (entry == Table().end()) {
    return BadArgument("there is no algorithm " + std::string(algorithm.name));
  }
  try {
    ENTENTE_ASSIGN_OR_RETURN(const std::vector<TypeId> types,
                             NamedIds(*reader, arguments["types"], "relationship type",
                                      reader->type_count(), &GraphReader::FindType));
    ENTENTE_ASSIGN_OR_RETURN(const std::vector<LabelId> labels,
                             NamedIds(*reader, arguments["labels"], "label", reader->label_count(),
                                      &GraphReader::FindLabel));
    if (reserve) {
      // A row is a vector of values; the copy that labels need has two ids a relationship and way.
      const uint64_t row_bytes = sizeof(std::vector<Value>) + 16 + 2 * sizeof(Value);
      ENTENTE_RETURN_IF_ERROR(
          reserve(reader->node_count() * (kViewBytesPerNode + entry->bytes_per_node + row_bytes) +
                  (labels.empty() ? 0 : reader->relationship_count() * 16)));
    }
    BoostGraph graph(std::move(reader), types, labels);
    if (poll) {
      graph.SetPoll([&poll] {
        if (Status status = poll(); !status) throw Stopped{status.error()};
      });
    }
    return entry->run(graph, arguments);
  } catch (const Stopped& stopped) {
    return stopped.error;
  } catch (const DamagedFile& damage) {
    return damage.error();
  }
}

}  // namespace entente::graph
