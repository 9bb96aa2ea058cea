#include "ingest/segmenter.h"

#include <unicode/uchar.h>

#include <array>

#include "graph/utf8.h"
#include "ingest/abbreviations.h"

namespace entente::ingest {

namespace {

// A text without full stops is cut into sentences of so many tokens, so that what is done for each
// sentence stays bounded.
constexpr uint32_t kMaxSentenceTokens = 400;

enum class Class : uint8_t {
  kSpace,
  kLetter,
  kDigit,
  kApostrophe,  // ' and ’
  kHyphen,      // - and its like within words
  kStop,        // .
  kPunctuation,
  kSymbol,
  kInvisible,  // soft hyphen, zero-width characters, marks of direction
};

constexpr std::array<Class, 128> MakeAsciiClasses() {
  std::array<Class, 128> classes{};
  for (size_t i = 0; i < classes.size(); ++i) {
    auto c = static_cast<char>(i);
    Class& out = classes[i];
    if (c <= ' ' || i == 127) {
      out = Class::kSpace;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      out = Class::kLetter;
    } else if (c >= '0' && c <= '9') {
      out = Class::kDigit;
    } else if (c == '\'') {
      out = Class::kApostrophe;
    } else if (c == '-') {
      out = Class::kHyphen;
    } else if (c == '.') {
      out = Class::kStop;
    } else if (std::string_view("!\"(),/:;?[]{}").find(c) != std::string_view::npos) {
      out = Class::kPunctuation;
    } else {
      out = Class::kSymbol;
    }
  }
  return classes;
}
constexpr std::array<Class, 128> kAsciiClasses = MakeAsciiClasses();

/// Letters and digits of ASCII.
constexpr std::array<bool, 256> kInWord = []() {
  std::array<bool, 256> in_word{};
  for (size_t i = 0; i < kAsciiClasses.size(); ++i) {
    in_word[i] = kAsciiClasses[i] == Class::kLetter || kAsciiClasses[i] == Class::kDigit;
  }
  return in_word;
}();

Class ClassOf(char32_t c) {
  switch (c) {
    case 0xAD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
      return Class::kInvisible;
    case 0x2019:
    case 0x02BC:
    case 0x02BB:
      return Class::kApostrophe;
    case 0x2010:
    case 0x2011:
      return Class::kHyphen;
    case 0xAA:
    case 0xB5:
    case 0xBA:
      return Class::kLetter;
    case 0xAB:
    case 0xBB:
    case 0xA1:
    case 0xBF:
      return Class::kPunctuation;
    default:
      break;
  }
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return Class::kInvisible;
  if (c < 0x24F && c >= 0xC0) return c == 0xD7 || c == 0xF7 ? Class::kSymbol : Class::kLetter;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return Class::kLetter;
    case U_DECIMAL_DIGIT_NUMBER:
      return Class::kDigit;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_CONTROL_CHAR:
      return Class::kSpace;
    case U_FORMAT_CHAR:
      return Class::kInvisible;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return c == 0x2022 ? Class::kSymbol : Class::kPunctuation;
    default:
      return Class::kSymbol;
  }
}

/// A character, what it is, and its length.
struct Next {
  Class what = Class::kSpace;
  uint32_t size = 0;  // 0 at the end
};

class Tokenizer {
 public:
  Tokenizer(std::string_view text, ByteSpan block, std::vector<Token>& tokens)
      : text_(text.substr(0, block.end_byte)), at_(block.begin_byte), tokens_(tokens) {}

  void Run() {
    while (at_ < text_.size()) {
      Next next = Look(at_);
      switch (next.what) {
        case Class::kSpace:
          space_ = true;
          at_ += next.size;
          break;
        case Class::kInvisible:
          at_ += next.size;
          break;
        case Class::kLetter:
          Word();
          break;
        case Class::kDigit:
          Number();
          break;
        case Class::kApostrophe:
          Apostrophe(next.size);
          break;
        case Class::kHyphen:
        case Class::kStop:
          Run(next.size);
          break;
        case Class::kPunctuation:
          Mark(next.size);
          break;
        case Class::kSymbol:
          Emit(TokenKind::kSymbol, at_, at_ + next.size);
          break;
      }
    }
  }

