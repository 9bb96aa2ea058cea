#include "graph/snapshot_adjacency.h"

#include <algorithm>

#include "graph/base.h"
#include "graph/store.h"

namespace entente::graph {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

}  // namespace

SnapshotAdjacency::SnapshotAdjacency(std::shared_ptr<const GraphReader> reader,
                                     std::span<const TypeId> types, std::span<const LabelId> labels)
    : reader_(std::move(reader)) {
  const Base* base = labels.empty() ? reader_->store().base() : nullptr;
  for (uint32_t t = 0; t < reader_->type_count(); ++t) {
    const TypeId type(static_cast<uint16_t>(t));
    if (!types.empty() && std::find(types.begin(), types.end(), type) == types.end()) continue;
    if (reader_->CountRelationships(type) == 0) continue;
    edge_count_ += reader_->CountRelationships(type);
    Slot& slot = slots_.emplace_back();
    slot.type = type;
    const std::optional<size_t> place = base ? base->FindType(type) : std::nullopt;
    if (!place) continue;
    for (int direction = 0; direction < 2; ++direction) {
      const Base::Rows rows = base->AllRows(*place, static_cast<Direction>(direction));
      slot.rows[direction] = {rows.info->first_node,
                              rows.info->row_count,
                              rows.nodes,
                              rows.offsets,
                              rows.neighbours,
                              rows.relationships,
                              base->catalog().type_infos[*place].first};
    }
  }
  NumberVertices(labels);
  if (!labels.empty()) {
    CopyRows();
  } else if (!reader_->store().is_all_base()) {
    KeepMergedLists();
  }
  CountDegrees();
}

void SnapshotAdjacency::NumberVertices(std::span<const LabelId> labels) {
  vertex_count_ = static_cast<uint32_t>(reader_->node_count());
  if (labels.empty() && vertex_count_ == reader_->node_capacity()) return;  // no gaps
  if (labels.empty()) nodes_.reserve(vertex_count_);
  for (std::optional<NodeId> at = NodeId(0); at;) {
    at = reader_->ScanNodes(labels.size() == 1 ? labels[0] : LabelId(), *at, SIZE_MAX, nodes_);
  }
  if (labels.size() > 1) {
    std::erase_if(nodes_, [&](NodeId node) {
      return std::none_of(labels.begin(), labels.end(),
                          [&](LabelId label) { return reader_->HasLabel(node, label); });
    });
  }
  vertex_count_ = static_cast<uint32_t>(nodes_.size());
  vertices_.assign(reader_->node_capacity(), kNone);
  for (uint32_t v = 0; v < vertex_count_; ++v) vertices_[nodes_[v].value] = v;
}

// The rows of the labelled nodes, without what leads to others.
void SnapshotAdjacency::CopyRows() {
  edge_count_ = 0;
  if (nodes_.empty()) return;
  const uint32_t first = nodes_.front().value, count = nodes_.back().value - first + 1;
  AdjacencyBuffer buffer;
  for (Slot& slot : slots_) {
    for (const Direction direction : {Direction::kOut, Direction::kIn}) {
      std::vector<uint32_t>& offsets = copied_offsets_.emplace_back(count + size_t{1});
      std::vector<NodeId>& neighbours = copied_neighbours_.emplace_back();
      std::vector<RelationshipId>& relationships = copied_relationships_.emplace_back();
      for (uint32_t row = 0; row < count; ++row) {
        offsets[row] = static_cast<uint32_t>(neighbours.size());
        const NodeId node(first + row);
        if (vertices_[node.value] == kNone) continue;
        const AdjacencyList list = reader_->Adjacent(node, slot.type, direction, buffer);
        for (uint32_t i = 0; i < list.size; ++i) {
          if (vertices_[list.node(i).value] == kNone) continue;
          neighbours.push_back(list.node(i));
          relationships.push_back(list.relationship(i));
        }
      }
      offsets[count] = static_cast<uint32_t>(neighbours.size());
      if (direction == Direction::kOut) edge_count_ += neighbours.size();
      slot.rows[static_cast<int>(direction)] = {
          first, count, nullptr, offsets.data(), neighbours.data(), relationships.data(), 0};
    }
  }
}

