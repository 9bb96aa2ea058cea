/// \file
/// The entities of one document while they are being resolved: what each is called so far, by
/// folded words. Threads: pure; used by one worker.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/mention.h"
#include "ingest/text_words.h"

namespace entente::ingest {

/// Words of a name as they are compared: folded, without "the", particles kept.
std::vector<std::string> NameWords(const TextWords& words, uint32_t begin, uint32_t end);

struct Cluster {
  MentionType type = MentionType::kOrganization;
  std::vector<std::string> full;                ///< words of the fullest form
  std::vector<uint32_t> mentions;               ///< of DocumentMentions::mentions
  uint32_t full_mention = kNoIndex;             ///< the one whose form is fullest
  std::vector<std::vector<std::string>> forms;  ///< words of every form seen
  uint32_t country = kNoIndex;                  ///< cluster of its country
  uint32_t named_for = kNoIndex;                ///< the state in a public body's name
  std::string country_iso2;
  std::string kind;
  std::string display;              ///< the name to show where no mention alone has it
  uint32_t record = kNoIndex;       ///< of the gazetteer
  std::vector<std::string> titles;  ///< people: heads of posts, folded
  std::string honorific;
  bool ranked = false, posted = false;  ///< people: called by a rank, by a post
  char sex = 0;                         ///< 'f', 'm' or 0
};

/// Clusters by a word of theirs, so that what is compared grows with what is alike and not with the
/// document. A list keeps the last kMostAlike clusters: in a text of thousands of people of one
/// surname the nearest ones are meant.
class ClusterIndex {
 public:
  static constexpr size_t kMostAlike = 64;

  void Add(const std::string& word, uint32_t cluster) {
    std::vector<uint32_t>& list = lists_[word];
    if (std::find(list.begin(), list.end(), cluster) != list.end()) return;
    if (list.size() == kMostAlike) list.erase(list.begin());
    list.push_back(cluster);
  }
  /// In the order they were added; empty when none.
  const std::vector<uint32_t>& Find(const std::string& word) const {
    static const std::vector<uint32_t> kNobody;
    const auto at = lists_.find(word);
    return at == lists_.end() ? kNobody : at->second;
  }
  /// The union of the lists of `words`, sorted.
  std::vector<uint32_t> Alike(const std::vector<std::string>& words) const {
    std::vector<uint32_t> all;
    for (const std::string& word : words) {
      const std::vector<uint32_t>& list = Find(word);
      all.insert(all.end(), list.begin(), list.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

 private:
  std::unordered_map<std::string, std::vector<uint32_t>> lists_;
};

/// Whether `part` stands in `whole` in order, from its first word on where `anchored`.
bool IsSubsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole);
bool IsPrefix(const std::vector<std::string>& part, const std::vector<std::string>& whole);
bool IsSuffix(const std::vector<std::string>& part, const std::vector<std::string>& whole);
/// The same words in any order.
bool SameWords(std::vector<std::string> a, std::vector<std::string> b);
/// "ROTAPEC" and "RAOTPEC": one acronym with two letters swapped or moved.
bool SwappedLetters(const std::string& a, const std::string& b);
/// The first letters of the words that carry a name: "national cyber defence centre" → "ncdc".
/// `small` keeps of, and, the.
std::string Initials(const std::vector<std::string>& words, bool small);

}  // namespace entente::ingest
