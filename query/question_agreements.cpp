#include <algorithm>

#include "graph/utf8.h"
#include "query/question_agreements.h"

namespace entente::query {

namespace {

using graph::ErrorCode;
using graph::Value;

constexpr DeedInfo kDeeds[] = {
    {Deed::kNone, "SIGNED", "PARTY_TO", "date", "", ""},
    {Deed::kSign, "SIGNED", "PARTY_TO", "date", "signed", ""},
    {Deed::kMeet, "SIGNED", "PARTY_TO", "date", "signed", ""},
    {Deed::kInitial, "INITIALLED", "PARTY_TO", "initialled_on", "initialled", "initialled"},
    {Deed::kWitness, "WITNESSED", "PARTY_TO", "date", "witnessed", "witnessed"},
    {Deed::kRatify, "SIGNED", "PARTY_TO", "ratified_on", "ratified", "ratified"},
    {Deed::kJoin, "SIGNED", "PARTY_TO", "date", "joined", "joined"},
    {Deed::kWithdraw, "SIGNED", "PARTY_TO", "date", "left", "withdrew"},
    {Deed::kRefuse, "SIGNED", "PARTY_TO", "date", "refused", "refused"},
    {Deed::kAnnul, "SIGNED", "PARTY_TO", "ended_on", "ended or annulled", "ended"},
    {Deed::kEnterForce, "SIGNED", "PARTY_TO", "in_force_on", "in force", "entered-into-force"},
};

// After a condition on the status, which is that of the latest document.
constexpr const char* kSignedOnce =
    "\n       OR (agreement.status <> 'rejected' AND ()-[:SIGNED]->(agreement))"
    "\n       OR (agreement.date_to < agreement.ended_on_from"
    "\n           AND NOT ()-[:PARTY_TO {how: 'refused'}]->(agreement)))";
// Both are `rejected`. Nobody refuses what has an end, and who refused is known most often.
constexpr const char* kRefused =
    "(()-[:PARTY_TO {how: 'refused'}]->(agreement)"
    "\n       OR (agreement.status = 'rejected' AND agreement.ended_on IS NULL"
    "\n           AND NOT ()-[:SIGNED]->(agreement)))";
// One of many that leaves does not end it.
constexpr const char* kEnded =
    "((agreement.status = 'rejected' AND NOT ()-[:PARTY_TO {how: 'refused'}]->(agreement))"
    "\n       OR (agreement.ended_on IS NOT NULL"
    "\n           AND NOT ()-[:PARTY_TO {how: 'withdrew'}]->(agreement)))";

// "with at least three parties"
std::string PartiesText(const QuestionFrame& frame) {
  std::string out;
  for (const auto& [sign, number] : frame.parties)
    out += (out.empty() ? "with " : " and ") + SignText(sign) + std::to_string(number);
  return out + (frame.parties_countries ? " countries" : " parties");
}

const char* NounText(Focus focus) {
  switch (focus) {
    case Focus::kPlace:
      return "places where agreements were";
    case Focus::kTopic:
      return "what agreements are about:";
    case Focus::kKind:
      return "kinds of agreements";
    case Focus::kStatus:
      return "status of agreements";
    default:
      return "agreements";
  }
}

}  // namespace

const DeedInfo& InfoOf(Deed deed) {
  for (const DeedInfo& info : kDeeds)
    if (info.deed == deed) return info;
  return kDeeds[0];
}

graph::Result<Question> AgreementQuestion::Build() {
  deed_ = MainDeed();
  ChooseFocus();
  for (const Participant& participant : frame_.participants)
    if (participant.group && participant.group->nodes.empty())
      return graph::MakeError(ErrorCode::kUnsupported,
                              "'" + participant.group->text + "' is nobody who makes agreements",
                              participant.group->span);
  // A party of what was ratified need not be who ratified it.
  const bool by_somebody = std::any_of(
      frame_.participants.begin(), frame_.participants.end(),
      [](const Participant& p) { return p.role == Role::kSubject || p.role == Role::kBy; });
  if (deed_ == Deed::kRatify && (who_ || by_somebody)) {
    graph::Error error =
        graph::MakeError(ErrorCode::kUnsupported,
                         "the graph does not know who ratified an agreement, only when it was");
    error.suggestion = "such as: When was " +
                       (frame_.agreements.empty() ? std::string("the treaty")
                                                  : "the " + frame_.agreements.front().text) +
                       " ratified?";
    return error;
  }
  if (Nothing())
    return graph::MakeError(ErrorCode::kSyntax,
                            "the question says neither who nor what it is about");
  // "Between which countries are there more than two treaties?"
  if (who_ && frame_.focus_role == Role::kBetween && frame_.participants.empty() &&
      frame_.agreements.empty() && !frame_.one_agreement)
    frame_.each_other = true;
  if (frame_.each_other && frame_.participants.size() < 2) return Pairs();
  if (frame_.both && who_ && named_count() >= 2 && frame_.agreements.empty()) return WithBoth();
  Bind();
  Conditions();
  if (frame_.ask == Ask::kYesNo) return YesNo();
  if (!frame_.times.first.empty() && who_) return OfSeveral();
  if (!frame_.group_by.empty()) return Grouped();
  if (frame_.most || frame_.fewest) return Top();
  switch (frame_.focus) {
    case Focus::kYear:
    case Focus::kMonth:
      if (frame_.ask != Ask::kCount) frame_.ask = Ask::kWhen;
      break;
    case Focus::kKind:
      frame_.group_by = {NounKind::kKind};
      return Grouped();
    case Focus::kTopic:
      return Topics();
    default:
      break;
  }
  if (frame_.open_about) return Topics();
  if (frame_.ask == Ask::kCount || frame_.ask == Ask::kOften) return Count();
  if (frame_.focus == Focus::kPlace || frame_.ask == Ask::kWhere) return Where();
  if (frame_.ask == Ask::kWhen || frame_.focus == Focus::kDate) return When();
  return who_ ? Who() : List();
}

size_t AgreementQuestion::named_count() const {
  return static_cast<size_t>(
      std::count_if(frame_.participants.begin(), frame_.participants.end(),
                    [](const Participant& p) { return p.group.has_value(); }));
}

bool AgreementQuestion::Nothing() const {
  return frame_.deeds.empty() && !frame_.agreement_noun && frame_.agreements.empty() &&
         frame_.participants.empty() && frame_.topics.empty() && frame_.status.empty() &&
         frame_.focus != Focus::kPlace && !frame_.partner && frame_.focus != Focus::kTopic;
}

Deed AgreementQuestion::MainDeed() const {
  if (frame_.refused) return Deed::kRefuse;
  for (Deed deed : frame_.deeds)
    if (InfoOf(deed).deed == deed && deed != Deed::kNone) return deed;
  return frame_.deeds.empty() || frame_.Has(Deed::kHost) ? Deed::kNone : Deed::kSign;
}

void AgreementQuestion::ChooseFocus() {
  who_ = frame_.focus == Focus::kActor;
  if (frame_.most && frame_.focus == Focus::kNone && frame_.ask == Ask::kList) {
    who_ = !frame_.agreement_noun;
  }
}

std::string AgreementQuestion::Types(const NamedGroup& group, bool acting) const {
  const DeedInfo& info = InfoOf(acting ? deed_ : Deed::kSign);
  bool planned = acting && frame_.planned;
  std::string person = planned ? "DUE_TO_SIGN" : info.person_types;
  bool any_body = std::any_of(group.nodes.begin(), group.nodes.end(),
                              [](const NamedNode& node) { return node.label != "Person"; });
  if (AllPersons(group)) return person;
  bool all_bodies = std::all_of(group.nodes.begin(), group.nodes.end(),
                                [](const NamedNode& node) { return node.label != "Person"; });
  if (any_body && all_bodies) return info.body_types;
  return person + "|" + info.body_types;
}

std::string AgreementQuestion::Types(const ActorClass& actor, bool acting) const {
  const DeedInfo& info = InfoOf(acting ? deed_ : Deed::kSign);
  std::string person = acting && frame_.planned ? "DUE_TO_SIGN" : info.person_types;
  if (actor.kind == NounKind::kPerson) return person;
  if ((frame_.partner || frame_.parties_only) && &actor == &frame_.actor) return info.body_types;
  // Only people initial and witness.
  if (actor.kind == NounKind::kSignatory && acting &&
      (deed_ == Deed::kInitial || deed_ == Deed::kWitness))
    return person;
  if (actor.kind != NounKind::kSignatory) return info.body_types;
  return person + "|" + info.body_types;
}

// Joins the agreement with everybody named or described.
void AgreementQuestion::Bind() {
  std::string noun = who_ ? ActorText(frame_.actor) : NounText(frame_.focus);
  if (who_ && frame_.actor.kind == NounKind::kSignatory)
    noun = frame_.partner ? "partners" : frame_.parties_only ? "parties that" : "whoever";
  if (frame_.ask == Ask::kCount)
    noun = "the number of " + (who_ && noun == "whoever" ? "those who"
                               : noun == "parties that"  ? "parties that"
                                                         : noun);
  if (frame_.ask == Ask::kYesNo) noun = "whether there are agreements";
  if (frame_.ask == Ask::kWhen || frame_.focus == Focus::kDate) noun = "when agreements were";
  if (frame_.ask == Ask::kWhere) noun = "where agreements were";
  std::string said = frame_.planned ? "planned" : InfoOf(deed_).said;
  saying_ = noun + (said.empty() ? "" : " " + said);

  std::vector<std::string> named;
  size_t n = 0;
  bool have_subject = who_;
  for (const Participant& participant : frame_.participants) {
    if (!participant.group) continue;
    std::string var = Ordinal(n++);
    const NamedGroup& group = *participant.group;
    if (participant.role == Role::kFor && AnyPersonSigns()) {
      for_.push_back({var, group});
      continue;
    }
    if (participant.role == Role::kWitness) {
      writer_.Match(
          "(" + var + LabelOf(group) + ")-[" + var + "_saw:WITNESSED]->(agreement:Agreement)",
          {var + ".key IN " + writer_.Keys(var, group)});
      writer_.Fact(var + "_saw");
      witnesses_ += (witnesses_.empty() ? "" : " and ") + group.text;
      continue;
    }
    named.push_back(group.text);
    bool acting = participant.role != Role::kWith && (!who_ || deed_ == Deed::kNone) &&
                  !(have_subject && participant.role != Role::kBy);
    if (participant.role == Role::kSubject || participant.role == Role::kBy) acting = !who_;
    std::string made = var + "_made";
    writer_.Match("(" + var + LabelOf(group) + ")-[" + made + ":" + Types(group, acting) +
                      "]->(agreement:Agreement)",
                  {var + ".key IN " + writer_.Keys(var, group)});
    if (acting) How(made);
    // One who stood against it did not make it.
    if (!acting || deed_ == Deed::kSign)
      if (!AllPersons(group)) writer_.Where("coalesce(" + made + ".how, '') <> 'refused'");
    writer_.Fact(made);
    bound_.push_back({var, group, participant.role == Role::kBetween});
  }
  if (!named.empty()) {
    std::string list;
    for (size_t i = 0; i < named.size(); ++i)
      list += (i == 0 ? "" : i + 1 == named.size() ? " and " : ", ") + named[i];
    const bool between =
        std::all_of(bound_.begin(), bound_.end(), [](const Bound& bound) { return bound.between; });
    saying_ += (who_ && between ? " what was agreed between " : who_ ? " with " : " by ") + list;
    if (who_ && frame_.focus_role == Role::kFor) saying_ = "on whose behalf " + list + " " + said;
  }
  if (!for_.empty()) {
    saying_ += " on behalf of " + for_.front().group.text;
    if (!who_ && !bound_.empty())
      for (const Bound& f : for_)
        writer_.Where("any(key IN coalesce(" + bound_.front().var + "_made.on_behalf_of, []) " +
                      "WHERE key IN " + writer_.Keys(f.var, f.group) + ")");
  }
  if (!witnesses_.empty()) saying_ += " before " + witnesses_;
  if (who_) BindWho();
  size_t c = 0;
  for (const Participant& participant : frame_.participants) {
    if (!participant.actor) continue;
    std::string var = c == 0 ? "partner" : "partner_" + std::to_string(c + 1);
    ++c;
    std::string made = var + "_made";
    writer_.Match("(" + var + ActorLabel(*participant.actor) + ")-[" + made + ":" +
                  Types(*participant.actor, !who_ && participant.role != Role::kWith) +
                  "]->(agreement:Agreement)");
    if (!who_ && participant.role != Role::kWith && participant.actor->kind != NounKind::kPerson)
      How(made);
    if (who_) writer_.Where(var + " <> who");
    for (const Bound& bound : bound_) writer_.Where("NOT " + var + ".key IN $" + bound.var);
    DescribeActor(writer_, *participant.actor, var);
    writer_.Fact(made);
    partner_ = "partner";
    const bool subject = !who_ && bound_.empty() && participant.role != Role::kWith;
    saying_ += (subject ? " by " : " with ") + ActorText(*participant.actor);
  }
  if (!bound_.empty() || who_ || !partner_.empty()) return;
  if (deed_ == Deed::kJoin || deed_ == Deed::kWithdraw) {
    writer_.Match("()-[any_made:PARTY_TO]->(agreement:Agreement)");
    How("any_made");
    writer_.Fact("any_made");
  } else {
    writer_.Match("(agreement:Agreement)");
  }
}

bool AgreementQuestion::AnyPersonSigns() const {
  if (who_) return true;
  return std::any_of(
      frame_.participants.begin(), frame_.participants.end(),
      [](const Participant& p) { return p.role != Role::kFor && p.group && AllPersons(*p.group); });
}

void AgreementQuestion::BindWho() {
  ActorClass& actor = frame_.actor;
  bool for_whom = frame_.focus_role == Role::kFor;
  if (for_whom && !bound_.empty()) {
    std::string made = bound_.front().var + "_made";
    writer_.Match("(who)", {"who.key IN coalesce(" + made + ".on_behalf_of, [])"});
    return;
  }
  std::string label = for_.empty() ? ActorLabel(actor) : ":Person";
  std::string types = Types(actor, true);
  if (!for_.empty()) types = frame_.planned ? "DUE_TO_SIGN" : InfoOf(deed_).person_types;
  writer_.Match("(who" + label + ")-[made:" + types + "]->(agreement:Agreement)");
  writer_.Fact("made");
  How("made");
  if (deed_ == Deed::kSign && types.find("PARTY_TO") != std::string::npos)
    writer_.Where(frame_.parties_only ? "NOT coalesce(made.how, '') IN ['refused', 'withdrew']"
                                      : "coalesce(made.how, '') <> 'refused'");
  for (const Bound& bound : bound_) {
    // "Who signed the treaty between Chile and Peru?" asks for these too.
    if (bound.between && !frame_.partner) continue;
    writer_.Where("NOT who.key IN $" + bound.var);
    // Whoever acted for the one named stood on the same side.
    if (actor.kind != NounKind::kCountry && deed_ != Deed::kWitness) {
      if (AllPersons(bound.group))
        writer_.Where("NOT (" + bound.var + ")-[:REPRESENTS|BELONGS_TO*1..3]->(who)");
      else
        writer_.Where("NOT (who)-[:REPRESENTS|HOLDS_POST|BELONGS_TO*1..3]->(" + bound.var + ")");
    }
  }
  DescribeActor(writer_, actor, "who");
  for (const Bound& f : for_) {
    writer_.Match("(" + f.var + LabelOf(f.group) + ")",
                  {f.var + ".key IN " + writer_.Keys(f.var, f.group),
                   "(" + f.var +
                       ".key IN coalesce(made.on_behalf_of, []) OR "
                       "(who)-[:REPRESENTS|BELONGS_TO*1..3]->(" +
                       f.var + "))"});
  }
}

// What the deed says of a PARTY_TO.
void AgreementQuestion::How(const std::string& made) {
  if (deed_ == Deed::kJoin) writer_.Where(made + ".how = 'acceded'");
  if (deed_ == Deed::kWithdraw) writer_.Where(made + ".how = 'withdrew'");
  if (deed_ == Deed::kRefuse) writer_.Where(made + ".how = 'refused'");
  if (deed_ == Deed::kJoin || deed_ == Deed::kWithdraw) dated_by_ = made;
}

void AgreementQuestion::Conditions() {
  std::vector<std::string> conditions;
  std::vector<std::string> status;
  if (!frame_.status.empty()) {
    status = {frame_.status == "unratified" ? "signed" : frame_.status};
    if (frame_.status == "planned") status = {"planned", "announced"};
  } else if (frame_.planned) {
    status = {"planned", "announced"};
  } else if (deed_ == Deed::kSign) {
    status = {"signed", "in force"};
  }
  std::string said;
  auto say = [&](const std::string& part) { said += (said.empty() ? "" : ", ") + part; };
  // They stand on a MATCH of their own, so that each clause reads like one fact.
  Lines lines;
  size_t a = 0;
  for (const NamedGroup& group : frame_.agreements) {
    lines.add("agreement.key IN " +
              writer_.Keys(a++ == 0 ? "agreement" : "agreement_" + std::to_string(a), group));
    say("of " + group.text);
  }
  if (!status.empty()) {
    const std::string among = "agreement.status IN " + writer_.Words("status", status);
    // What was signed and ended since was signed.
    const bool ended_too = deed_ == Deed::kSign && frame_.status.empty() && !frame_.planned;
    lines.add(ended_too ? "(" + among + kSignedOnce : among);
    say(ended_too                       ? "status signed, in force or ended since"
        : frame_.status == "unratified" ? "signed and not known to be ratified"
        : status.size() == 2            ? "status planned or announced"
                                        : "status " + status.front());
  }
  if (deed_ == Deed::kRatify) lines.add("agreement.ratified_on IS NOT NULL");
  if (frame_.status == "unratified")
    lines.add("agreement.ratified_on IS NULL AND agreement.in_force_on IS NULL");
  if (deed_ == Deed::kEnterForce)
    lines.add(frame_.days ? "agreement.in_force_on IS NOT NULL"
                          : "(agreement.in_force_on IS NOT NULL OR agreement.status = 'in force')");
  if (deed_ == Deed::kAnnul) lines.add(kEnded);
  if (deed_ == Deed::kRefuse && !who_ && bound_.empty()) lines.add(kRefused);
  if (deed_ == Deed::kInitial && !who_)
    lines.add("(agreement.initialled_on IS NOT NULL OR (:Person)-[:INITIALLED]->(agreement))");
  if (deed_ == Deed::kWitness && !who_ && bound_.empty())
    lines.add("(:Person)-[:WITNESSED]->(agreement)");
  for (const NamedGroup& document : frame_.documents) {
    lines.add("size([(agreement)-[:MENTIONED_IN]->(d:Document) WHERE d.id IN " +
              writer_.Keys("document", document) + " | d]) > 0");
    say("in " + document.text);
  }
  for (Description& part : DescribeAgreements(writer_, frame_, "agreement")) {
    lines.add(std::move(part.condition));
    say(part.said);
  }
  if (frame_.days) {
    std::string date = std::string("agreement.") + InfoOf(deed_).date;
    std::string from = date + "_from", to = date + "_to";
    if (!dated_by_.empty()) {
      // Who joined later did so on a day of their own, not when it was signed.
      from = dated_by_ + ".date_from";
      to = dated_by_ + ".date_to";
    }
    for (std::string& line : lines.all) writer_.Where(std::move(line));
    lines.all.clear();
    if (frame_.year_in_name.empty()) {
      WhereDays(writer_, *frame_.days, from, to, "agreement");
      say(frame_.days->text);
    } else {
      const std::string year = writer_.Param("year", Value::String(frame_.year_in_name));
      writer_.Where("(" + from + " <= " + year + " + '-12-31' AND " + to + " >= " + year +
                    "\n       OR any(name IN [agreement.name] + coalesce(agreement.aliases, []) "
                    "WHERE name CONTAINS " +
                    year + "))");
      say("of " + frame_.year_in_name + ", by date or name");
    }
  }
  if (!frame_.parties.empty()) {
    const std::string who = frame_.parties_countries ? "p:Country" : "NOT p:Ministry";
    for (const auto& [sign, number] : frame_.parties)
      lines.add("size([(p)-[r:PARTY_TO]->(agreement) WHERE " + who +
                " AND NOT coalesce(r.how, '') IN ['refused', 'withdrew'] | p]) " + sign + " " +
                writer_.Param("parties", Value::Integer(number)));
    say(PartiesText(frame_));
  }
  for (std::string& line : lines.all) writer_.Where(std::move(line));
  Surroundings(say);
  writer_.Say(saying_ + (said.empty() ? "" : ", " + said));
}

// The event that it was signed at, and where.
void AgreementQuestion::Surroundings(const std::function<void(const std::string&)>& say) {
  bool event = frame_.event_noun || !frame_.events.empty();
  if (event) {
    writer_.Match("(agreement)-[signed_at:SIGNED_AT]->(event:Event)");
    writer_.Fact("signed_at");
    if (!frame_.events.empty())
      writer_.Where("event.key IN " + writer_.Keys("event", frame_.events.front()));
    if (!frame_.event_kind.empty())
      writer_.Where("event.kind = " +
                    writer_.Param("event_kind", Value::String(frame_.event_kind)));
    for (const std::string& words : frame_.event_words)
      writer_.Where("toLower(event.name) CONTAINS " +
                    writer_.Param("event_words", Value::String(words)));
    say("at " + EventText(frame_));
  }
  for (size_t i = 0; i < frame_.places.size(); ++i) {
    std::string var = i == 0 ? "place" : "place_" + std::to_string(i + 1);
    std::string way = event ? "(event)-[" + var + "_fact:HELD_IN]->(:Place)"
                            : "(agreement)-[" + var + "_fact:SIGNED_IN]->(:Place)";
    writer_.Match(way + "-[:LOCATED_IN*0..3]->(" + var + LabelOf(frame_.places[i]) + ")",
                  {var + ".key IN " + writer_.Keys(var, frame_.places[i])});
    writer_.Fact(var + "_fact");
    say("in " + frame_.places[i].text);
  }
}

std::string AgreementQuestion::DateText() const {
  return std::string("agreement.") + InfoOf(deed_).date;
}

graph::Result<Question> BuildAgreements(QuestionFrame& frame) {
  const QuestionFrame asked = frame;
  auto question = AgreementQuestion(frame).Build();
  if (question) question->subject = SubjectOf(asked);
  return question;
}

}  // namespace entente::query
