/// \file
/// The rules of extraction as data: word lists, verbs, nouns of agreements and events, and clause
/// rules, read from data/rules/*.rules and compiled for the matcher in ingest/rule_engine.h. The
/// format is documented in docs/rules.md. Threads: immutable after loading; shared by all workers.

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/result.h"
#include "ingest/knowledge.h"
#include "ingest/rule_index.h"
#include "ingest/rule_steps.h"
#include "ingest/word_key.h"

namespace entente::ingest {

/// What one item of a sentence is, as patterns name it: <Actors>, <Verb>, <Agreement>.
enum class ItemKind : uint8_t {
  kWord,
  kNumber,
  kMark,    ///< punctuation
  kActors,  ///< one actor or several in a row: people, posts, countries, bodies, groups, pronouns
  kAgreement,  ///< one agreement phrase or several in a row
  kEvent,
  kVerb,  ///< a verb of the rules with its auxiliaries: "had hoped to conclude"
  kDate,
  kPlace,
};
const char* ItemKindName(ItemKind kind);

/// Features of items, as bits. A pattern names them inside its brackets: <Verb sign active done>.
/// The classes of verbs are features too; they are defined by the data and follow these.
enum class Feature : uint8_t {
  kActive,      ///< verb: its subject does it
  kPassive,     ///< verb: "was signed"
  kBare,        ///< verb: a form with no auxiliary that may be past or participle: "signed"
  kInfinitive,  ///< verb: "to sign"
  kGerund,      ///< verb: "signing"
  kDone,        ///< verb: said to have happened
  kPlanned,     ///< verb: said to be going to happen
  kRefused,     ///< verb: said not to happen, or not to have happened
  kPossible,    ///< verb: neither: conditions, wishes, demands, denials
  kOblique,     ///< actors: stand after a preposition
  kPerson,      ///< actors: at least one is a person or a post
  kCountry,     ///< actors: at least one is a country
  kBody,        ///< actors: at least one is a ministry or organisation
  kGroup,       ///< actors: a group ("the two countries")
  kPronoun,     ///< actors: a pronoun
  kSeveral,     ///< actors, agreements: more than one
  kDefinite,    ///< agreement, event: "the agreement"
  kGeneric,     ///< agreement: a word such as "document" that names one only by its company
  kWeak,        ///< agreement, event: a word that often means something else
  kCapital,     ///< word: capitalised
  kBehalf,      ///< actors: people, and beside each the body or country they act for
  kFirst,       ///< verb, actors, agreement: opens its sentence
  kCount
};
inline constexpr uint32_t kMaxVerbClasses = 40;
inline constexpr uint64_t FeatureBit(Feature feature) {
  return uint64_t{1} << static_cast<uint32_t>(feature);
}

enum class VerbForm : uint8_t { kBase, kThird, kPast, kParticiple, kGerund };

/// A reading of a word as a form of a verb of the rules.
struct VerbReading {
  uint8_t verb_class = 0;
  uint8_t forms = 0;                 ///< bits by VerbForm
  std::vector<RuleWordId> particle;  ///< words that must follow: "into" of "entered into"
};

/// A noun, of one word or several, that heads agreement or event phrases.
struct HeadNoun {
  std::vector<RuleWordId> words;
  std::string kind;  ///< "memorandum of understanding"
  bool plural = false;
  bool weak = false;     ///< an agreement only in the company of a verb or noun of agreeing
  bool generic = false;  ///< takes up any agreement: "document", "text"
  bool titled = false;   ///< only with a capital: "Plan of Military Cooperation"
  bool acronym = false;  ///< only in capitals: "FTA", "FTAs"
};

struct RuleWord {
  std::string text;  ///< lower case
  ListSet lists = 0;
  std::vector<VerbReading> verbs;
  std::vector<uint32_t> agreement_heads;  ///< into RuleBook::agreement_heads, longest first
  std::vector<uint32_t> event_heads;
};

/// What one place of a pattern accepts.
struct ItemTest {
  uint32_t kinds = 0;            ///< bits by ItemKind; 0 accepts every kind
  uint64_t all = 0;              ///< features that must all be there
  std::vector<uint64_t> any;     ///< of each of these sets one must be there
  uint64_t none = 0;             ///< that must not be there
  ListSet lists = 0;             ///< a word in one of these lists; 0 asks nothing
  RuleWordId word = 0;           ///< exactly this word; 0 asks nothing
  std::vector<ItemTest> unless;  ///< none of these accepts it
};

struct RuleExample {
  std::string text;  ///< with mentions in braces: "{Country Peru} signed a treaty"
  bool must_match = true;
  uint32_t line = 0;
};

struct Rule {
  std::string name;
  std::string file;
  uint32_t line = 0;
  std::string phase;
  std::string result;  ///< the frame it makes: "sign", "between"
  float confidence = 0.9f;
  std::vector<std::string> roles;  ///< by number
  RuleSteps steps;
  /// Of each of these sets every match passes a test; the one that is seldom there first.
  std::vector<std::vector<uint32_t>> required;
  /// Tests of which a match's first item passes one, each once.
  std::vector<uint16_t> first;
  std::vector<RuleExample> examples;
};

/// The lists that the finders themselves use; every rule file set must define them.
enum class CoreList : uint8_t {
  kBe,
  kHave,
  kDo,
  kFuture,
  kNegation,
  kNegatedAuxiliary,
  kAdverb,
  kControlPlanned,
  kControlRefused,
  kControlPossible,
  kControlDone,
  kCondition,
  kUrge,
  kUnsure,
  kPreposition,
  kDeterminer,
  kDefinite,
  kConjunction,
  kTopicPreposition,
  kFunctionWord,
  kCommonVerb,
  kNumberWord,
  kPremodifier,
  kOlder,
  kPronounActor,
  kPronounIt,
  kBehalf,
  kWeekPart,
  kPlacePreposition,
  kDatePreposition,
  kNotAgreementAfter,
  kNotAgreementBefore,
  kNotAgreementOf,
  kCountryNoun,
  kDelegates,
  kBodyNoun,
  kCounterpart,
  kVenueWord,
  kUntilWord,
  kSidelines,
  kStateNoun,
  kSideNoun,
  kBodyGroupNoun,
  kCaption,
  kOwn,
  kActorAdjective,
  kNoTopic,
  kProspect,
  kSaying,
  kHomeNoun,
  kHeadModifier,
  kLeaveVerb,
  kLooseVerb,
  kNeither,
  kRatifyWord,
  kTalkWord,
  kAttendanceWord,
  kUnsureAdverb,
  kDenial,
  kReportNoun,
  kVouch,
  kHoping,
  kPerformer,
  kIdleNoun,
  kProspective,
  kCount
};

class RuleBook {
 public:
  /// Compiles the files of `files` whose path is below rules/ and ends in .rules, in order of path.
  /// Without any such file the book is empty. Errors: kSyntax, kLimit, with file, line and column.
  static graph::Result<std::unique_ptr<const RuleBook>> Load(
      const std::vector<KnowledgeFile>& files);