 private:
  Next Look(size_t at) const {
    if (at >= text_.size()) return {};
    auto c = static_cast<unsigned char>(text_[at]);
    if (c < 0x80) return {kAsciiClasses[c], 1};
    graph::CodePoint point = graph::DecodeAt(text_, at);
    return {ClassOf(point.value), point.size_bytes};
  }
  bool IsWordAt(size_t at) const {
    Next next = Look(at);
    return next.size > 0 && (next.what == Class::kLetter || next.what == Class::kDigit);
  }

  void Emit(TokenKind kind, size_t begin, size_t end) {
    Token token;
    token.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    token.kind = kind;
    token.space_before = space_;
    if (kind == TokenKind::kWord) token.casing = CasingOf(text_.substr(begin, end - begin));
    tokens_.push_back(token);
    space_ = false;
    at_ = end;
  }

  static Casing CasingOf(std::string_view word) {
    // Most words are of small letters, but for the first.
    size_t small = 1;
    while (small < word.size() && word[small] >= 'a' && word[small] <= 'z') ++small;
    if (small == word.size()) {
      if (word[0] >= 'a' && word[0] <= 'z') return Casing::kLower;
      if (word[0] >= 'A' && word[0] <= 'Z') return Casing::kCapitalised;
    }
    size_t upper = 0, lower = 0;
    bool first_upper = false, inner_upper = false;
    char before = '-';
    for (size_t i = 0; i < word.size();) {
      auto c = static_cast<unsigned char>(word[i]);
      bool is_upper, is_lower;
      uint32_t size = 1;
      if (c < 0x80) {
        is_upper = c >= 'A' && c <= 'Z';
        is_lower = c >= 'a' && c <= 'z';
      } else {
        graph::CodePoint point = graph::DecodeAt(word, i);
        size = point.size_bytes;
        is_upper = u_isupper(static_cast<UChar32>(point.value)) != 0;
        is_lower = u_islower(static_cast<UChar32>(point.value)) != 0;
        // ’ and the hyphens of General Punctuation part a word as ' and - do.
        if (c == 0xE2) c = '-';
      }
      if (is_upper) {
        if (upper + lower == 0) {
          first_upper = true;
        } else if (before != '-' && before != '\'') {
          inner_upper = true;
        }
        ++upper;
      }
      lower += is_lower;
      before = static_cast<char>(c);
      i += size;
    }
    if (upper + lower == 0) return Casing::kNone;
    if (upper == 0) return Casing::kLower;
    if (lower == 0) return upper == 1 ? Casing::kCapitalised : Casing::kUpper;
    return first_upper && !inner_upper ? Casing::kCapitalised : Casing::kMixed;
  }

  /// From a letter on: letters, digits, and the marks between them that belong to the word.
  void Word() {
    size_t begin = at_;
    size_t end = at_;
    size_t part = begin;     // where the part after the last stop or hyphen begins
    bool all_single = true;  // every part before the last stop is one letter: "U.S"
    size_t letters_in_part = 0;
    while (true) {
      // The common case, in a tight loop.
      const size_t from = end;
      while (end < text_.size() && kInWord[static_cast<unsigned char>(text_[end])]) ++end;
      letters_in_part += end - from;
      Next next = Look(end);
      if (next.size == 0) break;
      if (next.what == Class::kLetter || next.what == Class::kDigit) {
        end += next.size;
        ++letters_in_part;
        continue;
      }
      if (next.what == Class::kInvisible) {
        if (!IsWordAt(end + next.size)) break;
        end += next.size;
        continue;
      }
      if (next.what == Class::kApostrophe) {
        if (!IsWordAt(end + next.size) || IsPossessive(end, next.size)) break;
        end += next.size;
        part = end;
        continue;
      }
      if (next.what == Class::kHyphen) {
        if (!IsWordAt(end + next.size) || SplitsAtHyphen(part, end, end + next.size)) break;
        end += next.size;
        part = end;
        letters_in_part = 0;
        all_single = false;
        continue;
      }
      if (next.what == Class::kStop) {
        if (part == begin && TitleWithoutSpace(begin, end)) {
          ++end;
          break;
        }
        if (!StopBelongs(begin, part, end, all_single && letters_in_part == 1)) break;
        all_single = all_single && letters_in_part == 1;
        ++end;
        part = end;
        letters_in_part = 0;
        if (!IsWordAt(end)) break;
        continue;
      }
      // "AT&T", "R&D".
      if (text_[end] == '&' && IsWordAt(end + 1) && letters_in_part <= 3) {
        ++end;
        part = end;
        letters_in_part = 0;
        continue;
      }
      if (text_[end] == '_') {
        ++end;
        continue;
      }
      break;
    }
    Emit(TokenKind::kWord, begin, end);
    Possessive(end);
  }

