/// \file
/// What the planner asks about a graph: sizes. Names are places in NameTables. Threads: reads only.

#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "graph/graph_reader.h"
#include "query/frame.h"

namespace entente::query {

class Statistics {
 public:
  Statistics(const graph::GraphReader& reader, const NameTables& names)
      : reader_(reader), names_(names) {}

  double Nodes() const { return static_cast<double>(reader_.node_count()); }
  bool HasLabel(uint32_t label) const {
    return reader_.FindLabel(names_.labels[label]).has_value();
  }
  double NodesOf(uint32_t label) const {
    auto id = reader_.FindLabel(names_.labels[label]);
    return id ? static_cast<double>(reader_.CountNodes(*id)) : 0;
  }
  double RelationshipsOf(std::span<const uint32_t> types) const {
    if (types.empty()) return static_cast<double>(reader_.relationship_count());
    double count = 0;
    for (uint32_t type : types) {
      if (auto id = reader_.FindType(names_.types[type])) {
        count += static_cast<double>(reader_.CountRelationships(*id));
      }
    }
    return count;
  }
  bool HasIndex(uint32_t label, uint32_t key) const {
    auto label_id = reader_.FindLabel(names_.labels[label]);
    auto key_id = reader_.FindKey(names_.keys[key]);
    return label_id && key_id && reader_.HasIndex(*label_id, *key_id);
  }

  const NameTables& names() const { return names_; }

 private:
  const graph::GraphReader& reader_;
  const NameTables& names_;
};

}  // namespace entente::query
