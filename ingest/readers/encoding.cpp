#include "ingest/readers/encoding.h"

#include <fmt/format.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include "graph/utf8.h"

namespace entente::ingest {

namespace {

using graph::Error;
using graph::ErrorCode;
using graph::MakeError;
using graph::Result;

// What a guess looks at: enough for every detector, whatever the size of the document.
constexpr size_t kGuessBytes = size_t{1} << 16;

struct Mark {
  std::string_view bytes;
  const char* charset;
};
// The longer marks first: that of UTF-32LE begins with that of UTF-16LE.
constexpr std::array<Mark, 5> kByteOrderMarks = {{{"\xEF\xBB\xBF", "UTF-8"},
                                                  {{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                                                  {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
                                                  {"\xFF\xFE", "UTF-16LE"},
                                                  {"\xFE\xFF", "UTF-16BE"}}};

struct Signature {
  std::string_view bytes;
  const char* name;
};
constexpr std::array<Signature, 12> kBinarySignatures = {{{"%PDF-", "a PDF"},
                                                          {"PK\x03\x04", "a ZIP or office"},
                                                          {"\x7f"
                                                           "ELF",
                                                           "an executable"},
                                                          {"\x89PNG", "a PNG image"},
                                                          {"GIF8", "a GIF image"},
                                                          {"\xFF\xD8\xFF", "a JPEG image"},
                                                          {"\x1f\x8b", "a gzip"},
                                                          {"BZh9", "a bzip2"},
                                                          {"\xFD"
                                                           "7zXZ",
                                                           "an xz"},
                                                          {"\x28\xB5\x2F\xFD", "a Zstandard"},
                                                          {"\xD0\xCF\x11\xE0", "an old office"},
                                                          {"{\\rtf", "an RTF"}}};

Error AtByte(std::string_view text, size_t byte, std::string message) {
  Error error = MakeError(ErrorCode::kEncoding, std::move(message));
  // Characters can't be counted in bytes that are none: every byte before counts as one.
  error.line = 1 + static_cast<uint32_t>(std::count(text.begin(), text.begin() + byte, '\n'));
  size_t line_begin = byte == 0 ? std::string_view::npos : text.rfind('\n', byte - 1);
  line_begin = line_begin == std::string_view::npos ? 0 : line_begin + 1;
  uint32_t column = 1;
  for (size_t i = line_begin; i < byte; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++column;
  }
  error.column = column;
  return error;
}

/// Bytes that no text in any of our encodings holds in number.
bool IsControl(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1A &&
          c != 0x1B) ||
         c == 0x7F;
}

size_t CountControls(std::string_view bytes) {
  size_t controls = 0;
  for (size_t i = 0; i < bytes.size();) {
    // Of most eight bytes none is below a space or above '~'.
    constexpr uint64_t kOnes = 0x0101010101010101ULL;
    uint64_t chunk = 0;
    const size_t size = std::min<size_t>(8, bytes.size() - i);
    std::memcpy(&chunk, bytes.data() + i, size);
    const uint64_t deleted = chunk ^ kOnes * 0x7F;
    const uint64_t suspects = ((chunk - kOnes * 0x20) & ~chunk) | ((deleted - kOnes) & ~deleted);
    if ((suspects & kOnes * 0x80) != 0) {
      for (char c : bytes.substr(i, size)) controls += IsControl(static_cast<unsigned char>(c));
    }
    i += size;
  }
  return controls;
}

/// UTF-16 without a mark: every other byte of mostly ASCII text is zero.
std::optional<const char*> GuessUtf16(std::string_view bytes) {
  std::string_view head = bytes.substr(0, 4096);
  size_t zero[2] = {0, 0};
  for (size_t i = 0; i < head.size(); ++i) zero[i % 2] += head[i] == 0;
  size_t half = head.size() / 2;
  if (half < 2 || bytes.size() % 2 != 0) return std::nullopt;
  if (zero[1] * 10 >= half * 7 && zero[0] * 20 <= half) return "UTF-16LE";
  if (zero[0] * 10 >= half * 7 && zero[1] * 20 <= half) return "UTF-16BE";
  return std::nullopt;
}

std::string GuessCharset(std::string_view bytes) {
  // Plain ASCII says nothing: begin a little before the first byte that does.
  auto first = std::find_if(bytes.begin(), bytes.end(),
                            [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  size_t at = static_cast<size_t>(first - bytes.begin());
  std::string_view sample = bytes.substr(at > 2048 ? at - 2048 : 0, kGuessBytes);
  std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return "";
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

// What a byte above ASCII is in Windows-1252, as Western European text has it.
enum class WesternByte : uint8_t { kNone, kCapital, kLetter, kMark, kInWord };

WesternByte WesternByteOf(unsigned char c) {
  // Š Œ Ž, š œ ž Ÿ; Ð Þ ð þ are not counted: they are other letters in the eastern code pages.
  if (c == 0x8A || c == 0x8C || c == 0x8E || c == 0x9F) return WesternByte::kCapital;
  if (c == 0x9A || c == 0x9C || c == 0x9E) return WesternByte::kLetter;
  if (c == 0xD0 || c == 0xDE || c == 0xF0 || c == 0xFE) return WesternByte::kNone;
  if (c >= 0xC0) {
    if (c == 0xD7 || c == 0xF7) return WesternByte::kMark;
    return c < 0xDF ? WesternByte::kCapital : WesternByte::kLetter;
  }
  switch (c) {
    case 0x92:  // the apostrophe
    case 0xAD:  // soft hyphen
    case 0xB7:  // as Catalan has it
      return WesternByte::kInWord;
    case 0x80:  // €
    case 0x82:
    case 0x84:
    case 0x85:
    case 0x8B:
    case 0x91:
    case 0x93:
    case 0x94:
    case 0x95:
    case 0x96:
    case 0x97:
    case 0x99:
    case 0x9B:
    case 0xA0:
    case 0xA1:
    case 0xA3:
    case 0xA7:
    case 0xA9:
    case 0xAA:
    case 0xAB:
    case 0xAE:
    case 0xB0:
    case 0xB2:
    case 0xB3:
    case 0xB4:
    case 0xBA:
    case 0xBB:
    case 0xBD:
    case 0xBF:
      return WesternByte::kMark;
    default:
      return WesternByte::kNone;
  }
}

bool IsAsciiLetter(unsigned char c) { return c < 0x80 && std::isalpha(c) != 0; }

/// Text in a Latin alphabet with an accent here and there, every one of which Windows-1252 has, in
/// places where words have them. `high_count` counts the bytes above ASCII.
bool LooksWestern(std::string_view bytes, size_t* high_count) {
  *high_count = 0;
  auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  size_t run = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (at(i) < 0x80) {
      run = 0;
      continue;
    }
    ++*high_count;
    WesternByte kind = WesternByteOf(at(i));
    bool letter = kind == WesternByte::kLetter || kind == WesternByte::kCapital;
    run = letter ? run + 1 : 0;
    if (kind == WesternByte::kNone || run > 2) return false;
    unsigned char before = i > 0 ? at(i - 1) : ' ';
    unsigned char after = i + 1 < bytes.size() ? at(i + 1) : ' ';
    if (kind == WesternByte::kMark && IsAsciiLetter(before) && IsAsciiLetter(after) &&
        at(i) != 0x97 && at(i) != 0x96 && at(i) != 0xA0) {
      return false;
    }
    if (kind == WesternByte::kCapital && before >= 'a' && before <= 'z') return false;
  }
  return true;
}

/// A guess at so little text is no better than the most common encoding that fits.
constexpr size_t kFewHighBytes = 32;

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter OpenConverter(const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  // Web pages that say Latin-1 or ASCII mean Windows-1252.   Source: WHATWG Encoding Standard.
  std::string lower;
  for (char c : charset) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::string name = charset;
  if (lower == "iso-8859-1" || lower == "latin1" || lower == "us-ascii" || lower == "ascii") {
    name = "windows-1252";
  }
  Converter converter(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status)) return nullptr;
  return converter;
}

/// Errors: kEncoding at the first bytes that `charset` has no character for.
Result<std::string> Convert(std::string_view bytes, const std::string& charset) {
  Converter from = OpenConverter(charset);
  if (!from) {
    return MakeError(ErrorCode::kEncoding,
                     fmt::format("the encoding \"{}\" is not known", charset.substr(0, 64)));
  }
  UErrorCode status = U_ZERO_ERROR;
  Converter to(ucnv_open("UTF-8", &status));
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) return MakeError(ErrorCode::kEncoding, "the text could not be converted");
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  std::array<UChar, 4096> pivot;
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  std::array<char, 16384> buffer;
  const char* source = bytes.data();
  const char* source_end = bytes.data() + bytes.size();
  bool reset = true;
  while (true) {
    char* target = buffer.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source,
                   source_end, pivot.data(), &pivot_source, &pivot_target,
                   pivot.data() + pivot.size(), reset, true, &status);
    reset = false;
    out.append(buffer.data(), static_cast<size_t>(target - buffer.data()));
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(status)) {
      size_t at = static_cast<size_t>(source - bytes.data());
      at = at > 0 ? at - 1 : 0;
      return AtByte(bytes, at, fmt::format("the bytes here are no text in {}", charset));
    }
    break;
  }
  return out;
}

/// Bytes that continue valid UTF-8 sequences against bytes that break them.
bool LooksLikeBrokenUtf8(std::string_view bytes) {
  std::string_view rest = bytes.substr(0, kGuessBytes * 4);
  size_t valid = 0, broken = 0;
  for (size_t i = 0; i < rest.size();) {
    auto c = static_cast<unsigned char>(rest[i]);
    size_t length = c < 0x80                ? 1
                    : c >= 0xC2 && c < 0xE0 ? 2
                    : (c & 0xF0) == 0xE0    ? 3
                    : (c & 0xF8) == 0xF0    ? 4
                                            : 0;
    if (length == 1) {
      ++i;
    } else if (length != 0 && i + length <= rest.size() &&
               !graph::FindInvalidUtf8(rest.substr(i, length))) {
      ++valid;
      i += length;
    } else {
      ++broken;
      ++i;
    }
  }
  return valid > 0 && valid >= 4 * broken;
}

/// CRLF and lone CR to LF, in place.
std::string FoldLineEndings(std::string text) {
  size_t at = text.find('\r');
  if (at == std::string::npos) return text;
  size_t out = at;
  for (size_t in = at; in < text.size(); ++in) {
    if (text[in] == '\r') {
      text[out++] = '\n';
      if (in + 1 < text.size() && text[in + 1] == '\n') ++in;
    } else {
      text[out++] = text[in];
    }
  }
  text.resize(out);
  return text;
}

Result<std::string> ToUtf8(std::string_view bytes, std::string_view declared) {
  for (const Mark& mark : kByteOrderMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    std::string_view rest = bytes.substr(mark.bytes.size());
    if (mark.bytes.size() == 3) {
      if (auto bad = graph::FindInvalidUtf8(rest)) {
        return AtByte(rest, *bad, "a byte here is not valid UTF-8, though the file's mark says so");
      }
      return std::string(rest);
    }
    return Convert(rest, mark.charset);
  }
  for (const Signature& signature : kBinarySignatures) {
    if (bytes.starts_with(signature.bytes)) {
      return MakeError(ErrorCode::kEncoding,
                       fmt::format("this is {} file, not text", signature.name));
    }
  }
  if (auto utf16 = GuessUtf16(bytes)) return Convert(bytes, *utf16);
  const size_t controls = CountControls(bytes);
  if (bytes.find('\0') != std::string_view::npos || controls * 200 > bytes.size()) {
    return MakeError(ErrorCode::kEncoding, "this is a binary file, not text");
  }
  auto bad = graph::FindInvalidUtf8(bytes);
  if (!bad) return std::string(bytes);
  if (!declared.empty()) {
    std::string charset(declared);
    std::transform(charset.begin(), charset.end(), charset.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    // A page that says UTF-8 and is none is often an older page in a newer frame: guess below.
    if (charset != "UTF-8" && charset != "UTF8") {
      if (auto text = Convert(bytes, charset)) return text;
    }
  }
  if (LooksLikeBrokenUtf8(bytes)) return AtByte(bytes, *bad, "a byte here is not valid UTF-8");
  std::string guess = GuessCharset(bytes);
  size_t high_count = 0;
  const bool western = LooksWestern(bytes.substr(0, kGuessBytes), &high_count);
  const bool old_machine = guess.starts_with("IBM") || guess.starts_with("MAC");
  if (guess.empty() || guess == "ASCII" || guess == "UTF-8" ||
      (western && (high_count <= kFewHighBytes || old_machine))) {
    guess = "windows-1252";
  }
  if (auto text = Convert(bytes, guess)) return text;
  if (auto text = Convert(bytes, "windows-1252")) return text;
  return AtByte(bytes, *bad, "the bytes here are no text in UTF-8 or any other known encoding");
}

}  // namespace

Result<std::string> DecodeText(std::string_view bytes, std::string_view declared) {
  auto text = ToUtf8(bytes, declared);
  if (!text) return text.error();
  if (text->find('\0') != std::string::npos) {
    return MakeError(ErrorCode::kEncoding, "this is a binary file, not text");
  }
  return FoldLineEndings(*std::move(text));
}

std::string DeclaredHtmlCharset(std::string_view bytes) {
  std::string head(bytes.substr(0, 4096));
  for (char& c : head) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  for (std::string_view name : {"charset", "encoding"}) {
    for (size_t at = head.find(name); at != std::string::npos; at = head.find(name, at + 1)) {
      size_t i = at + name.size();
      while (i < head.size() && head[i] == ' ') ++i;
      if (i >= head.size() || head[i] != '=') continue;
      ++i;
      while (i < head.size() && (head[i] == ' ' || head[i] == '"' || head[i] == '\'')) ++i;
      size_t begin = i;
      while (i < head.size() && (std::isalnum(static_cast<unsigned char>(head[i])) ||
                                 head[i] == '-' || head[i] == '_' || head[i] == ':')) {
        ++i;
      }
      if (i > begin) return head.substr(begin, i - begin);
    }
  }
  return "";
}

}  // namespace entente::ingest