  /// At an apostrophe after a word: 's that no letter follows.
  bool IsPossessive(size_t at, uint32_t size) const {
    size_t s = at + size;
    return s < text_.size() && (text_[s] == 's' || text_[s] == 'S') && !IsWordAt(s + 1);
  }

  void Possessive(size_t end) {
    Next next = Look(end);
    if (next.size == 0 || next.what != Class::kApostrophe) return;
    if (IsPossessive(end, next.size)) {
      Emit(TokenKind::kPossessive, end, end + next.size + 1);
      return;
    }
    // "the ministers' meeting": after a plural, unless a quotation is open that it may close.
    char last = text_[end - 1];
    bool space_after =
        Look(end + next.size).what == Class::kSpace && end + next.size < text_.size();
    if ((last == 's' || last == 'S') && space_after && open_single_quotes_ == 0) {
      Emit(TokenKind::kPossessive, end, end + next.size);
    }
  }

  /// "US-Japan" is two words, "Abara-Lunde" one.
  bool SplitsAtHyphen(size_t left, size_t hyphen, size_t right) const {
    // "Russia-U.S. talks", "the U.S.-Mexico border"
    if (left == hyphen || DottedInitials(right)) return true;
    std::string_view before = text_.substr(left, hyphen - left);
    if (ListHolds(kJoinedInitials, before) || ListHolds(kJoinedBefore, before)) return true;
    size_t end = right;
    while (end < text_.size() && (kAsciiClasses[text_[end] & 0x7F] == Class::kLetter) &&
           static_cast<unsigned char>(text_[end]) < 0x80 && end - right < 16) {
      ++end;
    }
    // "5-Jul-2021"
    const bool month_before = ListHolds(kMonthNames, before);
    if (month_before && end == right) return true;
    std::string_view joined = text_.substr(right, end - right);
    if ((month_before || ListHolds(kJoinedBeforeMonth, before)) && ListHolds(kMonthNames, joined)) {
      return true;
    }
    if (IsWordAt(end)) return false;
    if (text_[left] >= 'A' && text_[left] <= 'Z' && ListHolds(kJoinedDescriptions, joined)) {
      return true;
    }
    return ListHolds(kJoinedInitials, joined);
  }

  /// "Mr.Ruiz": the space behind the title was lost.
  bool TitleWithoutSpace(size_t begin, size_t stop) const {
    const size_t after = stop + 1;
    if (after >= text_.size() || text_[after] < 'A' || text_[after] > 'Z') return false;
    const std::string_view word = text_.substr(begin, stop - begin);
    return word == "Mr" || word == "Mrs" || word == "Ms" || word == "Dr" || word == "Prof" ||
           word == "Hon" || word == "Shri" || word == "Smt" || word == "Gen" || word == "Amb";
  }

  /// "U.S.", "U.K."
  bool DottedInitials(size_t at) const {
    const auto capital = [&](size_t i) { return text_[i] >= 'A' && text_[i] <= 'Z'; };
    return at + 3 < text_.size() && capital(at) && text_[at + 1] == '.' && capital(at + 2) &&
           text_[at + 3] == '.';
  }

