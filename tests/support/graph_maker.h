/// \file
/// Small graphs for tests, said in few words.

#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "graph/check.h"
#include "graph/graph.h"

namespace entente::tests {

using Properties = std::vector<std::pair<std::string, graph::Value>>;

inline graph::Value Text(std::string text) { return graph::Value::String(std::move(text)); }
inline graph::Value Texts(std::initializer_list<const char*> texts) {
  std::vector<graph::Value> values;
  for (const char* text : texts) values.push_back(Text(text));
  return graph::Value::List(std::move(values));
}

/// Collects nodes and relationships in one transaction on a graph in memory.
class GraphMaker {
 public:
  GraphMaker() : graph_(graph::Graph::InMemory()) {
    auto transaction = graph_->Begin();
    ENTENTE_CHECK(transaction.has_value());
    transaction_ = *std::move(transaction);
  }

  graph::NodeId Node(std::initializer_list<const char*> labels, const Properties& properties = {}) {
    std::vector<graph::LabelId> ids;
    for (const char* label : labels) ids.push_back(transaction_->InternLabel(label));
    auto node = transaction_->CreateNode(ids);
    ENTENTE_CHECK(node.has_value());
    for (const auto& [key, value] : properties)
      ENTENTE_CHECK(
          transaction_->SetProperty(*node, transaction_->InternKey(key), value).has_value());
    return *node;
  }

  graph::RelationshipId Relationship(graph::NodeId start, const char* type, graph::NodeId end,
                                     const Properties& properties = {}) {
    auto id = transaction_->CreateRelationship(transaction_->InternType(type), start, end);
    ENTENTE_CHECK(id.has_value());
    for (const auto& [key, value] : properties)
      ENTENTE_CHECK(
          transaction_->SetProperty(*id, transaction_->InternKey(key), value).has_value());
    return *id;
  }

  /// Commits; the maker is done.
  std::unique_ptr<graph::Graph> Finish() {
    ENTENTE_CHECK(transaction_->Commit().has_value());
    transaction_.reset();
    return std::move(graph_);
  }

 private:
  std::unique_ptr<graph::Graph> graph_;
  std::unique_ptr<graph::Transaction> transaction_;
};

}  // namespace entente::tests
