#include "ingest/graph_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "ingest/link_names.h"
#include "ingest/readers/blocks.h"

namespace entente::ingest {

namespace {

using graph::Schema;
using graph::SchemaKind;
using graph::Status;
using graph::Value;

// Two sources that agree are surer than one, and never quite sure.
constexpr double kMaxConfidence = 0.99;

Value ToValue(SchemaKind kind, const std::string& text) {
  switch (kind) {
    case SchemaKind::kBoolean:
      return Value::Boolean(text == "true");
    case SchemaKind::kInteger:
      return Value::Integer(std::strtoll(text.c_str(), nullptr, 10));
    case SchemaKind::kFloat:
      return Value::Float(std::strtod(text.c_str(), nullptr));
    case SchemaKind::kStrings:
      return Value::List({Value::String(text)});
    case SchemaKind::kString:
      return Value::String(text);
  }
  return Value::String(text);
}

Value ToList(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  values.reserve(texts.size());
  for (const std::string& text : texts) values.push_back(Value::String(text));
  return Value::List(std::move(values));
}

/// A day and what goes with it are chosen together: "date" of "date_from"; a status brings its
/// code.
std::string GroupOf(const std::string& name) {
  for (std::string_view suffix : {"_from", "_to", "_inferred"}) {
    if (name.size() > suffix.size() && name.ends_with(suffix)) {
      return name.substr(0, name.size() - suffix.size());
    }
  }
  return name == "cameo" ? "status" : name;
}

/// How much a date says: a full day most, a day without its year less, nothing least.
int Precision(std::string_view date) {
  if (date.size() == 10 && date[0] != '-') return 4;
  if (date.starts_with("--")) return 3;
  if (date.size() == 7) return 2;
  return date.empty() ? 0 : 1;
}

using Properties = std::vector<std::pair<std::string, std::string>>;

/// One of the documents' accounts of something.
struct Account {
  const Properties* properties = nullptr;
  std::string_view published;  // of its document; empty when unknown
  uint32_t document = 0;
  float confidence = 1;
  bool done = false;  // of an agreement: this account calls it signed or in force
};

/// Chooses among what the accounts say, group by group.
std::map<std::string, std::string> Choose(const std::vector<Account>& accounts) {
  std::set<std::string> groups;
  for (const Account& account : accounts) {
    for (const auto& [name, value] : *account.properties) groups.insert(GroupOf(name));
  }
  std::map<std::string, std::string> chosen;
  for (const std::string& group : groups) {
    auto value_of = [&](const Account& account) -> std::string_view {
      for (const auto& [name, value] : *account.properties) {
        if (name == group) return value;
      }
      return {};
    };
    std::map<std::string_view, uint32_t> votes;
    for (const Account& account : accounts) {
      std::string_view value = value_of(account);
      if (!value.empty()) ++votes[value];
    }
    bool latest_counts = group == "status" || group == "cancelled";
    bool is_day = group == "date" || group == "start" || group == "end" || group.ends_with("_on");
    const Account* best = nullptr;
    auto rank = [&](const Account& account) {
      std::string_view value = value_of(account);
      bool said = std::any_of(account.properties->begin(), account.properties->end(),
                              [&](const auto& p) { return GroupOf(p.first) == group; });
      uint32_t vote = value.empty() ? 0 : votes[value];
      return std::tuple(said, latest_counts ? account.published : std::string_view(),
                        is_day && account.done, is_day ? Precision(value) : 0, vote,
                        account.published, account.document);
    };
    for (const Account& account : accounts) {
      if (best == nullptr || rank(account) > rank(*best)) best = &account;
    }
    for (const auto& [name, value] : *best->properties) {
      if (GroupOf(name) == group) chosen[name] = value;
    }
  }
  return chosen;
}

/// What makes two facts of one type between the same nodes two relationships.
std::string TellingOf(const FoundFact& fact) {
  std::string telling;
  for (const auto& [name, value] : fact.properties) {
    if (name == "title" || name == "qualifier" || name == "how" ||
        (name == "date" && fact.type == "MET")) {
      telling += name + "=" + FoldForLinking(value) + "\n";
    }
  }
  return telling;
}

struct FactRef {
  std::string_view type;
  uint32_t from = 0;
  uint32_t to = 0;
  std::string telling;
  uint32_t document = 0;
  uint32_t fact = 0;
};

class Planner {
 public:
  Planner(const std::vector<StoredFindings>& documents, const LinkedGraph& linked,
          const Schema& schema, PlanSink& sink)
      : documents_(documents), linked_(linked), schema_(schema), sink_(sink) {}

