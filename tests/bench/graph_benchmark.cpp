// Walks and algorithms in place beside the same over plain arrays and over Boost's own graphs. The
// graph file is named by ENTENTE_BENCH_GRAPH (scripts/bench-graph makes it).
#include <benchmark/benchmark.h>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/page_rank.hpp>
#include <cstdlib>

#include "graph/boost_graph.h"
#include "graph/graph.h"

namespace entente::bench {
namespace {

using graph::BoostGraph;
using graph::Direction;
using graph::GraphReader;
using graph::NodeId;
using graph::TypeId;

struct Plain {  // one type and direction
  std::vector<uint32_t> offsets, neighbours;
};

struct Bench {
  std::unique_ptr<graph::Graph> graph;
  std::shared_ptr<const GraphReader> reader;
  std::vector<Plain> plain;  // out and in of each type, over all nodes
  std::vector<std::pair<uint32_t, uint32_t>> edges;

  Bench() {
    const char* path = std::getenv("ENTENTE_BENCH_GRAPH");
    auto opened = graph::Graph::Open(path ? path : "", graph::OpenMode::kRead);
    if (!opened) {
      std::fprintf(stderr, "ENTENTE_BENCH_GRAPH: %s\n", graph::FormatError(opened.error()).c_str());
      std::exit(1);
    }
    graph = *std::move(opened);
    reader = *graph->Read();
    graph::AdjacencyBuffer buffer;
    for (uint32_t t = 0; t < reader->type_count(); ++t) {
      for (const Direction direction : {Direction::kOut, Direction::kIn}) {
        Plain& p = plain.emplace_back();
        for (uint32_t node = 0; node < reader->node_capacity(); ++node) {
          p.offsets.push_back(static_cast<uint32_t>(p.neighbours.size()));
          const auto list =
              reader->Adjacent(NodeId(node), TypeId(static_cast<uint16_t>(t)), direction, buffer);
          for (uint32_t i = 0; i < list.size; ++i) {
            p.neighbours.push_back(list.node(i).value);
            if (direction == Direction::kOut) edges.emplace_back(node, list.node(i).value);
          }
        }
        p.offsets.push_back(static_cast<uint32_t>(p.neighbours.size()));
      }
    }
    std::sort(edges.begin(), edges.end());
  }
};

Bench& TheBench() {
  static Bench bench;
  return bench;
}

void WalkPlainArrays(benchmark::State& state) {
  const Bench& bench = TheBench();
  for (auto _ : state) {
    uint64_t sum = 0;
    for (const Plain& p : bench.plain) {
      for (size_t node = 0; node + 1 < p.offsets.size(); ++node) {
        for (uint32_t i = p.offsets[node]; i < p.offsets[node + 1]; ++i)
          sum += p.neighbours[i] ^ node;
      }
    }
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(WalkPlainArrays)->Unit(benchmark::kMillisecond);

void WalkArrays(benchmark::State& state) {
  const Bench& bench = TheBench();
  for (auto _ : state) {
    uint64_t sum = 0;
    for (uint32_t t = 0; t < bench.reader->type_count(); ++t) {
      for (const Direction direction : {Direction::kOut, Direction::kIn}) {
        const auto rows = *bench.reader->Arrays(TypeId(static_cast<uint16_t>(t)), direction);
        for (uint32_t row = 0; row < rows.row_count; ++row) {
          const uint32_t node = rows.nodes ? rows.nodes[row].value : rows.first_node.value + row;
          for (uint32_t i = rows.offsets[row]; i < rows.offsets[row + 1]; ++i) {
            sum += rows.neighbours[i].value ^ node;
          }
        }
      }
    }
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(WalkArrays)->Unit(benchmark::kMillisecond);

void WalkAdjacent(benchmark::State& state) {
  const Bench& bench = TheBench();
  graph::AdjacencyBuffer buffer;
  for (auto _ : state) {
    uint64_t sum = 0;
    for (uint32_t t = 0; t < bench.reader->type_count(); ++t) {
      for (const Direction direction : {Direction::kOut, Direction::kIn}) {
        for (uint32_t node = 0; node < bench.reader->node_capacity(); ++node) {
          const auto list = bench.reader->Adjacent(NodeId(node), TypeId(static_cast<uint16_t>(t)),
                                                   direction, buffer);
          for (const NodeId other : list.neighbours()) sum += other.value ^ node;
        }
      }
    }
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(WalkAdjacent)->Unit(benchmark::kMillisecond);

template <class G>
void PageRank(benchmark::State& state, const G& g) {
  std::vector<double> rank(num_vertices(g));
  for (auto _ : state) {
    boost::graph::page_rank(
        g, boost::make_iterator_property_map(rank.begin(), get(boost::vertex_index, g)),
        boost::graph::n_iterations(5));
    benchmark::DoNotOptimize(rank.data());
  }
}

template <class G>
void Bfs(benchmark::State& state, const G& g) {
  std::vector<uint32_t> distance(num_vertices(g));
  // From the vertex with most outgoing, so that much is reached.
  auto source = *vertices(g).first;
  for (auto v = vertices(g).first; v != vertices(g).second; ++v) {
    if (out_degree(*v, g) > out_degree(source, g)) source = *v;
  }
  for (auto _ : state) {
    std::fill(distance.begin(), distance.end(), 0u);
    boost::breadth_first_search(
        g, source,
        boost::visitor(boost::make_bfs_visitor(boost::record_distances(
            boost::make_iterator_property_map(distance.begin(), get(boost::vertex_index, g)),
            boost::on_tree_edge()))));
    benchmark::DoNotOptimize(distance.data());
  }
}

void PageRankBoostCsr(benchmark::State& state) {
  const Bench& bench = TheBench();
  const boost::compressed_sparse_row_graph<boost::bidirectionalS, boost::no_property,
                                           boost::no_property, boost::no_property, uint32_t,
                                           uint32_t>
      g(boost::edges_are_unsorted_multi_pass, bench.edges.begin(), bench.edges.end(),
        static_cast<uint32_t>(bench.reader->node_count()));
  PageRank(state, g);
}
BENCHMARK(PageRankBoostCsr)->Unit(benchmark::kMillisecond);

void PageRankInPlace(benchmark::State& state) { PageRank(state, BoostGraph(TheBench().reader)); }
BENCHMARK(PageRankInPlace)->Unit(benchmark::kMillisecond);

void BfsBoostCsr(benchmark::State& state) {
  const Bench& bench = TheBench();
  const boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                           boost::no_property, uint32_t, uint32_t>
      g(boost::edges_are_unsorted_multi_pass, bench.edges.begin(), bench.edges.end(),
        static_cast<uint32_t>(bench.reader->node_count()));
  Bfs(state, g);
}
BENCHMARK(BfsBoostCsr)->Unit(benchmark::kMillisecond);

void BfsInPlace(benchmark::State& state) { Bfs(state, BoostGraph(TheBench().reader)); }
BENCHMARK(BfsInPlace)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entente::bench

BENCHMARK_MAIN();
