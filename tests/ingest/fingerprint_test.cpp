#include "ingest/fingerprint.h"

#include <gtest/gtest.h>

#include <string>

namespace entente::ingest {
namespace {

std::string Story(int number, size_t words) {
  std::string text;
  for (size_t i = 0; i < words; ++i)
    text +=
        (i == 0 ? "" : " ") + ("word" + std::to_string(i * 7 % 31 + i)) + std::to_string(number);
  return text;
}

TEST(Fingerprint, NearIdenticalTextsAreCopiesOfTheFirst) {
  const std::string story = Story(1, 400);
  const auto copies = GroupCopies({FingerprintOf(story), FingerprintOf(Story(2, 400)),
                                   FingerprintOf(story + " And one more thing.")});
  EXPECT_EQ(copies, (std::vector<uint32_t>{0, 1, 0}));
}

// Texts below the size that can be compared were never copies, not even of themselves.
TEST(Fingerprint, AShortTextIsACopyOfTheSameWordsOnly) {
  const std::string story = Story(1, 12);
  const auto copies =
      GroupCopies({FingerprintOf(story), FingerprintOf(story + " more"),
                   FingerprintOf(story + ".\n"), FingerprintOf(""), FingerprintOf(" \n")});
  EXPECT_EQ(copies, (std::vector<uint32_t>{0, 1, 0, 3, 4}));
}

}  // namespace
}  // namespace entente::ingest
