/// \file
/// Time zones by IANA name, with their whole history: local mean time before the first law too.
/// The rules are ICU's own data (its copy of the tz database), never the host's tables. Threads:
/// pure functions; each call looks its zone up.   Source: IANA tz database, through ICU.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "graph/temporal.h"

namespace entente::graph {

/// A fixed offset, or a named zone whose offset depends on the day.
struct Zone {
  std::string name;            ///< an IANA name; empty for a fixed offset
  int32_t offset_seconds = 0;  ///< east of UTC; meaningful when `name` is empty
};

/// "Europe/Stockholm", "Z", "+01:00", "-0130", "+02", "+00:53:28". Errors: kInvalidArgument for a
/// name that ICU does not know or an offset beyond ±18:00.
Result<Zone> ParseZone(std::string_view text);

/// The offset of the named zone (which ParseZone accepted) at `seconds` since 1970-01-01T00:00:00Z.
int32_t OffsetAt(const Zone& zone, int64_t seconds);

/// The instant at which a clock in `zone` shows `local`. A time that a change skipped is moved on
/// by the length of the gap, one that occurs twice is the earlier instant.
DateTime AtZone(const LocalDateTime& local, const Zone& zone);

/// The same instant, shown in `zone`.
DateTime InZone(const DateTime& instant, const Zone& zone);

Zone ZoneOf(const DateTime& value);

}  // namespace entente::graph
