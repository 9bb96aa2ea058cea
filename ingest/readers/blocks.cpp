#include "ingest/readers/blocks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <string>

namespace entente::ingest {

namespace {

// Longer lines were not wrapped by hand: each is a paragraph.
constexpr size_t kMaxWrapBytes = 130;
// Shorter lines are no wrapped prose: a masthead, a byline, an address.
constexpr size_t kMinWrapBytes = 50;
// A heading longer than this is a sentence that lost its full stop.
constexpr size_t kMaxHeadingBytes = 180;

struct Line {
  uint32_t begin = 0;  // of what is not white space
  uint32_t end = 0;
  uint32_t raw_begin = 0;
  uint32_t marker_bytes = 0;  // of a list marker with the space after it
  bool blank = false;
};

bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}
bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

/// Bytes of a bullet or number and the white space after it; 0 where `text` begins with none.
uint32_t ListMarkerBytes(std::string_view text) {
  size_t at = 0;
  bool is_dash = false;
  for (std::string_view bullet :
       {"•", "‣", "◦", "▪", "●", "■", "·", "∙", "►", "➢", "–", "—", "−", "-", "*"}) {
    if (text.starts_with(bullet)) {
      at = bullet.size();
      is_dash = bullet == "–" || bullet == "—" || bullet == "−" || bullet == "-" || bullet == "*";
      break;
    }
  }
  if (at == 0) {
    // "1." "12)" "(3)" "(iv)" "a)"
    size_t i = text.starts_with('(') ? 1 : 0;
    size_t begin = i;
    while (i < text.size() && i - begin < 3 && std::isdigit(static_cast<unsigned char>(text[i]))) {
      ++i;
    }
    bool digits = i > begin;
    if (!digits) {
      while (i < text.size() && i - begin < 4 && StartsWithAny(text.substr(i), {"i", "v", "x"}))
        ++i;
      if (i == begin && i < text.size() && text[i] >= 'a' && text[i] <= 'h') ++i;
    }
    if (i == begin || i >= text.size()) return 0;
    bool closed = text[i] == ')' || (text[i] == '.' && digits && begin == 0);
    if (!closed) return 0;
    at = i + 1;
  }
  size_t space = at;
  while (size_t length = SpaceLength(text, space)) space += length;
  if (space == at || space == text.size()) return 0;
  // A dash before a dash is a rule, not an item.
  if (is_dash && StartsWithAny(text.substr(space), {"-", "–", "—", "*"})) return 0;
  return static_cast<uint32_t>(space);
}

bool HasLetterOrDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    auto u = static_cast<unsigned char>(c);
    return std::isalnum(u) || (u >= 0xC3 && u != 0xE2);
  });
}

/// Without the quotes and brackets that may close after a full stop.
std::string_view WithoutClosers(std::string_view text) {
  bool more = true;
  while (more && !text.empty()) {
    more = false;
    for (std::string_view closer : {"\"", "'", "”", "’", "»", ")", "]"}) {
      if (text.ends_with(closer)) {
        text.remove_suffix(closer.size());
        more = true;
      }
    }
  }
  return text;
}

bool EndsSentence(std::string_view text) {
  return EndsWithAny(WithoutClosers(text), {".", "!", "?", ":", ";", "…"});
}

bool BeginsLower(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z';
}

/// The line can't be the end of what it says: a word or mark that wants more.
bool WantsMore(std::string_view text) {
  if (EndsWithAny(text, {",", "-", "–", "—", "(", "/", "&"})) return true;
  // The last word, if it is a short one.
  if (text.size() > 16) text.remove_prefix(text.size() - 16);
  size_t space = text.rfind(' ');
  std::string_view last = space == std::string_view::npos ? text : text.substr(space + 1);
  static constexpr std::array<std::string_view, 24> kOpen = {
      "a",  "an", "and", "as",   "at",  "between", "by",  "de",   "for", "from", "in", "into",
      "of", "on", "or",  "that", "the", "to",      "von", "with", "van", "al",   "el", "which"};
  return std::find(kOpen.begin(), kOpen.end(), last) != kOpen.end();
}

