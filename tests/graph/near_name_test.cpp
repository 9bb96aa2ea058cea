#include "graph/near_name.h"

#include <gtest/gtest.h>

#include <vector>

namespace entente::graph {
namespace {

TEST(NearName, FindsATypingMistakeAndSwappedLetters) {
  std::vector<std::string> names = {"SIGNED", "SIGNED_IN", "PARTY_TO"};
  EXPECT_EQ(NearestName("SINGED", names), "SIGNED");
  EXPECT_EQ(NearestName("party-to", names), "PARTY_TO");
  EXPECT_EQ(NearestName("WITNESSED", names), std::nullopt);
}

TEST(NearName, APartOfANameIsNear) {
  std::vector<std::string> names = {"Cristi\xC3\xA1n de la Vega Donoso", "Oskar Lindgren"};
  EXPECT_EQ(NearestName("de la vega", names), names[0]);
}

TEST(NearName, SwapsCountOnce) {
  EXPECT_EQ(EditDistance("RAOTPEC", "RATOPEC", 3), 1u);
  EXPECT_EQ(EditDistance("abc", "xyz", 2), 3u);
}

}  // namespace
}  // namespace entente::graph
