#include "ingest/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace entente::ingest {
namespace {

// With the processor's instructions, where it has them, and without.
class Sha256 : public testing::TestWithParam<std::string (*)(std::string_view)> {};

// Source: FIPS 180-2, appendix B.
TEST_P(Sha256, StandardExamples) {
  EXPECT_EQ(GetParam()("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(GetParam()("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(GetParam()(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// Every way in which a text can end in a block, put together; the sum of them is of Python's
// hashlib.
TEST_P(Sha256, TextsOfEveryLength) {
  std::string all;
  for (int n = 0; n < 300; ++n) {
    std::string text;
    for (int i = 0; i < n; ++i) text += static_cast<char>((7 * i + n) % 256);
    all += GetParam()(text);
  }
  EXPECT_EQ(GetParam()(all), "def85da8f53f8ad58eda585dce61c0d7bfbb3da6924badae49d32d11288c576f");
}

INSTANTIATE_TEST_SUITE_P(Ways, Sha256, testing::Values(&Sha256Hex, &Sha256HexPlainly));

}  // namespace
}  // namespace entente::ingest
