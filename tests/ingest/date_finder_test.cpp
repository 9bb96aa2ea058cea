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
  EXPECT_EQ(Dates("from 30 May to 2 June 2021"), "2021-05-30/2021-06-02");
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
}

TEST(DateFinder, QuartersAreSpans) {
  EXPECT_EQ(Dates("in the first quarter of 2025"), "2025-01-01..2025-03-31");
}

TEST(DateFinder, OrdinaryWordsAreNoMonths) {
  EXPECT_EQ(Dates("May I ask? They march on and may come."), "");
}

}  // namespace
}  // namespace entente::ingest
