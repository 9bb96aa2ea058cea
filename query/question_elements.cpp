#include "query/question_elements.h"

#include <algorithm>

#include "graph/utf8.h"

namespace entente::query {

namespace {

using graph::ErrorCode;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// 2018-09 or 2018-09-14 at `at`: its length; 0 where there is none.
size_t IsoDateLength(std::string_view text, size_t at) {
  auto digits = [&](size_t from, size_t count) {
    if (from + count > text.size()) return false;
    for (size_t i = 0; i < count; ++i)
      if (!IsDigit(text[from + i])) return false;
    return true;
  };
  auto ends = [&](size_t end) { return end >= text.size() || !IsDigit(text[end]); };
  if (!digits(at, 4) || at + 4 >= text.size() || text[at + 4] != '-' || !digits(at + 5, 2))
    return 0;
  if (at + 7 < text.size() && text[at + 7] == '-' && digits(at + 8, 2) && ends(at + 10)) return 10;
  return ends(at + 7) ? 7 : 0;
}

bool IsApostrophe(char32_t c) { return c == U'\'' || c == U'\u2019' || c == U'\u02bc'; }
bool IsQuote(char32_t c) {
  return c == U'"' || c == U'\u201c' || c == U'\u201d' || c == U'\u00ab' || c == U'\u00bb';
}
bool IsDash(char32_t c) { return c == U'-' || (c >= U'\u2010' && c <= U'\u2014'); }

bool IsWordCharacter(char32_t c) {
  if (c < 0x80)
    return IsDigit(static_cast<char>(c)) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return c >= 0xaa && !(c >= 0x2000 && c <= 0x206f) && c != 0xab && c != 0xbb && c != 0xbf &&
         c != 0x3000;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<QuestionToken> Split() {
    while (at_ < text_.size()) {
      graph::CodePoint c = graph::DecodeAt(text_, at_);
      if (IsWordCharacter(c.value)) {
        ReadWord();
        continue;
      }
      if (c.value == ',' || c.value == ';') {
        Mark(',', c.size_bytes);
      } else if (IsQuote(c.value)) {
        Mark('"', c.size_bytes);
      } else if (c.value == '&') {
        QuestionToken token = At(c.size_bytes);
        token.folded = "and";
        tokens_.push_back(token);
      } else if (IsDash(c.value) && !tokens_.empty() && !tokens_.back().folded.empty()) {
        // Between numbers a hyphen is "to"; between words it joins.
        size_t next = at_ + c.size_bytes;
        if (IsDigit(tokens_.back().folded.back()) && next < text_.size() &&
            (IsDigit(text_[next]) || text_[next] == ' '))
          Mark('-', c.size_bytes);
        else
          glue_ = tokens_.back().span.end_byte == at_;
      }
      at_ += c.size_bytes;
    }
    return std::move(tokens_);
  }

 private:
  QuestionToken At(size_t size_bytes) const {
    QuestionToken token;
    token.span = {static_cast<uint32_t>(at_), static_cast<uint32_t>(at_ + size_bytes)};
    return token;
  }
  void Mark(char mark, size_t size_bytes) {
    QuestionToken token = At(size_bytes);
    token.mark = mark;
    tokens_.push_back(token);
  }

  void ReadWord() {
    if (size_t iso = IsoDateLength(text_, at_)) {
      QuestionToken token = At(iso);
      token.folded = text_.substr(at_, iso);
      std::replace(token.folded.begin(), token.folded.end(), '-', ' ');
      tokens_.push_back(token);
      at_ += iso;
      return;
    }
    size_t begin = at_, end = at_, apostrophe = std::string_view::npos;
    bool first = true, capital = false, shouted = true;
    size_t letters = 0;
    while (end < text_.size()) {
      graph::CodePoint c = graph::DecodeAt(text_, end);
      if (IsApostrophe(c.value)) {
        apostrophe = end;
      } else if (c.value == '.') {
        // "U.K.": a full stop with a letter on either side, or after such a one.
        size_t next = end + 1;
        bool inside = next < text_.size() && text_[next] >= 'A' && text_[next] <= 'Z';
        bool last = end >= 2 && text_[end - 2] == '.';
        if (letters == 0 || (!inside && !last)) break;
      } else if (!IsWordCharacter(c.value)) {
        break;
      } else {
        std::string one(text_.substr(end, c.size_bytes));
        bool upper = graph::ToLower(one) != one;
        if (first) capital = upper;
        first = false;
        shouted = shouted && upper;
        ++letters;
      }
      end += c.size_bytes;
    }
    // The possessive: 's, or an apostrophe after s.
    size_t word_end = end;
    if (apostrophe != std::string_view::npos) {
      size_t tail = apostrophe + graph::DecodeAt(text_, apostrophe).size_bytes;
      std::string_view rest = text_.substr(tail, end - tail);
      if (rest.empty() || rest == "s" || rest == "S") word_end = apostrophe;
    }
    at_ = begin;
    QuestionToken token = At(word_end - begin);
    token.folded = graph::FoldName(text_.substr(begin, word_end - begin));
    token.capital = capital;
    token.shouted = shouted && letters > 1;
    token.glued = glue_;
    glue_ = false;
    if (!token.folded.empty()) tokens_.push_back(token);
    if (word_end < end) {
      at_ = word_end;
      QuestionToken mark = At(end - word_end);
      mark.possessive = true;
      // "who's", "what's": is. After anything else the possessive.
      bool asks = token.folded == "who" || token.folded == "what" || token.folded == "where" ||
                  token.folded == "when" || token.folded == "there" || token.folded == "how";
      if (asks) {
        mark.possessive = false;
        mark.folded = "is";
      }
      tokens_.push_back(mark);
    }
    at_ = end;
  }

  std::string_view text_;
  size_t at_ = 0;
  bool glue_ = false;
  std::vector<QuestionToken> tokens_;
};

bool MayModify(const Word& word) {
  return word.part == Part::kUnknowable &&
         static_cast<UnknowableUse>(word.id) != UnknowableUse::kNone;
}

// What the graph knows nothing of is a word like others where it leads to a noun of what it knows:
// "price agreements", "the women and peace agreement", "which terms of trade agreements".
class ModifierReader {
 public:
  explicit ModifierReader(std::vector<Element>& elements) : elements_(elements) {}

