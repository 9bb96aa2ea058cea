/// \file
/// The header line of neo4j-admin's import: what each column of a CSV file is. Private to the csv
/// format. Threads: pure.   Source: Neo4j Operations Manual, "Import", "CSV header format".

#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

enum class CsvRole { kProperty, kId, kLabel, kStartId, kEndId, kType, kIgnore };
enum class CsvType {
  kString,
  kInteger,
  kFloat,
  kBoolean,
  kTemporal,
  kJson,  ///< text holding a JSON list, for lists that the convention has no form for (ours)
};

struct CsvColumn {
  CsvRole role = CsvRole::kProperty;
  std::string name;   ///< the property's; may be empty where the role is not kProperty
  std::string space;  ///< of ids; empty for the common one
  CsvType type = CsvType::kString;
  ValueKind temporal = ValueKind::kNull;  ///< which one, for kTemporal
  bool is_list = false;
  int64_t min = std::numeric_limits<int64_t>::min();  ///< of kInteger
  int64_t max = std::numeric_limits<int64_t>::max();
};

/// "name:string[]", "id:ID(Person){id-type:long}", ":START_ID(Person)", ":LABEL", "name".
/// Types go by name whatever their case. Errors: without a place: kSyntax, kUnsupported (point).
Result<CsvColumn> ParseCsvColumn(std::string_view field);

/// The column as a header has it. An id of type kInteger gets its id-type.
std::string CsvColumnText(const CsvColumn& column);

/// What the type is called in an error: "an integer from -128 to 127".
std::string CsvTypeName(const CsvColumn& column);

}  // namespace entente::graph
