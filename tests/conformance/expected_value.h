/// \file
/// The values that a feature file expects, as it writes them: null, true, 1, 1.0, NaN, 'text',
/// [1, 2], {k: 1}, (:A:B {k: 1}), [:T {k: 1}], <(:A)-[:T]->(:B)>; and whether a value of a result
/// is one. Nodes, relationships and paths compare by what is written, not by identity. Threads:
/// plain values.   Source: openCypher TCK, README, "Format of expected results".

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/result.h"
#include "graph/value.h"

namespace entente::conformance {

struct ExpectedEntry;

struct ExpectedValue {
  enum class Kind {
    kNull,
    kBoolean,
    kInteger,
    kFloat,
    kString,
    kList,
    kMap,
    kNode,
    kRelationship,
    kPath
  };
  Kind kind = Kind::kNull;
  bool boolean = false;
  int64_t integer = 0;
  double number = 0;
  std::string text;                    ///< of a string; a relationship's type
  std::vector<ExpectedValue> items;    ///< of a list; of a path: nodes and relationships in turn
  std::vector<bool> forward;           ///< of a path, one a relationship
  std::vector<ExpectedEntry> entries;  ///< of a map; properties
  std::vector<std::string> labels;
};

/// `key: value` in a map or among properties.
struct ExpectedEntry {
  std::string key;
  ExpectedValue value;
};

/// Errors: kSyntax.
graph::Result<ExpectedValue> ParseExpectedValue(std::string_view text);

/// `ignore_list_order`: lists match when their elements do in some order. A temporal value matches
/// the string that it is written as; an integer never matches a float.
bool Matches(const ExpectedValue& expected, const graph::Value& actual,
             const graph::GraphReader& reader, bool ignore_list_order);

/// For parameters and a procedure's table. Errors: kType for a node, relationship or path.
graph::Result<graph::Value> ToValue(const ExpectedValue& expected);

}  // namespace entente::conformance
