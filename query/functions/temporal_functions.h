/// \file
/// The temporal functions behind the table in temporal.cpp, one source a group: temporal_construct,
/// temporal_truncate, temporal_between. Private to functions/temporal*. Threads and errors: as
/// registry.h says of every function.

#pragma once

#include <span>

#include "query/functions/registry.h"
#include "query/functions/temporal_fields.h"

namespace entente::query {

/// date(…) and its four relatives: now, from text, from a map, from another temporal value.
graph::Result<graph::Value> MakeTemporal(TemporalType type, std::span<const graph::Value> arguments,
                                         FunctionContext& context);
/// date.statement(zone?) and date.transaction(zone?): the statement's one instant.
graph::Result<graph::Value> StatementClock(TemporalType type,
                                           std::span<const graph::Value> arguments,
                                           FunctionContext& context);
/// date.realtime(zone?): the system's clock at the call.
graph::Result<graph::Value> RealClock(TemporalType type, std::span<const graph::Value> arguments,
                                      FunctionContext& context);
graph::Result<graph::Value> DateTimeFromEpoch(std::span<const graph::Value> arguments,
                                              FunctionContext& context);
graph::Result<graph::Value> DateTimeFromEpochMillis(std::span<const graph::Value> arguments,
                                                    FunctionContext& context);
/// duration(map or text).
graph::Result<graph::Value> MakeDurationValue(std::span<const graph::Value> arguments,
                                              FunctionContext& context);

/// date.truncate(unit, value?, components?).
graph::Result<graph::Value> TruncateTemporal(TemporalType type,
                                             std::span<const graph::Value> arguments,
                                             FunctionContext& context);

// duration.between(a, b) splits the difference into months, days and seconds; the other three give
// it all in one of them.
graph::Result<graph::Value> DurationBetween(std::span<const graph::Value> arguments,
                                            FunctionContext& context);
graph::Result<graph::Value> DurationInMonths(std::span<const graph::Value> arguments,
                                             FunctionContext& context);
graph::Result<graph::Value> DurationInDays(std::span<const graph::Value> arguments,
                                           FunctionContext& context);
graph::Result<graph::Value> DurationInSeconds(std::span<const graph::Value> arguments,
                                              FunctionContext& context);

}  // namespace entente::query
