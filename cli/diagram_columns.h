/// \file
/// Where the things of a diagram stand that is read from left to right: parties in columns, what
/// joins them in the gaps between these, so that a line seldom passes a column by and the picture
/// is about as high as a page beside its width. Every party stands once. Threads: pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente::cli {

struct DiagramColumns {
  size_t columns = 2;           ///< of parties; one gap less
  std::vector<size_t> party;    ///< the column of every party
  std::vector<size_t> joining;  ///< gap g lies between columns g and g + 1
};

/// `party_height` and `joining_height` in points; `parties_of` says which parties each of the
/// latter joins. The same input gives the same columns. Cost: a few rounds over all of these.
DiagramColumns ChooseColumns(const std::vector<double>& party_height,
                             const std::vector<double>& joining_height,
                             const std::vector<std::vector<uint32_t>>& parties_of);

}  // namespace entente::cli