  Status Run() {
    for (const LinkedNode& node : linked_.nodes) ENTENTE_RETURN_IF_ERROR(EmitNode(node));
    ENTENTE_RETURN_IF_ERROR(EmitFacts());
    ENTENTE_RETURN_IF_ERROR(EmitDoubts());
    return EmitMentions();
  }

 private:
  const DocumentFindings& Findings(uint32_t document) const {
    return documents_[document].findings;
  }
  const FoundEntity& Found(NodeMember member) const {
    return Findings(member.document).entities[member.entity];
  }

  Status EmitNode(const LinkedNode& node) {
    PlannedNode planned;
    planned.label = LabelOf(node.type);
    planned.key = node.key;
    const graph::SchemaLabel* label = schema_.FindLabel(planned.label);
    std::set<std::string> aliases;
    std::vector<Account> accounts;
    for (NodeMember member : node.members) {
      const FoundEntity& found = Found(member);
      aliases.insert(SqueezeSpace(found.name));
      for (const std::string& alias : found.aliases) aliases.insert(SqueezeSpace(alias));
      Account account;
      account.properties = &found.properties;
      account.published = Findings(member.document).published;
      account.document = member.document;
      for (const auto& [name, value] : found.properties) {
        account.done =
            account.done || (name == "status" && (value == "signed" || value == "in force"));
      }
      accounts.push_back(account);
    }
    std::string shown = SqueezeSpace(node.name);
    aliases.erase(shown);
    aliases.erase("");
    std::map<std::string, Value> properties;
    for (const auto& [name, value] : Choose(accounts)) {
      if (value.empty()) continue;
      properties[name] =
          ToValue(label ? KindOf(label->properties, name) : SchemaKind::kString, value);
    }
    properties["key"] = Value::String(node.key);
    properties["name"] = Value::String(shown);
    if (!aliases.empty()) {
      properties["aliases"] = ToList(std::vector<std::string>(aliases.begin(), aliases.end()));
    }
    planned.properties.assign(properties.begin(), properties.end());
    return sink_.TakeNode(planned);
  }

  Status EmitFacts() {
    std::vector<FactRef> facts;
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const auto& found = Findings(d).facts;
      for (uint32_t f = 0; f < found.size(); ++f) {
        FactRef ref;
        ref.type = found[f].type;
        ref.from = linked_.node_of[d][found[f].from];
        ref.to = linked_.node_of[d][found[f].to];
        if (ref.from == kNoIndex || ref.to == kNoIndex || ref.from == ref.to) continue;
        // Two people meet each other.
        if (ref.type == "MET" && ref.from > ref.to) std::swap(ref.from, ref.to);
        if (IsRejected(ref)) continue;
        ref.telling = TellingOf(found[f]);
        ref.document = d;
        ref.fact = f;
        facts.push_back(std::move(ref));
      }
    }
    auto key = [](const FactRef& ref) { return std::tie(ref.from, ref.to, ref.type, ref.telling); };
    std::sort(facts.begin(), facts.end(), [&](const FactRef& a, const FactRef& b) {
      return std::tuple_cat(key(a), std::tie(a.document, a.fact)) <
             std::tuple_cat(key(b), std::tie(b.document, b.fact));
    });
    for (size_t begin = 0; begin < facts.size();) {
      size_t end = begin + 1;
      while (end < facts.size() && key(facts[begin]) == key(facts[end])) ++end;
      ENTENTE_RETURN_IF_ERROR(EmitFact(facts, begin, end));
      begin = end;
    }
    return {};
  }

  bool IsRejected(const FactRef& ref) const {
    if (linked_.rejected.empty()) return false;
    RejectedRelationship wanted{std::string(ref.type), linked_.nodes[ref.from].key,
                                linked_.nodes[ref.to].key};
    return std::binary_search(linked_.rejected.begin(), linked_.rejected.end(), wanted);
  }