  /// The word's number, whatever its case; 0 when no rule speaks of it.
  RuleWordId FindWord(std::string_view word) const { return word_table_.Find(word); }
  /// The same where its LowerWordKey is known.
  RuleWordId FindWord(std::string_view word, WordKey key) const {
    return word_table_.Find(word, key);
  }
  /// The long noun of agreeing that `word` is with one letter wrong, missing, doubled or swapped
  /// ("Agremeent"); 0 when there is none.
  RuleWordId FindMistyped(std::string_view word) const;
  const RuleWord& word(RuleWordId id) const { return words_[id]; }
  size_t word_count() const { return words_.size(); }
  /// Of its text.
  WordKey KeyOf(RuleWordId id) const { return keys_[id]; }
  bool Is(RuleWordId id, CoreList list) const {
    return (lists_[id] & core_[static_cast<size_t>(list)]) != 0;
  }
  /// The lists that hold the word.
  ListSet ListsOf(RuleWordId id) const { return lists_[id]; }
  /// Whether the word may be a verb of the rules or head an agreement or event.
  bool IsTrigger(RuleWordId id) const { return triggers_[id] != 0; }

  const std::vector<HeadNoun>& agreement_heads() const { return agreement_heads_; }
  const std::vector<HeadNoun>& event_heads() const { return event_heads_; }
  const std::vector<std::string>& verb_classes() const { return verb_classes_; }
  /// The feature bit of a class of verbs, 0 when no file defines it.
  uint64_t VerbClassBit(LiteralWord name) const { return VerbClassBit(name.key); }
  uint64_t VerbClassBit(WordKey name) const;  ///< of a word of the code
  static uint64_t VerbClassBit(uint8_t verb_class) {
    return uint64_t{1} << (static_cast<uint32_t>(Feature::kCount) + verb_class);
  }

  const std::vector<ItemTest>& tests() const { return tests_; }
  const std::vector<Rule>& rules() const { return rules_; }

  // For the matcher.
  const RuleTestIndex& test_index() const { return test_index_; }
  size_t test_words() const { return (tests_.size() + 63) / 64; }
  /// The tests, as bits, that accept the word or mark with no feature or only that of a capital.
  const uint64_t* PlainTests(RuleWordId word, bool mark, bool capital) const {
    return &plain_tests_[(word * 4 + (mark ? 2u : 0u) + (capital ? 1u : 0u)) * test_words()];
  }
  /// In the order of their first rules.
  const std::vector<RulePhase>& phases() const { return phases_; }

 private:
  friend class RuleFileParser;
  RuleBook() = default;
  void BuildIndexes();

  std::vector<RuleWord> words_;
  std::unordered_map<std::string, RuleWordId> word_ids_;
  std::array<ListSet, static_cast<size_t>(CoreList::kCount)> core_{};
  std::vector<HeadNoun> agreement_heads_;
  std::vector<HeadNoun> event_heads_;
  std::vector<RuleWordId> long_heads_;  ///< nouns of agreeing of eight letters and more
  /// By their first two letters, into long_heads_; one more than there are pairs of letters.
  std::array<uint16_t, 26 * 26 + 1> long_head_begin_{};
  std::vector<std::string> verb_classes_;
  std::vector<WordKey> verb_class_keys_;
  std::vector<ItemTest> tests_;
  std::vector<Rule> rules_;
  RuleWordTable word_table_;
  std::vector<ListSet> lists_;     ///< by word
  std::vector<WordKey> keys_;      ///< by word
  std::vector<uint8_t> triggers_;  ///< by word
  RuleTestIndex test_index_;
  std::vector<uint64_t> plain_tests_;  ///< by word, mark and capital
  std::vector<RulePhase> phases_;
};

}  // namespace entente::ingest
