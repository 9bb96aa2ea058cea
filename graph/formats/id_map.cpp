#include "graph/formats/id_map.h"

#include <algorithm>
#include <functional>

namespace entente::graph {

namespace {

constexpr uint64_t kDenseFloor = 1 << 20;  // an array of this many ids is always worth it
constexpr size_t kBlockBytes = 1 << 18;

}  // namespace

NodeId IdMap::FindSparse(int64_t id) const {
  auto found = sparse_.find(id);
  return found == sparse_.end() ? NodeId() : found->second;
}

bool IdMap::Insert(int64_t id, NodeId node) {
  if (Find(id).valid()) return false;
  const auto index = static_cast<uint64_t>(id);
  const uint64_t bound = std::max(kDenseFloor, 4 * (count_ + 1));
  if (index < bound) {
    if (index >= dense_.size())
      dense_.resize(std::max(index + 1, std::min<uint64_t>(bound, 2 * dense_.size())));
    ++count_;
    dense_[index] = node;
  } else {
    sparse_.emplace(id, node);
  }
  return true;
}

NodeId IdMap::Find(std::string_view id) const {
  if (slots_.empty()) return NodeId();
  const uint64_t hash = std::hash<std::string_view>{}(id);
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask; slots_[at].node.valid(); at = (at + 1) & mask)
    if (slots_[at].hash == hash && texts_[slots_[at].text] == id) return slots_[at].node;
  return NodeId();
}

bool IdMap::Insert(std::string_view id, NodeId node) {
  if (Find(id).valid()) return false;
  if (2 * (texts_.size() + 1) > slots_.size()) GrowTexts();
  const uint64_t hash = std::hash<std::string_view>{}(id);
  const size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  while (slots_[at].node.valid()) at = (at + 1) & mask;
  slots_[at] = {hash, node, static_cast<uint32_t>(texts_.size())};
  texts_.push_back(Keep(id));
  return true;
}

void IdMap::GrowTexts() {
  std::vector<Slot> old(std::max<size_t>(64, 2 * slots_.size()));
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (!slot.node.valid()) continue;
    size_t at = slot.hash & mask;
    while (slots_[at].node.valid()) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::string_view IdMap::Keep(std::string_view text) {
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
    blocks_.emplace_back();
    blocks_.back().reserve(std::max(kBlockBytes, text.size()));
  }
  std::string& block = blocks_.back();
  const size_t begin = block.size();
  block.append(text);
  return std::string_view(block).substr(begin);
}

}  // namespace entente::graph
