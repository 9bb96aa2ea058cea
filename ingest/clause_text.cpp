#include "ingest/clause_items.h"

namespace entente::ingest {
namespace {

constexpr std::string_view kFeatureWords[] = {
    "active",   "passive", "bare",   "infinitive", "gerund", "done",  "planned", "refused",
    "possible", "oblique", "person", "country",    "body",   "group", "pronoun", "several",
    "definite", "generic", "weak",   "capital",    "behalf", "first"};
static_assert(std::size(kFeatureWords) == static_cast<size_t>(Feature::kCount));

}  // namespace

std::string FeaturesToText(const RuleBook& book, uint64_t features) {
  std::string text;
  auto append = [&](std::string_view name) {
    if (!text.empty()) text += ',';
    text += name;
  };
  for (size_t i = 0; i < book.verb_classes().size(); ++i) {
    if (features & RuleBook::VerbClassBit(static_cast<uint8_t>(i))) append(book.verb_classes()[i]);
  }
  for (size_t i = 0; i < std::size(kFeatureWords); ++i) {
    if (features >> i & 1) append(kFeatureWords[i]);
  }
  return text;
}

std::string ItemsToText(const Reading& reading, const SentenceItems& sentence) {
  std::string text;
  for (const Item& item : sentence.items) {
    if (!text.empty()) text += ' ';
    std::string_view words = reading.document.Text(reading.Span(item.begin_token, item.end_token));
    if (item.kind == ItemKind::kWord || item.kind == ItemKind::kMark ||
        item.kind == ItemKind::kNumber) {
      text += words;
      continue;
    }
    text += '{';
    text += ItemKindName(item.kind);
    if (item.features != 0) text += ':' + FeaturesToText(reading.book, item.features);
    text += ' ';
    text += words;
    text += '}';
  }
  return text;
}

}  // namespace entente::ingest
