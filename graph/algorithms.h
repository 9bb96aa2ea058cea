/// \file
/// Graph algorithms over a snapshot: for C++ as functions, and by name with a table of parameters
/// and result columns, which `CALL graph.<name>(…) YIELD …` stands on. All run on Boost.Graph's
/// implementations, in place (graph/boost_graph.h).
///
/// Threads: pure functions of the snapshot. Errors: kInvalidArgument for an argument that makes no
/// sense, whatever error `poll` returns, kCorrupt where the file is damaged.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

struct AlgorithmParameter {
  const char* name;
  ValueKind kind;       ///< of an argument; a list is one of strings
  bool required;        ///< else null or nothing stands for the default
  const char* meaning;  ///< with the default
};

struct AlgorithmColumn {
  const char* name;
  ValueKind kind;
};

struct Algorithm {
  const char* name;  ///< as in CALL graph.<name>
  const char* meaning;
  std::vector<AlgorithmParameter> parameters;
  std::vector<AlgorithmColumn> columns;
};

/// All of them, by name. Every one takes last `types`, the relationship types to walk, and
/// `labels`, one of which a node has to have; all where they are empty.
std::span<const Algorithm> Algorithms();
const Algorithm* FindAlgorithm(std::string_view name);

/// Called now and then; an error stops the algorithm and is what it returns.
using AlgorithmPoll = std::function<Status()>;
/// Called with the bytes that are about to be used, until the rows are gone; an error likewise.
using AlgorithmReserve = std::function<Status(uint64_t bytes)>;

/// Rows of values in the order of the algorithm's columns, ascending by node (paths alone). Missing
/// arguments at the end are null.
Result<std::vector<std::vector<Value>>> RunAlgorithm(const Algorithm& algorithm,
                                                     std::shared_ptr<const GraphReader> reader,
                                                     std::span<const Value> arguments,
                                                     const AlgorithmPoll& poll = {},
                                                     const AlgorithmReserve& reserve = {});

/// `named`, a map of arguments by the names of parameters, in their order. Errors: kInvalidArgument
/// for a name that is none.
Result<std::vector<Value>> ArgumentsByName(const Algorithm& algorithm, const Value& named);

}  // namespace entente::graph
