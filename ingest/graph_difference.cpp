// From what documents said before to what they say now, in place.

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/schema.h"
#include "ingest/graph_plan.h"
#include "ingest/loader.h"

namespace entente::ingest {

namespace {

using graph::Direction;
using graph::GraphReader;
using graph::LabelId;
using graph::NodeId;
using graph::RelationshipId;
using graph::Result;
using graph::Schema;
using graph::Status;
using graph::Transaction;
using graph::TypeId;
using graph::Value;

/// Names of a plan's ends that are the same in another plan.
class EndNames {
 public:
  explicit EndNames(const LinkedDocuments& documents) : documents_(documents) {}
  std::string_view Name(PlannedEnd end) const {
    return end.is_document ? std::string_view(documents_.documents[end.index].findings.document_id)
                           : std::string_view(documents_.linked.nodes[end.index].key);
  }

 private:
  const LinkedDocuments& documents_;
};

/// A planned relationship as one number: two that differ have two numbers, but for a chance of one
/// in 2^64 a pair.
uint64_t Identity(const PlannedRelationship& relationship, const EndNames& names) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  auto add = [&](std::string_view text) {
    uint64_t h = std::hash<std::string_view>{}(text);
    hash = (hash ^ h) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
  };
  add(relationship.type);
  add(relationship.from.is_document ? "d" : "n");
  add(names.Name(relationship.from));
  add(relationship.to.is_document ? "d" : "n");
  add(names.Name(relationship.to));
  for (const auto& [name, value] : relationship.properties) {
    add(name);
    hash = (hash ^ graph::Hash(value.ToValue())) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 31;
  }
  return hash;
}

using Properties = std::vector<std::pair<std::string, Value>>;

struct OldNode {
  std::string label;
  Properties properties;
  bool stays = false;
};

/// What the graph holds, as far as a build put it there.
struct Before {
  std::unordered_map<std::string, OldNode> nodes;        // by key
  std::unordered_map<uint64_t, uint32_t> relationships;  // by identity: how many
};

class BeforeSink : public PlanSink {
 public:
  BeforeSink(const EndNames& names, Before& before) : names_(names), before_(before) {}
  Status TakeNode(const PlannedNode& node) override {
    Properties properties;
    for (const auto& [name, value] : node.properties) {
      properties.emplace_back(name, value.ToValue());
    }
    before_.nodes[std::string(node.key)] = {std::string(node.label), std::move(properties), false};
    return {};
  }
  Status TakeRelationship(const PlannedRelationship& relationship) override {
    ++before_.relationships[Identity(relationship, names_)];
    return {};
  }

 private:
  const EndNames& names_;
  Before& before_;
};

/// Where the nodes of the graph are, by key and by document id.
struct Places {
  std::unordered_map<std::string, NodeId> by_key;
  std::unordered_map<std::string, NodeId> by_document;
};

NodeId Find(const std::unordered_map<std::string, NodeId>& places, std::string_view name) {
  auto found = places.find(std::string(name));
  return found == places.end() ? NodeId() : found->second;
}

/// Writes what is new.
class AfterSink : public PlanSink {
 public:
  AfterSink(const EndNames& names, Before& before, Places& places, Transaction& transaction)
      : names_(names), before_(before), places_(places), transaction_(transaction) {}

  /// Names of nodes that a hand deleted.
  std::vector<std::string> TakeDeleted() { return std::move(deleted_); }

