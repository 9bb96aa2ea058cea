#include "ingest/name_case.h"

#include <gtest/gtest.h>

namespace entente::ingest {
namespace {

TEST(NameCase, WhatHasCapitalsAloneIsShouted) {
  EXPECT_TRUE(IsShouted("PARIS"));
  EXPECT_TRUE(IsShouted("ASUNCIÓN"));
  EXPECT_FALSE(IsShouted("Paris"));
  EXPECT_FALSE(IsShouted("N'Djamena"));
  EXPECT_FALSE(IsShouted("12"));
  EXPECT_FALSE(IsShouted("東京"));
}

TEST(NameCase, PlacesAreWrittenAsNamesAre) {
  EXPECT_EQ(PlaceInOrdinaryCase("PARIS"), "Paris");
  EXPECT_EQ(PlaceInOrdinaryCase("ASUNCIÓN"), "Asunción");
  EXPECT_EQ(PlaceInOrdinaryCase("MEXICO CITY"), "Mexico City");
  EXPECT_EQ(PlaceInOrdinaryCase("RIO DE JANEIRO"), "Rio de Janeiro");
  EXPECT_EQ(PlaceInOrdinaryCase("PORT-AU-PRINCE"), "Port-au-Prince");
  EXPECT_EQ(PlaceInOrdinaryCase("N'DJAMENA"), "N'Djamena");
  EXPECT_EQ(PlaceInOrdinaryCase("L\u2019AQUILA"), "L\u2019Aquila");
  EXPECT_EQ(PlaceInOrdinaryCase("EL ALTO"), "El Alto");
  EXPECT_EQ(PlaceInOrdinaryCase("WASHINGTON DC"), "Washington DC");
}

TEST(NameCase, AnAbbreviationStaysOne) {
  EXPECT_EQ(PlaceInOrdinaryCase("NYC"), "NYC");
  EXPECT_EQ(PlaceInOrdinaryCase("D.C."), "D.C.");
}

}  // namespace
}  // namespace entente::ingest