  void Read() {
    for (size_t at = 0; at < elements_.size(); ++at) {
      if (!IsWord(at) || !MayModify(elements_[at].word)) continue;
      if (at > 0 && IsNoun(at - 1)) continue;  // "What did the deal cost companies?"
      const bool bodies =
          static_cast<UnknowableUse>(elements_[at].word.id) == UnknowableUse::kModifierOfBodies;
      size_t joined = 0;  // elements that one word is made of besides the first
      if (at + 1 < elements_.size() && elements_[at + 1].kind == ElementKind::kPossessive) {
        joined = 1;
      } else if (IsJoining(at + 1, at)) {
        if (elements_[at + 2].kind == ElementKind::kName) SplitDescription(at + 2);
        joined = 2;
      }
      if (!LeadsToNoun(at + 1 + joined, bodies)) continue;
      Element& element = elements_[at];
      element.kind = ElementKind::kUnknown;
      element.word = {};
      if (joined == 0) continue;
      const Element& last = elements_[at + joined];
      if (joined == 2) element.text += " " + elements_[at + 1].text + " " + last.text;
      element.span.end_byte = last.span.end_byte;
      elements_.erase(elements_.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                      elements_.begin() + static_cast<std::ptrdiff_t>(at + joined) + 1);
    }
  }

 private:
  bool IsWord(size_t at) const {
    return at < elements_.size() && elements_[at].kind == ElementKind::kWord;
  }
  bool IsNoun(size_t at) const { return IsWord(at) && elements_[at].word.part == Part::kNoun; }

  // "women | and peace", "which terms | of trade"; "the terms of trade agreements" are asked for.
  bool IsJoining(size_t at, size_t first) const {
    if (!IsWord(at) || at + 1 >= elements_.size()) return false;
    const Element& next = elements_[at + 1];
    if (next.kind != ElementKind::kUnknown && DescriptionNoun(next) == 0) return false;
    const Word& word = elements_[at].word;
    if (word.part == Part::kConjunction) return true;
    return word.part == Part::kPreposition &&
           static_cast<Preposition>(word.id) == Preposition::kOf && first > 0 &&
           (elements_[first - 1].text == "which" || elements_[first - 1].text == "how many");
  }