void SnapshotAdjacency::KeepMergedLists() {
  const Delta& delta = reader_->store().delta();
  merged_of_.assign(vertex_count_, kNone);
  AdjacencyBuffer buffer;
  for (const auto& adjacency : delta.adjacency) {
    adjacency.ForEach([&](uint32_t id, const AdjacencyRecord&) {
      const NodeId node(id);
      if (!reader_->Exists(node)) return;
      const uint32_t vertex = Vertex(node);
      if (merged_of_[vertex] != kNone) return;
      merged_of_[vertex] = static_cast<uint32_t>(merged_.size());
      for (const Slot& slot : slots_) {
        for (const Direction direction : {Direction::kOut, Direction::kIn}) {
          const AdjacencyList list = reader_->Adjacent(node, slot.type, direction, buffer);
          Merged& merged = merged_.emplace_back();
          for (uint32_t i = 0; i < list.size; ++i) {
            merged.nodes.push_back(list.node(i));
            merged.relationships.push_back(list.relationship(i));
          }
        }
      }
    });
  }
}

void SnapshotAdjacency::CountDegrees() {
  for (int direction = 0; direction < 2; ++direction) {
    degrees_[direction].assign(vertex_count_, 0);
    masks_[direction].assign(vertex_count_, 0);
    for (uint32_t s = 0; s < slots_.size(); ++s) {
      const uint64_t bit = uint64_t{1} << std::min(s, kMaskedSlots);
      const auto count = [&](uint32_t vertex, uint32_t degree) {
        if (degree == 0) return;
        degrees_[direction][vertex] += degree;
        masks_[direction][vertex] |= bit;
      };
      const Rows& rows = slots_[s].rows[direction];
      for (uint32_t row = 0; row < rows.row_count; ++row) {
        const NodeId node(rows.nodes ? rows.nodes[row] : rows.first_node + row);
        if (!vertices_.empty() && vertices_[node.value] == kNone) continue;  // deleted since
        const uint32_t vertex = Vertex(node);
        if (!merged_of_.empty() && merged_of_[vertex] != kNone) continue;
        count(vertex, rows.offsets[row + 1] - rows.offsets[row]);
      }
      for (uint32_t vertex = 0; vertex < merged_of_.size(); ++vertex) {
        if (merged_of_[vertex] == kNone) continue;
        const Merged& merged =
            merged_[merged_of_[vertex] + s * 2 + static_cast<uint32_t>(direction)];
        count(vertex, static_cast<uint32_t>(merged.nodes.size()));
      }
    }
  }
}

SnapshotAdjacency::List SnapshotAdjacency::ListOf(uint32_t vertex, uint32_t slot,
                                                  Direction direction) const {
  const int d = static_cast<int>(direction);
  if (!merged_of_.empty() && merged_of_[vertex] != kNone) {
    const Merged& merged = merged_[merged_of_[vertex] + slot * 2 + static_cast<uint32_t>(d)];
    return {merged.nodes.data(), merged.relationships.data(), 0,
            static_cast<uint32_t>(merged.nodes.size())};
  }
  const Rows& rows = slots_[slot].rows[d];
  const uint32_t node = Node(vertex).value;
  uint32_t row = node - rows.first_node;
  if (rows.nodes) {
    const uint32_t* at = std::lower_bound(rows.nodes, rows.nodes + rows.row_count, node);
    if (at == rows.nodes + rows.row_count || *at != node) return {};
    row = static_cast<uint32_t>(at - rows.nodes);
  } else if (row >= rows.row_count) {
    return {};
  }
  const uint32_t begin = rows.offsets[row];
  List list;
  list.nodes = rows.neighbours + begin;
  if (rows.relationships) {
    list.relationships = rows.relationships + begin;
  } else {
    list.first = rows.first + begin;
  }
  list.size = rows.offsets[row + 1] - begin;
  return list;
}

uint32_t SnapshotAdjacency::SearchSlot(uint32_t vertex, uint32_t slot, Direction direction) const {
  while (slot < slots_.size() && ListOf(vertex, slot, direction).size == 0) ++slot;
  return slot;
}

}  // namespace entente::graph
