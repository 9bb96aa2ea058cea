#include "ingest/text_words.h"

namespace entente::ingest {
namespace {

bool OpensQuotation(std::string_view mark) {
  return mark == "\"" || mark == "“" || mark == "«" || mark == "‘" || mark == "'" || mark == "„";
}

/// "al-Shukri", "d'Ivoire", "ibn-Saud": a short lower-case prefix before a capital.
bool HasNamePrefix(std::string_view word) {
  for (size_t i = 1; i + 1 < word.size() && i <= 4; ++i) {
    const bool hyphen = word[i] == '-' || word[i] == '\'';
    const bool wide = word.substr(i).starts_with("’") || word.substr(i).starts_with("‑") ||
                      word.substr(i).starts_with("‐");
    if (!hyphen && !wide) continue;
    const size_t next = i + (wide ? 3 : 1);
    return next < word.size() && ((word[next] >= 'A' && word[next] <= 'Z') ||
                                  static_cast<unsigned char>(word[next]) >= 0xC3);
  }
  return false;
}

/// "They've", "We'll", "Don't": a pronoun or an auxiliary, and no name.
bool IsContraction(std::string_view word) {
  const size_t mark = word.find_first_of("'\xE2");
  if (mark == std::string_view::npos || mark == 0) return false;
  std::string_view rest = word.substr(mark);
  if (rest.starts_with("’")) {
    rest.remove_prefix(std::string_view("’").size());
  } else if (rest.front() == '\'') {
    rest.remove_prefix(1);
  } else {
    return false;
  }
  return rest == "ve" || rest == "re" || rest == "ll" || (rest == "t" && word[mark - 1] == 'n');
}

}  // namespace

TextWords::TextWords(const Document& document, const SegmentedText& text, const Lexicon& lexicon)
    : document_(document), text_(text), lexicon_(lexicon) {
  const uint32_t n = static_cast<uint32_t>(text.tokens.size());
  ids_.resize(n);
  flags_.resize(n);
  marks_.resize(n);
  sentence_of_.resize(n);
  styles_.resize(text.sentences.size());
  std::vector<std::string_view> known(n);  // empty where no list has such a token
  for (uint32_t i = 0; i < n; ++i) {
    const Token& token = text.tokens[i];
    const std::string_view word = document.Text(token.span);
    if (token.kind == TokenKind::kWord || token.kind == TokenKind::kPossessive ||
        token.kind == TokenKind::kNumber || word == "," || word == "&" || word == "(" ||
        word == ")") {
      known[i] = word;
    }
    if (token.kind != TokenKind::kWord) continue;
    if (IsContraction(word)) {
      marks_[i] = lexicon.BeginsUpper(word) ? kCapital : 0;
    } else if (lexicon.BeginsUpper(word)) {
      marks_[i] = kCapital | kNameLike;
    } else if (token.casing == Casing::kMixed && HasNamePrefix(word)) {
      marks_[i] = kNameLike;
    }
  }
  lexicon.FindAll(known, text.keys, ids_);
  for (uint32_t i = 0; i < n; ++i) flags_[i] = lexicon.info(ids_[i]).flags;
  for (uint32_t s = 0; s < text.sentences.size(); ++s) {
    const auto& sentence = text.sentences[s];
    uint32_t words = 0, lower_content = 0, uppers = 0, capital_common = 0, capitals = 0, common = 0;
    bool start = true;
    bool listed = false;  // items between semicolons
    const bool signs = IsAny(sentence.begin_token, {"for", "signed", "witnessed"});
    for (uint32_t i = sentence.begin_token; i < sentence.end_token; ++i) {
      sentence_of_[i] = s;
      const Token& token = text.tokens[i];
      if (token.kind == TokenKind::kWord) {
        if (start) marks_[i] |= kStarts;
        start = false;
        ++words;
        if (token.casing == Casing::kUpper && token.span.size_bytes() > 1) ++uppers;
        const uint32_t flags = flags_[i];
        if ((flags & kWordCommon) != 0) ++common;
        if ((marks_[i] & kCapital) == 0) {
          if ((flags & (kWordFunction | kWordParticle)) == 0) ++lower_content;
        } else {
          ++capitals;
          if ((flags & kWordCommon) != 0 && (marks_[i] & kStarts) == 0) ++capital_common;
        }
      } else if (token.kind == TokenKind::kPunctuation) {
        const std::string_view mark = document.Text(token.span);
        // "For Acme Shipping: Ms Ann Ayres, Managing Director"
        if (mark == ";" || (mark == ":" && signs)) listed = true;
        if (OpensQuotation(mark) || mark == "•" || (mark == ":" && start)) start = true;
      } else if (token.kind == TokenKind::kNumber && start) {
        start = true;
      }
    }
    const BlockKind block = sentence.block < document.blocks().size()
                                ? document.blocks()[sentence.block].kind
                                : BlockKind::kParagraph;
    const bool item = block == BlockKind::kListItem || block == BlockKind::kTableCell;
    const bool heading = block == BlockKind::kTitle || block == BlockKind::kHeading;
    const uint32_t last = sentence.end_token - 1;
    const std::string_view final_mark =
        sentence.end_token > sentence.begin_token ? document.Text(text.tokens[last].span) : "";
    const bool closed = final_mark == "." || final_mark == "?" || final_mark == "!" ||
                        final_mark == "”" || final_mark == "\"";
    // "TRAMS.", "AUTHOR DAY.": a heading inside a paragraph.
    const bool word_head = words > 0 && words < 3 && uppers == words &&
                           (common == words || words == 1) &&
                           (final_mark == "." || final_mark == ":");
    if (word_head || (words >= 3 && uppers * 5 >= words * 4)) {
      styles_[s] = SentenceStyle::kAllCaps;
    } else if (words >= 4 && words <= 24 && !listed && !item && lower_content * 8 <= words &&
               capital_common >= 1 && (heading || (!closed && capital_common * 4 >= words))) {
      styles_[s] = SentenceStyle::kTitleCase;
    }
  }
}

bool TextWords::IsDash(uint32_t i) const { return IsAny(i, {"-", "–", "—", "--", "−"}); }

}  // namespace entente::ingest
