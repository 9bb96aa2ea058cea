#include <algorithm>

#include "query/question_frame.h"

namespace entente::query {

namespace {

using graph::ErrorCode;
using graph::SourceSpan;

bool IsActorNoun(NounKind kind) {
  return kind == NounKind::kPerson || kind == NounKind::kCountry || kind == NounKind::kMinistry ||
         kind == NounKind::kOrganization || kind == NounKind::kRank;
}

// "ministers" to "minister"; for titles, where the graph has the singular.
std::string Singular(std::string word) {
  if (word.starts_with("heads of")) return "head";
  if (word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
  if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss")) word.pop_back();
  return word;
}

class FrameReader {
 public:
  FrameReader(std::string_view text, const std::vector<Element>& elements)
      : text_(text), elements_(elements) {}

  graph::Result<ReadFrame> Read() {
    while (at_ < elements_.size()) {
      const Element& element = elements_[at_];
      switch (element.kind) {
        case ElementKind::kComma:
        case ElementKind::kPossessive:
          ++at_;
          break;
        case ElementKind::kDate:
          frame_.days = element.days;
          ++at_;
          Settle();
          break;
        case ElementKind::kNumber:
          ReadNumber(element);
          break;
        case ElementKind::kName:
          ReadNames();
          break;
        case ElementKind::kUnknown:
          ReadUnknown();
          break;
        case ElementKind::kWord:
          ENTENTE_RETURN_IF_ERROR(ReadWord(element));
          break;
      }
    }
    if (pending_ == Preposition::kAbout && has_pending_) frame_.open_about = true;
    return ReadFrame{std::move(frame_), std::move(left_)};
  }

 private:
  const Element* Peek(size_t ahead = 0) const {
    return at_ + ahead < elements_.size() ? &elements_[at_ + ahead] : nullptr;
  }
  bool IsPart(const Element* element, Part part) const {
    return element && element->kind == ElementKind::kWord && element->word.part == part;
  }
  bool IsNoun(const Element* element) const { return IsPart(element, Part::kNoun); }

  // The phrase that a preposition began is over.
  void Settle() {
    has_pending_ = false;
    attach_ = Attach::kNothing;
  }
  Role RoleNow() const {
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
      case Preposition::kOf:
      case Preposition::kFrom:
        return Role::kOf;
      default:
        return verb_seen_ ? Role::kObject : Role::kSubject;
    }
  }

  graph::Status ReadWord(const Element& element) {
    const Word& word = element.word;
    switch (word.part) {
      case Part::kQuiet:
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
      case Part::kWh:
        ReadWh(static_cast<WhWord>(word.id));
        ++at_;
        break;
      case Part::kAux:
        ReadAux(static_cast<AuxWord>(word.id));
        break;
      case Part::kVerb:
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

  void ReadWh(WhWord wh) {
    bool asked = asked_;
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
        if (!asked && frame_.focus == Focus::kNone) frame_.ask = Ask::kWhere;
        break;
      case WhWord::kHowMany:
        frame_.ask = Ask::kCount;
        want_noun_ = true;
        break;
      case WhWord::kHowOften:
        frame_.ask = Ask::kOften;
        break;
      case WhWord::kHow:
        if (!asked) frame_.ask = Ask::kHow;
        break;
    }
  }

  void ReadAux(AuxWord aux) {
    bool first = !asked_ && !frame_.command && frame_.focus == Focus::kNone &&
                 !frame_.agreement_noun && frame_.participants.empty();
    if (first) {
      asked_ = true;
      frame_.ask = Ask::kYesNo;
      want_noun_ = false;
    }
    if (aux != AuxWord::kBe) want_noun_ = false;
    if (aux == AuxWord::kWill) will_ = true;
    ++at_;
    Settle();
  }

  void ReadVerb(const Element& element, Deed deed) {
    ++at_;
    // "the signing of", "a visit": a noun would have come first in the lexicon. "held the post".
    if (want_noun_ && (deed == Deed::kAttend || deed == Deed::kMention) && frame_.deeds.empty() &&
        (element.text == "visit" || element.text == "visits")) {
      SetFocus(Focus::kEvent);
      frame_.event_noun = true;
      frame_.event_kind = "visit";
      return;
    }
    want_noun_ = false;
    if (will_ && deed == Deed::kSign) frame_.planned = true;
    frame_.deeds.push_back(deed);
    verb_seen_ = true;
    Settle();
  }

  void ReadNumber(const Element& element) {
    const Element* next = Peek(1);
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

  void ReadAdjective(Adjective adjective, std::string_view detail) {
    switch (adjective) {
      case Adjective::kLatest:
        frame_.latest = true;
        break;
      case Adjective::kFirst:
        frame_.first = true;
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
        frame_.status = detail;
        break;
      case Adjective::kPlanned:
        frame_.planned = true;
        break;
      case Adjective::kRefused:
        frame_.refused = true;
        break;
      case Adjective::kBilateral:
        frame_.bilateral = true;
        break;
      case Adjective::kMultilateral:
        frame_.multilateral = true;
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

  void ReadPreposition(Preposition preposition) {
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

  // The words of a subject matter, up to what can't belong to it.
  bool ReadTopic() {
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
      if (e.kind == ElementKind::kWord) {
        Part part = e.word.part;
        if (part == Part::kWh || part == Part::kAux || part == Part::kNot || part == Part::kCommand)
          break;
        if (part == Part::kVerb && begun) {
          Deed deed = static_cast<Deed>(e.word.id);
          if (deed != Deed::kMention && deed != Deed::kConnect && deed != Deed::kBelong) break;
        }
        if (part == Part::kAdjective && begun &&
            static_cast<Adjective>(e.word.id) != Adjective::kBilateral)
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
          bool inner = part == Part::kConjunction || p == Preposition::kOf ||
                       p == Preposition::kIn || p == Preposition::kFor || p == Preposition::kTo;
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
  bool IsSubjectName(const Element& e) const {
    if (frame_.Has(Deed::kMention) || frame_.focus == Focus::kDocument ||
        frame_.focus == Focus::kEvidence)
      return true;
    return std::any_of(e.nodes.begin(), e.nodes.end(), [](const NamedNode& node) {
      return node.label == "Agreement" || node.label == "Document" || node.label == "Event";
    });
  }

  std::string Source(SourceSpan span) const {
    return std::string(text_.substr(span.begin_byte, span.end_byte - span.begin_byte));
  }

  static NamedGroup GroupOf(const Element& element) {
    NamedGroup group;
    group.nodes = element.nodes;
    group.span = element.span;
    std::vector<std::string> names;
    for (const NamedNode& node : element.nodes)
      if (std::find(names.begin(), names.end(), node.name) == names.end())
        names.push_back(node.name);
    group.text = names.size() == 1 ? names.front() : element.text;
    return group;
  }

  // A list of names, and the noun that they modify where one follows.
  void ReadNames() {
    std::vector<NamedGroup> groups{GroupOf(elements_[at_++])};
    bool possessive = false;
    while (at_ < elements_.size()) {
      size_t next = at_;
      bool either = false, joined = false;
      if (elements_[next].kind == ElementKind::kPossessive) {
        if (next + 2 < elements_.size() && IsPart(&elements_[next + 1], Part::kConjunction) &&
            elements_[next + 2].kind == ElementKind::kName) {
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
        ++next;
        joined = true;
      }
      while (joined && next < elements_.size() &&
             (IsPart(&elements_[next], Part::kQuiet) || IsWith(elements_[next])))
        ++next;
      // "Chile-UK": nothing but a hyphen between.
      if (!joined && next < elements_.size() && text_[elements_[next - 1].span.end_byte] == ' ')
        break;
      if (next >= elements_.size() || elements_[next].kind != ElementKind::kName) break;
      NamedGroup group = GroupOf(elements_[next]);
      if (either) {
        NamedGroup& last = groups.back();
        last.nodes.insert(last.nodes.end(), group.nodes.begin(), group.nodes.end());
        last.text += " or " + group.text;
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

  // "with Chile and with Japan"
  static bool IsWith(const Element& e) {
    return e.kind == ElementKind::kWord && e.word.part == Part::kPreposition &&
           static_cast<Preposition>(e.word.id) == Preposition::kWith;
  }

  // "Chile's foreign minister", "Chilean companies", "the Chile-UK agreement".
  bool ReadModified(std::vector<NamedGroup>& groups, bool possessive) {
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
    if (noun >= elements_.size() || !IsNoun(&elements_[noun])) return false;
    at_ = noun;
    ReadNoun(std::move(words), std::move(groups));
    return true;
  }

  bool LeadsToNoun(size_t from) const {
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
  void Place(NamedGroup group, Role role) {
    bool actor = group.HasActor();
    bool in = has_pending_ && (pending_ == Preposition::kIn || pending_ == Preposition::kAt);
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
      frame_.topics.push_back(group.text);
    }
  }

  void AttachTo(const NamedGroup& group) {
    if (attach_ == Attach::kFocus) frame_.actor.of.push_back(group.Actors());
    if (attach_ == Attach::kParticipant)
      frame_.participants.back().actor->of.push_back(group.Actors());
  }

  void ReadUnknown() {
    size_t noun = at_;
    std::vector<std::string> words;
    while (noun < elements_.size() && elements_[noun].kind == ElementKind::kUnknown) {
      words.push_back(elements_[noun].text);
      ++noun;
    }
    // "energy companies", "trade talks", "defence ministers", "peace and trade treaty" is not one.
    if (words.size() <= 5 && noun < elements_.size() && IsNoun(&elements_[noun])) {
      NounKind kind = static_cast<NounKind>(elements_[noun].word.id);
      if (IsActorNoun(kind) || kind == NounKind::kAgreement || kind == NounKind::kEvent) {
        at_ = noun;
        ReadNoun(std::move(words), {});
        return;
      }
    }
    if (has_pending_ && pending_ == Preposition::kFor) {
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

  void SetFocus(Focus focus) {
    frame_.focus = focus;
    want_noun_ = false;
    if (wh_role_) frame_.focus_role = *wh_role_;
  }

  // A noun with the unknown words before it and the names that modify it.
  void ReadNoun(std::vector<std::string> words, std::vector<NamedGroup> groups) {
    const Element& element = elements_[at_++];
    NounKind kind = static_cast<NounKind>(element.word.id);
    bool singular = !element.text.ends_with("s") && element.text != "people";
    bool grouping = has_pending_ &&
                    (pending_ == Preposition::kPer || (pending_ == Preposition::kBy && singular));
    if (grouping && kind != NounKind::kRank && kind != NounKind::kAgreement &&
        kind != NounKind::kEvent && words.empty() && groups.empty()) {
      frame_.group_by.push_back(kind);
      want_noun_ = false;
      Settle();
      return;
    }
    bool want = want_noun_ || (!asked_ && !frame_.command && frame_.focus == Focus::kNone &&
                               !verb_seen_ && frame_.participants.empty());
    switch (kind) {
      case NounKind::kAgreement:
        if (at_ >= 2 && IsPart(&elements_[at_ - 2], Part::kConjunction) && frame_.agreement_noun &&
            element.word.detail.empty()) {
          frame_.agreement_kind.clear();  // "contracts or deals": of any kind
        } else if (frame_.agreement_kind.empty()) {
          frame_.agreement_kind = element.word.detail;
        }
        frame_.agreement_noun = true;
        if (!words.empty()) frame_.topics.push_back(Joined(words));
        for (NamedGroup& group : groups) {
          if (group.HasActor()) {
            frame_.participants.push_back({group.Actors(), std::nullopt, Role::kBetween});
          } else {
            frame_.topics.push_back(group.text);
          }
        }
        if (want) SetFocus(Focus::kAgreement);
        Settle();
        return;
      case NounKind::kEvent:
        frame_.event_noun = true;
        if (frame_.event_kind.empty()) frame_.event_kind = element.word.detail;
        if (!words.empty()) frame_.event_words.push_back(Joined(words));
        for (NamedGroup& group : groups) {
          if (group.HasActor()) {
            frame_.participants.push_back({group.Actors(), std::nullopt, Role::kBetween});
          } else {
            frame_.places.push_back(group.Places());
          }
        }
        if (want) SetFocus(Focus::kEvent);
        Settle();
        return;
      case NounKind::kPartner:
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
        if (want || (plain_who_ && frame_.deeds.empty())) {
          SetFocus(Focus::kActor);
          if (frame_.deeds.empty()) frame_.deeds.push_back(Deed::kSign);
          verb_seen_ = true;
        }
        for (NamedGroup& group : groups) Place(std::move(group), Role::kSubject);
        Settle();
        return;
      case NounKind::kParticipant:
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
        ReadActorClass(element, kind, std::move(words), std::move(groups), want);
        return;
      default:
        break;
    }
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

  void ReadActorClass(const Element& element, NounKind kind, std::vector<std::string> words,
                      std::vector<NamedGroup> groups, bool want) {
    ActorClass actor;
    actor.kind = kind;
    actor.detail = element.word.detail;
    actor.words = std::move(words);
    actor.qualifier = std::move(qualifier_);
    qualifier_.clear();
    for (NamedGroup& group : groups) actor.of.push_back(group.Actors());
    if (kind == NounKind::kRank) {
      actor.kind = NounKind::kPerson;
      actor.title = Singular(element.text);
      ReadTitleTail(actor);
    }
    if (want || (plain_who_ && kind == NounKind::kPerson && frame_.focus == Focus::kActor &&
                 actor.title.empty() && !verb_seen_)) {
      SetFocus(Focus::kActor);
      frame_.actor = std::move(actor);
      attach_ = Attach::kFocus;
    } else {
      frame_.participants.push_back({std::nullopt, std::move(actor), RoleNow()});
      attach_ = Attach::kParticipant;
    }
    has_pending_ = false;
  }

  // "minister of foreign affairs", "secretary for trade", "president of the republic".
  void ReadTitleTail(ActorClass& actor) {
    while (const Element* next = Peek()) {
      if (!IsPart(next, Part::kPreposition) && !IsPart(next, Part::kConjunction)) return;
      Preposition p = static_cast<Preposition>(next->word.id);
      bool of =
          IsPart(next, Part::kPreposition) && (p == Preposition::kOf || p == Preposition::kFor);
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

  static std::string Joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
  }

  static Focus FocusOf(NounKind kind) {
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

  enum class Attach { kNothing, kFocus, kParticipant };

  std::string_view text_;
  const std::vector<Element>& elements_;
  size_t at_ = 0;
  Frame frame_;
  std::vector<NotUnderstood> left_;
  Preposition pending_ = Preposition::kOf;
  bool has_pending_ = false;
  bool verb_seen_ = false, asked_ = false, want_noun_ = false, will_ = false;
  bool plain_who_ = false, post_noun_ = false;
  std::optional<Role> wh_role_;
  std::optional<Preposition> wh_preposition_;
  std::string qualifier_;
  Attach attach_ = Attach::kNothing;
};

}  // namespace

bool NamedGroup::Has(std::string_view label) const {
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](const NamedNode& node) { return node.label == label; });
}

bool NamedGroup::HasActor() const {
  return Has("Country") || Has("Person") || Has("Ministry") || Has("Organization");
}

NamedGroup NamedGroup::Actors() const {
  NamedGroup out = *this;
  std::erase_if(out.nodes, [](const NamedNode& node) {
    return node.label != "Country" && node.label != "Person" && node.label != "Ministry" &&
           node.label != "Organization";
  });
  return out;
}

NamedGroup NamedGroup::Only(std::string_view label) const {
  NamedGroup out = *this;
  std::erase_if(out.nodes, [&](const NamedNode& node) { return node.label != label; });
  return out;
}

NamedGroup NamedGroup::Places() const {
  NamedGroup out = *this;
  std::erase_if(out.nodes, [](const NamedNode& node) {
    return node.label != "Place" && node.label != "Country";
  });
  return out;
}

bool Frame::Has(Deed deed) const {
  return std::find(deeds.begin(), deeds.end(), deed) != deeds.end();
}

graph::Result<ReadFrame> ReadQuestionFrame(std::string_view text,
                                           const std::vector<Element>& elements) {
  return FrameReader(text, elements).Read();
}

}  // namespace entente::query
