/// \file
/// "Did you mean …?": the name nearest to one that was mistyped.
/// Threads: pure.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace entente::graph {

/// The candidate with the fewest single-character edits (insert, delete, replace, swap of two
/// neighbours) from `name`, compared as FoldName folds them, or one that contains `name` as whole
/// words; nothing when none is near: more than a third of the letters differ. Ties go to the
/// candidate that sorts first.
std::optional<std::string> NearestName(std::string_view name,
                                       std::span<const std::string> candidates);

/// A person's folded name without what people leave out: "gilberto c teodoro jr" gives "gilberto
/// teodoro". A name of which less than two words would stay is left as it is.
std::string WithoutInitials(std::string_view folded);

/// Number of such edits between two texts, in characters; stops counting above `limit` and returns
/// limit + 1. Source: the optimal string alignment distance.
size_t EditDistance(std::string_view a, std::string_view b, size_t limit);

}  // namespace entente::graph
