#include "graph/codec.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente::graph {
namespace {

std::string Written(const Value& value) {
  ByteWriter out;
  WriteValue(value, InlineStrings(), out);
  return out.Take();
}

TEST(Codec, AListComesBack) {
  const Value list = Value::List({Value::Integer(7), Value::String("Oslo"), Value::Null()});
  const std::string bytes = Written(list);
  ByteReader in(bytes);
  EXPECT_EQ(Written(ReadValue(in, InlineStrings())), bytes);
  EXPECT_TRUE(in.ok());
}

// No writer puts lists into lists. A damaged file may look so, a hundred thousand deep.
TEST(Codec, ListsInListsAreDamageAndNoDepth) {
  const std::string one = Written(Value::List({Value::Boolean(true)})).substr(0, 2);
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += one;
  ByteReader in(bytes);
  ReadValue(in, InlineStrings());
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace entente::graph
