#include "ingest/clause_items.h"

namespace entente::ingest {
namespace {

bool Has(const Item& item, Feature feature) { return (item.features & FeatureBit(feature)) != 0; }

/// Tells objects from subjects among the actors of one sentence.
class ObjectFinder {
 public:
  ObjectFinder(const Reading& reading, const std::vector<Item>& items)
      : reading_(reading), items_(items) {}

  bool IsObject(size_t i) const {
    if (IsInAside(i) || IsRuledOut(i)) return true;
    return IsSubject(i) && i > 1 && FollowsVerb(i) && SubjectBefore(i - 1) && LeadsToVerb(i + 1);
  }

 private:
  bool IsSubject(size_t i) const {
    return items_[i].kind == ItemKind::kActors && !Has(items_[i], Feature::kOblique);
  }

  /// "Peru, but not | Chile, signed"
  bool IsRuledOut(size_t i) const {
    if (!IsSubject(i) || i < 3 || i + 1 >= items_.size() || !IsWordOf(i - 1, {"not"}) ||
        !IsWordOf(i - 2, {"but", "and", "though"})) {
      return false;
    }
    const size_t first = i - (items_[i - 3].kind == ItemKind::kMark && i > 3 ? 4 : 3);
    const size_t next = i + (items_[i + 1].kind == ItemKind::kMark ? 2 : 1);
    return IsSubject(first) && next < items_.size() && items_[next].kind == ItemKind::kVerb;
  }

  /// "Ana Ruiz, who succeeded | Bo Lund, | signed": a clause about the subject.
  bool IsInAside(size_t i) const {
    if (!IsSubject(i) || i < 3 || i + 2 >= items_.size() ||
        (items_[i - 1].kind != ItemKind::kVerb && items_[i - 1].kind != ItemKind::kWord) ||
        !IsWordOf(i - 2, {"who"}) ||
        !IsSubject(i - (items_[i - 3].kind == ItemKind::kMark && i > 3 ? 4 : 3))) {
      return false;
    }
    size_t next = i + 1;
    const bool closed = items_[next].kind == ItemKind::kMark || ClosesWithComma(items_[i]);
    if (items_[next].kind == ItemKind::kMark) ++next;
    return closed && next < items_.size() && items_[next].kind == ItemKind::kVerb &&
           Has(items_[next], Feature::kActive) && !Has(items_[next], Feature::kGerund);
  }
  bool ClosesWithComma(const Item& item) const {
    return item.end_token > item.begin_token && reading_.IsMark(item.end_token - 1, ',');
  }

  /// "met | Bo Lund", and "thanked | Bo Lund", whose verb no rule knows.
  bool FollowsVerb(size_t i) const {
    const Item& before = items_[i - 1];
    if (before.kind == ItemKind::kVerb) {
      return Has(before, Feature::kActive) && !reading_.book.Is(before.word, CoreList::kSaying);
    }
    if (before.kind != ItemKind::kWord || Has(before, Feature::kCapital) ||
        (!IsSubject(i - 2) && !IsNounPhrase(i - 2))) {
      return false;
    }
    const std::string_view word = reading_.Text(before.begin_token);
    return word.size() > 4 && word.ends_with("ed") &&
           !reading_.book.Is(before.word, CoreList::kSaying);
  }

  /// "The Council | thanked Bo Lund": a subject that is no actor.
  bool IsNounPhrase(size_t i) const {
    return i > 0 && items_[i].kind == ItemKind::kWord &&
           IsWordOf(i - 1, {"the", "its", "their", "his", "her"});
  }

  bool SubjectBefore(size_t end) const {
    for (size_t i = end; i-- > 0;) {
      if (IsSubject(i) || IsNounPhrase(i)) return true;
    }
    return false;
  }

  bool IsWordOf(size_t i, std::initializer_list<LiteralWord> words) const {
    return items_[i].kind == ItemKind::kWord && reading_.SaysAny(items_[i].begin_token, words);
  }

  /// "… in Lima on Friday and then signed": the next verb of the same subject.
  bool LeadsToVerb(size_t from) const {
    constexpr size_t kReach = 24;
    bool joined = false;
    for (size_t i = from; i < items_.size() && i < from + kReach; ++i) {
      const Item& item = items_[i];
      if (item.kind == ItemKind::kVerb) {
        return joined && Has(item, Feature::kActive) && !Has(item, Feature::kGerund) &&
               !Has(item, Feature::kInfinitive);
      }
      if (IsSubject(i) || item.kind == ItemKind::kAgreement) return false;
      if (item.kind == ItemKind::kMark &&
          (reading_.IsMark(item.begin_token, ';') || reading_.IsMark(item.begin_token, ':'))) {
        return false;
      }
      if (IsWordOf(i, {"that", "who", "which", "whose", "whom", "where", "when", "while", "as"})) {
        return false;
      }
      joined = joined || IsWordOf(i, {"and", "but", "then"});
    }
    return false;
  }

  const Reading& reading_;
  const std::vector<Item>& items_;
};

}  // namespace

void JoinPastAsides(const Reading& reading, SentenceItems& sentence) {
  std::vector<Item>& items = sentence.items;
  for (size_t one = 0; one + 5 < items.size(); ++one) {
    const auto is_person = [&](size_t i) {
      return i < items.size() && items[i].kind == ItemKind::kActors &&
             (items[i].features & FeatureBit(Feature::kPerson)) != 0;
    };
    if (!is_person(one) || !reading.IsMark(items[one].end_token, ',') ||
        !reading.IsWord(items[one].end_token + 1, "who")) {
      continue;
    }
    size_t at = one + 3;
    bool event = false;
    while (at < items.size() && !reading.IsMark(items[at].begin_token, ',') &&
           !reading.IsMark(items[at].begin_token, ';') && items[at].kind != ItemKind::kAgreement &&
           items[at].kind != ItemKind::kActors) {
      event = event || items[at].kind == ItemKind::kEvent;
      ++at;
    }
    const size_t other = at + 2;
    if (!event || !is_person(other) || !reading.IsMark(items[at].begin_token, ',') ||
        !reading.IsWord(items[at + 1].begin_token, "and")) {
      continue;
    }
    const bool oblique = (items[one].features & FeatureBit(Feature::kOblique)) != 0;
    const bool acts = other + 1 < items.size() && items[other + 1].kind == ItemKind::kVerb;
    if (oblique == acts) continue;
    const ActorGroup first = sentence.actors[items[one].index];
    const ActorGroup second = sentence.actors[items[other].index];
    ActorGroup& whole = sentence.actors[items[oblique ? one : other].index];
    whole.actors = first.actors;
    whole.actors.insert(whole.actors.end(), second.actors.begin(), second.actors.end());
    items[oblique ? one : other].features |= FeatureBit(Feature::kSeveral);
    if (oblique) items.erase(items.begin() + static_cast<std::ptrdiff_t>(other));
  }
}

void MarkObjects(const Reading& reading, SentenceItems& sentence) {
  const ObjectFinder finder(reading, sentence.items);
  for (size_t i = 0; i < sentence.items.size(); ++i) {
    if (finder.IsObject(i)) sentence.items[i].features |= FeatureBit(Feature::kOblique);
  }
}

}  // namespace entente::ingest
