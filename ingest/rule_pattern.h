/// \file
/// A clause pattern as text to a program of the matcher: the small language of docs/rules.md
/// (words, @lists, <Item tests>, roles, repetition, alternatives, $macros). Private to the rule
/// book. Threads: pure.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "ingest/rule_book.h"

namespace entente::ingest {

/// How the pattern compiler asks the book for what names mean.
struct PatternNames {
  std::function<RuleWordId(std::string_view)> word;           ///< adds the word when it is new
  std::function<ListSet(std::string_view)> list;              ///< 0: no such list
  std::function<uint64_t(std::string_view)> feature;          ///< 0: no such feature or verb class
  std::function<uint32_t(ItemTest)> test;                     ///< adds the test, or finds its equal
  std::function<const std::string*(std::string_view)> macro;  ///< nullptr: no such macro
};

struct CompiledPattern {
  RuleSteps steps;
  std::vector<std::string> roles;
  /// Of each of these sets every match passes a test; the one that is seldom there first.
  std::vector<std::vector<uint32_t>> required;
};

/// Errors: kSyntax, kLimit; `error.column` counts characters from the pattern's own begin, from 1.
graph::Result<CompiledPattern> CompilePattern(std::string_view pattern, const PatternNames& names);

}  // namespace entente::ingest
