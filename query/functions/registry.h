/// \file
/// The functions of the language by name: what the checker needs to know of one and what running
/// calls. A group of functions is one table in its own file; registry.cpp puts the tables together.
/// Aggregating functions are named here too, and run by operators/aggregate.
///
/// Threads: the tables are constants. A FunctionContext belongs to one running query's thread.

#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/result.h"
#include "graph/temporal.h"
#include "graph/value.h"

namespace entente::query {

class Limits;

/// What a function may look at beside its arguments. Pure but for `random`.
struct FunctionContext {
  const graph::GraphReader* reader = nullptr;  ///< never null while a query runs
  /// The instant at which the statement began, in UTC: every now of one statement is one instant.
  graph::DateTime statement_time;
  std::mt19937_64* random = nullptr;
  /// True when this query has written: reads then check that an entity still exists.
  bool may_be_deleted = false;
  /// Of the query, which what a call makes must fit; nullptr: none.
  const Limits* limits = nullptr;
};

/// Called with between min_arguments and max_arguments values. Errors: kType with detail
/// "InvalidArgumentType" or "InvalidArgumentValue", kArithmetic, kInvalidArgument. The span is the
/// caller's to add.
using ScalarFunction = graph::Result<graph::Value> (*)(std::span<const graph::Value> arguments,
                                                       FunctionContext& context);

/// A set of value kinds: bit i is ValueKind i. What the checker knows about an expression.
using KindSet = uint32_t;
constexpr KindSet KindBit(graph::ValueKind kind) { return 1u << static_cast<unsigned>(kind); }
constexpr KindSet kAnyKind = 0xffffu;

enum class FunctionKind : uint8_t { kScalar, kAggregating };

struct FunctionEntry {
  std::string_view name;  ///< as the documentation writes it; found without regard to case
  uint8_t min_arguments = 0;
  uint8_t max_arguments = 0;
  ScalarFunction call = nullptr;  ///< nullptr for an aggregating function
  /// Null in any argument gives null without a call.
  bool null_in_null_out = true;
  /// False for rand() and the like: not folded into a constant, not allowed inside an aggregate.
  bool deterministic = true;
  FunctionKind kind = FunctionKind::kScalar;
  KindSet first_argument = kAnyKind;  ///< kinds the first argument may have; others are refused
  KindSet result = kAnyKind;          ///< kinds it may return, beside null
  /// True where the answer may depend on the statement's instant (date(), datetime({timezone: …})):
  /// not folded into a plan that is kept; unlike rand() it may stand inside an aggregate.
  bool reads_clock = false;
};

/// Nullptr when there is none of that name.
const FunctionEntry* FindFunction(std::string_view name);
/// Every name, sorted, for near names and for completion at a prompt.
std::vector<std::string_view> FunctionNames();

// The tables, one a file of this folder.
std::span<const FunctionEntry> AggregatingFunctions();
std::span<const FunctionEntry> GraphFunctions();
std::span<const FunctionEntry> ListFunctions();
std::span<const FunctionEntry> MathFunctions();
std::span<const FunctionEntry> StringFunctions();
std::span<const FunctionEntry> TemporalFunctions();  // functions/temporal.cpp

/// a.component of a temporal value ("year", "epochMillis", …); null for a name it does not have.
graph::Result<graph::Value> TemporalComponent(
    const graph::Value& value,
    std::string_view component);  // functions/temporal.cpp
// Arithmetic with a temporal value on either side: date + duration, duration * 2, …
// Errors: kType for operands that do not go together.   (functions/temporal.cpp)
graph::Result<graph::Value> TemporalAdd(const graph::Value& a, const graph::Value& b);
graph::Result<graph::Value> TemporalSubtract(const graph::Value& a, const graph::Value& b);
graph::Result<graph::Value> TemporalMultiply(const graph::Value& a, const graph::Value& b);
graph::Result<graph::Value> TemporalDivide(const graph::Value& a, const graph::Value& b);

}  // namespace entente::query
