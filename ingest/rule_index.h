/// \file
/// What the rules ask again and again, made ready once: the number of a word as it is written, and
/// which tests an item can pass at all. Private to the rule book and its matcher.
/// Threads: immutable after building.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/word_key.h"

namespace entente::ingest {

struct RuleWord;
struct ItemTest;
struct Rule;

/// A word of the rules' vocabulary; 0 is every other word.
using RuleWordId = uint32_t;

/// A set of word lists, as bits: half of them for those that users add.
__extension__ using ListSet = unsigned __int128;
constexpr size_t kMaxLists = 128;

/// Calls `use` with the number of each list of `set`.
template <class Use>
void ForEachList(ListSet set, Use use) {
  for (size_t half = 0; half < kMaxLists; half += 64) {
    for (auto bits = static_cast<uint64_t>(set >> half); bits != 0; bits &= bits - 1) {
      use(half + static_cast<size_t>(__builtin_ctzll(bits)));
    }
  }
}

/// Words by their letters in lower case.
class RuleWordTable {
 public:
  /// REQUIRES `words` numbered by place; word 0 stands for all others.
  void Build(const std::vector<RuleWord>& words);
  /// The number of `word`, whatever the case of its ASCII letters; 0 when it is not there.
  RuleWordId Find(std::string_view word) const {
    return Find(word, LowerWordKey(word, 0, word.size()));
  }
  /// The same where its LowerWordKey is known.
  RuleWordId Find(std::string_view word, WordKey key) const;

 private:
  static uint64_t Hash(WordKey key);

  struct Slot {
    WordKey key;
    RuleWordId word = 0;  // 0 free
  };
  std::vector<Slot> slots_;  // open addressing; words of a key's length at most
  std::unordered_map<std::string, RuleWordId> longer_;
};

/// Tests by the one thing each cannot do without.
class RuleTestIndex {
 public:
  static constexpr size_t kKinds = 9;

  void Build(const std::vector<RuleWord>& words, const std::vector<ItemTest>& tests);

  /// Calls `use` with every test that may accept such an item, some of them twice.
  template <class Use>
  void ForEach(size_t kind, uint64_t features, RuleWordId word, ListSet lists, Use use) const {
    const OfKind& tests = of_kind_[kind];
    for (uint16_t test : tests.always) use(test);
    for (uint64_t bits = features & tests.features; bits != 0; bits &= bits - 1) {
      for (uint16_t test : tests.by_feature[static_cast<size_t>(__builtin_ctzll(bits))]) use(test);
    }
    ForEachList(lists & tests.lists, [&](size_t list) {
      for (uint16_t test : tests.by_list[list]) use(test);
    });
    if (word != 0) {
      for (uint16_t test : by_word_[word]) use(test);
    }
  }

 private:
  struct OfKind {
    std::vector<uint16_t> always;
    uint64_t features = 0;  // those with tests
    ListSet lists = 0;
    std::array<std::vector<uint16_t>, 64> by_feature;
    std::array<std::vector<uint16_t>, kMaxLists> by_list;
  };
  std::array<OfKind, kKinds> of_kind_;
  std::vector<std::vector<uint16_t>> by_word_;
};

/// The rules of one phase.
struct RulePhase {
  std::string name;
  std::vector<uint32_t> rules;
};
std::vector<RulePhase> PhasesOf(const std::vector<Rule>& rules);

/// Rule::first of its steps.
std::vector<uint16_t> FirstTests(const Rule& rule);

}  // namespace entente::ingest
