#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "graph/utf8.h"
#include "query/limits.h"
#include "query/token.h"

#include <unicode/uchar.h>

namespace entente::query {

using graph::Error;
using graph::ErrorCode;
using graph::SourceSpan;

bool SameKeyword(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
// The size of the name character at `at`, 0 when there is none.
size_t NameCharacterAt(std::string_view text, size_t at, bool first) {
  if (at >= text.size()) return 0;
  char c = text[at];
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') return 1;
  if (IsDigit(c)) return first ? 0 : 1;
  if (static_cast<unsigned char>(c) < 0x80) return 0;
  auto point = graph::DecodeAt(text, at);
  auto code = static_cast<UChar32>(point.value);
  bool fits = first ? u_isIDStart(code) || u_charType(code) == U_CONNECTOR_PUNCTUATION
                    : u_isIDPart(code) && !u_isIDIgnorable(code);
  return fits || u_charType(code) == U_CURRENCY_SYMBOL ? point.size_bytes : 0;
}

bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

class Lexer {
 public:
  Lexer(std::string_view text, Limits* limits) : text_(text), limits_(limits) {}

  graph::Result<std::vector<Token>> Run() {
    if (text_.size() >= 0xffffffffu) {
      return graph::MakeError(ErrorCode::kLimit, "the query is longer than 4 GB");
    }
    if (auto bad = graph::FindInvalidUtf8(text_)) {
      return graph::MakeError(ErrorCode::kEncoding, "the query is not valid UTF-8",
                              Span(*bad, *bad + 1));
    }
    while (!error_) {
      SkipSpace();
      if (error_) break;
      begin_ = at_;
      if (at_ >= text_.size()) {
        Emit(TokenKind::kEnd, "");
        break;
      }
      Next();
    }
    if (error_) return *std::move(error_);
    return std::move(tokens_);
  }

 private:
  char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  static SourceSpan Span(size_t begin, size_t end) {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }
  void Fail(const char* detail, std::string message, size_t begin, size_t end) {
    error_ = graph::MakeError(ErrorCode::kSyntax, std::move(message), Span(begin, end));
    error_->detail = detail;
  }
  Token& Emit(TokenKind kind, std::string text) {
    if (limits_ && tokens_.size() == tokens_.capacity()) CountMore();
    Token& token = tokens_.emplace_back();
    token.kind = kind;
    token.text = std::move(text);
    token.span = Span(begin_, at_);
    return token;
  }

  // So many tokens again are about to have room.
  void CountMore() {
    graph::Status status = limits_->Charge(std::max<size_t>(64, tokens_.size()) * sizeof(Token));
    if (status) status = limits_->Check();
    if (!status) error_ = status.error();
  }

  void SkipSpace() {
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f)) {
        ++at_;
      } else if (c == '/' && Peek(1) == '/') {
        while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
      } else if (c == '/' && Peek(1) == '*') {
        size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
          return Fail("UnexpectedSyntax", "this comment is never closed: expected */", at_,
                      at_ + 2);
        }
        at_ = end + 2;
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        auto point = graph::DecodeAt(text_, at_);
        if (!u_isUWhiteSpace(static_cast<UChar32>(point.value)) && point.value != 0xfeff) return;
        at_ += point.size_bytes;
      } else {
        return;
      }
    }
  }

  size_t NameCharacter(bool first) const { return NameCharacterAt(text_, at_, first); }

  void Next() {
    char c = text_[at_];
    if (NameCharacter(true)) {
      while (size_t n = NameCharacter(false)) at_ += n;
      Emit(TokenKind::kName, std::string(text_.substr(begin_, at_ - begin_)));
    } else if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)) && !AfterDotOrName())) {
      Number();
    } else if (c == '\'' || c == '"') {
      String(c);
    } else if (c == '`') {
      ++at_;
      if (auto name = QuotedName()) Emit(TokenKind::kQuotedName, *std::move(name));
    } else if (c == '$') {
      Parameter();
    } else {
      Symbol();
    }
  }

  // After "1." or "a." a dot and digits are a range or a look-up, never a number.
  bool AfterDotOrName() const {
    return !tokens_.empty() && tokens_.back().span.end_byte == begin_ &&
           (tokens_.back().text == "." || tokens_.back().text == ".." ||
            tokens_.back().kind == TokenKind::kName || tokens_.back().kind == TokenKind::kInteger);
  }

  // What was just read stands where a map's key does: after a brace or comma, before a colon.
  bool IsKeyOfMap() const {
    if (tokens_.empty() || (tokens_.back().text != "{" && tokens_.back().text != ",")) return false;
    size_t next = text_.find_first_not_of(" \t\r\n", at_);
    return next != std::string_view::npos && text_[next] == ':';
  }

  std::optional<std::string> QuotedName() {
    std::string out;
    while (at_ < text_.size()) {
      if (text_[at_] == '`') {
        if (Peek(1) != '`') {
          ++at_;
          return out;
        }
        ++at_;
      }
      out += text_[at_++];
    }
    Fail("UnexpectedSyntax", "this quoted name is never closed: expected `", begin_, begin_ + 1);
    return std::nullopt;
  }

  void Parameter() {
    ++at_;
    if (Peek() == '`') {
      ++at_;
      if (auto name = QuotedName()) Emit(TokenKind::kParameter, *std::move(name));
      return;
    }
    size_t from = at_;
    while (size_t n = NameCharacter(false)) at_ += n;
    if (from == at_) {
      return Fail("UnexpectedSyntax", "a parameter needs a name after $", begin_, begin_ + 1);
    }
    Emit(TokenKind::kParameter, std::string(text_.substr(from, at_ - from)));
  }

  void Number() {
    bool is_float = false;
    int base = 10;
    if (Peek() == '0' && (Peek(1) == 'x' || Peek(1) == 'X')) base = 16;
    if (Peek() == '0' && (Peek(1) == 'o' || Peek(1) == 'O')) base = 8;
    if (base != 10) at_ += 2;
    size_t digits = at_;
    if (base == 10) {
      while (IsDigit(Peek())) ++at_;
      if (Peek() == '.' && IsDigit(Peek(1))) {
        is_float = true;
        ++at_;
        while (IsDigit(Peek())) ++at_;
      }
      bool sign = Peek(1) == '-' || Peek(1) == '+';
      if ((Peek() == 'e' || Peek() == 'E') && IsDigit(Peek(sign ? 2 : 1))) {
        is_float = true;
        at_ += sign ? 2 : 1;
        while (IsDigit(Peek())) ++at_;
      }
    } else {
      while (IsHexDigit(Peek())) ++at_;
    }
    // Letters right after a number belong to it, and spoil it.
    if (NameCharacter(false)) {
      while (size_t n = NameCharacter(false)) at_ += n;
      if (IsKeyOfMap()) {
        return Fail("UnexpectedSyntax", "a key begins with a letter, or stands in backticks",
                    begin_, at_);
      }
      return Fail("InvalidNumberLiteral",
                  "this is not a number: a name or a space was expected before it, or digits only",
                  begin_, at_);
    }
    if (is_float) {
      double value = std::strtod(std::string(text_.substr(begin_, at_ - begin_)).c_str(), nullptr);
      if (std::isinf(value)) {
        return Fail("FloatingPointOverflow", "this number is too large for a float", begin_, at_);
      }
      Emit(TokenKind::kFloat, "").real = value;
      return;
    }
    uint64_t value = 0;
    const char* last = text_.data() + at_;
    auto [end, status] = std::from_chars(text_.data() + digits, last, value, base);
    if (status == std::errc::result_out_of_range ||
        (status == std::errc() && end == last && value > 9223372036854775808ull)) {
      return Fail("IntegerOverflow",
                  "this number is too large for an integer (the largest is 9223372036854775807)",
                  begin_, at_);
    }
    if (status != std::errc() || end != last) {
      return Fail("InvalidNumberLiteral", "this is not a number of its base", begin_, at_);
    }
    Emit(TokenKind::kInteger, std::string(text_.substr(begin_, at_ - begin_))).integer = value;
  }

  void String(char quote) {
    std::string out;
    ++at_;
    while (true) {
      if (at_ >= text_.size()) {
        return Fail("UnexpectedSyntax",
                    std::string("this string is never closed: expected ") + quote, begin_,
                    begin_ + 1);
      }
      char c = text_[at_++];
      if (c == quote) break;
      if (c != '\\') {
        out += c;
      } else if (!Escape(out)) {
        return;
      }
    }
    Emit(TokenKind::kString, std::move(out));
  }

  bool Escape(std::string& out) {
    char c = Peek();
    ++at_;
    switch (c) {
      case 'b':
        out += '\b';
        return true;
      case 'f':
        out += '\f';
        return true;
      case 'n':
        out += '\n';
        return true;
      case 'r':
        out += '\r';
        return true;
      case 't':
        out += '\t';
        return true;
      case '\\':
      case '\'':
      case '"':
      case '`':
        out += c;
        return true;
      case 'u':
        return Unicode(4, out);
      case 'U':
        return Unicode(8, out);
      default:
        Fail("UnexpectedSyntax", "no such escape in a string; to write a backslash, double it",
             at_ - 2, std::min(at_, text_.size()));
        return false;
    }
  }

  // 0xffffffff, which no character is, where the digits are not there.
  uint32_t HexDigits(size_t count) {
    uint32_t code = 0;
    for (size_t i = 0; i < count; ++i) {
      if (!IsHexDigit(Peek(i))) return 0xffffffffu;
      char c = Peek(i);
      code = code * 16 + static_cast<uint32_t>(IsDigit(c) ? c - '0' : (c | 32) - 'a' + 10);
    }
    at_ += count;
    return code;
  }

  bool Unicode(size_t count, std::string& out) {
    size_t begin = at_ - 2;
    uint32_t code = HexDigits(count);
    // \uD83D\uDE00 is one character in two halves.
    if (code >= 0xd800 && code < 0xdc00 && Peek() == '\\' && Peek(1) == 'u') {
      at_ += 2;
      uint32_t low = HexDigits(4);
      bool fits = low >= 0xdc00 && low < 0xe000;
      code = fits ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : 0xffffffffu;
    }
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
      Fail("InvalidUnicodeLiteral",
           "this is not a character: expected \\u and 4 or \\U and 8 hexadecimal digits", begin,
           std::min(begin + 2 + count, text_.size()));
      return false;
    }
    graph::AppendUtf8(out, code);
    return true;
  }

  void Symbol() {
    static constexpr std::array<std::string_view, 6> kLong = {"<>", "<=", ">=", "=~", "+=", ".."};
    std::string_view rest = text_.substr(at_);
    for (std::string_view symbol : kLong) {
      if (rest.starts_with(symbol)) {
        at_ += symbol.size();
        Emit(TokenKind::kSymbol, std::string(symbol));
        return;
      }
    }
    if (std::string_view("()[]{}.,:;|+-*/%^=<>").find(rest[0]) == std::string_view::npos) {
      size_t size = graph::DecodeAt(text_, at_).size_bytes;
      return Fail("UnexpectedSyntax",
                  "'" + std::string(text_.substr(at_, size)) + "' has no meaning here", at_,
                  at_ + size);
    }
    ++at_;
    auto index = static_cast<uint32_t>(tokens_.size());
    Emit(TokenKind::kSymbol, std::string(1, rest[0]));
    char c = rest[0];
    if (c == '(' || c == '[' || c == '{') {
      open_.push_back(index);
    } else if ((c == ')' || c == ']' || c == '}') && !open_.empty()) {
      char opener = tokens_[open_.back()].text[0];
      if ((opener == '(' && c == ')') || (opener == '[' && c == ']') ||
          (opener == '{' && c == '}')) {
        tokens_[index].match = open_.back();
        tokens_[open_.back()].match = index;
        open_.pop_back();
      }
    }
  }

  std::string_view text_;
  Limits* limits_;  // the caller's; nullptr: none
  size_t at_ = 0, begin_ = 0;
  std::vector<Token> tokens_;
  std::vector<uint32_t> open_;
  std::optional<Error> error_;
};

}  // namespace

graph::Result<std::vector<Token>> Tokenize(std::string_view text, Limits* limits) {
  return Lexer(text, limits).Run();
}

bool IsIdentifier(std::string_view text) {
  size_t at = 0;
  while (size_t n = NameCharacterAt(text, at, at == 0)) at += n;
  return !text.empty() && at == text.size();
}

}  // namespace entente::query
