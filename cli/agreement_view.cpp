#include "cli/agreement_view.h"

#include <algorithm>
#include <climits>
#include <map>
#include <set>

#include "cli/country_names.h"
#include "cli/graph_selection.h"
#include "cli/quotes.h"
#include "graph/near_name.h"
#include "graph/utf8.h"

namespace entente::cli {

using graph::Direction;
using graph::NodeId;
using graph::RelationshipId;

std::string KeyOf(const SchemaReader& schema, graph::NodeId node) {
  std::string key = schema.Text(node, "key");
  return key.empty() ? "#" + std::to_string(node.value) : key;
}

std::string NameOf(const SchemaReader& schema, graph::NodeId node) {
  std::string name = schema.Text(node, "name");
  return name.empty() ? NodeCaption(schema.reader(), node) : name;
}

namespace {

// The bodies that a body belongs to, itself first: a ministry, its country.
std::vector<NodeId> WithOwners(const SchemaReader& schema, NodeId node) {
  std::vector<NodeId> chain{node};
  for (size_t i = 0; i < chain.size() && i < 8; ++i)
    for (const auto& step : schema.Follow(chain[i], "BELONGS_TO", Direction::kOut))
      if (std::find(chain.begin(), chain.end(), step.node) == chain.end())
        chain.push_back(step.node);
  return chain;
}

std::set<std::string> DocumentsOf(const SchemaReader& schema, RelationshipId fact) {
  std::set<std::string> out;
  for (const std::string& text : schema.Texts(fact, "evidence"))
    if (auto fragment = ParseEvidence(text)) out.insert(fragment->document_id);
  return out;
}

// The post that a person held when they signed, as far as can be told: of the party they signed
// for, told in the document that tells of the signature. One that was over or had not begun by then
// is none.
std::string PostOf(const SchemaReader& schema, NodeId person, RelationshipId signature,
                   const std::set<std::string>& for_keys, const AgreementView& view) {
  std::string best;
  int best_score = INT_MIN;
  std::set<std::string> told_in = DocumentsOf(schema, signature);
  for (const auto& post : schema.Follow(person, "HOLDS_POST", Direction::kOut)) {
    std::string title = schema.Text(post.relationship, "title");
    if (title.empty()) continue;
    int score = 0;
    for (NodeId owner : WithOwners(schema, post.node))
      if (for_keys.count(KeyOf(schema, owner))) score = 4;
    for (const std::string& document : DocumentsOf(schema, post.relationship))
      if (told_in.count(document)) {
        score += 2;
        break;
      }
    std::string from = schema.Text(post.relationship, "from_from");
    std::string to = schema.Text(post.relationship, "to_to");
    bool early = !from.empty() && !view.date_to.empty() && view.date_to < from;
    bool late = !to.empty() && !view.date_from.empty() && to < view.date_from;
    if (early || late) continue;  // not that day's
    std::string qualifier = schema.Text(post.relationship, "qualifier");
    if (qualifier == "former") --score;
    if (!qualifier.empty()) title = qualifier + " " + title;
    if (score > best_score || (score == best_score && title < best)) {
      best = title;
      best_score = score;
    }
  }
  return best;
}

class ViewBuilder {
 public:
  explicit ViewBuilder(const SchemaReader& schema) : schema_(schema) {}

