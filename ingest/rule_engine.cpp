#include "ingest/rule_engine.h"

#include <algorithm>
#include <bit>

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

RuleMatcher::RuleMatcher(const RuleBook& book) : book_(book), test_words_(book.test_words()) {
  size_t most_places = 0;
  for (const Rule& rule : book.rules()) {
    most_places = std::max(most_places, rule.steps.place_count());
  }
  known_.resize(size_t{1} << kKnownBits);
  known_bits_.resize(known_.size() * test_words_);
  seen_.assign(most_places, 0);
  for (const RulePhase& phase : book.phases()) AddPhase(phase);
}

const uint64_t* RuleMatcher::TestsOf(const Item& item) {
  const bool capital = item.features == FeatureBit(Feature::kCapital);
  if ((item.kind == ItemKind::kWord || item.kind == ItemKind::kMark) &&
      (item.features == 0 || capital)) {
    return book_.PlainTests(item.word, item.kind == ItemKind::kMark, capital);
  }
  const uint64_t hash =
      (item.features ^ (uint64_t{item.word} << 40) ^ (static_cast<uint64_t>(item.kind) << 32)) *
      0x9E3779B97F4A7C15ULL;
  const size_t place = hash >> (64 - kKnownBits);
  Known& known = known_[place];
  uint64_t* known_bits = known_bits_.data() + place * test_words_;
  const auto kind = static_cast<uint32_t>(item.kind);
  if (known.kind != kind || known.features != item.features || known.word != item.word) {
    known = {item.features, item.word, kind};
    std::fill(known_bits, known_bits + test_words_, 0);
    SetAccepted(book_, item, known_bits);
  }
  return known_bits;
}

void RuleMatcher::AddPhase(const RulePhase& phase) {
  Phase& added = phases_.emplace_back();
  added.name = phase.name;
  added.screen_words = (phase.rules.size() + 63) / 64;
  added.by_test.assign(test_words_ * 64 * added.screen_words, 0);
  added.free.assign(added.screen_words, 0);
  added.telling.assign(test_words_, 0);
  for (uint32_t number : phase.rules) {
    const Rule& rule = book_.rules()[number];
    Screen screen;
    screen.rule = number;
    screen.required_begin = static_cast<uint32_t>(added.required.size());
    screen.first_begin = static_cast<uint32_t>(added.first.size());
    const size_t screen_word = added.screens.size() / 64;
    const uint64_t bit = uint64_t{1} << (added.screens.size() % 64);
    if (rule.required.empty()) {
      added.free[screen_word] |= bit;
    } else {
      for (uint32_t test : rule.required.front()) {
        added.by_test[test * added.screen_words + screen_word] |= bit;
        added.telling[test / 64] |= uint64_t{1} << (test % 64);
      }
    }
    for (const std::vector<uint32_t>& needed : rule.required) {
      const size_t begin = added.required.size();
      for (uint32_t test : needed) {  // sorted
        const auto word = static_cast<uint16_t>(test / 64);
        if (added.required.size() == begin || added.required.back().word != word)
          added.required.push_back({0, word, false});
        added.required.back().bits |= uint64_t{1} << (test % 64);
      }
      added.required.back().last = true;
    }
    const size_t begin = added.first.size();
    for (uint16_t test : rule.first) {
      const uint32_t word = test / 64u;
      auto place =
          std::find_if(added.first.begin() + static_cast<ptrdiff_t>(begin), added.first.end(),
                       [&](const auto& known) { return known.first == word; });
      if (place == added.first.end()) place = added.first.insert(place, {word, 0});
      place->second |= uint64_t{1} << (test % 64);
    }
    screen.required_end = static_cast<uint32_t>(added.required.size());
    screen.first_end = static_cast<uint32_t>(added.first.size());
    added.screens.push_back(screen);
  }
}

void RuleMatcher::FindPossible(const Phase& phase) {
  possible_ = phase.free;
  for (size_t word = 0; word < test_words_; ++word) {
    for (uint64_t bits = present_[word] & phase.telling[word]; bits != 0; bits &= bits - 1) {
      const size_t test = word * 64 + static_cast<size_t>(std::countr_zero(bits));
      const uint64_t* screens = phase.by_test.data() + test * phase.screen_words;
      for (size_t i = 0; i < phase.screen_words; ++i) possible_[i] |= screens[i];
    }
  }
}

bool RuleMatcher::MayMatch(const Phase& phase, const Screen& screen) const {
  bool any = false;
  for (uint32_t i = screen.required_begin; i < screen.required_end; ++i) {
    const Phase::Needed& needed = phase.required[i];
    any = any || (present_[needed.word] & needed.bits) != 0;
    if (!needed.last) continue;
    if (!any) return false;
    any = false;
  }
  return true;
}

