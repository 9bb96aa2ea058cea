/// \file
/// A query evaluator that is too simple to be wrong: it tries every binding of every variable, one
/// after another, over plain vectors. It knows just the shapes that generator.h makes. For tests.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace entente::rewrites {

struct NaiveNode {
  std::vector<std::string> labels;
  std::optional<int64_t> x;
  std::optional<std::string> s;
};
struct NaiveRelationship {
  std::string type;
  size_t start = 0, end = 0;
};
struct NaiveGraph {
  std::vector<NaiveNode> nodes;
  std::vector<NaiveRelationship> relationships;
};

enum class Arrow { kRight, kLeft, kBoth };
struct Step {
  std::vector<std::string> types;
  Arrow arrow = Arrow::kRight;
  bool variable = false;
  size_t minimum = 1, maximum = 1;
  size_t to = 0;  ///< a variable
};
/// A chain from a variable along steps. Variables are numbers: n0, n1, …
struct Chain {
  size_t from = 0;
  std::vector<Step> steps;
};
struct Condition {
  enum class Kind { kCompareConstant, kCompareOther, kText, kExists, kNotExists } kind;
  size_t variable = 0, other = 0;
  std::string op;
  int64_t constant = 0;
  std::string text;
  Step step;  ///< kExists: a single step; its end has `label` when not empty
  std::string label;
};
struct Query {
  std::vector<Chain> chains;
  std::map<size_t, std::string> labels;  ///< of a variable
  std::vector<Condition> conditions;
  std::optional<Chain> optional;  ///< OPTIONAL MATCH along one step, to a new variable
  enum class Return {
    kRows,
    kCount,
    kCountDistinct,
    kDistinct,
    kGrouped,
    kOptionalCounts
  } result = Return::kRows;
  size_t subject = 0;  ///< the variable that the result is about
};

/// The rows as texts, sorted.
std::vector<std::string> Evaluate(const Query& query, const NaiveGraph& graph);
/// The query in the language.
std::string ToText(const Query& query);

}  // namespace entente::rewrites
