// duration.between() and its relatives: the difference of two temporal values.
#include <fmt/format.h>

#include "graph/calendar.h"
#include "query/functions/temporal_functions.h"

namespace entente::query {

namespace {

using graph::Date;
using graph::DateTime;
using graph::Duration;
using graph::LocalDateTime;
using graph::LocalTime;
using graph::Result;
using graph::Value;
using graph::Zone;

// Both ends on one footing: a day where one of them has none is the other's, and so is the zone.
struct Span {
  Zone zone;
  DateTime from, to;
};

Result<Span> SpanOf(const Value& a, const Value& b) {
  ENTENTE_ASSIGN_OR_RETURN(TemporalParts from, PartsOf(a));
  ENTENTE_ASSIGN_OR_RETURN(TemporalParts to, PartsOf(b));
  if (!from.date || !to.date) {
    Date day = from.date ? *from.date : to.date.value_or(Date{});
    from.date = to.date = day;
  }
  if (!from.zone && !to.zone) from.zone = to.zone = Zone{};
  if (!from.zone) from.zone = to.zone;
  if (!to.zone) to.zone = from.zone;
  auto instant = [](const TemporalParts& parts, const Value& value) {
    if (value.kind() == graph::ValueKind::kDateTime) return value.as_date_time();
    Zone zone = *parts.zone;
    return graph::AtZone(graph::Combine(*parts.date, parts.time.value_or(LocalTime{})), zone);
  };
  return Span{*from.zone, instant(from, a), instant(to, b)};
}

// The clock in the first one's zone is what months and days are counted on.
LocalDateTime LocalStart(const Span& span) { return graph::LocalOf(span.from); }
LocalDateTime LocalEnd(const Span& span) {
  return graph::LocalOf(graph::InZone(span.to, span.zone));
}

// The end's day, one nearer to the start where its time of day falls short of whole days.
Date WholeDaysEnd(const LocalDateTime& from, const LocalDateTime& to) {
  Date start = graph::DateOf(from), end = graph::DateOf(to);
  if (end > start && graph::TimeOf(to) < graph::TimeOf(from)) return Date{end.days - 1};
  if (end < start && graph::TimeOf(to) > graph::TimeOf(from)) return Date{end.days + 1};
  return end;
}

int64_t WholeMonths(const LocalDateTime& from, const LocalDateTime& to) {
  auto packed = [](Date date) {
    graph::CivilDay civil = graph::ToCivil(date);
    return (civil.year * 12 + civil.month - 1) * 32 + civil.day;
  };
  return (packed(WholeDaysEnd(from, to)) - packed(graph::DateOf(from))) / 32;
}

int64_t WholeDays(const LocalDateTime& from, const LocalDateTime& to) {
  return WholeDaysEnd(from, to).days - graph::DateOf(from).days;
}

void SetSeconds(const DateTime& from, const DateTime& to, Duration* out) {
  out->seconds = to.seconds - from.seconds;
  out->nanoseconds = to.nanoseconds - from.nanoseconds;
  if (out->nanoseconds < 0) {
    out->nanoseconds += static_cast<int32_t>(graph::kNanosecondsPerSecond);
    out->seconds -= 1;
  }
}

}  // namespace

Result<Value> DurationBetween(std::span<const Value> arguments, FunctionContext&) {
  ENTENTE_ASSIGN_OR_RETURN(Span span, SpanOf(arguments[0], arguments[1]));
  LocalDateTime start = LocalStart(span), end = LocalEnd(span);
  Duration out;
  out.months = WholeMonths(start, end);
  ENTENTE_ASSIGN_OR_RETURN(Date moved, graph::PlusMonths(graph::DateOf(start), out.months));
  LocalDateTime after_months = graph::Combine(moved, graph::TimeOf(start));
  out.days = WholeDays(after_months, end);
  ENTENTE_ASSIGN_OR_RETURN(moved, graph::PlusDays(moved, out.days));
  // Without whole days the start is kept as it is: on a night with two half past twos it says
  // which.
  DateTime from = out.months == 0 && out.days == 0
                      ? span.from
                      : graph::AtZone(graph::Combine(moved, graph::TimeOf(start)), span.zone);
  SetSeconds(from, span.to, &out);
  return Value::Of(out);
}

Result<Value> DurationInMonths(std::span<const Value> arguments, FunctionContext&) {
  ENTENTE_ASSIGN_OR_RETURN(Span span, SpanOf(arguments[0], arguments[1]));
  return Value::Of(Duration{WholeMonths(LocalStart(span), LocalEnd(span)), 0, 0, 0});
}

Result<Value> DurationInDays(std::span<const Value> arguments, FunctionContext&) {
  ENTENTE_ASSIGN_OR_RETURN(Span span, SpanOf(arguments[0], arguments[1]));
  return Value::Of(Duration{0, WholeDays(LocalStart(span), LocalEnd(span)), 0, 0});
}

Result<Value> DurationInSeconds(std::span<const Value> arguments, FunctionContext&) {
  ENTENTE_ASSIGN_OR_RETURN(Span span, SpanOf(arguments[0], arguments[1]));
  Duration out;
  SetSeconds(span.from, span.to, &out);
  return Value::Of(out);
}

}  // namespace entente::query