  AgreementView Build(NodeId agreement) {
    AgreementView view;
    view.node = agreement;
    view.key = schema_.Text(agreement, "key");
    view.name = NameOf(schema_, agreement);
    view.kind = schema_.Text(agreement, "kind");
    view.status = schema_.Text(agreement, "status");
    view.ended_on = schema_.Text(agreement, "ended_on");
    view.date = schema_.Text(agreement, "date");
    view.date_from = schema_.Text(agreement, "date_from");
    view.date_to = schema_.Text(agreement, "date_to");
    // The bounds are ours; a graph of another making has the date alone.
    if (view.date_from.empty() && view.date.size() >= 4 && view.date.front() != '-') {
      const size_t known = std::min<size_t>(view.date.size(), 10);
      view.date_from = view.date.substr(0, known) + std::string("0000-01-01").substr(known);
      view.date_to = view.date.substr(0, known) + std::string("0000-12-31").substr(known);
    }
    view.places = NamesOver(agreement, "SIGNED_IN");
    view.topics = NamesOver(agreement, "ABOUT");
    view.events = NamesOver(agreement, "SIGNED_AT");
    AddSides(view);
    for (const char* type : {"SIGNED", "INITIALLED", "DUE_TO_SIGN"}) AddPeople(view, type);
    std::sort(view.sides.begin(), view.sides.end(), [](const Side& a, const Side& b) {
      return std::tie(a.name, a.key) < std::tie(b.name, b.key);
    });
    if (evidence_.empty()) view.confidence = 0.0;
    return view;
  }

  // What the view that was built last rests on.
  void AddQuotes(AgreementView& view, DocumentTexts& texts) {
    std::set<std::tuple<std::string, uint32_t, uint32_t>> seen;
    for (RelationshipId relationship : evidence_) {
      for (const std::string& text : schema_.Texts(relationship, "evidence")) {
        auto fragment = ParseEvidence(text);
        if (fragment) seen.emplace(fragment->document_id, fragment->begin_char, fragment->end_char);
      }
    }
    if (seen.empty()) {
      for (const auto& step : OtherFacts(view.node))
        for (const std::string& text : schema_.Texts(step, "evidence"))
          if (auto fragment = ParseEvidence(text))
            seen.emplace(fragment->document_id, fragment->begin_char, fragment->end_char);
    }
    const bool mention_only = seen.empty();
    if (mention_only) AddMentions(view.node, texts, seen);
    std::set<std::string> marks;
    for (const Side& side : view.sides) {
      marks.insert(side.name);
      for (const std::string& alias : schema_.Texts(side.node, "aliases")) marks.insert(alias);
      for (const Signatory& person : side.people) marks.insert(person.name);
    }
    for (const Signatory& person : view.unplaced) marks.insert(person.name);
    for (const std::string& alias : schema_.Texts(view.node, "aliases")) marks.insert(alias);
    marks.insert(view.name);
    for (const auto& [document_id, begin, end] : seen) {
      Quote quote;
      quote.document_id = document_id;
      quote.begin_char = begin;
      quote.end_char = end;
      quote.mention_only = mention_only;
      if (const DocumentTexts::Entry* document = texts.Find(document_id)) {
        quote.document_title = document->title;
        quote.text = document->Range(begin, end);
      }
      for (const std::string& mark : marks)
        if (!mark.empty() && quote.text.find(mark) != std::string::npos)
          quote.marks.push_back(mark);
      view.quotes.push_back(std::move(quote));
    }
    // A quote inside another one says nothing more. They are sorted, and one that holds others
    // begins before them, or with them and ends later.
    std::stable_sort(view.quotes.begin(), view.quotes.end(), [](const Quote& a, const Quote& b) {
      return std::tie(a.document_id, a.begin_char, b.end_char) <
             std::tie(b.document_id, b.begin_char, a.end_char);
    });
    std::vector<Quote> kept;
    for (Quote& quote : view.quotes)
      if (kept.empty() || kept.back().document_id != quote.document_id ||
          kept.back().end_char < quote.end_char)
        kept.push_back(std::move(quote));
    view.quotes = std::move(kept);
  }

 private:
  std::vector<std::string> NamesOver(NodeId agreement, std::string_view type) {
    std::vector<std::string> names;
    for (const auto& step : schema_.Follow(agreement, type, Direction::kOut))
      names.push_back(NameOf(schema_, step.node));
    std::sort(names.begin(), names.end());
    return names;
  }

  void Note(AgreementView& view, RelationshipId relationship) {
    evidence_.push_back(relationship);
    if (auto confidence = schema_.Number(relationship, "confidence"))
      view.confidence = std::min(view.confidence, *confidence);
  }

