/// \file
/// Days as people read them. Threads: pure.

#pragma once

#include <string>
#include <string_view>

#include "graph/graph_reader.h"
#include "graph/value.h"

namespace entente::cli {

/// A date as the text gives it; of one without a year ("--06-12") the year that was worked out:
/// "06-12 (2020?)", else "06-12 (no year)". `from` and `to` are the first and last day it can mean.
std::string DateText(std::string_view date, std::string_view from, std::string_view to);

/// The same, of a date in a row whose facts (a list of relationships) tell the rest.
std::string DateText(std::string_view date, const graph::GraphReader& reader,
                     const graph::Value* facts);

}  // namespace entente::cli
