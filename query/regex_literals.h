/// \file
/// What a text must hold for a regular expression to match it. Most texts that a pattern such as
/// '.*(ports|rail).*' is asked of hold none of its words, and looking for words is many times
/// quicker than running the pattern. Threads: plain data.

#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "query/text_search.h"

namespace entente::query {

class RegexLiterals {
 public:
  /// Of a pattern that RE2 has compiled with its usual syntax. Knows nothing (every text may match)
  /// where the pattern asks for no word, or says so in a way that is not looked into.
  static RegexLiterals Of(std::string_view pattern);

  /// False only for a text that the pattern does not match.
  bool MayMatch(std::string_view text) const {
    return std::all_of(needed_.begin(), needed_.end(), [&](const std::vector<std::string>& words) {
      return std::any_of(words.begin(), words.end(),
                         [&](const std::string& word) { return Contains(text, word); });
    });
  }
  /// One of each of these is in every text that matches.
  const std::vector<std::vector<std::string>>& needed() const { return needed_; }

 private:
  std::vector<std::vector<std::string>> needed_;
};

}  // namespace entente::query
