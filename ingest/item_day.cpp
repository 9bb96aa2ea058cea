#include "ingest/item_day.h"

#include <algorithm>
#include <string_view>

namespace entente::ingest {

uint32_t ItemDay(const Reading& reading, uint32_t sentence) {
  constexpr uint32_t kReach = 8;
  const auto& sentences = reading.text.sentences;
  const uint32_t block = sentences[sentence].block;
  uint32_t first = sentence;
  while (first > 0 && sentences[first - 1].block == block) {
    if (first + kReach < sentence) return kNoIndex;
    --first;
  }
  const Mention* date = reading.MentionBeginning(sentences[first].begin_token);
  if (date == nullptr || date->type != MentionType::kDate) return kNoIndex;
  const uint32_t end = date->end_token;
  if (end >= sentences[first].end_token) return date->value;
  const std::string_view mark = reading.Text(end);
  // "Monday. … On Thursday … On the same day …": another day was named since.
  const auto& mentions = reading.mentions.mentions;
  auto later = std::lower_bound(
      mentions.begin(), mentions.end(), end,
      [](const Mention& mention, uint32_t token) { return mention.begin_token < token; });
  for (; later != mentions.end() && later->sentence < sentence; ++later) {
    if (later->type == MentionType::kDate) return kNoIndex;
  }
  const bool alone =
      mark == "." || mark == "–" || mark == "—" || mark == "-" || mark == ":" || mark == "|";
  return alone ? date->value : kNoIndex;
}

}  // namespace entente::ingest
