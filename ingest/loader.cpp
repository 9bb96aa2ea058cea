#include "ingest/loader.h"

#include <algorithm>
#include <array>
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
using graph::Value;

/// Writes the plan into a builder.
class BuilderSink : public PlanSink {
 public:
  BuilderSink(GraphBuilder& builder, const std::vector<NodeId>& documents)
      : builder_(builder), documents_(documents) {}

  Status TakeNode(const PlannedNode& node) override {
    std::vector<LabelId> labels = {builder_.InternLabel(node.label)};
    if (const graph::SchemaLabel* label = Schema::BuiltIn().FindLabel(node.label)) {
      for (const std::string& also : label->also) labels.push_back(builder_.InternLabel(also));
    }
    ENTENTE_ASSIGN_OR_RETURN(NodeId id, builder_.AddNode(labels));
    nodes_.push_back(id);
    return SetAll(node.properties);
  }
  Status TakeRelationship(const PlannedRelationship& relationship) override {
    ENTENTE_RETURN_IF_ERROR(builder_.AddRelationship(builder_.InternType(relationship.type),
                                                     NodeOf(relationship.from),
                                                     NodeOf(relationship.to)));
    return SetAll(relationship.properties);
  }

 private:
  NodeId NodeOf(PlannedEnd end) const {
    return end.is_document ? documents_[end.index] : nodes_[end.index];
  }
  Status SetAll(const PlannedProperties& properties) {
    for (const auto& [name, value] : properties) {
      ENTENTE_RETURN_IF_ERROR(builder_.Set(builder_.InternKey(name), value));
    }
    return {};
  }

  GraphBuilder& builder_;
  const std::vector<NodeId>& documents_;
  std::vector<NodeId> nodes_;
};

}  // namespace

DocumentRecord MakeRecord(const Document& document, const StoredFindings& stored) {
  DocumentRecord record;
  record.id = document.id();
  record.title = document.title();
  record.published =
      document.published().empty() ? stored.findings.published : document.published();
  record.source = document.source();
  record.url = document.url();
  record.language = document.language();
  record.sha256 = document.sha256();
  record.text = document.text();
  record.findings = EncodeFindings(stored);
  return record;
}

FreshLoader::FreshLoader(unsigned threads) : builder_(threads) {
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
  return EmitPlan(documents, linked, Schema::BuiltIn(), sink);
}

Status FreshLoader::WriteFile(const std::string& path, graph::Replace replace) {
  return builder_.WriteFile(path, replace);
}

}  // namespace entente::ingest
