/// \file
/// Clause rules over the items of a sentence. Every pattern runs as an automaton over the items,
/// all its states at once, so that the work is linear in the sentence whatever the rule says; a
/// rule whose necessary items are not all there is not run at all. Of the matches of one rule that
/// begin at one item the one its pattern prefers wins (first alternative, greedy unless marked
/// lazy); matches of one rule do not overlap. Threads: one RuleMatcher a worker; the book is
/// shared.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
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
  using Slots = std::array<uint16_t, 2 * kMaxRoles>;
  struct Threads {
    std::vector<uint16_t> order;  ///< instructions, by priority
    std::vector<Slots> slots;     ///< beside `order`
    std::vector<uint32_t> begin;  ///< item where the thread began, beside `order`
    std::vector<uint32_t> seen;   ///< by instruction: the step in which it was added
  };

  void Prepare(std::span<const Item> items);
  bool TestAccepts(uint32_t test, size_t item) const {
    return (accepts_[item * words_per_item_ + test / 64] >> (test % 64)) & 1;
  }
  /// Whether a match of the rule may begin with the item.
  bool MayBegin(const Rule& rule, size_t item) const {
    const uint64_t* accepted = accepts_.data() + item * words_per_item_;
    for (const auto& [word, bits] : rule.first_bits) {
      if ((accepted[word] & bits) != 0) return true;
    }
    return rule.first_bits.empty();
  }
  bool MatchRule(uint32_t rule, size_t item_count, std::vector<RuleMatch>& matches);
  bool MatchFrom(const Rule& rule, size_t from, size_t item_count, RuleMatch& match);
  void AddThread(const Rule& rule, Threads& threads, uint16_t instruction, Slots slots,
                 uint32_t begin, size_t at);

  const RuleBook& book_;
  size_t words_per_item_;
  std::vector<uint64_t> accepts_;  ///< by item and test
  std::vector<uint64_t> present_;  ///< tests that some item passes
  /// What items of one kind, with the same features and word, passed the last time, in whichever
  /// document that was.
  struct Known {
    uint64_t features = 0;
    RuleWordId word = 0;
    uint32_t kind = ~0u;
  };
  std::vector<Known> known_;
  std::vector<uint64_t> known_bits_;  ///< beside `known_`
  Threads now_;
  Threads next_;
  uint32_t step_ = 0;
};

}  // namespace entente::ingest
