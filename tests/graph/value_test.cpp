#include "graph/value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace entente::graph {
namespace {

TEST(Value, IntegersAndFloatsCompareExactly) {
  Value big = Value::Integer(9007199254740993);
  EXPECT_EQ(Equals(big, Value::Float(9007199254740992.0)), false);
  EXPECT_TRUE(Order(big, Value::Float(9007199254740992.0)) > 0);
  EXPECT_EQ(Equals(Value::Integer(1), Value::Float(1.0)), true);
  EXPECT_TRUE(Order(Value::Integer(std::numeric_limits<int64_t>::max()), Value::Float(1e300)) < 0);
}

TEST(Value, NaNEqualsNothingAndGroupsWithItself) {
  Value nan = Value::Float(std::nan(""));
  EXPECT_EQ(Equals(nan, nan), false);
  EXPECT_TRUE(Equivalent(nan, nan));
  EXPECT_TRUE(Order(Value::Float(1e308), nan) < 0);
  EXPECT_TRUE(Order(nan, Value::Null()) < 0);
}

TEST(Value, EqualityOfListsIsUnknownOnlyWhenNothingSettlesIt) {
  auto list = [](std::vector<Value> v) { return Value::List(std::move(v)); };
  EXPECT_EQ(Equals(list({Value::Null(), Value::Integer(1)}),
                   list({Value::Integer(2), Value::Integer(1)})),
            std::nullopt);
  EXPECT_EQ(Equals(list({Value::Null(), Value::Integer(1)}),
                   list({Value::Integer(2), Value::Integer(3)})),
            false);
  EXPECT_EQ(Equals(list({Value::Null()}), list({})), false);
}

TEST(Value, EquivalentValuesHashAlike) {
  EXPECT_EQ(Hash(Value::Integer(3)), Hash(Value::Float(3.0)));
  EXPECT_EQ(Hash(Value::Float(0.0)), Hash(Value::Float(-0.0)));
  EXPECT_EQ(Hash(Value::List({Value::Integer(3)})), Hash(Value::List({Value::Float(3.0)})));
}

TEST(Value, MapsKeepTheLaterOfTwoEqualKeysSorted) {
  Value map =
      Value::Map({{"b", Value::Integer(1)}, {"a", Value::Integer(2)}, {"b", Value::Integer(3)}});
  ASSERT_EQ(map.as_map().size(), 2u);
  EXPECT_EQ(map.as_map()[0].first, "a");
  EXPECT_EQ(map.Find("b")->as_integer(), 3);
  EXPECT_EQ(map.Find("c"), nullptr);
}

}  // namespace
}  // namespace entente::graph
