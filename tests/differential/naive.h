/// \file
/// A second evaluator of the language, for reading queries: clause by clause over tables of named
/// values, patterns by trying every node and relationship. As slow and as plain as can be, and
/// sharing with the engine only what both must agree on by definition: parser, values and scalar
/// functions. Not supported (kUnsupported): writing, CALL, map projections, reduce.
/// Threads: plain functions over a reader.

#pragma once

#include <string>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/result.h"
#include "query/ast.h"

namespace entente::differential {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<graph::Value>> rows;
};

graph::Result<Table> RunNaively(const query::Statement& statement,
                                const graph::GraphReader& reader);

}  // namespace entente::differential
