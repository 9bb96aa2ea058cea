/// \file
/// A query's error as a person sees it: the line of the script, a caret under the words, what was
/// expected. Threads: pure, but for what it prints.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::cli {

/// "file:line:column: message", the source line, a line with ^~~~ under the span, the suggestion.
/// `statement_begin_byte` is where the statement that failed begins in `script`; `file` is empty
/// for a query given on the command line. Lines keep within `width` columns, so that the caret
/// stands below what it means; 0: as long as they are.
std::string QueryErrorText(const graph::Error& error, std::string_view script,
                           uint32_t statement_begin_byte, const std::string& file, bool colour,
                           size_t width = 0);

/// Prints it on standard error and returns the exit status.
int ReportQueryError(const graph::Error& error, std::string_view script,
                     uint32_t statement_begin_byte, const std::string& file);

/// The same of a question in plain words: without its line and column, of which it has one.
int ReportQuestionError(const graph::Error& error, std::string_view question);

}  // namespace entente::cli
