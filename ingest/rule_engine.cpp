#include "ingest/rule_engine.h"

#include <algorithm>

namespace entente::ingest {

namespace {
constexpr size_t kMaxItems = 4000;
constexpr uint32_t kKnownBits = 10;
}  // namespace

bool Accepts(const RuleBook& book, const ItemTest& test, const Item& item) {
  if (test.kinds != 0 && (test.kinds >> static_cast<uint32_t>(item.kind) & 1) == 0) return false;
  if ((item.features & test.all) != test.all) return false;
  for (uint64_t any : test.any) {
    if ((item.features & any) == 0) return false;
  }
  if ((item.features & test.none) != 0) return false;
  if (test.word != 0 && item.word != test.word) return false;
  if (test.lists != 0 && (book.ListsOf(item.word) & test.lists) == 0) return false;
  for (const ItemTest& other : test.unless) {
    if (Accepts(book, other, item)) return false;
  }
  return true;
}

void SetAccepted(const RuleBook& book, const Item& item, uint64_t* bits) {
  const std::vector<ItemTest>& tests = book.tests();
  book.test_index().ForEach(static_cast<size_t>(item.kind), item.features, item.word,
                            book.ListsOf(item.word), [&](uint16_t test) {
                              if (Accepts(book, tests[test], item)) {
                                bits[test / 64] |= uint64_t{1} << (test % 64);
                              }
                            });
}

RuleMatcher::RuleMatcher(const RuleBook& book) : book_(book), words_per_item_(book.test_words()) {
  size_t longest = 0;
  for (const Rule& rule : book.rules()) longest = std::max(longest, rule.program.size());
  known_.resize(size_t{1} << kKnownBits);
  known_bits_.resize(known_.size() * words_per_item_);
  now_.seen.assign(longest, 0);
  next_.seen.assign(longest, 0);
}

void RuleMatcher::Prepare(std::span<const Item> items) {
  accepts_.resize(items.size() * words_per_item_);
  present_.assign(words_per_item_, 0);
  uint64_t* bits = accepts_.data();
  for (const Item& item : items) {
    const bool capital = item.features == FeatureBit(Feature::kCapital);
    if ((item.kind == ItemKind::kWord || item.kind == ItemKind::kMark) &&
        (item.features == 0 || capital)) {
      const uint64_t* known = book_.PlainTests(item.word, item.kind == ItemKind::kMark, capital);
      std::copy(known, known + words_per_item_, bits);
    } else {
      const uint64_t hash =
          (item.features ^ (uint64_t{item.word} << 40) ^ (static_cast<uint64_t>(item.kind) << 32)) *
          0x9E3779B97F4A7C15ULL;
      const size_t place = hash >> (64 - kKnownBits);
      Known& known = known_[place];
      uint64_t* known_bits = known_bits_.data() + place * words_per_item_;
      const auto kind = static_cast<uint32_t>(item.kind);
      if (known.kind != kind || known.features != item.features || known.word != item.word) {
        known = {item.features, item.word, kind};
        std::fill(known_bits, known_bits + words_per_item_, 0);
        SetAccepted(book_, item, known_bits);
      }
      std::copy(known_bits, known_bits + words_per_item_, bits);
    }
    for (size_t word = 0; word < words_per_item_; ++word) present_[word] |= bits[word];
    bits += words_per_item_;
  }
}

void RuleMatcher::Match(std::span<const Item> items, std::string_view phase,
                        std::vector<RuleMatch>& matches, std::vector<uint32_t>* nearly) {
  if (items.size() > kMaxItems) items = items.first(kMaxItems);
  Prepare(items);
  for (const RulePhase& of_phase : book_.phases()) {
    if (of_phase.name != phase) continue;
    const uint64_t* required = of_phase.required.data();
    for (uint32_t rule : of_phase.rules) {
      bool possible = true;
      for (size_t word = 0; word < words_per_item_; ++word) {
        possible = possible && (required[word] & ~present_[word]) == 0;
      }
      required += words_per_item_;
      if (!possible) continue;
      if (!MatchRule(rule, items.size(), matches) && nearly != nullptr) nearly->push_back(rule);
    }
  }
}

bool RuleMatcher::MatchRule(uint32_t rule, size_t item_count, std::vector<RuleMatch>& matches) {
  bool any = false;
  size_t from = 0;
  while (from < item_count) {
    RuleMatch match;
    match.rule = rule;
    if (!MatchFrom(book_.rules()[rule], from, item_count, match)) break;
    from = std::max<size_t>(match.range.end, match.range.begin + 1u);
    matches.push_back(match);
    any = true;
  }
  return any;
}

void RuleMatcher::AddThread(const Rule& rule, Threads& threads, uint16_t instruction, Slots slots,
                            uint32_t begin, size_t at) {
  if (threads.seen[instruction] == step_) return;
  threads.seen[instruction] = step_;
  const Instruction& op = rule.program[instruction];
  switch (op.op) {
    case Instruction::Op::kJump:
      AddThread(rule, threads, op.a, slots, begin, at);
      return;
    case Instruction::Op::kSplit:
      AddThread(rule, threads, op.a, slots, begin, at);
      AddThread(rule, threads, op.b, slots, begin, at);
      return;
    case Instruction::Op::kOpen:
    case Instruction::Op::kClose:
      slots[2u * op.a + (op.op == Instruction::Op::kClose)] = static_cast<uint16_t>(at);
      AddThread(rule, threads, static_cast<uint16_t>(instruction + 1), slots, begin, at);
      return;
    case Instruction::Op::kTest:
    case Instruction::Op::kMatch:
      threads.order.push_back(instruction);
      threads.slots.push_back(slots);
      threads.begin.push_back(begin);
      return;
  }
}

bool RuleMatcher::MatchFrom(const Rule& rule, size_t from, size_t item_count, RuleMatch& match) {
  bool found = false;
  now_.order.clear();
  now_.slots.clear();
  now_.begin.clear();
  ++step_;
  for (size_t at = from; at <= item_count; ++at) {
    // A new attempt begins here, behind all that began earlier; none once a match is known.
    if (!found && (at < item_count ? MayBegin(rule, at) : rule.first_bits.empty())) {
      AddThread(rule, now_, 0, Slots{}, static_cast<uint32_t>(at), at);
    }
    if (now_.order.empty()) {
      if (found) break;
      continue;
    }
    next_.order.clear();
    next_.slots.clear();
    next_.begin.clear();
    ++step_;
    for (size_t i = 0; i < now_.order.size(); ++i) {
      const Instruction& op = rule.program[now_.order[i]];
      if (op.op == Instruction::Op::kMatch) {
        found = true;
        match.range = {static_cast<uint16_t>(now_.begin[i]), static_cast<uint16_t>(at)};
        for (size_t role = 0; role < kMaxRoles; ++role) {
          match.roles[role] = {now_.slots[i][2 * role], now_.slots[i][2 * role + 1]};
        }
        break;  // those behind it are less preferred
      }
      if (at < item_count && TestAccepts(op.a, at)) {
        AddThread(rule, next_, static_cast<uint16_t>(now_.order[i] + 1), now_.slots[i],
                  now_.begin[i], at + 1);
      }
    }
    std::swap(now_, next_);
  }
  return found;
}

}  // namespace entente::ingest
