/// \file
/// ISO 8601 text to temporal values: calendar, week, ordinal and quarter dates, in the basic and
/// the extended form, reduced precision, fractions of a second (9 digits), offsets and [Zone]s.
/// Threads: pure functions. Errors: kSyntax when `text` has another form, kOutOfRange when its
/// numbers name no day or time (30 February, hour 25), kInvalidArgument for an unknown zone.
/// Source: openCypher CIP2015-08-06, "String format"; ISO 8601-1:2019.

#pragma once

#include <string_view>

#include "graph/result.h"
#include "graph/temporal.h"

namespace entente::graph {

/// "2015-07-21", "20150721", "2015-07", "201507", "2015-W30-2", "2015W302", "2015-W30",
/// "2015-Q2-60", "2015Q260", "2015-Q2", "2015-202", "2015202", "2015", "-0044-03-15",
/// "+12345-01-01".
Result<Date> ParseDate(std::string_view text);
/// "21:40:32.142", "214032.142", "21:40", "2140", "21".
Result<LocalTime> ParseLocalTime(std::string_view text);
/// A local time with "Z", "+01:00", "-0100", "+02", "+00:53:28"; UTC where it has none.
Result<Time> ParseTime(std::string_view text);
/// A date, and a local time after "T" where there is one.
Result<LocalDateTime> ParseLocalDateTime(std::string_view text);
/// The same with an offset, a zone in brackets, or both; UTC where it has neither. Errors also:
/// kInvalidArgument when the offset is not the zone's at that time.
Result<DateTime> ParseDateTime(std::string_view text);
/// "P1Y2M10DT2H30M", "P5M1.5D", "-P1W", "PT-0.4S", "P2012-02-02T14:37:21.545". Any number may be
/// signed and have a fraction.
Result<Duration> ParseDuration(std::string_view text);

/// "Z", "+01:00", "-0130", "+02", "+00:53:28": seconds east of UTC, within ±18 hours.
Result<int32_t> ParseOffset(std::string_view text);

}  // namespace entente::graph