  Status EmitFact(const std::vector<FactRef>& facts, size_t begin, size_t end) {
    PlannedRelationship planned;
    planned.type = facts[begin].type;
    planned.from = {false, facts[begin].from};
    planned.to = {false, facts[begin].to};
    const graph::SchemaType* type = schema_.FindType(planned.type);
    std::vector<std::string> evidence;
    std::map<std::string, std::set<std::string>> references;
    std::vector<Account> accounts;
    std::map<uint32_t, double> by_source;  // the surest account of each source
    const FoundFact* surest = nullptr;
    for (size_t i = begin; i < end; ++i) {
      uint32_t d = facts[i].document;
      const FoundFact& fact = Findings(d).facts[facts[i].fact];
      for (CharSpan span : fact.evidence) {
        evidence.push_back(
            fmt::format("{}#char={},{}", Findings(d).document_id, span.begin_char, span.end_char));
      }
      for (const auto& [name, entities] : fact.references) {
        for (uint32_t entity : entities) {
          uint32_t node = linked_.node_of[d][entity];
          if (node != kNoIndex) references[name].insert(linked_.nodes[node].key);
        }
      }
      accounts.push_back({&fact.properties, Findings(d).published, d, fact.confidence, false});
      double& best = by_source[linked_.source_of[d]];
      best = std::max(best, static_cast<double>(fact.confidence));
      if (surest == nullptr || fact.confidence > surest->confidence ||
          (fact.confidence == surest->confidence && fact.rule < surest->rule)) {
        surest = &fact;
      }
    }
    std::map<std::string, Value> properties;
    for (const auto& [name, value] : Choose(accounts)) {
      if (value.empty()) continue;
      properties[name] =
          ToValue(type ? KindOf(type->properties, name) : SchemaKind::kString, value);
    }
    for (const auto& [name, keys] : references) {
      properties[name] = ToList(std::vector<std::string>(keys.begin(), keys.end()));
    }
    if (!evidence.empty()) properties["evidence"] = ToList(evidence);
    double doubt = 1;
    for (const auto& [source, confidence] : by_source) doubt *= 1 - confidence;
    double confidence =
        by_source.size() == 1 ? by_source.begin()->second : std::min(kMaxConfidence, 1 - doubt);
    properties["confidence"] = Value::Float(std::round(confidence * 1000) / 1000);
    properties["rule"] = Value::String(surest->rule);
    planned.properties.assign(properties.begin(), properties.end());
    return sink_.TakeRelationship(planned);
  }

  Status EmitDoubts() {
    for (const PossiblySame& doubt : linked_.possibly_same) {
      ENTENTE_RETURN_IF_ERROR(
          EmitDoubt({false, doubt.first}, {false, doubt.second}, doubt.confidence, doubt.reason));
    }
    for (uint32_t d = 0; d < linked_.source_of.size(); ++d) {
      uint32_t first = linked_.source_of[d];
      if (first == d) continue;
      double likeness = Likeness(documents_[d].fingerprint, documents_[first].fingerprint);
      ENTENTE_RETURN_IF_ERROR(
          EmitDoubt({true, first}, {true, d}, likeness, "near-identical texts"));
    }
    return {};
  }

  Status EmitDoubt(PlannedEnd from, PlannedEnd to, double confidence, const std::string& reason) {
    PlannedRelationship planned;
    planned.type = "POSSIBLY_SAME";
    planned.from = from;
    planned.to = to;
    planned.properties = {{"confidence", Value::Float(std::round(confidence * 1000) / 1000)},
                          {"reason", Value::String(reason)},
                          {"rule", Value::String("linker")}};
    return sink_.TakeRelationship(planned);
  }

  Status EmitMentions() {
    for (uint32_t n = 0; n < linked_.nodes.size(); ++n) {
      for (NodeMember member : linked_.nodes[n].members) {
        for (const FoundMention& mention : Found(member).mentions) {
          PlannedRelationship planned;
          planned.type = "MENTIONED_IN";
          planned.from = {false, n};
          planned.to = {true, member.document};
          planned.properties = {{"end", Value::Integer(mention.span.end_char)},
                                {"start", Value::Integer(mention.span.begin_char)},
                                {"text", Value::String(mention.text)}};
          ENTENTE_RETURN_IF_ERROR(sink_.TakeRelationship(planned));
        }
      }
    }
    return {};
  }

  const std::vector<StoredFindings>& documents_;
  const LinkedGraph& linked_;
  const Schema& schema_;
  PlanSink& sink_;
};

}  // namespace

Status EmitPlan(const std::vector<StoredFindings>& documents, const LinkedGraph& linked,
                const Schema& schema, PlanSink& sink) {
  return Planner(documents, linked, schema, sink).Run();
}

const char* LabelOf(MentionType type) {
  switch (type) {
    case MentionType::kCountry:
      return "Country";
    case MentionType::kPerson:
      return "Person";
    case MentionType::kMinistry:
      return "Ministry";
    case MentionType::kOrganization:
      return "Organization";
    case MentionType::kPlace:
      return "Place";
    case MentionType::kAgreement:
      return "Agreement";
    case MentionType::kEvent:
      return "Event";
    case MentionType::kTopic:
      return "Topic";
    default:
      return "Thing";
  }
}

}  // namespace entente::ingest
