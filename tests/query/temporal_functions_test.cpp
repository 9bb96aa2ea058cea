#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "graph/temporal_parse.h"
#include "query/functions/registry.h"

namespace entente::query {
namespace {

using graph::Value;
using graph::ValueKind;

Value Int(int64_t v) { return Value::Integer(v); }
Value Str(const char* v) { return Value::String(v); }
Value Map(std::vector<graph::MapEntry> entries) { return Value::Map(std::move(entries)); }

graph::Result<Value> Call(std::string_view name, std::vector<Value> arguments) {
  FunctionContext context;
  context.statement_time = graph::ParseDateTime("2020-02-29T22:30:15.5Z").value();
  for (const FunctionEntry& entry : TemporalFunctions()) {
    if (entry.name != name) continue;
    EXPECT_GE(arguments.size(), entry.min_arguments) << name;
    EXPECT_LE(arguments.size(), entry.max_arguments) << name;
    return entry.call(arguments, context);
  }
  return graph::MakeError(graph::ErrorCode::kNotFound, "no such function");
}

std::string Text(const graph::Result<Value>& result) {
  if (!result) return std::string("error: ") + graph::ErrorCodeName(result.error().code);
  const Value& v = *result;
  switch (v.kind()) {
    case ValueKind::kNull:
      return "null";
    case ValueKind::kInteger:
      return std::to_string(v.as_integer());
    case ValueKind::kString:
      return std::string(v.as_string());
    case ValueKind::kDate:
      return ToText(v.as_date());
    case ValueKind::kLocalTime:
      return ToText(v.as_local_time());
    case ValueKind::kTime:
      return ToText(v.as_time());
    case ValueKind::kLocalDateTime:
      return ToText(v.as_local_date_time());
    case ValueKind::kDateTime:
      return ToText(v.as_date_time());
    case ValueKind::kDuration:
      return ToText(v.as_duration());
    default:
      return graph::ValueKindName(v.kind());
  }
}

std::string Answer(std::string_view name, std::vector<Value> arguments) {
  return Text(Call(name, std::move(arguments)));
}

Value Date(const char* text) { return Call("date", {Str(text)}).value(); }
Value Time(const char* text) { return Call("time", {Str(text)}).value(); }
Value LocalTime(const char* text) { return Call("localtime", {Str(text)}).value(); }
Value LocalDateTime(const char* text) { return Call("localdatetime", {Str(text)}).value(); }
Value DateTime(const char* text) { return Call("datetime", {Str(text)}).value(); }
Value Duration(const char* text) { return Call("duration", {Str(text)}).value(); }

TEST(TemporalFunctions, NowIsTheStatementsInstant) {
  EXPECT_EQ(Answer("date", {}), "2020-02-29");
  EXPECT_EQ(Answer("datetime", {}), "2020-02-29T22:30:15.5Z");
  EXPECT_EQ(Answer("datetime.statement", {Str("Asia/Tokyo")}),
            "2020-03-01T07:30:15.5+09:00[Asia/Tokyo]");
  EXPECT_EQ(Answer("date", {Map({{"timezone", Str("Asia/Tokyo")}})}), "2020-03-01");
  EXPECT_EQ(Answer("time.transaction", {Str("-02:30")}), "20:00:15.5-02:30");
  EXPECT_EQ(Answer("localtime", {}), "22:30:15.5");
  EXPECT_EQ(Answer("date.realtime", {}).size(), 10u);
}

TEST(TemporalFunctions, DatesFromMapsAndFromOtherValues) {
  Value day = Date("2019-11-30");
  struct Case {
    std::vector<graph::MapEntry> map;
    const char* expected;
  };
  const std::vector<Case> cases = {
      {{{"year", Int(2019)}}, "2019-01-01"},
      {{{"year", Int(2019)}, {"month", Int(4)}, {"day", Int(30)}}, "2019-04-30"},
      {{{"year", Int(2019)}, {"week", Int(1)}}, "2018-12-31"},
      {{{"year", Int(2019)}, {"quarter", Int(2)}, {"dayOfQuarter", Int(91)}}, "2019-06-30"},
      {{{"date", day}}, "2019-11-30"},
      {{{"date", day}, {"year", Int(28)}}, "0028-11-30"},
      {{{"date", day}, {"month", Int(2)}}, "2019-02-28"},
      {{{"date", day}, {"day", Int(31)}}, "error: out of range"},
      {{{"date", day}, {"week", Int(1)}}, "2019-01-05"},
      {{{"date", day}, {"dayOfWeek", Int(1)}}, "2019-11-25"},
      {{{"date", day}, {"ordinalDay", Int(60)}}, "2019-03-01"},
      {{{"date", day}, {"quarter", Int(1)}}, "2019-02-28"},
      {{{"date", day}, {"quarter", Int(3)}}, "2019-08-30"},
      {{{"date", Date("2020-12-31")}, {"year", Int(2019)}, {"dayOfWeek", Int(4)}}, "2019-12-26"},
      {{{"date", DateTime("2019-11-30T23:00-05:00")}}, "2019-11-30"},
      {{{"datetime", LocalDateTime("2019-11-30T23:00")}, {"day", Int(1)}}, "2019-11-01"},
      {{{"month", Int(4)}}, "error: invalid argument"},
      {{{"year", Int(2019)}, {"day", Int(4)}}, "error: invalid argument"},
      {{{"year", Int(2019)}, {"week", Int(4)}, {"month", Int(4)}}, "error: invalid argument"},
      {{{"year", Int(2019)}, {"hour", Int(4)}}, "error: invalid argument"},
      {{{"year", Str("2019")}}, "error: type"},
      {{{"date", LocalTime("12:00")}}, "error: type"},
      {{}, "error: invalid argument"},
  };
  for (size_t i = 0; i < cases.size(); ++i)
    EXPECT_EQ(Answer("date", {Map(cases[i].map)}), cases[i].expected) << "case " << i;
  EXPECT_EQ(Answer("date", {LocalDateTime("2019-11-30T23:00")}), "2019-11-30");
  EXPECT_EQ(Answer("date", {LocalTime("23:00")}), "error: type");
  EXPECT_EQ(Answer("date", {Int(3)}), "error: type");
  EXPECT_EQ(Answer("date", {Str("tomorrow")}), "error: invalid argument");
}

TEST(TemporalFunctions, TimesFromMapsAndFromOtherValues) {
  Value base = Time("09:08:07.123456789+01:00");
  EXPECT_EQ(Answer("localtime", {Map({{"hour", Int(9)},
                                      {"minute", Int(8)},
                                      {"second", Int(7)},
                                      {"millisecond", Int(1)},
                                      {"nanosecond", Int(2000)}})}),
            "09:08:07.001002");
  EXPECT_EQ(Answer("localtime", {Map({{"minute", Int(8)}})}), "error: invalid argument");
  EXPECT_EQ(Answer("localtime", {Map({{"hour", Int(9)}, {"timezone", Str("+01:00")}})}),
            "error: invalid argument");
  EXPECT_EQ(Answer("localtime", {base}), "09:08:07.123456789");
  EXPECT_EQ(Answer("time", {LocalTime("09:08")}), "09:08Z");
  EXPECT_EQ(Answer("time", {DateTime("2019-07-01T09:08[Europe/Paris]")}), "09:08+02:00");
  EXPECT_EQ(Answer("time", {Map({{"time", base}, {"second", Int(42)}})}),
            "09:08:42.123456789+01:00");
  EXPECT_EQ(Answer("time", {Map({{"time", base}, {"timezone", Str("+05:30")}})}),
            "13:38:07.123456789+05:30");
  EXPECT_EQ(Answer("time", {Map({{"time", LocalTime("09:08")}, {"timezone", Str("+05:30")}})}),
            "09:08+05:30");
  EXPECT_EQ(Answer("time", {Map({{"time", DateTime("2019-07-01T23:00[Europe/Paris]")},
                                 {"timezone", Str("America/New_York")}})}),
            "17:00-04:00");
  EXPECT_EQ(Answer("time", {Date("2019-07-01")}), "error: type");
}

TEST(TemporalFunctions, DateTimesFromMapsAndFromOtherValues) {
  Value day = Date("2019-07-01"), noon = Time("12:00+02:00"), local = LocalTime("12:00");
  EXPECT_EQ(Answer("localdatetime", {Map({{"date", day}, {"time", noon}, {"second", Int(7)}})}),
            "2019-07-01T12:00:07");
  EXPECT_EQ(Answer("localdatetime", {day}), "2019-07-01T00:00");
  EXPECT_EQ(Answer("datetime", {day}), "2019-07-01T00:00Z");
  EXPECT_EQ(Answer("datetime", {LocalDateTime("2019-07-01T12:00")}), "2019-07-01T12:00Z");
  EXPECT_EQ(Answer("datetime", {Map({{"date", day}, {"time", noon}})}), "2019-07-01T12:00+02:00");
  EXPECT_EQ(Answer("datetime",
                   {Map({{"date", day}, {"time", local}, {"timezone", Str("Europe/Paris")}})}),
            "2019-07-01T12:00+02:00[Europe/Paris]");
  EXPECT_EQ(Answer("datetime",
                   {Map({{"date", day}, {"time", noon}, {"timezone", Str("Pacific/Honolulu")}})}),
            "2019-07-01T00:00-10:00[Pacific/Honolulu]");
  EXPECT_EQ(Answer("datetime", {Map({{"datetime", DateTime("2019-07-01T12:00[Europe/Paris]")},
                                     {"day", Int(28)},
                                     {"month", Int(11)}})}),
            "2019-11-28T12:00+01:00[Europe/Paris]");
  EXPECT_EQ(Answer("datetime", {Map({{"epochSeconds", Int(-1)}, {"nanosecond", Int(5)}})}),
            "1969-12-31T23:59:59.000000005Z");
  EXPECT_EQ(Answer("datetime", {Map({{"epochMillis", Int(-1)}, {"timezone", Str("+01:00")}})}),
            "1970-01-01T00:59:59.999+01:00");
  EXPECT_EQ(Answer("datetime.fromepoch", {Int(1), Int(-1)}), "1970-01-01T00:00:00.999999999Z");
  EXPECT_EQ(Answer("datetime.fromepochmillis", {Int(-1500)}), "1969-12-31T23:59:58.5Z");
  EXPECT_EQ(Answer("datetime", {Map({{"date", day}, {"datetime", day}})}),
            "error: invalid argument");
}

TEST(TemporalFunctions, DurationsFromMaps) {
  EXPECT_EQ(Answer("duration", {Map({{"years", Value::Float(12.5)},
                                     {"months", Value::Float(5.5)},
                                     {"days", Value::Float(14.5)},
                                     {"hours", Value::Float(16.5)},
                                     {"minutes", Value::Float(12.5)},
                                     {"seconds", Value::Float(70.5)},
                                     {"nanoseconds", Int(3)}})}),
            "P12Y11M29DT33H58M13.500000003S");
  EXPECT_EQ(Answer("duration", {Map({{"weeks", Int(-2)}})}), "P-14D");
  EXPECT_EQ(Answer("duration", {Map({{"seconds", Value::Float(0.1)}})}), "PT0.1S");
  EXPECT_EQ(Answer("duration", {Map({{"seconds", Str("1")}})}), "error: type");
  EXPECT_EQ(Answer("duration", {Map({{"fortnights", Int(1)}})}), "error: invalid argument");
  EXPECT_EQ(Answer("duration", {Map({{"years", Int(INT64_MAX)}})}), "error: arithmetic");
  EXPECT_EQ(Answer("duration", {Map({{"years", Value::Float(1e300)}})}), "error: arithmetic");
}

TEST(TemporalFunctions, Truncation) {
  Value moment = DateTime("2019-11-14T09:08:07.123456789+01:00");
  struct Case {
    const char* function;
    const char* unit;
    std::vector<graph::MapEntry> map;
    const char* expected;
  };
  const std::vector<Case> cases = {
      {"date.truncate", "century", {}, "2000-01-01"},
      {"date.truncate", "weekYear", {{"day", Int(2)}}, "2018-12-02"},
      {"date.truncate", "quarter", {{"month", Int(12)}}, "2019-12-01"},
      {"date.truncate", "week", {{"dayOfWeek", Int(7)}}, "2019-11-17"},
      {"date.truncate", "hour", {}, "error: invalid argument"},
      {"localtime.truncate", "minute", {{"millisecond", Int(3)}}, "09:08:00.003"},
      {"localtime.truncate", "microsecond", {{"nanosecond", Int(3)}}, "09:08:07.123456003"},
      {"localtime.truncate", "millisecond", {{"microsecond", Int(3)}}, "09:08:07.123003"},
      {"localtime.truncate", "month", {}, "error: invalid argument"},
      {"time.truncate", "day", {{"timezone", Str("-03:00")}}, "00:00-03:00"},
      {"localdatetime.truncate", "HOUR", {}, "2019-11-14T09:00"},
      {"datetime.truncate",
       "month",
       {{"timezone", Str("Asia/Tokyo")}},
       "2019-11-01T00:00+09:00[Asia/Tokyo]"},
      {"datetime.truncate", "fortnight", {}, "error: invalid argument"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(Answer(c.function, {Str(c.unit), moment, Map(c.map)}), c.expected)
        << c.function << " " << c.unit;
  EXPECT_EQ(Answer("date.truncate", {Str("year")}), "2020-01-01");
  EXPECT_EQ(Answer("date.truncate", {Str("millennium"), Date("-0001-05-05")}), "-1000-01-01");
  EXPECT_EQ(Answer("datetime.truncate", {Str("day"), Date("2019-11-14")}), "2019-11-14T00:00Z");
  EXPECT_EQ(Answer("datetime.truncate", {Str("hour"), Date("2019-11-14")}),
            "error: invalid argument");
}

TEST(TemporalFunctions, DifferencesSplitTowardsZero) {
  auto between = [](const Value& a, const Value& b) { return Answer("duration.between", {a, b}); };
  EXPECT_EQ(between(Date("2019-01-31"), Date("2019-03-01")), "P1M1D");
  EXPECT_EQ(between(Date("2019-03-01"), Date("2019-01-31")), "P-1M-1D");
  EXPECT_EQ(between(LocalDateTime("2019-01-01T12:00"), LocalDateTime("2019-02-01T11:00")),
            "P30DT23H");
  EXPECT_EQ(between(LocalDateTime("2019-02-01T11:00"), LocalDateTime("2019-01-01T12:00")),
            "P-30DT-23H");
  // 31 March 2019 had 23 hours in Paris.
  Value start = DateTime("2019-03-30T12:00[Europe/Paris]");
  Value end = DateTime("2019-03-31T12:00[Europe/Paris]");
  EXPECT_EQ(between(start, end), "P1D");
  EXPECT_EQ(Answer("duration.inSeconds", {start, end}), "PT23H");
  EXPECT_EQ(Answer("duration.inDays", {end, start}), "P-1D");
  EXPECT_EQ(Answer("duration.inMonths", {Date("2019-01-31"), Date("2020-01-30")}), "P11M");
  EXPECT_EQ(between(Date("2019-01-01"), LocalTime("10:00")), "PT10H");
  EXPECT_EQ(between(Date("2019-01-01"), Duration("P1D")), "error: type");
}

TEST(TemporalFunctions, Arithmetic) {
  auto plus = [](const Value& a, const char* d) { return Text(TemporalAdd(a, Duration(d))); };
  auto minus = [](const Value& a, const char* d) { return Text(TemporalSubtract(a, Duration(d))); };
  const char* kLong = "P12Y11M29DT33H58M13.5S";
  EXPECT_EQ(plus(Date("2019-01-31"), "P1M"), "2019-02-28");
  EXPECT_EQ(plus(Date("2019-01-31"), "P1M1D"), "2019-03-01");
  EXPECT_EQ(plus(Date("1984-10-11"), kLong), "1997-10-11");
  EXPECT_EQ(minus(Date("1984-10-11"), kLong), "1971-10-12");
  EXPECT_EQ(plus(Date("2019-01-31"), "PT23H59M59.999S"), "2019-01-31");
  EXPECT_EQ(minus(Date("2019-01-31"), "PT24H0.001S"), "2019-01-30");
  EXPECT_EQ(plus(LocalTime("12:31:14.000000001"), kLong), "22:29:27.500000001");
  EXPECT_EQ(minus(Time("00:00+01:00"), "PT0.000000001S"), "23:59:59.999999999+01:00");
  EXPECT_EQ(plus(LocalDateTime("2019-01-31T23:00"), "P1MT2H"), "2019-03-01T01:00");
  // A day later is the same time of day; 24 hours later is not, where the clocks changed.
  Value eve = DateTime("2019-03-30T12:00[Europe/Paris]");
  EXPECT_EQ(plus(eve, "P1D"), "2019-03-31T12:00+02:00[Europe/Paris]");
  EXPECT_EQ(plus(eve, "PT24H"), "2019-03-31T13:00+02:00[Europe/Paris]");
  EXPECT_EQ(Text(TemporalAdd(Duration("P1M"), Date("2019-01-31"))), "2019-02-28");
  EXPECT_EQ(plus(Duration("P1Y2DT0.6S"), "P1MT0.6S"), "P1Y1M2DT1.2S");
  EXPECT_EQ(minus(Duration("P1YT0.6S"), "P1MT0.7S"), "P11MT-0.1S");
  EXPECT_EQ(Text(TemporalMultiply(Int(3), Duration("P1M1DT0.5S"))), "P3M3DT1.5S");
  EXPECT_EQ(Text(TemporalDivide(Duration("P1D"), Int(2))), "PT12H");
  EXPECT_EQ(Text(TemporalDivide(Duration("P1D"), Int(0))), "error: arithmetic");
  EXPECT_EQ(Text(TemporalAdd(Date("2019-01-31"), Int(1))), "error: type");
  EXPECT_EQ(Text(TemporalSubtract(Date("2019-01-31"), Date("2019-01-30"))), "error: type");
  EXPECT_EQ(Text(TemporalAdd(Value::Null(), Duration("P1D"))), "null");
  EXPECT_EQ(plus(Date("+999999999-12-31"), "P1D"), "error: out of range");
}

TEST(TemporalFunctions, Components) {
  auto of = [](const Value& value, const char* name) {
    return Text(TemporalComponent(value, name));
  };
  Value moment = DateTime("2021-01-01T09:08:07.123456789[Europe/Paris]");
  EXPECT_EQ(of(moment, "year"), "2021");
  EXPECT_EQ(of(moment, "weekYear"), "2020");
  EXPECT_EQ(of(moment, "week"), "53");
  EXPECT_EQ(of(moment, "weekDay"), "5");
  EXPECT_EQ(of(moment, "microsecond"), "123456");
  EXPECT_EQ(of(moment, "timezone"), "Europe/Paris");
  EXPECT_EQ(of(moment, "offset"), "+01:00");
  EXPECT_EQ(of(moment, "epochMillis"), "1609488487123");
  EXPECT_EQ(of(moment, "hours"), "null");
  EXPECT_EQ(of(Date("2021-01-01"), "hour"), "null");
  Value duration = Duration("P-1Y-4M-10DT-1H-1M-1.5S");
  EXPECT_EQ(of(duration, "years"), "-1");
  EXPECT_EQ(of(duration, "monthsOfYear"), "-4");
  EXPECT_EQ(of(duration, "seconds"), "-3662");
  EXPECT_EQ(of(duration, "milliseconds"), "-3661500");
  EXPECT_EQ(of(duration, "nanosecondsOfSecond"), "500000000");
  EXPECT_EQ(of(Duration("PT9999999999999S"), "nanoseconds"), "error: arithmetic");
}

}  // namespace
}  // namespace entente::query
