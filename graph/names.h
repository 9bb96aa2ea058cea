/// \file
/// The names of a graph: labels, relationship types and property keys, each with a dense id, and
/// the sets of labels that nodes carry, each stored once. Values: a copy shares nothing that
/// changes. Threads: const is safe from many threads.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/ids.h"

namespace entente::graph {

/// Names with ids in the order of their first use. A name's text stays where it is while any copy
/// of the table lives.
class NameTable {
 public:
  std::optional<uint16_t> Find(std::string_view name) const;
  /// The id of `name`, given one if it is new; UINT16_MAX, the id of nothing, where all are taken.
  uint16_t Intern(std::string_view name);
  std::string_view name(uint16_t id) const { return *names_[id]; }
  uint32_t size() const { return static_cast<uint32_t>(names_.size()); }

 private:
  std::vector<std::shared_ptr<const std::string>> names_;  // shared by the copies of the table
  std::map<std::string_view, uint16_t> ids_;
};

/// Sets of labels, sorted by id; set 0 is the empty one.
class LabelSets {
 public:
  LabelSets();
  /// `labels` is sorted and has no repeats.
  uint32_t Intern(std::span<const LabelId> labels);
  std::optional<uint32_t> Find(std::span<const LabelId> labels) const;
  std::span<const LabelId> labels(uint32_t set) const { return *sets_[set]; }
  bool Has(uint32_t set, LabelId label) const;
  uint32_t size() const { return static_cast<uint32_t>(sets_.size()); }

 private:
  std::vector<std::shared_ptr<const std::vector<LabelId>>> sets_;  // shared by the copies
  std::map<std::vector<LabelId>, uint32_t> ids_;
};

struct Names {
  NameTable labels;
  NameTable types;
  NameTable keys;
  LabelSets label_sets;
};

}  // namespace entente::graph
