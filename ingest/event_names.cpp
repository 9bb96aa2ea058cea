#include "ingest/event_names.h"

#include <iterator>
#include <string_view>

namespace entente::ingest {

uint32_t OrdinalOf(const Reading& reading, uint32_t token) {
  std::string_view text = reading.Text(token);
  uint32_t value = 0;
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && digits < 4) {
    value = value * 10 + static_cast<uint32_t>(text[digits++] - '0');
  }
  std::string_view rest = text.substr(digits);
  if (digits > 0 && (rest == "st" || rest == "nd" || rest == "rd" || rest == "th")) return value;
  static constexpr std::string_view kOrdinals[] = {
      "first",     "second",      "third",      "fourth",     "fifth",
      "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
      "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
      "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
  std::string_view lower = reading.book.word(reading.words[token]).text;
  for (uint32_t i = 0; i < std::size(kOrdinals); ++i) {
    if (lower == kOrdinals[i]) return i + 1;
  }
  return 0;
}

}  // namespace entente::ingest