  /// Whether the stop at `at`, after a word's part, is the word's own.
  bool StopBelongs(size_t begin, size_t part, size_t at, bool single) const {
    size_t after = at + 1;
    bool word_after = IsWordAt(after);
    if (single && part < at) {
      // An initial: "J. Smith", "U.S.", "e.g."; a lone small letter ends its sentence ("plan b.").
      if (begin > 0 && text_[begin - 1] == '/') return false;  // "Norlake A/S."
      char c = text_[part];
      bool capital = c >= 'A' && c <= 'Z';
      if (word_after) return true;
      if (part > begin) return true;
      return capital && !(c == 'I') && after < text_.size();
    }
    if (word_after) {
      // "example.org", "S.p.A", but not "hospital.The", where a space was lost.
      auto c = static_cast<unsigned char>(text_[after]);
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && part == begin);
    }
    if (part != begin) return ListHolds(kOpenAbbreviations, text_.substr(part, at - part));
    std::string_view word = text_.substr(begin, at - begin);
    if (word.size() > 6) return false;
    if (word == "No" || word == "no" || word == "Nos" || word == "nos" || word == "p" ||
        word == "pp" || word == "c" || word == "art" || word == "Art" || word == "Sat" ||
        word == "Sun" || word == "Mar" || word == "Min" || word == "ref" || word == "op" ||
        word == "ed" || word == "al") {
      // Words of their own too: only before a number are they short for another (but "et al.").
      if (word == "al" && begin >= 3 && text_.substr(begin - 3, 3) == "et ") return true;
      size_t next = after;
      while (next < text_.size() && Look(next).what == Class::kSpace) next += Look(next).size;
      return next > after && next < text_.size() && Look(next).what == Class::kDigit;
    }
    return ListHolds(kOpenAbbreviations, word) || ListHolds(kClosingAbbreviations, word);
  }

  /// From a digit on: "12,400", "1.2", "16th", "16:02", "5G".
  void Number() {
    size_t begin = at_;
    size_t end = at_;
    bool letters = false;
    while (true) {
      Next next = Look(end);
      if (next.size == 0) break;
      if (next.what == Class::kDigit && !letters) {
        end += next.size;
      } else if (next.what == Class::kLetter || next.what == Class::kDigit) {
        letters = true;
        end += next.size;
      } else if (!letters && (text_[end] == ',' || text_[end] == '.' || text_[end] == ':') &&
                 Look(end + 1).size > 0 && Look(end + 1).what == Class::kDigit) {
        ++end;
      } else {
        break;
      }
    }
    Emit(TokenKind::kNumber, begin, end);
    Possessive(end);
  }

  void Apostrophe(uint32_t size) {
    bool opens =
        (space_ || tokens_.empty() || at_ == 0) && text_[at_] == '\'' && IsWordAt(at_ + size);
    if (opens) {
      ++open_single_quotes_;
    } else if (open_single_quotes_ > 0) {
      --open_single_quotes_;
    }
    Emit(TokenKind::kPunctuation, at_, at_ + size);
  }

  void Mark(uint32_t size) {
    if (text_.substr(at_, 3) == "‘") ++open_single_quotes_;
    // Dashes in a row are one, as "--".
    Emit(TokenKind::kPunctuation, at_, at_ + size);
  }

  /// "...", "--": the same mark again and again is one token.
  void Run(uint32_t size) {
    size_t end = at_ + size;
    while (size == 1 && end < text_.size() && text_[end] == text_[at_]) ++end;
    Emit(TokenKind::kPunctuation, at_, end);
  }

  std::string_view text_;  // up to the block's end
  size_t at_;
  std::vector<Token>& tokens_;
  bool space_ = false;
  uint32_t open_single_quotes_ = 0;
};

class Splitter {
 public:
  Splitter(std::string_view text, SegmentedText& out) : text_(text), out_(out) {}

  void Run(uint32_t first, uint32_t block) {
    auto end = static_cast<uint32_t>(out_.tokens.size());
    uint32_t begin = first;
    for (uint32_t i = first; i < end; ++i) {
      if (i + 1 - begin >= kMaxSentenceTokens) {
        Add(begin, i + 1, block);
        begin = i + 1;
        continue;
      }
      if (!MayEnd(i, begin)) continue;
      uint32_t last = i;
      while (last + 1 < end && (IsCloser(last + 1) || IsStop(Text(last + 1)))) ++last;
      if (last + 1 < end && !EndsHere(i, last)) {
        i = last;
        continue;
      }
      Add(begin, last + 1, block);
      begin = last + 1;
      i = last;
    }
    if (begin < end) Add(begin, end, block);
  }

 private:
  std::string_view Text(uint32_t i) const {
    const ByteSpan& span = out_.tokens[i].span;
    return text_.substr(span.begin_byte, span.size_bytes());
  }

  void Add(uint32_t begin, uint32_t end, uint32_t block) {
    Sentence sentence;
    sentence.begin_token = begin;
    sentence.end_token = end;
    sentence.span = {out_.tokens[begin].span.begin_byte, out_.tokens[end - 1].span.end_byte};
    sentence.block = block;
    out_.sentences.push_back(sentence);
  }

