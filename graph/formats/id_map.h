/// \file
/// From the ids that an import file uses to the nodes made for them. Integers that lie close
/// together, the usual case, are a plain array; others and texts are hashed. Threads: finding is
/// safe from many threads while nobody inserts. Ownership: keeps copies of the texts.

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/ids.h"

namespace entente::graph {

class IdMap {
 public:
  /// False, and nothing changed, where the id is there already.
  bool Insert(int64_t id, NodeId node);
  bool Insert(std::string_view id, NodeId node);
  /// The node, or one that is not valid.
  NodeId Find(int64_t id) const {
    const auto index = static_cast<uint64_t>(id);
    if (index < dense_.size() && dense_[index].valid()) return dense_[index];
    return sparse_.empty() ? NodeId() : FindSparse(id);
  }
  NodeId Find(std::string_view id) const;

 private:
  struct Slot {
    uint64_t hash = 0;
    NodeId node;
    uint32_t text = 0;  // into texts_
  };
  NodeId FindSparse(int64_t id) const;
  void GrowTexts();
  std::string_view Keep(std::string_view text);

  std::vector<NodeId> dense_;  // at most about four times as long as it has ids
  uint64_t count_ = 0;         // of ids in dense_
  std::unordered_map<int64_t, NodeId> sparse_;
  std::vector<Slot> slots_;  // open addressing; a power of two
  std::vector<std::string_view> texts_;
  std::deque<std::string> blocks_;  // the bytes of texts_, in pieces that never move
};

}  // namespace entente::graph
