/// \file
/// What an Evaluator keeps between rows: what it found out about expressions, and subqueries made
/// ready to run. Private to the evaluator's sources. Threads: one a thread.

#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "query/evaluator.h"
#include "query/operators/leg_reader.h"
#include "query/operators/operator.h"
#include "query/text_search.h"

namespace entente::query {

/// What a text predicate says of a string.
class TextTest {
 public:
  /// Errors: a pattern that is no regular expression fails the query.
  TextTest(const Expression& e, std::string_view pattern, ExecutionContext& context)
      : kind_(e.kind), pattern_(pattern) {
    if (kind_ != ExpressionKind::kRegex) return;
    auto regex = context.regexes->Compile(std::string(pattern));
    if (!regex) {
      regex.error().span = e.children[1]->span;
      context.Fail(std::move(regex).error());
      return;
    }
    regex_ = *regex;
  }
  bool operator()(std::string_view text) const {
    switch (kind_) {
      case ExpressionKind::kStartsWith:
        return text.starts_with(pattern_);
      case ExpressionKind::kEndsWith:
        return text.ends_with(pattern_);
      case ExpressionKind::kContains:
        return Contains(text, pattern_);
      default:
        return RegexCache::FullMatch(*regex_, text);
    }
  }

 private:
  ExpressionKind kind_;
  std::string_view pattern_;
  const CompiledRegex* regex_ = nullptr;
};

/// What a text predicate says of each string, found out once: 0 unknown, 1 no, 2 yes.
struct Evaluator::TextMemo {
  graph::Value pattern;
  std::optional<TextTest> test;
  std::vector<uint8_t> by_code;
  // The same for the strings of one column, by their place in its palette.
  std::vector<uint8_t> by_place;
  const uint32_t* palette = nullptr;
  size_t tested = 0;
};

struct Evaluator::DegreeMemo {
  uint64_t generation = 0;
  std::vector<LegReader> legs;
};

struct Evaluator::Memos {
  std::unordered_map<const Expression*, TextMemo> texts;
  std::unordered_map<const Expression*, DegreeMemo> degrees;
};

struct Evaluator::Running {
  Running(ExecutionContext& context, const Subplan& subplan) : run(context, subplan) {}
  SubplanRun run;
};

}  // namespace entente::query
