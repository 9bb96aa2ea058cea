/// \file
/// Clause rules over the items of a sentence. Every pattern runs as an automaton over the items,
/// all its states at once, so that the work is linear in the sentence whatever the rule says; a
/// rule whose necessary items are not all there is not run at all, and one that runs goes from one
/// item that it can begin with to the next. Of the matches of one rule that
/// begin at one item the one its pattern prefers wins (first alternative, greedy unless marked
/// lazy); matches of one rule do not overlap. Threads: one RuleMatcher a worker; the book is
/// shared.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/rule_book.h"

namespace entente::ingest {

/// One element of a sentence, as rules see it.
struct Item {
  ItemKind kind = ItemKind::kWord;
  uint64_t features = 0;
  RuleWordId word = 0;
  uint32_t begin_token = 0;
  uint32_t end_token = 0;
  uint32_t index = 0;  ///< into the table of its kind: actor groups, agreement lists, verbs, …
};

/// Whether `test` accepts `item`.
bool Accepts(const RuleBook& book, const ItemTest& test, const Item& item);

/// Sets the bits of all tests of the book that accept `item`.
void SetAccepted(const RuleBook& book, const Item& item, uint64_t* bits);

struct ItemRange {
  uint16_t begin = 0;
  uint16_t end = 0;  ///< one past the last; empty when the role bound nothing
  bool empty() const { return begin >= end; }
};

struct RuleMatch {
  uint32_t rule = 0;  ///< into RuleBook::rules()
  ItemRange range;
  std::array<ItemRange, kMaxRoles> roles;  ///< by number; see Rule::roles
};

class RuleMatcher {
 public:
  explicit RuleMatcher(const RuleBook& book);

  /// Appends the matches of the rules of `phase`, in the order of the rules, then of the items.
  /// `nearly`, when given, gets the rules that had all their necessary items and did not match.
  /// Sentences of more than 4,000 items are read up to there.
  void Match(std::span<const Item> items, std::string_view phase, std::vector<RuleMatch>& matches,
             std::vector<uint32_t>* nearly = nullptr);

 private:
  /// Attempts that have reached a place of the pattern, by priority.
  struct Thread {
    uint16_t place = 0;
    uint16_t begin = 0;  ///< the item where it began
    RoleSlots slots{};
  };

  void Prepare(std::span<const Item> items);
  /// The tests that accept `item`, as bits.
  const uint64_t* TestsOf(const Item& item);
  bool Passes(uint32_t test, size_t item) const {
    return (accepts_[item * test_words_ + test / 64] >> (test % 64)) & 1;
  }
  /// What a rule cannot do without, beside that of the other rules of its phase.
  struct Screen {
    uint32_t rule = 0;
    uint32_t required_begin = 0, required_end = 0;  ///< in Phase::required
    uint32_t first_begin = 0, first_end = 0;        ///< in Phase::first
  };
  struct Phase {
    std::string_view name;  ///< the book's
    std::vector<Screen> screens;
    /// Rule::required as words of bits: of all up to and with the last of a set one is passed.
    struct Needed {
      uint64_t bits = 0;
      uint16_t word = 0;
      bool last = false;
    };
    std::vector<Needed> required;
    std::vector<std::pair<uint32_t, uint64_t>> first;  ///< Rule::first as words of bits
    /// Screens as bits: by test those whose first necessary set it is of, and those that need
    /// nothing. Most rules of a phase are passed over by these.
    size_t screen_words = 0;
    std::vector<uint64_t> by_test;
    std::vector<uint64_t> free;
    std::vector<uint64_t> telling;  ///< the tests with such screens, as bits
  };
  using FirstBits = std::span<const std::pair<uint32_t, uint64_t>>;
  void AddPhase(const RulePhase& phase);
  /// Puts the screens of `phase` of whose first necessary set an item is there into possible_.
  void FindPossible(const Phase& phase);
  /// Whether of every necessary set of `screen` an item is there.
  bool MayMatch(const Phase& phase, const Screen& screen) const;
  /// Puts the items that a match may begin with into begins_; false when there is none.
  bool FindBegins(FirstBits first, size_t item_count);
  /// The first of them that is not before `at`; `item_count` + 1 when there is none.
  size_t NextBegin(size_t at, size_t item_count) const;

  bool MatchRule(uint32_t rule, FirstBits first, size_t item_count,
                 std::vector<RuleMatch>& matches);
  bool MatchFrom(const Rule& rule, size_t from, size_t item_count, RuleMatch& match);
  /// Goes on from a place of the pattern over item `at`; true when that ends a match.
  bool Advance(const Rule& rule, const Thread& thread, size_t at, size_t item_count,
               RuleMatch& match);

  const RuleBook& book_;
  const size_t test_words_;
  std::vector<Phase> phases_;
  std::vector<uint64_t> accepts_;   ///< by item and test
  std::vector<uint64_t> present_;   ///< tests that some item passes
  std::vector<uint64_t> possible_;  ///< screens of the phase at hand
  std::vector<uint64_t> begins_;  ///< by item, for the rule at hand; one more than there are items
  /// What items of one kind, with the same features and word, passed the last time, in whichever
  /// document that was.
  struct Known {
    uint64_t features = 0;
    RuleWordId word = 0;
    uint32_t kind = ~0u;
  };
  std::vector<Known> known_;
  std::vector<uint64_t> known_bits_;  ///< beside `known_`
  std::vector<Thread> now_;
  std::vector<Thread> next_;
  std::vector<uint32_t> seen_;  ///< by place: the step in which it was reached
  uint32_t step_ = 0;
};

}  // namespace entente::ingest
