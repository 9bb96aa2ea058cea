/// \file
/// A document's tokens as the lexicon knows them: each looked up once, with what its place in the
/// sentence says of its capital letter. The finders of stage 3 read nothing else.
/// Threads: pure; borrows the document, its tokens and the lexicon.

#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/lexicon.h"
#include "ingest/segmenter.h"
#include "ingest/word_key.h"

namespace entente::ingest {

/// How a sentence as a whole is cased; capitals say nothing in the latter two.
enum class SentenceStyle : uint8_t { kNormal, kTitleCase, kAllCaps };

class TextWords {
 public:
  TextWords(const Document& document, const SegmentedText& text, const Lexicon& lexicon);

  uint32_t size() const { return static_cast<uint32_t>(ids_.size()); }
  const Lexicon& lexicon() const { return lexicon_; }
  const Document& document() const { return document_; }
  const SegmentedText& segmented() const { return text_; }
  const Token& token(uint32_t i) const { return text_.tokens[i]; }

  // All of these may be asked for any index; past the end (or before the begin, by wrapping) there
  // is an empty token.
  std::string_view Text(uint32_t i) const {
    return i < size() ? document_.Text(text_.tokens[i].span) : std::string_view();
  }
  WordId Id(uint32_t i) const { return i < size() ? ids_[i] : 0; }
  uint32_t Flags(uint32_t i) const { return i < size() ? flags_[i] : 0; }
  bool Has(uint32_t i, uint32_t flags) const { return (Flags(i) & flags) != 0; }
  /// A word in small letters with one of these roles.
  bool HasRole(uint32_t i, uint32_t roles) const {
    return i < size() && (lexicon_.info(Id(i)).roles & roles) != 0 && !Capital(i);
  }
  uint32_t Rank(uint32_t i) const { return i < size() ? lexicon_.info(ids_[i]).rank : 0; }
  uint16_t Number(uint32_t i) const { return i < size() ? lexicon_.info(ids_[i]).number : 0; }
  /// Whether token i is `word`, without regard to the case of ASCII letters.
  bool Is(uint32_t i, LiteralWord word) const { return i < size() && text_.keys[i] == word.key; }
  bool IsAny(uint32_t i, std::initializer_list<LiteralWord> words) const {
    if (i >= size()) return false;
    const WordKey key = text_.keys[i];
    for (const LiteralWord& word : words) {
      if (key == word.key) return true;
    }
    return false;
  }
  bool IsWord(uint32_t i) const { return i < size() && token(i).kind == TokenKind::kWord; }
  bool IsNumber(uint32_t i) const { return i < size() && token(i).kind == TokenKind::kNumber; }
  bool IsPunctuation(uint32_t i) const {
    return i < size() && token(i).kind == TokenKind::kPunctuation;
  }
  bool IsPossessive(uint32_t i) const {
    return i < size() && token(i).kind == TokenKind::kPossessive;
  }
  bool IsComma(uint32_t i) const { return Is(i, ","); }
  bool IsDash(uint32_t i) const;
  /// Begins with a capital letter.
  bool Capital(uint32_t i) const { return i < size() && (marks_[i] & kCapital) != 0; }
  /// Written in capitals throughout (at least two letters).
  bool Upper(uint32_t i) const {
    return IsWord(i) && token(i).casing == Casing::kUpper && token(i).span.size_bytes() > 1;
  }
  /// Could be part of a name: a capital, or a prefix such as al- before one.
  bool NameLike(uint32_t i) const { return i < size() && (marks_[i] & kNameLike) != 0; }
  /// Stands where any word has a capital: first of a sentence, a quotation, an item.
  bool Starts(uint32_t i) const { return i < size() && (marks_[i] & kStarts) != 0; }
  uint32_t Sentence(uint32_t i) const { return i < size() ? sentence_of_[i] : UINT32_MAX; }
  SentenceStyle Style(uint32_t i) const { return styles_[sentence_of_[i]]; }
  SentenceStyle StyleOfSentence(uint32_t sentence) const { return styles_[sentence]; }
  /// No white space between token i and the one before.
  bool Joined(uint32_t i) const { return i < size() && !token(i).space_before; }
  ByteSpan Span(uint32_t begin, uint32_t end) const {
    return {token(begin).span.begin_byte, token(end - 1).span.end_byte};
  }
  std::string_view TextOf(uint32_t begin, uint32_t end) const {
    return document_.Text(Span(begin, end));
  }

 private:
  static constexpr uint8_t kCapital = 1, kNameLike = 2, kStarts = 4;

  const Document& document_;
  const SegmentedText& text_;
  const Lexicon& lexicon_;
  std::vector<WordId> ids_;
  std::vector<uint32_t> flags_;
  std::vector<uint8_t> marks_;
  std::vector<uint32_t> sentence_of_;
  std::vector<SentenceStyle> styles_;
};

}  // namespace entente::ingest
