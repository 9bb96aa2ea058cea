#include "query/question_short.h"

#include <algorithm>
#include <array>
#include <utility>

#include "graph/utf8.h"

namespace entente::query {

namespace {

struct Short {
  std::string_view typed, meant;
};

// Source: hand-written for this project; what people type in a hurry and no country's code in
// capitals. Of several words the longer first.
constexpr Short kShorts[] = {
    {"def min", "defence minister"},
    {"defence min", "defence minister"},
    {"defense min", "defence minister"},
    {"foreign min", "foreign minister"},
    {"fgn min", "foreign minister"},
    {"fin min", "finance minister"},
    {"finance min", "finance minister"},
    {"for min", "foreign minister"},
    {"prime min", "prime minister"},
    {"sec gen", "secretary general"},
    {"w/o", "without"},
    {"w/", "with"},
    {"b/w", "between"},
    {"pm", "prime minister"},
    {"pms", "prime ministers"},
    {"fm", "foreign minister"},
    {"fms", "foreign ministers"},
    {"defmin", "defence minister"},
    {"formin", "foreign minister"},
    {"finmin", "finance minister"},
    {"secgen", "secretary general"},
    {"pres", "president"},
    {"amb", "ambassador"},
    {"yr", "year"},
    {"yrs", "years"},
    {"mths", "months"},
    {"govt", "government"},
    {"govts", "governments"},
    {"dept", "department"},
    {"agmt", "agreement"},
    {"agmts", "agreements"},
    {"agrmt", "agreement"},
    {"agrmts", "agreements"},
    {"agt", "agreement"},
    {"mtg", "meeting"},
    {"mtgs", "meetings"},
    {"conf", "conference"},
    {"intl", "international"},
    {"thru", "through"},
    {"b4", "before"},
    {"vs", "with"},
};

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool IsInWord(char c) { return IsLetter(c) || (c >= '0' && c <= '9') || c == '\''; }

// Whether `typed` stands at `at` as words of its own.
bool StandsAt(std::string_view folded, size_t at, std::string_view typed) {
  if (folded.substr(at, typed.size()) != typed) return false;
  if (at > 0 && (IsInWord(folded[at - 1]) || folded[at - 1] == '/')) return false;
  const size_t end = at + typed.size();
  if (typed.back() == '/') return end < folded.size();
  return end == folded.size() || (!IsInWord(folded[end]) && folded[end] != '/');
}

}  // namespace

graph::SourceSpan WrittenOut::Typed(graph::SourceSpan span) const {
  auto typed = [&](uint32_t byte, bool is_end) {
    int64_t shift = 0;
    for (const Change& change : changes) {
      if (byte >= change.end) {
        shift = static_cast<int64_t>(change.typed_end) - change.end;
      } else if (byte > change.begin || (byte == change.begin && is_end)) {
        return byte == change.begin ? change.typed_begin
                                    : (is_end ? change.typed_end : change.typed_begin);
      }
    }
    return static_cast<uint32_t>(byte + shift);
  };
  return {typed(span.begin_byte, false), typed(span.end_byte, true)};
}

std::optional<WrittenOut> WriteOut(std::string_view text) {
  std::string folded(text);
  bool capitals = false;
  for (char& c : folded) {
    capitals = capitals || (c >= 'A' && c <= 'Z');
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  WrittenOut out;
  size_t copied = 0;
  bool quoted = false;
  auto replace = [&](size_t at, size_t length, std::string_view meant) {
    out.text.append(text, copied, at - copied);
    const auto begin = static_cast<uint32_t>(out.text.size());
    out.text += meant;
    copied = at + length;
    out.changes.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(copied), begin,
                           static_cast<uint32_t>(out.text.size())});
    // "w/Chile"
    if (copied < text.size() && IsInWord(text[copied]) && !meant.empty()) out.text += ' ';
    out.said += (out.said.empty() ? "reading '" : ", '") + std::string(text.substr(at, length)) +
                "' as '" + std::string(meant) + "'";
  };
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (quoted || at < copied) continue;
    const auto found = std::find_if(std::begin(kShorts), std::end(kShorts),
                                    [&](const Short& s) { return StandsAt(folded, at, s.typed); });
    if (found != std::end(kShorts)) {
      replace(at, found->typed.size(), found->meant);
      // "w/ Chile" has its blank.
      continue;
    }
    // "Who signed on Australia's side?": for it, and not with it.
    if (StandsAt(folded, at, "on")) {
      const size_t end = folded.find("'s side", at);
      if (end != folded.npos && StandsAt(folded, end + 3, "side") &&
          folded.substr(at + 2, end - at - 2).find(" on ") == std::string::npos) {
        const std::string said = std::exchange(out.said, "");
        replace(at, 2, "for");
        replace(end, 7, "");
        out.said = said + (said.empty() ? "reading '" : ", '") +
                   std::string(text.substr(at, end + 7 - at)) + "' as 'for " +
                   std::string(text.substr(at + 3, end - at - 3)) + "'";
        continue;
      }
    }
    // "greece n macedonia": between words, in a question that has no capitals.
    if (!capitals && at > 0 && StandsAt(folded, at, "n") && at + 2 < text.size() &&
        text[at - 1] == ' ' && text[at + 1] == ' ')
      replace(at, 1, "and");
  }
  if (out.changes.empty()) return std::nullopt;
  out.text.append(text.substr(copied));
  return out;
}

}  // namespace entente::query
