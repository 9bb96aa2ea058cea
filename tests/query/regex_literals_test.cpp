#include "query/regex_literals.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <array>
#include <functional>
#include <random>

namespace entente::query {
namespace {

std::string NeededBy(std::string_view pattern) {
  std::string text;
  const RegexLiterals literals = RegexLiterals::Of(pattern);
  for (const auto& words : literals.needed()) {
    text += text.empty() ? "" : " & ";
    for (size_t i = 0; i < words.size(); ++i) text += (i ? "|" : "") + words[i];
  }
  return text;
}

TEST(RegexLiterals, AreWhatEveryMatchHolds) {
  EXPECT_EQ(NeededBy(".*(ports|rail).*(Lima|Oslo).*"), "ports|rail & Lima|Oslo");
  EXPECT_EQ(NeededBy("abc"), "abc");
  EXPECT_EQ(NeededBy("a(b|c)d.e"), "abd|acd & e");
  EXPECT_EQ(NeededBy("ab*c"), "a & c");
  EXPECT_EQ(NeededBy("ab+c"), "ab & c");
  EXPECT_EQ(NeededBy("(abc)+d"), "abc & d");
  EXPECT_EQ(NeededBy("(abc){0,2}d"), "d");
  EXPECT_EQ(NeededBy("(abc){2}d"), "abc & d");
  EXPECT_EQ(NeededBy("a{b}"), "a{b}");
  EXPECT_EQ(NeededBy("é*è"), "è");
  EXPECT_EQ(NeededBy("^ab$"), "ab");
  EXPECT_EQ(NeededBy("a\\.b\\d+c"), "a.b & c");
  EXPECT_EQ(NeededBy("x[]a-z[:digit:]]y"), "x & y");
  EXPECT_EQ(NeededBy("(?P<name>ab)c"), "abc");
  EXPECT_EQ(NeededBy("(a.b|cc.d)"), "a|cc");
  EXPECT_EQ(NeededBy("(ab|.*)"), "");
  EXPECT_EQ(NeededBy("(ab|)"), "");
  EXPECT_EQ(NeededBy("(?i)ab"), "");
  EXPECT_EQ(NeededBy("\\Qa.b\\E"), "");
  EXPECT_EQ(NeededBy(""), "");
}

// Patterns and texts of few letters, so that many match.
TEST(RegexLiterals, NeverLoseAMatch) {
  std::mt19937 random(7);
  auto below = [&](unsigned n) { return random() % n; };
  std::function<std::string(int)> make = [&](int depth) -> std::string {
    static constexpr const char* kAtoms[] = {"a",    "b",    "ab", "é",  ".",    "[ab]",
                                             "[^a]", "\\.",  "^",  "$",  "\\d",  "\\b",
                                             "{",    "b{2}", "",   "aé", "[]a]", "[[:alpha:]]"};
    if (depth == 0) return kAtoms[below(std::size(kAtoms))];
    std::string text;
    for (unsigned n = 1 + below(3); n > 0; --n) {
      std::string part = make(depth - 1);
      switch (below(8)) {
        case 0:
          part = "(" + part + "|" + make(depth - 1) + ")";
          break;
        case 1:
          part = "(?:" + part + ")" + std::array{"*", "+", "?", "{2}", "{0,1}", "*?"}[below(6)];
          break;
        case 2:
          part += "|" + make(depth - 1);
          break;
        case 3:
          part = "(?i)" + part;
          break;
        default:
          break;
      }
      text += part;
    }
    return text;
  };
  size_t matches = 0, spared = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string pattern = make(1 + static_cast<int>(below(3)));
    re2::RE2 regex(pattern, re2::RE2::Quiet);
    if (!regex.ok()) continue;
    const RegexLiterals literals = RegexLiterals::Of(pattern);
    for (int j = 0; j < 10; ++j) {
      std::string text;
      for (unsigned n = below(7); n > 0; --n) {
        text += std::array{"a", "b", "é", ".", "1", "{", "A"}[below(7)];
      }
      bool match = re2::RE2::FullMatch(text, regex), may = literals.MayMatch(text);
      matches += match ? 1 : 0;
      spared += may ? 0 : 1;
      ASSERT_TRUE(may || !match) << pattern << " matches " << text;
    }
  }
  EXPECT_GT(matches, 5'000u);
  EXPECT_GT(spared, 20'000u);
}

}  // namespace
}  // namespace entente::query
