/// \file
/// Temporal values in the formats: by the names that neo4j-admin's headers give them, as ISO 8601
/// text. Threads: pure.   Source: Neo4j Operations Manual, "Import", header format.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

/// "date", "localtime", "time", "localdatetime", "datetime", "duration"; nullptr for other kinds.
const char* TemporalTypeName(ValueKind kind);
std::optional<ValueKind> FindTemporalType(std::string_view name);

/// REQUIRES a temporal value.
std::string TemporalText(const Value& value);
/// REQUIRES a temporal kind. Errors: those of graph/temporal_parse.h.
Result<Value> ParseTemporal(ValueKind kind, std::string_view text);

/// What JSON has no form for, from the text that stands for it: `type` is one of the names above,
/// or "float" for "NaN", "Infinity" and "-Infinity", or "string" for the text itself. Errors:
/// kSyntax for another type or text.
Result<Value> ParseForeign(std::string_view type, std::string_view text);
/// The type's name for ParseForeign where JSON has no form for `value`; else nullptr.
const char* ForeignTypeName(const Value& value);

}  // namespace entente::graph
