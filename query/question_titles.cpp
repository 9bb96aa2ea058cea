#include <utility>

#include "query/question_query.h"
#include "query/question_reader.h"

// Those who are described and not named: by their title, their kind or whose they are.

namespace entente::query {

namespace {

// "ministers" to "minister"; for titles, where the graph has the singular.
std::string Singular(std::string word) {
  if (word.starts_with("heads of")) return "head" + word.substr(5);
  if (word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
  if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss")) word.pop_back();
  return word;
}

}  // namespace

void FrameReader::ReadActorClass(const Element& element, NounKind kind,
                                 std::vector<std::string> words,
                                 const std::vector<NamedGroup>& groups, bool want) {
  ActorClass actor;
  actor.kind = kind;
  actor.detail = element.word.detail;
  actor.words = std::move(words);
  actor.qualifier = std::move(qualifier_);
  qualifier_.clear();
  for (const NamedGroup& group : groups) actor.of.push_back(group.Actors());
  if (kind == NounKind::kRank) {
    actor.kind = NounKind::kPerson;
    actor.title = Singular(element.text);
    if (actor.title == "deputy") ReadWhoseDeputy(actor);
    ReadTitleTail(actor);
  }
  const bool capacity = std::exchange(in_capacity_, false);
  if (capacity && !(frame_.focus == Focus::kActor && frame_.actor.title.empty())) {
    frame_.left_aside.push_back("as " + ActorText(actor));
    attach_ = Attach::kLeftAside;
    has_pending_ = false;
    return;
  }
  // "Which country's ministers signed it?"
  if (want && kind == NounKind::kCountry && ReadWhoseOfWhich()) return;
  if (capacity || want ||
      (plain_who_ && kind == NounKind::kPerson && frame_.focus == Focus::kActor &&
       actor.title.empty() && !verb_seen_)) {
    SetFocus(Focus::kActor);
    actor.of_which_country = std::exchange(of_which_country_, false);
    frame_.actor = std::move(actor);
    attach_ = Attach::kFocus;
  } else {
    frame_.participants.push_back({std::nullopt, std::move(actor), RoleNow()});
    attach_ = Attach::kParticipant;
  }
  has_pending_ = false;
}

void FrameReader::ReadWhoseDeputy(ActorClass& actor) {
  constexpr size_t kMostBetween = 3;
  for (size_t ahead = 0; ahead <= kMostBetween; ++ahead) {
    const Element* next = Peek(ahead);
    if (next == nullptr) return;
    if (next->kind == ElementKind::kUnknown) continue;
    if (!IsNoun(next) || static_cast<NounKind>(next->word.id) != NounKind::kRank) return;
    actor.words.push_back(actor.title);
    for (size_t i = 0; i < ahead; ++i) actor.words.push_back(Peek(i)->text);
    actor.title = Singular(next->text);
    at_ += ahead + 1;
    return;
  }
}

// "minister of foreign affairs", "secretary for trade", "president of the republic".
void FrameReader::ReadTitleTail(ActorClass& actor) {
  while (const Element* next = Peek()) {
    if (!IsPart(next, Part::kPreposition) && !IsPart(next, Part::kConjunction)) return;
    Preposition p = static_cast<Preposition>(next->word.id);
    bool of = IsPart(next, Part::kPreposition) && (p == Preposition::kOf || p == Preposition::kFor);
    bool conjunction = IsPart(next, Part::kConjunction) && !actor.words.empty();
    if (!of && !conjunction) return;
    size_t ahead = 1;
    while (IsPart(Peek(ahead), Part::kQuiet)) ++ahead;
    const Element* word = Peek(ahead);
    if (!word || word->kind != ElementKind::kUnknown) return;
    at_ += ahead;
    while (at_ < elements_.size() && elements_[at_].kind == ElementKind::kUnknown)
      actor.words.push_back(elements_[at_++].text);
  }
}

bool FrameReader::ReadWhoseOfWhich() {
  const Element* mark = Peek();
  if (mark == nullptr || mark->kind != ElementKind::kPossessive || !LeadsToNoun(at_ + 1))
    return false;
  size_t noun = at_ + 1;
  std::vector<std::string> words;
  while (elements_[noun].kind == ElementKind::kUnknown) words.push_back(elements_[noun++].text);
  if (!IsNoun(&elements_[noun])) return false;
  const NounKind kind = static_cast<NounKind>(elements_[noun].word.id);
  if (!IsActorNoun(kind) || kind == NounKind::kCountry) return false;
  at_ = noun;
  want_noun_ = of_which_country_ = true;
  ReadNoun(std::move(words), {});
  return true;
}

bool FrameReader::ReadCounterpart(std::vector<NamedGroup>& groups) {
  if (!elements_[at_ - 1].text.starts_with("counterpart") || groups.empty() || want_noun_ ||
      frame_.deeds.empty())
    return false;
  // A minister's counterpart may be a secretary: what they are called there is not asked.
  ActorClass actor;
  actor.kind = NounKind::kPerson;
  for (const NamedGroup& group : groups) actor.of.push_back(group.Actors());
  frame_.participants.push_back({std::nullopt, std::move(actor), Role::kWith});
  Settle();
  return true;
}

}  // namespace entente::query
