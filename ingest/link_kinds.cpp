#include "ingest/link_kinds.h"

#include <utility>

namespace entente::ingest {

std::string_view KindClass(std::string_view kind) {
  static constexpr std::pair<std::string_view, std::string_view> kClasses[] = {
      {"exchange", "exchange"},     {"memorand", "memorandum"},     {"mou", "memorandum"},
      {"letter", "letter"},         {"treaty", "treaty"},           {"protocol", "protocol"},
      {"convention", "convention"}, {"declaration", "declaration"}, {"statement", "declaration"},
      {"contract", "contract"},     {"charter", "charter"},         {"minutes", "minutes"},
      {"framework", "framework"}};
  for (const auto& [word, kind_class] : kClasses) {
    if (kind.find(word) != std::string_view::npos) return kind_class;
  }
  return "agreement";
}

}  // namespace entente::ingest
