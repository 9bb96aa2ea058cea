// The agreements that a question speaks of, and what of a question its query does not look at.

#include <algorithm>
#include <functional>

#include "graph/utf8.h"
#include "query/question_query.h"
#include "query/question_reader.h"

namespace entente::query {

namespace {

using graph::Value;
using graph::ValueKind;

std::string Numbered(const char* name, size_t i) {
  return i == 0 ? name : std::string(name) + "_" + std::to_string(i + 1);
}

// A name or an alias of `variable` has what `words` stands for in it.
std::string CalledBy(const std::string& variable, const std::string& words) {
  return "any(name IN [" + variable + ".name] + coalesce(" + variable +
         ".aliases, []) WHERE toLower(name) CONTAINS " + words + ")";
}

void AddTexts(const Value& value, std::vector<std::string>& texts) {
  if (value.kind() == ValueKind::kString) texts.emplace_back(value.as_string());
  if (value.kind() == ValueKind::kList)
    for (const Value& part : value.as_list()) AddTexts(part, texts);
}

// The words of a deed that another one hides; empty for those that many others imply.
const char* SaidOf(Deed deed) {
  switch (deed) {
    case Deed::kInitial:
      return "initialled";
    case Deed::kWitness:
      return "witnessed";
    case Deed::kRatify:
      return "ratified";
    case Deed::kJoin:
      return "joined";
    case Deed::kWithdraw:
      return "left";
    case Deed::kRefuse:
      return "refused";
    case Deed::kAnnul:
      return "ended";
    case Deed::kEnterForce:
      return "entered into force";
    case Deed::kRenew:
      return "renewed";
    case Deed::kAmend:
      return "amended";
    case Deed::kReplace:
      return "replaced";
    case Deed::kImplement:
      return "implemented";
    default:
      return "";
  }
}

}  // namespace

std::vector<Description> DescribeAgreements(QueryWriter& writer, const QuestionFrame& frame,
                                            const std::string& variable) {
  std::vector<Description> out;
  if (!frame.agreement_kinds.empty())
    out.push_back(
        {KindCondition(writer, frame.agreement_kinds, variable), KindsText(frame.agreement_kinds)});
  for (size_t i = 0; i < frame.agreement_places.size(); ++i) {
    const NamedGroup& group = frame.agreement_places[i];
    const std::string place = Numbered("place", i);
    const std::string words =
        writer.Param(place + "_name", Value::String(graph::ToLower(group.typed)));
    out.push_back({"(" + CalledBy(variable, words) + "\n       OR size([(" + variable +
                       ")-[:SIGNED_IN]->(:Place)-[:LOCATED_IN*0..3]->(p) WHERE p.key IN " +
                       writer.Keys(place, group) + " | p]) > 0)",
                   "named for " + group.text + " or signed there"});
  }
  for (size_t i = 0; i < frame.agreement_bodies.size(); ++i) {
    const NamedGroup& group = frame.agreement_bodies[i];
    const std::string body = Numbered("body", i);
    const std::string words =
        writer.Param(body + "_name", Value::String(graph::ToLower(group.typed)));
    out.push_back({"(" + CalledBy(variable, words) + "\n       OR size([(p)-[:PARTY_TO]->(" +
                       variable + ") WHERE p.key IN " + writer.Keys(body, group) + " | p]) > 0)",
                   "named for " + group.text + " or made by it"});
  }
  for (const std::string& topic : frame.topics)
    out.push_back({TopicCondition(writer, topic, variable), "on " + topic});
  return out;
}

std::optional<QuestionSubject> SubjectOf(const QuestionFrame& frame) {
  QueryWriter writer;
  QuestionSubject subject;
  std::vector<std::string> conditions, near, names;
  auto add = [&](std::string condition, const std::string& said) {
    conditions.push_back(std::move(condition));
    subject.text += (subject.text.empty() ? "" : ", ") + said;
  };
  const std::string found = "(agreement.key IN ";
  for (size_t i = 0; i < frame.agreements.size(); ++i)
    add(found + writer.Keys(Numbered("agreement", i), frame.agreements[i]) + ")",
        "called " + frame.agreements[i].text);
  for (Description& part : DescribeAgreements(writer, frame, "agreement"))
    add(std::move(part.condition), part.said);
  subject.one = frame.one_agreement && frame.agreements.empty();
  // "the Chile treaty": what it is called by, and no one who acts.
  size_t n = 0;
  for (const Participant& participant : frame.participants) {
    if (!participant.group || participant.role != Role::kBetween || !subject.one) continue;
    add("size([(p)-[:PARTY_TO|SIGNED|DUE_TO_SIGN|INITIALLED]->(agreement) WHERE p.key IN " +
            writer.Keys(Numbered("party", n++), *participant.group) + " | p]) > 0",
        "of " + participant.group->text);
    names.push_back(graph::ToLower(participant.group->typed));
  }
  const bool described = !frame.topics.empty() || !frame.agreement_places.empty() ||
                         !frame.agreement_bodies.empty() || n > 0;
  if (frame.agreements.empty() && !described) return std::nullopt;
  subject.one = subject.one && described;

  static const std::string kColumns =
      "RETURN agreement.name AS agreement, agreement.kind AS kind, agreement.date AS date, "
      "agreement.status AS status";
  std::string where;
  for (const std::string& condition : conditions)
    where += (where.empty() ? "\nWHERE " : "\n  AND ") + condition;
  subject.query = "MATCH (agreement:Agreement)" + where + "\n" + kColumns +
                  "\nORDER BY agreement, date, status LIMIT 6";

  std::vector<NamedNode> nodes;
  for (const auto* groups : {&frame.agreement_places, &frame.agreement_bodies})
    for (const NamedGroup& group : *groups) {
      nodes.insert(nodes.end(), group.nodes.begin(), group.nodes.end());
      names.push_back(graph::ToLower(group.typed));
    }
  subject.words = frame.topics;
  for (const std::string& topic : frame.topics)
    for (std::string& form : TopicForms(topic)) names.push_back(std::move(form));
  if (!names.empty()) {
    NamedGroup spoken;
    spoken.nodes = std::move(nodes);
    const std::string words = writer.Words("words", names);
    // Of one text: what is named there, or what its title says.
    subject.near_query =
        "MATCH (agreement:Agreement)-[:MENTIONED_IN]->(text:Document)\nWHERE any(word IN " + words +
        " WHERE toLower(text.title) CONTAINS word OR " + CalledBy("agreement", "word") +
        ")\n   OR size([(n)-[:MENTIONED_IN]->(text) WHERE n.key IN " + writer.Keys("near", spoken) +
        " | n]) > 0\nWITH agreement, count(*) AS times\n" + kColumns +
        ", times\nORDER BY times DESC, agreement, date LIMIT 4";
  }
  subject.parameters = writer.Finish("").parameters;
  return subject;
}

std::vector<std::string> LeftAside(const QuestionFrame& frame, const Question& question) {
  std::vector<std::string> out = frame.left_aside, used;
  for (const auto& [name, value] : question.parameters) AddTexts(value, used);
  auto is_used = [&](const std::string& text) {
    return std::find(used.begin(), used.end(), text) != used.end();
  };
  auto look = [&](const NamedGroup& group) {
    const bool any =
        std::any_of(group.every.begin(), group.every.end(),
                    [&](const NamedNode& node) { return is_used(node.key) || is_used(node.name); });
    if (!any && !group.every.empty() && !is_used(graph::ToLower(group.typed)))
      out.push_back(group.typed);
  };
  for (const Participant& participant : frame.participants)
    if (participant.group) look(*participant.group);
  for (const auto* groups : {&frame.agreements, &frame.events, &frame.documents, &frame.places,
                             &frame.agreement_places, &frame.agreement_bodies})
    for (const NamedGroup& group : *groups) look(group);
  for (const auto* words : {&frame.topics, &frame.event_words})
    for (const std::string& topic : *words) {
      const std::vector<std::string> forms = TopicForms(topic);
      if (!is_used(topic) && std::none_of(forms.begin(), forms.end(), is_used))
        out.push_back(topic);
    }
  if (frame.days && !is_used(frame.days->since) && !is_used(frame.days->until) &&
      !is_used(frame.days->month) && !is_used(frame.year_in_name))
    out.push_back(frame.days->text);
  // "Which summits are planned?": of events no status is kept.
  if (!frame.status.empty() && !frame.upcoming && !frame.agreement_noun &&
      frame.agreements.empty() && question.understood.find("status") == std::string::npos)
    out.push_back(frame.status);
  // Of several deeds the query follows the first.
  bool first = true;
  for (const Deed deed : frame.deeds) {
    const std::string said = SaidOf(deed);
    if (!said.empty() && !first && deed != frame.deed() &&
        question.understood.find(said) == std::string::npos)
      out.push_back(said);
    if (!said.empty() || deed == Deed::kSign) first = false;
  }
  return out;
}

}  // namespace entente::query
