// Where a place lies.

#include "query/question_query.h"

namespace entente::query {

std::optional<graph::Result<Question>> BuildLocation(const QuestionFrame& frame) {
  const bool yes_no = frame.ask == Ask::kYesNo;
  const bool in_which = frame.ask == Ask::kList && frame.focus == Focus::kActor &&
                        frame.actor.kind == NounKind::kCountry && frame.in_which;
  if ((frame.ask != Ask::kWhere && !yes_no && !in_which) || (!frame.deeds.empty() && !frame.lies) ||
      frame.agreement_noun || frame.event_noun || !frame.agreements.empty() ||
      !frame.events.empty() || !frame.documents.empty() || !frame.topics.empty() || frame.most ||
      frame.fewest || !frame.status.empty() || frame.cancelled)
    return std::nullopt;
  std::vector<NamedGroup> places = frame.places;
  // "Is Tallinn in Estonia?": a country or a capital may be read as who acts.
  std::vector<NamedGroup> named;
  for (const Participant& participant : frame.participants) {
    if (!participant.group) return std::nullopt;
    NamedGroup group = *participant.group;
    group.nodes = group.every;
    if (!group.Has("Place")) return std::nullopt;
    named.push_back(group.Only("Place"));
  }
  places.insert(places.begin(), named.begin(), named.end());
  if (places.empty() || places.size() > 2 || (places.size() == 2) != yes_no) {
    if (!yes_no || places.size() != 1 || !frame.participants.empty()) return std::nullopt;
    graph::Error error = graph::MakeError(
        graph::ErrorCode::kUnsupported, "what kind of place " + places[0].text + " is is not known",
        places[0].span);
    error.suggestion = "such as: Where is " + places[0].text + "?";
    return graph::Result<Question>(std::move(error));
  }
  const NamedGroup& place = places.front();
  if (!place.Has("Place")) return std::nullopt;
  QueryWriter writer;
  writer.Match("(place:Place)", {"place.key IN " + writer.Keys("place", place.Only("Place"))});
  if (yes_no) {
    writer.Match("path = (place)-[:LOCATED_IN*1..4]->(region" + LabelOf(places[1]) + ")",
                 {"region.key IN " + writer.Keys("region", places[1])});
    writer.Say("whether " + place.text + " lies in " + places[1].text);
    writer.Line("WITH collect(DISTINCT path) AS paths");
    writer.Line("RETURN size(paths) > 0 AS answer");
    return writer.Finish("is-located", true);
  }
  writer.Match("(place)-[lies:LOCATED_IN]->(region)");
  writer.Say("what " + place.text + " lies in");
  writer.Line("WITH place, region, collect(DISTINCT lies) AS facts");
  writer.Line(
      "RETURN place.name AS place, region.name AS lies_in, "
      "[(region)-[:LOCATED_IN*1..3]->(more) | more.name] AS which_is_in, facts");
  writer.Line("ORDER BY place, lies_in");
  return writer.Finish("where-located");
}

}  // namespace entente::query
