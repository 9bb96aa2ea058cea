/// \file
/// Reading a graph of Entente's schema by the names that the schema gives: what `signed`, `draw`
/// and `info` share. Threads: const; as the GraphReader it reads.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"

namespace entente::cli {

class SchemaReader {
 public:
  /// `reader` must outlive it.
  explicit SchemaReader(const graph::GraphReader& reader) : reader_(reader) {}

  const graph::GraphReader& reader() const { return reader_; }

  std::vector<graph::NodeId> NodesOf(std::string_view label) const;
  bool Has(graph::NodeId node, std::string_view label) const;

  /// The property as text; empty where there is none. A number is written in decimal.
  std::string Text(graph::NodeId node, std::string_view key) const;
  std::string Text(graph::RelationshipId relationship, std::string_view key) const;
  std::vector<std::string> Texts(graph::NodeId node, std::string_view key) const;
  std::vector<std::string> Texts(graph::RelationshipId relationship, std::string_view key) const;
  std::optional<double> Number(graph::RelationshipId relationship, std::string_view key) const;

  struct Step {
    graph::NodeId node;  ///< the other end
    graph::RelationshipId relationship;
  };
  /// The relationships of `type` that leave (kOut) or reach (kIn) `node`, in the order of the
  /// graph.
  std::vector<Step> Follow(graph::NodeId node, std::string_view type,
                           graph::Direction direction) const;

 private:
  const graph::GraphReader& reader_;
};

/// A piece of evidence as RFC 5147 writes it, taken apart; nothing where it is not one.
struct EvidenceFragment {
  std::string document_id;
  uint32_t begin_char = 0;
  uint32_t end_char = 0;
};
std::optional<EvidenceFragment> ParseEvidence(std::string_view fragment);

/// The characters [begin, end) of `text`; clipped to it.
std::string CharacterRange(std::string_view text, uint32_t begin_char, uint32_t end_char);

}  // namespace entente::cli
