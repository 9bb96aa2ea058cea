/// \file
/// What the binder knows of a statement's variables and names. Every variable is a slot of its
/// statement's frame, numbered from 0; a subquery has a frame of its own and imports what it uses
/// from around it. Plain data.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/ast.h"
#include "query/functions/registry.h"

namespace entente::query {

/// What is known of an expression before it runs.
struct StaticType {
  KindSet kinds = kAnyKind;     ///< kinds that its value may have, null among them
  KindSet elements = kAnyKind;  ///< where it may be a list: kinds of the elements
};

struct SlotInfo {
  std::string name;  ///< empty where the query gave none
  StaticType type;
};

/// A value taken over from the frame around, whenever the subquery starts.
struct Import {
  ExpressionPtr outer;  ///< a variable of the frame around
  uint32_t slot = kNoSlot;
};

struct Frame {
  std::vector<SlotInfo> slots;
  uint32_t local_count = 0;  ///< variables of comprehensions
  std::vector<Import> imports;
};

/// The names that a statement uses, each once; running resolves them to ids of the graph it reads.
class NameTable {
 public:
  /// The place of `name`, which is added where it is new.
  uint32_t Add(std::string_view name) {
    auto [found, is_new] =
        places_.try_emplace(std::string(name), static_cast<uint32_t>(names_.size()));
    if (is_new) names_.emplace_back(name);
    return found->second;
  }
  std::optional<uint32_t> Find(std::string_view name) const {
    auto found = places_.find(std::string(name));
    if (found == places_.end()) return std::nullopt;
    return found->second;
  }
  const std::string& operator[](size_t place) const { return names_[place]; }
  size_t size() const { return names_.size(); }
  auto begin() const { return names_.begin(); }
  auto end() const { return names_.end(); }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, uint32_t> places_;
};
struct NameTables {
  NameTable labels, types, keys, parameters;
};

}  // namespace entente::query
