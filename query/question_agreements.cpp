#include <algorithm>

#include "query/question_query.h"

namespace entente::query {

namespace {

using graph::ErrorCode;
using graph::Value;

struct DeedInfo {
  Deed deed;
  const char* person_types;  // what a person does
  const char* body_types;    // what a country, ministry or organisation does
  const char* date;          // the property that tells when
  const char* said;          // "signed"
};

constexpr DeedInfo kDeeds[] = {
    {Deed::kNone, "SIGNED", "PARTY_TO", "date", ""},
    {Deed::kSign, "SIGNED", "PARTY_TO", "date", "signed"},
    {Deed::kMeet, "SIGNED", "PARTY_TO", "date", "signed"},
    {Deed::kInitial, "INITIALLED", "PARTY_TO", "initialled_on", "initialled"},
    {Deed::kWitness, "WITNESSED", "PARTY_TO", "date", "witnessed"},
    {Deed::kRatify, "SIGNED", "PARTY_TO", "ratified_on", "ratified"},
    {Deed::kJoin, "SIGNED", "PARTY_TO", "date", "joined"},
    {Deed::kWithdraw, "SIGNED", "PARTY_TO", "date", "left"},
    {Deed::kRefuse, "SIGNED", "PARTY_TO", "date", "refused"},
    {Deed::kAnnul, "SIGNED", "PARTY_TO", "ended_on", "ended or annulled"},
    {Deed::kEnterForce, "SIGNED", "PARTY_TO", "in_force_on", "in force"},
};

const DeedInfo& InfoOf(Deed deed) {
  for (const DeedInfo& info : kDeeds)
    if (info.deed == deed) return info;
  return kDeeds[0];
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

// One query about agreements: who made which with whom.
class AgreementQuestion {
 public:
  explicit AgreementQuestion(Frame& frame) : frame_(frame) {}

  graph::Result<Question> Build() {
    deed_ = MainDeed();
    ChooseFocus();
    for (const Participant& participant : frame_.participants)
      if (participant.group && participant.group->nodes.empty())
        return graph::MakeError(ErrorCode::kUnsupported,
                                "'" + participant.group->text + "' is nobody who makes agreements",
                                participant.group->span);
    if (Nothing())
      return graph::MakeError(ErrorCode::kSyntax,
                              "the question says neither who nor what it is about");
    if (frame_.each_other && frame_.participants.size() < 2) return Pairs();
    if (frame_.both && who_ && named_count() >= 2 && frame_.agreements.empty()) return WithBoth();
    Bind();
    Conditions();
    if (frame_.ask == Ask::kYesNo) return YesNo();
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

 private:
  size_t named_count() const {
    return static_cast<size_t>(
        std::count_if(frame_.participants.begin(), frame_.participants.end(),
                      [](const Participant& p) { return p.group.has_value(); }));
  }

  bool Nothing() const {
    return frame_.deeds.empty() && !frame_.agreement_noun && frame_.agreements.empty() &&
           frame_.participants.empty() && frame_.topics.empty() && frame_.status.empty() &&
           frame_.focus != Focus::kPlace && !frame_.partner && frame_.focus != Focus::kTopic;
  }

  Deed MainDeed() const {
    if (frame_.refused) return Deed::kRefuse;
    for (Deed deed : frame_.deeds)
      if (InfoOf(deed).deed == deed && deed != Deed::kNone) return deed;
    return frame_.deeds.empty() || frame_.Has(Deed::kHost) ? Deed::kNone : Deed::kSign;
  }

  void ChooseFocus() {
    who_ = frame_.focus == Focus::kActor;
    if (frame_.most && frame_.focus == Focus::kNone && frame_.ask == Ask::kList) {
      who_ = !frame_.agreement_noun;
    }
  }

  std::string Types(const NamedGroup& group, bool acting) const {
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
  std::string Types(const ActorClass& actor, bool acting) const {
    const DeedInfo& info = InfoOf(acting ? deed_ : Deed::kSign);
    std::string person = acting && frame_.planned ? "DUE_TO_SIGN" : info.person_types;
    if (actor.kind == NounKind::kPerson) return person;
    if (frame_.partner && &actor == &frame_.actor) return info.body_types;
    // Only people initial and witness.
    if (actor.kind == NounKind::kSignatory && acting &&
        (deed_ == Deed::kInitial || deed_ == Deed::kWitness))
      return person;
    if (actor.kind != NounKind::kSignatory) return info.body_types;
    return person + "|" + info.body_types;
  }

  // Joins the agreement with everybody named or described.
  void Bind() {
    std::string noun = who_ ? ActorText(frame_.actor) : NounText(frame_.focus);
    if (who_ && frame_.actor.kind == NounKind::kSignatory)
      noun = frame_.partner ? "partners" : "whoever";
    if (frame_.ask == Ask::kCount)
      noun = "the number of " + (who_ && noun == "whoever" ? "those who" : noun);
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
      bound_.push_back({var, group});
    }
    if (!named.empty()) {
      std::string list;
      for (size_t i = 0; i < named.size(); ++i)
        list += (i == 0 ? "" : i + 1 == named.size() ? " and " : ", ") + named[i];
      saying_ += (who_ ? " with " : " by ") + list;
    }
    if (!for_.empty()) saying_ += " on behalf of " + for_.front().group.text;
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
      if (who_) writer_.Where(var + " <> who");
      for (const Bound& bound : bound_) writer_.Where("NOT " + var + ".key IN $" + bound.var);
      DescribeActor(writer_, *participant.actor, var);
      writer_.Fact(made);
      partner_ = "partner";
      saying_ += " with " + ActorText(*participant.actor);
    }
    if (bound_.empty() && !who_ && partner_.empty()) writer_.Match("(agreement:Agreement)");
  }

  bool AnyPersonSigns() const {
    if (who_) return true;
    return std::any_of(frame_.participants.begin(), frame_.participants.end(),
                       [](const Participant& p) {
                         return p.role != Role::kFor && p.group && AllPersons(*p.group);
                       });
  }

  void BindWho() {
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
      writer_.Where("coalesce(made.how, '') <> 'refused'");
    for (const Bound& bound : bound_) {
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
  void How(const std::string& made) {
    if (deed_ == Deed::kJoin) writer_.Where(made + ".how = 'acceded'");
    if (deed_ == Deed::kWithdraw) writer_.Where(made + ".how = 'withdrew'");
    if (deed_ == Deed::kRefuse)
      writer_.Where("(" + made + ".how = 'refused' OR agreement.status = 'rejected')");
    if (deed_ == Deed::kJoin || deed_ == Deed::kWithdraw) dated_by_ = made;
  }

  void Conditions() {
    std::vector<std::string> conditions;
    std::vector<std::string> status;
    if (!frame_.status.empty()) {
      status = {frame_.status};
      if (frame_.status == "planned") status = {"planned", "announced"};
    } else if (frame_.planned) {
      status = {"planned", "announced"};
    } else if (deed_ == Deed::kSign) {
      status = {"signed", "in force"};
    }
    bool pattern_needed = frame_.agreements.size() || !status.empty() ||
                          !frame_.agreement_kind.empty() || frame_.days || !frame_.topics.empty();
    (void)pattern_needed;
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
      lines.add("agreement.status IN " + writer_.Words("status", status));
      say(status.front() == "signed" ? "status signed or in force"
          : status.size() == 2       ? "status planned or announced"
                                     : "status " + status.front());
    }
    if (deed_ == Deed::kRatify) lines.add("agreement.ratified_on IS NOT NULL");
    if (deed_ == Deed::kEnterForce) lines.add("agreement.in_force_on IS NOT NULL");
    if (deed_ == Deed::kAnnul)
      lines.add("(agreement.ended_on IS NOT NULL OR agreement.status = 'rejected')");
    if (deed_ == Deed::kRefuse && !who_ && bound_.empty())
      lines.add("(agreement.status = 'rejected' OR ()-[:PARTY_TO {how: 'refused'}]->(agreement))");
    if (deed_ == Deed::kInitial && !who_)
      lines.add("(agreement.initialled_on IS NOT NULL OR (:Person)-[:INITIALLED]->(agreement))");
    if (deed_ == Deed::kWitness && !who_ && bound_.empty())
      lines.add("(:Person)-[:WITNESSED]->(agreement)");
    if (deed_ == Deed::kJoin && !who_ && bound_.empty())
      lines.add("()-[:PARTY_TO {how: 'acceded'}]->(agreement)");
    if (deed_ == Deed::kWithdraw && !who_ && bound_.empty())
      lines.add("()-[:PARTY_TO {how: 'withdrew'}]->(agreement)");
    if (!frame_.agreement_kind.empty()) {
      lines.add("toLower(agreement.kind) CONTAINS " +
                writer_.Param("kind", Value::String(frame_.agreement_kind)));
      say("kind " + frame_.agreement_kind);
    }
    for (const std::string& topic : frame_.topics) {
      std::string wanted = writer_.Words("topic", TopicForms(topic));
      lines.add(
          "any(words IN " + wanted +
          " WHERE toLower(agreement.name) CONTAINS words OR "
          "size([(agreement)-[:ABOUT]->(t:Topic) WHERE toLower(t.name) CONTAINS words | t]) > 0)");
      say("on " + topic);
    }
    if (frame_.days) {
      std::string date = std::string("agreement.") + InfoOf(deed_).date;
      std::string from = date + "_from", to = date + "_to";
      if (!dated_by_.empty()) {
        from = "coalesce(" + dated_by_ + ".date_from, " + from + ")";
        to = "coalesce(" + dated_by_ + ".date_to, " + to + ")";
      }
      if (!frame_.days->until.empty())
        lines.add(from + " <= " + writer_.Param("until", Value::String(frame_.days->until)));
      if (!frame_.days->since.empty())
        lines.add(to + " >= " + writer_.Param("since", Value::String(frame_.days->since)));
      say(frame_.days->text);
    }
    if (frame_.bilateral || frame_.multilateral) {
      lines.add(std::string("size([(p)-[:PARTY_TO]->(agreement) WHERE NOT p:Ministry | p]) ") +
                (frame_.bilateral ? "= 2" : "> 2"));
      say(frame_.bilateral ? "with two parties" : "with more than two parties");
    }
    for (std::string& line : lines.all) writer_.Where(std::move(line));
    Surroundings(say);
    writer_.Say(saying_ + (said.empty() ? "" : ", " + said));
  }

  struct Lines {
    std::vector<std::string> all;
    void add(std::string line) { all.push_back(std::move(line)); }
  };

  // The event that it was signed at, and where.
  template <class Say>
  void Surroundings(Say say) {
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
      say("at " + (!frame_.events.empty()       ? frame_.events.front().text
                   : !frame_.event_kind.empty() ? frame_.event_kind
                                                : std::string("an event")));
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

  std::string DateText() const { return std::string("agreement.") + InfoOf(deed_).date; }

  // ORDER BY and LIMIT.
  void Order(const std::string& otherwise) {
    if (frame_.latest || frame_.first) {
      writer_.Line(std::string("ORDER BY date ") + (frame_.latest ? "DESC" : "ASC") +
                   ", agreement");
      writer_.Line("LIMIT " + writer_.Param("limit", Value::Integer(std::max(frame_.limit, 1))));
      writer_.Say(frame_.limit > 1 ? "the " + std::string(frame_.latest ? "latest " : "first ") +
                                         std::to_string(frame_.limit)
                                   : std::string("the ") + (frame_.latest ? "latest" : "first"));
      return;
    }
    writer_.Line("ORDER BY " + otherwise);
    if (frame_.limit > 0) {
      writer_.Line("LIMIT " + writer_.Param("limit", Value::Integer(frame_.limit)));
      writer_.Say("the first " + std::to_string(frame_.limit));
    }
  }

  // What stands behind a row that no fact of its own does: who made the agreement.
  void AddFacts() {
    if (writer_.Facts() != "[]") return;
    writer_.OptionalMatch("()-[any_made:SIGNED|PARTY_TO|DUE_TO_SIGN|INITIALLED]->(agreement)");
    writer_.Fact("any_made");
  }

  // "latest" must leave out what has no date.
  void Dated() {
    if (frame_.latest || frame_.first) writer_.Where(DateText() + "_from IS NOT NULL");
  }

  std::string Name(const char* plain) const {
    if (frame_.planned) return std::string("plan-") + plain;
    return plain;
  }

  std::string DeedForm(const char* otherwise) const {
    switch (deed_) {
      case Deed::kInitial:
        return "initialled";
      case Deed::kWitness:
        return "witnessed";
      case Deed::kRatify:
        return "ratified";
      case Deed::kJoin:
        return "joined";
      case Deed::kWithdraw:
        return "withdrew";
      case Deed::kRefuse:
        return "refused";
      case Deed::kAnnul:
        return "ended";
      case Deed::kEnterForce:
        return "entered-into-force";
      default:
        break;
    }
    if (frame_.planned) return "planned";
    return otherwise;
  }

  graph::Result<Question> List() {
    Dated();
    AddFacts();
    writer_.Line("WITH agreement, " + writer_.Facts() + " AS facts");
    writer_.Line("RETURN agreement.name AS agreement, agreement.kind AS kind, " + DateText() +
                 " AS date, agreement.status AS status,");
    writer_.Line("       [(party)-[:PARTY_TO]->(agreement) | party.name] AS parties, facts");
    Order("date, agreement");
    const char* form = "agreements-of";
    if (frame_.latest || frame_.first) {
      form = frame_.latest ? "latest-agreement" : "first-agreement";
    } else if (!frame_.status.empty() || frame_.focus == Focus::kStatus) {
      form = "agreements-by-status";
    } else if (frame_.event_noun || !frame_.events.empty()) {
      form = "signed-at-event";
    } else if (named_count() >= 2) {
      form = "agreements-between";
    } else if (!frame_.topics.empty()) {
      form = "agreements-about";
    } else if (!frame_.places.empty()) {
      form = "agreements-in-place";
    } else if (!partner_.empty()) {
      form = "agreements-with-class";
    } else if (bound_.empty() && frame_.agreements.empty()) {
      form = "agreements-all";
    }
    return writer_.Finish(DeedForm(form));
  }

  graph::Result<Question> Who() {
    Dated();
    bool for_whom = frame_.focus_role == Role::kFor && !bound_.empty();
    bool with_partner = !partner_.empty();
    writer_.Line(std::string("WITH who, agreement, ") + (with_partner ? "partner, " : "") +
                 writer_.Facts() + " AS facts");
    writer_.Line(std::string("RETURN who.name AS who, ") +
                 (with_partner ? "partner.name AS with_whom, " : "") +
                 "agreement.name AS agreement, agreement.kind AS kind, " + DateText() +
                 " AS date, facts");
    Order("date, agreement, who");
    const char* form = "who-signed";
    if (for_whom) {
      form = "signed-for-whom";
    } else if (!for_.empty()) {
      form = "who-signed-for";
    } else if (frame_.partner) {
      form = "partners";
    } else if (with_partner) {
      form = "class-with-class";
    } else if (!bound_.empty()) {
      form = frame_.actor.kind == NounKind::kSignatory ? "who-signed-with" : "class-signed-with";
    } else if (frame_.actor.kind != NounKind::kSignatory) {
      form = "class-signed";
    }
    return writer_.Finish(DeedForm(form));
  }

  graph::Result<Question> When() {
    writer_.Where(DateText() + " IS NOT NULL");
    AddFacts();
    writer_.Line("WITH agreement, " + writer_.Facts() + " AS facts");
    writer_.Line("RETURN " + DateText() +
                 " AS date, agreement.name AS agreement, "
                 "agreement.status AS status, facts");
    Order("date, agreement");
    switch (deed_) {
      case Deed::kRatify:
        return writer_.Finish("when-ratified");
      case Deed::kEnterForce:
        return writer_.Finish("when-in-force");
      case Deed::kAnnul:
        return writer_.Finish("when-ended");
      default:
        return writer_.Finish("when-signed");
    }
  }

  graph::Result<Question> Where() {
    writer_.Match("(agreement)-[signed_in:SIGNED_IN]->(where_signed:Place)");
    writer_.Fact("signed_in");
    AddFacts();
    writer_.Line("WITH agreement, where_signed, " + writer_.Facts() + " AS facts");
    writer_.Line(
        "RETURN where_signed.name AS place, agreement.name AS agreement, "
        "agreement.date AS date, facts");
    Order("date, agreement, place");
    return writer_.Finish("where-signed");
  }

  graph::Result<Question> Topics() {
    writer_.Match("(agreement)-[about:ABOUT]->(subject:Topic)");
    writer_.Fact("about");
    AddFacts();
    writer_.Line("WITH subject, agreement, " + writer_.Facts() + " AS facts");
    writer_.Line(
        "RETURN subject.name AS topic, agreement.name AS agreement, "
        "agreement.date AS date, facts");
    Order("topic, date, agreement");
    writer_.Say("by what they are about");
    return writer_.Finish("topics");
  }

  graph::Result<Question> YesNo() {
    AddFacts();
    writer_.Line("WITH collect(DISTINCT agreement) AS found, " + writer_.Facts() + " AS facts");
    writer_.Line(
        "RETURN size(found) > 0 AS answer, size(found) AS agreements, "
        "[a IN found | a.name] AS which, facts");
    return writer_.Finish(deed_ == Deed::kNone ? "is-there-agreement" : "did-sign", true);
  }

  graph::Result<Question> Count() {
    if (who_) {
      writer_.Line("RETURN count(DISTINCT who) AS number");
      return writer_.Finish("count-actors");
    }
    writer_.Line("RETURN count(DISTINCT agreement) AS agreements");
    return writer_.Finish("count-agreements");
  }

  graph::Result<Question> Grouped() {
    std::string returns, order;
    for (NounKind kind : frame_.group_by) {
      std::string expression, alias;
      switch (kind) {
        case NounKind::kYear:
          writer_.Where(DateText() + "_from IS NOT NULL");
          expression = "substring(" + DateText() + "_from, 0, 4)";
          alias = "year";
          break;
        case NounKind::kMonth:
        case NounKind::kDate:
          writer_.Where(DateText() + "_from IS NOT NULL");
          expression = "substring(" + DateText() + "_from, 0, 7)";
          alias = "month";
          break;
        case NounKind::kStatus:
          expression = "agreement.status";
          alias = "status";
          break;
        case NounKind::kTopic:
          writer_.Match("(agreement)-[:ABOUT]->(subject:Topic)");
          expression = "subject.name";
          alias = "topic";
          break;
        case NounKind::kPlace:
          writer_.Match("(agreement)-[:SIGNED_IN]->(where_signed:Place)");
          expression = "where_signed.name";
          alias = "place";
          break;
        case NounKind::kCountry:
        case NounKind::kPartner:
        case NounKind::kSignatory:
        case NounKind::kMinistry:
        case NounKind::kOrganization:
        case NounKind::kPerson: {
          ActorClass actor;
          actor.kind = kind == NounKind::kPartner ? NounKind::kCountry : kind;
          writer_.Match("(by" + ActorLabel(actor) + ")-[:" +
                        (kind == NounKind::kPerson ? "SIGNED" : "PARTY_TO") + "]->(agreement)");
          for (const Bound& bound : bound_) writer_.Where("NOT by.key IN $" + bound.var);
          expression = "by.name";
          alias = kind == NounKind::kPerson         ? "person"
                  : kind == NounKind::kMinistry     ? "ministry"
                  : kind == NounKind::kOrganization ? "organisation"
                                                    : "country";
          break;
        }
        default:
          expression = "agreement.kind";
          alias = "kind";
      }
      returns += (returns.empty() ? "" : ", ") + expression + " AS " + alias;
      order += (order.empty() ? "" : ", ") + alias;
      writer_.Say("by " + alias);
    }
    writer_.Line("RETURN " + returns + ", count(DISTINCT " + (who_ ? "who" : "agreement") +
                 ") AS " + (who_ ? "number" : "agreements"));
    bool by_time =
        frame_.group_by.front() == NounKind::kYear || frame_.group_by.front() == NounKind::kMonth;
    std::string number = who_ ? "number" : "agreements";
    if (frame_.most || frame_.fewest) {
      Ranked(number, order, false);
    } else {
      writer_.Line("ORDER BY " + (by_time ? order : number + " DESC, " + order));
    }
    return writer_.Finish(by_time ? "count-by-time" : "count-by");
  }

  void Ranked(const std::string& number, const std::string& ties, bool one) {
    writer_.Line("ORDER BY " + number + (frame_.fewest ? "" : " DESC") + ", " + ties);
    int limit = frame_.limit > 0 ? frame_.limit : 10;
    (void)one;
    writer_.Line("LIMIT " + writer_.Param("limit", Value::Integer(limit)));
    writer_.Say(std::string(frame_.fewest ? "the fewest first" : "the most first") + ", " +
                std::to_string(limit) + " rows at most");
  }

  graph::Result<Question> Top() {
    if (frame_.focus == Focus::kYear || frame_.focus == Focus::kMonth || frame_.ask == Ask::kWhen) {
      frame_.group_by = {frame_.focus == Focus::kMonth ? NounKind::kMonth : NounKind::kYear};
      return Grouped();
    }
    if (frame_.focus == Focus::kTopic || frame_.focus == Focus::kKind ||
        frame_.focus == Focus::kPlace || frame_.focus == Focus::kStatus ||
        frame_.ask == Ask::kWhere) {
      frame_.group_by = {frame_.focus == Focus::kTopic    ? NounKind::kTopic
                         : frame_.focus == Focus::kKind   ? NounKind::kKind
                         : frame_.focus == Focus::kStatus ? NounKind::kStatus
                                                          : NounKind::kPlace};
      return Grouped();
    }
    if (!who_) {
      // "Which agreements have the most parties?"
      writer_.Match("(member)-[:PARTY_TO]->(agreement)");
      writer_.Line(
          "RETURN agreement.name AS agreement, agreement.date AS date, "
          "count(DISTINCT member) AS parties");
      Ranked("parties", "agreement", false);
      return writer_.Finish("top-agreements");
    }
    writer_.Line("RETURN who.name AS who, count(DISTINCT agreement) AS agreements");
    Ranked("agreements", "who", false);
    return writer_.Finish(bound_.empty() ? "top-actors" : "top-partners");
  }

  // Which countries signed with each other.
  graph::Result<Question> Pairs() {
    ActorClass actor = who_ ? frame_.actor : ActorClass{};
    if (!who_ && !frame_.participants.empty() && frame_.participants.front().actor)
      actor = *frame_.participants.front().actor;
    if (actor.kind == NounKind::kSignatory) actor.kind = NounKind::kCountry;
    std::string label = ActorLabel(actor);
    std::string type = actor.kind == NounKind::kPerson ? "SIGNED" : "PARTY_TO";
    writer_.Match("(who" + label + ")-[made:" + type +
                  "]->(agreement:Agreement)<-[other_made:" + type + "]-(other" + label + ")");
    writer_.Where("who.key < other.key");
    if (deed_ == Deed::kNone) deed_ = Deed::kSign;
    saying_ = "pairs of " + ActorText(actor) + " that signed with each other";
    for (size_t i = 0; i < frame_.participants.size(); ++i)
      if (frame_.participants[i].group)
        writer_.Where("(who.key IN " + writer_.Keys(Ordinal(i), *frame_.participants[i].group) +
                      " OR other.key IN " +
                      writer_.Keys(Ordinal(i), *frame_.participants[i].group) + ")");
    std::vector<Participant> none;
    frame_.participants.swap(none);
    Conditions();
    if (frame_.ask == Ask::kCount) {
      writer_.Line("WITH DISTINCT who, other");
      writer_.Line("RETURN count(*) AS pairs");
      return writer_.Finish("pairs");
    }
    writer_.Line(
        "RETURN who.name AS one, other.name AS other, count(DISTINCT agreement) AS "
        "agreements, collect(DISTINCT agreement.name) AS which");
    writer_.Line("ORDER BY agreements DESC, one, other");
    if (frame_.most || frame_.limit > 0)
      writer_.Line("LIMIT " +
                   writer_.Param("limit", Value::Integer(frame_.limit > 0 ? frame_.limit : 10)));
    return writer_.Finish("pairs");
  }

  // Who has signed with each of several, not always the same agreement.
  graph::Result<Question> WithBoth() {
    std::string label = ActorLabel(frame_.actor);
    std::string returns;
    std::vector<std::string> names;
    size_t n = 0;
    if (deed_ == Deed::kNone) deed_ = Deed::kSign;
    std::string status = writer_.Words("status", {"signed", "in force"});
    for (const Participant& participant : frame_.participants) {
      if (!participant.group) continue;
      std::string var = Ordinal(n++), agreement = "with_" + var;
      writer_.Match("(who" + label + ")-[:" + Types(frame_.actor, true) + "]->(" + agreement +
                        ":Agreement)<-[:" + Types(*participant.group, false) + "]-(" + var +
                        LabelOf(*participant.group) + ")",
                    {var + ".key IN " + writer_.Keys(var, *participant.group),
                     "NOT who.key IN $" + var, agreement + ".status IN " + status});
      if (frame_.days)
        WhereDays(writer_, *frame_.days, agreement + ".date_from", agreement + ".date_to");
      if (frame_.actor.kind != NounKind::kCountry)
        writer_.Where("NOT (who)-[:REPRESENTS|HOLDS_POST|BELONGS_TO*1..3]->(" + var + ")");
      returns += ", collect(DISTINCT " + agreement + ".name) AS " + agreement;
      names.push_back(participant.group->text);
    }
    DescribeActor(writer_, frame_.actor, "who");
    writer_.Line("WITH who" + returns);
    std::string columns;
    for (size_t i = 0; i < n; ++i) columns += ", with_" + Ordinal(i);
    writer_.Line("RETURN who.name AS who" + columns);
    writer_.Line("ORDER BY who");
    std::string list;
    for (size_t i = 0; i < names.size(); ++i)
      list += (i == 0 ? "" : i + 1 == names.size() ? " and with " : ", with ") + names[i];
    writer_.Say(ActorText(frame_.actor) + " that signed with " + list +
                ", not always the same agreement");
    if (frame_.days) writer_.Say(frame_.days->text);
    return writer_.Finish("with-both");
  }

  struct Bound {
    std::string var;
    NamedGroup group;
  };

  Frame& frame_;
  QueryWriter writer_;
  Deed deed_ = Deed::kNone;
  bool who_ = false;
  std::vector<Bound> bound_, for_;
  std::string partner_, saying_, dated_by_;
};

}  // namespace

graph::Result<Question> BuildAgreements(Frame& frame) { return AgreementQuestion(frame).Build(); }

}  // namespace entente::query
