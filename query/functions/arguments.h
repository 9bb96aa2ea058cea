/// \file
/// What the tables of functions share: an entry made in a line, and errors for arguments of the
/// wrong kind or value. Private to functions/. Threads: pure functions.

#pragma once

#include <string>
#include <string_view>

#include "graph/result.h"
#include "query/functions/registry.h"

namespace entente::query {

inline constexpr KindSet kNumberKinds =
    KindBit(graph::ValueKind::kInteger) | KindBit(graph::ValueKind::kFloat);
inline constexpr KindSet kStringKind = KindBit(graph::ValueKind::kString);
inline constexpr KindSet kListKind = KindBit(graph::ValueKind::kList);

constexpr FunctionEntry MakeEntry(std::string_view name, uint8_t min_arguments,
                                  uint8_t max_arguments, ScalarFunction call,
                                  KindSet first_argument, KindSet result) {
  FunctionEntry entry;
  entry.name = name;
  entry.min_arguments = min_arguments;
  entry.max_arguments = max_arguments;
  entry.call = call;
  entry.first_argument = first_argument;
  entry.result = result;
  return entry;
}

/// kType, detail InvalidArgumentType: "size() takes a STRING or a LIST, not an INTEGER".
graph::Error WrongArgument(std::string_view function, std::string_view takes,
                           const graph::Value& found);
/// kType, detail InvalidArgumentValue: an argument of a kind that this value can't have.
graph::Error WrongArgumentValue(std::string_view function, std::string_view takes,
                                const graph::Value& found);
/// Whether a result of so many bytes fits the query's limit. Errors: kMemoryLimit.
graph::Status CheckRoom(const FunctionContext& context, uint64_t bytes);
/// kOutOfRange, detail NumberOutOfRange.
graph::Error NumberOutOfRange(std::string message);

}  // namespace entente::query
