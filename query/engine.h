/// \file
/// The query engine's face: openCypher text and parameters in, rows out.
///
/// Threads: an Engine may be used from many threads at once; each Run is one query. Reading queries
/// see one committed state; a writing query is one transaction, committed when its last row was
/// made and dropped when it fails. Ownership: the Engine keeps a reference to the Graph, which must
/// outlive it. A QueryResult owns its rows and shares the view they were read from, so that nodes
/// in it can be shown. Errors: every Error of a query carries the span in its text, the kit's
/// detail code in `detail` and its kind and phase from ErrorKindOf.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/graph.h"
#include "graph/graph_reader.h"
#include "graph/result.h"
#include "graph/value.h"
#include "query/procedures.h"

namespace entente::query {

struct QueryOptions {
  uint64_t memory_limit_bytes = 0;                 ///< 0: none
  uint64_t timeout_ms = 0;                         ///< 0: none
  bool read_only = false;                          ///< a writing query is refused
  bool rewrites = true;                            ///< off only to compare answers
  unsigned threads = 0;                            ///< 0: as many as the machine has
  const std::atomic<bool>* interrupted = nullptr;  ///< looked at between batches; kInterrupted
};

/// What a writing query changed.
struct SideEffects {
  uint64_t nodes_created = 0, nodes_deleted = 0;
  uint64_t relationships_created = 0, relationships_deleted = 0;
  uint64_t labels_added = 0, labels_removed = 0;
  uint64_t properties_set = 0, properties_removed = 0;
  bool any() const {
    return nodes_created || nodes_deleted || relationships_created || relationships_deleted ||
           labels_added || labels_removed || properties_set || properties_removed;
  }
};

using Row = std::vector<graph::Value>;
using Parameters = std::vector<std::pair<std::string, graph::Value>>;

struct QueryResult {
  std::vector<std::string> columns;  ///< empty for a query without RETURN
  std::vector<Row> rows;
  SideEffects side_effects;
  std::string plan;  ///< the printed plan, for EXPLAIN and PROFILE; else empty
  std::shared_ptr<const graph::GraphReader> reader;  ///< for showing nodes and relationships
};

/// When an error was found and how the kit names its kind.   Source: openCypher TCK, README,
/// "Errors".
enum class ErrorPhase { kCompileTime, kRuntime };
struct ErrorKind {
  std::string kind;  ///< "SyntaxError", "TypeError", "ArgumentError", …
  ErrorPhase phase = ErrorPhase::kCompileTime;
};
ErrorKind ErrorKindOf(const graph::Error& error);

class Engine {
 public:
  explicit Engine(graph::Graph& graph);
  /// With procedures of the caller's own beside the built-in ones.
  Engine(graph::Graph& graph, ProcedureRegistry procedures);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  graph::Result<QueryResult> Run(std::string_view text, const Parameters& parameters = {},
                                 const QueryOptions& options = {});

  /// What a query would be refused for before it runs: syntax, names, types, a parameter that is
  /// not given, changes where only reading is allowed. Nothing is run. Errors: as Run.
  struct Checked {
    bool returns_rows = false;  ///< not for EXPLAIN, which answers with a plan
    bool writes = false;
  };
  graph::Result<Checked> Check(std::string_view text, const Parameters& parameters = {},
                               const QueryOptions& options = {});

  /// Rows as they are made, for results that need not be held. `on_columns` is called once, before
  /// the first row; `on_row` returns false for no more rows. A writing query makes its changes
  /// nevertheless; and its rows come before its transaction is committed, so that what Stream
  /// returns in the end says whether they hold.
  struct RowSink {
    std::function<void(const std::vector<std::string>& columns)> on_columns;
    std::function<bool(const Row& row, const graph::GraphReader& reader)> on_row;
  };
  struct Summary {
    SideEffects side_effects;
    std::string plan;  ///< as in QueryResult
  };
  graph::Result<Summary> Stream(std::string_view text, const Parameters& parameters,
                                const QueryOptions& options, const RowSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente::query
