/// \file
/// Runs statements and shows their rows: what `query` and `shell` share.
/// Threads: one thread.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/pager.h"
#include "graph/result.h"
#include "query/engine.h"

namespace entente::cli {

struct QueryRun {
  query::Engine* engine = nullptr;  ///< outlives the run
  /// Names that a query reads and this view does not know are noted; may be null.
  std::shared_ptr<const graph::GraphReader> reader;
  query::Parameters parameters;
  query::QueryOptions limits;
  std::string format = "table";
  Pager pager = Pager::kYes;
  bool part_of_several = false;  ///< a plan would stand between the rows of others
  bool summary = true;  ///< counts of rows and changes on standard error, for the table format
};

struct QueryOutcome {
  uint64_t rows = 0;
  bool reader_left = false;  ///< nobody reads standard output any more (a pipe to head)
};

/// Rows go to standard output as they are made. Errors: the query's own, with its span in
/// `statement`; kIo.
graph::Result<QueryOutcome> RunStatement(const QueryRun& run, std::string_view statement);

/// What a query returned, to be drawn or explored.
struct QueriedValues {
  std::shared_ptr<const graph::GraphReader> reader;  ///< the view that they came from
  std::vector<graph::Value> values;                  ///< of all rows, row by row
};
/// Runs a query that reads. Errors: the query's own.
graph::Result<QueriedValues> ValuesOf(graph::Graph& graph, const std::string& query);

/// A size such as "512MB" or "2GiB", in bytes. Errors: kInvalidArgument.
graph::Result<uint64_t> ParseSize(const std::string& text);
/// A time such as "30s", "200ms" or "5m", in milliseconds. Errors: kInvalidArgument.
graph::Result<uint64_t> ParseTime(const std::string& text);

}  // namespace entente::cli
