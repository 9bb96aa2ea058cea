#include "graph/names.h"

#include <algorithm>

namespace entente::graph {

std::optional<uint16_t> NameTable::Find(std::string_view name) const {
  auto found = ids_.find(name);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

uint16_t NameTable::Intern(std::string_view name) {
  if (auto found = Find(name)) return *found;
  if (names_.size() >= UINT16_MAX) return UINT16_MAX;
  names_.push_back(std::make_shared<const std::string>(name));
  const auto id = static_cast<uint16_t>(names_.size() - 1);
  ids_.emplace(*names_.back(), id);
  return id;
}

LabelSets::LabelSets() { Intern({}); }

uint32_t LabelSets::Intern(std::span<const LabelId> labels) {
  std::vector<LabelId> set(labels.begin(), labels.end());
  auto [at, is_new] = ids_.emplace(set, size());
  if (is_new) sets_.push_back(std::make_shared<const std::vector<LabelId>>(std::move(set)));
  return at->second;
}

std::optional<uint32_t> LabelSets::Find(std::span<const LabelId> labels) const {
  auto found = ids_.find(std::vector<LabelId>(labels.begin(), labels.end()));
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

bool LabelSets::Has(uint32_t set, LabelId label) const {
  const std::vector<LabelId>& labels = *sets_[set];
  return std::binary_search(labels.begin(), labels.end(), label);
}

}  // namespace entente::graph
