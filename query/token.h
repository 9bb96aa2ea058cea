/// \file
/// The tokens of the query language and the text-to-tokens step. Keywords are not tokens of their
/// own: the language lets them name things, so the parser decides. Threads: pure functions.
/// Ownership: tokens own their decoded text; spans point into the query.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace entente::query {

class Limits;

enum class TokenKind : uint8_t {
  kEnd,
  kName,        ///< an identifier or keyword; text as written
  kQuotedName,  ///< `…`; text decoded
  kString,      ///< text decoded
  kInteger,     ///< integer holds the magnitude; at most 2^63
  kFloat,
  kParameter,  ///< $name; text is the name
  kSymbol,     ///< one operator or bracket; text as written, the longest that fits
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  graph::SourceSpan span;
  std::string text;
  uint64_t integer = 0;
  double real = 0;
  /// For an opening bracket the index of its closing one, and the other way round; 0 where there is
  /// none (token 0 closes nothing).
  uint32_t match = 0;
};

/// The last token is kEnd. Errors: kSyntax with details "UnexpectedSyntax", "InvalidNumberLiteral",
/// "IntegerOverflow", "FloatingPointOverflow", "InvalidUnicodeLiteral"; kEncoding for invalid
/// UTF-8; kLimit for a text of 4 GB or more.   Source: openCypher 9 grammar, "Symbols"; TCK
/// Literals1 to Literals8.
/// `limits` counts the tokens, for as long as it lives, and stops a text too long for it; nullptr:
/// none. Errors: those of Limits, too.
graph::Result<std::vector<Token>> Tokenize(std::string_view text, Limits* limits = nullptr);

/// True where `text`, of valid UTF-8, is a name that needs no quotes, but for the words that mean
/// something else (reserved_words.h).
bool IsIdentifier(std::string_view text);

/// True where `a` and `b` are the same but for the case of ASCII letters.
bool SameKeyword(std::string_view a, std::string_view b);

}  // namespace entente::query
