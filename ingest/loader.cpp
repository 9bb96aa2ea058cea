#include "ingest/loader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "graph/schema.h"
#include "ingest/graph_plan.h"

namespace entente::ingest {

namespace {

using graph::GraphBuilder;
using graph::LabelId;
using graph::NodeId;
using graph::Schema;
using graph::Status;

/// Remembers what names were turned into; few names come again and again.
template <class Id>
class IdCache {
 public:
  template <class Intern>
  Id Get(std::string_view name, Intern intern) {
    if (name.empty()) return intern(name);
    size_t at = (name.size() * 31 + static_cast<unsigned char>(name.front()) * 7 +
                 static_cast<unsigned char>(name.back())) %
                slots_.size();
    Slot& slot = slots_[at];
    if (slot.name != name) slot = {std::string(name), intern(name)};
    return slot.id;
  }

 private:
  struct Slot {
    std::string name;
    Id id;
  };
  std::array<Slot, 128> slots_;
};

/// Writes the plan into a builder.
class BuilderSink : public PlanSink {
 public:
  BuilderSink(GraphBuilder& builder, const std::vector<NodeId>& documents)
      : builder_(builder), documents_(documents), document_texts_(documents.size()) {}

  Status TakeNode(const PlannedNode& node) override {
    // Nodes come sorted by key, and so mostly by label.
    if (labels_.empty() || node.label != label_) {
      label_ = node.label;
      labels_ = {builder_.InternLabel(node.label)};
      if (const graph::SchemaLabel* label = Schema::BuiltIn().FindLabel(node.label)) {
        for (const std::string& also : label->also) labels_.push_back(builder_.InternLabel(also));
      }
    }
    ENTENTE_ASSIGN_OR_RETURN(NodeId id, builder_.AddNode(labels_));
    nodes_.push_back(id);
    return SetAll(node.properties);
  }
  Status TakeRelationship(const PlannedRelationship& relationship) override {
    graph::TypeId type = types_.Get(
        relationship.type, [&](std::string_view name) { return builder_.InternType(name); });
    ENTENTE_RETURN_IF_ERROR(
        builder_.AddRelationship(type, NodeOf(relationship.from), NodeOf(relationship.to)));
    return SetAll(relationship.properties);
  }
  Status TakeMention(const PlannedMention& mention) override {
    if (!mentioned_in_.valid()) {
      mentioned_in_ = builder_.InternType("MENTIONED_IN");
      end_ = builder_.InternKey("end");
      start_ = builder_.InternKey("start");
      text_ = builder_.InternKey("text");
    }
    ENTENTE_RETURN_IF_ERROR(builder_.AddRelationship(mentioned_in_, nodes_[mention.node],
                                                     documents_[mention.document]));
    builder_.SetInteger(end_, mention.span.end_char);
    builder_.SetInteger(start_, mention.span.begin_char);
    builder_.SetString(text_, mention.text);
    return {};
  }

 private:
  NodeId NodeOf(PlannedEnd end) const {
    return end.is_document ? documents_[end.index] : nodes_[end.index];
  }
  Status SetAll(const PlannedProperties& properties) {
    for (const auto& [name, value] : properties) {
      graph::PropertyKeyId key =
          keys_.Get(name, [&](std::string_view text) { return builder_.InternKey(text); });
      switch (value.kind) {
        case PlannedValue::Kind::kString:
          builder_.SetString(key, value.text);
          break;
        case PlannedValue::Kind::kInteger:
          builder_.SetInteger(key, value.integer);
          break;
        case PlannedValue::Kind::kFloat:
          builder_.SetFloat(key, value.number);
          break;
        case PlannedValue::Kind::kEvidence:
          fragments_.clear();
          for (const PlannedEvidence& one : value.evidence) {
            std::optional<graph::TextCode>& document = document_texts_[one.index];
            if (!document) document = builder_.InternText(one.document);
            fragments_.push_back({*document, one.span.begin_char, one.span.end_char});
          }
          builder_.SetEvidence(key, fragments_);
          break;
        default:
          ENTENTE_RETURN_IF_ERROR(builder_.Set(key, value.ToValue()));
      }
    }
    return {};
  }

  GraphBuilder& builder_;
  const std::vector<NodeId>& documents_;
  std::vector<std::optional<graph::TextCode>> document_texts_;  // their ids
  std::vector<NodeId> nodes_;
  std::string label_;
  std::vector<LabelId> labels_;
  IdCache<graph::TypeId> types_;
  IdCache<graph::PropertyKeyId> keys_;
  graph::TypeId mentioned_in_;  // once there is a mention, with the keys
  graph::PropertyKeyId end_, start_, text_;
  std::vector<graph::EvidenceFragment> fragments_;
};

}  // namespace

DocumentRecord MakeRecord(const Document& document, const StoredFindings& stored,
                          std::string encoded) {
  DocumentRecord record;
  record.id = document.id();
  record.title = document.title();
  record.published =
      document.published().empty() ? std::string(stored.findings.published) : document.published();
  record.source = document.source();
  record.url = document.url();
  record.language = document.language();
  record.sha256 = document.sha256();
  record.text = document.text();
  record.findings = std::move(encoded);
  return record;
}

FreshLoader::FreshLoader(unsigned threads) : threads_(threads), builder_(threads) {
  for (const graph::SchemaLabel& label : Schema::BuiltIn().labels()) {
    LabelId id = builder_.InternLabel(label.name);
    for (const char* key : {"key", "name", "id"}) {
      bool has = std::any_of(label.properties.begin(), label.properties.end(),
                             [&](const auto& property) { return property.name == key; });
      if (has) builder_.CreateIndex(id, builder_.InternKey(key));
    }
  }
}

Status FreshLoader::AddDocument(const DocumentRecord& record, std::string_view corrections) {
  std::array<LabelId, 1> labels = {builder_.InternLabel("Document")};
  ENTENTE_ASSIGN_OR_RETURN(NodeId node, builder_.AddNode(labels));
  document_nodes_.push_back(node);
  auto set = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) builder_.SetString(builder_.InternKey(name), value);
  };
  set("id", record.id);
  set("title", record.title);
  set("published", record.published);
  set("source", record.source);
  set("url", record.url);
  set("language", record.language);
  set("sha256", record.sha256);
  set("text", record.text);
  set(kFindingsKey, record.findings);
  set(kCorrectionsKey, corrections);
  return {};
}

Status FreshLoader::AddPlan(const std::vector<StoredFindings>& documents, const LinkedGraph& linked,
                            const std::vector<uint32_t>& number_of) {
  std::vector<NodeId> nodes;
  nodes.reserve(number_of.size());
  for (uint32_t number : number_of) nodes.push_back(document_nodes_[number]);
  BuilderSink sink(builder_, nodes);
  return EmitPlan(documents, linked, Schema::BuiltIn(), sink, threads_);
}

Status FreshLoader::WriteFile(const std::string& path, graph::Replace replace) {
  return builder_.WriteFile(path, replace);
}

}  // namespace entente::ingest
