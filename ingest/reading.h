/// \file
/// One document while its facts are read: the text, its mentions, the rules, and what each token is
/// to them. Built once a document, then only read by the finders of stage 5. Threads: one a
/// document. Owns the lookups; borrows the rest.

#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"
#include "ingest/rule_book.h"
#include "ingest/segmenter.h"
#include "ingest/word_key.h"

namespace entente::ingest {

struct Reading {
  Reading(const Document& the_document, const SegmentedText& the_text,
          const DocumentMentions& the_mentions, const RuleBook& the_book);

  /// After mentions were taken away or added.
  void RefreshMentions();

  const Document& document;
  const SegmentedText& text;
  const DocumentMentions& mentions;
  const RuleBook& book;
  std::vector<RuleWordId> words;     ///< by token
  bool any_mistyped = false;         ///< one of them is not what stands there
  std::vector<uint32_t> mention_at;  ///< by token: the outermost mention over it, or kNoIndex

  // What looks one word further than the text goes finds nothing there: no word, mark or mention.
  bool Holds(uint32_t token) const { return token < words.size(); }
  std::string_view Text(uint32_t token) const {
    return Holds(token) ? document.Text(text.tokens[token].span) : std::string_view();
  }
  /// The text from `begin` up to the end of the token before `end`. REQUIRES begin < end.
  ByteSpan Span(uint32_t begin, uint32_t end) const {
    return {text.tokens[begin].span.begin_byte, text.tokens[end - 1].span.end_byte};
  }
  bool Is(uint32_t token, CoreList list) const {
    return Holds(token) && book.Is(words[token], list);
  }
  bool IsMark(uint32_t token, char mark) const {
    if (!Holds(token)) return false;
    ByteSpan span = text.tokens[token].span;
    return span.size_bytes() == 1 && document.text()[span.begin_byte] == mark;
  }
  /// Whether the token is `word` in letters of either case, or a word of the rules that was
  /// mistyped here.
  bool IsWord(uint32_t token, LiteralWord word) const {
    return Holds(token) &&
           (text.keys[token] == word.key || (any_mistyped && book.KeyOf(words[token]) == word.key));
  }
  /// The same without mistakes of writing.
  bool Says(uint32_t token, LiteralWord word) const {
    return Holds(token) && text.keys[token] == word.key;
  }
  bool SaysAny(uint32_t token, std::initializer_list<LiteralWord> any) const {
    if (!Holds(token)) return false;
    const WordKey key = text.keys[token];
    return std::any_of(any.begin(), any.end(),
                       [&](const LiteralWord& word) { return word.key == key; });
  }
  /// The noun of `heads` that begins at `token` and ends before `end`, or nullptr; where it ends
  /// goes to `head_end`. `candidates` index `heads` and begin with the word at `token`, longest
  /// first.
  const HeadNoun* HeadNounAt(const std::vector<uint32_t>& candidates,
                             const std::vector<HeadNoun>& heads, uint32_t token, uint32_t end,
                             uint32_t& head_end) const;
  /// The mention over `token`, or nullptr.
  const Mention* MentionAt(uint32_t token) const {
    return !Holds(token) || mention_at[token] == kNoIndex ? nullptr
                                                          : &mentions.mentions[mention_at[token]];
  }
  /// "Africa": where nothing is signed or held that the text does not place better.
  bool IsContinent(uint32_t entity) const;
  /// The same where it begins at `token`.
  const Mention* MentionBeginning(uint32_t token) const {
    const Mention* mention = MentionAt(token);
    return mention != nullptr && mention->begin_token == token ? mention : nullptr;
  }
  const Entity* EntityOf(const Mention& mention) const {
    return mention.entity < mentions.entities.size() ? &mentions.entities[mention.entity] : nullptr;
  }
  Casing CasingOf(uint32_t token) const {
    return Holds(token) ? text.tokens[token].casing : Casing::kNone;
  }
  bool IsCapitalised(uint32_t token) const {
    Casing casing = CasingOf(token);
    return casing == Casing::kCapitalised || casing == Casing::kUpper || casing == Casing::kMixed;
  }
};

}  // namespace entente::ingest
