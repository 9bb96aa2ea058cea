#include <algorithm>

#include "graph/utf8.h"
#include "query/question_query.h"
#include "query/question_reader.h"

// Names and nouns of a question, with what stands before and after them.

namespace entente::query {

// A list of names, and the noun that they modify where one follows.
void FrameReader::ReadNames() {
  std::vector<NamedGroup> groups{GroupOf(elements_[at_++])};
  bool possessive = false, any_place = false;
  const bool in = has_pending_ && pending_ == Preposition::kIn;
  while (at_ < elements_.size()) {
    size_t next = at_;
    bool either = false, joined = false;
    if (elements_[next].kind == ElementKind::kPossessive) {
      size_t name = next + 2;  // "Chile's and the Netherlands' ministers"
      while (name < elements_.size() && IsPart(&elements_[name], Part::kQuiet)) ++name;
      if (name < elements_.size() && IsPart(&elements_[next + 1], Part::kConjunction) &&
          elements_[name].kind == ElementKind::kName) {
        ++next;
        joined = true;
      } else {
        possessive = true;
        ++at_;
        break;
      }
    }
    if (elements_[next].kind == ElementKind::kComma) {
      ++next;
      joined = true;
    }
    if (next < elements_.size() && IsPart(&elements_[next], Part::kConjunction)) {
      either = elements_[next].word.id == 1;
      any_place = true;
      ++next;
      joined = true;
    }
    while (joined && next < elements_.size() &&
           (IsPart(&elements_[next], Part::kQuiet) || IsWith(elements_[next]) ||
            (in && any_place && elements_[next].text == "in")))
      ++next;
    // "Chile-UK": nothing but a hyphen between.
    if (!joined && next < elements_.size() && text_[elements_[next - 1].span.end_byte] == ' ')
      break;
    if (next >= elements_.size() || elements_[next].kind != ElementKind::kName) break;
    NamedGroup group = GroupOf(elements_[next]);
    // "in Washington and in Canberra": what takes place does so in one of them.
    if (in && any_place && IsWhere(groups.back()) && IsWhere(group)) either = true;
    if (either) {
      NamedGroup& last = groups.back();
      last.nodes.insert(last.nodes.end(), group.nodes.begin(), group.nodes.end());
      last.every = last.nodes;
      last.text += " or " + group.text;
      last.typed += " or " + group.typed;
      last.joined = true;
      last.span.end_byte = group.span.end_byte;
    } else {
      groups.push_back(std::move(group));
    }
    at_ = next + 1;
  }
  if (possessive && Peek() && Peek()->text == "behalf") {
    ++at_;
    for (NamedGroup& group : groups) Place(std::move(group), Role::kFor);
    Settle();
    return;
  }
  if (ReadModified(groups, possessive)) return;
  for (NamedGroup& group : groups) Place(std::move(group), RoleNow());
  want_noun_ = false;
  Settle();
}

// A place, and nobody who acts but a country.
bool FrameReader::IsWhere(const NamedGroup& group) {
  return std::all_of(group.nodes.begin(), group.nodes.end(), [](const NamedNode& node) {
    return node.label == "Place" || node.label == "Country";
  });
}

// "with Chile and with Japan"
bool FrameReader::IsWith(const Element& e) {
  return e.kind == ElementKind::kWord && e.word.part == Part::kPreposition &&
         static_cast<Preposition>(e.word.id) == Preposition::kWith;
}

// "Chile's foreign minister", "Chilean companies", "the Chile-UK agreement".
bool FrameReader::ReadModified(std::vector<NamedGroup>& groups, bool possessive) {
  size_t noun = at_;
  std::vector<std::string> words;
  while (noun < elements_.size() && noun < at_ + 5) {
    const Element& e = elements_[noun];
    if (e.kind == ElementKind::kUnknown) {
      words.push_back(e.text);
    } else if (e.kind == ElementKind::kNumber && possessive) {
      frame_.limit = e.number;
    } else if (IsPart(&e, Part::kAdjective)) {
      size_t back = at_;
      at_ = noun;
      if (!LeadsToNoun(noun)) {
        at_ = back;
        return false;
      }
      ReadAdjective(static_cast<Adjective>(e.word.id), e.word.detail);
      at_ = back;
    } else if (e.kind == ElementKind::kDate && possessive && LeadsToNoun(noun)) {
      frame_.days = e.days;
    } else {
      break;
    }
    ++noun;
  }
  // "the Pretoria peace agreement": a described one is no name of its own here.
  if (noun < elements_.size() && noun == at_ && elements_[noun].kind == ElementKind::kName &&
      elements_[noun].described) {
    possessive_ = possessive;
    for (NamedGroup& group : groups) group = group.AsCapital(possessive);
    frame_.one_agreement = frame_.one_agreement || possessive || IsDefinite(noun);
    ReadWhoseAgreement(groups);
    possessive_ = false;
    frame_.agreements.push_back(GroupOf(elements_[noun]));
    frame_.agreement_noun = true;
    at_ = noun + 1;
    want_noun_ = false;
    Settle();
    return true;
  }
  if (noun >= elements_.size() || !IsNoun(&elements_[noun])) return false;
  LeaveNowhere(at_, noun);
  at_ = noun;
  possessive_ = possessive;
  for (NamedGroup& group : groups) group = group.AsCapital(possessive);
  ReadNoun(std::move(words), std::move(groups));
  possessive_ = false;
  return true;
}

bool FrameReader::LeadsToNoun(size_t from) const {
  for (size_t i = from; i < elements_.size() && i < from + 5; ++i) {
    const Element& e = elements_[i];
    if (IsNoun(&e)) return true;
    if (e.kind != ElementKind::kUnknown && e.kind != ElementKind::kNumber &&
        e.kind != ElementKind::kDate && !IsPart(&e, Part::kAdjective))
      return false;
  }
  return false;
}

// Gives a name its place in the frame by what it can be and the preposition before it.
void FrameReader::Place(NamedGroup group, Role role) {
  bool in = has_pending_ && (pending_ == Preposition::kIn || pending_ == Preposition::kAt);
  group = group.AsCapital(!in && CapitalActs(role));
  if (IsAgreementHere(group, role)) {
    frame_.agreements.push_back(group.Only("Agreement"));
    return;
  }
  const bool agreed = frame_.agreement_noun || IsAgreementDeed(frame_.deed()) ||
                      (frame_.deeds.empty() && IsAgreementDeed(NextDeed()));
  if (agreed && role != Role::kFor && role != Role::kWitness && !group.bodies.empty()) {
    group.nodes.insert(group.nodes.end(), group.bodies.begin(), group.bodies.end());
    group.NameNodes();
  }
  bool actor = group.HasActor();
  if (attach_ != Attach::kNothing && has_pending_ && actor &&
      (role == Role::kOf || pending_ == Preposition::kFor || in)) {
    AttachTo(group);
    return;
  }
  if (in && (group.Has("Place") || group.Has("Country"))) {
    frame_.places.push_back(group.Places());
  } else if (actor && !(in && (group.Has("Event") || group.Has("Agreement")))) {
    frame_.participants.push_back({group.Actors(), std::nullopt, role});
  } else if (group.Has("Agreement")) {
    frame_.agreements.push_back(group.Only("Agreement"));
  } else if (group.Has("Event")) {
    frame_.events.push_back(group.Only("Event"));
  } else if (group.Has("Document")) {
    frame_.documents.push_back(group.Only("Document"));
  } else if (group.Has("Place")) {
    frame_.places.push_back(group.Places());
  } else {
    frame_.topics.push_back(group.nodes.size() == 1 ? group.text : group.typed);
  }
}

Deed FrameReader::NextDeed() const {
  for (size_t i = at_; i < elements_.size(); ++i)
    if (IsPart(&elements_[i], Part::kVerb)) return static_cast<Deed>(elements_[i].word.id);
  return Deed::kNone;
}

bool FrameReader::IsAgreementHere(const NamedGroup& group, Role role) const {
  if (!group.MayBeAgreement() || !group.HasActor()) return false;
  const bool whose = role == Role::kOf || pending_ == Preposition::kTo;
  if (role == Role::kOf && (frame_.focus == Focus::kStatus || frame_.focus == Focus::kDate ||
                            frame_.focus == Focus::kKind || frame_.focus == Focus::kTopic))
    return true;
  // "joined the CPTPP", "the signatories of the CPTPP", "a party to it"; but "signed with NATO".
  if (verb_seen_ && !frame_.deeds.empty() && IsAgreementDeed(frame_.deeds.back()))
    return has_pending_ ? whose : role == Role::kObject;
  if (has_pending_ || verb_seen_) return false;
  if (status_ends_) return true;  // "Which countries have not ratified the CPTPP?"
  // "When was the CPTPP signed?", "Has the CPTPP entered into force?", "Is the CPTPP in force?"
  const Deed next = NextDeed();
  if (next == Deed::kEnterForce || next == Deed::kAnnul) return true;
  if (passive_ && IsAgreementDeed(next)) return true;
  const Element* after = Peek();
  if (next != Deed::kNone || !passive_ || !IsPart(after, Part::kAdjective)) return false;
  const Adjective adjective = static_cast<Adjective>(after->word.id);
  return adjective == Adjective::kStatus || adjective == Adjective::kCancelled;
}

bool FrameReader::CapitalActs(Role role) const {
  const Deed next = NextDeed();
  switch (role) {
    case Role::kWith:
    case Role::kBetween:
    case Role::kBy:
    case Role::kFor:
      return true;
    case Role::kOf:
      return frame_.agreement_noun && attach_ == Attach::kNothing;
    case Role::kObject:
      return !has_pending_ && !frame_.deeds.empty() && frame_.deeds.back() == Deed::kSign;
    case Role::kSubject:
      // "Was London signed in?" is not said: a place is acted on in passive sentences only.
      return (IsAgreementDeed(next) || next == Deed::kMeet) ||
             (next == Deed::kNone && frame_.agreement_noun && asked_);
    default:
      return false;
  }
}

void FrameReader::ReadDate(const Element& element) {
  if (frame_.days) frame_.left_aside.push_back(frame_.days->text);
  frame_.days = element.days;
  ++at_;
  if (element.text == "next") frame_.first = true;
  if (element.days.text == "from today on") frame_.upcoming = true;
  std::string_view year = element.text;
  if (year.starts_with("the ")) year.remove_prefix(4);
  const bool bare =
      year.size() == 4 && year.find_first_not_of("0123456789") == std::string_view::npos;
  size_t noun = at_;
  while (
      noun < elements_.size() && noun < at_ + 5 &&
      (elements_[noun].kind == ElementKind::kUnknown || IsPart(&elements_[noun], Part::kAdjective)))
    ++noun;
  const Element* next = noun < elements_.size() ? &elements_[noun] : nullptr;
  const bool agreement =
      next != nullptr &&
      ((IsNoun(next) && static_cast<NounKind>(next->word.id) == NounKind::kAgreement) ||
       (noun == at_ && next->kind == ElementKind::kName && next->described));
  if (bare && agreement) frame_.year_in_name = year;
  // What follows belongs to the phrase that the year stands in.
  if (!(bare && agreement)) Settle();
}

void FrameReader::LeaveNowhere(size_t from, size_t to) {
  for (size_t i = from; i < to; ++i)
    if (elements_[i].nowhere) left_.push_back({Source(elements_[i].span), elements_[i].span});
}

void FrameReader::LeaveAside(const std::vector<std::string>& words) {
  if (!words.empty()) frame_.left_aside.push_back(Joined(words));
}

void FrameReader::AttachTo(const NamedGroup& group) {
  if (attach_ == Attach::kFocus) frame_.actor.of.push_back(group.Actors());
  if (attach_ == Attach::kParticipant)
    frame_.participants.back().actor->of.push_back(group.Actors());
  if (attach_ == Attach::kLeftAside) frame_.left_aside.back() += " of " + group.typed;
}

bool FrameReader::ReadBeforeInPost() {
  const Element& element = elements_[at_];
  const bool before = element.text == "before";
  if (!before && element.text != "after") return false;
  const bool titled =
      !frame_.actor.title.empty() ||
      std::any_of(frame_.participants.begin(), frame_.participants.end(),
                  [](const Participant& p) { return p.actor && !p.actor->title.empty(); });
  if (!titled || frame_.focus != Focus::kActor) return false;
  if (!frame_.deeds.empty() && frame_.deed() != Deed::kHold) return false;
  const Element* named = Peek(1);
  if (named == nullptr || named->kind != ElementKind::kName) return false;
  NamedGroup person = GroupOf(*named).Only("Person");
  if (person.nodes.empty()) return false;
  frame_.deeds = {Deed::kReplace};
  frame_.participants.push_back(
      {std::move(person), std::nullopt, before ? Role::kBy : Role::kObject});
  at_ += 2;
  Settle();
  return true;
}

void FrameReader::ReadUnknown() {
  if (ReadBeforeInPost()) return;
  size_t noun = at_;
  std::vector<std::string> words;
  while (noun < elements_.size() && elements_[noun].kind == ElementKind::kUnknown) {
    words.push_back(elements_[noun].text);
    ++noun;
  }
  // "energy companies", "trade talks", "defence ministers", "peace and trade treaty" is not one.
  if (words.size() <= 5 && noun < elements_.size() && IsNoun(&elements_[noun])) {
    NounKind kind = static_cast<NounKind>(elements_[noun].word.id);
    if (IsActorNoun(kind) || kind == NounKind::kAgreement || kind == NounKind::kEvent ||
        kind == NounKind::kMatter) {
      LeaveNowhere(at_, noun);
      at_ = noun;
      ReadNoun(std::move(words), {});
      return;
    }
  }
  if (has_pending_ && pending_ == Preposition::kFor) {
    if (ReadTopic()) return;
  }
  // "documents that mention submarines", "agreements mentioning submarines"
  if (!frame_.deeds.empty() && frame_.deeds.back() == Deed::kMention && !elements_[at_].capital &&
      (frame_.focus == Focus::kDocument || frame_.focus == Focus::kAgreement)) {
    if (frame_.focus == Focus::kAgreement) frame_.deeds.pop_back();
    if (ReadTopic()) return;
  }
  for (size_t i = at_; i < noun; ++i) {
    if (!left_.empty() && left_.back().span.end_byte + 1 == elements_[i].span.begin_byte) {
      left_.back().span.end_byte = elements_[i].span.end_byte;
      left_.back().text = Source(left_.back().span);
    } else {
      left_.push_back({Source(elements_[i].span), elements_[i].span});
    }
  }
  at_ = noun;
  Settle();
}

void FrameReader::SetFocus(Focus focus) {
  frame_.focus = focus;
  want_noun_ = false;
  if (wh_role_) frame_.focus_role = *wh_role_;
  if (wh_preposition_ == Preposition::kIn) frame_.in_which = true;
}

// A noun with the unknown words before it and the names that modify it.
void FrameReader::ReadNoun(std::vector<std::string> words, std::vector<NamedGroup> groups) {
  const Element& element = elements_[at_++];
  NounKind kind = static_cast<NounKind>(element.word.id);
  bool singular =
      (!element.text.ends_with("s") || element.text == "status") && element.text != "people";
  bool grouping =
      has_pending_ && (pending_ == Preposition::kPer || (pending_ == Preposition::kBy && singular));
  if (grouping && kind != NounKind::kRank && kind != NounKind::kAgreement &&
      kind != NounKind::kEvent && words.empty() && groups.empty()) {
    if (std::find(frame_.group_by.begin(), frame_.group_by.end(), kind) == frame_.group_by.end())
      frame_.group_by.push_back(kind);
    want_noun_ = false;
    Settle();
    return;
  }
  bool want = want_noun_ || (!asked_ && !frame_.command && frame_.focus == Focus::kNone &&
                             !verb_seen_ && frame_.participants.empty());
  switch (kind) {
    case NounKind::kMatter:
      ReadMatter(words, groups);
      return;
    case NounKind::kAgreement:
      // "the treaty talks" are talks.
      if (IsNoun(Peek()) && static_cast<NounKind>(Peek()->word.id) == NounKind::kEvent) {
        ReadNoun(std::move(words), std::move(groups));
        return;
      }
      AddAgreementKind(std::string(element.word.detail));
      frame_.agreement_noun = true;
      if (!words.empty()) frame_.topics.push_back(Joined(words));
      if (singular && IsDefinite(at_ - 1)) frame_.one_agreement = true;
      ReadWhoseAgreement(groups);
      if (want) SetFocus(Focus::kAgreement);
      Settle();
      return;
    case NounKind::kEvent:
      frame_.event_noun = true;
      if (frame_.event_kind.empty()) {
        frame_.event_kind = element.word.detail;
      } else if (!element.word.detail.empty() && frame_.event_kind != element.word.detail) {
        frame_.left_aside.push_back(element.text);
      }
      if (!words.empty()) frame_.event_words.push_back(Joined(words));
      if (IsDefinite(at_ - 1)) frame_.one_event = true;
      for (NamedGroup& group : groups) {
        if (group.HasActor()) {
          frame_.participants.push_back({group.Actors(), std::nullopt, Role::kBetween});
        } else if (NamedGroup places = group.Places(); !places.nodes.empty()) {
          frame_.places.push_back(std::move(places));
        } else {
          frame_.event_words.push_back(graph::ToLower(group.typed));
        }
      }
      if (want) SetFocus(Focus::kEvent);
      Settle();
      return;
    case NounKind::kPartner:
      if (ReadCounterpart(groups)) return;
      LeaveAside(words);
      frame_.partner = true;
      if (want || plain_who_ || frame_.focus == Focus::kNone) {
        SetFocus(Focus::kActor);
        frame_.actor.kind = NounKind::kSignatory;
        for (NamedGroup& group : groups)
          frame_.participants.push_back({group.Actors(), std::nullopt, Role::kWith});
        verb_seen_ = true;
      }
      Settle();
      return;
    case NounKind::kSignatory:
      if (element.text.starts_with("part") || element.text.starts_with("side"))
        frame_.parties_only = true;
      LeaveAside(words);
      if (want || (plain_who_ && frame_.deeds.empty())) {
        SetFocus(Focus::kActor);
        if (frame_.deeds.empty()) {
          // The members of a treaty are its parties, those of a body belong to it.
          const auto named =
              std::find_if(elements_.begin() + static_cast<std::ptrdiff_t>(at_), elements_.end(),
                           [](const Element& e) { return e.kind == ElementKind::kName; });
          const bool body =
              !element.word.detail.empty() && named != elements_.end() &&
              std::none_of(named->nodes.begin(), named->nodes.end(),
                           [](const NamedNode& node) { return node.label == "Agreement"; });
          frame_.deeds.push_back(body ? Deed::kBelong : Deed::kSign);
        }
        verb_seen_ = true;
      }
      for (NamedGroup& group : groups) Place(std::move(group), Role::kSubject);
      Settle();
      return;
    case NounKind::kParticipant:
      LeaveAside(words);
      if (want || (plain_who_ && frame_.deeds.empty())) {
        SetFocus(Focus::kActor);
        verb_seen_ = true;
      }
      if (frame_.deeds.empty()) frame_.deeds.push_back(Deed::kAttend);
      for (NamedGroup& group : groups) Place(std::move(group), Role::kSubject);
      Settle();
      return;
    case NounKind::kPerson:
    case NounKind::kCountry:
    case NounKind::kMinistry:
    case NounKind::kOrganization:
    case NounKind::kRank:
      ReadActorClass(element, kind, std::move(words), groups, want);
      return;
    default:
      break;
  }
  LeaveAside(words);
  Focus focus = FocusOf(kind);
  bool free = frame_.focus == Focus::kNone || frame_.focus == Focus::kWhat;
  if (want || kind == NounKind::kConnection ||
      (free && kind != NounKind::kPlace && kind != NounKind::kYear && kind != NounKind::kDate &&
       frame_.ask == Ask::kList)) {
    SetFocus(focus);
    if (wh_preposition_ && focus == Focus::kDate) frame_.ask = Ask::kWhen;
  }
  if (kind == NounKind::kPost) post_noun_ = true;
  for (NamedGroup& group : groups) Place(std::move(group), Role::kSubject);
  // "the kinds of agreements", "the date of the treaty": what follows "of" is a filter.
  Settle();
}

std::string FrameReader::Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

Focus FrameReader::FocusOf(NounKind kind) {
  switch (kind) {
    case NounKind::kPlace:
      return Focus::kPlace;
    case NounKind::kTopic:
      return Focus::kTopic;
    case NounKind::kDocument:
      return Focus::kDocument;
    case NounKind::kPost:
      return Focus::kPost;
    case NounKind::kYear:
      return Focus::kYear;
    case NounKind::kMonth:
      return Focus::kMonth;
    case NounKind::kDate:
      return Focus::kDate;
    case NounKind::kKind:
      return Focus::kKind;
    case NounKind::kStatus:
      return Focus::kStatus;
    case NounKind::kEvidence:
      return Focus::kEvidence;
    default:
      return Focus::kConnection;
  }
}

}  // namespace entente::query
