/// \file
/// One strong type an id, so that a node can't be taken for a relationship. Plain values; safe to
/// copy. Ids are dense and at most 2^32 - 2 of a kind: a graph of more than four thousand million
/// nodes or relationships is out of scope, and an id of four bytes halves the adjacency.

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace entente::graph {

template <class Tag, class Integer>
struct Id {
  using integer_type = Integer;
  static constexpr Integer kNone = static_cast<Integer>(-1);

  Integer value = kNone;

  constexpr Id() = default;
  constexpr explicit Id(Integer v) : value(v) {}
  /// False for the id that names nothing, which is what a default-made id is.
  constexpr bool valid() const { return value != kNone; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using NodeId = Id<struct NodeTag, uint32_t>;
using RelationshipId = Id<struct RelationshipTag, uint32_t>;
using LabelId = Id<struct LabelTag, uint16_t>;
using TypeId = Id<struct TypeTag, uint16_t>;                ///< a relationship type
using PropertyKeyId = Id<struct PropertyKeyTag, uint16_t>;  ///< a property's name

}  // namespace entente::graph

template <class Tag, class Integer>
struct std::hash<entente::graph::Id<Tag, Integer>> {
  std::size_t operator()(entente::graph::Id<Tag, Integer> id) const noexcept {
    return std::hash<Integer>{}(id.value);
  }
};
