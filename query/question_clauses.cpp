#include "query/question_clauses.h"

#include <algorithm>
#include <string>

namespace entente::query {

namespace {

bool IsWord(const Element& e, Part part) {
  return e.kind == ElementKind::kWord && e.word.part == part;
}
bool IsNounOf(const Element& e, NounKind kind) {
  return IsWord(e, Part::kNoun) && static_cast<NounKind>(e.word.id) == kind;
}
bool IsTimeNoun(const Element& e) {
  return IsNounOf(e, NounKind::kDate) || IsNounOf(e, NounKind::kYear) ||
         IsNounOf(e, NounKind::kMonth);
}
bool IsJoin(const Element& e) {
  return e.kind == ElementKind::kComma || IsWord(e, Part::kConjunction);
}
bool IsWhen(const Element& e) {
  return IsWord(e, Part::kWh) && static_cast<WhWord>(e.word.id) == WhWord::kWhen;
}

class ClauseFinder {
 public:
  explicit ClauseFinder(const std::vector<Element>& elements) : elements_(elements) {}

  // The elements of the clause.
  struct Range {
    size_t begin, end;
  };
  std::optional<Range> Find() const {
    for (size_t i = 0; i < elements_.size(); ++i) {
      const Element& e = elements_[i];
      if (IsWhen(e) && e.text == "when") {
        if (i > 0 && SaysSomething(0, i)) {
          if (IsClauseInside(i)) return Range{i, elements_.size()};
        } else if (auto end = EndOfFirst(i)) {
          return Range{i, *end};
        }
      }
      if (i == 0 || i + 1 == elements_.size() || !SaysSomething(0, i)) continue;
      const Element& next = elements_[std::min(Next(i + 1), elements_.size() - 1)];
      if (i + 3 < elements_.size() && (e.text == "at" || e.text == "by") && Is(i + 1, "the") &&
          Is(i + 2, "time"))
        return Range{i, elements_.size()};
      if ((e.text == "while" || e.text == "before" || e.text == "after" || e.text == "until" ||
           (e.text == "as" && !IsNounOf(next, NounKind::kRank))) &&
          HasVerb(i))
        return Range{i, elements_.size()};
      if ((e.text == "before" || e.text == "after" || e.text == "since" || e.text == "until") &&
          HasItsTime(Next(i + 1)))
        return Range{i, elements_.size()};
      if (e.text == "during" && IsAtTheTime(i)) return Range{i, elements_.size()};
    }
    return std::nullopt;
  }

 private:
  // "during the war", "during the presidency of …"; a post is not held at talks.
  bool IsAtTheTime(size_t during) const {
    static constexpr std::string_view kTerms[] = {"presidency", "premiership", "term",   "tenure",
                                                  "reign",      "rule",        "mandate"};
    for (size_t i = during + 1; i < elements_.size(); ++i) {
      const Element& e = elements_[i];
      if (IsNounOf(e, NounKind::kMatter) || IsNounOf(e, NounKind::kPost)) return true;
      if (e.kind == ElementKind::kUnknown &&
          std::find(std::begin(kTerms), std::end(kTerms), e.text) != std::end(kTerms))
        return true;
    }
    const auto rest = elements_.begin() + static_cast<std::ptrdiff_t>(during);
    const bool post = std::any_of(elements_.begin(), rest, [](const Element& e) {
      return IsNounOf(e, NounKind::kRank) || IsNounOf(e, NounKind::kPost);
    });
    const bool deed = std::any_of(elements_.begin(), rest, [](const Element& e) {
      return IsWord(e, Part::kVerb) && static_cast<Deed>(e.word.id) != Deed::kHold;
    });
    return post && !deed && HasItsTime(Next(during + 1));
  }

  // Something with a time of its own: "after the summit", "since Brexit".
  bool HasItsTime(size_t at) const {
    if (at >= elements_.size()) return false;
    const Element& e = elements_[at];
    if (e.kind == ElementKind::kName)
      return std::any_of(e.nodes.begin(), e.nodes.end(), [](const NamedNode& node) {
        return node.label == "Agreement" || node.label == "Event";
      });
    const bool dated =
        at + 1 < elements_.size() && (elements_[at + 1].kind == ElementKind::kDate ||
                                      elements_[at + 1].kind == ElementKind::kNumber);
    if (e.kind == ElementKind::kUnknown) return e.capital && !dated;  // "after Febuary 2018"
    return IsNounOf(e, NounKind::kAgreement) || IsNounOf(e, NounKind::kEvent) ||
           IsNounOf(e, NounKind::kMatter);
  }
  bool Is(size_t at, std::string_view text) const {
    return at < elements_.size() && elements_[at].text == text;
  }
  // The next element from `at` that is no quiet word.
  size_t Next(size_t at) const {
    while (at < elements_.size() && IsWord(elements_[at], Part::kQuiet)) ++at;
    return at;
  }
  // The last before `at` that is none; `at` itself where there is none.
  size_t Before(size_t at) const {
    for (size_t i = at; i > 0; --i)
      if (!IsWord(elements_[i - 1], Part::kQuiet)) return i - 1;
    return at;
  }

