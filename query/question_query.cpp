#include "query/question_query.h"

#include <algorithm>

#include "graph/utf8.h"

namespace entente::query {

namespace {

using graph::Value;

Value ListOf(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) values.push_back(Value::String(text));
  return Value::List(std::move(values));
}

}  // namespace

std::string QueryWriter::Param(std::string_view name, Value value) {
  std::string chosen(name);
  for (int n = 2;; ++n) {
    auto same = std::find_if(parameters_.begin(), parameters_.end(),
                             [&](const auto& parameter) { return parameter.first == chosen; });
    if (same == parameters_.end()) break;
    if (graph::Equivalent(same->second, value)) return "$" + chosen;
    chosen = std::string(name) + "_" + std::to_string(n);
  }
  parameters_.emplace_back(chosen, std::move(value));
  return "$" + chosen;
}

std::string QueryWriter::Keys(std::string_view name, const NamedGroup& group) {
  std::vector<std::string> keys;
  for (const NamedNode& node : group.nodes)
    if (std::find(keys.begin(), keys.end(), node.key) == keys.end()) keys.push_back(node.key);
  return Param(name, ListOf(keys));
}

std::string QueryWriter::Words(std::string_view name, const std::vector<std::string>& words) {
  return Param(name, ListOf(words));
}

void QueryWriter::Match(std::string pattern, std::vector<std::string> conditions) {
  Clause clause{"MATCH " + std::move(pattern), {}};
  for (std::string& condition : conditions)
    clause.conditions.push_back({std::move(condition), false});
  clauses_.push_back(std::move(clause));
}

void QueryWriter::OptionalMatch(std::string pattern) {
  clauses_.push_back({"OPTIONAL MATCH " + std::move(pattern), {}});
}

void QueryWriter::Where(std::string condition) {
  clauses_.back().conditions.push_back({std::move(condition), false});
}

void QueryWriter::WhereDated(std::string condition, const std::string& variable,
                             const std::string& date) {
  clauses_.back().conditions.push_back({std::move(condition), true});
  dated_variable_ = variable;
  date_ = date;
}

void QueryWriter::Line(std::string line) { clauses_.push_back({std::move(line), {}}); }

std::string QueryWriter::Facts() const {
  std::string out;
  for (const std::string& fact : facts_)
    out += (out.empty() ? "" : " + ") + ("collect(DISTINCT " + fact + ")");
  return out.empty() ? "[]" : out;
}

void QueryWriter::Say(const std::string& part) {
  if (part.empty()) return;
  understood_ += (understood_.empty() ? "" : ", ") + part;
}

