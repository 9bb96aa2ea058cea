/// \file
/// A question's text → elements: words of the lexicon, names of the graph, dates, numbers, quotes.
/// Private to the question grammar. Threads: pure, but for the callbacks of QuestionNames.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "query/question.h"
#include "query/question_words.h"

namespace entente::query {

/// A word or mark of the question.
struct QuestionToken {
  graph::SourceSpan span;
  std::string folded;       ///< empty for a mark
  char mark = 0;            ///< ',' or '"' or '-' (a range of numbers); 0 for a word
  bool capital = false;     ///< begins with a capital letter
  bool shouted = false;     ///< two letters or more, all capital
  bool possessive = false;  ///< the 's after the word before
  bool glued = false;       ///< joined by a hyphen to the word before
};

/// A span of days; either bound may be open.
struct DaySpan {
  std::string since, until;  ///< ISO days; empty: open
  std::string month;         ///< "09" of whatever year, where the question gives no year
  std::string text;          ///< "in 2018", "from 2015 to 2020"
};

enum class ElementKind : uint8_t { kWord, kName, kDate, kNumber, kUnknown, kComma, kPossessive };

struct Element {
  ElementKind kind = ElementKind::kUnknown;
  graph::SourceSpan span;
  std::string text;  ///< folded words
  Word word;
  std::vector<NamedNode> nodes;   ///< of a name
  std::vector<NamedNode> bodies;  ///< of people called by a last name: bodies called so too
  DaySpan days;
  int number = 0;
  bool capital = false;
  bool quoted = false;
  bool described = false;  ///< a name in plain words ("peace agreement"), which may describe others
  bool nowhere = false;    ///< written as names are, and in no name of the graph
};

/// Errors: kSyntax for a quote that does not end; kNotFound for quoted words that name nothing.
graph::Result<std::vector<QuestionToken>> SplitQuestion(std::string_view text);

/// A date phrase that begins at `at`, with the number of tokens it takes.
struct FoundDate {
  size_t length = 0;
  DaySpan days;
};
std::optional<FoundDate> FindDate(std::string_view text, const std::vector<QuestionToken>& tokens,
                                  size_t at, const std::string& today);

/// Errors: as SplitQuestion, and kSyntax for a date that there is not (31 February 2022).
graph::Result<std::vector<Element>> ReadElements(std::string_view text, const QuestionNames& names,
                                                 const QuestionOptions& options);

}  // namespace entente::query