  // Where the noun begins in the words of what is called by them: "peace | agreement"; or 0.
  static size_t DescriptionNoun(const Element& e) {
    if (e.kind != ElementKind::kName || !e.described) return 0;
    for (size_t at = e.text.find(' '); at != std::string::npos; at = e.text.find(' ', at + 1))
      if (const Word* word = FindWord(std::string_view(e.text).substr(at + 1));
          word != nullptr && word->part == Part::kNoun)
        return at + 1;
    return 0;
  }

  // "peace agreement" as words, since more of the name stands before it.
  void SplitDescription(size_t at) {
    Element before = elements_[at], noun = elements_[at];
    const size_t begin = DescriptionNoun(before);
    before.kind = ElementKind::kUnknown;
    before.text.resize(begin - 1);
    noun.kind = ElementKind::kWord;
    noun.text.erase(0, begin);
    noun.word = *FindWord(noun.text);
    for (Element* part : {&before, &noun}) {
      part->nodes.clear();
      part->bodies.clear();
      part->described = false;
    }
    noun.span.begin_byte = noun.span.end_byte - std::min(noun.span.end_byte - noun.span.begin_byte,
                                                         static_cast<uint32_t>(noun.text.size()));
    before.span.end_byte = noun.span.begin_byte;
    elements_[at] = std::move(before);
    elements_.insert(elements_.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(noun));
  }

  bool LeadsToNoun(size_t from, bool bodies) const {
    constexpr size_t kMostWords = 5;
    for (size_t i = from; i < elements_.size() && i < from + kMostWords; ++i) {
      const Element& e = elements_[i];
      if (IsNoun(i)) {
        switch (static_cast<NounKind>(e.word.id)) {
          case NounKind::kAgreement:
          case NounKind::kEvent:
          case NounKind::kCountry:
          case NounKind::kMinistry:
          case NounKind::kOrganization:
            return true;
          case NounKind::kPerson:
          case NounKind::kRank:
            return !bodies;
          default:
            return false;
        }
      }
      const bool more =
          e.kind == ElementKind::kUnknown || e.kind == ElementKind::kDate ||
          (e.kind == ElementKind::kWord && (e.word.part == Part::kAdjective || MayModify(e.word)));
      if (!more) return false;
    }
    return false;
  }

  std::vector<Element>& elements_;
};

class ElementReader {
 public:
  ElementReader(std::string_view text, std::vector<QuestionToken> tokens,
                const QuestionNames& names, const QuestionOptions& options)
      : text_(text), tokens_(std::move(tokens)), names_(names), options_(options) {
    bool any_small = false;
    for (size_t i = 0; i < tokens_.size(); ++i) {
      const QuestionToken& token = tokens_[i];
      if (token.folded.empty()) continue;
      if (i > 0 && token.capital) any_capital_ = true;
      if (!token.capital && !IsDigit(token.folded[0])) any_small = true;
    }
    // All in capitals: they say nothing.
    if (!any_small) any_capital_ = false;
  }

  graph::Result<std::vector<Element>> Read() {
    for (size_t at = 0; at < tokens_.size();) {
      const QuestionToken& token = tokens_[at];
      if (token.mark == '"') {
        ENTENTE_ASSIGN_OR_RETURN(at, ReadQuoted(at));
        continue;
      }
      if (token.mark || token.possessive) {
        Element element = Make(at, 1);
        element.kind = token.possessive ? ElementKind::kPossessive : ElementKind::kComma;
        if (token.mark != '-') elements_.push_back(element);
        ++at;
        continue;
      }
      ENTENTE_RETURN_IF_ERROR(RefuseNoDate(at));
      at += ReadOne(at);
    }
    ReadLastWords();
    ModifierReader(elements_).Read();
    return std::move(elements_);
  }