  // More than "do you know", "tell me" or "what was the date".
  bool SaysSomething(size_t begin, size_t end) const {
    return std::any_of(elements_.begin() + static_cast<std::ptrdiff_t>(begin),
                       elements_.begin() + static_cast<std::ptrdiff_t>(end), [](const Element& e) {
                         switch (e.kind) {
                           case ElementKind::kName:
                           case ElementKind::kDate:
                           case ElementKind::kUnknown:
                             return true;
                           case ElementKind::kWord:
                             return e.word.part == Part::kVerb || e.word.part == Part::kNot ||
                                    (e.word.part == Part::kNoun && !IsTimeNoun(e)) ||
                                    (IsWord(e, Part::kWh) &&
                                     static_cast<WhWord>(e.word.id) != WhWord::kWhat &&
                                     static_cast<WhWord>(e.word.id) != WhWord::kWhich);
                           default:
                             return false;
                         }
                       });
  }

  // Behind other words: "… when the treaty was signed", but not "… and when", "when was it …",
  // "the meetings when they met", "what year was it when …".
  bool IsClauseInside(size_t when) const {
    const size_t next = Next(when + 1);
    if (next >= elements_.size() || IsJoin(elements_[next])) return false;
    const Element& follows = elements_[next];
    if ((IsWord(follows, Part::kAux) && next == when + 1) || IsWord(follows, Part::kVerb) ||
        IsWord(follows, Part::kPreposition) || IsWord(follows, Part::kWh))
      return false;
    const size_t before = Before(when);
    if (before == when) return false;
    const Element& last = elements_[before];
    if (IsWord(last, Part::kConjunction) || IsWord(last, Part::kPreposition) ||
        IsWord(last, Part::kCommand) || IsWord(last, Part::kWh))
      return false;
    if (IsWord(last, Part::kVerb) && static_cast<Deed>(last.word.id) == Deed::kMention)
      return false;
    if (IsNounOf(last, NounKind::kEvent) && last.word.detail == "meeting") return false;
    // "… and the year when they were signed"
    if (IsTimeNoun(last)) {
      const size_t joined = Before(before);
      // "by the date when …", but not "in the year when …"
      if (joined != before &&
          (IsJoin(elements_[joined]) || IsWord(elements_[joined], Part::kCommand) ||
           elements_[joined].text == "by" || elements_[joined].text == "with" ||
           elements_[joined].text == "of"))
        return false;
    }
    return std::none_of(elements_.begin(), elements_.begin() + static_cast<std::ptrdiff_t>(when),
                        IsWhen);
  }

  // "When the treaty was signed, who was …": where the clause ends.
  std::optional<size_t> EndOfFirst(size_t when) const {
    const size_t next = Next(when + 1);
    if (next >= elements_.size() || IsJoin(elements_[next]) || IsWord(elements_[next], Part::kAux))
      return std::nullopt;
    for (size_t i = next + 1; i + 1 < elements_.size(); ++i) {
      const bool comma = elements_[i].kind == ElementKind::kComma;
      const Element& begins = elements_[comma ? i + 1 : i];
      if ((comma && IsWord(begins, Part::kAux)) ||
          (IsWord(begins, Part::kWh) && (comma || !IsJoin(elements_[i - 1])) &&
           SaysSomething(when + 1, i)))
        return i;
    }
    return std::nullopt;
  }

  // Something named and then done, before another clause begins: "after the treaty was signed".
  bool HasVerb(size_t at) const {
    bool named = false;
    for (size_t i = at + 1; i < elements_.size(); ++i) {
      const Element& e = elements_[i];
      if (IsJoin(e) && named) return false;
      if (IsWord(e, Part::kWh) || (IsWord(e, Part::kPreposition) &&
                                   static_cast<Preposition>(e.word.id) == Preposition::kThat))
        return false;
      if (e.kind == ElementKind::kName || IsWord(e, Part::kNoun) || e.text == "he" ||
          e.text == "she" || e.text == "they" || e.text == "it")
        named = true;
      // "before becoming president"
      if (i == at + 1 && (e.text == "becoming" || e.text == "being")) return true;
      if (named && (IsWord(e, Part::kAux) || IsWord(e, Part::kVerb))) return true;
    }
    return false;
  }

  const std::vector<Element>& elements_;
};

}  // namespace

std::optional<TimeClause> FindTimeClause(std::string_view text,
                                         const std::vector<Element>& elements) {
  const auto range = ClauseFinder(elements).Find();
  if (!range) return std::nullopt;
  TimeClause clause;
  clause.span = {elements[range->begin].span.begin_byte, elements[range->end - 1].span.end_byte};
  if (range->begin > 0) clause.before = text.substr(0, elements[range->begin - 1].span.end_byte);
  return clause;
}

}  // namespace entente::query