  Status TakeNode(const PlannedNode& node) override {
    auto old = before_.nodes.find(std::string(node.key));
    NodeId id = Find(places_.by_key, node.key);
    if (!id.valid() && old != before_.nodes.end()) {
      // A hand deleted it. It came back without what the documents had said of it before.
      old->second.stays = true;
      std::string name(node.key);
      for (const auto& [property, value] : node.properties)
        if (property == "name" && value.ToValue().kind() == graph::ValueKind::kString)
          name = value.ToValue().as_string();
      deleted_.push_back(std::move(name));
      return {};
    }
    if (!id.valid()) {
      std::vector<LabelId> labels = {transaction_.InternLabel(node.label)};
      if (const graph::SchemaLabel* label = Schema::BuiltIn().FindLabel(node.label)) {
        for (const std::string& also : label->also) {
          labels.push_back(transaction_.InternLabel(also));
        }
      }
      ENTENTE_ASSIGN_OR_RETURN(id, transaction_.CreateNode(labels));
      places_.by_key[std::string(node.key)] = id;
    }
    if (old != before_.nodes.end()) {
      old->second.stays = true;
      for (const auto& before : old->second.properties) {
        bool gone =
            std::none_of(node.properties.begin(), node.properties.end(),
                         [&](const auto& property) { return property.first == before.first; });
        if (!gone) continue;
        ENTENTE_RETURN_IF_ERROR(
            transaction_.SetProperty(id, transaction_.InternKey(before.first), Value::Null()));
      }
    }
    for (const auto& [name, planned] : node.properties) {
      Value value = planned.ToValue();
      // What the documents say as before is left as it stands, perhaps changed by a hand.
      if (old != before_.nodes.end() && Says(old->second.properties, name, value)) continue;
      ENTENTE_RETURN_IF_ERROR(transaction_.SetProperty(id, transaction_.InternKey(name), value));
    }
    return {};
  }

  Status TakeRelationship(const PlannedRelationship& relationship) override {
    auto old = before_.relationships.find(Identity(relationship, names_));
    if (old != before_.relationships.end() && old->second > 0) {
      --old->second;
      return {};
    }
    NodeId from = NodeOf(relationship.from), to = NodeOf(relationship.to);
    if (!from.valid() || !to.valid()) return {};
    ENTENTE_ASSIGN_OR_RETURN(
        RelationshipId id,
        transaction_.CreateRelationship(transaction_.InternType(relationship.type), from, to));
    for (const auto& [name, value] : relationship.properties) {
      ENTENTE_RETURN_IF_ERROR(
          transaction_.SetProperty(id, transaction_.InternKey(name), value.ToValue()));
    }
    return {};
  }

 private:
  static bool Says(const Properties& properties, std::string_view name, const Value& value) {
    return std::any_of(properties.begin(), properties.end(), [&](const auto& property) {
      return property.first == name && graph::Equivalent(property.second, value);
    });
  }
  NodeId NodeOf(PlannedEnd end) const {
    return Find(end.is_document ? places_.by_document : places_.by_key, names_.Name(end));
  }

  const EndNames& names_;
  Before& before_;
  Places& places_;
  Transaction& transaction_;
  std::vector<std::string> deleted_;
};

/// Finds what is said no more. (Deleting waits until the plan was gone through.)
class GoneSink : public PlanSink {
 public:
  GoneSink(const EndNames& names, Before& before, const Places& places, Transaction& transaction)
      : names_(names), before_(before), places_(places), transaction_(transaction) {}

  Status TakeNode(const PlannedNode&) override { return {}; }
  Status TakeRelationship(const PlannedRelationship& relationship) override {
    auto old = before_.relationships.find(Identity(relationship, names_));
    if (old == before_.relationships.end() || old->second == 0) return {};
    --old->second;
    const GraphReader& reader = transaction_.reader();
    NodeId from = Find(relationship.from.is_document ? places_.by_document : places_.by_key,
                       names_.Name(relationship.from));
    NodeId to = Find(relationship.to.is_document ? places_.by_document : places_.by_key,
                     names_.Name(relationship.to));
    auto type = reader.FindType(relationship.type);
    if (!from.valid() || !to.valid() || !type) return {};
    auto list = reader.Adjacent(from, *type, Direction::kOut, buffer_);
    auto neighbours = list.neighbours();
    auto begin = std::lower_bound(neighbours.begin(), neighbours.end(), to);
    for (auto at = begin; at != neighbours.end() && *at == to; ++at) {
      RelationshipId id = list.relationship(static_cast<uint32_t>(at - neighbours.begin()));
      bool same = std::all_of(relationship.properties.begin(), relationship.properties.end(),
                              [&](const auto& property) {
                                auto key = reader.FindKey(property.first);
                                return key && graph::Equivalent(reader.Property(id, *key),
                                                                property.second.ToValue());
                              });
      if (!same) continue;
      transaction_.DeleteRelationship(id);
      return {};
    }
    return {};  // a hand changed or removed it
  }

