// A pattern is read as far as its words can be seen: literals, groups, alternatives, repetitions.
// Whatever else there is (flags, classes by name, quoting) ends the reading, and nothing is known.
// Source: the syntax page of RE2 (google/re2, doc/syntax.txt).
#include "query/regex_literals.h"

#include <optional>

#include "graph/utf8.h"

namespace entente::query {

namespace {

using Words = std::vector<std::string>;

constexpr size_t kMostWords = 16, kLongestWord = 64, kMostNeeded = 8;
constexpr int kDeepest = 50;

/// What is known of a part of a pattern: the only texts that it matches, or what they all hold.
struct Part {
  bool exact = true;
  Words words = {""};         // exact: the texts
  std::vector<Words> needed;  // else: one of each
};

bool HasEmpty(const Words& words) {
  return std::any_of(words.begin(), words.end(), [](const auto& word) { return word.empty(); });
}

// Parts that follow each other. Texts that end where a gap begins are put down as needed.
class Sequence {
 public:
  void Add(Part part) {
    if (!part.exact) {
      Close();
      for (Words& words : part.needed) needed_.push_back(std::move(words));
      return;
    }
    Words longer;
    bool fits = open_.size() * part.words.size() <= kMostWords;
    for (const std::string& a : open_) {
      for (const std::string& b : part.words) {
        if (!fits) break;
        fits = a.size() + b.size() <= kLongestWord;
        longer.push_back(a + b);
      }
    }
    if (fits) {
      open_ = std::move(longer);
      return;
    }
    Close();
    open_ = std::move(part.words);
  }
  void AddGap() { Close(); }

  Part Take() {
    Part part;
    if (!gap_) {
      part.words = std::move(open_);
      return part;
    }
    Close();
    part.exact = false;
    part.needed = std::move(needed_);
    return part;
  }

 private:
  void Close() {
    gap_ = true;
    if (!HasEmpty(open_)) needed_.push_back(std::move(open_));
    open_ = {""};
  }

  Words open_ = {""};
  std::vector<Words> needed_;
  bool gap_ = false;
};

class Reader {
 public:
  explicit Reader(std::string_view pattern) : pattern_(pattern) {}

  std::optional<Part> Read() {
    Part part = ReadAlternatives(0);
    if (unknown_ || at_ < pattern_.size()) return std::nullopt;
    return part;
  }

 private:
  bool At(char c) const { return at_ < pattern_.size() && pattern_[at_] == c; }
  Part GiveUp() {
    unknown_ = true;
    at_ = pattern_.size();
    return Anything();
  }
  static Part Anything() {
    Part part;
    part.exact = false;
    part.words.clear();
    return part;
  }
  static Part Text(std::string text) {
    Part part;
    part.words[0] = std::move(text);
    return part;
  }

  Part ReadAlternatives(int depth) {
    if (depth > kDeepest) return GiveUp();
    std::vector<Part> parts{ReadSequence(depth)};
    while (At('|')) {
      ++at_;
      parts.push_back(ReadSequence(depth));
    }
    if (parts.size() == 1) return std::move(parts[0]);
    Part either;
    either.words.clear();
    for (const Part& part : parts) either.exact &= part.exact;
    for (Part& part : parts) {
      // Of what a branch needs the longest says most.
      const Words* best = part.exact ? &part.words : nullptr;
      for (const Words& words : part.needed) {
        if (!best || Shortest(words) > Shortest(*best)) best = &words;
      }
      if (!best || (!either.exact && HasEmpty(*best))) return Anything();
      either.words.insert(either.words.end(), best->begin(), best->end());
    }
    if (either.words.size() > kMostWords) return Anything();
    if (!either.exact) either.needed.push_back(std::move(either.words));
    return either;
  }
  static size_t Shortest(const Words& words) {
    size_t size = ~size_t{0};
    for (const std::string& word : words) size = std::min(size, word.size());
    return size;
  }

