#include "graph/time_zone.h"

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>

#include "graph/calendar.h"
#include "graph/check.h"
#include "graph/temporal_parse.h"

namespace entente::graph {

namespace {

// ICU counts milliseconds in a double and years in 32 bits. Rules repeat with the calendar every
// 400 years, so an instant far from now is looked up in an equivalent year near to it.
constexpr int64_t kCycleSeconds = 146'097 * kSecondsPerDay;
constexpr int64_t kLatest = 2 * kCycleSeconds;     // about the year 2770
constexpr int64_t kEarliest = -4 * kCycleSeconds;  // about the year 370

double ToIcuMilliseconds(int64_t seconds) {
  if (seconds > kLatest) seconds = kLatest - kCycleSeconds + seconds % kCycleSeconds;
  if (seconds < kEarliest) seconds = kEarliest;  // local mean time, which never changes
  return static_cast<double>(seconds) * 1000.0;
}

std::unique_ptr<icu::TimeZone> Load(std::string_view name) {
  return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(
      icu::UnicodeString(name.data(), static_cast<int32_t>(name.size()), US_INV)));
}

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
         c == '_' || c == '-' || c == '+';
}

bool IsKnown(std::string_view name) {
  if (name.empty() || name == "Etc/Unknown") return false;
  for (char c : name)
    if (!IsNameCharacter(c)) return false;
  // ICU takes "GMT+5" and the like for zones of its own making; only names of the database count.
  icu::UnicodeString id(name.data(), static_cast<int32_t>(name.size()), US_INV);
  icu::UnicodeString canonical;
  UBool is_system = false;
  UErrorCode status = U_ZERO_ERROR;
  icu::TimeZone::getCanonicalID(id, canonical, is_system, status);
  return U_SUCCESS(status) && is_system;
}

int32_t LocalOffset(const Zone& zone, int64_t local_seconds) {
  std::unique_ptr<icu::TimeZone> rules = Load(zone.name);
  auto* basic = dynamic_cast<icu::BasicTimeZone*>(rules.get());
  ENTENTE_CHECK(basic != nullptr);
  int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  // "Former" is the offset before the change: the earlier of two, and past a gap by its length.
  basic->getOffsetFromLocal(ToIcuMilliseconds(local_seconds), UCAL_TZ_LOCAL_FORMER,
                            UCAL_TZ_LOCAL_FORMER, raw, daylight, status);
  ENTENTE_CHECK(U_SUCCESS(status));
  return (raw + daylight) / 1000;
}

}  // namespace

Result<Zone> ParseZone(std::string_view text) {
  if (text == "Z" || text == "z") return Zone{};
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    ENTENTE_ASSIGN_OR_RETURN(int32_t offset, ParseOffset(text));
    return Zone{"", offset};
  }
  if (!IsKnown(text))
    return MakeError(ErrorCode::kInvalidArgument,
                     fmt::format("'{}' is not a time zone: expected an IANA name such as "
                                 "Europe/Stockholm, or an offset such as +01:00",
                                 text));
  return Zone{std::string(text), 0};
}

int32_t OffsetAt(const Zone& zone, int64_t seconds) {
  if (zone.name.empty()) return zone.offset_seconds;
  std::unique_ptr<icu::TimeZone> rules = Load(zone.name);
  ENTENTE_CHECK(rules != nullptr);
  int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules->getOffset(ToIcuMilliseconds(seconds), false, raw, daylight, status);
  ENTENTE_CHECK(U_SUCCESS(status));
  return (raw + daylight) / 1000;
}

DateTime AtZone(const LocalDateTime& local, const Zone& zone) {
  if (zone.name.empty())
    return DateTime{local.seconds - zone.offset_seconds, local.nanoseconds, zone.offset_seconds,
                    ""};
  int64_t seconds = local.seconds - LocalOffset(zone, local.seconds);
  return DateTime{seconds, local.nanoseconds, OffsetAt(zone, seconds), zone.name};
}

DateTime InZone(const DateTime& instant, const Zone& zone) {
  return DateTime{instant.seconds, instant.nanoseconds, OffsetAt(zone, instant.seconds), zone.name};
}

Zone ZoneOf(const DateTime& value) { return Zone{value.zone, value.offset_seconds}; }

}  // namespace entente::graph