 private:
  const EndNames& names_;
  Before& before_;
  const Places& places_;
  Transaction& transaction_;
  graph::AdjacencyBuffer buffer_;
};

/// Deletes every relationship of a node.
void Detach(NodeId node, Transaction& transaction) {
  const GraphReader& reader = transaction.reader();
  for (uint16_t type = 0; type < reader.type_count(); ++type) {
    for (Direction direction : {Direction::kOut, Direction::kIn}) {
      graph::AdjacencyBuffer buffer;
      auto list = reader.Adjacent(node, TypeId(type), direction, buffer);
      std::vector<RelationshipId> all;
      for (uint32_t i = 0; i < list.size; ++i) all.push_back(list.relationship(i));
      for (RelationshipId id : all) {
        if (reader.Exists(id)) transaction.DeleteRelationship(id);
      }
    }
  }
}

Status WriteDocument(NodeId node, const DocumentRecord& record, std::string_view corrections,
                     Transaction& transaction) {
  auto set = [&](std::string_view name, std::string_view value) {
    return transaction.SetProperty(
        node, transaction.InternKey(name),
        value.empty() ? Value::Null() : Value::String(std::string(value)));
  };
  ENTENTE_RETURN_IF_ERROR(set("id", record.id));
  ENTENTE_RETURN_IF_ERROR(set("title", record.title));
  ENTENTE_RETURN_IF_ERROR(set("published", record.published));
  ENTENTE_RETURN_IF_ERROR(set("source", record.source));
  ENTENTE_RETURN_IF_ERROR(set("url", record.url));
  ENTENTE_RETURN_IF_ERROR(set("language", record.language));
  ENTENTE_RETURN_IF_ERROR(set("sha256", record.sha256));
  ENTENTE_RETURN_IF_ERROR(set("text", record.text));
  ENTENTE_RETURN_IF_ERROR(set(kFindingsKey, record.findings));
  return set(kCorrectionsKey, corrections);
}

std::vector<NodeId> AllNodes(const GraphReader& reader, LabelId label) {
  std::vector<NodeId> nodes;
  std::optional<NodeId> from = NodeId(0);
  while (from) from = reader.ScanNodes(label, *from, 65536, nodes);
  return nodes;
}

Places FindPlaces(const GraphReader& reader) {
  Places places;
  auto key = reader.FindKey("key"), id = reader.FindKey("id");
  auto document = reader.FindLabel("Document");
  for (NodeId node : AllNodes(reader, LabelId())) {
    bool is_document = document && reader.HasLabel(node, *document);
    auto name = is_document ? id : key;
    if (!name) continue;
    Value value = reader.Property(node, *name);
    if (value.kind() != graph::ValueKind::kString) continue;
    auto& where = is_document ? places.by_document : places.by_key;
    where.try_emplace(std::string(value.as_string()), node);
  }
  return places;
}

}  // namespace

Result<KeptDocuments> ReadKeptDocuments(const GraphReader& reader) {
  KeptDocuments kept;
  auto label = reader.FindLabel("Document");
  auto id = reader.FindKey("id"), sha256 = reader.FindKey("sha256");
  auto findings = reader.FindKey(kFindingsKey), corrections = reader.FindKey(kCorrectionsKey);
  if (!label || !id || (!findings && !sha256)) return kept;
  auto has_text = [&](NodeId node, std::optional<graph::PropertyKeyId> key) {
    return key && reader.Property(node, *key).kind() == graph::ValueKind::kString;
  };
  for (NodeId node : AllNodes(reader, *label)) {
    if (!has_text(node, findings)) {
      // A document that a hand put there is none of ours to link; a digest tells that a build read
      // it, and that the facts in the graph may be its.
      kept.without_findings += has_text(node, sha256);
      continue;
    }
    Value stored = reader.Property(node, *findings);
    Value name = reader.Property(node, *id);
    if (name.kind() != graph::ValueKind::kString) continue;
    KeptDocument document;
    document.node = node;
    document.id = name.as_string();
    if (sha256) {
      Value digest = reader.Property(node, *sha256);
      if (digest.kind() == graph::ValueKind::kString) document.sha256 = digest.as_string();
    }
    ENTENTE_ASSIGN_OR_RETURN(document.stored, DecodeFindings(stored.as_string()));
    if (corrections && kept.corrections.empty()) {
      Value text = reader.Property(node, *corrections);
      if (text.kind() == graph::ValueKind::kString) kept.corrections = text.as_string();
    }
    kept.documents.push_back(std::move(document));
  }
  std::sort(kept.documents.begin(), kept.documents.end(),
            [](const KeptDocument& a, const KeptDocument& b) { return a.id < b.id; });
  return kept;
}

