/// \file
/// Short ways to write: "pm", "w/", "yrs". Private to the questions. Threads: pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace entente::query {

/// A question with its short words written out.
struct WrittenOut {
  std::string text;
  std::string said;  ///< "reading 'pm' as 'prime minister'"

  /// Where a stretch of `text` stands in what was typed.
  graph::SourceSpan Typed(graph::SourceSpan span) const;

  struct Change {
    uint32_t typed_begin = 0, typed_end = 0;  ///< bytes of what was typed
    uint32_t begin = 0, end = 0;              ///< bytes of `text`
  };
  std::vector<Change> changes;
};

/// Nothing where no word is short for another. What stands in quotation marks stays.
std::optional<WrittenOut> WriteOut(std::string_view text);

}  // namespace entente::query