 private:
  // "What does the treaty deal with?" asks what it is about, and of no deal.
  void ReadLastWords() {
    if (elements_.size() < 3) return;
    Element& deal = elements_[elements_.size() - 2];
    if ((deal.text != "deal" && deal.text != "deals") || elements_.back().text != "with") return;
    deal.text += " with";
    deal.span.end_byte = elements_.back().span.end_byte;
    deal.kind = ElementKind::kWord;
    deal.word = {Part::kPreposition, static_cast<uint8_t>(Preposition::kAbout), ""};
    elements_.pop_back();
  }

  // A day that there is not, such as 2021-13 or 31 February 2022, would be taken for a topic.
  graph::Status RefuseNoDate(size_t at) const {
    // "between 2030 and 2020"
    if (const auto date = FindDate(text_, tokens_, at, options_.today);
        date && !date->days.until.empty() && date->days.until < date->days.since)
      return graph::MakeError(ErrorCode::kSyntax, "'" + date->days.text + "' ends before it begins",
                              graph::SourceSpan{tokens_[at].span.begin_byte,
                                                tokens_[at + date->length - 1].span.end_byte});
    auto folded = [&](size_t i) -> std::string_view {
      return i < tokens_.size() ? std::string_view(tokens_[i].folded) : std::string_view();
    };
    auto day = [&](size_t i) {
      std::string_view word = folded(i);
      const size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
      std::string_view ending = word.substr(digits);
      return (digits == 1 || digits == 2) && (ending.empty() || ending == "st" || ending == "nd" ||
                                              ending == "rd" || ending == "th");
    };
    auto year = [&](size_t i) {
      return folded(i).size() == 4 &&
             folded(i).find_first_not_of("0123456789") == std::string_view::npos;
    };
    size_t length = 0;
    std::string_view word = folded(at);
    const bool iso = (word.size() == 7 || word.size() == 10) && word[4] == ' ' &&
                     word.find_first_not_of("0123456789 ") == std::string_view::npos;
    if (iso) {
      length = 1;
    } else if (day(at) && MonthOf(folded(at + 1)) > 0 && year(at + 2)) {
      length = 3;
    } else if (MonthOf(word) > 0 && day(at + 1)) {
      const size_t comma = at + 2 < tokens_.size() && tokens_[at + 2].mark == ',' ? 1 : 0;
      if (year(at + 2 + comma)) length = 3 + comma;
    }
    if (length == 0 || FindDate(text_, tokens_, at, options_.today)) return {};
    const graph::SourceSpan span{tokens_[at].span.begin_byte,
                                 tokens_[at + length - 1].span.end_byte};
    graph::Error error = graph::MakeError(
        ErrorCode::kSyntax,
        "'" + std::string(text_.substr(span.begin_byte, span.end_byte - span.begin_byte)) +
            "' is no date",
        span);
    error.suggestion = "expected such as 2018, 2018-09, 2018-09-14 or 14 September 2018";
    return error;
  }

  Element Make(size_t at, size_t length) const {
    Element element;
    element.span = {tokens_[at].span.begin_byte, tokens_[at + length - 1].span.end_byte};
    for (size_t i = at; i < at + length; ++i)
      if (!tokens_[i].folded.empty())
        element.text += (element.text.empty() ? "" : " ") + tokens_[i].folded;
    element.capital = tokens_[at].capital;
    return element;
  }

  graph::Result<size_t> ReadQuoted(size_t at) {
    size_t end = at + 1;
    while (end < tokens_.size() && tokens_[end].mark != '"') ++end;
    if (end == tokens_.size())
      return graph::MakeError(ErrorCode::kSyntax, "this quotation mark has no other one",
                              tokens_[at].span);
    if (end == at + 1) return end + 1;
    Element element = Make(at + 1, end - at - 1);
    element.quoted = true;
    element.nodes = names_.find(
        text_.substr(element.span.begin_byte, element.span.end_byte - element.span.begin_byte));
    element.kind = element.nodes.empty() ? ElementKind::kUnknown : ElementKind::kName;
    elements_.push_back(std::move(element));
    return end + 1;
  }

