/// \file
/// Knowledge as words: one vocabulary for all lists, so that a token of a text is looked up once
/// and everything known of it follows from its number; and one trie of word numbers that holds
/// every name, title and cue of the gazetteers, so that one pass over a text finds them all.
/// Threads: immutable after building.

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/result.h"
#include "ingest/knowledge.h"
#include "ingest/name_model.h"
#include "ingest/word_key.h"

namespace entente::ingest {

/// Number of a folded word; 0 is every word that no list has.
using WordId = uint32_t;

/// What a word is by itself, as bits.
enum WordFlag : uint32_t {
  kWordCommon = 1u << 0,  ///< an ordinary word of the language, written in lower case
  kWordNoun = 1u << 1,    ///< it is a noun
  kWordVerb = 1u << 2,    ///<      a verb
  kWordAdjective = 1u << 3,
  kWordAdverb = 1u << 4,
  kWordProper = 1u << 5,    ///< the same letters with a capital are also a name (SCOWL)
  kWordGiven = 1u << 6,     ///< a given name
  kWordSurname = 1u << 7,   ///< a family name
  kWordFemale = 1u << 8,    ///< a given name of women
  kWordMale = 1u << 9,      ///<                 of men
  kWordMonth = 1u << 10,    ///< `number` says which, 1 to 12
  kWordWeekday = 1u << 11,  ///< `number`, 1 Monday to 7 Sunday
  kWordFeast = 1u << 12,
  kWordParticle = 1u << 13,     ///< joins parts of a person's name: de, van, bin, al
  kWordFunction = 1u << 14,     ///< article, preposition, pronoun, conjunction, auxiliary
  kWordSpeech = 1u << 15,       ///< said, told, added: what people and bodies do
  kWordOrdinal = 1u << 16,      ///< `number` says which: first, second
  kWordCardinal = 1u << 17,     ///< `number`: one, two, both
  kWordFamily = 1u << 18,       ///< brother, widow: people follow
  kWordField = 1u << 19,        ///< a field of government: health, defence, foreign, affairs
  kWordNotName = 1u << 20,      ///< capitalised in English, and no name: languages, religions, days
  kWordPeopleNoun = 1u << 21,   ///< fisherman, lawyer: a person of that name may follow
  kWordGivenWeak = 1u << 22,    ///< a given name that is also a common word; needs company
  kWordGivenUsual = 1u << 23,   ///< a given name that many bear
  kWordFamilyFirst = 1u << 24,  ///< a family name that usually stands before the given name
  kWordAgreement = 1u << 25,    ///< treaty, protocol: a capitalised phrase ending in it is no body
  kWordBusiness = 1u << 27,     ///< "the company" is one named before
  kWordBody = 1u << 28,         ///< so is "the agency"
  kWordDate = 1u << 29,         ///< yesterday, last, first: may open a relative date
  kWordEvent = 1u << 26,        ///< talks, conference: the same
};

/// What a word in small letters says of the name beside it; bits.
enum WordRole : uint16_t {
  kRolePlaceNoun = 1u << 0,   ///< river, province: the name before it is a place's
  kRolePatronymic = 1u << 1,  ///< uulu, bin: son of, daughter of
  kRoleMaker = 1u << 2,       ///< shipyard, airline: the name after it is a body's
  kRoleCurrency = 1u << 3,    ///< dollars, francs: a country before it names money
};

struct WordInfo {
  uint32_t flags = 0;
  uint32_t rank = 0;    ///< frequency rank of a common word, 1 the most frequent; 0 unknown
  uint16_t number = 0;  ///< of months, weekdays, ordinals and cardinals
  uint16_t roles = 0;   ///< WordRole
  uint32_t root = 0;    ///< trie node reached by this word from the root; 0 none
};

enum class EntryKind : uint8_t {
  kCountry,  ///< a name of a country (full, short, official)
  kDemonym,  ///< the people, or the adjective
  kPlace,
  kOrganization,
  kTitle,
  kCue,
};

enum class TitleKind : uint8_t { kHonorific, kRank, kPost, kModifier, kSuffix };
enum class CueRole : uint8_t { kHead, kMinistry, kLegal, kPlace };

/// Conditions of a cue, as bits; none set: anywhere in a capitalised name.
enum CueCondition : uint16_t {
  kCueAfter = 1,
  kCueBefore = 2,
  kCueOf = 4,
  kCueFor = 8,
  kCueOn = 16,
  kCueAlone = 32,
  kCueField = 64,
  kCueNational = 128,
};

struct CountryRecord {
  std::string name, iso2, iso3, capital;
  bool historical = false;
  bool territory = false;
};
struct PlaceRecord {
  std::string name, country, kind;
  uint32_t population = 0;
  bool capital = false;
};
struct OrganizationRecord {
  std::string name, kind, country;
};
struct TitleRecord {
  std::string normalised, qualifier;
  TitleKind kind = TitleKind::kPost;
  bool government = false, company = false, military = false, academic = false;
  bool diplomat = false;  ///< speaks for a government abroad
  bool calling = false;   ///< what somebody does for a living: no post of anybody unless said
};
struct CueRecord {
  std::string normalised, kind;
  CueRole role = CueRole::kHead;
  uint16_t conditions = 0;
};

/// One form of one record, at the end of a path of the trie.
struct Entry {
  EntryKind kind = EntryKind::kCountry;
  bool needs_company = false;  ///< the list says that it is also something else
  bool is_word = false;        ///< … an ordinary word
  bool is_person = false;      ///< … a given name or surname
  bool is_state = false;       ///< … a member state of a federation
  bool is_plural = false;
  bool is_acronym = false;  ///< written in capitals throughout
  uint32_t record = 0;      ///< into the records of its kind
  uint32_t capitals = 0;    ///< bit i: word i is written with a capital
  uint32_t uppers = 0;      ///< bit i: word i is written in capitals throughout
};

class Lexicon {
 public:
  static graph::Result<std::unique_ptr<const Lexicon>> Build(
      const std::vector<std::pair<std::string, KnowledgeTable>>& tables);

