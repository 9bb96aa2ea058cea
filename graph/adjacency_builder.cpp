#include <algorithm>
#include <cstring>

#include "graph/builder_state.h"

namespace entente::graph {
namespace {

struct Range {
  uint32_t first = 0;
  uint32_t count = 0;  // of nodes
};

Range RangeOf(const std::vector<uint32_t>& nodes) {
  if (nodes.empty()) return {};
  const auto [least, most] = std::minmax_element(nodes.begin(), nodes.end());
  return {*least, *most - *least + 1};
}

// Where each node's relationships begin: count + 1 offsets.
std::vector<uint32_t> Offsets(const std::vector<uint32_t>& nodes, Range range) {
  std::vector<uint32_t> offsets(range.count + size_t{1});
  for (uint32_t node : nodes) ++offsets[node - range.first + 1];
  for (size_t i = 1; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
  return offsets;
}

std::string ToBytes(const std::vector<uint32_t>& values) {
  return std::string(reinterpret_cast<const char*>(values.data()), values.size() * 4);
}

RowsInfo DescribeRows(Range range, const std::vector<uint32_t>& offsets,
                      std::vector<std::string>& pieces) {
  RowsInfo info;
  for (size_t i = 0; i < range.count; ++i) {
    const uint32_t degree = offsets[i + 1] - offsets[i];
    if (degree > 0) ++info.distinct;
    info.max_degree = std::max(info.max_degree, degree);
  }
  const auto add = [&](std::string bytes) {
    pieces.push_back(std::move(bytes));
    return static_cast<uint32_t>(pieces.size() - 1);
  };
  if (info.distinct < range.count / 8) {  // few nodes of the range: list them
    std::vector<uint32_t> nodes, few;
    few.push_back(0);
    for (uint32_t i = 0; i < range.count; ++i) {
      if (offsets[i + size_t{1}] == offsets[i]) continue;
      nodes.push_back(range.first + i);
      few.push_back(offsets[i + size_t{1}]);
    }
    info.row_count = static_cast<uint32_t>(nodes.size());
    info.nodes = add(ToBytes(nodes));
    info.offsets = add(ToBytes(few));
  } else {
    info.first_node = range.first;
    info.row_count = range.count;
    info.offsets = add(ToBytes(offsets));
  }
  return info;
}

}  // namespace

// Three stable counting sorts: by end, then by start, gives the outgoing order (start, end, order
// of adding); that order by end gives the incoming one (end, start, relationship).
SortedRelationships SortRelationships(std::vector<uint32_t> starts, std::vector<uint32_t> ends,
                                      uint32_t first_relationship) {
  SortedRelationships sorted;
  const auto count = static_cast<uint32_t>(starts.size());
  const Range out = RangeOf(starts), in = RangeOf(ends);
  const std::vector<uint32_t> out_offsets = Offsets(starts, out), in_offsets = Offsets(ends, in);
  sorted.rows[0] = DescribeRows(out, out_offsets, sorted.pieces);
  sorted.rows[1] = DescribeRows(in, in_offsets, sorted.pieces);
  std::vector<uint32_t> by_end(count);
  {
    std::vector<uint32_t> next = in_offsets;
    for (uint32_t i = 0; i < count; ++i) by_end[next[ends[i] - in.first]++] = i;
  }
  sorted.permutation.resize(count);
  std::string neighbours(size_t{count} * 4, '\0');
  {
    auto* out_ends = reinterpret_cast<uint32_t*>(neighbours.data());
    std::vector<uint32_t> next = out_offsets;
    for (uint32_t i : by_end) {
      const uint32_t at = next[starts[i] - out.first]++;
      sorted.permutation[at] = i;
      out_ends[at] = ends[i];
    }
  }
  by_end = {};
  starts = {};
  ends = {};
  std::string in_neighbours(size_t{count} * 4, '\0'), in_relationships(size_t{count} * 4, '\0');
  {
    const auto* out_ends = reinterpret_cast<const uint32_t*>(neighbours.data());
    auto* in_starts = reinterpret_cast<uint32_t*>(in_neighbours.data());
    auto* in_ids = reinterpret_cast<uint32_t*>(in_relationships.data());
    std::vector<uint32_t> next = in_offsets;
    for (uint32_t row = 0; row < out.count; ++row) {
      for (uint32_t at = out_offsets[row]; at < out_offsets[row + size_t{1}]; ++at) {
        const uint32_t to = next[out_ends[at] - in.first]++;
        in_starts[to] = out.first + row;
        in_ids[to] = first_relationship + at;
      }
    }
  }
  const auto add = [&](std::string bytes) {
    sorted.pieces.push_back(std::move(bytes));
    return static_cast<uint32_t>(sorted.pieces.size() - 1);
  };
  sorted.rows[0].neighbours = add(std::move(neighbours));
  sorted.rows[1].neighbours = add(std::move(in_neighbours));
  sorted.rows[1].relationships = add(std::move(in_relationships));
  return sorted;
}

}  // namespace entente::graph
