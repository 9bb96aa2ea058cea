/// \file
/// JSON as text, both ways, for the formats that stand on it: strings and numbers as JSON writes
/// them, and a reader that walks a text without building a tree and knows where it is. Threads:
/// pure; a JsonCursor belongs to one thread. Ownership: a cursor sees the text it was given, which
/// must outlive it.   Source: RFC 8259.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

/// `text` (valid UTF-8) between quotes. Control characters (C0, DEL, C1) are escaped, all else
/// stands as it is.
void AppendJsonString(std::string& out, std::string_view text);
/// Always with a fraction or an exponent, so that it is read as a float again; the shortest text
/// that gives the same number. NaN and the infinities, which JSON lacks, are strings: "NaN",
/// "Infinity", "-Infinity".
void AppendJsonFloat(std::string& out, double number);
/// Temporal values as strings in ISO 8601; what can't be a property as null.
void AppendJsonValue(std::string& out, const Value& value);

/// Nesting that is read; deeper input is refused.
inline constexpr int kMaxJsonDepth = 128;

/// Reads a JSON text from front to back. The first error sticks: what follows does nothing, and
/// returns empty things.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : text_(text) {}

  bool ok() const { return message_.empty(); }
  /// What was found and what was expected; empty while ok.
  const std::string& message() const { return message_; }
  ErrorCode code() const { return code_; }
  /// Where the error is, or else where the next token begins.
  size_t at_byte() const { return message_.empty() ? at_ : error_at_; }

  /// The first character of the next token; 0 at the end or after an error.
  char Peek();
  bool Consume(char c);  ///< steps over `c` if it comes next
  void Expect(char c, const char* what);
  void ExpectEnd();

  /// A string; its text lies in the input or, where it has escapes, in `scratch`.
  std::string_view String(std::string& scratch);
  /// A property's value: a boolean, number, string, list of them, or null. A map is an error.
  Value PropertyValue();
  /// Steps over any value.
  void Skip();

  /// Calls `on_field(key)` for each field of an object; it must read the value. The key is good
  /// during the call.
  template <class OnField>
  void Object(OnField on_field) {
    Expect('{', "an object");
    if (!ok() || !Enter()) return;
    std::string scratch;
    if (!Consume('}')) {
      do {
        if (Peek() != '"') return Fail("a field's name in quotes");
        std::string_view key = String(scratch);
        Expect(':', "a colon");
        if (!ok()) return;
        on_field(key);
      } while (ok() && Consume(','));
      Expect('}', "a comma or the end of the object");
    }
    --depth_;
  }
  /// Calls `on_element()` for each element of an array; it must read the value.
  template <class OnElement>
  void Array(OnElement on_element) {
    Expect('[', "a list");
    if (!ok() || !Enter()) return;
    if (!Consume(']')) {
      do {
        on_element();
      } while (ok() && Consume(','));
      Expect(']', "a comma or the end of the list");
    }
    --depth_;
  }

  /// Stops with "expected <expected>, found …" at the next token.
  void Fail(const char* expected);
  /// Stops with `message` at `byte`.
  void FailAt(size_t byte, ErrorCode code, std::string message);

 private:
  bool Enter();
  Value Number();
  bool Word(std::string_view word);
  uint32_t HexEscape();

  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
  std::string message_;
  ErrorCode code_ = ErrorCode::kSyntax;
  size_t error_at_ = 0;
};

}  // namespace entente::graph