  void AddSides(AgreementView& view) {
    evidence_.clear();
    auto parties = schema_.Follow(view.node, "PARTY_TO", Direction::kIn);
    std::vector<NodeId> nodes;
    for (const auto& party : parties) {
      Note(view, party.relationship);
      if (std::find(nodes.begin(), nodes.end(), party.node) == nodes.end())
        nodes.push_back(party.node);
    }
    // A ministry stands with its country where the country is a party too.
    std::map<NodeId, NodeId> side_of;
    for (NodeId node : nodes) {
      NodeId top = node;
      if (!schema_.Has(node, "Country"))
        for (NodeId owner : WithOwners(schema_, node))
          if (owner != node && std::find(nodes.begin(), nodes.end(), owner) != nodes.end())
            top = owner;
      side_of[node] = top;
    }
    for (NodeId node : nodes) {
      if (side_of[node] != node) continue;
      Side side;
      side.node = node;
      side.name = NameOf(schema_, node);
      side.key = KeyOf(schema_, node);
      side.label = schema_.Has(node, "Country")    ? "Country"
                   : schema_.Has(node, "Ministry") ? "Ministry"
                                                   : "Organization";
      for (NodeId body : nodes)
        if (body != node && side_of[body] == node) side.bodies.push_back(NameOf(schema_, body));
      std::sort(side.bodies.begin(), side.bodies.end());
      view.sides.push_back(std::move(side));
    }
  }

  void AddPeople(AgreementView& view, const char* type) {
    std::string role = std::string_view(type) == "SIGNED"       ? "signed"
                       : std::string_view(type) == "INITIALLED" ? "initialled"
                                                                : "due to sign";
    for (const auto& step : schema_.Follow(view.node, type, Direction::kIn)) {
      Note(view, step.relationship);
      Signatory person;
      person.name = NameOf(schema_, step.node);
      person.key = KeyOf(schema_, step.node);
      person.role = role;
      std::set<std::string> for_keys;
      for (std::string& key : schema_.Texts(step.relationship, "on_behalf_of"))
        for_keys.insert(std::move(key));
      if (for_keys.empty())
        for (const auto& body : schema_.Follow(step.node, "REPRESENTS", Direction::kOut))
          for (NodeId owner : WithOwners(schema_, body.node))
            for_keys.insert(KeyOf(schema_, owner));
      person.post = PostOf(schema_, step.node, step.relationship, for_keys, view);
      Side* side = SideFor(view, for_keys);
      auto& people = side ? side->people : view.unplaced;
      bool known = std::any_of(people.begin(), people.end(),
                               [&](const Signatory& other) { return other.key == person.key; });
      if (!known) people.push_back(std::move(person));
    }
    auto by_name = [](const Signatory& a, const Signatory& b) {
      return std::tie(a.name, a.key) < std::tie(b.name, b.key);
    };
    for (Side& side : view.sides) std::sort(side.people.begin(), side.people.end(), by_name);
    std::sort(view.unplaced.begin(), view.unplaced.end(), by_name);
  }

  Side* SideFor(AgreementView& view, const std::set<std::string>& keys) {
    for (Side& side : view.sides)
      if (keys.count(side.key)) return &side;
    for (Side& side : view.sides)
      for (NodeId owner : WithOwners(schema_, side.node))
        if (keys.count(KeyOf(schema_, owner))) return &side;
    return nullptr;
  }

  // What else is said of an agreement than who made it.
  std::vector<RelationshipId> OtherFacts(NodeId agreement) const {
    std::vector<RelationshipId> facts;
    for (const char* type : {"SIGNED_IN", "SIGNED_AT", "ABOUT", "RENEWS", "AMENDS", "REPLACES",
                             "IMPLEMENTS", "WITNESSED"})
      for (const Direction direction : {Direction::kOut, Direction::kIn})
        for (const auto& step : schema_.Follow(agreement, type, direction))
          facts.push_back(step.relationship);
    return facts;
  }

