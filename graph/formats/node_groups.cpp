#include "graph/formats/node_groups.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace entente::graph {

NodeGroups::NodeGroups(const GraphReader& reader, const ExportOrder& order) {
  std::map<std::vector<LabelId>, uint32_t> numbers;
  std::vector<LabelId> labels;
  group_of_.reserve(order.nodes.size());
  for (NodeId node : order.nodes) {
    auto span = reader.Labels(node);
    labels.assign(span.begin(), span.end());
    auto [place, is_new] = numbers.try_emplace(labels, static_cast<uint32_t>(groups_.size()));
    if (is_new) {
      NodeGroup& group = groups_.emplace_back();
      for (std::string_view name : SortedLabels(reader, node)) group.labels.emplace_back(name);
    }
    ++groups_[place->second].count;
    group_of_.push_back(place->second);
  }
  std::vector<uint32_t> sorted(groups_.size()), place(groups_.size());
  for (uint32_t i = 0; i < sorted.size(); ++i) sorted[i] = i;
  std::sort(sorted.begin(), sorted.end(), [&](uint32_t a, uint32_t b) {
    const auto &x = groups_[a].labels, &y = groups_[b].labels;
    return std::make_pair(x.size(), std::cref(x)) < std::make_pair(y.size(), std::cref(y));
  });
  std::vector<NodeGroup> groups;
  for (uint32_t i = 0; i < sorted.size(); ++i) {
    groups.push_back(std::move(groups_[sorted[i]]));
    place[sorted[i]] = i;
  }
  groups_ = std::move(groups);
  for (uint32_t& group : group_of_) group = place[group];
  Name(reader);
  ChooseKeys(reader, order);
}

void NodeGroups::Name(const GraphReader& reader) {
  std::set<std::string> taken;
  for (NodeGroup& group : groups_) {
    std::string all;
    uint64_t rarest = UINT64_MAX;
    for (const std::string& label : group.labels) {
      all += (all.empty() ? "" : "_") + label;
      const uint64_t count = reader.CountNodes(*reader.FindLabel(label));
      if (count < rarest) group.name = label;
      rarest = std::min(rarest, count);
    }
    if (group.labels.empty()) group.name = all = "Node";
    if (taken.contains(group.name)) group.name = all;
    for (int i = 2; !taken.insert(group.name).second; ++i) group.name = all + std::to_string(i);
  }
}

void NodeGroups::ChooseKeys(const GraphReader& reader, const ExportOrder& order) {
  for (const char* name : {"key", "id"}) {
    const auto key = reader.FindKey(name);
    if (!key) continue;
    // Of each group what its nodes have, as hashes: one that collides makes a key look ambiguous,
    // and the next best is taken.
    struct Seen {
      std::vector<uint64_t> hashes;
      bool all_texts = true, all_integers = true;
    };
    std::vector<Seen> seen(groups_.size());
    for (uint32_t i = 0; i < order.nodes.size(); ++i) {
      Seen& group = seen[group_of_[i]];
      const Value value = reader.Property(order.nodes[i], *key);
      const bool is_text = value.kind() == ValueKind::kString && !value.as_string().empty();
      const bool is_integer = value.kind() == ValueKind::kInteger;
      group.all_texts &= is_text;
      group.all_integers &= is_integer;
      if (is_text) group.hashes.push_back(std::hash<std::string_view>{}(value.as_string()));
      if (is_integer) group.hashes.push_back(static_cast<uint64_t>(value.as_integer()));
    }
    for (size_t i = 0; i < groups_.size(); ++i) {
      NodeGroup& group = groups_[i];
      if (group.key || (!seen[i].all_texts && !seen[i].all_integers)) continue;
      std::vector<uint64_t> hashes;
      for (size_t j = 0; j < groups_.size(); ++j) {
        const auto &own = group.labels, &other = groups_[j].labels;
        if (std::includes(other.begin(), other.end(), own.begin(), own.end()))
          hashes.insert(hashes.end(), seen[j].hashes.begin(), seen[j].hashes.end());
      }
      std::sort(hashes.begin(), hashes.end());
      if (std::adjacent_find(hashes.begin(), hashes.end()) != hashes.end()) continue;
      group.key = key;
      group.key_is_integer = seen[i].all_integers;
    }
  }
}

}  // namespace entente::graph
