#include <algorithm>

#include "graph/utf8.h"
#include "query/question_reader.h"

// Words, prepositions, topics and verbs; question_nouns.cpp has names and nouns.

namespace entente::query {

using graph::ErrorCode;
using graph::SourceSpan;

const Element* FrameReader::Peek(size_t ahead) const {
  return at_ + ahead < elements_.size() ? &elements_[at_ + ahead] : nullptr;
}

bool FrameReader::IsPart(const Element* element, Part part) const {
  return element && element->kind == ElementKind::kWord && element->word.part == part;
}

bool FrameReader::IsNoun(const Element* element) const { return IsPart(element, Part::kNoun); }

// The phrase that a preposition began is over.
void FrameReader::Settle() {
  has_pending_ = false;
  status_ends_ = false;
  attach_ = Attach::kNothing;
}

Role FrameReader::RoleNow() const {
  if (!has_pending_) return verb_seen_ ? Role::kObject : Role::kSubject;
  switch (pending_) {
    case Preposition::kWith:
    case Preposition::kTo:
      return Role::kWith;
    case Preposition::kBetween:
      return Role::kBetween;
    case Preposition::kBy:
      return Role::kBy;
    case Preposition::kFor:
      return Role::kFor;
    case Preposition::kBefore:
      return Role::kWitness;
    case Preposition::kOf:
    case Preposition::kFrom:
      return Role::kOf;
    default:
      return verb_seen_ ? Role::kObject : Role::kSubject;
  }
}

graph::Status FrameReader::ReadWord(const Element& element) {
  const Word& word = element.word;
  switch (word.part) {
    case Part::kQuiet:
      if (word.id == kLeftAside) frame_.left_aside.push_back(Source(element.span));
      ++at_;
      break;
    case Part::kConjunction:
      ++at_;
      break;
    case Part::kCommand:
      frame_.command = true;
      want_noun_ = true;
      ++at_;
      break;
    case Part::kNot: {
      graph::Error error = graph::MakeError(
          ErrorCode::kUnsupported,
          "questions with '" + element.text + "' can't be asked in English yet", element.span);
      error.suggestion = "ask in openCypher: entente query";
      return error;
    }
    case Part::kUnknowable: {
      if (word.detail == kAveragesAndShares) {
        graph::Error error = graph::MakeError(
            ErrorCode::kUnsupported, "averages and shares can't be asked in English", element.span);
        error.suggestion =
            "ask for the numbers (such as: How many agreements did Japan sign by year?), or in "
            "openCypher with avg() and count(): entente query";
        return error;
      }
      graph::Error error =
          graph::MakeError(ErrorCode::kUnsupported,
                           "the graph does not know " + std::string(word.detail), element.span);
      error.suggestion = word.detail.starts_with("who is meant") ? "name the country or the body"
                         : word.detail == kCapacity
                             ? "it knows which posts they held: What posts has " +
                                   NextPerson("Ana Ruiz") + " held?"
                             : "it knows who signed, met, attended or represented what, when and "
                               "where, and in what "
                               "post: entente ask --forms";
      return error;
    }
    case Part::kWh:
      ReadWh(static_cast<WhWord>(word.id));
      ++at_;
      break;
    case Part::kAux:
      frame_.present = element.text == "is" || element.text == "are" || element.text == "s";
      ReadAux(static_cast<AuxWord>(word.id));
      break;
    case Part::kVerb:
      if (static_cast<Deed>(word.id) == Deed::kMention && IsContent(element.text)) {
        graph::Error error =
            graph::MakeError(ErrorCode::kUnsupported,
                             "the graph does not know what stands in an agreement", element.span);
        error.suggestion =
            "it knows what agreements are about, and who made them: What is the Andes Treaty?";
        return error;
      }
      if (static_cast<Deed>(word.id) == Deed::kMention && IsSpeech(element.text)) {
        graph::Error error = graph::MakeError(
            ErrorCode::kUnsupported, "the graph does not know what anybody said", element.span);
        error.suggestion =
            "it knows what was signed, and which documents mention somebody: "
            "Which documents mention " +
            frame_.participants.front().group->text + "?";
        return error;
      }
      ReadVerb(element, static_cast<Deed>(word.id));
      break;
    case Part::kAdjective:
      ReadAdjective(static_cast<Adjective>(word.id), word.detail);
      break;
    case Part::kPreposition:
      ReadPreposition(static_cast<Preposition>(word.id));
      break;
    case Part::kNoun:
      ReadNoun({}, {});
      break;
  }
  return {};
}

namespace {
constexpr std::string_view kSpeech[] = {"say",      "says",     "said",       "say about",
                                        "speak of", "spoke of", "talk about", "talked about"};
}  // namespace

// "What does the treaty say?", and not "What do documents say about the treaty?".
bool FrameReader::IsContent(std::string_view verb) const {
  return std::find(std::begin(kSpeech), std::end(kSpeech), verb) != std::end(kSpeech) &&
         frame_.focus == Focus::kWhat && !passive_ && frame_.documents.empty() &&
         (frame_.agreement_noun || !frame_.agreements.empty());
}

// The next person named, as the question writes it.
std::string FrameReader::NextPerson(std::string otherwise) const {
  for (size_t i = at_; i < elements_.size(); ++i)
    if (elements_[i].kind == ElementKind::kName &&
        std::any_of(elements_[i].nodes.begin(), elements_[i].nodes.end(),
                    [](const NamedNode& node) { return node.label == "Person"; }))
      return Source(elements_[i].span);
  return otherwise;
}

// "What did Ana Ruiz say?", and not "What do documents say?".
bool FrameReader::IsSpeech(std::string_view verb) const {
  return std::find(std::begin(kSpeech), std::end(kSpeech), verb) != std::end(kSpeech) &&
         frame_.focus != Focus::kDocument && frame_.focus != Focus::kEvidence &&
         frame_.documents.empty() && frame_.participants.size() == 1 &&
         frame_.participants.front().group && frame_.participants.front().role == Role::kSubject;
}

void FrameReader::ReadWh(WhWord wh) {
  bool asked = asked_;
  const bool joined = at_ > 0 && IsPart(&elements_[at_ - 1], Part::kConjunction);
  asked_ = true;
  want_noun_ = false;
  switch (wh) {
    case WhWord::kWho:
    case WhWord::kWhose:
      if (frame_.focus == Focus::kNone && !asked) {
        frame_.focus = Focus::kActor;
        if (has_pending_) frame_.focus_role = RoleNow();
        plain_who_ = true;
      }
      Settle();
      break;
    case WhWord::kWhat:
    case WhWord::kWhich:
      if (!asked && (frame_.focus == Focus::kNone || !frame_.command)) {
        frame_.focus = Focus::kWhat;
        want_noun_ = true;
        wh_role_ = has_pending_ ? std::optional<Role>(RoleNow()) : std::nullopt;
        wh_preposition_ = has_pending_ ? std::optional<Preposition>(pending_) : std::nullopt;
      }
      Settle();
      break;
    case WhWord::kForWhom:
      if (asked && joined) frame_.left_aside.push_back(Source(elements_[at_].span));
      if (frame_.focus == Focus::kNone && !asked) {
        frame_.focus = Focus::kActor;
        frame_.focus_role = Role::kFor;
        want_noun_ = true;
        wh_role_ = Role::kFor;
      }
      Settle();
      break;
    case WhWord::kWhen:
      if (!asked && frame_.focus == Focus::kNone) frame_.ask = Ask::kWhen;
      break;
    case WhWord::kWhere:
      if (elements_[at_].text.ends_with(" was")) passive_ = true;  // "which city was it signed in?"
      if (!asked && frame_.focus == Focus::kNone) {
        frame_.ask = frame_.ask == Ask::kWhen ? Ask::kWhen : Ask::kWhere;
      } else if (frame_.ask != Ask::kWhen && joined) {
        frame_.left_aside.emplace_back("where");
      }
      if (frame_.ask == Ask::kWhen) frame_.place_too = true;
      break;
    case WhWord::kHowMany:
      frame_.ask = Ask::kCount;
      want_noun_ = true;
      break;
    case WhWord::kHowOften:
      frame_.ask = Ask::kOften;
      break;
    case WhWord::kHow:
      if (!asked) {
        frame_.ask = Ask::kHow;
      } else if (joined) {
        frame_.left_aside.emplace_back("how");
      }
      break;
  }
}

void FrameReader::ReadAux(AuxWord aux) {
  bool first = !asked_ && !frame_.command && frame_.focus == Focus::kNone &&
               !frame_.agreement_noun && frame_.participants.empty();
  if (first) {
    asked_ = true;
    frame_.ask = Ask::kYesNo;
    want_noun_ = false;
  }
  passive_ = aux == AuxWord::kBe;
  if (aux != AuxWord::kBe) want_noun_ = false;
  if (aux == AuxWord::kWill) will_ = true;
  ++at_;
  Settle();
}

void FrameReader::ReadVerb(const Element& element, Deed deed) {
  ++at_;
  // "the signing of", "a visit": a noun would have come first in the lexicon. "held the post".
  const Element* last = at_ >= 2 ? &elements_[at_ - 2] : nullptr;
  const bool articled = IsPart(last, Part::kQuiet) || IsPart(last, Part::kPreposition) ||
                        (last != nullptr && last->kind == ElementKind::kPossessive);
  if (articled && !want_noun_ && (element.text == "visit" || element.text == "visits")) {
    frame_.event_noun = true;
    frame_.event_kind = "visit";
    frame_.one_event = element.text == "visit";
    Settle();
    return;
  }
  if (want_noun_ && (deed == Deed::kAttend || deed == Deed::kMention) && frame_.deeds.empty() &&
      (element.text == "visit" || element.text == "visits")) {
    SetFocus(Focus::kEvent);
    frame_.event_noun = true;
    frame_.event_kind = "visit";
    return;
  }
  // "Who are the parties to the treaty?"
  if (element.text.ends_with("parties to") || element.text.ends_with("party to")) {
    if (want_noun_) SetFocus(Focus::kActor);
    frame_.parties_only = true;  // and not who signed for them
  }
  // "Was the signing in Luanda called off?"; but "the signing of the treaty".
  const Element* before = at_ >= 2 ? &elements_[at_ - 2] : nullptr;
  const Element* after = Peek();
  const bool of = IsPart(after, Part::kPreposition) &&
                  static_cast<Preposition>(after->word.id) == Preposition::kOf;
  if (element.text == "signing" && before != nullptr && before->text == "the" && !of &&
      frame_.deeds.empty()) {
    if (want_noun_) SetFocus(Focus::kEvent);
    frame_.event_noun = true;
    frame_.event_kind = "signing";
    frame_.one_event = true;
    Settle();
    return;
  }
  want_noun_ = false;
  if (element.text.starts_with("visit")) frame_.visits = true;
  if (element.text.starts_with("lie") || element.text == "located" || element.text == "situated")
    frame_.lies = true;
  if (will_ && deed == Deed::kSign) frame_.planned = true;
  // "When were the talks concluded?"
  const bool closed = element.text.starts_with("conclude") || element.text.starts_with("end") ||
                      element.text.starts_with("close");
  if (closed && (deed == Deed::kSign || deed == Deed::kAnnul) && passive_ && frame_.event_noun &&
      !frame_.agreement_noun && frame_.agreements.empty() && frame_.focus != Focus::kWhat &&
      frame_.focus != Focus::kActor)
    deed = Deed::kTakePlace;
  frame_.deeds.push_back(deed);
  if (deed == Deed::kAnnul) annul_ = element.span;
  verb_seen_ = true;
  Settle();
}

// "more than two parties", "three or more countries": how many an agreement has. The number stands
// at `number`, the comparison at `word`.
bool FrameReader::ReadComparison(size_t number, std::string sign, size_t word) {
  if (number >= elements_.size()) return false;
  const bool one = IsPart(&elements_[number], Part::kQuiet) && elements_[number].text == "one";
  if (!one && elements_[number].kind != ElementKind::kNumber) return false;
  size_t noun = std::max(number, word) + 1;
  while (noun < elements_.size() && IsPart(&elements_[noun], Part::kQuiet)) ++noun;
  if (noun >= elements_.size() || !IsNoun(&elements_[noun])) return false;
  const NounKind kind = static_cast<NounKind>(elements_[noun].word.id);
  // "who signed more than one agreement"
  if (kind == NounKind::kAgreement &&
      (frame_.focus == Focus::kActor || frame_.ask == Ask::kYesNo)) {
    frame_.times = {std::move(sign), one ? 1 : elements_[number].number};
    at_ = noun;
    return true;
  }
  if (one) return false;
  if (kind != NounKind::kCountry && kind != NounKind::kSignatory && kind != NounKind::kPartner &&
      kind != NounKind::kParticipant)
    return false;
  frame_.parties.emplace_back(std::move(sign), elements_[number].number);
  frame_.parties_countries = kind == NounKind::kCountry;
  at_ = noun + 1;
  Settle();
  return true;
}

void FrameReader::ReadNumber(const Element& element) {
  const Element* next = Peek(1);
  if (IsPart(next, Part::kAdjective) &&
      static_cast<Adjective>(next->word.id) == Adjective::kCompare &&
      ReadComparison(at_, std::string(next->word.detail), at_ + 1))
    return;
  if (element.number == 2 && IsNoun(next) && frame_.limit == 0 && want_noun_ &&
      IsActorNoun(static_cast<NounKind>(next->word.id))) {
    frame_.each_other = true;
    ++at_;
    return;
  }
  if (want_noun_ || frame_.most || frame_.latest || frame_.first || frame_.fewest) {
    frame_.limit = element.number;
  } else {
    left_.push_back({Source(element.span), element.span});
  }
  ++at_;
}

void FrameReader::ReadAdjective(Adjective adjective, std::string_view detail) {
  switch (adjective) {
    case Adjective::kLatest:
      frame_.latest = true;
      break;
    case Adjective::kFirst:
      frame_.first = true;
      break;
    case Adjective::kNewestFirst:
      frame_.newest_first = true;
      break;
    case Adjective::kMost:
    case Adjective::kTop:
      frame_.most = true;
      if (!asked_ && frame_.focus == Focus::kNone) want_noun_ = true;
      break;
    case Adjective::kFewest:
      frame_.fewest = true;
      break;
    case Adjective::kStatus:
      if (!frame_.status.empty() && frame_.status != detail)
        frame_.left_aside.push_back(frame_.status);
      frame_.status = detail;
      status_ends_ = true;
      break;
    case Adjective::kPlanned:
      frame_.planned = true;
      break;
    case Adjective::kRefused:
      frame_.refused = true;
      break;
    case Adjective::kParties:
      frame_.parties.emplace_back(detail.substr(0, 1), 2);
      break;
    case Adjective::kCompare:
      if (ReadComparison(at_ + 1, std::string(detail), at_)) return;
      left_.push_back({Source(elements_[at_].span), elements_[at_].span});
      break;
    case Adjective::kCancelled:
      frame_.cancelled = true;
      break;
    case Adjective::kQualifier:
      qualifier_ = detail;
      break;
    case Adjective::kBoth:
      frame_.both = true;
      break;
    case Adjective::kEither:
    case Adjective::kOther:
      break;
    case Adjective::kHost:
      frame_.deeds.push_back(Deed::kHost);
      verb_seen_ = true;
      break;
  }
  ++at_;
}

void FrameReader::ReadPreposition(Preposition preposition) {
  ++at_;
  switch (preposition) {
    case Preposition::kEachOther:
      frame_.each_other = true;
      return;
    case Preposition::kHere:
      frame_.most = true;
      return;
    case Preposition::kThat:
      want_noun_ = false;
      Settle();
      return;
    case Preposition::kAs:
      ReadCapacity();
      return;
    case Preposition::kUnder:
      left_.push_back({Source(elements_[at_ - 1].span), elements_[at_ - 1].span});
      return;
    case Preposition::kAbout:
    case Preposition::kOn:
      if (ReadTopic()) return;
      break;
    default:
      break;
  }
  // "of" joins what stands before it; others end that.
  if (preposition != Preposition::kOf && preposition != Preposition::kFrom &&
      preposition != Preposition::kIn && preposition != Preposition::kFor &&
      preposition != Preposition::kAt)
    attach_ = Attach::kNothing;
  pending_ = preposition;
  has_pending_ = true;
}

// "Who signed as foreign minister?" asks for those of that title; in what post somebody named did
// it is not known.
void FrameReader::ReadCapacity() {
  const Deed deed = frame_.deeds.empty() ? Deed::kNone : frame_.deeds.back();
  if (deed == Deed::kNone || deed == Deed::kHold || deed == Deed::kReplace) return;
  size_t noun = at_;
  while (noun < elements_.size() && !IsNoun(&elements_[noun])) {
    const Element& e = elements_[noun];
    if (e.kind != ElementKind::kUnknown && e.kind != ElementKind::kName &&
        e.kind != ElementKind::kPossessive && !IsPart(&e, Part::kQuiet) &&
        !IsPart(&e, Part::kAdjective))
      return;
    ++noun;
  }
  if (noun == elements_.size() || static_cast<NounKind>(elements_[noun].word.id) != NounKind::kRank)
    return;
  in_capacity_ = true;
  Settle();
}

// The words of a subject matter, up to what can't belong to it.
bool FrameReader::ReadTopic() {
  std::string topic;
  size_t first = at_;
  while (at_ < elements_.size()) {
    const Element& e = elements_[at_];
    bool begun = !topic.empty();
    if (e.kind == ElementKind::kDate || e.kind == ElementKind::kPossessive) break;
    if (e.kind == ElementKind::kComma) break;
    if (e.kind == ElementKind::kName && begun) break;
    if (e.kind == ElementKind::kName && !e.nodes.empty() && IsSubjectName(e)) break;
    // "on Chile's behalf"
    if (e.kind == ElementKind::kName && Peek(2) && Peek(2)->text == "behalf") break;
    if (e.kind == ElementKind::kUnknown) LeaveNowhere(at_, at_ + 1);
    if (e.kind == ElementKind::kWord) {
      Part part = e.word.part;
      if (part == Part::kWh || part == Part::kAux || part == Part::kNot || part == Part::kCommand)
        break;
      if (part == Part::kVerb && begun) {
        Deed deed = static_cast<Deed>(e.word.id);
        if (deed != Deed::kMention && deed != Deed::kConnect && deed != Deed::kBelong) break;
        if (deed == Deed::kMention && Peek(1) == nullptr) break;  // "… on hydrogen say?"
      }
      if (part == Part::kAdjective && begun &&
          static_cast<Adjective>(e.word.id) != Adjective::kParties)
        break;
      if (part == Part::kNoun && !begun) {
        NounKind kind = static_cast<NounKind>(e.word.id);
        if (kind == NounKind::kAgreement || kind == NounKind::kTopic) break;
      }
      if (part == Part::kPreposition || part == Part::kConjunction) {
        if (!begun) break;
        const Element* next = Peek(1);
        size_t ahead = 1;
        while (IsPart(next, Part::kQuiet)) next = Peek(++ahead);
        bool goes_on = next && (next->kind == ElementKind::kUnknown ||
                                (IsNoun(next) && part == Part::kConjunction));
        Preposition p = static_cast<Preposition>(e.word.id);
        bool inner = part == Part::kConjunction || p == Preposition::kOf || p == Preposition::kIn ||
                     p == Preposition::kFor || p == Preposition::kTo || p == Preposition::kUnder;
        if (!goes_on || !inner) break;
      }
      if (part == Part::kQuiet && !begun) {
        ++at_;
        continue;
      }
    }
    topic += (topic.empty() ? "" : " ") + e.text;
    ++at_;
  }
  if (topic.empty()) {
    at_ = first;
    return false;
  }
  frame_.topics.push_back(std::move(topic));
  want_noun_ = want_noun_ && frame_.focus == Focus::kNone;
  Settle();
  return true;
}

// After "about": an agreement or a document is what is spoken of and not its subject.
bool FrameReader::IsSubjectName(const Element& e) const {
  if (frame_.Has(Deed::kMention) || frame_.focus == Focus::kDocument ||
      frame_.focus == Focus::kEvidence)
    return true;
  // "What is known about John Healey?": nothing else is asked than of whom is spoken.
  const bool alone = frame_.deeds.empty() && !frame_.agreement_noun && !frame_.event_noun &&
                     (frame_.focus == Focus::kNone || frame_.focus == Focus::kWhat);
  return std::any_of(e.nodes.begin(), e.nodes.end(), [&](const NamedNode& node) {
    const bool matter = node.label == "Topic" || node.label == "Place";
    return node.label == "Agreement" || node.label == "Document" || node.label == "Event" ||
           (alone && !matter);
  });
}

std::string FrameReader::Source(SourceSpan span) const {
  return std::string(text_.substr(span.begin_byte, span.end_byte - span.begin_byte));
}

NamedGroup FrameReader::GroupOf(const Element& element) const {
  NamedGroup group;
  group.nodes = group.every = element.nodes;
  group.typed = Source(element.span);
  group.span = element.span;
  group.described = element.described;
  group.bodies = element.bodies;
  group.NameNodes();
  return group;
}

graph::Result<ReadFrame> ReadQuestionFrame(std::string_view text,
                                           const std::vector<Element>& elements) {
  return FrameReader(text, elements).Read();
}

}  // namespace entente::query
