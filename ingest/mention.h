/// \file
/// Stages 3 and 4: typed stretches of the text (mentions), and which of them speak of one thing
/// (entities). Plain values, stand-off; indexes into vectors stand in for pointers. Threads: plain
/// values.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/span.h"

namespace entente::ingest {

/// What a mention names. The first five, agreements, events and topics become nodes; the rest serve
/// the rules.
enum class MentionType : uint8_t {
  kCountry,
  kPerson,
  kMinistry,
  kOrganization,
  kPlace,
  kAgreement,  ///< "a Letter of Agreement for mutual assistance in river traffic", "the MoU", "two
               ///< memoranda"
  kEvent,      ///< "the 9th Border Commission Talks", "the ceremony"
  kTopic,
  kDate,  ///< "Friday, June 12th", "13-14 September 2018", "yesterday"; `value` indexes
          ///< DocumentMentions::dates
  kPost,  ///< a title or post: "Undersecretary of Fisheries", "Foreign Minister"
};
const char* MentionTypeName(MentionType type);

/// How it is said.
enum class MentionForm : uint8_t {
  kName,     ///< a proper name, full or short
  kAcronym,  ///< "CSIRT"
  kDemonym,  ///< "Chilean", "the Chileans"
  kNominal,  ///< a description: "the British minister", "the company", "the agreement"
  kPronoun,  ///< "it", "they", "he"
};

inline constexpr uint32_t kNoIndex = 0xFFFFFFFFu;

struct Mention {
  ByteSpan span;
  uint32_t begin_token = 0;
  uint32_t end_token = 0;
  uint32_t sentence = 0;
  MentionType type = MentionType::kOrganization;
  MentionForm form = MentionForm::kName;
  uint32_t entity = kNoIndex;      ///< into DocumentMentions::entities, once resolved; of a kPost
                                   ///< its holder, a Person
  uint32_t value = kNoIndex;       ///< kDate: into dates; kPost: into posts
  uint32_t head_token = kNoIndex;  ///< the head noun of a nominal, agreement or event phrase
  float confidence = 1.0f;
  /// Which list or rule found it: "gazetteer:countries", "name:title+name". The program's or the
  /// rule book's.
  std::string_view rule;
};

/// What a date expression can mean. Days are ISO 8601; `iso` is as precise as the text:
/// "2018-09-14", "2018-09", "2018", "--06-12"; empty when only the bounds are known ("last week").
struct DateValue {
  std::string iso;
  std::string from;  ///< first day it can mean; empty when unknown
  std::string to;    ///< last day
  bool inferred =
      false;  ///< the year, or all of it, was worked out (weekday and day, relative to publication)
  bool is_range = false;     ///< a span of days that something lasted ("13-14 September 2018")
  std::string end_iso;       ///< of a range: its last day, as precise as the text
  bool no_such_day = false;  ///< the text gives a day that its month does not have: the month
};

/// A title or post as said in one place, split into its parts.
struct PostValue {
  std::string title;  ///< normalised: "Minister of Foreign Affairs", "Undersecretary of Fisheries"
  std::string text;   ///< as written
  std::string qualifier;   ///< "former", "acting", "designate"; or empty
  uint32_t of = kNoIndex;  ///< the entity it is a post of (country, ministry, organisation, place),
                           ///< where the phrase says so
  bool of_told = true;     ///< else `of` is the country whose news it is, or a guess
  bool of_guessed = false;      ///< `of` rests on what stands around, and makes nobody a party
  bool honorific_only = false;  ///< "Mr", "Dr": no post at all
  bool represents_state =
      false;  ///< its holder acts for a government (minister, ambassador, president…)
};

/// One thing that the document speaks of.
struct Entity {
  MentionType type = MentionType::kOrganization;
  std::string name;  ///< the fullest form, without honorific, as a reader would write it
  std::vector<std::string> aliases;  ///< every other surface form, sorted
  std::string honorific;             ///< Person
  std::string kind;  ///< Organization: company, agency, …; Agreement, Event: their kind
  std::string iso2;  ///< Country
  std::string iso3;
  uint32_t country = kNoIndex;  ///< entity it belongs to (Ministry, Organization → country or body)
                                ///< or lies in (Place)
  std::string country_iso2;  ///< the same where the country itself is not mentioned (Place known to
                             ///< a gazetteer)
  uint32_t named_for = kNoIndex;  ///< Organization: the country whose name or demonym a public
                                  ///< body's begins with ("the Colombian Navy")
  bool named = true;  ///< false when only descriptions speak of it ("the Director of RATOPEC")
};

/// A post that no phrase of its own says: "his Vietnamese counterpart, Ann Ayres", "the foreign
/// ministers of both, Ann Ayres (Peru) and …".
struct ImpliedPost {
  uint32_t holder = kNoIndex;   ///< into DocumentMentions::entities
  uint32_t post = kNoIndex;     ///< into DocumentMentions::posts
  uint32_t mention = kNoIndex;  ///< of the holder, where it is implied
};

/// An item of a digest that has a dateline of its own.
struct Story {
  uint32_t begin_token = 0;
  uint32_t place = kNoIndex;  ///< entity of its dateline's place
  uint32_t home = kNoIndex;   ///< entity: the country whose news it is
};

/// Everything that stages 3 and 4 found in one document.
struct DocumentMentions {
  std::vector<Mention> mentions;  ///< sorted by span; after resolution none overlap unless one is
                                  ///< nested in a kPost, kAgreement or kEvent phrase
  std::vector<Entity> entities;
  std::vector<DateValue> dates;
  std::vector<PostValue> posts;
  std::vector<ImpliedPost> implied_posts;
  std::string dateline_place;  ///< "SANTIAGO"; empty when none
  std::string dateline_date;   ///< ISO day of the dateline or masthead; empty when none
  uint32_t home = kNoIndex;    ///< entity: the country whose news it is, where the text tells
  uint32_t dateline_place_mention = kNoIndex;
  std::vector<Story> stories;  ///< sorted; empty where the document is one story

  /// The country whose news a token stands in: of its story, or of the document.
  uint32_t HomeAt(uint32_t token) const;
  /// Index of the story that a token stands in; kNoIndex before the first.
  uint32_t StoryAt(uint32_t token) const;
};

}  // namespace entente::ingest
