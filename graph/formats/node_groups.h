/// \file
/// The nodes of an export by their sets of labels, each set with what names a node in it: what the
/// formats need that know nodes by keys. Threads: const is safe. Ownership: as the reader and the
/// order, which must outlive it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/formats/export_order.h"
#include "graph/graph_reader.h"

namespace entente::graph {

struct NodeGroup {
  std::vector<std::string> labels;  ///< names, sorted
  std::string name;                 ///< the rarest label, or several; unlike any other group's
  uint64_t count = 0;
  /// The property, `key` or else `id`, that every node here has, each with another text (or each
  /// with another integer): also unlike those of the nodes elsewhere that carry all these labels.
  std::optional<PropertyKeyId> key;
  bool key_is_integer = false;
};

class NodeGroups {
 public:
  NodeGroups(const GraphReader& reader, const ExportOrder& order);

  /// Fewer labels first, then by names.
  const std::vector<NodeGroup>& groups() const { return groups_; }
  /// By position in the export's order.
  uint32_t group_of(uint32_t position) const { return group_of_[position]; }

 private:
  void Name(const GraphReader& reader);
  void ChooseKeys(const GraphReader& reader, const ExportOrder& order);

  std::vector<NodeGroup> groups_;
  std::vector<uint32_t> group_of_;
};

}  // namespace entente::graph
