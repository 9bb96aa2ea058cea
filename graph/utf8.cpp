#include "graph/utf8.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "graph/check.h"

namespace entente::graph {

std::optional<size_t> FindInvalidUtf8(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  auto continues = [&](size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
  size_t i = 0;
  while (i < text.size()) {
    unsigned char b = byte(i);
    if (b < 0x80) {
      ++i;
      uint64_t chunk = 0;  // most text goes on in ASCII
      while (i + 8 <= text.size()) {
        std::memcpy(&chunk, text.data() + i, 8);
        if ((chunk & 0x8080808080808080ULL) != 0) break;
        i += 8;
      }
    } else if (b >= 0xC2 && b <= 0xDF) {
      if (!continues(i + 1)) return i;
      i += 2;
    } else if (b >= 0xE0 && b <= 0xEF) {
      if (!continues(i + 1) || !continues(i + 2)) return i;
      if (b == 0xE0 && byte(i + 1) < 0xA0) return i;
      if (b == 0xED && byte(i + 1) > 0x9F) return i;
      i += 3;
    } else if (b >= 0xF0 && b <= 0xF4) {
      if (!continues(i + 1) || !continues(i + 2) || !continues(i + 3)) return i;
      if (b == 0xF0 && byte(i + 1) < 0x90) return i;
      if (b == 0xF4 && byte(i + 1) > 0x8F) return i;
      i += 4;
    } else {
      return i;
    }
  }
  return std::nullopt;
}

size_t CountCharacters(std::string_view text) {
  // Bytes that go on a character are 10xxxxxx; eight bytes at a time, counted side by side.
  constexpr uint64_t kOnes = 0x0101010101010101ULL, kPairs = 0x00FF00FF00FF00FFULL;
  size_t going_on = 0, i = 0;
  while (i + 8 <= text.size()) {
    uint64_t sums = 0;
    for (int most = 255; most > 0 && i + 8 <= text.size(); --most, i += 8) {
      uint64_t chunk;
      std::memcpy(&chunk, text.data() + i, 8);
      sums += (chunk >> 7) & ~(chunk >> 6) & kOnes;
    }
    const uint64_t pairs = (sums & kPairs) + ((sums >> 8) & kPairs);
    going_on += static_cast<size_t>((pairs * 0x0001000100010001ULL) >> 48);
  }
  for (; i < text.size(); ++i) going_on += (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
  return text.size() - going_on;
}

CodePoint DecodeAt(std::string_view text, size_t at) {
  ENTENTE_CHECK(at < text.size());
  auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<char32_t>(static_cast<unsigned char>(text[i]) & 0x3F) : 0;
  };
  unsigned char b = static_cast<unsigned char>(text[at]);
  if (b < 0x80) return {b, 1};
  if (b < 0xE0) return {(static_cast<char32_t>(b & 0x1F) << 6) | byte(at + 1), 2};
  if (b < 0xF0)
    return {(static_cast<char32_t>(b & 0x0F) << 12) | (byte(at + 1) << 6) | byte(at + 2), 3};
  return {(static_cast<char32_t>(b & 0x07) << 18) | (byte(at + 1) << 12) | (byte(at + 2) << 6) |
              byte(at + 3),
          4};
}

void AppendUtf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

LineColumn LocateByte(std::string_view text, size_t byte) {
  std::string_view before = text.substr(0, std::min(byte, text.size()));
  LineColumn at;
  at.line += static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n'));
  size_t line_begin = before.rfind('\n');
  std::string_view line =
      line_begin == std::string_view::npos ? before : before.substr(line_begin + 1);
  at.column += static_cast<uint32_t>(CountCharacters(line));
  return at;
}

namespace {

const icu::Normalizer2& Nfkd() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* n = icu::Normalizer2::getNFKDInstance(status);
  ENTENTE_CHECK(U_SUCCESS(status));
  return *n;
}

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

namespace {

/// What a folded name is made of: letters and digits, and one space where anything else stands.
class FoldedName {
 public:
  explicit FoldedName(size_t expected_bytes) { out_.reserve(expected_bytes + 1); }
  void Add(char32_t c) {
    Part();
    AppendUtf8(out_, c);
  }
  void Space() { pending_space_ = true; }
  /// Takes ASCII characters from `at` of `text` on; returns where the first other one stands.
  size_t AddPlain(std::string_view text, size_t at) {
    size_t end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
    size_t size = out_.size();
    out_.resize(size + (end - at) + 1);  // and a space before it
    for (; at < end; ++at) {
      const char folded = kFoldedPlain[static_cast<unsigned char>(text[at])];
      if (folded == ' ') {
        pending_space_ = true;
        continue;
      }
      if (pending_space_ && size > 0) out_[size++] = ' ';
      pending_space_ = false;
      out_[size++] = folded;
    }
    out_.resize(size);
    return at;
  }
  std::string Take() { return std::move(out_); }

 private:
  static constexpr std::array<char, 128> kFoldedPlain = [] {
    std::array<char, 128> folded{};
    for (char c = 0;; ++c) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      const bool capital = c >= 'A' && c <= 'Z';
      folded[static_cast<size_t>(c)] = letter    ? c
                                       : capital ? static_cast<char>(c - 'A' + 'a')
                                                 : ' ';
      if (c == 127) break;
    }
    return folded;
  }();
  void Part() {
    if (pending_space_ && !out_.empty()) out_ += ' ';
    pending_space_ = false;
  }
  std::string out_;
  bool pending_space_ = false;
};

/// Calls `letter` for each letter and digit of `text` folded and `other` for what parts them.
template <class Letter, class Other>
void FoldByIcu(std::string_view text, Letter letter, Other other) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString folded = Nfkd().normalize(FromUtf8(text), status);
  folded.foldCase();
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    UChar32 c = folded.char32At(i);
    int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
        type == U_FORMAT_CHAR) {  // accents; soft hyphens and zero-width characters
      continue;
    }
    if (u_isalnum(c)) {
      letter(static_cast<char32_t>(c));
    } else {
      other();
    }
  }
}

