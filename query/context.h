/// \file
/// What a running query shares: the graph it reads, its transaction, parameters, resolved names,
/// limits, counters and the first error. Threads: one context a thread; a query that uses a second
/// thread gives it a context of its own.

#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/graph.h"
#include "graph/graph_reader.h"
#include "query/batch.h"
#include "query/engine.h"
#include "query/frame.h"
#include "query/functions/registry.h"
#include "query/limits.h"

namespace entente::query {

class RegexCache;

/// What PROFILE shows of one operator.
struct OperatorProfile {
  uint64_t rows = 0;
  uint64_t nanoseconds = 0;  ///< with its inputs
  uint64_t visited = 0;      ///< nodes and relationships looked at
};

struct ExecutionContext {
  const graph::GraphReader* reader = nullptr;
  graph::Transaction* transaction = nullptr;  ///< nullptr while only reading
  std::span<const graph::Value> parameters;   ///< in the order of NameTables::parameters
  const NameTables* names = nullptr;
  std::vector<graph::LabelId> labels;  ///< resolved; not valid where the graph has no such name
  std::vector<graph::TypeId> types;
  std::vector<graph::PropertyKeyId> keys;
  FunctionContext functions;
  Limits* limits = nullptr;
  SideEffects effects;
  bool profile = false;
  unsigned threads = 1;
  std::vector<OperatorProfile> profiles;  ///< by PlanNode::id
  std::shared_ptr<RegexCache> regexes;    // shared with the contexts of the query's other threads
  /// Types of relationships deleted by this query, which may still be asked for.
  std::unordered_map<uint32_t, graph::RelationshipEnds> deleted_relationships;
  std::optional<graph::Error> error;

  bool failed() const { return error.has_value(); }
  /// Keeps the first.
  void Fail(graph::Error failure) {
    if (!error) error = std::move(failure);
  }
  void Fail(graph::ErrorCode code, const char* detail, std::string message, SourceSpan span) {
    if (error) return;
    error = graph::MakeError(code, std::move(message), span);
    error->detail = detail;
  }
  /// Looks at the limits; false when the query is to stop.
  bool Continue() {
    if (error) return false;
    if (auto status = limits->Check(); !status) error = status.error();
    return !error;
  }
  bool Charge(uint64_t bytes) {
    if (auto status = limits->Charge(bytes); !status) Fail(status.error());
    return !error;
  }
  /// To be called at the start.
  void ResolveNames();
  /// To be called as soon as the query has made a name new to the graph.
  void Learn(graph::LabelId label);
  void Learn(graph::TypeId type);
  void Learn(graph::PropertyKeyId key);
  /// How much was ever counted as being put together, on this thread: tells when to look again.
  uint64_t built_bytes = 0;
  uint64_t names_generation = 0;  ///< grows as names are learnt: what was looked up is stale
};

}  // namespace entente::query
