#include <algorithm>

#include "query/question_agreements.h"

// What a question about agreements returns: lists, dates, places, counts.

namespace entente::query {

using graph::Value;

// ORDER BY and LIMIT.
void AgreementQuestion::Order(const std::string& otherwise) {
  if (frame_.latest || frame_.first) {
    writer_.Line(std::string("ORDER BY date ") + (frame_.latest ? "DESC" : "ASC") + ", agreement");
    writer_.Line("LIMIT " + writer_.Param("limit", Value::Integer(std::max(frame_.limit, 1))));
    writer_.Say(frame_.limit > 1 ? "the " + std::string(frame_.latest ? "latest " : "first ") +
                                       std::to_string(frame_.limit)
                                 : std::string("the ") + (frame_.latest ? "latest" : "first"));
    return;
  }
  if (frame_.newest_first) {
    writer_.Line("ORDER BY date IS NULL, date DESC, agreement");
    writer_.Say("the newest first");
  } else {
    writer_.Line("ORDER BY " + otherwise);
  }
  if (frame_.limit > 0) {
    writer_.Line("LIMIT " + writer_.Param("limit", Value::Integer(frame_.limit)));
    writer_.Say("the first " + std::to_string(frame_.limit));
  }
}

// What stands behind a row that no fact of its own does: who made the agreement.
void AgreementQuestion::AddFacts() {
  if (writer_.Facts() != "[]") return;
  writer_.OptionalMatch("()-[any_made:SIGNED|PARTY_TO|DUE_TO_SIGN|INITIALLED]->(agreement)");
  writer_.Fact("any_made");
}

// "latest" must leave out what has no date.
void AgreementQuestion::Dated() {
  if (frame_.latest || frame_.first) NeedsDate();
}

void AgreementQuestion::NeedsDate() {
  const std::string from = DateText() + "_from";
  writer_.WhereDated(from + " IS NOT NULL", "agreement", from);
}

std::string AgreementQuestion::DeedForm(const char* otherwise) const {
  if (const char* form = InfoOf(deed_).form; *form != '\0') return form;
  if (frame_.planned) return "planned";
  return otherwise;
}

graph::Result<Question> AgreementQuestion::List() {
  Dated();
  AddFacts();
  writer_.Line("WITH agreement, " + writer_.Facts() + " AS facts");
  // One that was signed and ended is not told by its status from one that was refused.
  const bool ended_too = deed_ == Deed::kSign && frame_.status.empty() && !frame_.planned;
  writer_.Line("RETURN agreement.name AS agreement, agreement.kind AS kind, " + DateText() +
               " AS date, " +
               (ended_too ? "CASE agreement.status WHEN 'rejected' THEN 'ended ' + "
                            "agreement.ended_on ELSE agreement.status END"
                          : "agreement.status") +
               " AS status,");
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

// "with more than two agreements"
std::string AgreementQuestion::TimesText() const {
  const auto& [sign, number] = frame_.times;
  return "with " + SignText(sign) + std::to_string(number) +
         (number == 1 ? " agreement" : " agreements");
}

// "Who signed more than one agreement?"
graph::Result<Question> AgreementQuestion::OfSeveral() {
  const auto& [sign, number] = frame_.times;
  writer_.Line("WITH who, count(DISTINCT agreement) AS agreements");
  writer_.Line("WHERE agreements " + sign + " " + writer_.Param("times", Value::Integer(number)));
  writer_.Line(frame_.ask == Ask::kCount
                   ? "RETURN count(who) AS signatories"
                   : "RETURN who.name AS who, agreements\nORDER BY agreements DESC, who");
  writer_.Say(TimesText());
  return writer_.Finish(frame_.ask == Ask::kCount ? "count-actors" : "top-actors");
}

graph::Result<Question> AgreementQuestion::Who() {
  Dated();
  bool for_whom = frame_.focus_role == Role::kFor && !bound_.empty();
  bool with_partner = !partner_.empty();
  const bool whose = frame_.actor.of_which_country;  // "Which country's ministers …?"
  writer_.Line(std::string("WITH who, agreement, ") + (whose ? "who_country, " : "") +
               (with_partner ? "partner, " : "") + writer_.Facts() + " AS facts");
  writer_.Line(std::string("RETURN ") + (whose ? "who_country.name AS country, " : "") +
               "who.name AS who, " + (with_partner ? "partner.name AS with_whom, " : "") +
               "agreement.name AS agreement, agreement.kind AS kind, " + DateText() +
               " AS date, facts");
  Order(whose ? "date, agreement, country, who" : "date, agreement, who");
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

graph::Result<Question> AgreementQuestion::When() {
  // Who joined later did so on a day of their own.
  const std::string date = dated_by_.empty() ? DateText() : dated_by_ + ".date";
  if (deed_ != Deed::kRatify) writer_.WhereDated(date + " IS NOT NULL", "agreement", date);
  AddFacts();
  writer_.Line("WITH agreement, " + (dated_by_.empty() ? "" : date + " AS date, ") +
               writer_.Facts() + " AS facts");
  writer_.Line(
      "RETURN " + (dated_by_.empty() ? date + " AS date" : "date") +
      ", agreement.name AS agreement, " +
      (frame_.place_too ? "[(agreement)-[:SIGNED_IN]->(at:Place) | at.name] AS places, " : "") +
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

graph::Result<Question> AgreementQuestion::Where() {
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

graph::Result<Question> AgreementQuestion::Topics() {
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

graph::Result<Question> AgreementQuestion::YesNo() {
  AddFacts();
  writer_.Line("WITH collect(DISTINCT agreement) AS found, " + writer_.Facts() + " AS facts");
  // "Did Chile sign more than two treaties?"
  std::string enough = "size(found) > 0";
  if (const auto& [sign, number] = frame_.times; !sign.empty()) {
    enough = "size(found) " + sign + " " + writer_.Param("times", Value::Integer(number));
    writer_.Say(TimesText());
  }
  writer_.Line("RETURN " + enough +
               " AS answer, size(found) AS agreements, [a IN found | coalesce(a.name, a.key)] AS "
               "which, facts");
  return writer_.Finish(deed_ == Deed::kNone ? "is-there-agreement" : "did-sign", true);
}

graph::Result<Question> AgreementQuestion::Count() {
  if (who_) {
    writer_.Line("RETURN count(DISTINCT who) AS number");
    return writer_.Finish("count-actors");
  }
  writer_.Line("RETURN count(DISTINCT agreement) AS agreements");
  return writer_.Finish("count-agreements");
}

graph::Result<Question> AgreementQuestion::Grouped() {
  std::string returns, order;
  for (NounKind kind : frame_.group_by) {
    std::string expression, alias;
    switch (kind) {
      case NounKind::kYear:
        NeedsDate();
        expression = "substring(" + DateText() + "_from, 0, 4)";
        alias = "year";
        break;
      case NounKind::kMonth:
      case NounKind::kDate:
        NeedsDate();
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
        const bool person = kind == NounKind::kPerson;
        writer_.Match("(by" + ActorLabel(actor) + ")-[by_made:" + (person ? "SIGNED" : "PARTY_TO") +
                      "]->(agreement)");
        // One who stood against it did not make it.
        if (!person && deed_ != Deed::kRefuse)
          writer_.Where("coalesce(by_made.how, '') <> 'refused'");
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
  writer_.Line("RETURN " + returns + ", count(DISTINCT " + (who_ ? "who" : "agreement") + ") AS " +
               (who_ ? "number" : "agreements"));
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

void AgreementQuestion::Ranked(const std::string& number, const std::string& ties, bool one) {
  writer_.Line("ORDER BY " + number + (frame_.fewest ? "" : " DESC") + ", " + ties);
  int limit = frame_.limit > 0 ? frame_.limit : 10;
  (void)one;
  writer_.Line("LIMIT " + writer_.Param("limit", Value::Integer(limit)));
  writer_.Say(std::string(frame_.fewest ? "the fewest first" : "the most first") + ", " +
              std::to_string(limit) + " rows at most");
}

graph::Result<Question> AgreementQuestion::Top() {
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
graph::Result<Question> AgreementQuestion::Pairs() {
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
                    " OR other.key IN " + writer_.Keys(Ordinal(i), *frame_.participants[i].group) +
                    ")");
  std::vector<Participant> none;
  frame_.participants.swap(none);
  Conditions();
  writer_.Line(
      "WITH who, other, count(DISTINCT agreement) AS agreements, "
      "collect(DISTINCT agreement.name) AS which");
  if (const auto& [sign, number] = frame_.times; !sign.empty()) {
    writer_.Line("WHERE agreements " + sign + " " + writer_.Param("times", Value::Integer(number)));
    writer_.Say(TimesText());
  }
  if (frame_.ask == Ask::kCount) {
    writer_.Line("RETURN count(*) AS pairs");
    return writer_.Finish("pairs");
  }
  writer_.Line("RETURN who.name AS one, other.name AS other, agreements, which");
  writer_.Line("ORDER BY agreements DESC, one, other");
  if (frame_.most || frame_.limit > 0)
    writer_.Line("LIMIT " +
                 writer_.Param("limit", Value::Integer(frame_.limit > 0 ? frame_.limit : 10)));
  return writer_.Finish("pairs");
}

// Who has signed with each of several, not always the same agreement.
graph::Result<Question> AgreementQuestion::WithBoth() {
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
      WhereDays(writer_, *frame_.days, agreement + ".date_from", agreement + ".date_to", "");
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

}  // namespace entente::query