bool LooksLikeHeading(std::string_view text) {
  if (text.size() > kMaxHeadingBytes) return false;
  if (BeginsLower(text) || WantsMore(text)) return false;
  if (StartsWithAny(text, {"By ", "“", "\"", "«", "‘", "'"}) && !text.starts_with("By the ")) {
    return false;
  }
  std::string_view bare = WithoutClosers(text);
  if (bare.ends_with('?') && text.size() < 100) return true;
  return !EndsWithAny(bare, {".", "!", "?", ";", ":", "…"});
}

std::vector<Line> FindLines(std::string_view text) {
  std::vector<Line> lines;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find('\n', at);
    if (end == std::string_view::npos) end = text.size();
    Line line;
    size_t begin = at;
    while (begin < end) {
      size_t length = SpaceLength(text, begin);
      if (length == 0) break;
      begin += length;
    }
    size_t last = end;
    // Trailing spaces of ASCII and the no-break space; others are rare and harmless.
    while (last > begin) {
      if (static_cast<unsigned char>(text[last - 1]) <= ' ') {
        --last;
      } else if (last >= begin + 2 && text.substr(last - 2, 2) == "\xC2\xA0") {
        last -= 2;
      } else {
        break;
      }
    }
    line.raw_begin = static_cast<uint32_t>(at);
    line.begin = static_cast<uint32_t>(std::min(begin, last));
    line.end = static_cast<uint32_t>(last);
    line.blank = line.begin >= line.end;
    if (!line.blank) {
      line.marker_bytes = ListMarkerBytes(text.substr(line.begin, line.end - line.begin));
    }
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

/// "For Peru: Ann Ayres, Minister": a line of a list of signatories.
bool NamesSide(std::string_view line) {
  if (!StartsWithAny(line, {"For ", "On behalf of "})) return false;
  constexpr size_t kMaxSideBytes = 90;
  const size_t mark = line.substr(0, kMaxSideBytes).find_first_of(":,.;");
  return mark != std::string_view::npos && line[mark] == ':';
}

/// "Signed by: Ann Ayres, Bo Lund": a line of a fact sheet.
bool IsField(std::string_view line) {
  constexpr size_t kMaxKeyBytes = 32, kMaxKeyWords = 4;
  if (line.empty() || line[0] < 'A' || line[0] > 'Z') return false;
  size_t words = 1;
  for (size_t i = 0; i + 1 < line.size() && i < kMaxKeyBytes; ++i) {
    if (line[i] == ':') return line[i + 1] == ' ' && words <= kMaxKeyWords;
    if (line[i] == ' ') {
      ++words;
    } else if (std::isalpha(static_cast<unsigned char>(line[i])) == 0) {
      return false;
    }
  }
  return false;
}

/// Whether the break between two lines of a group ends a block.
bool BreaksBlock(std::string_view text, const Line& line, const Line& next, size_t wrap_bytes) {
  if (next.marker_bytes > 0) return true;
  std::string_view here = text.substr(line.begin, line.end - line.begin);
  std::string_view there = text.substr(next.begin, next.end - next.begin);
  if (NamesSide(there) || (IsField(there) && IsField(here))) return true;
  size_t first_word = std::min(there.find(' '), there.size());
  bool wrapped = wrap_bytes >= kMinWrapBytes && wrap_bytes <= kMaxWrapBytes &&
                 here.size() + 1 + first_word > wrap_bytes;
  if (wrapped) return false;
  if (EndsSentence(here)) return true;
  return !(WantsMore(here) || BeginsLower(there));
}

}  // namespace

bool EndsBlockAtBreak(std::string_view line, std::string_view next) {
  return !(WantsMore(line) || BeginsLower(next));
}