  void AddMentions(NodeId agreement, DocumentTexts& texts,
                   std::set<std::tuple<std::string, uint32_t, uint32_t>>& seen) const {
    for (const auto& step : schema_.Follow(agreement, "MENTIONED_IN", Direction::kOut)) {
      const auto begin = schema_.Number(step.relationship, "start");
      if (!begin || *begin < 0 || *begin > UINT32_MAX) continue;
      const DocumentTexts::Entry* document = texts.Of(step.node);
      if (document == nullptr) continue;
      const auto sentence = SentenceAround(*document, static_cast<uint32_t>(*begin));
      if (sentence) seen.emplace(document->id, sentence->first, sentence->second);
    }
  }

  const SchemaReader& schema_;
  std::vector<RelationshipId> evidence_;
};

// The nodes that one side stands for: the party, its bodies, their owners, its people.
std::set<NodeId> ActorsOf(const SchemaReader& schema, const AgreementView& view,
                          size_t side_index) {
  std::set<NodeId> actors;
  const Side& side = view.sides[side_index];
  for (NodeId owner : WithOwners(schema, side.node)) actors.insert(owner);
  for (const auto& step : schema.Follow(view.node, "PARTY_TO", Direction::kIn))
    for (NodeId owner : WithOwners(schema, step.node))
      if (owner == side.node) actors.insert(step.node);
  for (const char* type : {"SIGNED", "INITIALLED", "DUE_TO_SIGN"})
    for (const auto& step : schema.Follow(view.node, type, Direction::kIn))
      for (const Signatory& person : side.people)
        if (KeyOf(schema, step.node) == person.key) actors.insert(step.node);
  return actors;
}

bool AnyOf(const std::vector<NodeId>& wanted, const std::set<NodeId>& actors) {
  return std::any_of(wanted.begin(), wanted.end(), [&](NodeId n) { return actors.count(n) > 0; });
}

enum class InDays { kYes, kNo, kNobodyKnows };

// A bound of lower precision means its whole span: until 2018 is until its last day.
InDays MatchesDays(const AgreementView& view, const AgreementFilter& filter) {
  const bool since = !filter.since.empty(), until = !filter.until.empty();
  if ((since && view.date_to.empty()) || (until && view.date_from.empty()))
    return InDays::kNobodyKnows;
  if (since && view.date_to < filter.since) return InDays::kNo;
  if (until && view.date_from.substr(0, filter.until.size()) > filter.until) return InDays::kNo;
  return InDays::kYes;
}

// All but its days.
bool Matches(const SchemaReader& schema, const AgreementView& view, const AgreementFilter& filter) {
  auto has_status = [&](const std::string& status) {
    return status == "ended" ? !view.ended_on.empty()
                             : graph::FoldName(view.status) == graph::FoldName(status);
  };
  if (!filter.statuses.empty() &&
      std::none_of(filter.statuses.begin(), filter.statuses.end(), has_status))
    return false;
  if (filter.kinds && std::find(filter.kinds->begin(), filter.kinds->end(),
                                graph::FoldName(view.kind)) == filter.kinds->end())
    return false;
  if (!filter.agreements.empty() && std::find(filter.agreements.begin(), filter.agreements.end(),
                                              view.key) == filter.agreements.end())
    return false;
  if (view.confidence < filter.min_confidence) return false;
  std::set<NodeId> unplaced;
  for (const char* type : {"SIGNED", "INITIALLED", "DUE_TO_SIGN"})
    for (const auto& step : schema.Follow(view.node, type, Direction::kIn))
      for (const Signatory& person : view.unplaced)
        if (KeyOf(schema, step.node) == person.key) unplaced.insert(step.node);
  std::vector<std::set<NodeId>> sides;
  for (size_t i = 0; i < view.sides.size(); ++i) sides.push_back(ActorsOf(schema, view, i));
  for (NodeId person : unplaced) sides.push_back({person});

  auto present = [&](const std::vector<NodeId>& wanted) {
    return std::any_of(sides.begin(), sides.end(),
                       [&](const std::set<NodeId>& actors) { return AnyOf(wanted, actors); });
  };
  if (!filter.countries.empty() && !present(filter.countries)) return false;
  if (!filter.who.empty() && !present(filter.who)) return false;
  if (!filter.with.empty()) {
    bool other_side = false;
    for (size_t i = 0; i < sides.size() && !other_side; ++i) {
      if (!AnyOf(filter.with, sides[i])) continue;
      if (filter.who.empty()) {
        other_side = true;
      } else {
        for (size_t j = 0; j < sides.size(); ++j)
          if (j != i && AnyOf(filter.who, sides[j])) other_side = true;
      }
    }
    if (!other_side) return false;
  }
  return true;
}

}  // namespace

std::vector<AgreementView> FindAgreements(const graph::GraphReader& reader,
                                          const AgreementFilter& filter, bool with_quotes,
                                          uint64_t* undated) {
  SchemaReader schema(reader);
  std::vector<AgreementView> views;
  DocumentTexts texts(reader);
  if (undated != nullptr) *undated = 0;
  for (NodeId agreement : schema.NodesOf("Agreement")) {
    ViewBuilder builder(schema);
    AgreementView view = builder.Build(agreement);
    const InDays days = MatchesDays(view, filter);
    if (days == InDays::kNo || !Matches(schema, view, filter)) continue;
    if (days == InDays::kYes) {
      if (with_quotes) builder.AddQuotes(view, texts);
      views.push_back(std::move(view));
    } else if (undated != nullptr) {
      ++*undated;
    }
  }
  std::sort(views.begin(), views.end(), [](const AgreementView& a, const AgreementView& b) {
    auto key = [](const AgreementView& v) {
      return std::tuple(v.date_from.empty(), v.date_from, v.date_to, v.name, v.key);
    };
    return key(a) < key(b);
  });
  return views;
}

graph::Result<std::vector<NodeId>> FindActors(const graph::GraphReader& reader,
                                              std::string_view text) {
  SchemaReader schema(reader);
  auto without_article = [](const std::string& folded) {
    return folded.starts_with("the ") ? folded.substr(4) : folded;
  };
  std::string wanted = without_article(graph::FoldName(text));
  // A part of a name ("Quispe", "Interior") will do where nobody is called just so.
  const std::string short_name = graph::WithoutInitials(wanted);
  auto has_words = [&](const std::string& name) {
    const std::string folded = graph::FoldName(name);
    return (" " + folded + " ").find(" " + wanted + " ") != std::string::npos ||
           graph::WithoutInitials(folded) == short_name;
  };
  std::vector<NodeId> found, found_in_part;
  std::vector<std::string> names;
  std::set<NodeId> seen;
  for (const char* label : {"Country", "Person", "Ministry", "Organization"}) {
    for (NodeId node : schema.NodesOf(label)) {
      if (!seen.insert(node).second) continue;
      std::vector<std::string> forms = schema.Texts(node, "aliases");
      forms.push_back(NameOf(schema, node));
      names.push_back(forms.back());
      for (const char* code : {"iso2", "iso3"}) forms.push_back(schema.Text(node, code));
      bool match = std::any_of(forms.begin(), forms.end(), [&](const std::string& form) {
        return !form.empty() && without_article(graph::FoldName(form)) == wanted;
      });
      if (match) found.push_back(node);
      if (!match && !wanted.empty() && has_words(names.back())) found_in_part.push_back(node);
    }
  }
  if (!found.empty()) return found;
  if (!found_in_part.empty()) return found_in_part;
  // No document says "DRC", but people do.
  if (const auto countries = CountryNames::Load())
    if (const auto code = countries->CodeOf(text))
      if (const auto country = CountryWithCode(reader, *code)) return std::vector{*country};
  graph::Error error = graph::MakeError(
      graph::ErrorCode::kNotFound, "nobody in this graph is called '" + std::string(text) + "'");
  if (auto near = graph::NearestName(text, names)) error.suggestion = "did you mean " + *near + "?";
  return error;
}

}  // namespace entente::cli