  Part ReadSequence(int depth) {
    Sequence sequence;
    while (at_ < pattern_.size() && !At('|') && !At(')')) {
      Part part = ReadAtom(depth);
      bool once = true;
      while (auto least = ReadRepetition()) {
        if (*least == 0) part = Anything();
        once = false;
      }
      sequence.Add(std::move(part));
      if (!once) sequence.AddGap();
    }
    return sequence.Take();
  }

  // The least number of times, of what repeats what stands before it.
  std::optional<int> ReadRepetition() {
    if (At('*') || At('?')) {
      ++at_;
      return 0;
    }
    if (At('+')) {
      ++at_;
      return 1;
    }
    if (!At('{')) return std::nullopt;
    size_t end = at_ + 1;
    auto digits = [&] {
      size_t begin = end;
      while (end < pattern_.size() && pattern_[end] >= '0' && pattern_[end] <= '9') ++end;
      return end > begin;
    };
    if (!digits()) return std::nullopt;  // a brace like any other letter
    bool zero = pattern_.substr(at_ + 1, end - at_ - 1).find_first_not_of('0') == std::string::npos;
    if (end < pattern_.size() && pattern_[end] == ',') {
      ++end;
      digits();
    }
    if (end >= pattern_.size() || pattern_[end] != '}') return std::nullopt;
    at_ = end + 1;
    return zero ? 0 : 1;
  }

  Part ReadAtom(int depth) {
    switch (pattern_[at_]) {
      case '(':
        return ReadGroup(depth);
      case '[':
        return ReadClass();
      case '.':
        ++at_;
        return Anything();
      case '^':
      case '$':
        ++at_;
        return Text("");
      case '\\':
        return ReadEscape();
      case '*':
      case '+':
      case '?':
        return GiveUp();
      default: {
        size_t size = graph::DecodeAt(pattern_, at_).size_bytes;
        at_ += size;
        return Text(std::string(pattern_.substr(at_ - size, size)));
      }
    }
  }

  Part ReadGroup(int depth) {
    ++at_;
    if (At('?')) {
      if (pattern_.substr(at_, 2) == "?:") {
        at_ += 2;
      } else if (pattern_.substr(at_, 3) == "?P<") {
        at_ = pattern_.find('>', at_);
        if (at_ == std::string_view::npos) return GiveUp();
        ++at_;
      } else {
        return GiveUp();
      }
    }
    Part part = ReadAlternatives(depth + 1);
    if (!At(')')) return GiveUp();
    ++at_;
    return part;
  }

  Part ReadClass() {
    ++at_;
    if (At('^')) ++at_;
    if (At(']')) ++at_;
    while (at_ < pattern_.size() && !At(']')) {
      if (At('[') && pattern_.substr(at_, 2) == "[:") {
        at_ = pattern_.find(":]", at_);
        if (at_ == std::string_view::npos) return GiveUp();
        at_ += 2;
      } else {
        at_ += At('\\') ? 2 : 1;
      }
    }
    if (!At(']')) return GiveUp();
    ++at_;
    return Anything();
  }

  Part ReadEscape() {
    ++at_;
    if (at_ >= pattern_.size()) return GiveUp();
    const char c = pattern_[at_++];
    if (std::string_view("dDwWsSaftnrvC").find(c) != std::string_view::npos) return Anything();
    if (std::string_view("AzbB").find(c) != std::string_view::npos) return Text("");
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (letter || static_cast<unsigned char>(c) >= 0x80 || c == '_') return GiveUp();
    return Text(std::string(1, c));
  }

  std::string_view pattern_;
  size_t at_ = 0;
  bool unknown_ = false;
};

}  // namespace

RegexLiterals RegexLiterals::Of(std::string_view pattern) {
  RegexLiterals literals;
  auto part = Reader(pattern).Read();
  if (!part) return literals;
  if (part->exact) {
    part->needed.clear();
    part->needed.push_back(std::move(part->words));
  }
  for (Words& words : part->needed) {
    if (HasEmpty(words) || literals.needed_.size() >= kMostNeeded) continue;
    literals.needed_.push_back(std::move(words));
  }
  return literals;
}

}  // namespace entente::query
