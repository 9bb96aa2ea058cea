#include <algorithm>

#include "query/question_query.h"

namespace entente::query {

namespace {

using graph::ErrorCode;
using graph::Value;

struct Split {
  std::vector<NamedGroup> people, bodies;
};

// Who of those named is a person, and what is a body, whatever the voice of the sentence.
Split SplitNamed(const QuestionFrame& frame) {
  Split split;
  for (const Participant& participant : frame.participants) {
    if (!participant.group || participant.group->nodes.empty()) continue;
    (AllPersons(*participant.group) ? split.people : split.bodies).push_back(*participant.group);
  }
  return split;
}

}  // namespace

graph::Result<Question> BuildRepresentation(QuestionFrame& frame) {
  QueryWriter writer;
  Split named = SplitNamed(frame);
  bool event = frame.event_noun || !frame.events.empty() || !frame.places.empty();
  bool agreement = frame.agreement_noun || !frame.agreements.empty();
  writer.Match("(person:Person)-[stood_for:REPRESENTS]->(body)");
  std::string saying = "people";
  if (!named.people.empty()) {
    writer.Where("person.key IN " + writer.Keys("person", named.people.front()));
    saying = named.people.front().text;
  }
  std::string whom = "anybody";
  if (!named.bodies.empty()) {
    writer.Match("(body)-[:BELONGS_TO*0..2]->(first" + LabelOf(named.bodies.front()) + ")",
                 {"first.key IN " + writer.Keys("first", named.bodies.front())});
    whom = named.bodies.front().text;
  } else if (frame.focus == Focus::kActor && frame.actor.kind != NounKind::kSignatory &&
             frame.actor.kind != NounKind::kPerson) {
    writer.Where("body" + ActorLabel(frame.actor));
    whom = ActorText(frame.actor);
  }
  if (frame.focus == Focus::kActor && !frame.actor.title.empty())
    DescribeActor(writer, frame.actor, "person");
  writer.Fact("stood_for");
  writer.Say(saying + " that represented " + whom);
  if (frame.days && !event && !agreement)
    return graph::MakeError(
        ErrorCode::kUnsupported,
        "the graph does not know from when to when somebody represented somebody");
  if (event) {
    writer.Match("(event:Event)", {"(event.key IN coalesce(stood_for.context, []) OR "
                                   "(person)-[:PARTICIPATED_IN]->(event))"});
    if (!frame.events.empty())
      writer.Where("event.key IN " + writer.Keys("event", frame.events.front()));
    if (!frame.event_kind.empty()) {
      std::vector<std::string> kinds{frame.event_kind};
      if (frame.event_kind == "talks") kinds.push_back("meeting");
      if (frame.event_kind == "meeting") kinds.push_back("talks");
      writer.Where("event.kind IN " + writer.Words("event_kind", kinds));
    }
    for (const std::string& words : frame.event_words)
      writer.Where("toLower(event.name) CONTAINS " +
                   writer.Param("event_words", Value::String(words)));
    if (frame.days) {
      WhereDays(writer, *frame.days, "event.start_from", "coalesce(event.end_to, event.start_to)",
                "event");
      writer.Say(frame.days->text);
    }
    for (const NamedGroup& place : frame.places) {
      writer.Match(
          "(event)-[held_in:HELD_IN]->(:Place)-[:LOCATED_IN*0..3]->(place" + LabelOf(place) + ")",
          {"place.key IN " + writer.Keys("place", place)});
      writer.Fact("held_in");
      writer.Say("in " + place.text);
    }
    writer.Say("at " + EventText(frame));
  }
  if (agreement) {
    writer.Match("(person)-[made:SIGNED]->(agreement:Agreement)");
    writer.Fact("made");
    if (!frame.agreements.empty())
      writer.Where("agreement.key IN " + writer.Keys("agreement", frame.agreements.front()));
    if (!frame.agreement_kinds.empty())
      writer.Where(KindCondition(writer, frame.agreement_kinds, "agreement"));
    std::string about;
    for (const std::string& topic : frame.topics) {
      writer.Where(TopicCondition(writer, topic, "agreement"));
      about += " on " + topic;
    }
    writer.Say(
        "signing an agreement" + about +
        (frame.agreement_kinds.empty() ? "" : " of the " + KindsText(frame.agreement_kinds)));
  }
  std::string context = event ? "event" : agreement ? "agreement" : "";
  writer.Line("WITH person, body, " + (context.empty() ? "" : context + ", ") + writer.Facts() +
              " AS facts");
  writer.Line(
      "RETURN person.name AS person, body.name AS represented, "
      "[(person)-[post:HOLDS_POST]->() | post.title] AS posts, " +
      (event       ? std::string("event.name AS event, event.start AS date, ")
       : agreement ? std::string("agreement.name AS agreement, agreement.date AS date, ")
                   : "") +
      "facts");
  writer.Line("ORDER BY person, represented");
  return writer.Finish(named.people.empty() ? (event ? "who-represented-at" : "who-represented")
                                            : "represented-whom");
}

// "Where was Ana Ruiz on 3 May 2019?": where what they signed, attended or witnessed was.
graph::Result<Question> BuildWhereabouts(QuestionFrame& frame) {
  QueryWriter writer;
  const NamedGroup& person = *frame.participants.front().group;
  const std::string from = "coalesce(what.date_from, what.start_from)";
  writer.Match("(person:Person)-[part:SIGNED|INITIALLED|WITNESSED|PARTICIPATED_IN]->(what)",
               {"person.key IN " + writer.Keys("person", person),
                "coalesce(what.cancelled, false) = false"});
  writer.Match("(what)-[held:SIGNED_IN|HELD_IN]->(place:Place)");
  writer.Fact("part");
  writer.Fact("held");
  writer.Say("where " + person.text + " signed, witnessed or attended something");
  if (frame.days) {
    WhereDays(writer, *frame.days, from, "coalesce(what.date_to, what.end_to, what.start_to)", "");
    writer.Say(frame.days->text);
  }
  writer.Line("WITH person, what, place, " + writer.Facts() + " AS facts");
  writer.Line(
      "RETURN place.name AS place, what.name AS what, coalesce(what.date, what.start) AS date, "
      "facts");
  writer.Line("ORDER BY date, what, place");
  return writer.Finish("where-was");
}

graph::Result<Question> BuildPosts(QuestionFrame& frame) {
  QueryWriter writer;
  Split named = SplitNamed(frame);
  ActorClass title;
  if (frame.focus == Focus::kActor) title = frame.actor;
  for (const Participant& participant : frame.participants)
    if (participant.actor && !participant.actor->title.empty()) title = *participant.actor;
  std::vector<NamedGroup> bodies;
  // "Is Ann Ayres a minister?": who, and not whose.
  if (title.of.size() == 1 && named.people.empty() &&
      !title.of.front().Only("Person").nodes.empty()) {
    named.people.push_back(title.of.front().Only("Person"));
    title.of.clear();
  }
  if (!title.of.empty()) bodies.push_back(AnyOf(title.of));
  // "Is X the foreign minister of Y?": of Y; "Who is Chile's …" came with it.
  for (const NamedGroup& body : named.bodies) bodies.push_back(body);
  for (const NamedGroup& place : frame.places)
    if (place.Has("Country")) bodies.push_back(place.Only("Country"));
  std::erase_if(bodies, [](const NamedGroup& group) { return group.nodes.empty(); });
  if (title.title.empty() && named.people.empty() && bodies.empty())
    return graph::MakeError(ErrorCode::kSyntax,
                            "the question names neither a post nor who holds it");
  writer.Match("(person:Person)-[post:HOLDS_POST]->(body)");
  std::string saying = "posts";
  if (!named.people.empty()) {
    writer.Where("person.key IN " + writer.Keys("person", named.people.front()));
    saying += " of " + named.people.front().text;
  }
  if (!title.title.empty()) {
    writer.Where(TitleCondition(writer, title, "title", "post.title"));
    std::string text;
    for (const std::string& word : title.words) text += word + " ";
    saying += " as '" + text + title.title + "'";
  }
  // "Who is the president?" asks for none that was.
  if (frame.present && !frame.days && !title.title.empty() && title.qualifier.empty())
    title.qualifier = "current";
  if (!title.qualifier.empty()) {
    writer.Where(QualifierCondition(writer, title.qualifier, "post", "qualifier"));
    saying += ", " + title.qualifier;
  }
  if (frame.days) {
    // What a text does not say when it began or ended may hold.
    if (!frame.days->until.empty())
      writer.Where("coalesce(post.from_from, '') <= " +
                   writer.Param("until", Value::String(frame.days->until)));
    if (!frame.days->since.empty())
      writer.Where("coalesce(post.to_to, '9999') >= " +
                   writer.Param("since", Value::String(frame.days->since)));
  }
  for (size_t i = 0; i < bodies.size() && i < 2; ++i) {
    std::string var = Ordinal(i);
    writer.Match("(body)-[:BELONGS_TO*0..2]->(" + var + LabelOf(bodies[i]) + ")",
                 {var + ".key IN " + writer.Keys(var, bodies[i])});
    saying += (i == 0 ? " at " : " and ") + bodies[i].text;
  }
  writer.Fact("post");
  writer.Say(saying);
  if (frame.days) writer.Say(frame.days->text);
  if (frame.ask == Ask::kYesNo) {
    writer.Line("WITH collect(DISTINCT post) AS facts");
    writer.Line(
        "RETURN size(facts) > 0 AS answer, [p IN facts | coalesce(p.qualifier + ' ', '') + "
        "p.title] AS posts, facts");
    return writer.Finish("does-hold-post", true);
  }
  if (frame.ask == Ask::kCount) {
    bool posts = frame.focus == Focus::kPost;
    writer.Line(posts ? "RETURN count(DISTINCT post.title + body.name) AS posts"
                      : "RETURN count(DISTINCT person) AS people");
    return writer.Finish("count-posts");
  }
  writer.Line("WITH person, post, body");
  writer.Line(
      "RETURN person.name AS person, coalesce(post.qualifier + ' ', '') + post.title AS post, "
      "body.name AS body, post.from AS since, post.to AS until, collect(post) AS facts");
  writer.Line("ORDER BY since, person, post, body");
  if (frame.ask == Ask::kWhen) return writer.Finish("when-in-post");
  return writer.Finish(named.people.empty() ? "who-holds-post" : "posts-held");
}

graph::Result<Question> BuildDescription(QuestionFrame& frame) {
  QueryWriter writer;
  NamedGroup group;
  if (!frame.agreements.empty()) group = frame.agreements.front();
  if (!frame.events.empty()) group = frame.events.front();
  if (!frame.places.empty()) group = frame.places.front();
  if (!frame.participants.empty() && frame.participants.front().group)
    group = *frame.participants.front().group;
  // "What is the CPTPP?": what is called so may be a body and an agreement.
  if (!group.every.empty() && !group.Has("Country") && !group.Has("Person")) {
    group.nodes = group.every;
    group.NameNodes();
  }
  if (group.nodes.empty())
    return graph::MakeError(ErrorCode::kSyntax,
                            "the question does not say who or what it is about");
  if (AllPersons(group)) {
    frame.focus = Focus::kPost;
    frame.ask = Ask::kList;
    frame.participants = {{group, std::nullopt, Role::kSubject}};
    return BuildPosts(frame);
  }
  writer.Match("(what" + LabelOf(group) + ")-[fact]-(other)",
               {"what.key IN " + writer.Keys("what", group), "type(fact) <> 'MENTIONED_IN'"});
  writer.Say("what the graph says of " + group.text);
  writer.Line("WITH what, type(fact) AS fact, other, collect(fact) AS facts");
  writer.Line(
      "RETURN what.name AS what, fact, other.name AS other, labels(other) AS labels, facts");
  writer.Line("ORDER BY what, fact, other");
  return writer.Finish("describe");
}

graph::Result<Question> BuildConnection(QuestionFrame& frame) {
  QueryWriter writer;
  std::vector<NamedGroup> ends;
  for (const Participant& participant : frame.participants)
    if (participant.group && !participant.group->nodes.empty()) ends.push_back(*participant.group);
  for (const auto* list : {&frame.agreements, &frame.events, &frame.places})
    for (const NamedGroup& group : *list) ends.push_back(group);
  if (ends.size() != 2)
    return graph::MakeError(ErrorCode::kSyntax,
                            "a connection needs two names: between whom and whom?");
  writer.Match("(first" + LabelOf(ends[0]) + "), (second" + LabelOf(ends[1]) + ")",
               {"first.key IN " + writer.Keys("first", ends[0]),
                "second.key IN " + writer.Keys("second", ends[1])});
  writer.Match(
      "path = shortestPath((first)-[:SIGNED|DUE_TO_SIGN|INITIALLED|WITNESSED|PARTY_TO|"
      "REPRESENTS|HOLDS_POST|BELONGS_TO|PARTICIPATED_IN|MET*..8]-(second))");
  writer.Say("the shortest chain of facts between " + ends[0].text + " and " + ends[1].text);
  if (frame.ask == Ask::kYesNo) {
    writer.Line("RETURN count(path) > 0 AS answer, min(length(path)) AS steps");
    return writer.Finish("connected", true);
  }
  writer.Line("RETURN length(path) AS steps, [node IN nodes(path) | node.name] AS chain,");
  writer.Line(
      "       [step IN relationships(path) | type(step)] AS how, relationships(path) AS facts");
  writer.Line("ORDER BY steps, chain");
  return writer.Finish("connection");
}

graph::Result<Question> BuildBelonging(QuestionFrame& frame) {
  QueryWriter writer;
  Split named = SplitNamed(frame);
  ActorClass actor = frame.actor;
  std::vector<NamedGroup> owners = actor.of;
  owners.insert(owners.end(), named.bodies.begin(), named.bodies.end());
  for (const NamedGroup& place : frame.places)
    if (place.Has("Country")) owners.push_back(place.Only("Country"));
  bool listed = actor.kind != NounKind::kSignatory;
  // "Does A belong to B?": the first named is the member.
  std::optional<NamedGroup> member;
  if (frame.ask == Ask::kYesNo && frame.participants.size() >= 2 &&
      frame.participants.front().group && !owners.empty()) {
    member = *frame.participants.front().group;
    if (!AllPersons(*member)) owners.erase(owners.begin());
    if (AllPersons(*member)) actor.kind = NounKind::kPerson;
  }
  if (owners.empty() && !listed)
    return graph::MakeError(ErrorCode::kSyntax, "the question does not say what belongs to whom");
  actor.of.clear();
  if (actor.kind == NounKind::kPerson) {
    writer.Match("(who:Person)-[fact:REPRESENTS|HOLDS_POST]->(body)");
    DescribeActor(writer, actor, "who");
    if (!owners.empty())
      writer.Match("(body)-[:BELONGS_TO*0..2]->(first" + LabelOf(owners.front()) + ")",
                   {"first.key IN " + writer.Keys("first", owners.front())});
  } else {
    std::string label = listed ? ActorLabel(actor) : "";
    if (owners.empty()) {
      writer.Match("(who" + label + ")");
      DescribeActor(writer, actor, "who");
      writer.Say(ActorText(actor));
      if (frame.ask == Ask::kCount) {
        writer.Line("RETURN count(DISTINCT who) AS number");
        return writer.Finish("count-actors-all");
      }
      writer.Line("RETURN who.name AS who, [] AS facts");
      writer.Line("ORDER BY who");
      return writer.Finish("actors-all");
    }
    writer.Match("(who" + label + ")-[fact:BELONGS_TO]->(body)");
    DescribeActor(writer, actor, "who");
    writer.Match("(body)-[:BELONGS_TO*0..1]->(first" + LabelOf(owners.front()) + ")",
                 {"first.key IN " + writer.Keys("first", owners.front())});
  }
  if (member) writer.Where("who.key IN " + writer.Keys("member", *member));
  writer.Say((member ? "whether " + member->text + " is" : ActorText(actor)) +
             (owners.empty() ? "" : " of " + owners.front().text));
  if (frame.ask == Ask::kCount) {
    writer.Line("RETURN count(DISTINCT who) AS number");
    return writer.Finish("count-members");
  }
  if (frame.ask == Ask::kYesNo) {
    writer.Line("RETURN count(DISTINCT who) > 0 AS answer, collect(DISTINCT who.name) AS which");
    return writer.Finish("is-member", true);
  }
  writer.Line("WITH who, body, collect(DISTINCT fact) AS facts");
  writer.Line("RETURN who.name AS who, body.name AS of_whom, facts");
  writer.Line("ORDER BY who, of_whom");
  return writer.Finish("members");
}

graph::Result<Question> BuildChanges(QuestionFrame& frame) {
  QueryWriter writer;
  struct Change {
    Deed deed;
    const char* type;
    const char* said;
  };
  static constexpr Change kChanges[] = {{Deed::kRenew, "RENEWS", "renew"},
                                        {Deed::kAmend, "AMENDS", "amend"},
                                        {Deed::kReplace, "REPLACES", "replace"},
                                        {Deed::kImplement, "IMPLEMENTS", "carry out"}};
  const Change* change = std::find_if(std::begin(kChanges), std::end(kChanges),
                                      [&](const Change& c) { return frame.Has(c.deed); });
  writer.Match("(later:Agreement)-[change:" + std::string(change->type) + "]->(earlier:Agreement)");
  std::string saying = std::string("agreements that ") + change->said + " an earlier one";
  for (const NamedGroup& group : frame.agreements) {
    std::string keys = writer.Keys("agreement", group);
    writer.Where("(later.key IN " + keys + " OR earlier.key IN " + keys + ")");
    saying += ", " + group.text;
  }
  if (!frame.agreement_kinds.empty()) {
    writer.Where("(" + KindCondition(writer, frame.agreement_kinds, "later") + " OR " +
                 KindCondition(writer, frame.agreement_kinds, "earlier") + ")");
    saying += ", " + KindsText(frame.agreement_kinds);
  }
  for (const std::string& topic : frame.topics) {
    writer.Where(
        "any(words IN " + writer.Words("topic", TopicForms(topic)) +
        " WHERE toLower(later.name) CONTAINS words OR toLower(earlier.name) CONTAINS words)");
    saying += ", on " + topic;
  }
  if (frame.days) {
    WhereDays(writer, *frame.days, "later.date_from", "later.date_to", "later");
    saying += ", " + frame.days->text;
  }
  writer.Fact("change");
  size_t n = 0;
  for (const Participant& participant : frame.participants) {
    if (!participant.group || participant.group->nodes.empty()) continue;
    std::string var = Ordinal(n++);
    writer.Match(
        "(" + var + LabelOf(*participant.group) + ")-[" + var + "_made:SIGNED|PARTY_TO]->(later)",
        {var + ".key IN " + writer.Keys(var, *participant.group)});
    writer.Fact(var + "_made");
    saying += (n == 1 ? ", by " : " and ") + participant.group->text;
  }
  writer.Say(saying);
  if (frame.ask == Ask::kYesNo) {
    writer.Line("WITH collect(DISTINCT change) AS facts, collect(DISTINCT later.name) AS which");
    writer.Line("RETURN size(facts) > 0 AS answer, which, facts");
    return writer.Finish("was-renewed", true);
  }
  if (frame.ask == Ask::kCount) {
    writer.Line("RETURN count(DISTINCT later) AS agreements");
    return writer.Finish("count-renewed");
  }
  writer.Line("WITH later, earlier, " + writer.Facts() + " AS facts");
  writer.Line(
      "RETURN later.name AS agreement, later.date AS date, earlier.name AS earlier, "
      "earlier.date AS earlier_date, facts");
  writer.Line("ORDER BY date, agreement, earlier");
  static constexpr const char* kForms[] = {"renewed", "amended", "replaced", "implemented"};
  return writer.Finish(kForms[change - kChanges]);
}

graph::Result<Question> BuildSources(QuestionFrame& frame) {
  QueryWriter writer;
  std::vector<NamedGroup> named;
  for (const Participant& participant : frame.participants)
    if (participant.group && !participant.group->nodes.empty()) named.push_back(*participant.group);
  bool agreement = frame.agreement_noun || frame.Has(Deed::kSign) || !frame.agreements.empty() ||
                   frame.Has(Deed::kRatify) || frame.Has(Deed::kInitial);
  bool meeting = frame.Has(Deed::kMeet);
  bool post = std::any_of(frame.participants.begin(), frame.participants.end(),
                          [](const Participant& p) { return p.actor && !p.actor->title.empty(); });
  bool evidence = frame.focus == Focus::kEvidence || frame.ask == Ask::kHow;
  std::string form = evidence ? "evidence" : "documents";
  // The facts asked about are those of the question inside: their own sentences are the answer.
  if (agreement || meeting || post || frame.Has(Deed::kRepresent) || frame.Has(Deed::kAttend) ||
      frame.Has(Deed::kHost)) {
    QuestionFrame inner = frame;
    inner.focus = Focus::kNone;
    inner.ask = Ask::kYesNo;
    std::erase_if(inner.deeds, [](Deed deed) { return deed == Deed::kMention; });
    ENTENTE_ASSIGN_OR_RETURN(Question question, BuildQuestion(std::move(inner)));
    // Everything before the last RETURN gives `facts`.
    size_t at = question.query.rfind("\nRETURN ");
    if (at != std::string::npos && question.query.find(" AS facts", 0) < at) {
      question.query.resize(at);
      question.query += "\nUNWIND facts AS fact\nUNWIND evidence(fact) AS proof\n";
      question.query +=
          evidence
              ? "RETURN DISTINCT proof.document AS document, proof.start AS start, proof.end AS "
                "end, proof.quote AS quote\nORDER BY document, start"
              : "MATCH (document:Document {id: proof.document})\nRETURN document.id AS document, "
                "document.title AS title, document.published AS published, count(DISTINCT "
                "proof.quote) AS sentences\nORDER BY published, document";
      if (frame.ask == Ask::kCount) {
        question.query.resize(question.query.find("\nUNWIND evidence"));
        question.query +=
            "\nUNWIND evidence(fact) AS proof\nRETURN count(DISTINCT proof.document) AS documents";
      }
      question.form = form;
      question.yes_no = false;
      std::string_view said = question.understood;
      if (said.starts_with("whether ")) said.remove_prefix(8);
      question.understood =
          std::string(evidence ? "the sentences that say" : "the documents that say") + ": " +
          std::string(said);
      return question;
    }
  }
  if (!frame.documents.empty() && named.empty() && frame.agreements.empty()) {
    writer.Match("(what)-[:MENTIONED_IN]->(document:Document)",
                 {"document.id IN " + writer.Keys("document", frame.documents.front()),
                  "NOT what:Document"});
    writer.Say("what " + frame.documents.front().text + " mentions");
    writer.Line("RETURN what.name AS what, labels(what) AS labels, count(*) AS mentions");
    writer.Line("ORDER BY mentions DESC, what");
    return writer.Finish("document-mentions");
  }
  for (const auto* list : {&frame.events, &frame.places})
    for (const NamedGroup& group : *list) named.push_back(group);
  if (named.empty() && frame.topics.empty() && !frame.days && frame.ask != Ask::kCount &&
      !frame.latest)
    return graph::MakeError(ErrorCode::kSyntax,
                            "the question does not say what the documents are to report");
  writer.Match("(document:Document)");
  if (frame.days) {
    WhereDays(writer, *frame.days, "left(document.published, 10)", "left(document.published, 10)",
              "document");
  }
  std::string saying;
  for (size_t i = 0; i < named.size(); ++i) {
    std::string var = Ordinal(i);
    writer.Match("(" + var + LabelOf(named[i]) + ")-[" + var + "_mention:MENTIONED_IN]->(document)",
                 {var + ".key IN " + writer.Keys(var, named[i])});
    saying += (i == 0 ? " that mention " : " and ") + named[i].text;
  }
  for (const std::string& topic : frame.topics) {
    writer.Where("any(words IN " + writer.Words("topic", TopicForms(topic)) +
                 " WHERE toLower(document.text) CONTAINS words)");
    saying += " about " + topic;
  }
  writer.Say("documents" + saying);
  if (frame.days) writer.Say("published " + frame.days->text);
  if (frame.ask == Ask::kCount) {
    writer.Line("RETURN count(DISTINCT document) AS documents");
    return writer.Finish("count-documents");
  }
  writer.Line(
      "RETURN DISTINCT document.id AS document, document.title AS title, document.published AS "
      "published");
  if (frame.latest || frame.first) {
    writer.Line(std::string("ORDER BY published ") + (frame.latest ? "DESC" : "ASC") +
                ", document");
    writer.Line("LIMIT " + writer.Param("limit", Value::Integer(std::max(frame.limit, 1))));
  } else {
    writer.Line("ORDER BY published, document");
  }
  return writer.Finish("documents");
}

}  // namespace entente::query
