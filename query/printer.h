/// \file
/// Syntax tree back to text: canonical, in upper-case keywords and with every compound operand in
/// brackets, so that parsing the text gives the same tree. Two expressions mean the same to the
/// binder when their texts are the same. Threads: pure functions.

#pragma once

#include <string>

#include "query/ast.h"

namespace entente::query {

std::string Print(const Statement& statement);
std::string Print(const Expression& expression);
std::string Print(const PatternPart& part);

}  // namespace entente::query
