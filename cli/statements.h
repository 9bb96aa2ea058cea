/// \file
/// A script of queries taken apart at its semicolons; those inside strings, backticks and comments
/// don't count. A statement of nothing but space and comments is left out. Threads: pure.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace entente::cli {

struct Statement {
  std::string_view text;  ///< in the script, without the semicolon
  uint32_t begin_byte = 0;
};

std::vector<Statement> SplitStatements(std::string_view script);

/// True when `script` ends outside of a string or comment, with a semicolon after its last
/// statement: what a shell needs to know before it runs a line.
bool EndsWithSemicolon(std::string_view script);

}  // namespace entente::cli
