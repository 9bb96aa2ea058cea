/// \file
/// Stage 7, first half: what linking found, as the nodes and relationships of the schema. Facts
/// that several documents state become one relationship with all their evidence; of properties that
/// they state differently one is chosen. Nothing is written here. Threads: pure.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/result.h"
#include "graph/schema.h"
#include "graph/value.h"
#include "ingest/findings_codec.h"
#include "ingest/linker.h"

namespace entente::ingest {

/// A stretch of a document of the linker's input, as evidence cites it.
struct PlannedEvidence {
  std::string_view document;  ///< its id
  uint32_t index = 0;         ///< of the document, in the linker's input
  CharSpan span;
};

/// The value of a property. Borrows: it lives as long as the call that hands it over.
struct PlannedValue {
  enum class Kind : uint8_t { kString, kInteger, kFloat, kBoolean, kStrings, kEvidence };
  Kind kind = Kind::kString;
  bool boolean = false;
  int64_t integer = 0;
  double number = 0;
  std::string_view text;
  std::span<const std::string_view> texts;
  std::span<const PlannedEvidence> evidence;

  static PlannedValue String(std::string_view text);
  static PlannedValue Integer(int64_t integer);
  static PlannedValue Float(double number);
  static PlannedValue Strings(std::span<const std::string_view> texts);
  static PlannedValue Evidence(std::span<const PlannedEvidence> evidence);
  graph::Value ToValue() const;
};

/// By name, sorted.
using PlannedProperties = std::vector<std::pair<std::string_view, PlannedValue>>;

struct PlannedNode {
  std::string_view label;  ///< of the schema
  std::string_view key;
  PlannedProperties properties;  ///< `key` among them
};

/// A node of the plan, or a document of the linker's input.
struct PlannedEnd {
  bool is_document = false;
  uint32_t index = 0;
  friend auto operator<=>(const PlannedEnd&, const PlannedEnd&) = default;
};

struct PlannedRelationship {
  std::string_view type;
  PlannedEnd from;
  PlannedEnd to;
  PlannedProperties properties;
};

/// A MENTIONED_IN with its properties: most relationships are such.
struct PlannedMention {
  uint32_t node = 0;      ///< of the plan
  uint32_t document = 0;  ///< of the linker's input
  CharSpan span;
  std::string_view text;  ///< the findings' own
};

/// Who takes the plan: nodes first, in the order of LinkedGraph::nodes, then relationships, sorted,
/// then mentions, document by document.
class PlanSink {
 public:
  virtual ~PlanSink() = default;
  virtual graph::Status TakeNode(const PlannedNode& node) = 0;
  virtual graph::Status TakeRelationship(const PlannedRelationship& relationship) = 0;
  /// Takes it as a relationship, unless somebody knows better.
  virtual graph::Status TakeMention(const PlannedMention& mention);
};

/// The sink is called on this thread; with more than one job the plan is made ahead on another.
/// Errors: those of the sink.
graph::Status EmitPlan(const std::vector<StoredFindings>& documents, const LinkedGraph& linked,
                       const graph::Schema& schema, PlanSink& sink, unsigned jobs = 1);

}  // namespace entente::ingest
