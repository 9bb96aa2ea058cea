/// \file
/// What a question asks, independent of its words: between the question grammar and the query
/// builder. Private to the question forms. Threads: plain values.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/result.h"
#include "query/question.h"
#include "query/question_elements.h"
#include "query/question_words.h"

namespace entente::query {

/// The nodes that one name means, or several joined by "or".
struct NamedGroup {
  std::vector<NamedNode> nodes;
  std::string text;   ///< names as the graph writes them: "Chile", "Chile or Peru"
  std::string typed;  ///< as the question writes it
  graph::SourceSpan span;
  std::vector<NamedNode> every;   ///< `nodes` before any were left out
  std::vector<NamedNode> bodies;  ///< as in Element
  bool joined = false;            ///< of several names: `text` stays as it is
  bool described = false;         ///< as in Element

  bool Has(std::string_view label) const;
  bool HasActor() const;  ///< somebody who can sign, meet or take part
  /// Only nodes of these kinds; the text stays.
  NamedGroup Actors() const;
  NamedGroup Only(std::string_view label) const;
  NamedGroup Places() const;  ///< places and countries
  /// An agreement that no country or person is called as.
  bool MayBeAgreement() const;
  /// The country of a capital, or the place without it.
  NamedGroup AsCapital(bool acts) const;
  /// Sets `text` by `nodes`: "Chile"; of several nodes "Adani (Adani Group or Gautam Adani)".
  void NameNodes();
};

/// Somebody described and not named: "ministries", "private companies", "foreign ministers of
/// Chile".
struct ActorClass {
  NounKind kind = NounKind::kSignatory;  ///< kSignatory: anybody
  std::string detail;                    ///< kind of organisation
  std::vector<std::string> words;        ///< of the name, or of the title before the rank
  std::string title;                     ///< "minister"; with `words` the title asked for
  std::string qualifier;                 ///< former, acting, current
  std::vector<NamedGroup> of;            ///< whose
  bool of_which_country = false;         ///< "which country's ministers"
};

enum class Role : uint8_t { kSubject, kObject, kWith, kBetween, kBy, kFor, kOf, kWitness };

struct Participant {
  std::optional<NamedGroup> group;
  std::optional<ActorClass> actor;
  Role role = Role::kSubject;
};

enum class Ask : uint8_t { kList, kCount, kOften, kYesNo, kWhen, kWhere, kHow };
enum class Focus : uint8_t {
  kNone,
  kWhat,
  kActor,
  kAgreement,
  kEvent,
  kPlace,
  kTopic,
  kDocument,
  kPost,
  kYear,
  kMonth,
  kDate,
  kKind,
  kStatus,
  kEvidence,
  kConnection,
};

struct QuestionFrame {
  Ask ask = Ask::kList;
  Focus focus = Focus::kNone;
  ActorClass actor;  ///< when the focus is kActor
  Role focus_role = Role::kSubject;
  bool partner = false;        ///< the focus is the other side
  bool parties_only = false;   ///< the parties, and not who signed for them
  bool upcoming = false;       ///< what is still to come
  bool in_which = false;       ///< "in which country": what is asked for holds the place
  bool lies = false;           ///< the deed is where something lies
  bool visits = false;         ///< the deed is a visit
  bool which_country = false;  ///< the country of a place is asked for

  std::vector<Deed> deeds;  ///< in the question's order
  bool planned = false, refused = false;

  std::vector<Participant> participants;
  std::vector<NamedGroup> agreements, events, documents, places;
  std::vector<NamedGroup> agreement_places;  ///< before "agreement": where or whereof
  std::vector<NamedGroup> agreement_bodies;  ///< before "agreement": whereof, or a party
  bool agreement_noun = false, event_noun = false;
  std::vector<std::string> agreement_kinds;  ///< any of them; empty: every kind
  std::string event_kind;
  std::vector<std::string> topics;       ///< words of the subject, or before "agreement"
  std::vector<std::string> event_words;  ///< before "talks"
  bool cancelled = false;
  std::optional<DaySpan> days;
  std::string year_in_name;  ///< "the 2001 treaty": `days`, or a part of the name
  std::string status;
  std::vector<NounKind> group_by;
  bool most = false, fewest = false, latest = false, first = false, each_other = false;
  bool newest_first = false, place_too = false;
  std::vector<std::pair<std::string, int>> parties;  ///< {">=", 3}: how many it has
  bool parties_countries = false;                    ///< only countries count
  bool both = false, open_about = false;
  bool present = false;  ///< "is", "are" and no "was": what holds now
  int limit = 0;
  bool command = false;
  bool one_agreement = false;           ///< "the treaty"
  bool one_event = false;               ///< "the talks"
  std::pair<std::string, int> times;    ///< {">", 1}: of how many agreements; or no sign
  std::vector<std::string> left_aside;  ///< words understood that nothing here can follow

  bool Has(Deed deed) const;
  Deed deed() const { return deeds.empty() ? Deed::kNone : deeds.front(); }
};

/// What could not be mapped.
struct NotUnderstood {
  std::string text;  ///< as the question writes it
  graph::SourceSpan span;
};

struct ReadFrame {
  QuestionFrame frame;
  std::vector<NotUnderstood> left;
};

/// Errors: kUnsupported for negation.
graph::Result<ReadFrame> ReadQuestionFrame(std::string_view text,
                                           const std::vector<Element>& elements);

/// What `frame` holds and `question` does not look at, as its words or names: nothing is left out
/// unsaid.
std::vector<std::string> LeftAside(const QuestionFrame& frame, const Question& question);

/// The query of `frame`. Errors: kUnsupported where the graph has no answer to such a question;
/// the span of the name at fault where there is one.
graph::Result<Question> BuildQuestion(QuestionFrame frame);

}  // namespace entente::query
