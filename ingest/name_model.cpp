#include "ingest/name_model.h"

#include <charconv>
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
  while (slots < table.row_count() * 2) slots *= 2;
  slots_.resize(slots);
  if (table.columns.size() != 6) return;
  for (size_t row = 0; row < table.row_count(); ++row) {
    const std::string_view value = table.Cell(row, 1);
    const uint64_t kind = MixBytes(0xCBF29CE484222325ull, table.Cell(row, 0));
    const size_t plus = value.find('~');
    const uint64_t key = plus == std::string_view::npos
                             ? KeyOf(kind, value, {})
                             : KeyOf(kind, value.substr(0, plus), value.substr(plus + 1));
    size_t at = key & (slots - 1);
    while (slots_[at].key != 0) at = (at + 1) & (slots - 1);
    slots_[at].key = key;
    for (size_t c = 0; c < kNameClasses; ++c) {
      const std::string_view weight = table.Cell(row, 2 + c);
      int number = 0;
      std::from_chars(weight.data(), weight.data() + weight.size(), number);
      slots_[at].weights[c] = static_cast<int16_t>(number);
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
