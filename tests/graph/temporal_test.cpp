#include "graph/temporal.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "graph/calendar.h"
#include "graph/duration.h"
#include "graph/temporal_parse.h"
#include "graph/time_zone.h"
#include "graph/value.h"

namespace entente::graph {
namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

// The text of what `parse` makes of each text, or "error: <code>".
template <class Parse>
void ExpectParses(Parse parse, const Cases& cases) {
  for (const auto& [text, expected] : cases) {
    auto result = parse(text);
    std::string found =
        result ? ToText(*result) : std::string("error: ") + ErrorCodeName(result.error().code);
    EXPECT_EQ(found, expected) << text;
  }
}

TEST(TemporalParse, DatesInEveryForm) {
  ExpectParses(ParseDate, {{"2019-02-28", "2019-02-28"},
                           {"20190228", "2019-02-28"},
                           {"2019-02", "2019-02-01"},
                           {"201902", "2019-02-01"},
                           {"2019", "2019-01-01"},
                           {"2020-W53-5", "2021-01-01"},
                           {"2020W535", "2021-01-01"},
                           {"2020-W01", "2019-12-30"},
                           {"2020W01", "2019-12-30"},
                           {"2019-Q2-31", "2019-05-01"},
                           {"2019Q231", "2019-05-01"},
                           {"2019-Q4", "2019-10-01"},
                           {"2019-060", "2019-03-01"},
                           {"2020060", "2020-02-29"},
                           {"-0044-03-15", "-0044-03-15"},
                           {"+12345-06-07", "+12345-06-07"},
                           {"-999999999-01-01", "-999999999-01-01"},
                           {"0000-01-01", "0000-01-01"},
                           {"2019-02-29", "error: out of range"},
                           {"2019-W53", "error: out of range"},
                           {"2019-366", "error: out of range"},
                           {"2019-Q1-91", "error: out of range"},
                           {"2019-13", "error: out of range"},
                           {"2019-0228", "error: syntax"},
                           {"2019-2-28", "error: syntax"},
                           {"2019-02-28T", "error: syntax"},
                           {"2019-", "error: syntax"},
                           {"", "error: syntax"},
                           {"yesterday", "error: syntax"}});
}

TEST(TemporalParse, TimesAndOffsets) {
  ExpectParses(ParseLocalTime, {{"09:08:07.006", "09:08:07.006"},
                                {"090807,5", "09:08:07.5"},
                                {"0908", "09:08"},
                                {"09", "09:00"},
                                {"23:59:59.999999999", "23:59:59.999999999"},
                                {"24:00", "error: out of range"},
                                {"09:60", "error: out of range"},
                                {"09:08:07.", "error: syntax"},
                                {"09:08:07.0123456789", "error: syntax"},
                                {"0908:07", "error: syntax"},
                                {"09:08Z", "error: syntax"}});
  ExpectParses(ParseTime, {{"09:08", "09:08Z"},
                           {"0908-0030", "09:08-00:30"},
                           {"09:08+00:00:01", "09:08+00:00:01"},
                           {"09+18", "09:00+18:00"},
                           {"09+18:01", "error: out of range"},
                           {"09:08[Europe/Paris]", "error: syntax"}});
}

TEST(TemporalParse, DatesWithTimes) {
  ExpectParses(ParseLocalDateTime, {{"2019-02-28T09:08", "2019-02-28T09:08"},
                                    {"2019-060T0908", "2019-03-01T09:08"},
                                    {"2019-02-28", "2019-02-28T00:00"},
                                    {"2019-02-28T", "error: syntax"},
                                    {"2019-02-28 09:08", "error: syntax"},
                                    {"2019-02-28T09:08Z", "error: syntax"}});
  ExpectParses(ParseDateTime,
               {{"2019-02-28T09:08", "2019-02-28T09:08Z"},
                {"2019-07-28T09:08[Asia/Tokyo]", "2019-07-28T09:08+09:00[Asia/Tokyo]"},
                {"2019-07-28T09:08+02[Europe/Paris]", "2019-07-28T09:08+02:00[Europe/Paris]"},
                {"2019-07-28T09:08+01:00[Europe/Paris]", "error: invalid argument"},
                {"2019-07-28T09:08[Europe/Atlantis]", "error: invalid argument"},
                {"2019-07-28T09:08[GMT+27]", "error: invalid argument"},
                {"2019-07-28T09:08[Europe/Paris", "error: syntax"}});
}

TEST(TemporalParse, Durations) {
  ExpectParses(ParseDuration, {{"P1Y2M3W4DT5H6M7.008S", "P1Y2M25DT5H6M7.008S"},
                               {"P2Q", "P6M"},
                               {"-P1YT1H", "P-1YT-1H"},
                               {"P-1Y1M", "P-11M"},
                               {"PT-0.5S", "PT-0.5S"},
                               {"P0.5Y", "P6M"},
                               {"P0.5M", "P15DT5H14M33S"},
                               {"PT0.1S", "PT0.1S"},
                               {"PT36H", "PT36H"},
                               {"P0001-02-03T04:05:06", "P1Y2M3DT4H5M6S"},
                               {"P1DT", "error: syntax"},
                               {"P", "error: syntax"},
                               {"P1H", "error: syntax"},
                               {"PT1S1M", "error: syntax"},
                               {"P99999999999999999999Y", "error: arithmetic"}});
}

TEST(TimeZone, LocalMeanTimeAndChanges) {
  auto shown = [](const char* text) { return ToText(ParseDateTime(text).value()); };
  EXPECT_EQ(shown("1850-01-01T12:00[Europe/Berlin]"), "1850-01-01T12:00+00:53:28[Europe/Berlin]");
  EXPECT_EQ(shown("-5000-01-01T12:00[Europe/Berlin]"), "-5000-01-01T12:00+00:53:28[Europe/Berlin]");
  // The hour from 2 to 3 was skipped: half past two is half past three.
  EXPECT_EQ(shown("2019-03-31T02:30[Europe/Paris]"), "2019-03-31T03:30+02:00[Europe/Paris]");
  // It came twice in autumn: the first is meant unless the offset says otherwise.
  EXPECT_EQ(shown("2019-10-27T02:30[Europe/Paris]"), "2019-10-27T02:30+02:00[Europe/Paris]");
  EXPECT_EQ(shown("2019-10-27T02:30+01:00[Europe/Paris]"), "2019-10-27T02:30+01:00[Europe/Paris]");
  // Far in the future the last rule goes on.
  EXPECT_EQ(shown("+100000-07-01T12:00[Europe/Paris]"), "+100000-07-01T12:00+02:00[Europe/Paris]");
}

TEST(Calendar, WeekDatesRoundTripOverCenturies) {
  for (int64_t days = -800000; days < 800000; days += 97) {
    Date date{days};
    WeekDate week = ToWeekDate(date);
    EXPECT_EQ(FromWeekDate(week.year, week.week, week.weekday).value(), date);
    EXPECT_EQ(FromDayOfYear(ToCivil(date).year, DayOfYear(date)).value(), date);
    EXPECT_EQ(FromQuarter(ToCivil(date).year, QuarterOf(date), DayOfQuarter(date)).value(), date);
  }
}

TEST(Calendar, AddingMonthsKeepsToTheMonthsEnd) {
  Date day = FromCivil(2019, 12, 31).value();
  EXPECT_EQ(ToText(PlusMonths(day, 2).value()), "2020-02-29");
  EXPECT_EQ(ToText(PlusMonths(day, -1).value()), "2019-11-30");
  EXPECT_FALSE(PlusMonths(day, std::numeric_limits<int64_t>::max()));
  EXPECT_FALSE(PlusDays(day, std::numeric_limits<int64_t>::max()));
}

TEST(Duration, ScalingIsExactAndDropsWhatIsFinerThanANanosecond) {
  Duration d{149, 14, 58390, 1};
  EXPECT_EQ(ToText(Multiply(d, int64_t{2}).value()), "P24Y10M28DT32H26M20.000000002S");
  EXPECT_EQ(ToText(Multiply(d, 0.5).value()), "P6Y2M22DT13H21M8S");
  EXPECT_EQ(ToText(Divide(d, int64_t{2}).value()), "P6Y2M22DT13H21M8S");
  EXPECT_EQ(ToText(Divide(d, 0.5).value()), "P24Y10M28DT32H26M20.000000002S");
  EXPECT_EQ(ToText(Multiply(Duration{0, 0, 1, 0}, 0.1).value()), "PT0.1S");
  EXPECT_EQ(ToText(Divide(Duration{0, 0, 10, 2}, int64_t{3}).value()), "PT3.333333334S");
  EXPECT_EQ(ToText(Negate(Duration{0, 0, -1, 600'000'000}).value()), "PT0.4S");
  EXPECT_FALSE(Divide(d, int64_t{0}));
  EXPECT_FALSE(Divide(d, 0.0));
  EXPECT_FALSE(Multiply(Duration{std::numeric_limits<int64_t>::max(), 0, 0, 0}, int64_t{2}));
}

TEST(Duration, EqualOnlyPartByPartWithAnOrderThatAgrees) {
  Value a = Value::Of(Duration{0, 14, 58390, 0});
  Value b = Value::Of(Duration{0, 13, 58390 + 86400, 0});
  EXPECT_EQ(Equals(a, b), false);
  EXPECT_FALSE(Equivalent(a, b));
  EXPECT_TRUE(Order(a, b) != 0);
  EXPECT_TRUE((Order(a, b) < 0) != (Order(b, a) < 0));
  EXPECT_EQ(Compare(a, b), std::nullopt);
  EXPECT_EQ(Equals(a, Value::Of(Duration{0, 14, 58390, 0})), true);
  EXPECT_TRUE(Order(Value::Of(Duration{1, 0, 0, 0}), Value::Of(Duration{0, 31, 0, 0})) < 0);
}

}  // namespace
}  // namespace entente::graph