std::string QueryWriter::Text(const std::vector<Clause>& clauses) const {
  std::string out;
  for (const Clause& clause : clauses) {
    out += clause.head + "\n";
    for (size_t i = 0; i < clause.conditions.size(); ++i)
      out += (i == 0 ? "WHERE " : "  AND ") + clause.conditions[i].text + "\n";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

// The patterns, with the date unknown in place of what is said of it.
std::string QueryWriter::UndatedQuery() const {
  if (dated_variable_.empty()) return {};
  std::vector<Clause> clauses;
  bool any = false;
  for (const Clause& clause : clauses_) {
    if (!clause.head.starts_with("MATCH ") && !clause.head.starts_with("OPTIONAL MATCH ")) break;
    clauses.push_back({clause.head, {}});
    bool told = false;
    for (const Condition& condition : clause.conditions) {
      if (!condition.dated) {
        clauses.back().conditions.push_back(condition);
      } else if (!told) {
        clauses.back().conditions.push_back({date_ + " IS NULL", false});
        told = any = true;
      }
    }
  }
  // A date of a later part of a UNION.
  if (!any) return {};
  const std::string noun = dated_variable_ == "event" || dated_variable_ == "document"
                               ? dated_variable_ + "s"
                               : "agreements";
  clauses.push_back({"RETURN count(DISTINCT " + dated_variable_ + ") AS " + noun, {}});
  return Text(clauses);
}

Question QueryWriter::Finish(std::string form, bool yes_no) {
  Question question;
  question.form = std::move(form);
  question.understood = std::move(understood_);
  question.yes_no = yes_no;
  question.query = Text(clauses_);
  question.undated_query = UndatedQuery();
  question.parameters = std::move(parameters_);
  return question;
}

std::string LabelOf(const NamedGroup& group) {
  if (group.nodes.empty()) return "";
  const std::string& label = group.nodes.front().label;
  bool same = std::all_of(group.nodes.begin(), group.nodes.end(),
                          [&](const NamedNode& node) { return node.label == label; });
  bool bodies = std::all_of(group.nodes.begin(), group.nodes.end(), [](const NamedNode& node) {
    return node.label == "Ministry" || node.label == "Organization";
  });
  return same ? ":" + label : bodies ? ":Organization" : "";
}

bool AllPersons(const NamedGroup& group) {
  return std::all_of(group.nodes.begin(), group.nodes.end(),
                     [](const NamedNode& node) { return node.label == "Person"; });
}

std::string ActorLabel(const ActorClass& actor) {
  switch (actor.kind) {
    case NounKind::kPerson:
      return ":Person";
    case NounKind::kCountry:
      return ":Country";
    case NounKind::kMinistry:
      return ":Ministry";
    case NounKind::kOrganization:
      return ":Organization";
    default:
      return "";
  }
}

std::string ContainsAll(const std::string& words, const std::string& text_expression) {
  return "all(word IN " + words + " WHERE toLower(" + text_expression + ") CONTAINS word)";
}

std::vector<std::string> TitleWords(const ActorClass& actor) {
  std::vector<std::string> out = actor.words;
  out.push_back(actor.title);
  std::vector<std::string> words;
  for (const std::string& phrase : out) {
    size_t begin = 0;
    while (begin < phrase.size()) {
      size_t end = std::min(phrase.find(' ', begin), phrase.size());
      std::string word = phrase.substr(begin, end - begin);
      // One spelling in common: defen(ce|se), labo(u)r.
      if (word == "defence" || word == "defense") word = "defen";
      if (word == "labour" || word == "labor") word = "labo";
      if (word == "chairwoman" || word == "chairperson") word = "chair";
      if (word != "of" && word != "the") words.push_back(word);
      begin = end + 1;
    }
  }
  return words;
}

std::string QualifierCondition(QueryWriter& writer, const std::string& qualifier,
                               const std::string& post, const std::string& name) {
  if (qualifier == "current")
    return "coalesce(" + post + ".qualifier, '') <> 'former' AND " + post + ".to IS NULL";
  return post + ".qualifier = " + writer.Param(name, Value::String(qualifier));
}

namespace {

// Titles with the words asked for. A deputy does not hold the office; asked for, deputies are
// found.
std::string WholeOffice(QueryWriter& writer, const std::string& name,
                        const std::vector<std::string>& words, const std::string& text_expression) {
  static constexpr std::string_view kStandIns[] = {"deputy", "vice", "assistant", "undersecretary",
                                                   "under-secretary"};
  std::string condition = ContainsAll(writer.Words(name, words), text_expression);
  std::string pattern;
  for (std::string_view stand_in : kStandIns) {
    if (std::find(words.begin(), words.end(), stand_in) != words.end()) return condition;
    pattern += (pattern.empty() ? "" : "|") + std::string(stand_in);
  }
  return condition + "\n  AND NOT toLower(" + text_expression + ") =~ '(.* )?(" + pattern +
         ")([ -].*)?'";
}

}  // namespace

// What heads of state, and of government, are called.
static constexpr std::string_view kHeadsOfState[] = {"president",
                                                     "state president",
                                                     "federal president",
                                                     "executive president",
                                                     "king",
                                                     "queen",
                                                     "monarch",
                                                     "emperor",
                                                     "emir",
                                                     "amir",
                                                     "sultan",
                                                     "grand duke",
                                                     "sovereign prince",
                                                     "supreme leader",
                                                     "head of state"};
static constexpr std::string_view kHeadsOfGovernment[] = {
    "prime minister",        "premier",   "chancellor",
    "federal chancellor",    "taoiseach", "head of government",
    "head of the government"};

std::string TitleCondition(QueryWriter& writer, const ActorClass& actor, const std::string& name,
                           const std::string& text_expression) {
  // "the leaders of Chile and Peru": whoever is at the head, whatever it is called there.
  const bool leader = actor.title == "leader";
  const bool of_state = leader || actor.title == "head of state";
  const bool of_government = leader || actor.title == "head of government";
  if (!actor.words.empty() || !(of_state || of_government))
    return WholeOffice(writer, name, TitleWords(actor), text_expression);
  std::vector<std::string> words;
  if (leader) words = {"leader", "paramount leader"};
  if (of_state) words.insert(words.end(), std::begin(kHeadsOfState), std::end(kHeadsOfState));
  if (of_government)
    words.insert(words.end(), std::begin(kHeadsOfGovernment), std::end(kHeadsOfGovernment));
  if (of_government && !leader) words.emplace_back("chief minister");
  // The whole title: neither a deputy nor the head of an office.
  const std::string title = "toLower(" + text_expression + ")";
  return "any(word IN " + writer.Words(name, words) + " WHERE " + title + " = word OR " + title +
         " STARTS WITH word + ' and ' OR " + title + " STARTS WITH word + ' of the republic')";
}

NamedGroup AnyOf(const std::vector<NamedGroup>& groups) {
  if (groups.size() == 1) return groups.front();
  NamedGroup any;
  for (const NamedGroup& group : groups) {
    any.nodes.insert(any.nodes.end(), group.nodes.begin(), group.nodes.end());
    any.text += (any.text.empty() ? "" : " or ") + group.text;
    any.typed += (any.typed.empty() ? "" : " or ") + group.typed;
  }
  any.every = any.nodes;
  any.joined = true;
  return any;
}

std::vector<std::string> TopicForms(const std::string& said) {
  const std::string topic = graph::ToLower(said);  // the texts that they are looked for in are too
  std::vector<std::string> forms{topic};
  auto add = [&](const std::string& form) {
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(form);
  };
  auto replaced = [](std::string text, std::string_view from, std::string_view to) {
    if (size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
    return text;
  };
  add(replaced(topic, "defence", "defense"));
  add(replaced(topic, "defense", "defence"));
  add(replaced(topic, "co operation", "cooperation"));
  add(replaced(topic, "cooperation", "co-operation"));
  add(replaced(topic, "cybersecurity", "cyber security"));
  if (std::count(topic.begin(), topic.end(), ' ') == 1) {
    add(replaced(topic, " ", ""));
    add(replaced(topic, " ", "-"));
  }
  return forms;
}

void DescribeActor(QueryWriter& writer, const ActorClass& actor, const std::string& variable) {
  if (actor.kind == NounKind::kOrganization) {
    writer.Where("NOT " + variable + ":Ministry");
    if (!actor.detail.empty())
      writer.Where(variable +
                   ".kind = " + writer.Param(variable + "_kind", Value::String(actor.detail)));
  }
  if (actor.title.empty() && !actor.words.empty())
    writer.Where(ContainsAll(writer.Words(variable + "_words", actor.words), variable + ".name"));
  if (!actor.title.empty()) {
    writer.Match("(" + variable + ")-[" + variable + "_post:HOLDS_POST]->(" + variable + "_body)",
                 {TitleCondition(writer, actor, variable + "_title", variable + "_post.title")});
    if (!actor.qualifier.empty())
      writer.Where(
          QualifierCondition(writer, actor.qualifier, variable + "_post", variable + "_qualifier"));
  }
  if (!actor.of.empty()) {
    const NamedGroup of = AnyOf(actor.of);
    std::string owner = variable + "_of";
    std::string way = !actor.title.empty() ? "(" + variable + "_body)-[:BELONGS_TO*0..2]->("
                      : actor.kind == NounKind::kPerson
                          ? "(" + variable + ")-[:REPRESENTS|HOLDS_POST|BELONGS_TO*1..3]->("
                          : "(" + variable + ")-[:BELONGS_TO*1..2]->(";
    writer.Match(way + owner + LabelOf(of) + ")", {owner + ".key IN " + writer.Keys(owner, of)});
  }
  if (actor.of_which_country) {
    const std::string way = !actor.title.empty() ? "_body)-[:BELONGS_TO*0..2]->("
                            : actor.kind == NounKind::kPerson
                                ? ")-[:REPRESENTS|HOLDS_POST|BELONGS_TO*1..3]->("
                                : ")-[:BELONGS_TO*1..2]->(";
    writer.Match("(" + variable + way + variable + "_country:Country)");
  }
}

std::string ActorText(const ActorClass& actor) {
  std::string text;
  if (!actor.qualifier.empty()) text += actor.qualifier + " ";
  for (const std::string& word : actor.words) text += word + " ";
  if (!actor.title.empty()) {
    text += actor.title;
  } else if (actor.kind == NounKind::kPerson) {
    text += "people";
  } else if (actor.kind == NounKind::kCountry) {
    text += "countries";
  } else if (actor.kind == NounKind::kMinistry) {
    text += "ministries";
  } else if (actor.kind == NounKind::kOrganization) {
    text += actor.detail.empty() ? "organisations" : "organisations of the kind " + actor.detail;
  } else {
    text += "whoever";
  }
  if (!actor.of.empty()) text += " of " + TextOf(actor.of);
  return text;
}

void WhereDays(QueryWriter& writer, const DaySpan& days, const std::string& from,
               const std::string& to, const std::string& variable) {
  if (!days.month.empty()) {
    const std::string month = writer.Param("month", Value::String(days.month));
    writer.WhereDated("substring(" + from + ", 5, 2) = " + month, variable, from);
    writer.WhereDated("substring(" + to + ", 5, 2) = " + month, variable, from);
  }
  if (!days.until.empty())
    writer.WhereDated(from + " <= " + writer.Param("until", Value::String(days.until)), variable,
                      from);
  if (!days.since.empty())
    writer.WhereDated(to + " >= " + writer.Param("since", Value::String(days.since)), variable,
                      from);
}

std::string TopicCondition(QueryWriter& writer, const std::string& topic,
                           const std::string& variable) {
  return "any(words IN " + writer.Words("topic", TopicForms(topic)) + " WHERE toLower(" + variable +
         ".name) CONTAINS words OR size([(" + variable +
         ")-[:ABOUT]->(t:Topic) WHERE toLower(t.name) CONTAINS words | t]) > 0)";
}

std::string KindCondition(QueryWriter& writer, const std::vector<std::string>& kinds,
                          const std::string& variable) {
  if (kinds.size() == 1)
    return "toLower(" + variable + ".kind) CONTAINS " +
           writer.Param("kind", Value::String(kinds.front()));
  return "any(kind IN " + writer.Words("kinds", kinds) + " WHERE toLower(" + variable +
         ".kind) CONTAINS kind)";
}

std::string KindsText(const std::vector<std::string>& kinds) {
  std::string out;
  for (size_t i = 0; i < kinds.size(); ++i)
    out += (i == 0 ? "kind " : i + 1 == kinds.size() ? " or " : ", ") + kinds[i];
  return out;
}

std::string TextOf(const std::vector<NamedGroup>& groups) {
  std::string out;
  for (size_t i = 0; i < groups.size(); ++i)
    out += (i == 0 ? "" : i + 1 == groups.size() ? " and " : ", ") + groups[i].text;
  return out;
}

std::string EventText(const QuestionFrame& frame) {
  if (!frame.events.empty()) return frame.events.front().text;
  std::string text;
  for (const std::string& words : frame.event_words) text += words + " ";
  return text + (frame.event_kind.empty() ? std::string("an event") : frame.event_kind);
}

std::string SignText(std::string_view sign) {
  return sign == ">"    ? "more than "
         : sign == ">=" ? "at least "
         : sign == "<"  ? "fewer than "
         : sign == "<=" ? "at most "
                        : "";
}

std::string Ordinal(size_t i) {
  static constexpr const char* kNames[] = {"first", "second", "third", "fourth", "fifth"};
  return i < std::size(kNames) ? kNames[i] : "party_" + std::to_string(i + 1);
}

// The question with what is shown where it has no answer.
static graph::Result<Question> With(std::optional<QuestionSubject> subject,
                                    graph::Result<Question> question) {
  if (question) question->subject = std::move(subject);
  return question;
}

// "Is AUKUS in force?": a body is not in force, but what is called so or was made by it is.
static void FindAgreementsOfBodies(QuestionFrame& frame) {
  const bool of_agreements = frame.deed() == Deed::kEnterForce || frame.deed() == Deed::kRatify ||
                             (frame.deeds.empty() && frame.status == "in force");
  if (!of_agreements || frame.agreement_noun || !frame.agreements.empty() ||
      frame.focus == Focus::kActor || frame.focus == Focus::kWhat)
    return;
  std::erase_if(frame.participants, [&](const Participant& participant) {
    if (!participant.group || participant.role == Role::kFor) return false;
    NamedGroup group = *participant.group;
    group.nodes = group.every;
    if (group.Has("Agreement")) {
      frame.agreements.push_back(group.Only("Agreement"));
    } else if (group.Has("Organization")) {
      frame.agreement_bodies.push_back(group.Only("Organization"));
      frame.agreement_noun = frame.one_agreement = true;
    } else {
      return false;
    }
    return true;
  });
}

graph::Result<Question> BuildQuestion(QuestionFrame frame) {
  // "Since when is the treaty in force?"
  if (frame.ask == Ask::kWhen && frame.status == "in force" && frame.deeds.empty()) {
    frame.status.clear();
    frame.deeds.push_back(Deed::kEnterForce);
  }
  bool agreements = frame.agreement_noun || !frame.agreements.empty();
  // An agreement that was cancelled was ended; only events are called off.
  if (frame.cancelled && agreements && !frame.event_noun && frame.events.empty()) {
    frame.cancelled = false;
    frame.deeds.insert(frame.deeds.begin(), Deed::kAnnul);
  }
  const bool any_event = frame.event_noun || !frame.events.empty();
  // "Who presided over the ceremony?"; of an agreement it is to witness it.
  if (frame.deed() == Deed::kWitness && any_event && !agreements)
    frame.deeds.front() = Deed::kSpeak;
  // "kenya adani who cancelled"
  if (frame.cancelled && !agreements && !any_event && frame.deeds.empty() &&
      !frame.participants.empty()) {
    frame.cancelled = false;
    frame.agreement_noun = agreements = true;
    frame.deeds.push_back(Deed::kAnnul);
  }
  // "Which talks were broken off?"
  if (frame.Has(Deed::kAnnul) && any_event && !agreements && !frame.Has(Deed::kSign)) {
    if (frame.focus == Focus::kActor)
      return graph::MakeError(graph::ErrorCode::kUnsupported,
                              "the graph does not know who ended talks or called an event off");
    std::erase(frame.deeds, Deed::kAnnul);
    frame.cancelled = true;
  }
  // "Which agreements does "a.txt" report?"
  if (frame.focus == Focus::kAgreement && !frame.documents.empty() &&
      frame.deed() == Deed::kMention)
    std::erase(frame.deeds, Deed::kMention);
  if (frame.focus == Focus::kAgreement && frame.deed() == Deed::kMention &&
      frame.documents.empty() && !frame.participants.empty()) {
    std::vector<NamedGroup> named;
    for (const Participant& participant : frame.participants)
      if (participant.group) named.push_back(*participant.group);
    graph::Error error =
        graph::MakeError(graph::ErrorCode::kUnsupported,
                         "the graph does not know whom the text of an agreement mentions");
    if (!named.empty()) {
      error.span = named.front().span;
      error.suggestion =
          "it knows who made it, and which documents mention somebody: Which "
          "documents mention " +
          TextOf(named) + "?";
    }
    return error;
  }
  // "Which year saw the most agreements?"
  if (frame.deed() == Deed::kHost && agreements && !any_event &&
      (frame.focus == Focus::kYear || frame.focus == Focus::kMonth || frame.focus == Focus::kPlace))
    std::erase(frame.deeds, Deed::kHost);
  // "What happened to the contract?": how it stands.
  if (frame.focus == Focus::kWhat && frame.deed() == Deed::kTakePlace && frame.deeds.size() == 1 &&
      agreements && !any_event) {
    frame.deeds.clear();
    frame.focus = Focus::kStatus;
  }
  FindAgreementsOfBodies(frame);
  agreements = frame.agreement_noun || !frame.agreements.empty();
  // "Chile 2018": what else is told by time?
  if (frame.days && frame.participants.size() == 1 && frame.participants[0].group &&
      frame.focus == Focus::kNone && frame.ask == Ask::kList && frame.deeds.empty() &&
      !frame.event_noun && frame.places.empty() && frame.events.empty() &&
      frame.documents.empty()) {
    frame.agreement_noun = agreements = true;
    frame.focus = Focus::kAgreement;
  }
  bool events = frame.event_noun || !frame.events.empty();
  bool names_only = frame.deeds.empty() && !frame.agreement_noun && !frame.event_noun;
  if (frame.focus == Focus::kDocument || frame.focus == Focus::kEvidence ||
      (frame.deed() == Deed::kMention && (frame.ask != Ask::kYesNo || !frame.documents.empty())))
    return BuildSources(frame);
  if (frame.focus == Focus::kConnection || frame.deed() == Deed::kConnect ||
      (frame.ask == Ask::kHow && frame.participants.size() == 2))
    return BuildConnection(frame);
  if (frame.ask == Ask::kWhere && frame.deeds.empty() && !agreements && !events &&
      frame.places.empty() && frame.participants.size() == 1 && frame.participants[0].group &&
      !frame.participants[0].group->nodes.empty() && AllPersons(*frame.participants[0].group))
    return BuildWhereabouts(frame);
  if (auto place = BuildLocation(frame)) return *std::move(place);
  bool titled =
      std::any_of(frame.participants.begin(), frame.participants.end(),
                  [](const Participant& p) { return p.actor && !p.actor->title.empty(); });
  bool focus_titled = frame.focus == Focus::kActor && !frame.actor.title.empty();
  bool post_deed = frame.deeds.empty() || frame.deed() == Deed::kHold ||
                   (frame.deed() == Deed::kTakePlace && (titled || frame.focus == Focus::kPost));
  if (!agreements && !events && post_deed && !frame.most && !frame.fewest && !frame.each_other &&
      (titled || focus_titled || frame.focus == Focus::kPost || frame.deed() == Deed::kHold))
    return With(PostSubjectOf(frame), BuildPosts(frame));
  if (frame.deed() == Deed::kRepresent ||
      (frame.Has(Deed::kRepresent) && frame.focus == Focus::kActor))
    return BuildRepresentation(frame);
  const bool people_only =
      !agreements && frame.agreement_kinds.empty() &&
      std::any_of(frame.participants.begin(), frame.participants.end(),
                  [](const Participant& p) { return p.group && AllPersons(*p.group); });
  if (frame.deed() == Deed::kReplace && people_only)
    return With(PostSubjectOf(frame), BuildSuccession(frame));
  for (Deed deed : {Deed::kRenew, Deed::kAmend, Deed::kReplace, Deed::kImplement})
    if (frame.Has(deed)) return BuildChanges(frame);
  bool round =
      frame.focus == Focus::kEvent && frame.participants.size() == 2 &&
      (frame.event_kind == "meeting" || frame.event_kind == "talks") &&
      (frame.deeds.empty() || frame.deed() == Deed::kHold || frame.deed() == Deed::kTakePlace);
  if ((frame.deed() == Deed::kMeet || round) && !agreements)
    return With(MeetingSubjectOf(frame), BuildMeetings(frame));
  if (frame.deed() == Deed::kBelong && !agreements) return BuildBelonging(frame);
  bool event_deed = frame.deed() == Deed::kHost || frame.deed() == Deed::kAttend ||
                    frame.deed() == Deed::kSpeak || frame.deed() == Deed::kTakePlace;
  if (frame.focus == Focus::kEvent || (event_deed && !frame.Has(Deed::kSign)) ||
      (events && !agreements && frame.deeds.empty()))
    return With(EventSubjectOf(frame), BuildEvents(frame));
  if (names_only && frame.focus == Focus::kActor && !frame.partner && frame.topics.empty() &&
      frame.participants.empty() && frame.agreements.empty() && !frame.most &&
      (!frame.actor.of.empty() || frame.actor.kind != NounKind::kSignatory))
    return BuildBelonging(frame);
  bool subjects_only =
      std::all_of(frame.participants.begin(), frame.participants.end(), [](const Participant& p) {
        return p.group && (p.role == Role::kSubject || p.role == Role::kOf);
      });
  if (names_only && frame.focus == Focus::kActor && subjects_only && !frame.partner &&
      !frame.most && frame.participants.size() == 1 && frame.topics.empty() &&
      frame.agreements.empty() &&
      (frame.actor.kind == NounKind::kMinistry || frame.actor.kind == NounKind::kOrganization ||
       frame.actor.kind == NounKind::kPerson))
    return BuildBelonging(frame);
  size_t named = frame.participants.size() + frame.agreements.size() + frame.places.size() +
                 frame.events.size();
  if (names_only && named == 1 && !frame.partner && !frame.open_about && frame.topics.empty() &&
      frame.group_by.empty() && frame.ask == Ask::kList && frame.status.empty() &&
      (frame.focus == Focus::kNone || frame.focus == Focus::kWhat ||
       (frame.focus == Focus::kActor && frame.actor.kind == NounKind::kSignatory && !frame.most)))
    return BuildDescription(frame);
  // "Is Nordwind a company?" is no question about what the two agreed.
  if (names_only && frame.ask == Ask::kYesNo && !frame.partner && frame.participants.size() == 2 &&
      frame.participants[0].group && frame.participants[1].actor &&
      frame.participants[1].role != Role::kWith && frame.participants[1].role != Role::kBetween) {
    graph::Error error = graph::MakeError(graph::ErrorCode::kUnsupported,
                                          "what somebody is can't be asked by yes or no",
                                          frame.participants[0].group->span);
    error.suggestion = "such as: What is " + frame.participants[0].group->text + "?";
    return error;
  }
  // "Which country has the most ministers?"
  if (names_only && (frame.most || frame.fewest) && frame.focus == Focus::kActor &&
      std::any_of(frame.participants.begin(), frame.participants.end(), [](const Participant& p) {
        return p.actor && p.role != Role::kWith && p.role != Role::kBetween;
      })) {
    graph::Error error = graph::MakeError(
        graph::ErrorCode::kUnsupported,
        "who has the most of anything but agreements, events and meetings can't be asked");
    error.suggestion = "such as: How many ministries does Chile have?";
    return error;
  }
  return BuildAgreements(frame);
}

}  // namespace entente::query
