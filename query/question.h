/// \file
/// Plain English questions of this field → one openCypher query with parameters, and a sentence
/// that says how the question was understood. A grammar: names of the graph, dates and the words of
/// the lexicon become elements; elements become a frame (what is asked, which deed, who with whom,
/// when, where, about what); the frame becomes a query.
///
/// Threads: pure, but for the callbacks of QuestionNames. Cost: linear in the question's length
/// (names are looked for in spans of at most kLongestNameWords words). Nothing of the question's
/// text gets into the query's: it travels in parameters.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "query/engine.h"

namespace entente::query {

/// A node that a name may mean.
struct NamedNode {
  std::string key;          ///< `key`, or `id` of a Document
  std::string name;         ///< the canonical form
  std::string label;        ///< of the schema; "Ministry" for a node that is an Organization too
  bool by_capital = false;  ///< a country that was called by its capital ("Tokyo agreed")
};

/// How names are found in the graph.
struct QuestionNames {
  /// All nodes called so, accents, case and punctuation aside; the text has no article before it.
  std::function<std::vector<NamedNode>(std::string_view)> find;
  /// A name that is near, for "did you mean".
  std::function<std::optional<std::string>(std::string_view)> nearest;
  /// Agreements that a text which is nobody's whole name is short for; may be empty.
  std::function<std::vector<NamedNode>(std::string_view)> find_shortened = {};
  /// Nodes with the text as whole words in their name, for words that are nothing else; may be
  /// empty.
  std::function<std::vector<NamedNode>(std::string_view)> find_part = {};
  /// Countries whose capital is called so; may be empty.
  std::function<std::vector<NamedNode>(std::string_view)> find_by_capital = {};
  /// Whether a name or an alias of the graph has the text in it; may be empty.
  std::function<bool(std::string_view)> has_words = {};
};

struct QuestionOptions {
  std::string today;  ///< "2026-11-22", for "last year"; empty: such phrases are refused
};

/// The agreements, events, meetings or posts that a question speaks of, whatever it asks of them:
/// what is shown where the answer is no or empty, since an agreement that the graph does not have
/// is not one that was not signed.
struct QuestionSubject {
  std::string noun = "agreement";  ///< "event", "meeting", "post"
  std::string text;                ///< "kind treaty, on falepili"
  bool one =
      false;  ///< "the treaty": a certain one, of which nothing can be told if it is not there
  std::string query;  ///< columns: what it is called, kind, date, status
  std::string
      near_query;  ///< the same columns: what is called alike, or spoken of in the same texts
  Parameters parameters;           ///< of both
  std::vector<std::string> words;  ///< looked for in names and subjects
};

struct Question {
  std::string form;        ///< the name of its form, one of QuestionForms()
  std::string understood;  ///< "agreements signed by Chile with United Kingdom, in 2018"
  std::string query;
  Parameters parameters;  ///< in order of first use
  bool yes_no = false;    ///< the first column, `answer`, is a boolean
  /// With the same parameters: how many agreements, events or documents `query` passes over only
  /// because their date is not known, in a column called so; empty where dates don't matter.
  std::string undated_query;
  std::optional<QuestionSubject> subject;  ///< of questions about certain agreements
};

inline constexpr size_t kLongestQuestionBytes = 4096;
inline constexpr size_t kLongestNameWords = 14;

/// Errors: kLimit above kLongestQuestionBytes; kEncoding; kInvalidArgument where there is no
/// question; kNotFound for a name that the graph does not have; kSyntax and kUnsupported with the
/// words that were not understood, the nearest forms in `suggestion`; each with its span.
graph::Result<Question> UnderstandQuestion(std::string_view text, const QuestionNames& names,
                                           const QuestionOptions& options = {});

/// A form that questions can take.
struct QuestionForm {
  std::string_view name;     ///< "who-signed-with"
  std::string_view meaning;  ///< "the other parties and signatories of what somebody signed"
  std::string_view example;  ///< "Who signed with Chile?"
};
std::span<const QuestionForm> QuestionForms();

/// The forms whose words are nearest to `text`, best first.
std::vector<const QuestionForm*> NearestForms(std::string_view text, size_t count);

}  // namespace entente::query
