/// \file
/// Agreements by shortened forms of their names, as people say them: "the Helsinki Convention" for
/// "Helsinki Convention on Salvage and Rescue", "the Lima Protocol" for "Protocol of Lima", "the
/// Nile Pact" for "Nile Grid Treaty". A form stands for a name when its words stand in the name in
/// their order, with capitals there, and a word for an agreement among them.
///
/// Threads: const after building; safe from many threads. Owns its texts. Cost: a form is compared
/// with the names that have its first own word.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace entente::query {

class AgreementForms {
 public:
  /// `name` as the graph writes it; `number` comes back from Find().
  void Add(std::string_view name, uint32_t number);

  /// The name of a subject matter: its words describe agreements ("the trade agreement") and name
  /// none by themselves.
  void AddSubject(std::string_view name);

  /// The words of `form` that are no word for an agreement: "Helsinki" of "the Helsinki
  /// Convention"; empty where `form` has no word for an agreement, or nothing else.
  static std::string OwnWords(std::string_view form);

  /// Numbers, ascending, of the names that `form` stands for and is not.
  std::vector<uint32_t> Find(std::string_view form) const;

 private:
  struct NameWord {
    std::string folded;
    bool capital = false;
  };
  struct Name {
    std::vector<NameWord> words;
    uint32_t number = 0;
  };
  static std::vector<NameWord> WordsOf(std::string_view text);
  static bool StandsFor(const std::vector<NameWord>& form, const Name& name);

  std::vector<Name> names_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_word_;
  std::unordered_set<std::string> subject_words_;
};

}  // namespace entente::query