  // The longest of a name, a date and a phrase of the lexicon; returns the number of tokens.
  size_t ReadOne(size_t at) {
    size_t word_length = 0;
    const Word* word = LongestWord(at, &word_length);
    // "sign up to the treaty", and not "sign | up to March 2018"
    if (word_length == 3 && tokens_[at + 1].folded == "up" && tokens_[at + 2].folded == "to" &&
        FindDate(text_, tokens_, at + 1, options_.today)) {
      word = FindWord(tokens_[at].folded);
      word_length = 1;
    }
    auto date = FindDate(text_, tokens_, at, options_.today);
    size_t date_length = date ? date->length : 0;
    std::vector<NamedNode> nodes;
    size_t name_length = LongestName(at, word, word_length, nodes);
    if (name_length > date_length && name_length >= word_length) {
      AddName(at, name_length, std::move(nodes));
      return name_length;
    }
    // "the 2001 Extradition Treaty": the year belongs to the name.
    if (date_length > 1 && tokens_[at].folded == "the" &&
        LongestName(at + 1, nullptr, 0, nodes) >= date_length)
      date_length = 0;
    if (date_length > 0) {
      Element element = Make(at, date_length);
      element.kind = ElementKind::kDate;
      element.days = std::move(date->days);
      elements_.push_back(std::move(element));
      return date_length;
    }
    if (word) {
      Element element = Make(at, word_length);
      element.kind = ElementKind::kWord;
      element.word = *word;
      elements_.push_back(std::move(element));
      return word_length;
    }
    if (size_t length = PartOfName(at, nodes)) {
      AddName(at, length, std::move(nodes));
      return length;
    }
    Element element = Make(at, 1);
    int number = NumberOf(element.text);
    bool digits = std::all_of(element.text.begin(), element.text.end(), IsDigit);
    if (digits && element.text.size() <= 4) number = std::stoi(element.text);
    if (number > 0) {
      element.kind = ElementKind::kNumber;
      element.number = number;
    } else if (element.capital && names_.has_words) {
      element.nowhere = !names_.has_words(element.text);
    }
    elements_.push_back(std::move(element));
    return 1;
  }

  void AddName(size_t at, size_t length, std::vector<NamedNode> nodes) {
    Element element = Make(at, length);
    element.kind = ElementKind::kName;
    element.described = IsDescription(at, length, nodes);
    const auto place = [](const NamedNode& node) { return node.label == "Place"; };
    const auto country = [](const NamedNode& node) { return node.label == "Country"; };
    if (names_.find_by_capital && std::any_of(nodes.begin(), nodes.end(), place) &&
        std::none_of(nodes.begin(), nodes.end(), country)) {
      for (NamedNode& node : names_.find_by_capital(element.text)) {
        node.by_capital = true;
        nodes.push_back(std::move(node));
      }
    }
    // "Adani" is a person, and a group of companies.
    const auto other_name = [&](const NamedNode& node) {
      return node.label == "Person" && graph::FoldName(node.name) != element.text;
    };
    if (names_.find_part && length == 1 && std::all_of(nodes.begin(), nodes.end(), other_name)) {
      element.bodies = names_.find_part(element.text);
      std::erase_if(element.bodies,
                    [](const NamedNode& node) { return node.label != "Organization"; });
    }
    element.nodes = std::move(nodes);
    elements_.push_back(std::move(element));
  }

  // Agreements that texts call by what they are: nothing in it has a capital.
  bool IsDescription(size_t at, size_t length, const std::vector<NamedNode>& nodes) const {
    for (size_t i = at; i < at + length; ++i)
      if (tokens_[i].capital || (!tokens_[i].folded.empty() && IsDigit(tokens_[i].folded[0])))
        return false;
    const bool agreements = std::all_of(nodes.begin(), nodes.end(), [&](const NamedNode& node) {
      return node.label == "Agreement" && (any_capital_ || graph::ToLower(node.name) == node.name);
    });
    const Word* last = FindWord(tokens_[at + length - 1].folded);
    return agreements && last != nullptr && last->part == Part::kNoun &&
           static_cast<NounKind>(last->id) == NounKind::kAgreement;
  }

  // "us" typed without capitals is the country, but for what somebody is to tell or show us.
  bool IsCountryUs(size_t at) const {
    if (tokens_[at].folded != "us") return false;
    if (at == 0 || tokens_[at].shouted) return true;
    static constexpr std::string_view kToUs[] = {"tell", "show", "give", "find", "get", "let"};
    return std::find(std::begin(kToUs), std::end(kToUs), tokens_[at - 1].folded) == std::end(kToUs);
  }

