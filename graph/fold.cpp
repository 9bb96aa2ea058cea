#include "graph/fold.h"

#include <vector>

#include "graph/store.h"

namespace entente::graph {

Status FeedStore(const Store& store, GraphBuilder& builder) {
  builder.StartFrom(store.names());
  for (const auto& [label, key] : store.indexes()) builder.CreateIndex(label, key);
  std::vector<NodeId> new_ids(store.node_capacity());
  std::vector<NodeId> nodes;
  for (std::optional<NodeId> at = NodeId(0); at;) {
    nodes.clear();
    at = store.ScanNodes(LabelId(), *at, 4096, nodes);
    for (NodeId node : nodes) {
      ENTENTE_ASSIGN_OR_RETURN(new_ids[node.value], builder.AddNode(store.Labels(node)));
      for (const auto& [key, value] : store.Properties(node)) {
        ENTENTE_RETURN_IF_ERROR(builder.Set(key, value));
      }
    }
  }
  AdjacencyBuffer buffer;
  for (uint32_t t = 0; t < store.names().types.size(); ++t) {
    const TypeId type(static_cast<uint16_t>(t));
    if (store.CountRelationships(type) == 0) continue;
    for (uint32_t id = 0; id < store.node_capacity(); ++id) {
      if (!new_ids[id].valid()) continue;
      const AdjacencyList list = store.Adjacent(NodeId(id), type, Direction::kOut, buffer);
      for (uint32_t i = 0; i < list.size; ++i) {
        ENTENTE_RETURN_IF_ERROR(
            builder.AddRelationship(type, new_ids[id], new_ids[list.node(i).value]));
        for (const auto& [key, value] : store.Properties(list.relationship(i))) {
          ENTENTE_RETURN_IF_ERROR(builder.Set(key, value));
        }
      }
    }
  }
  return {};
}

}  // namespace entente::graph
