#include "ingest/score_graph.h"

#include <utility>

#include "graph/schema.h"
#include "ingest/graph_plan.h"
#include "ingest/linker.h"
#include "ingest/score_names.h"

namespace entente::ingest {

namespace {

using graph::Status;
using graph::Value;
using graph::ValueKind;

std::vector<std::string> Strings(const Value& value) {
  std::vector<std::string> out;
  if (value.kind() == ValueKind::kString) out.emplace_back(value.as_string());
  if (value.kind() == ValueKind::kList) {
    for (const Value& item : value.as_list()) {
      if (item.kind() == ValueKind::kString) out.emplace_back(item.as_string());
    }
  }
  return out;
}

class Collector : public PlanSink {
 public:
  explicit Collector(ScoredGraph& graph) : graph_(graph) {}
  Status TakeNode(const PlannedNode& planned) override {
    ScoredNode node;
    node.label = planned.label;
    for (const auto& [name, borrowed] : planned.properties) {
      const Value value = borrowed.ToValue();
      if (name == "aliases") {
        node.aliases = Strings(value);
      } else if (value.kind() == ValueKind::kString) {
        node.properties[std::string(name)] = std::string(value.as_string());
      }
    }
    node.name = node.Property("name");
    graph_.nodes.push_back(std::move(node));
    return {};
  }
  Status TakeRelationship(const PlannedRelationship& planned) override {
    if (planned.from.is_document) return {};
    if (planned.type == "MENTIONED_IN") {
      ScoredMention mention;
      for (const auto& [name, value] : planned.properties) {
        if (name == "start") mention.start = value.integer;
        if (name == "end") mention.end = value.integer;
        if (name == "text") mention.text = value.text;
      }
      graph_.nodes[planned.from.index].mentions.push_back(std::move(mention));
      return {};
    }
    ScoredRelationship relationship;
    relationship.type = planned.type;
    relationship.from = planned.from.index;
    relationship.to = planned.to.index;
    for (const auto& [name, borrowed] : planned.properties) {
      const Value value = borrowed.ToValue();
      if (name == "evidence") {
        relationship.evidence = Strings(value);
      } else if (name == "confidence" && value.kind() == ValueKind::kFloat) {
        relationship.confidence = value.as_float();
      } else if (value.kind() == ValueKind::kString) {
        relationship.properties[std::string(name)] = std::string(value.as_string());
      }
    }
    auto index = static_cast<uint32_t>(graph_.relationships.size());
    graph_.nodes[relationship.from].out.push_back(index);
    graph_.nodes[relationship.to].in.push_back(index);
    graph_.relationships.push_back(std::move(relationship));
    return {};
  }

 private:
  ScoredGraph& graph_;
};

}  // namespace

std::set<std::string> ScoredNode::FoldedNames() const {
  std::set<std::string> seen;
  for (const ScoredMention& mention : mentions) seen.insert(FoldForScoring(mention.text));
  std::set<std::string> names = {FoldForScoring(name)};
  for (const std::string& alias : aliases) {
    std::string folded = FoldForScoring(alias);
    if (seen.count(folded) > 0) names.insert(std::move(folded));
  }
  names.erase("");
  return names;
}

std::vector<std::string> ScoredNode::AllNames() const {
  std::vector<std::string> names = {name};
  names.insert(names.end(), aliases.begin(), aliases.end());
  return names;
}

std::string ScoredNode::Property(std::string_view property) const {
  auto found = properties.find(std::string(property));
  return found == properties.end() ? "" : found->second;
}

graph::Result<ScoredGraph> MakeScoredGraph(ExtractedDocument document) {
  ScoredGraph graph;
  graph.text = std::move(document.record.text);
  std::vector<StoredFindings> documents;
  documents.push_back(std::move(document.stored));
  LinkedGraph linked = LinkDocuments(documents);
  Collector collector(graph);
  ENTENTE_RETURN_IF_ERROR(EmitPlan(documents, linked, graph::Schema::BuiltIn(), collector));
  return graph;
}

}  // namespace entente::ingest
