/// \file
/// The words of the question grammar: what each word or phrase of the lexicon is. Threads:
/// immutable.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente::query {

/// What a word does in a question.
enum class Part : uint8_t {
  kQuiet,        ///< says nothing here: the, please, there
  kCommand,      ///< list, show me
  kWh,           ///< WhWord
  kAux,          ///< AuxWord
  kVerb,         ///< Deed
  kPreposition,  ///< Preposition
  kNoun,         ///< NounKind, with a detail
  kAdjective,    ///< Adjective, with a detail
  kConjunction,  ///< and, or
  kUnknowable,   ///< the graph has nothing of it; the detail says what that is; UnknowableUse
  kNot,
};

/// The id of a quiet word that says something, which no query follows: "only", "earlier".
inline constexpr uint8_t kLeftAside = 1;

/// The detail of words that the graph has the numbers for, but no question in English.
inline constexpr std::string_view kAveragesAndShares = "averages and shares";

/// The detail of words that ask in which of their posts somebody did something.
inline constexpr std::string_view kCapacity = "in which of their posts somebody did something";

/// Where what the graph knows nothing of is a word of a subject or name like others.
enum class UnknowableUse : uint8_t {
  kNone,
  kModifier,          ///< before agreements, events and actors: "price agreements"
  kModifierOfBodies,  ///< the same, but not before people: "women ministers"
};

enum class WhWord : uint8_t {
  kWho,
  kWhat,
  kWhich,
  kWhen,
  kWhere,
  kHowMany,
  kHowOften,
  kHow,
  kForWhom,
  kWhose
};
enum class AuxWord : uint8_t { kDo, kBe, kHave, kWill };

/// What was done.
enum class Deed : uint8_t {
  kNone,
  kSign,
  kInitial,
  kWitness,
  kRatify,
  kJoin,
  kWithdraw,
  kRefuse,
  kAnnul,
  kEnterForce,
  kRenew,
  kAmend,
  kReplace,
  kImplement,
  kMeet,
  kHost,
  kAttend,
  kSpeak,
  kTakePlace,
  kRepresent,
  kHold,
  kMention,
  kConnect,
  kBelong,
};

enum class Preposition : uint8_t {
  kWith,
  kBetween,
  kBy,
  kFor,
  kOf,
  kFrom,
  kTo,
  kIn,
  kAt,
  kOn,
  kAbout,
  kPer,
  kEachOther,
  kAs,
  kBefore,  ///< "in the presence of"
  kThat,    ///< begins a clause: "the evidence that", "agreements which"
  kHere,    ///< "by number of"
  kUnder,   ///< "under the treaty": what that means is not told
};

enum class NounKind : uint8_t {
  kPerson,
  kCountry,
  kMinistry,
  kOrganization,
  kPartner,      ///< the other side of an agreement
  kSignatory,    ///< whoever signed or is party
  kParticipant,  ///< whoever took part
  kAgreement,
  kMatter,  ///< a dispute, a war: what an agreement ends
  kEvent,
  kPlace,
  kTopic,
  kDocument,
  kPost,  ///< the noun "post" itself
  kRank,  ///< minister, president: the head of a title
  kYear,
  kMonth,
  kDate,
  kKind,
  kStatus,
  kEvidence,
  kConnection,
};

enum class Adjective : uint8_t {
  kLatest,
  kNewestFirst,
  kFirst,
  kMost,
  kTop,
  kFewest,
  kStatus,   ///< detail: planned, announced, rejected, in force, signed
  kPlanned,  ///< plan to, due to: before a verb
  kRefused,  ///< refused to: before a verb
  kParties,  ///< bilateral, multilateral: detail ">2"
  kCompare,  ///< before a number, or after it: detail ">", ">=", "<", "<=", "="
  kCancelled,
  kQualifier,  ///< detail: former, acting, designate
  kBoth,
  kEither,
  kOther,
  kHost,
};

struct Word {
  Part part = Part::kQuiet;
  uint8_t id = 0;           ///< the enumerator of the part
  std::string_view detail;  ///< of nouns and adjectives: "treaty", "talks", "company"
};

inline constexpr size_t kLongestPhraseWords = 5;

/// The entry of `phrase`: folded words with one space between; nullptr where there is none.
const Word* FindWord(std::string_view phrase);

/// The words of the lexicon that a slip may be one of: single ones that the graph knows something
/// of.
std::vector<std::string_view> SingleWords();
/// The single word of the lexicon that a folded one is a slip of, of four letters only where two
/// have changed places; nothing where none is near, several of different meanings are, or it is
/// another form of one ("given").
std::optional<std::string> NearWord(std::string_view folded);
/// The same for what a question begins with: "wich", "waht", which are short.
std::optional<std::string> NearFirstWord(std::string_view folded);

/// How people call kinds of agreements, for questions and for `--kind`: the kind that the folded
/// noun names ("mou": memorandum; "pact": "", any); nothing where it is none. What texts call them
/// is the extractor's to know (data/rules).
std::optional<std::string> AgreementKindCalled(std::string_view folded);
/// One noun for each of those kinds.
std::vector<std::string_view> AgreementNouns();

/// Month 1 to 12 of "march" or "mar"; 0 for another word.
int MonthOf(std::string_view folded);
/// 1 to 20 of a number word; 0 for another word.
int NumberOf(std::string_view folded);

}  // namespace entente::query
