/// \file
/// What the binder knows of a statement's variables and names. Every variable is a slot of its
/// statement's frame, numbered from 0; a subquery has a frame of its own and imports what it uses
/// from around it. Plain data.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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
struct NameTables {
  std::vector<std::string> labels, types, keys, parameters;

  static uint32_t Add(std::vector<std::string>& table, std::string_view name) {
    for (uint32_t i = 0; i < table.size(); ++i) {
      if (table[i] == name) return i;
    }
    table.emplace_back(name);
    return static_cast<uint32_t>(table.size() - 1);
  }
};

}  // namespace entente::query
