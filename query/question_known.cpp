// What the graph has of the events, meetings and posts that a question with no answer speaks of.

#include "graph/utf8.h"
#include "query/question_query.h"

namespace entente::query {

namespace {

using graph::Value;

NamedGroup NamedOf(const QuestionFrame& frame) {
  std::vector<NamedGroup> groups;
  for (const Participant& participant : frame.participants) {
    if (participant.group && !participant.group->nodes.empty())
      groups.push_back(*participant.group);
    if (participant.actor)
      for (const NamedGroup& group : participant.actor->of)
        if (!group.nodes.empty()) groups.push_back(group);
  }
  for (const NamedGroup& group : frame.actor.of)
    if (!group.nodes.empty()) groups.push_back(group);
  return groups.empty() ? NamedGroup{} : AnyOf(groups);
}

std::optional<QuestionSubject> Finished(QuestionSubject subject, QueryWriter& writer) {
  Question asked = writer.Finish("");
  subject.query = std::move(asked.query);
  subject.parameters = std::move(asked.parameters);
  return subject;
}

}  // namespace

// "the talks in Tallinn": what is called so there, whoever was at it and whenever.
std::optional<QuestionSubject> EventSubjectOf(const QuestionFrame& frame) {
  if (frame.events.empty() && frame.event_kind.empty() && frame.event_words.empty())
    return std::nullopt;
  QueryWriter writer;
  QuestionSubject subject;
  subject.noun = "event";
  subject.one = frame.one_event && frame.events.empty();
  writer.Match("(event:Event)");
  auto say = [&](const std::string& part) {
    subject.text += (subject.text.empty() ? "" : ", ") + part;
  };
  for (const NamedGroup& group : frame.events) {
    writer.Where("event.key IN " + writer.Keys("event", group));
    say("called " + group.text);
  }
  if (!frame.event_kind.empty()) {
    std::vector<std::string> kinds{frame.event_kind};
    if (frame.event_kind == "talks") kinds.emplace_back("meeting");
    if (frame.event_kind == "meeting") kinds.emplace_back("talks");
    writer.Where("event.kind IN " + writer.Words("event_kind", kinds));
    say(frame.event_kind);
  }
  for (const std::string& words : frame.event_words) {
    writer.Where("toLower(event.name) CONTAINS " +
                 writer.Param("event_words", Value::String(words)));
    say("called '" + words + "'");
  }
  for (const NamedGroup& group : frame.places) {
    writer.Match("(event)-[:HELD_IN]->(:Place)-[:LOCATED_IN*0..3]->(place" + LabelOf(group) + ")",
                 {"place.key IN " + writer.Keys("place", group)});
    say("in " + group.text);
  }
  writer.Line(
      "RETURN DISTINCT event.name AS event, event.kind AS kind, event.start AS date, "
      "CASE WHEN event.cancelled THEN 'cancelled' ELSE '' END AS status");
  writer.Line("ORDER BY date, event LIMIT 6");
  return Finished(std::move(subject), writer);
}

// Whom those named met, which is not all that happened.
std::optional<QuestionSubject> MeetingSubjectOf(const QuestionFrame& frame) {
  const NamedGroup named = NamedOf(frame);
  if (named.nodes.empty()) return std::nullopt;
  QueryWriter writer;
  QuestionSubject subject;
  subject.noun = "meeting";
  subject.text = "of " + named.text;
  writer.Match("(one)-[met:MET]-(other)", {"one.key IN " + writer.Keys("named", named)});
  writer.Line(
      "RETURN DISTINCT one.name + ' and ' + other.name AS meeting, '' AS kind, met.date AS date, "
      "'' AS status");
  writer.Line("ORDER BY date, meeting LIMIT 6");
  return Finished(std::move(subject), writer);
}

// The posts of a person, or those in a country or body.
std::optional<QuestionSubject> PostSubjectOf(const QuestionFrame& frame) {
  const NamedGroup named = NamedOf(frame);
  if (named.nodes.empty()) return std::nullopt;
  QueryWriter writer;
  QuestionSubject subject;
  subject.noun = "post";
  subject.one = frame.ask == Ask::kYesNo;
  subject.text = "of " + named.text;
  std::vector<NamedGroup> people;
  for (const Participant& participant : frame.participants)
    if (participant.group && AllPersons(*participant.group) && !participant.group->nodes.empty())
      people.push_back(*participant.group);
  if (people.empty()) {
    writer.Match("(person:Person)-[post:HOLDS_POST]->(body)-[:BELONGS_TO*0..2]->(named)",
                 {"named.key IN " + writer.Keys("named", named)});
  } else {
    subject.text = "of " + people.front().text;
    writer.Match("(person:Person)-[post:HOLDS_POST]->(body)",
                 {"person.key IN " + writer.Keys("named", AnyOf(people))});
  }
  writer.Line(
      "RETURN DISTINCT person.name + ', ' + coalesce(post.qualifier + ' ', '') + post.title + "
      "', ' + body.name AS post, '' AS kind, '' AS date, '' AS status");
  writer.Line("ORDER BY post LIMIT 6");
  return Finished(std::move(subject), writer);
}

// "Who replaced Ana Ruiz as foreign minister?": who else held the same post, and is not known to
// have held it before.
graph::Result<Question> BuildSuccession(QuestionFrame& frame) {
  QueryWriter writer;
  NamedGroup person;
  bool whom = false;  // "Whom did she replace?"
  ActorClass title = frame.focus == Focus::kActor ? frame.actor : ActorClass{};
  for (const Participant& participant : frame.participants) {
    if (participant.group && person.nodes.empty()) {
      person = *participant.group;
      whom = participant.role == Role::kBy ||
             (participant.role == Role::kSubject && frame.focus_role != Role::kBy);
    }
    if (participant.actor && !participant.actor->title.empty()) title = *participant.actor;
  }
  writer.Match("(one:Person)-[post:HOLDS_POST]->(body)<-[other_post:HOLDS_POST]-(person:Person)",
               {"one.key IN " + writer.Keys("person", person), "person <> one",
                "toLower(other_post.title) = toLower(post.title)"});
  writer.Where(whom ? "NOT coalesce(other_post.from_from > post.from_to, false)"
                    : "NOT coalesce(other_post.from_to < post.from_from, false)");
  // Who is known to have left does not come after who is in the post.
  writer.Where(whom ? "NOT (coalesce(post.qualifier, '') = 'former' AND "
                      "coalesce(other_post.qualifier, '') <> 'former')"
                    : "NOT (coalesce(other_post.qualifier, '') = 'former' AND "
                      "coalesce(post.qualifier, '') <> 'former')");
  std::string saying = "who else held a post of " + person.text + ", and not known to be " +
                       (whom ? "later" : "earlier");
  if (!title.title.empty()) {
    writer.Where(TitleCondition(writer, title, "title", "post.title"));
    saying += ", as '" + ActorText(title) + "'";
    // "as prime minister of Chile": not those of another country that a text gave the person to.
    if (!title.of.empty()) {
      const NamedGroup of = AnyOf(title.of);
      writer.Match("(body)-[:BELONGS_TO*0..2]->(of" + LabelOf(of) + ")",
                   {"of.key IN " + writer.Keys("of", of)});
    }
  }
  writer.Fact("post");
  writer.Fact("other_post");
  writer.Say(saying);
  if (frame.ask == Ask::kYesNo || frame.ask == Ask::kCount) {
    graph::Error error =
        graph::MakeError(graph::ErrorCode::kUnsupported,
                         "who came after whom in a post can't be asked so", person.span);
    for (const Participant& participant : frame.participants)
      if (participant.group)
        error.suggestion = "such as: Who replaced " + participant.group->text + "?";
    return error;
  }
  writer.Line("WITH person, other_post, body, " + writer.Facts() + " AS facts");
  writer.Line(
      "RETURN person.name AS person, coalesce(other_post.qualifier + ' ', '') + other_post.title "
      "AS post, body.name AS body, other_post.from AS since, other_post.to AS until, facts");
  // Who was there when the text was written stands before who is only said to have been there.
  writer.Line("ORDER BY coalesce(other_post.qualifier, '') = 'former', since, person, post, body");
  return writer.Finish("who-replaced");
}

}  // namespace entente::query