  /// The number of `word` (as written); 0 when no list has it.
  WordId Find(std::string_view word) const;
  /// The same for many, and quicker: what lies far away is fetched while others are looked up.
  /// `keys` are LowerWordKey of the words; an empty word has the number 0.
  void FindAll(std::span<const std::string_view> words, std::span<const WordKey> keys,
               std::span<WordId> ids) const;
  const WordInfo& info(WordId id) const { return words_[id]; }
  /// A word of the vocabulary, folded. Lives as long as the lexicon.
  std::string_view WordText(WordId id) const {
    return std::string_view(folded_).substr(word_begin_[id], word_begin_[id + 1] - word_begin_[id]);
  }
  const NameModel& name_model() const { return name_model_; }
  bool Has(WordId id, uint32_t flags) const { return (words_[id].flags & flags) != 0; }

  /// The child of trie node `node` by `word`; 0 when there is none.
  uint32_t Child(uint32_t node, WordId word) const;
  /// The entries that end at `node`, as a range of entries().
  struct EntryRange {
    const Entry* first;
    const Entry* last;
    const Entry* begin() const { return first; }
    const Entry* end() const { return last; }
  };
  EntryRange EntriesAt(uint32_t node) const;

  const std::vector<CountryRecord>& countries() const { return countries_; }
  const std::vector<PlaceRecord>& places() const { return places_; }
  const std::vector<OrganizationRecord>& organizations() const { return organizations_; }
  const std::vector<TitleRecord>& titles() const { return titles_; }
  const std::vector<CueRecord>& cues() const { return cues_; }
  /// Index into countries() of an ISO 3166-1 alpha-2 code; kNone when unknown.
  uint32_t CountryByCode(std::string_view iso2) const;
  static constexpr uint32_t kNone = 0xFFFFFFFFu;

  /// `word` folded as the vocabulary has it: lower case, marks, full stops and apostrophes dropped.
  /// Appends to `out`.
  void Fold(std::string_view word, std::string& out) const;
  /// Whether `word` begins with a capital letter.
  bool BeginsUpper(std::string_view word) const;

 private:
  friend class LexiconBuilder;
  Lexicon();

  std::string folded_;                // all words, one after the other
  std::vector<uint32_t> word_begin_;  // of word i; one more than there are words
  struct Slot {
    WordKey key;      // short words need no other look
    WordId word = 0;  // 0 free
  };
  /// The number of `folded`, whose key is `key`, in an open-addressed table; 0 when it is not
  /// there.
  WordId FindIn(const std::vector<Slot>& slots, WordKey key, std::string_view folded,
                uint64_t hash) const;

  std::vector<Slot> slots_;   // all words
  std::vector<Slot> common_;  // the most frequent once more, so that they lie together
  std::vector<WordInfo> words_;
  struct Edge {
    uint64_t key = 0;  // node << 32 | word; 0 free
    uint32_t child = 0;
  };
  std::vector<Edge> edges_;  // open addressing
  struct Node {
    uint32_t entries = 0;     // where its own begin; they end where the next node's do
    uint32_t next_words = 0;  // a bit for each word that goes on from it; words share bits
  };
  static uint32_t NextWordBit(WordId word) { return uint32_t{1} << (word % 32); }
  std::vector<Node> nodes_;  // and one behind the last
  std::vector<Entry> entries_;
  std::vector<CountryRecord> countries_;
  std::vector<PlaceRecord> places_;
  std::vector<OrganizationRecord> organizations_;
  std::vector<TitleRecord> titles_;
  std::vector<CueRecord> cues_;
  NameModel name_model_;
  std::vector<std::pair<std::string, uint32_t>> country_codes_;  // sorted
  std::array<std::string, 0x250> fold_low_;                      // U+0000 to U+024F
  std::array<std::string, 0x100> fold_high_;                     // U+1E00 to U+1EFF
  std::array<bool, 0x250> upper_low_{};
  std::array<bool, 0x100> upper_high_{};
};

/// Splits a name of a list into words as a text's tokens would be, without its punctuation.
std::vector<std::string_view> SplitWords(std::string_view form);

}  // namespace entente::ingest