Result<std::vector<std::string>> ApplyDifference(const LinkedDocuments& before,
                                                 const LinkedDocuments& after,
                                                 const std::vector<DocumentRecord>& records,
                                                 std::string_view corrections,
                                                 Transaction& transaction) {
  Places places = FindPlaces(transaction.reader());
  for (const DocumentRecord& record : records) {
    NodeId node = Find(places.by_document, record.id);
    if (!node.valid()) {
      std::vector<LabelId> labels = {transaction.InternLabel("Document")};
      ENTENTE_ASSIGN_OR_RETURN(node, transaction.CreateNode(labels));
      places.by_document[record.id] = node;
    }
    ENTENTE_RETURN_IF_ERROR(WriteDocument(node, record, corrections, transaction));
  }

  // Documents that stay as they are keep the corrections too.
  auto corrections_key = transaction.reader().FindKey(kCorrectionsKey);
  Value wanted = corrections.empty() ? Value::Null() : Value::String(std::string(corrections));
  for (const StoredFindings& document : after.documents) {
    NodeId node = Find(places.by_document, document.findings.document_id);
    if (!node.valid()) continue;
    Value has =
        corrections_key ? transaction.reader().Property(node, *corrections_key) : Value::Null();
    if (graph::Equivalent(has, wanted)) continue;
    ENTENTE_RETURN_IF_ERROR(
        transaction.SetProperty(node, transaction.InternKey(kCorrectionsKey), wanted));
  }

  EndNames old_names(before), new_names(after);
  Before what_was;
  BeforeSink before_sink(old_names, what_was);
  ENTENTE_RETURN_IF_ERROR(
      EmitPlan(before.documents, before.linked, Schema::BuiltIn(), before_sink));
  AfterSink after_sink(new_names, what_was, places, transaction);
  ENTENTE_RETURN_IF_ERROR(EmitPlan(after.documents, after.linked, Schema::BuiltIn(), after_sink));
  GoneSink gone_sink(old_names, what_was, places, transaction);
  ENTENTE_RETURN_IF_ERROR(EmitPlan(before.documents, before.linked, Schema::BuiltIn(), gone_sink));

  // In the order of keys, so that two runs do the same.
  std::vector<std::string> gone;
  for (const auto& [key, node] : what_was.nodes) {
    if (!node.stays) gone.push_back(key);
  }
  std::sort(gone.begin(), gone.end());
  for (const std::string& key : gone) {
    NodeId node = Find(places.by_key, key);
    if (!node.valid()) continue;
    // One that a hand has joined to something stays.
    if (Status status = transaction.DeleteNode(node);
        !status && status.error().code != graph::ErrorCode::kConstraint) {
      return status.error();
    }
  }
  for (const StoredFindings& document : before.documents) {
    const std::string_view id = document.findings.document_id;
    auto still = std::lower_bound(
        after.documents.begin(), after.documents.end(), id,
        [](const StoredFindings& a, std::string_view b) { return a.findings.document_id < b; });
    if (still != after.documents.end() && still->findings.document_id == id) continue;
    NodeId node = Find(places.by_document, id);
    if (!node.valid()) continue;
    Detach(node, transaction);
    ENTENTE_RETURN_IF_ERROR(transaction.DeleteNode(node));
  }
  std::vector<std::string> deleted = after_sink.TakeDeleted();
  std::sort(deleted.begin(), deleted.end());
  return deleted;
}

}  // namespace entente::ingest