size_t SpaceLength(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  auto c = static_cast<unsigned char>(text[at]);
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (c < 0xC2) return 0;
  if (c == 0xC2) {
    return at + 1 < text.size() && (text[at + 1] == '\xA0' || text[at + 1] == '\x85') ? 2 : 0;
  }
  if (at + 2 >= text.size()) return 0;
  auto d = static_cast<unsigned char>(text[at + 1]);
  auto e = static_cast<unsigned char>(text[at + 2]);
  if (c == 0xE2 && d == 0x80 && ((e >= 0x80 && e <= 0x8F) || e == 0xA8 || e == 0xA9 || e == 0xAF)) {
    return 3;  // U+2000 to U+200F, U+2028, U+2029, U+202F
  }
  if (c == 0xE2 && d == 0x81 && (e == 0x9F || e == 0xA0)) return 3;  // U+205F, U+2060
  if (c == 0xE3 && d == 0x80 && e == 0x80) return 3;                 // U+3000
  if (c == 0xEF && d == 0xBB && e == 0xBF) return 3;                 // U+FEFF
  return 0;
}

std::string SqueezeSpace(std::string_view text) {
  std::string out;
  bool space = false;
  for (size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "\xC2\xAD") {  // soft hyphen
      at += 2;
      continue;
    }
    size_t length = SpaceLength(text, at);
    if (length > 0) {
      const std::string_view mark = text.substr(at, length);
      const bool zero_width =
          (mark >= "\u200B" && mark <= "\u200F") || mark == "\u2060" || mark == "\uFEFF";
      space = space || !zero_width;
      at += length;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += text[at++];
  }
  return out;
}

std::vector<Block> FindTextBlocks(std::string_view text) {
  std::vector<Line> lines = FindLines(text);
  std::vector<Block> blocks;
  auto add = [&](BlockKind kind, uint32_t begin, uint32_t end) {
    if (HasLetterOrDigit(text.substr(begin, end - begin))) blocks.push_back({kind, {begin, end}});
  };
  for (size_t i = 0; i < lines.size();) {
    if (lines[i].blank) {
      ++i;
      continue;
    }
    size_t group_end = i;
    size_t wrap_bytes = 0;
    while (group_end < lines.size() && !lines[group_end].blank) {
      wrap_bytes = std::max<size_t>(wrap_bytes, lines[group_end].end - lines[group_end].begin);
      ++group_end;
    }
    for (size_t begin = i; begin < group_end;) {
      size_t end = begin + 1;
      while (end < group_end && !BreaksBlock(text, lines[end - 1], lines[end], wrap_bytes)) ++end;
      const Line& first = lines[begin];
      uint32_t from = first.begin + first.marker_bytes;
      uint32_t to = lines[end - 1].end;
      std::string_view body = text.substr(from, to - from);
      BlockKind kind = BlockKind::kParagraph;
      const auto field = [&](size_t line) {
        return line < group_end &&
               IsField(text.substr(lines[line].begin, lines[line].end - lines[line].begin));
      };
      const bool of_sheet =
          field(begin) && end == begin + 1 && (field(end) || (begin > i && field(begin - 1)));
      if (first.marker_bytes > 0 || NamesSide(body) || of_sheet) {
        kind = BlockKind::kListItem;
      } else if (LooksLikeHeading(body)) {
        kind = BlockKind::kHeading;
      }
      add(kind, from, to);
      begin = end;
    }
    i = group_end;
  }
  // The first heading, where the text begins with one, is the title; one that nothing follows but a
  // paragraph's worth of text is all there is, and a paragraph.
  if (!blocks.empty() && blocks.front().kind == BlockKind::kHeading) {
    blocks.front().kind = blocks.size() > 1 ? BlockKind::kTitle : BlockKind::kParagraph;
  }
  return blocks;
}

}  // namespace entente::ingest
