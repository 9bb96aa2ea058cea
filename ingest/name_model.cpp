#include "ingest/name_model.h"

#include <cstdlib>
#include <cstring>

namespace entente::ingest {
namespace {

uint64_t KeyOf(uint64_t kind, std::string_view value, std::string_view value2) {
  uint64_t hash = MixBytes(kind, value);
  if (!value2.empty()) hash = MixBytes(hash, value2);
  hash ^= hash >> 29;
  return hash == 0 ? 1 : hash;
}

}  // namespace

NameModel::NameModel(const KnowledgeTable& table) {
  size_t slots = 64;
  while (slots < table.rows.size() * 2) slots *= 2;
  slots_.resize(slots);
  for (const std::vector<std::string>& row : table.rows) {
    if (row.size() != 6) continue;
    const std::string_view value = row[1];
    const uint64_t kind = MixBytes(0xCBF29CE484222325ull, row[0]);
    const size_t plus = value.find('~');
    const uint64_t key = plus == std::string_view::npos
                             ? KeyOf(kind, value, {})
                             : KeyOf(kind, value.substr(0, plus), value.substr(plus + 1));
    size_t at = key & (slots - 1);
    while (slots_[at].key != 0) at = (at + 1) & (slots - 1);
    slots_[at].key = key;
    for (size_t c = 0; c < kNameClasses; ++c) {
      slots_[at].weights[c] = static_cast<int16_t>(std::atoi(row[2 + c].c_str()));
    }
  }
}

std::array<int32_t, kNameClasses> NameModel::Score(const std::vector<NameFeature>& features) const {
  std::array<int32_t, kNameClasses> total{};
  if (slots_.empty()) return total;
  for (const NameFeature& feature : features) {
    const uint64_t key = KeyOf(feature.kind.hash, feature.value, feature.value2);
    for (size_t at = key & (slots_.size() - 1); slots_[at].key != 0;
         at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].key != key) continue;
      for (size_t c = 0; c < kNameClasses; ++c) total[c] += slots_[at].weights[c];
      break;
    }
  }
  return total;
}

}  // namespace entente::ingest
