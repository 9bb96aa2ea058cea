#include "ingest/date_finder.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "ingest/knowledge.h"
#include "tests/support/shared_knowledge.h"

namespace entente::ingest {
namespace {

/// All dates of a text as "iso[/end][ from..to][ inferred]".
std::string Dates(const std::string& text, const std::string& reference = "") {
  DocumentFields fields;
  fields.text = text;
  fields.blocks.push_back({BlockKind::kParagraph, {0, static_cast<uint32_t>(text.size())}});
  const Document document(std::move(fields));
  const SegmentedText segmented = Segment(document);
  const TextWords words(document, segmented, SharedKnowledge().lexicon());
  std::string result;
  for (const FoundDate& date : FindDates(words, reference)) {
    if (!result.empty()) result += "; ";
    result += date.value.iso;
    if (date.value.is_range) result += "/" + date.value.end_iso;
    if (date.value.iso.empty()) result += date.value.from + ".." + date.value.to;
    if (date.value.inferred) result += " inferred";
  }
  return result;
}

// The day was left in the text and the month taken, so that "31" became a part of a name.
TEST(DateFinder, ADayThatThereIsNotIsItsMonthAndMarked) {
  EXPECT_EQ(Dates("It was signed on 31 February 2020."), "2020-02");
  EXPECT_EQ(Dates("It was signed on February 30th, 2020 in Lima."), "2020-02");
  EXPECT_EQ(Dates("It was signed on 2019-02-29."), "2019-02");
  EXPECT_EQ(Dates("It was signed on 31/11/2024."), "2024-11");
  EXPECT_EQ(Dates("It lasted from 29 to 31 June 2021."), "2021-06");
  EXPECT_EQ(Dates("It was signed on 29 February 2020."), "2020-02-29");
}

TEST(DateFinder, FullDatesInAllOrders) {
  EXPECT_EQ(Dates("It was signed on 14 September 2018."), "2018-09-14");
  EXPECT_EQ(Dates("It was signed on September 14, 2018."), "2018-09-14");
  EXPECT_EQ(Dates("It was signed on the 14th of September, 2018."), "2018-09-14");
  EXPECT_EQ(Dates("It was signed on 2018-09-14."), "2018-09-14");
  EXPECT_EQ(Dates("It was signed on 18/11/2024."), "2024-11-18");
  EXPECT_EQ(Dates("It was signed in May 2009 and again in 2015."), "2009-05; 2015");
}

TEST(DateFinder, RangesKeepBothEnds) {
  EXPECT_EQ(Dates("held on 13-14 September 2018"), "2018-09-13/2018-09-14");
  EXPECT_EQ(Dates("held on 13–14 September 2018"), "2018-09-13/2018-09-14");
  EXPECT_EQ(Dates("held on 13th–14th September 2018"), "2018-09-13/2018-09-14");
  EXPECT_EQ(Dates("held on 3\u20114 May 2019"), "2019-05-03/2019-05-04");
  EXPECT_EQ(Dates("held on 3/4 May 2019"), "2019-05-03/2019-05-04");
  EXPECT_EQ(Dates("held on 3 & 4 May 2019"), "2019-05-03/2019-05-04");
  EXPECT_EQ(Dates("held on May 3/4, 2019"), "2019-05-03/2019-05-04");
  EXPECT_EQ(Dates("held on May 3 & 4, 2019"), "2019-05-03/2019-05-04");
  EXPECT_EQ(Dates("held on May 3rd-5th, 2019"), "2019-05-03/2019-05-05");
  EXPECT_EQ(Dates("held on May 30 - June 2, 2019"), "2019-05-30/2019-06-02");
  EXPECT_EQ(Dates("held on February 28–March 3, 2021"), "2021-02-28/2021-03-03");
  EXPECT_EQ(Dates("from 30 May to 2 June 2021"), "2021-05-30/2021-06-02");
  EXPECT_EQ(Dates("from the 3rd to the 5th of May 2021"), "2021-05-03/2021-05-05");
}

// The year at the end was taken for both ends, and the range ended before it began.
TEST(DateFinder, ARangeOverTheTurnOfTheYearBeginsInTheOldOne) {
  EXPECT_EQ(Dates("from 30 December to 2 January 2019"), "2018-12-30/2019-01-02");
  EXPECT_EQ(Dates("from December 30 to January 2, 2019"), "2018-12-30/2019-01-02");
  EXPECT_EQ(Dates("from 30 December 2018 to 2 January 2019"), "2018-12-30/2019-01-02");
  EXPECT_EQ(Dates("in December – January 2019"), "2018-12/2019-01");
  EXPECT_EQ(Dates("in December 2018 – January 2019"), "2018-12/2019-01");
  EXPECT_EQ(Dates("in December – January", "2019-02-03"), "2018-12/2019-01 inferred");
}

// A word joined to a month hid it; of two months the first had no year.
TEST(DateFinder, RangesOfMonths) {
  EXPECT_EQ(Dates("held in May-June 2019"), "2019-05/2019-06");
  EXPECT_EQ(Dates("held in May – June 2019"), "2019-05/2019-06");
  EXPECT_EQ(Dates("held in May – June"), "--05/--06");
  EXPECT_EQ(Dates("from May to June 2019"), "2019-05/2019-06");
  EXPECT_EQ(Dates("between May and June 2019"), "2019-05/2019-06");
  EXPECT_EQ(Dates("from May to June 5, 2019"), "--05; 2019-06-05");
  EXPECT_EQ(Dates("signed in mid-May 2021, to begin in late-June"), "2021-05; --06");
}

// Of three days the first, or the year, was lost.
TEST(DateFinder, ListsOfDays) {
  EXPECT_EQ(Dates("held on 3, 4 and 5 May 2019"), "2019-05-03/2019-05-05");
  EXPECT_EQ(Dates("held on May 3, 4 and 5, 2019"), "2019-05-03/2019-05-05");
  EXPECT_EQ(Dates("held on May 3, 5 and 9, 2019"), "2019-05-03");
  EXPECT_EQ(Dates("held on 3 and 7 May 2019"), "2019-05-03");
}

// Their day was left out.
TEST(DateFinder, DaysInWordsAndInTheFormsOfRegisters) {
  EXPECT_EQ(Dates("Done at Lima this fifth day of March 2020."), "2020-03-05");
  EXPECT_EQ(Dates("Done at Lima on the twenty-first of March, 2020."), "2020-03-21");
  EXPECT_EQ(Dates("Done at Lima on the 5th day of March 2020."), "2020-03-05");
  EXPECT_EQ(Dates("one of March's days, the last of May 2020"), "--03; 2020-05");
  EXPECT_EQ(Dates("entered on 5-Jul-2021 and 06-July-2021"), "2021-07-05; 2021-07-06");
  EXPECT_EQ(Dates("version 0.12.11, dated 14.9.18, of 14.9.2018"), "2018-09-14");
}

TEST(DateFinder, WeekdayAndDayWithoutAYearStayWithoutOne) {
  EXPECT_EQ(Dates("signed on Friday, June 12th, by all"), "--06-12 inferred");
}

TEST(DateFinder, RelativeDatesCountFromTheReference) {
  EXPECT_EQ(Dates("Peru signed it yesterday.", "2019-10-22"), "2019-10-21 inferred");
  EXPECT_EQ(Dates("It was signed on Monday.", "2019-10-23"), "2019-10-21 inferred");
  EXPECT_EQ(Dates("It will be signed on Monday.", "2019-10-23"), "2019-10-28 inferred");
  EXPECT_EQ(Dates("They met last week.", "2019-10-23"), "2019-10-14..2019-10-20");
  EXPECT_EQ(Dates("They met last month.", "2019-01-23"), "2018-12 inferred");
  EXPECT_EQ(Dates("They met a week ago.", "2019-10-23"), "2019-10-14..2019-10-20");
  EXPECT_EQ(Dates("They met three months ago.", "2019-02-15"), "2018-11 inferred");
  EXPECT_EQ(Dates("They met 3 months ago.", "2019-02-15"), "2018-11 inferred");
  EXPECT_EQ(Dates("They met 12 years ago.", "2019-02-15"), "2007 inferred");
  EXPECT_EQ(Dates("They met the day before yesterday.", "2019-10-23"), "2019-10-21 inferred");
  EXPECT_EQ(Dates("They meet the day after tomorrow.", "2019-10-23"), "2019-10-25 inferred");
}

TEST(DateFinder, QuartersAreSpans) {
  EXPECT_EQ(Dates("in the first quarter of 2025"), "2025-01-01..2025-03-31");
  EXPECT_EQ(Dates("by Q3 2019"), "2019-07-01..2019-09-30");
  EXPECT_EQ(Dates("by Q3", "2019-02-01"), "2019-07-01..2019-09-30");
  EXPECT_EQ(Dates("by Q3, for Q7 2019"), "");
}

TEST(DateFinder, OrdinaryWordsAreNoMonths) {
  EXPECT_EQ(Dates("May I ask? They march on and may come."), "");
}

}  // namespace
}  // namespace entente::ingest
