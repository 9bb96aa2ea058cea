#include "graph/used_keys.h"

#include <algorithm>
#include <set>
namespace entente::graph {

Result<std::vector<std::string>> UsedPropertyKeys(const GraphReader& reader, uint32_t most_scanned,
                                                  const std::function<Status()>& check) {
  std::vector<PropertyKeyId> open;
  std::set<std::string> names;
  for (uint32_t i = 0; i < reader.key_count(); ++i) {
    const PropertyKeyId key(static_cast<uint16_t>(i));
    if (!reader.Name(key).starts_with(kHiddenKeyMark)) open.push_back(key);
  }
  auto look = [&](auto id) {
    if (!reader.Exists(id)) return;
    std::erase_if(open, [&](PropertyKeyId key) {
      if (reader.Property(id, key).is_null()) return false;
      names.emplace(reader.Name(key));
      return true;
    });
  };
  const uint32_t nodes = reader.node_capacity(), relationships = reader.relationship_capacity();
  const uint32_t all = std::max(nodes, relationships);
  for (uint32_t i = 0; i < std::min(all, most_scanned) && !open.empty(); ++i) {
    if ((i & 0xffff) == 0) ENTENTE_RETURN_IF_ERROR(check());
    if (i < nodes) look(NodeId(i));
    if (i < relationships) look(RelationshipId(i));
  }
  if (all > most_scanned)
    for (PropertyKeyId key : open) names.emplace(reader.Name(key));
  return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace entente::graph
