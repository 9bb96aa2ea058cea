/// \file
/// Clauses of time in a question: "… when the treaty was signed". Private to the questions.
/// Threads: pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "query/question_elements.h"

namespace entente::query {

/// A part of a question that tells when the rest was so.
struct TimeClause {
  graph::SourceSpan span;
  std::string before;  ///< what the question asks; empty where the clause begins it
};

/// The clause of a question that asks what was so at the time of something else ("Who was minister
/// when the treaty was signed?"): that takes two questions, and the words of both read as one would
/// be another one. Nothing where "when" asks, or joins what is asked ("who signed, and when").
std::optional<TimeClause> FindTimeClause(std::string_view text,
                                         const std::vector<Element>& elements);

}  // namespace entente::query
