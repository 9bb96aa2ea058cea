#include "query/batch.h"

#include <gtest/gtest.h>

namespace entente::query {
namespace {

// Groups, keys of joins and distinct rows are kept so.
TEST(Column, OfValuesGrowsByHalvesHoweverRowsCome) {
  Column from, to;
  from.Push(graph::Value::String("a"), 0);
  size_t moves = 0, capacity = 0;
  for (size_t row = 0; row < 100'000; ++row) {
    to.PushRow(from, 0, row);
    if (to.values().capacity() == capacity) continue;
    capacity = to.values().capacity();
    ++moves;
  }
  EXPECT_EQ(to.values().size(), 100'000u);
  EXPECT_LT(moves, 40u);
}

}  // namespace
}  // namespace entente::query
