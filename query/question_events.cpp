#include <algorithm>

#include "query/question_query.h"

namespace entente::query {

namespace {

using graph::ErrorCode;
using graph::Value;

// What a question says of the node `event`; adds to the sentence.
void DescribeEvent(QueryWriter& writer, const QuestionFrame& frame, std::string& said) {
  auto say = [&](const std::string& part) { said += (said.empty() ? "" : ", ") + part; };
  for (const NamedGroup& group : frame.events) {
    writer.Where("event.key IN " + writer.Keys("event", group));
    say(group.text);
  }
  if (!frame.event_kind.empty()) {
    // Reports call one and the same gathering talks or a meeting.
    std::vector<std::string> kinds{frame.event_kind};
    if (frame.event_kind == "talks") kinds.push_back("meeting");
    if (frame.event_kind == "meeting") kinds.push_back("talks");
    writer.Where("event.kind IN " + writer.Words("event_kind", kinds));
    say(kinds.size() == 2 ? "talks or meetings" : "events of the kind " + frame.event_kind);
  }
  for (const std::string& words : frame.event_words) {
    writer.Where("toLower(event.name) CONTAINS " +
                 writer.Param("event_words", Value::String(words)));
    say("with '" + words + "' in the name");
  }
  for (const std::string& topic : frame.topics) {
    writer.Where("any(words IN " + writer.Words("topic", TopicForms(topic)) +
                 " WHERE toLower(event.name) CONTAINS words OR size([(event)-[:ABOUT]->(t:Topic) "
                 "WHERE toLower(t.name) CONTAINS words | t]) > 0)");
    say("on " + topic);
  }
  for (const auto& [sign, number] : frame.parties) {
    writer.Where("size([(p" + std::string(frame.parties_countries ? ":Country" : "") +
                 ")-[:PARTICIPATED_IN]->(event) | p]) " + sign + " " +
                 writer.Param("participants", Value::Integer(number)));
    say("with " + SignText(sign) + std::to_string(number) +
        (frame.parties_countries ? " countries" : " participants"));
  }
  if (frame.upcoming) writer.Where("coalesce(event.cancelled, false) = false");
  if (frame.cancelled) {
    writer.Where("event.cancelled = true");
    say("cancelled");
  }
  if (frame.days) {
    WhereDays(writer, *frame.days, "event.start_from", "coalesce(event.end_to, event.start_to)",
              "event");
    say(frame.days->text);
  }
  for (size_t i = 0; i < frame.places.size(); ++i) {
    std::string var = i == 0 ? "place" : "place_" + std::to_string(i + 1);
    writer.Match("(event)-[" + var + "_fact:HELD_IN]->(:Place)-[:LOCATED_IN*0..3]->(" + var +
                     LabelOf(frame.places[i]) + ")",
                 {var + ".key IN " + writer.Keys(var, frame.places[i])});
    writer.Fact(var + "_fact");
    say("in " + frame.places[i].text);
  }
}

void Ordered(QueryWriter& writer, const QuestionFrame& frame, const std::string& columns) {
  if (frame.latest || frame.first) {
    writer.Line(std::string("ORDER BY date ") + (frame.latest ? "DESC" : "ASC") + ", " + columns);
    writer.Line("LIMIT " + writer.Param("limit", Value::Integer(std::max(frame.limit, 1))));
    writer.Say(frame.latest ? "the latest" : "the first");
    return;
  }
  writer.Line(
      std::string(frame.newest_first ? "ORDER BY date IS NULL, date DESC, " : "ORDER BY date, ") +
      columns);
  if (frame.limit > 0) writer.Line("LIMIT " + writer.Param("limit", Value::Integer(frame.limit)));
}

void Ranked(QueryWriter& writer, const QuestionFrame& frame, const std::string& by,
            const std::string& ties) {
  int limit = frame.limit > 0 ? frame.limit : 10;
  writer.Line("ORDER BY " + by + (frame.fewest ? "" : " DESC") + ", " + ties);
  writer.Line("LIMIT " + writer.Param("limit", Value::Integer(limit)));
  writer.Say(std::string(frame.fewest ? "the fewest first" : "the most first") + ", " +
             std::to_string(limit) + " rows at most");
}

constexpr const char* kWhereHeld = "[(event)-[:HELD_IN]->(held:Place) | held.name] AS places";

}  // namespace

graph::Result<Question> BuildEvents(QuestionFrame& frame) {
  QueryWriter writer;
  // "Which country did Ana Ruiz visit?": where she was, and not who was there with her.
  if (frame.visits && frame.focus == Focus::kActor && frame.actor.kind == NounKind::kCountry &&
      frame.actor.of.empty() && frame.participants.size() == 1 &&
      frame.participants[0].role == Role::kSubject) {
    frame.ask = Ask::kWhere;
    frame.focus = Focus::kNone;
    frame.which_country = true;
  }
  Deed deed = frame.deed();
  bool hosting = frame.Has(Deed::kHost);
  bool speaking = frame.Has(Deed::kSpeak);
  bool who = frame.focus == Focus::kActor;
  std::string said, saying = "events";
  std::vector<std::string> named;
  writer.Match("(event:Event)");
  DescribeEvent(writer, frame, said);
  size_t n = 0;
  for (const Participant& participant : frame.participants) {
    if (!participant.group) {
      if (!participant.actor) continue;
      writer.Match("(guest" + ActorLabel(*participant.actor) +
                   ")-[guest_part:PARTICIPATED_IN]->(event)");
      DescribeActor(writer, *participant.actor, "guest");
      writer.Fact("guest_part");
      named.push_back(ActorText(*participant.actor));
      continue;
    }
    const NamedGroup& group = *participant.group;
    if (group.nodes.empty())
      return graph::MakeError(ErrorCode::kUnsupported,
                              "'" + group.text + "' is nobody who takes part in events",
                              group.span);
    std::string var = Ordinal(n++);
    named.push_back(group.text);
    if (hosting && !who && participant.role != Role::kWith) {
      writer.Match(
          "(" + var + LabelOf(group) + ")",
          {var + ".key IN " + writer.Keys(var, group),
           "((" + var + ")-[:PARTICIPATED_IN {role: 'host'}]->(event) OR (event)-[:HELD_AT]->(" +
               var + ") OR (event)-[:HELD_IN]->()-[:LOCATED_IN*1..3]->(" + var + "))"});
      continue;
    }
    writer.Match("(" + var + LabelOf(group) + ")-[" + var + "_part:PARTICIPATED_IN]->(event)",
                 {var + ".key IN " + writer.Keys(var, group)});
    if (speaking && !who) writer.Where(var + "_part.role IN ['speaker', 'leader']");
    writer.Fact(var + "_part");
  }
  std::string list;
  for (size_t i = 0; i < named.size(); ++i)
    list += (i == 0 ? "" : i + 1 == named.size() ? " and " : ", ") + named[i];
  const char* doing = hosting ? "hosted" : speaking ? "led or addressed" : "attended";
  if (who) {
    saying =
        (frame.actor.kind == NounKind::kSignatory ? std::string("who") : ActorText(frame.actor)) +
        " " + doing + (list.empty() ? "" : " with " + list);
    writer.Match("(who" + ActorLabel(frame.actor) + ")-[part:PARTICIPATED_IN]->(event)");
    if (hosting) writer.Where("part.role = 'host'");
    if (speaking) writer.Where("part.role IN ['speaker', 'leader']");
    for (size_t i = 0; i < n; ++i) writer.Where("NOT who.key IN $" + Ordinal(i));
    DescribeActor(writer, frame.actor, "who");
    writer.Fact("part");
  } else {
    if (!list.empty()) saying += std::string(" ") + doing + " by " + list;
  }
  if (frame.ask == Ask::kCount || frame.ask == Ask::kOften) saying = "the number of " + saying;
  if (frame.ask == Ask::kYesNo) saying = "whether there were " + saying;
  if (frame.ask == Ask::kWhen) saying = "when: " + saying;
  if (frame.ask == Ask::kWhere || frame.focus == Focus::kPlace) saying = "where: " + saying;
  writer.Say(saying);
  writer.Say(said);

  if (frame.latest || frame.first || frame.ask == Ask::kWhen)
    writer.WhereDated("event.start IS NOT NULL", "event", "event.start");
  if (frame.ask == Ask::kYesNo) {
    writer.Line("WITH collect(DISTINCT event) AS found, " + writer.Facts() + " AS facts");
    writer.Line(
        "RETURN size(found) > 0 AS answer, size(found) AS events, "
        "[e IN found | e.name] AS which, facts");
    return writer.Finish("did-attend", true);
  }
  if (!frame.group_by.empty()) {
    NounKind kind = frame.group_by.front();
    std::string expression = "event.kind", alias = "kind";
    if (kind == NounKind::kYear || kind == NounKind::kMonth) {
      writer.WhereDated("event.start_from IS NOT NULL", "event", "event.start_from");
      expression =
          std::string("substring(event.start_from, 0, ") + (kind == NounKind::kYear ? "4)" : "7)");
      alias = kind == NounKind::kYear ? "year" : "month";
    } else if (kind == NounKind::kPlace) {
      writer.Match("(event)-[:HELD_IN]->(held:Place)");
      expression = "held.name";
      alias = "place";
    } else if (kind == NounKind::kCountry || kind == NounKind::kPerson ||
               kind == NounKind::kOrganization || kind == NounKind::kMinistry) {
      ActorClass actor;
      actor.kind = kind;
      writer.Match("(by" + ActorLabel(actor) + ")-[:PARTICIPATED_IN]->(event)");
      expression = "by.name";
      alias = kind == NounKind::kCountry  ? "country"
              : kind == NounKind::kPerson ? "person"
                                          : "body";
    }
    writer.Line("RETURN " + expression + " AS " + alias + ", count(DISTINCT event) AS events");
    writer.Line("ORDER BY " + alias);
    writer.Say("by " + alias);
    return writer.Finish("count-events");
  }
  if (frame.most || frame.fewest) {
    if (frame.focus == Focus::kPlace || frame.ask == Ask::kWhere) {
      writer.Match("(event)-[:HELD_IN]->(held:Place)");
      writer.Line("RETURN held.name AS place, count(DISTINCT event) AS events");
      Ranked(writer, frame, "events", "place");
      return writer.Finish("top-hosts");
    }
    if (!who) {
      writer.Match("(member)-[:PARTICIPATED_IN]->(event)");
      writer.Line(
          "RETURN event.name AS event, event.start AS date, count(DISTINCT member) AS "
          "participants");
      Ranked(writer, frame, "participants", "event");
      return writer.Finish("top-events");
    }
    writer.Line("RETURN who.name AS who, count(DISTINCT event) AS events");
    Ranked(writer, frame, "events", "who");
    return writer.Finish(hosting ? "top-hosts" : "top-participants");
  }
  if (frame.ask == Ask::kCount || frame.ask == Ask::kOften) {
    writer.Line(who ? "RETURN count(DISTINCT who) AS number"
                    : "RETURN count(DISTINCT event) AS events");
    return writer.Finish(who ? "count-participants" : "count-events");
  }
  if (frame.ask == Ask::kWhere || frame.focus == Focus::kPlace) {
    writer.Match("(event)-[held_in:HELD_IN]->(held:Place)");
    writer.Fact("held_in");
    if (frame.which_country)
      writer.Match("(held)-[:LOCATED_IN*1..3]->(land:Country)",
                   {"NOT (first)-[:REPRESENTS|HOLDS_POST|BELONGS_TO*1..3]->(land)"});
    const std::string land = frame.which_country ? "land, " : "";
    writer.Line("WITH event, held, " + land + writer.Facts() + " AS facts");
    writer.Line(
        frame.which_country
            ? "RETURN land.name AS country, held.name AS place,"
            : "RETURN held.name AS place, head([(held)-[:LOCATED_IN*1..3]->(land:Country) | "
              "land.name]) AS country,");
    writer.Line("    event.name AS event, event.start AS date, facts");
    Ordered(writer, frame, "event, place");
    return writer.Finish("where-held");
  }
  if (who) {
    writer.Line("WITH who, event, " + writer.Facts() +
                " AS facts, collect(DISTINCT part.role) AS roles");
    writer.Line(
        "RETURN who.name AS who, labels(who) AS labels, event.name AS event, roles, "
        "event.start AS date, facts");
    Ordered(writer, frame, "event, who");
    return writer.Finish(hosting ? "who-hosted" : speaking ? "who-led" : "who-attended");
  }
  writer.Line("WITH event, " + writer.Facts() + " AS facts");
  if (frame.ask == Ask::kWhen) {
    writer.Line("RETURN event.start AS date, event.end AS until, event.name AS event, facts");
    Ordered(writer, frame, "event");
    return writer.Finish("when-held");
  }
  writer.Line(std::string("RETURN event.name AS event, event.kind AS kind, event.start AS date, "
                          "event.end AS until,\n       ") +
              kWhereHeld + ", facts");
  Ordered(writer, frame, "event");
  if (frame.cancelled) return writer.Finish("cancelled-events");
  if (hosting) return writer.Finish("events-hosted");
  if (!named.empty()) return writer.Finish("events-attended");
  (void)deed;
  return writer.Finish(frame.places.empty() ? "events-all" : "events-in-place");
}

graph::Result<Question> BuildMeetings(QuestionFrame& frame) {
  QueryWriter writer;
  std::vector<const NamedGroup*> groups;
  for (const Participant& participant : frame.participants) {
    if (!participant.group) continue;
    if (participant.group->nodes.empty())
      return graph::MakeError(ErrorCode::kUnsupported,
                              "'" + participant.group->text + "' is nobody who meets people",
                              participant.group->span);
    groups.push_back(&*participant.group);
  }
  bool who = frame.focus == Focus::kActor;
  ActorClass other_class = who ? frame.actor : ActorClass{};
  // "Which ministers met companies?": who met whom is of two classes.
  std::optional<ActorClass> second_class;
  for (const Participant& participant : frame.participants)
    if (participant.actor && groups.size() < 2) {
      if (!who || other_class.kind == NounKind::kSignatory)
        other_class = *participant.actor;
      else if (groups.empty())
        second_class = *participant.actor;
    }
  // A person meets people; bodies meet bodies or whoever came for them.
  if (groups.size() == 1 && AllPersons(*groups[0]) && other_class.kind == NounKind::kSignatory)
    other_class.kind = NounKind::kPerson;
  if (groups.empty() && !who && other_class.kind == NounKind::kSignatory)
    return graph::MakeError(ErrorCode::kSyntax, "the question does not say who met");
  // Two people meet by MET; bodies, and people in larger rounds, by taking part in one event.
  auto ends = [&](const std::string& var, size_t i) {
    if (i < groups.size()) return "(" + var + LabelOf(*groups[i]) + ")";
    return "(" + var + ActorLabel(i == 1 && second_class ? *second_class : other_class) + ")";
  };
  auto people = [&](size_t i) {
    if (i < groups.size()) return groups[i]->Has("Person");
    const NounKind kind = (i == 1 && second_class ? *second_class : other_class).kind;
    return kind == NounKind::kPerson || kind == NounKind::kSignatory;
  };
  auto conditions = [&](QueryWriter& w) {
    for (size_t i = 0; i < 2; ++i) {
      std::string var = Ordinal(i);
      if (i < groups.size()) w.Where(var + ".key IN " + w.Keys(var, *groups[i]));
    }
    if (groups.empty()) {
      if (second_class)
        w.Where("first <> second");
      else if (other_class.of.size() != 2)
        w.Where("first.key < second.key");
    } else if (groups.size() == 1) {
      w.Where("NOT second.key IN $first");
    }
  };
  // "the presidents of Chile and Peru": one of either.
  auto describe_ends = [&](QueryWriter& w) {
    if (second_class) {
      DescribeActor(w, other_class, "first");
      DescribeActor(w, *second_class, "second");
    } else if (groups.empty() && other_class.of.size() == 2) {
      ActorClass end = other_class;
      end.of = {other_class.of[0]};
      DescribeActor(w, end, "first");
      end.of = {other_class.of[1]};
      DescribeActor(w, end, "second");
    } else {
      DescribeActor(w, other_class, groups.empty() ? "first" : "second");
    }
  };
  std::string saying = frame.ask == Ask::kWhen                                ? "when "
                       : frame.ask == Ask::kWhere                             ? "where "
                       : frame.ask == Ask::kYesNo                             ? "whether "
                       : frame.ask == Ask::kCount || frame.ask == Ask::kOften ? "how many times "
                                                                              : "";
  saying +=
      second_class     ? ActorText(other_class) + " met " + ActorText(*second_class)
      : groups.empty() ? ActorText(other_class) + " met each other"
      : groups.size() == 1
          ? "whom " + groups[0]->text + " met" +
                (other_class.kind == NounKind::kSignatory ? "" : " among " + ActorText(other_class))
          : groups[0]->text + " and " + groups[1]->text + " met";
  writer.Say(saying);
  bool by_event_only = frame.event_noun || !frame.events.empty() || !frame.places.empty() ||
                       frame.ask == Ask::kWhere || !frame.topics.empty() || !people(0) ||
                       !people(1);
  bool counts = frame.ask == Ask::kCount || frame.ask == Ask::kOften || frame.most;

  // With events: one clause for both ways would multiply rows, so each is a part of a UNION.
  std::string met_part;
  if (!by_event_only) {
    writer.Match(ends("first", 0) + "-[met:MET]-" + ends("second", 1));
    conditions(writer);
    if (frame.days) WhereDays(writer, *frame.days, "met.date_from", "met.date_to", "");
    if (frame.days) writer.Say(frame.days->text);
    describe_ends(writer);
    if (frame.ask == Ask::kYesNo) {
      writer.Line(
          "RETURN count(DISTINCT met) > 0 AS answer, count(DISTINCT met) AS meetings, "
          "collect(DISTINCT met.date) AS days, collect(DISTINCT met) AS facts");
      return writer.Finish("did-meet", true);
    }
    if (counts) {
      if (groups.size() == 2) {
        writer.Line("RETURN count(DISTINCT met) AS meetings");
        return writer.Finish("count-meetings");
      }
      writer.Line(
          "RETURN first.name AS who, second.name AS met_whom, count(DISTINCT met) AS meetings");
      Ranked(writer, frame, "meetings", "who, met_whom");
      return writer.Finish("top-meetings");
    }
    writer.Line(
        "RETURN first.name AS who, second.name AS met_whom, met.date AS date, "
        "'' AS event, collect(DISTINCT met) AS facts");
    bool one = frame.latest || frame.first;
    if (one) {
      Ordered(writer, frame, "who, met_whom");
      return writer.Finish(groups.size() == 2 ? "when-met" : "whom-met");
    }
    writer.Line("UNION");
  }
  writer.Match(ends("first", 0) +
               "-[part:PARTICIPATED_IN]->(event:Event)<-[other_part:PARTICIPATED_IN]-" +
               ends("second", 1));
  conditions(writer);
  QuestionFrame event_frame = frame;
  if (event_frame.event_kind == "meeting" || event_frame.event_kind == "talks")
    event_frame.event_kind.clear();
  std::string said;
  if (!by_event_only) event_frame.places.clear();
  DescribeEvent(writer, event_frame, said);
  if (by_event_only) {
    writer.Say("at one event");
    writer.Say(said);
  } else {
    writer.Say("or were at one event");
  }
  describe_ends(writer);
  writer.Fact("part");
  writer.Fact("other_part");
  if (frame.latest || frame.first || frame.ask == Ask::kWhen)
    writer.WhereDated("event.start IS NOT NULL", "event", "event.start");
  if (frame.ask == Ask::kYesNo) {
    writer.Line("WITH collect(DISTINCT event) AS found, " + writer.Facts() + " AS facts");
    writer.Line(
        "RETURN size(found) > 0 AS answer, size(found) AS meetings, "
        "[e IN found | e.name] AS which, facts");
    return writer.Finish("did-meet", true);
  }
  if (counts) {
    if (groups.size() == 2) {
      writer.Line("RETURN count(DISTINCT event) AS meetings");
      return writer.Finish("count-meetings");
    }
    writer.Line(
        "RETURN first.name AS who, second.name AS met_whom, count(DISTINCT event) AS meetings");
    Ranked(writer, frame, "meetings", "who, met_whom");
    return writer.Finish("top-meetings");
  }
  if (frame.ask == Ask::kWhere) {
    writer.Match("(event)-[held_in:HELD_IN]->(held:Place)");
    writer.Fact("held_in");
    writer.Line("WITH event, held, " + writer.Facts() + " AS facts");
    writer.Line("RETURN held.name AS place, event.name AS event, event.start AS date, facts");
    Ordered(writer, frame, "event, place");
    return writer.Finish("where-met");
  }
  writer.Line("WITH first, second, event, " + writer.Facts() + " AS facts");
  writer.Line(
      "RETURN first.name AS who, second.name AS met_whom, event.start AS date, "
      "event.name AS event, facts");
  if (by_event_only) Ordered(writer, frame, "event, who, met_whom");
  return writer.Finish(frame.ask == Ask::kWhen ? "when-met"
                       : groups.size() == 2    ? "meetings-between"
                       : groups.empty()        ? "who-met"
                                               : "whom-met");
}

}  // namespace entente::query
