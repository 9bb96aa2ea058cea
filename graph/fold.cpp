#include "graph/fold.h"

#include <vector>

#include "graph/base.h"
#include "graph/store.h"

namespace entente::graph {
namespace {

// What was not written since the last fold goes from column to column, strings as the codes that
// they have; the rest goes value by value.
class Feeder {
 public:
  Feeder(const Store& store, GraphBuilder& builder)
      : store_(store), base_(store.base()), builder_(builder) {}

  Status Run() {
    builder_.StartFrom(store_.names());
    if (base_) builder_.Adopt(base_->dictionary());
    for (const auto& [label, key] : store_.indexes()) builder_.CreateIndex(label, key);
    ENTENTE_RETURN_IF_ERROR(Nodes());
    for (uint32_t t = 0; t < store_.names().types.size(); ++t) {
      const TypeId type(static_cast<uint16_t>(t));
      if (store_.CountRelationships(type) > 0) ENTENTE_RETURN_IF_ERROR(Relationships(type));
    }
    return {};
  }

 private:
  Status Nodes() {
    new_ids_.resize(store_.node_capacity());
    std::vector<NodeId> nodes;
    for (std::optional<NodeId> at = NodeId(0); at;) {
      nodes.clear();
      at = store_.ScanNodes(LabelId(), *at, 4096, nodes);
      for (NodeId node : nodes) {
        ENTENTE_ASSIGN_OR_RETURN(new_ids_[node.value], builder_.AddNode(store_.Labels(node)));
        if (base_ && node.value < base_->node_count() && !store_.delta().nodes.Find(node.value)) {
          const size_t group = base_->GroupOf(node);
          const uint32_t row = node.value - base_->catalog().groups[group].first;
          for (const Column& column : base_->node_columns(group)) {
            ENTENTE_RETURN_IF_ERROR(builder_.SetFrom(column, row));
          }
          continue;
        }
        for (const auto& [key, value] : store_.Properties(node)) {
          ENTENTE_RETURN_IF_ERROR(builder_.Set(key, value));
        }
      }
    }
    return {};
  }

  Status Relationships(TypeId type) {
    const size_t place = base_ ? base_->FindType(type).value_or(SIZE_MAX) : SIZE_MAX;
    const bool in_base = place != SIZE_MAX;
    const uint32_t first = in_base ? base_->catalog().type_infos[place].first : 0;
    AdjacencyBuffer buffer;
    for (uint32_t id = 0; id < store_.node_capacity(); ++id) {
      if (!new_ids_[id].valid()) continue;
      const AdjacencyList list = store_.Adjacent(NodeId(id), type, Direction::kOut, buffer);
      for (uint32_t i = 0; i < list.size; ++i) {
        const RelationshipId relationship = list.relationship(i);
        ENTENTE_RETURN_IF_ERROR(
            builder_.AddRelationship(type, new_ids_[id], new_ids_[list.node(i).value]));
        if (in_base && relationship.value < base_->relationship_count() &&
            !store_.delta().relationships.Find(relationship.value)) {
          ENTENTE_RETURN_IF_ERROR(Copy(place, relationship, relationship.value - first));
          continue;
        }
        for (const auto& [key, value] : store_.Properties(relationship)) {
          ENTENTE_RETURN_IF_ERROR(builder_.Set(key, value));
        }
      }
    }
    return {};
  }

  Status Copy(size_t type, RelationshipId relationship, uint32_t row) {
    for (const Column& column : base_->relationship_columns(type)) {
      if (column.encoding() == Encoding::kQuotes) {  // of a text that may be another now
        ENTENTE_RETURN_IF_ERROR(
            builder_.Set(column.key(), base_->Property(relationship, column.key())));
      } else {
        ENTENTE_RETURN_IF_ERROR(builder_.SetFrom(column, row));
      }
    }
    return {};
  }

  const Store& store_;  // the caller's
  const Base* base_;    // the store's; null where there is none
  GraphBuilder& builder_;
  std::vector<NodeId> new_ids_;  // by old id; not valid where the node is gone
};

}  // namespace

Status FeedStore(const Store& store, GraphBuilder& builder) { return Feeder(store, builder).Run(); }

}  // namespace entente::graph
