#include "graph/delta.h"

#include <algorithm>
#include <numeric>

namespace entente::graph {
namespace {

constexpr uint32_t kIndexBuckets = 1u << 18;

auto PatchPosition(const PropertyPatch& patch, PropertyKeyId key) {
  return std::lower_bound(patch.begin(), patch.end(), key,
                          [](const std::pair<PropertyKeyId, Value>& entry, PropertyKeyId k) {
                            return entry.first < k;
                          });
}

uint32_t IndexHash(PropertyKeyId key, const Value& value) {
  uint64_t hash = Hash(value) ^ (0x9E3779B97F4A7C15u * (key.value + 1u));
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93u;
  return static_cast<uint32_t>(hash >> 32);
}

}  // namespace

const Value* FindInPatch(const PropertyPatch& patch, PropertyKeyId key) {
  auto at = PatchPosition(patch, key);
  return at != patch.end() && at->first == key ? &at->second : nullptr;
}

void SetInPatch(PropertyPatch& patch, PropertyKeyId key, const Value& value) {
  auto at = patch.begin() + (PatchPosition(patch, key) - patch.cbegin());
  if (at != patch.end() && at->first == key) {
    at->second = value;
  } else {
    patch.emplace(at, key, value);
  }
}

void EraseFromPatch(PropertyPatch& patch, PropertyKeyId key) {
  auto at = patch.begin() + (PatchPosition(patch, key) - patch.cbegin());
  if (at != patch.end() && at->first == key) patch.erase(at);
}

const AddedAdjacency* Delta::FindAdjacency(NodeId node, TypeId type, Direction direction) const {
  const AdjacencyRecord* record = adjacency[static_cast<int>(direction)].Find(node.value);
  if (!record) return nullptr;
  for (const AddedAdjacency& list : *record) {
    if (list.type == type) return &list;
  }
  return nullptr;
}

AddedAdjacency& Delta::EditAdjacency(NodeId node, TypeId type, Direction direction) {
  AdjacencyRecord& record = adjacency[static_cast<int>(direction)].Edit(node.value);
  for (AddedAdjacency& list : record) {
    if (list.type == type) return list;
  }
  record.emplace_back();
  record.back().type = type;
  return record.back();
}

void Delta::CompactAdjacency(AddedAdjacency& list) const {
  if (list.dead * 2 <= list.nodes.size()) return;
  size_t kept = 0;
  uint32_t sorted_kept = 0;
  for (size_t i = 0; i < list.nodes.size(); ++i) {
    if (relationships.Find(list.relationships[i].value)->deleted) continue;
    list.nodes[kept] = list.nodes[i];
    list.relationships[kept] = list.relationships[i];
    ++kept;
    if (i < list.sorted_size) ++sorted_kept;
  }
  list.nodes.resize(kept);
  list.relationships.resize(kept);
  list.sorted_size = sorted_kept;
  list.dead = 0;
}

void Delta::AppendSorted(const AddedAdjacency& list, AdjacencyBuffer& out) const {
  const size_t begin = out.nodes.size();
  if (list.dead == 0) {
    out.nodes.insert(out.nodes.end(), list.nodes.begin(), list.nodes.end());
    out.relationships.insert(out.relationships.end(), list.relationships.begin(),
                             list.relationships.end());
  } else {
    for (size_t i = 0; i < list.nodes.size(); ++i) {
      if (relationships.Find(list.relationships[i].value)->deleted) continue;
      out.nodes.push_back(list.nodes[i]);
      out.relationships.push_back(list.relationships[i]);
    }
  }
  if (list.sorted_size != list.nodes.size()) SortAdjacency(out, begin);
}

void Delta::AddToIndex(PropertyKeyId key, const Value& value, NodeId node) {
  const uint32_t hash = IndexHash(key, value);
  index.Edit(hash & (kIndexBuckets - 1)).emplace_back(hash, node);
}

void Delta::RemoveFromIndex(PropertyKeyId key, const Value& value, NodeId node) {
  const uint32_t hash = IndexHash(key, value);
  const IndexBucket* found = index.Find(hash & (kIndexBuckets - 1));
  if (!found) return;
  auto at = std::find(found->begin(), found->end(), std::pair(hash, node));
  if (at == found->end()) return;
  const auto position = at - found->begin();
  IndexBucket& bucket = index.Edit(hash & (kIndexBuckets - 1));
  bucket[static_cast<size_t>(position)] = bucket.back();
  bucket.pop_back();
}

void Delta::FindInIndex(PropertyKeyId key, const Value& value,
                        std::vector<NodeId>& candidates) const {
  const uint32_t hash = IndexHash(key, value);
  const IndexBucket* bucket = index.Find(hash & (kIndexBuckets - 1));
  if (!bucket) return;
  for (const auto& [entry_hash, node] : *bucket) {
    if (entry_hash == hash) candidates.push_back(node);
  }
}

void SortAdjacency(AdjacencyBuffer& buffer, size_t begin) {
  const size_t size = buffer.nodes.size() - begin;
  std::vector<std::pair<NodeId, RelationshipId>> entries(size);
  for (size_t i = 0; i < size; ++i) {
    entries[i] = {buffer.nodes[begin + i], buffer.relationships[begin + i]};
  }
  std::sort(entries.begin(), entries.end());
  for (size_t i = 0; i < size; ++i) {
    buffer.nodes[begin + i] = entries[i].first;
    buffer.relationships[begin + i] = entries[i].second;
  }
}

}  // namespace entente::graph