  const Word* LongestWord(size_t at, size_t* length) const {
    if (IsCountryUs(at)) return nullptr;
    std::string phrase;
    const Word* best = nullptr;
    for (size_t i = at; i < tokens_.size() && i < at + kLongestPhraseWords; ++i) {
      if (tokens_[i].folded.empty()) break;
      phrase += (phrase.empty() ? "" : " ") + tokens_[i].folded;
      if (const Word* word = FindWord(phrase)) {
        best = word;
        *length = i + 1 - at;
      }
    }
    return best;
  }

  // A word of the lexicon begins a name only where it is written as names are.
  bool MayBeginName(size_t at, const Word* word) const {
    const QuestionToken& token = tokens_[at];
    if (!word || MayModify(*word)) return true;
    if (token.folded == "the" || word->part == Part::kCommand) return false;
    if (word->part == Part::kWh || word->part == Part::kAux) return false;
    if (!any_capital_) return word->part == Part::kNoun;
    return token.capital && (at > 0 || word->part == Part::kNoun);
  }

  size_t LongestName(size_t at, const Word* word, size_t word_length,
                     std::vector<NamedNode>& nodes) const {
    if (!MayBeginName(at, word)) return 0;
    size_t limit = std::min(tokens_.size(), at + kLongestNameWords);
    for (size_t i = at; i < limit; ++i)
      if (tokens_[i].mark == '"') limit = i;
    for (size_t end = limit; end > at; --end) {
      const QuestionToken& last = tokens_[end - 1];
      if (last.folded.empty()) continue;
      // "Is Ana Ruiz a minister?": an initial is a capital.
      if (end > at + 1 && last.folded == "a" && !last.capital) continue;
      // In a question typed without capitals a word of the lexicon alone is that word.
      if (word && !any_capital_ && end - at <= word_length) return 0;
      if (word && end - at == 1 && !tokens_[at].shouted && word->part != Part::kNoun) continue;
      std::string_view span = text_.substr(tokens_[at].span.begin_byte,
                                           last.span.end_byte - tokens_[at].span.begin_byte);
      auto found = names_.find(span);
      // "the Helsinki Convention": in a question with capitals names have them.
      if (found.empty() && names_.find_shortened && (tokens_[at].capital || !any_capital_))
        found = names_.find_shortened(span);
      if (found.empty()) continue;
      // "Memorandum of Understanding" with capitals is still the noun.
      if (word && word->part == Part::kNoun && end - at <= word_length) continue;
      nodes = std::move(found);
      return end - at;
    }
    return 0;
  }

  // Words with capitals that are nothing else may be a part of a name: all of them, since a wrong
  // letter in one ("South Kora") must not make a name of the others.
  size_t PartOfName(size_t at, std::vector<NamedNode>& nodes) const {
    if (!names_.find_part || !any_capital_ || at == 0) return 0;
    size_t end = at;
    while (end < tokens_.size() && end < at + kLongestNameWords && tokens_[end].capital &&
           FindWord(tokens_[end].folded) == nullptr)
      ++end;
    if (end == at) return 0;
    const QuestionToken& before = tokens_[at - 1];
    if (before.capital && FindWord(before.folded) == nullptr) return 0;
    nodes = names_.find_part(text_.substr(
        tokens_[at].span.begin_byte, tokens_[end - 1].span.end_byte - tokens_[at].span.begin_byte));
    return nodes.empty() ? 0 : end - at;
  }

  std::string_view text_;
  std::vector<QuestionToken> tokens_;
  const QuestionNames& names_;
  const QuestionOptions& options_;
  bool any_capital_ = false;
  std::vector<Element> elements_;
};

}  // namespace

graph::Result<std::vector<QuestionToken>> SplitQuestion(std::string_view text) {
  return Splitter(text).Split();
}

graph::Result<std::vector<Element>> ReadElements(std::string_view text, const QuestionNames& names,
                                                 const QuestionOptions& options) {
  ENTENTE_ASSIGN_OR_RETURN(auto tokens, SplitQuestion(text));
  return ElementReader(text, std::move(tokens), names, options).Read();
}

}  // namespace entente::query
