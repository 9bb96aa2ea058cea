#include "query/agreement_forms.h"

#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "query/question_words.h"

namespace entente::query {

namespace {

// Words inside names that have no capital there.
bool IsSmall(std::string_view word) {
  static constexpr std::array<std::string_view, 14> kSmall = {"a",  "an",  "and", "at",  "between",
                                                              "by", "for", "in",  "of",  "from",
                                                              "on", "the", "to",  "with"};
  return std::find(kSmall.begin(), kSmall.end(), word) != kSmall.end();
}

// The entry of a word for an agreement; nullptr for any other word.
const Word* AgreementNoun(std::string_view folded) {
  const Word* word = FindWord(folded);
  const bool noun = word != nullptr && word->part == Part::kNoun &&
                    static_cast<NounKind>(word->id) == NounKind::kAgreement;
  return noun ? word : nullptr;
}

// "the Nile Pact" may be a treaty; "the Nile treaties" are several things, and no name.
bool NounStandsFor(std::string_view said, std::string_view named) {
  if (said == named) return true;
  const Word* a = AgreementNoun(said);
  const Word* b = AgreementNoun(named);
  if (a == nullptr || b == nullptr || said.ends_with("s")) return false;
  return a->detail.empty() || a->detail == b->detail;
}

}  // namespace

std::vector<AgreementForms::NameWord> AgreementForms::WordsOf(std::string_view text) {
  std::vector<NameWord> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find_first_of(" \t\n-/,;:()[]", at), text.size());
    const std::string_view piece = text.substr(at, end - at);
    at = end + 1;
    if (piece.empty()) continue;
    const std::string_view first = piece.substr(0, graph::DecodeAt(piece, 0).size_bytes);
    const bool digit = first[0] >= '0' && first[0] <= '9';
    const bool capital = digit || graph::ToLower(first) != first;
    const std::string folded = graph::FoldName(piece);
    for (size_t from = 0; from < folded.size();) {
      const size_t to = std::min(folded.find(' ', from), folded.size());
      words.push_back({folded.substr(from, to - from), capital});
      from = to + 1;
    }
  }
  if (!words.empty() && words.front().folded == "the") words.erase(words.begin());
  return words;
}

void AgreementForms::Add(std::string_view name, uint32_t number) {
  Name added{WordsOf(name), number};
  const auto index = static_cast<uint32_t>(names_.size());
  for (const NameWord& word : added.words) {
    if (!word.capital || IsSmall(word.folded) || AgreementNoun(word.folded) != nullptr) continue;
    auto& list = by_word_[word.folded];
    if (list.empty() || list.back() != index) list.push_back(index);
  }
  names_.push_back(std::move(added));
}

void AgreementForms::AddSubject(std::string_view name) {
  for (const NameWord& word : WordsOf(name)) subject_words_.insert(word.folded);
}

std::string AgreementForms::OwnWords(std::string_view form) {
  std::string own;
  bool noun = false;
  for (const NameWord& word : WordsOf(form)) {
    if (AgreementNoun(word.folded) != nullptr) {
      noun = true;
    } else {
      own += (own.empty() ? "" : " ") + word.folded;
    }
  }
  return noun ? own : std::string();
}

bool AgreementForms::StandsFor(const std::vector<NameWord>& form, const Name& name) {
  const auto own = [](const NameWord& word) {
    return word.capital && !IsSmall(word.folded) && AgreementNoun(word.folded) == nullptr;
  };
  const auto first_own = std::find_if(name.words.begin(), name.words.end(), own);
  if (first_own == name.words.end()) return false;
  const bool name_has_noun = std::any_of(
      name.words.begin(), name.words.end(),
      [](const NameWord& word) { return word.capital && AgreementNoun(word.folded) != nullptr; });
  auto at = name.words.begin();
  size_t own_words = 0;
  bool begins = false, noun = false;
  for (const NameWord& word : form) {
    if (const Word* entry = AgreementNoun(word.folded)) {
      // Where the noun stands may change: "Protocol of Lima", "Lima Protocol".
      const bool stands =
          name_has_noun
              ? std::any_of(name.words.begin(), name.words.end(),
                            [&](const NameWord& other) {
                              return other.capital && NounStandsFor(word.folded, other.folded);
                            })
              : entry->detail.empty() && !word.folded.ends_with("s");
      if (!stands) return false;
      noun = true;
      continue;
    }
    const bool small = IsSmall(word.folded);
    const auto found = std::find_if(at, name.words.end(), [&](const NameWord& other) {
      return other.folded == word.folded && (small || other.capital);
    });
    if (found == name.words.end()) return false;
    at = found + 1;
    if (small) continue;
    if (own_words++ == 0) begins = found == first_own;
  }
  return noun && own_words > 0 && (begins || own_words > 1);
}

std::vector<uint32_t> AgreementForms::Find(std::string_view form) const {
  std::vector<NameWord> words = WordsOf(form);
  if (words.empty() || IsSmall(words.back().folded)) return {};
  const bool capitals =
      std::any_of(words.begin(), words.end(), [](const NameWord& word) { return word.capital; });
  const std::vector<uint32_t>* candidates = nullptr;
  bool proper = false;
  for (const NameWord& word : words) {
    if (IsSmall(word.folded) || AgreementNoun(word.folded) != nullptr) continue;
    // "the trade Agreement": a description, whoever writes it with a capital.
    if (capitals && !word.capital) return {};
    proper = proper || subject_words_.count(word.folded) == 0;
    const auto found = by_word_.find(word.folded);
    if (found == by_word_.end()) return {};
    if (candidates == nullptr || found->second.size() < candidates->size())
      candidates = &found->second;
  }
  if (candidates == nullptr || !proper) return {};
  std::vector<uint32_t> out;
  for (const uint32_t index : *candidates)
    if (StandsFor(words, names_[index])) out.push_back(names_[index].number);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace entente::query