void RuleMatcher::Prepare(std::span<const Item> items) {
  accepts_.resize(items.size() * test_words_);
  present_.assign(test_words_, 0);
  begins_.assign(items.size() / 64 + 1, 0);
  uint64_t* bits = accepts_.data();
  for (const Item& item : items) {
    const uint64_t* tests = TestsOf(item);
    for (size_t word = 0; word < test_words_; ++word) {
      bits[word] = tests[word];
      present_[word] |= tests[word];
    }
    bits += test_words_;
  }
}

bool RuleMatcher::FindBegins(FirstBits first, size_t item_count) {
  std::fill(begins_.begin(), begins_.end(), 0);
  bool any = false;
  const uint64_t* accepted = accepts_.data();
  for (size_t item = 0; item < item_count; ++item, accepted += test_words_) {
    uint64_t bits = 0;
    for (const auto& [word, tests] : first) bits |= accepted[word] & tests;
    if (bits == 0) continue;
    begins_[item / 64] |= uint64_t{1} << (item % 64);
    any = true;
  }
  return any;
}

size_t RuleMatcher::NextBegin(size_t at, size_t item_count) const {
  size_t word = at / 64;
  if (word >= begins_.size()) return item_count + 1;
  uint64_t bits = begins_[word] & (~uint64_t{0} << (at % 64));
  while (bits == 0) {
    if (++word == begins_.size()) return item_count + 1;
    bits = begins_[word];
  }
  return word * 64 + static_cast<size_t>(std::countr_zero(bits));
}

void RuleMatcher::Match(std::span<const Item> items, std::string_view phase,
                        std::vector<RuleMatch>& matches, std::vector<uint32_t>* nearly) {
  if (items.size() > kMaxItems) items = items.first(kMaxItems);
  Prepare(items);
  for (const Phase& of_phase : phases_) {
    if (of_phase.name != phase) continue;
    FindPossible(of_phase);
    for (size_t word = 0; word < of_phase.screen_words; ++word) {
      for (uint64_t bits = possible_[word]; bits != 0; bits &= bits - 1) {
        const Screen& screen =
            of_phase.screens[word * 64 + static_cast<size_t>(std::countr_zero(bits))];
        if (!MayMatch(of_phase, screen)) continue;
        const FirstBits begins(of_phase.first.data() + screen.first_begin,
                               screen.first_end - screen.first_begin);
        if (!MatchRule(screen.rule, begins, items.size(), matches) && nearly != nullptr) {
          nearly->push_back(screen.rule);
        }
      }
    }
  }
}

bool RuleMatcher::MatchRule(uint32_t rule, FirstBits first, size_t item_count,
                            std::vector<RuleMatch>& matches) {
  if (!FindBegins(first, item_count)) return false;
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

bool RuleMatcher::Advance(const Rule& rule, const Thread& thread, size_t at, size_t item_count,
                          RuleMatch& match) {
  const auto here = static_cast<uint16_t>(at);
  const auto note = [&](RoleSlots& slots, uint16_t which) {
    for (uint32_t bits = which; bits != 0; bits &= bits - 1) {
      slots[static_cast<size_t>(std::countr_zero(bits))] = here;
    }
  };
  for (const RuleStep& step : rule.steps.From(thread.place)) {
    if (step.place == RuleStep::kEnd) {
      RoleSlots slots = thread.slots;
      note(slots, step.slots);
      match.range = {thread.begin, here};
      for (size_t role = 0; role < kMaxRoles; ++role) {
        match.roles[role] = {slots[2 * role], slots[2 * role + 1]};
      }
      return true;
    }
    if (at == item_count || !Passes(step.test, at) || seen_[step.place] == step_) continue;
    seen_[step.place] = step_;
    Thread& next = next_.emplace_back(thread);
    next.place = step.place;
    note(next.slots, step.slots);
  }
  return false;
}

bool RuleMatcher::MatchFrom(const Rule& rule, size_t from, size_t item_count, RuleMatch& match) {
  bool found = false;
  now_.clear();
  for (size_t at = from; at <= item_count; ++at) {
    if (now_.empty()) {
      if (found) break;
      at = NextBegin(at, item_count);
      if (at > item_count) break;
    }
    next_.clear();
    ++step_;
    // What ends a match here goes before all that is less preferred.
    bool ends = false;
    for (size_t i = 0; i < now_.size() && !ends; ++i) {
      ends = Advance(rule, now_[i], at, item_count, match);
    }
    found = found || ends;
    // A new attempt begins behind all that began earlier; none once a match is known.
    if (!found && (begins_[at / 64] >> (at % 64) & 1) != 0) {
      Thread first;
      first.begin = static_cast<uint16_t>(at);
      found = Advance(rule, first, at, item_count, match);
    }
    std::swap(now_, next_);
  }
  return found;
}

}  // namespace entente::ingest
