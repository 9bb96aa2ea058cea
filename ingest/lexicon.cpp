#include "ingest/lexicon.h"

#include <algorithm>

#include "graph/utf8.h"
#include "ingest/lexicon_hash.h"

namespace entente::ingest {

Lexicon::Lexicon() {
  const auto fill = [](char32_t c, std::string& fold, bool& upper) {
    std::string text;
    graph::AppendUtf8(text, c);
    const std::string lower = graph::ToLower(text);
    upper = lower != text || (c >= 0x1C0 && c <= 0x1C3);  // clicks begin names in Khoisan languages
    fold = graph::FoldName(text);
    if (fold.empty() || fold == " ") fold = c >= 0x80 ? lower : "";
    std::erase(fold, ' ');
  };
  for (char32_t c = 0x80; c < fold_low_.size(); ++c) fill(c, fold_low_[c], upper_low_[c]);
  for (char32_t c = 0; c < fold_high_.size(); ++c) fill(0x1E00 + c, fold_high_[c], upper_high_[c]);
}

void Lexicon::Fold(std::string_view word, std::string& out) const {
  size_t i = 0;
  if (word != "&") {  // in one go as long as it is ASCII
    const size_t before = out.size();
    out.resize(before + word.size());
    char* to = out.data() + before;
    for (; i < word.size() && static_cast<unsigned char>(word[i]) < 0x80; ++i) {
      const char c = word[i];
      if (c != '.' && c != '\'') *to++ = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    out.resize(static_cast<size_t>(to - out.data()));
  }
  while (i < word.size()) {
    const unsigned char c = static_cast<unsigned char>(word[i]);
    if (c < 0x80) {
      ++i;
      if (c >= 'A' && c <= 'Z') {
        out += static_cast<char>(c + 32);
      } else if (c == '&' && word.size() == 1) {
        out += "and";
      } else if (c != '.' && c != '\'') {
        out += static_cast<char>(c);
      }
      continue;
    }
    const graph::CodePoint point = graph::DecodeAt(word, i);
    if (point.value < fold_low_.size()) {
      out += fold_low_[point.value];
    } else if (point.value >= 0x1E00 && point.value < 0x1F00) {
      out += fold_high_[point.value - 0x1E00];
    } else if (point.value >= 0x2010 && point.value <= 0x2012) {
      out += '-';
    } else if ((point.value >= 0x300 && point.value < 0x370) || point.value == 0xAD ||
               (point.value >= 0x200B && point.value <= 0x200F) || point.value == 0x2018 ||
               point.value == 0x2019 || point.value == 0x2BC || point.value == 0x2BB) {
      // marks, soft hyphens, directions and apostrophes carry no difference
    } else {
      out.append(word.substr(i, point.size_bytes));
    }
    i += point.size_bytes;
  }
}

bool Lexicon::BeginsUpper(std::string_view word) const {
  if (word.empty()) return false;
  const unsigned char c = static_cast<unsigned char>(word[0]);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  const char32_t point = graph::DecodeAt(word, 0).value;
  if (point < upper_low_.size()) return upper_low_[point];
  if (point >= 0x1E00 && point < 0x1F00) return upper_high_[point - 0x1E00];
  return false;
}

WordId Lexicon::Find(std::string_view word) const {
  char buffer[64];
  std::string long_fold;
  std::string_view folded;
  bool plain = word.size() <= sizeof(buffer);
  size_t length = 0;
  if (plain) {
    for (const char raw : word) {
      const unsigned char c = static_cast<unsigned char>(raw);
      if (c >= 0x80 || c == '&') {
        plain = false;
        break;
      }
      if (c == '.' || c == '\'') continue;
      buffer[length++] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }
  if (plain) {
    folded = std::string_view(buffer, length);
  } else {
    if (word.size() > 200) return 0;
    Fold(word, long_fold);
    folded = long_fold;
  }
  if (folded.empty()) return 0;
  const WordKey key = WordKeyOf(folded);
  const uint64_t hash = HashBytes(folded);
  const WordId common = FindIn(common_, key, folded, hash);
  return common != 0 ? common : FindIn(slots_, key, folded, hash);
}

void Lexicon::FindAll(std::span<const std::string_view> words, std::span<const WordKey> keys,
                      std::span<WordId> ids) const {
  struct Far {
    size_t at;
    uint64_t hash;
  };
  constexpr size_t kFarMost = 24;  // about what a processor fetches at a time, and some more
  std::array<Far, kFarMost> far;
  size_t far_count = 0;
  const auto look_far = [&] {
    for (size_t i = 0; i < far_count; ++i) {
      const size_t at = far[i].at;
      ids[at] = FindIn(slots_, keys[at], {}, far[i].hash);
      __builtin_prefetch(&words_[ids[at]]);
    }
    far_count = 0;
  };
  for (size_t i = 0; i < words.size(); ++i) {
    ids[i] = 0;
    if (words[i].empty()) continue;
    if (words[i].size() > kWordKeyBytes || !FoldsPlainly(keys[i])) {
      ids[i] = Find(words[i]);
      continue;
    }
    const uint64_t hash = HashOfKey(keys[i]);
    ids[i] = FindIn(common_, keys[i], {}, hash);
    if (ids[i] != 0) continue;
    __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
    far[far_count++] = {i, hash};
    if (far_count == kFarMost) look_far();
  }
  look_far();
}

WordId Lexicon::FindIn(const std::vector<Slot>& slots, WordKey key, std::string_view folded,
                       uint64_t hash) const {
  const size_t mask = slots.size() - 1;
  for (size_t slot = hash & mask; slots[slot].word != 0; slot = (slot + 1) & mask) {
    const Slot& found = slots[slot];
    if (found.key != key) continue;
    if (key.size() <= kWordKeyBytes || WordText(found.word) == folded) return found.word;
  }
  return 0;
}

uint32_t Lexicon::Child(uint32_t node, WordId word) const {
  if ((nodes_[node].next_words & NextWordBit(word)) == 0) return 0;  // mostly
  const uint64_t key = (static_cast<uint64_t>(node) << 32) | word;
  size_t slot = HashEdge(key) & (edges_.size() - 1);
  while (edges_[slot].key != 0) {
    if (edges_[slot].key == key) return edges_[slot].child;
    slot = (slot + 1) & (edges_.size() - 1);
  }
  return 0;
}

Lexicon::EntryRange Lexicon::EntriesAt(uint32_t node) const {
  return {entries_.data() + nodes_[node].entries, entries_.data() + nodes_[node + 1].entries};
}

uint32_t Lexicon::CountryByCode(std::string_view iso2) const {
  const auto at =
      std::lower_bound(country_codes_.begin(), country_codes_.end(), iso2,
                       [](const auto& pair, std::string_view code) { return pair.first < code; });
  return at != country_codes_.end() && at->first == iso2 ? at->second : kNone;
}

}  // namespace entente::ingest
