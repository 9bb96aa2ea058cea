// What a finished book is asked.

#include <algorithm>
#include <numeric>
#include <string_view>

#include "ingest/rule_book.h"
#include "ingest/rule_engine.h"

namespace entente::ingest {

namespace {

constexpr size_t kLongWord = 8;
constexpr size_t kStarts = 26 * 26;  // pairs of letters

/// One letter wrong, missing or too many, or two neighbours swapped; ASCII case does not count.
bool OneMistake(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  size_t begin = 0;
  while (begin < a.size() && begin < b.size() && lower(a[begin]) == b[begin]) ++begin;
  size_t end = 0;
  while (end + begin < a.size() && end + begin < b.size() &&
         lower(a[a.size() - 1 - end]) == b[b.size() - 1 - end]) {
    ++end;
  }
  size_t left = a.size() - begin - end;
  size_t right = b.size() - begin - end;
  if (left <= 1 && right <= 1) return true;
  return left == 2 && right == 2 && lower(a[begin]) == b[begin + 1] &&
         lower(a[begin + 1]) == b[begin];
}

/// A number for the first two letters of a word of eight letters or more, whatever their case; a
/// larger one than there are pairs of letters where they are none of ASCII.
size_t StartOf(std::string_view word) {
  const auto letter = [](char c) {
    return static_cast<size_t>(static_cast<unsigned char>(c) | 0x20u) - 'a';
  };
  const size_t first = letter(word[0]), second = letter(word[1]);
  return first < 26 && second < 26 ? first * 26 + second : kStarts;
}

/// Tests by the words and lists that they ask for, or that what they exclude asks for.
class TestsAsking {
 public:
  explicit TestsAsking(size_t word_count) : by_word_(word_count) {}
  void Note(const ItemTest& test, uint16_t number) {
    if (test.word != 0) by_word_[test.word].push_back(number);
    ForEachList(test.lists, [&](size_t list) { by_list_[list].push_back(number); });
    for (const ItemTest& excluded : test.unless) Note(excluded, number);
  }
  /// Calls `use` with each that asks for `word` or one of `lists`, some of them twice.
  template <class Use>
  void ForEach(RuleWordId word, ListSet lists, Use use) const {
    for (uint16_t test : by_word_[word]) use(test);
    ForEachList(lists, [&](size_t list) {
      for (uint16_t test : by_list_[list]) use(test);
    });
  }

 private:
  std::vector<std::vector<uint16_t>> by_word_;
  std::array<std::vector<uint16_t>, kMaxLists> by_list_;
};

}  // namespace

void RuleBook::BuildIndexes() {
  word_table_.Build(words_);
  long_heads_.clear();
  for (RuleWordId id = 1; id < words_.size(); ++id) {
    if (words_[id].text.size() >= kLongWord && !words_[id].agreement_heads.empty()) {
      if (StartOf(words_[id].text) < kStarts) long_heads_.push_back(id);
    }
  }
  std::stable_sort(long_heads_.begin(), long_heads_.end(), [&](RuleWordId a, RuleWordId b) {
    return StartOf(words_[a].text) < StartOf(words_[b].text);
  });
  long_head_begin_.fill(0);
  for (RuleWordId id : long_heads_) ++long_head_begin_[StartOf(words_[id].text) + 1];
  std::partial_sum(long_head_begin_.begin(), long_head_begin_.end(), long_head_begin_.begin());
  lists_.clear();
  keys_.clear();
  triggers_.clear();
  for (const RuleWord& word : words_) {
    lists_.push_back(word.lists);
    keys_.push_back(WordKeyOf(word.text));
    triggers_.push_back(!word.verbs.empty() || !word.agreement_heads.empty() ||
                        !word.event_heads.empty());
  }
  if (!triggers_.empty()) triggers_[0] = 0;
  test_index_.Build(words_, tests_);
  phases_ = PhasesOf(rules_);
  for (Rule& rule : rules_) rule.first = FirstTests(rule);
  // Most items of a sentence are of these few shapes. A word passes what every other word passes,
  // but for the tests that ask for it or for a list that it is in.
  TestsAsking asking(words_.size());
  for (size_t t = 0; t < tests_.size(); ++t) asking.Note(tests_[t], static_cast<uint16_t>(t));
  plain_tests_.assign(words_.size() * 4 * test_words(), 0);
  for (uint32_t shape = 0; shape < 4; ++shape) {
    Item item;
    item.kind = shape >= 2 ? ItemKind::kMark : ItemKind::kWord;
    item.features = shape % 2 == 1 ? FeatureBit(Feature::kCapital) : 0;
    uint64_t* of_others = plain_tests_.data() + shape * test_words();
    SetAccepted(*this, item, of_others);
    for (item.word = 1; item.word < words_.size(); ++item.word) {
      uint64_t* bits = of_others + size_t{item.word} * 4 * test_words();
      std::copy_n(of_others, test_words(), bits);
      asking.ForEach(item.word, ListsOf(item.word), [&](uint16_t test) {
        const uint64_t bit = uint64_t{1} << (test % 64);
        bits[test / 64] &= ~bit;
        if (Accepts(*this, tests_[test], item)) bits[test / 64] |= bit;
      });
    }
  }
}

RuleWordId RuleBook::FindMistyped(std::string_view word) const {
  if (word.size() < kLongWord || word.size() > 24) return 0;
  const size_t start = StartOf(word);
  if (start >= kStarts) return 0;
  for (size_t i = long_head_begin_[start]; i < long_head_begin_[start + 1]; ++i) {
    const RuleWordId id = long_heads_[i];
    const std::string& text = words_[id].text;
    if (text.size() > word.size() + 1 || word.size() > text.size() + 1) continue;
    // A plural or another form of the word is no mistake.
    if (word.substr(0, text.size()) == text || word.size() < text.size()) continue;
    if (OneMistake(word, text)) return id;
  }
  return 0;
}

uint64_t RuleBook::VerbClassBit(WordKey name) const {
  for (size_t i = 0; i < verb_class_keys_.size(); ++i) {
    if (verb_class_keys_[i] == name) return VerbClassBit(static_cast<uint8_t>(i));
  }
  return 0;
}

}  // namespace entente::ingest
