#include "ingest/graph_plan.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <thread>
#include <tuple>

#include "graph/start_thread.h"
#include "ingest/guessed_posts.h"
#include "ingest/link_names.h"
#include "ingest/plan_queue.h"
#include "ingest/readers/blocks.h"
#include "ingest/sorted_set.h"

namespace entente::ingest {

namespace {

using graph::Schema;
using graph::SchemaKind;
using graph::Status;

// Two sources that agree are surer than one, and never quite sure.
constexpr double kMaxConfidence = 0.99;

PlannedValue ToPlanned(SchemaKind kind, const std::string_view& text) {
  PlannedValue value = PlannedValue::String(text);
  switch (kind) {
    case SchemaKind::kBoolean:
      value.kind = PlannedValue::Kind::kBoolean;
      value.boolean = text == "true";
      break;
    case SchemaKind::kInteger:
      return PlannedValue::Integer(std::strtoll(std::string(text).c_str(), nullptr, 10));
    case SchemaKind::kFloat:
      return PlannedValue::Float(std::strtod(std::string(text).c_str(), nullptr));
    case SchemaKind::kStrings:
      return PlannedValue::Strings({&text, 1});
    case SchemaKind::kString:
      break;
  }
  return value;
}

/// A day and what goes with it are chosen together: "date" of "date_from"; a status brings its
/// code.
std::string_view GroupOf(std::string_view name) {
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

using Properties = NearSpan<StoredProperty>;

/// One of the documents' accounts of something.
struct Account {
  const Properties* properties = nullptr;
  std::string_view published;  // of its document; empty when unknown
  uint32_t document = 0;
  float confidence = 1;
  bool done = false;  // of an agreement: this account calls it signed or in force
};

/// What was chosen of the accounts, by name.
using Chosen = std::vector<std::pair<std::string_view, std::string_view>>;

void SetIn(Chosen& chosen, std::string_view name, std::string_view value) {
  auto at = std::lower_bound(chosen.begin(), chosen.end(), name,
                             [](const auto& a, std::string_view b) { return a.first < b; });
  if (at != chosen.end() && at->first == name) {
    at->second = value;
  } else {
    chosen.insert(at, {name, value});
  }
}

/// Chooses among what the accounts say, group by group.
void Choose(const std::vector<Account>& accounts, Chosen& chosen) {
  chosen.clear();
  if (accounts.size() == 1) {
    for (const auto& [name, value] : *accounts.front().properties) {
      if (chosen.empty() || chosen.back().first < name) {  // they are sorted
        chosen.emplace_back(name, value);
      } else {
        SetIn(chosen, name, value);
      }
    }
    return;
  }
  std::vector<std::string_view> groups;
  for (const Account& account : accounts) {
    for (const auto& [name, value] : *account.properties) {
      std::string_view group = GroupOf(name);
      auto at = std::lower_bound(groups.begin(), groups.end(), group);
      if (at == groups.end() || *at != group) groups.insert(at, group);
    }
  }
  for (std::string_view group : groups) {
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
    auto rank = [&](const Account& account) {
      std::string_view value = value_of(account);
      bool said = std::any_of(account.properties->begin(), account.properties->end(),
                              [&](const auto& p) { return GroupOf(p.first) == group; });
      uint32_t vote = value.empty() ? 0 : votes[value];
      return std::tuple(said, latest_counts ? account.published : std::string_view(),
                        is_day && account.done, is_day ? Precision(value) : 0, vote,
                        account.published, account.document);
    };
    const Account* best = &accounts.front();
    auto best_rank = rank(*best);
    for (size_t i = 1; i < accounts.size(); ++i) {
      auto other = rank(accounts[i]);
      if (other <= best_rank) continue;
      best = &accounts[i];
      best_rank = other;
    }
    for (const auto& [name, value] : *best->properties) {
      if (GroupOf(name) == group) SetIn(chosen, name, value);
    }
  }
}

/// What makes two facts of one type between the same nodes two relationships.
std::string TellingOf(const StoredFact& fact) {
  std::string telling;
  for (const auto& [name, value] : fact.properties) {
    if (name == "title" || name == "qualifier" || name == "how" ||
        (name == "date" && fact.type == "MET")) {
      telling += name;
      telling += '=';
      telling += FoldForLinking(value);
      telling += '\n';
    }
  }
  return telling;
}

/// Whether SqueezeSpace would leave `text` as it is; false where that is not plain.
bool IsSqueezed(std::string_view text) {
  char before = ' ';
  for (char c : text) {
    if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return before != ' ' || text.empty();
}

/// A fact, by what it is sorted by first.
struct FactRef {
  uint32_t from = 0;
  uint32_t to = 0;
  uint32_t type = 0;  // in the order of the types' names
  uint32_t document = 0;
  uint32_t fact = 0;
};

class Planner {
 public:
  Planner(const std::vector<StoredFindings>& documents, const LinkedGraph& linked,
          const Schema& schema, PlanSink& sink)
      : documents_(documents),
        linked_(linked),
        schema_(schema),
        sink_(sink),
        outvoted_(OutvotedPosts(documents, linked)) {}

  Status Run() {
    for (const LinkedNode& node : linked_.nodes) ENTENTE_RETURN_IF_ERROR(EmitNode(node));
    ENTENTE_RETURN_IF_ERROR(EmitFacts());
    ENTENTE_RETURN_IF_ERROR(EmitDoubts());
    return EmitMentions();
  }

 private:
  const StoredDocument& Findings(uint32_t document) const { return documents_[document].findings; }
  const StoredEntity& Found(NodeMember member) const {
    return Findings(member.document).entities[member.entity];
  }
  const StoredFact& Fact(const FactRef& ref) const {
    return Findings(ref.document).facts[ref.fact];
  }

  /// `text` without white space too many, as long as the node is being planned.
  std::string_view Squeezed(std::string_view text) {
    if (IsSqueezed(text)) return text;
    return squeezed_.emplace_back(SqueezeSpace(text));
  }

  static void Put(PlannedProperties& properties, std::string_view name, PlannedValue value) {
    auto at = std::lower_bound(properties.begin(), properties.end(), name,
                               [](const auto& a, std::string_view b) { return a.first < b; });
    if (at != properties.end() && at->first == name) {
      at->second = value;
    } else {
      properties.insert(at, {name, value});
    }
  }
  void PutChosen(const std::vector<graph::SchemaProperty>* known, PlannedProperties& properties) {
    properties.clear();
    for (const auto& [name, value] : chosen_) {
      if (value.empty()) continue;
      // The view in chosen_ outlives the call.
      properties.emplace_back(name,
                              ToPlanned(known ? KindOf(*known, name) : SchemaKind::kString, value));
    }
  }

  Status EmitNode(const LinkedNode& node) {
    node_.label = MentionTypeName(node.type);
    node_.key = node.key;
    const graph::SchemaLabel* label = LabelNamed(node_.label);
    squeezed_.clear();
    aliases_.clear();
    accounts_.clear();
    std::string_view shown = Squeezed(node.name);
    auto add_alias = [&](std::string_view text) {
      text = Squeezed(text);
      if (text.empty() || text == shown) return;
      aliases_.push_back(text);
    };
    for (NodeMember member : node.members) {
      const StoredEntity& found = Found(member);
      add_alias(found.name);
      for (std::string_view alias : found.aliases) add_alias(alias);
      Account account;
      account.properties = &found.properties;
      account.published = Findings(member.document).published;
      account.document = member.document;
      for (const auto& [name, value] : found.properties) {
        account.done =
            account.done || (name == "status" && (value == "signed" || value == "in force"));
      }
      accounts_.push_back(account);
      if (aliases_.size() > kManyAliases) SortUnique(aliases_);
    }
    SortUnique(aliases_);
    Choose(accounts_, chosen_);
    PutChosen(label ? &label->properties : nullptr, node_.properties);
    Put(node_.properties, "key", PlannedValue::String(node.key));
    Put(node_.properties, "name", PlannedValue::String(shown));
    if (!aliases_.empty()) Put(node_.properties, "aliases", PlannedValue::Strings(aliases_));
    return sink_.TakeNode(node_);
  }

  const graph::SchemaLabel* LabelNamed(std::string_view name) {
    if (label_ == nullptr || label_->name != name) label_ = schema_.FindLabel(name);
    return label_;
  }

  /// Numbers the types of all facts in the order of their names.
  void FindTypes() {
    for (const StoredFindings& document : documents_) {
      for (const StoredFact& fact : document.findings.facts) {
        if (!types_.empty() && types_.back() == fact.type) continue;
        auto at = std::find(types_.begin(), types_.end(), std::string_view(fact.type));
        if (at == types_.end()) {
          types_.push_back(fact.type);
        } else {
          std::swap(*at, types_.back());  // facts of a type come in a row
        }
      }
    }
    std::sort(types_.begin(), types_.end());
    for (std::string_view type : types_) schema_types_.push_back(schema_.FindType(type));
  }
  uint32_t TypeNumber(std::string_view type) {
    if (last_type_ < types_.size() && types_[last_type_] == type) return last_type_;
    auto at = std::lower_bound(types_.begin(), types_.end(), type);
    last_type_ = static_cast<uint32_t>(at - types_.begin());
    return last_type_;
  }

  /// The facts that become relationships, sorted by from, to, type and where they stand.
  std::vector<FactRef> SortedFacts() {
    std::vector<FactRef> facts;
    std::vector<uint32_t> begin(linked_.nodes.size() + 1);
    size_t count = 0;
    for (const StoredFindings& document : documents_) count += document.findings.facts.size();
    facts.reserve(count);
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const auto& found = Findings(d).facts;
      for (uint32_t f = 0; f < found.size(); ++f) {
        FactRef ref;
        ref.type = TypeNumber(found[f].type);
        ref.from = linked_.node_of[d][found[f].from];
        ref.to = linked_.node_of[d][found[f].to];
        if (ref.from == kNoIndex || ref.to == kNoIndex || ref.from == ref.to) continue;
        // Two people meet each other.
        if (ref.from > ref.to && found[f].type == "MET") std::swap(ref.from, ref.to);
        if (IsRejected(ref) || IsOutvoted(ref)) continue;
        ref.document = d;
        ref.fact = f;
        facts.push_back(ref);
        ++begin[ref.from + 1];
      }
    }
    // By their first end in one pass, then within each.
    for (size_t n = 1; n < begin.size(); ++n) begin[n] += begin[n - 1];
    std::vector<FactRef> sorted(facts.size());
    std::vector<uint32_t> at(begin.begin(), begin.end() - 1);
    for (const FactRef& ref : facts) sorted[at[ref.from]++] = ref;
    for (size_t n = 0; n + 1 < begin.size(); ++n) {
      if (begin[n + 1] - begin[n] < 2) continue;
      std::sort(sorted.begin() + begin[n], sorted.begin() + begin[n + 1],
                [](const FactRef& a, const FactRef& b) {
                  return std::tie(a.to, a.type, a.document, a.fact) <
                         std::tie(b.to, b.type, b.document, b.fact);
                });
    }
    return sorted;
  }

  Status EmitFacts() {
    FindTypes();
    std::vector<FactRef> facts = SortedFacts();
    std::vector<std::pair<std::string, FactRef>> told;
    std::vector<FactRef> alike;
    for (size_t begin = 0; begin < facts.size();) {
      size_t end = begin + 1;
      while (end < facts.size() && facts[begin].from == facts[end].from &&
             facts[begin].to == facts[end].to && facts[begin].type == facts[end].type) {
        ++end;
      }
      if (end == begin + 1) {
        ENTENTE_RETURN_IF_ERROR(EmitFact({&facts[begin], 1}));
        begin = end;
        continue;
      }
      // What they tell parts them further.
      told.clear();
      for (size_t i = begin; i < end; ++i) told.emplace_back(TellingOf(Fact(facts[i])), facts[i]);
      std::stable_sort(told.begin(), told.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      for (size_t first = 0; first < told.size();) {
        alike.clear();
        size_t last = first;
        for (; last < told.size() && told[last].first == told[first].first; ++last) {
          alike.push_back(told[last].second);
        }
        ENTENTE_RETURN_IF_ERROR(EmitFact(alike));
        first = last;
      }
      begin = end;
    }
    return {};
  }

  bool IsRejected(const FactRef& ref) const {
    if (linked_.rejected.empty()) return false;
    RejectedRelationship wanted{std::string(types_[ref.type]), linked_.nodes[ref.from].key,
                                linked_.nodes[ref.to].key};
    return std::binary_search(linked_.rejected.begin(), linked_.rejected.end(), wanted);
  }

  bool IsOutvoted(const FactRef& ref) const {
    return types_[ref.type] == "HOLDS_POST" &&
           std::binary_search(outvoted_.begin(), outvoted_.end(), std::pair(ref.from, ref.to));
  }

  Status EmitFact(std::span<const FactRef> facts) {
    relationship_.type = types_[facts.front().type];
    relationship_.from = {false, facts.front().from};
    relationship_.to = {false, facts.front().to};
    const graph::SchemaType* type = schema_types_[facts.front().type];
    evidence_.clear();
    accounts_.clear();
    references_.clear();
    by_source_.clear();
    const StoredFact* surest = nullptr;
    for (const FactRef& ref : facts) {
      uint32_t d = ref.document;
      const StoredFact& fact = Fact(ref);
      for (CharSpan span : fact.evidence) evidence_.push_back({Findings(d).document_id, d, span});
      for (const auto& [name, entities] : fact.references) {
        for (uint32_t entity : entities) {
          uint32_t node = linked_.node_of[d][entity];
          if (node != kNoIndex) references_.emplace_back(name, linked_.nodes[node].key);
        }
      }
      accounts_.push_back({&fact.properties, Findings(d).published, d, fact.confidence, false});
      by_source_.emplace_back(linked_.source_of[d], static_cast<double>(fact.confidence));
      if (surest == nullptr || fact.confidence > surest->confidence ||
          (fact.confidence == surest->confidence && fact.rule < surest->rule)) {
        surest = &fact;
      }
    }
    Choose(accounts_, chosen_);
    PlannedProperties& properties = relationship_.properties;
    PutChosen(type ? &type->properties : nullptr, properties);
    PutReferences(properties);
    if (!evidence_.empty()) Put(properties, "evidence", PlannedValue::Evidence(evidence_));
    Put(properties, "confidence", PlannedValue::Float(std::round(JointConfidence() * 1000) / 1000));
    Put(properties, "rule", PlannedValue::String(surest->rule));
    return sink_.TakeRelationship(relationship_);
  }

  /// Of the surest account of each source.
  double JointConfidence() {
    if (by_source_.size() == 1) return by_source_.front().second;
    std::sort(by_source_.begin(), by_source_.end());
    double doubt = 1;
    size_t sources = 0;
    for (size_t i = 0; i < by_source_.size(); ++i) {
      bool last = i + 1 == by_source_.size() || by_source_[i + 1].first != by_source_[i].first;
      if (!last) continue;
      doubt *= 1 - by_source_[i].second;
      ++sources;
    }
    return sources == 1 ? by_source_.back().second : std::min(kMaxConfidence, 1 - doubt);
  }

  void PutReferences(PlannedProperties& properties) {
    if (references_.empty()) return;
    std::sort(references_.begin(), references_.end());
    references_.erase(std::unique(references_.begin(), references_.end()), references_.end());
    reference_keys_.clear();
    for (const auto& [name, key] : references_) reference_keys_.push_back(key);
    for (size_t begin = 0; begin < references_.size();) {
      size_t end = begin;
      while (end < references_.size() && references_[end].first == references_[begin].first) ++end;
      Put(properties, references_[begin].first,
          PlannedValue::Strings(std::span(reference_keys_).subspan(begin, end - begin)));
      begin = end;
    }
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

  Status EmitDoubt(PlannedEnd from, PlannedEnd to, double confidence, std::string_view reason) {
    relationship_.type = "POSSIBLY_SAME";
    relationship_.from = from;
    relationship_.to = to;
    relationship_.properties = {
        {"confidence", PlannedValue::Float(std::round(confidence * 1000) / 1000)},
        {"reason", PlannedValue::String(reason)},
        {"rule", PlannedValue::String("linker")}};
    return sink_.TakeRelationship(relationship_);
  }

  // In the order in which the findings lie in memory.
  Status EmitMentions() {
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const std::vector<uint32_t>& node_of = linked_.node_of[d];
      for (size_t e = 0; e < node_of.size(); ++e) {
        if (node_of[e] == kNoIndex) continue;
        for (const StoredMention& mention : Findings(d).entities[e].mentions) {
          ENTENTE_RETURN_IF_ERROR(sink_.TakeMention({node_of[e], d, mention.span, mention.text}));
        }
      }
    }
    return {};
  }

  static constexpr size_t kManyAliases = 4096;

  const std::vector<StoredFindings>& documents_;
  const LinkedGraph& linked_;
  const Schema& schema_;
  PlanSink& sink_;
  const std::vector<std::pair<uint32_t, uint32_t>> outvoted_;

  std::vector<std::string_view> types_;  // of facts, sorted
  std::vector<const graph::SchemaType*> schema_types_;
  uint32_t last_type_ = 0;
  const graph::SchemaLabel* label_ = nullptr;

  // Of the node or relationship being planned; kept for their memory.
  PlannedNode node_;
  PlannedRelationship relationship_;
  std::vector<Account> accounts_;
  Chosen chosen_;
  std::deque<std::string> squeezed_;
  std::vector<std::string_view> aliases_, reference_keys_;
  std::vector<PlannedEvidence> evidence_;
  std::vector<std::pair<std::string_view, std::string_view>> references_;
  std::vector<std::pair<uint32_t, double>> by_source_;
};

}  // namespace

Status EmitPlan(const std::vector<StoredFindings>& documents, const LinkedGraph& linked,
                const Schema& schema, PlanSink& sink, unsigned jobs) {
  if (jobs <= 1) return Planner(documents, linked, schema, sink).Run();
  PlanQueue queue;
  std::vector<std::jthread> planner;
  const bool has_thread = graph::StartThread(planner, [&] {
    QueueSink ahead(queue);
    if (Planner(documents, linked, schema, ahead).Run()) ahead.Finish();
    queue.Close();
  });
  if (!has_thread) return Planner(documents, linked, schema, sink).Run();
  while (std::unique_ptr<PlanBatch> batch = queue.Pop()) {
    if (Status status = batch->Deliver(sink); !status) {
      queue.Stop();
      return status;
    }
  }
  return {};
}

}  // namespace entente::ingest
