/// \file
/// The near name for a misspelt one. Threads: pure function.

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace entente::query {

/// "Did you mean X?" for the candidate nearest to `name` by edits (insert, drop, replace, swap of
/// neighbours), case left aside, when it is near enough to be a slip; else empty. Of two equally
/// near the first stays.
std::string Suggest(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace entente::query
