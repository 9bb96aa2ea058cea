/// \file
/// Stage 2: a document's text as tokens and sentences, with offsets that survive to the end.
/// Sentences never cross a block of the document. Pure function; linear in the text. A token is a
/// word (letters and digits with the apostrophes, hyphens and full stops that belong to it:
/// "O'Higgins", "cyber-security", "U.S.", "12.4"), a number, or one mark of punctuation; a
/// possessive 's is a token of its own. Threads: pure; the result borrows the document's text,
/// which must outlive it.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/span.h"
#include "ingest/word_key.h"

namespace entente::ingest {

enum class TokenKind : uint8_t {
  kWord,         ///< begins with a letter
  kNumber,       ///< begins with a digit: "14", "16th", "2018", "1.2", "12,400"
  kPossessive,   ///< 's or ’s or the bare apostrophe after a plural
  kPunctuation,  ///< one mark (an ellipsis or a dash of several characters is one)
  kSymbol,       ///< anything else: €, %, emoji
};

/// How a word's letters are cased.
enum class Casing : uint8_t { kNone, kLower, kCapitalised, kUpper, kMixed };

struct Token {
  ByteSpan span;
  TokenKind kind = TokenKind::kWord;
  Casing casing = Casing::kNone;
  bool space_before = false;  ///< white space stands between it and the token before
};

struct Sentence {
  uint32_t begin_token = 0;
  uint32_t end_token = 0;  ///< one past the last
  ByteSpan span;           ///< from the first token's begin to the last one's end
  uint32_t block = 0;      ///< index into Document::blocks()
};

struct SegmentedText {
  std::vector<Token> tokens;        ///< in order, not overlapping
  std::vector<WordKey> keys;        ///< of the tokens, capitals of ASCII as small letters
  std::vector<Sentence> sentences;  ///< in order; every token is in exactly one
};

SegmentedText Segment(const Document& document);

}  // namespace entente::ingest
