/// \file
/// What a GraphBuilder gathers, and the catalogue and pieces it becomes. Private to graph/.
/// Threads: one at a time; Assemble uses several inside.

#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph/builder.h"
#include "graph/catalog.h"
#include "graph/column_builder.h"
#include "graph/names.h"
#include "graph/string_table.h"

namespace entente::graph {

/// Columns by key, found by the key's id.
class ColumnSet {
 public:
  ColumnBuilder& At(PropertyKeyId key, StringTable& strings) {
    if (key.value >= places_.size()) places_.resize(key.value + size_t{1}, -1);
    if (places_[key.value] < 0) {
      places_[key.value] = static_cast<int32_t>(columns_.size());
      columns_.emplace_back(key, strings);
    }
    return columns_[static_cast<size_t>(places_[key.value])];
  }
  const ColumnBuilder* Find(PropertyKeyId key) const {
    if (key.value >= places_.size() || places_[key.value] < 0) return nullptr;
    return &columns_[static_cast<size_t>(places_[key.value])];
  }
  const std::deque<ColumnBuilder>& columns() const { return columns_; }

 private:
  std::deque<ColumnBuilder> columns_;  // in the order of first use
  std::vector<int32_t> places_;        // by key; -1 where there is none
};

struct GroupBuilder {
  std::vector<LabelId> labels;
  uint32_t count = 0;
  ColumnSet columns;
};

struct TypeBuilder {
  std::vector<uint32_t> starts, ends;  // the builder's node ids
  ColumnSet columns;
};

struct GraphBuilder::State {
  explicit State(unsigned thread_count) : threads(thread_count) {}
  /// Whether `key` names something; else the building fails at its end.
  bool Accepts(PropertyKeyId key) {
    out_of_names = out_of_names || !key.valid();
    return key.valid();
  }

  unsigned threads;
  Names names;
  std::set<std::pair<LabelId, PropertyKeyId>> indexes;
  StringTable strings;
  std::vector<uint32_t> group_of_set;          // by label set; UINT32_MAX where it has no group yet
  std::deque<GroupBuilder> groups;             // in the order of first use
  std::vector<uint32_t> node_group, node_row;  // by the builder's node id
  std::deque<TypeBuilder> types;               // by type id
  uint64_t relationship_count = 0;
  bool out_of_names = false;
  // What Set… is about.
  ColumnSet* current_columns = nullptr;
  uint32_t current_row = 0;
};

/// Everything but the file: the catalogue, whose pieces have sizes and either bytes or checksums,
/// and the bytes of the others in their order.
struct AssembledBase {
  Catalog catalog;
  std::vector<std::string> bytes;
};
enum class Packing {
  kAsIs,
  kCompressed,  ///< the dictionary, where its strings are long
};
/// What was gathered is gone afterwards, each part as soon as it is encoded: it takes twice what
/// becomes of it.
Result<AssembledBase> Assemble(std::unique_ptr<GraphBuilder::State> state, Packing packing);

/// Sorted adjacency of one type. `starts` and `ends` are final node ids.
struct SortedRelationships {
  std::vector<uint32_t> permutation;  ///< the old place of each relationship
  RowsInfo rows[2];                   ///< piece numbers count in `pieces`
  std::vector<std::string> pieces;
};
SortedRelationships SortRelationships(std::vector<uint32_t> starts, std::vector<uint32_t> ends,
                                      uint32_t first_relationship);

}  // namespace entente::graph
