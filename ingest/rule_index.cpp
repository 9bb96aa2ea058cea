#include "ingest/rule_index.h"

#include <algorithm>

#include "ingest/rule_book.h"
#include "ingest/word_key.h"

namespace entente::ingest {

uint64_t RuleWordTable::Hash(WordKey key) {
  uint64_t hash = key.head * 0x9E3779B97F4A7C15ULL;
  hash ^= hash >> 32;
  hash = (hash ^ key.tail) * 0xBF58476D1CE4E5B9ULL;
  return hash ^ (hash >> 31);
}

void RuleWordTable::Build(const std::vector<RuleWord>& words) {
  size_t size = 64;
  while (size < words.size() * 4) size *= 2;
  slots_.assign(size, {});
  longer_.clear();
  for (RuleWordId id = 1; id < words.size(); ++id) {
    const std::string& text = words[id].text;
    if (text.empty()) continue;
    if (text.size() > kWordKeyBytes) {
      longer_.try_emplace(text, id);
      continue;
    }
    const WordKey key = WordKeyOf(text);
    size_t at = Hash(key) & (size - 1);
    while (slots_[at].word != 0 && slots_[at].key != key) at = (at + 1) & (size - 1);
    if (slots_[at].word == 0) slots_[at] = {key, id};
  }
}

RuleWordId RuleWordTable::Find(std::string_view word, WordKey key) const {
  constexpr size_t kLongest = 24;  // no word of the rules is longer
  if (word.size() > kLongest || slots_.empty()) return 0;
  if (word.size() > kWordKeyBytes) {
    std::string lower(word);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const auto found = longer_.find(lower);
    return found == longer_.end() ? 0 : found->second;
  }
  size_t at = Hash(key) & (slots_.size() - 1);
  while (slots_[at].word != 0) {
    if (slots_[at].key == key) return slots_[at].word;
    at = (at + 1) & (slots_.size() - 1);
  }
  return 0;
}

void RuleTestIndex::Build(const std::vector<RuleWord>& words, const std::vector<ItemTest>& tests) {
  by_word_.assign(words.size(), {});
  for (size_t t = 0; t < tests.size(); ++t) {
    const ItemTest& test = tests[t];
    const auto number = static_cast<uint16_t>(t);
    if (test.word != 0) {
      by_word_[test.word].push_back(number);
      continue;
    }
    // The highest feature is the most telling: classes of verbs stand last.
    uint64_t features = 0;
    if (test.all != 0) {
      features = uint64_t{1} << (63 - __builtin_clzll(test.all));
    } else if (!test.any.empty()) {
      features = *std::min_element(test.any.begin(), test.any.end(), [](uint64_t a, uint64_t b) {
        return __builtin_popcountll(a) < __builtin_popcountll(b);
      });
    }
    for (size_t kind = 0; kind < kKinds; ++kind) {
      if (test.kinds != 0 && (test.kinds >> kind & 1) == 0) continue;
      OfKind& of_kind = of_kind_[kind];
      if (test.lists != 0) {
        of_kind.lists |= test.lists;
        ForEachList(test.lists, [&](size_t list) { of_kind.by_list[list].push_back(number); });
      } else if (features != 0) {
        of_kind.features |= features;
        for (uint64_t bits = features; bits != 0; bits &= bits - 1) {
          of_kind.by_feature[static_cast<size_t>(__builtin_ctzll(bits))].push_back(number);
        }
      } else {
        of_kind.always.push_back(number);
      }
    }
  }
}

std::vector<RulePhase> PhasesOf(const std::vector<Rule>& rules) {
  std::vector<RulePhase> phases;
  for (uint32_t r = 0; r < rules.size(); ++r) {
    auto at = std::find_if(phases.begin(), phases.end(),
                           [&](const RulePhase& phase) { return phase.name == rules[r].phase; });
    if (at == phases.end()) {
      at = phases.insert(at, RulePhase{});
      at->name = rules[r].phase;
    }
    at->rules.push_back(r);
  }
  return phases;
}

std::vector<uint16_t> FirstTests(const Rule& rule) {
  std::vector<uint16_t> tests;
  for (const RuleStep& step : rule.steps.From(0)) {
    if (std::find(tests.begin(), tests.end(), step.test) == tests.end()) tests.push_back(step.test);
  }
  return tests;
}

}  // namespace entente::ingest