/// Latin letters with marks, and the quotes and dashes of General Punctuation, each folded by
/// itself: none of them acts on its neighbours. A space stands for what parts words. Nothing for
/// any other character.
const std::u32string* FoldedAlone(char32_t c) {
  struct Range {
    char32_t begin, end;
    std::vector<std::u32string> folded;
  };
  static const std::vector<Range> kRanges = [] {
    std::vector<Range> ranges = {{0x80, 0x250, {}}, {0x1E00, 0x1F00, {}}, {0x2010, 0x2040, {}}};
    for (Range& range : ranges) {
      for (char32_t point = range.begin; point < range.end; ++point) {
        std::string text;
        AppendUtf8(text, point);
        std::u32string& folded = range.folded.emplace_back();
        FoldByIcu(
            text, [&](char32_t letter) { folded += letter; }, [&] { folded += U' '; });
      }
    }
    return ranges;
  }();
  for (const Range& range : kRanges) {
    if (c >= range.begin && c < range.end) return &range.folded[c - range.begin];
  }
  return nullptr;
}

}  // namespace

std::string FoldName(std::string_view text) {
  FoldedName out(text.size());
  for (size_t at = 0; at < text.size();) {
    at = out.AddPlain(text, at);
    if (at == text.size()) break;
    const CodePoint point = DecodeAt(text, at);
    at += point.size_bytes;
    const std::u32string* folded = FoldedAlone(point.value);
    if (folded == nullptr) {
      FoldedName all(text.size());
      FoldByIcu(
          text, [&](char32_t letter) { all.Add(letter); }, [&] { all.Space(); });
      return all.Take();
    }
    for (char32_t letter : *folded) {
      if (letter == U' ') {
        out.Space();
      } else {
        out.Add(letter);
      }
    }
  }
  return out.Take();
}

std::string ToLower(std::string_view text) {
  if (IsAscii(text)) {
    std::string out(text);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
  }
  icu::UnicodeString u = FromUtf8(text);
  return ToUtf8(u.toLower(icu::Locale::getRoot()));
}

std::string ToUpper(std::string_view text) {
  if (IsAscii(text)) {
    std::string out(text);
    for (char& c : out)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
  }
  icu::UnicodeString u = FromUtf8(text);
  return ToUtf8(u.toUpper(icu::Locale::getRoot()));
}

std::string ToNfc(std::string_view text) {
  if (IsAscii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  ENTENTE_CHECK(U_SUCCESS(status));
  return ToUtf8(nfc->normalize(FromUtf8(text), status));
}

}  // namespace entente::graph