  static bool IsStop(std::string_view text) {
    return text[0] == '.' || text == "!" || text == "?" || text == "…" || text == "。" ||
           text == "؟" || text == "।";
  }

  /// A mark that ends sentences, or an abbreviation that may stand last in one.
  bool MayEnd(uint32_t i, uint32_t begin) const {
    const Token& token = out_.tokens[i];
    std::string_view text = Text(i);
    if (token.kind == TokenKind::kPunctuation) {
      if (!IsStop(text)) return false;
      // "1." and "(a)." at the beginning number what follows.
      if (text == "." && i == begin + 1 && out_.tokens[begin].kind == TokenKind::kNumber &&
          out_.tokens[begin].span.size_bytes() <= 3) {
        return false;
      }
      return true;
    }
    return token.kind == TokenKind::kWord && text.back() == '.';
  }

  /// A quote or bracket that closes what stands before it.
  bool IsCloser(uint32_t i) const {
    const Token& token = out_.tokens[i];
    if (token.kind != TokenKind::kPunctuation) return false;
    std::string_view text = Text(i);
    if (text == "”" || text == "»" || text == ")" || text == "]") return true;
    return !token.space_before && (text == "\"" || text == "'" || text == "’");
  }

  /// Between `last` and the token after it. `stop` is the mark or abbreviation before.
  bool EndsHere(uint32_t stop, uint32_t last) const {
    const Token& next = out_.tokens[last + 1];
    uint32_t first_word = last + 1;
    auto end = static_cast<uint32_t>(out_.tokens.size());
    while (first_word < end && out_.tokens[first_word].kind == TokenKind::kPunctuation &&
           first_word - last <= 3) {
      std::string_view text = Text(first_word);
      // A comma or dash after the stop: the sentence goes on.
      if (first_word == last + 1 && (text == "," || text == ";" || text == ":" || text == ")")) {
        return false;
      }
      ++first_word;
    }
    bool lower = first_word < end && out_.tokens[first_word].casing == Casing::kLower;
    std::string_view stop_text = Text(stop);
    bool abbreviation = out_.tokens[stop].kind == TokenKind::kWord;
    if (!next.space_before) {
      // "hospital.The", where the space was lost; not "U.S.-made" or "p.m.)".
      return !abbreviation && stop_text[0] == '.' && next.kind == TokenKind::kWord &&
             next.casing == Casing::kCapitalised && last == stop;
    }
    if (lower) return false;
    // "Maj. Gen. (ret.) Otto Falk"
    const uint32_t word_at = abbreviation ? stop : stop - 1;
    if (last == stop + 1 && Text(last) == ")" && stop >= 2 && Text(word_at - 1) == "(" &&
        out_.tokens[word_at].casing == Casing::kLower) {
      return false;
    }
    if (!abbreviation) return true;
    std::string_view word = stop_text.substr(0, stop_text.size() - 1);
    size_t hyphen = word.rfind('-');
    if (hyphen != std::string_view::npos) word = word.substr(hyphen + 1);
    if (ListHolds(kOpenAbbreviations, word) && word.size() > 1) return false;
    // A lone initial or a closing abbreviation: the next word decides.
    if (last > stop) return true;  // closed by a quote
    return first_word < end && ListHolds(kSentenceStarters, Text(first_word));
  }

  std::string_view text_;
  SegmentedText& out_;
};

}  // namespace

SegmentedText Segment(const Document& document) {
  SegmentedText out;
  out.tokens.reserve(document.text().size() / 5);
  out.sentences.reserve(document.text().size() / 100);
  Splitter splitter(document.text(), out);
  for (uint32_t block = 0; block < document.blocks().size(); ++block) {
    auto first = static_cast<uint32_t>(out.tokens.size());
    Tokenizer(document.text(), document.blocks()[block].span, out.tokens).Run();
    splitter.Run(first, block);
  }
  out.keys.reserve(out.tokens.size());
  for (const Token& token : out.tokens) {
    out.keys.push_back(
        LowerWordKey(document.text(), token.span.begin_byte, token.span.size_bytes()));
  }
  return out;
}

}  // namespace entente::ingest
