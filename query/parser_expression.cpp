#include <algorithm>

#include "query/limits.h"
#include "query/parser_impl.h"

namespace entente::query {

using graph::ErrorCode;
using graph::Value;

// How tightly operators bind, loosest first.   Source: openCypher 9 grammar, "Expression" and what
// it leads to.
namespace {
enum Level {
  kLevelOr = 1,
  kLevelXor,
  kLevelAnd,
  kLevelNot,
  kLevelCompare,
  kLevelPredicate,
  kLevelAdd,
  kLevelMultiply,
  kLevelPower
};
}  // namespace

ExpressionPtr Parser::Make(ExpressionKind kind, uint32_t begin) {
  if (limits_ && (++node_count_ & 0xff) == 0) CountNodes();
  auto expression = std::make_unique<Expression>();
  expression->kind = kind;
  expression->span = SpanFrom(begin);
  return expression;
}

// Of a text of megabytes: the parser may be the longest and largest part of the query.
void Parser::CountNodes() {
  constexpr uint64_t kNodeBytes = sizeof(Expression) + sizeof(ExpressionPtr);
  graph::Status status = limits_->Charge(0x100 * kNodeBytes);
  if (status) status = limits_->Check();
  if (status || failed()) return;
  error_ = status.error();
  at_ = tokens_.size() - 1;
}

// Sets the span's end and the height; a tree too high is refused here, wherever it came from.
ExpressionPtr Parser::Finish(ExpressionPtr expression) {
  expression->span = SpanFrom(expression->span.begin_byte);
  for (const auto& child : expression->children) {
    if (child) expression->height = std::max(expression->height, child->height + 1);
  }
  clause_height_ = std::max(clause_height_, expression->height);
  if (expression->height > kMaxHeight && !failed()) {
    Fail("", "this expression is nested more than 1000 deep", expression->span);
    error_->code = ErrorCode::kLimit;
  }
  return expression;
}

ExpressionPtr Parser::Binary(ExpressionKind kind, ExpressionPtr left, ExpressionPtr right) {
  auto expression = Make(kind, left ? left->span.begin_byte : Begin());
  if (left) expression->span.begin_byte = left->span.begin_byte;
  expression->children.push_back(std::move(left));
  expression->children.push_back(std::move(right));
  return Finish(std::move(expression));
}

// Counts nesting while parsing, since the parser itself recurses; the caller leaves with --depth_.
bool Parser::Enter() {
  if (failed()) return false;
  if (++depth_ > kMaxHeight) {
    Fail("", "this query is nested more than 1000 deep", Peek().span);
    error_->code = ErrorCode::kLimit;
    return false;
  }
  return true;
}

ExpressionPtr Parser::ParseExpression() {
  if (!Enter()) return Make(ExpressionKind::kLiteral, Begin());
  auto expression = ParseBinary(kLevelOr);
  --depth_;
  return expression;
}

ExpressionPtr Parser::ParseBinary(int minimum) {
  uint32_t begin = Begin();
  ExpressionPtr left;
  int open_level = 0;  // of arithmetic that `left` is and that was written here without parentheses
  if (minimum <= kLevelNot && AtKeyword("NOT")) {
    size_t count = 0;
    while (TakeKeyword("NOT")) ++count;
    if (!Enter()) return Make(ExpressionKind::kLiteral, begin);
    left = ParseBinary(kLevelCompare);
    --depth_;
    // Two NOTs are not none: NOT NOT 1 is a type error as NOT 1 is. More pairs say nothing new.
    for (size_t i = count > 2 ? 2 - count % 2 : count; i > 0; --i) {
      auto negation = Make(ExpressionKind::kNot, begin);
      negation->children.push_back(std::move(left));
      left = Finish(std::move(negation));
    }
  } else {
    left = ParseUnary();
  }
  while (!failed()) {
    auto n_ary = [&](ExpressionKind kind, std::string_view keyword, int level) {
      if (minimum > level || !AtKeyword(keyword)) return false;
      auto expression = Make(kind, begin);
      expression->span.begin_byte = begin;
      expression->children.push_back(std::move(left));
      while (!failed() && TakeKeyword(keyword)) {
        expression->children.push_back(ParseBinary(level + 1));
      }
      left = Finish(std::move(expression));
      open_level = 0;
      return true;
    };
    if (n_ary(ExpressionKind::kOr, "OR", kLevelOr)) continue;
    if (n_ary(ExpressionKind::kXor, "XOR", kLevelXor)) continue;
    if (n_ary(ExpressionKind::kAnd, "AND", kLevelAnd)) continue;
    const std::string& symbol = Peek().text;
    if (Peek().kind == TokenKind::kSymbol && minimum <= kLevelCompare) {
      static constexpr std::pair<std::string_view, Comparison> kComparisons[] = {
          {"=", Comparison::kEqual},   {"<>", Comparison::kNotEqual},
          {"<", Comparison::kLess},    {"<=", Comparison::kLessEqual},
          {">", Comparison::kGreater}, {">=", Comparison::kGreaterEqual}};
      auto find = [&] {
        return std::find_if(std::begin(kComparisons), std::end(kComparisons),
                            [&](const auto& entry) { return AtSymbol(entry.first); });
      };
      if (find() != std::end(kComparisons)) {
        auto chain = Make(ExpressionKind::kCompare, begin);
        chain->children.push_back(std::move(left));
        for (auto found = find(); !failed() && found != std::end(kComparisons); found = find()) {
          chain->comparisons.push_back(found->second);
          TakeSymbol(found->first);
          chain->children.push_back(ParseBinary(kLevelPredicate));
        }
        left = Finish(std::move(chain));
        open_level = 0;
        continue;
      }
    }
    if (minimum <= kLevelPredicate) {
      size_t before = at_;
      left = ParsePredicateTail(std::move(left));
      if (at_ != before) {
        open_level = 0;
        continue;
      }
    }
    auto arithmetic = [&](ExpressionKind kind, std::string_view text, int level) {
      if (minimum > level || !TakeSymbol(text)) return false;
      // A long sum or product is one of many operands and not as deep as it is long.
      if (open_level == level && !failed()) {
        if (kind != left->kind && left->operations.empty()) {
          left->operations.assign(left->children.size() - 1, left->kind);
        }
        if (kind != left->kind || !left->operations.empty()) left->operations.push_back(kind);
        ExpressionPtr term = ParseBinary(level + 1);
        left->height = std::max(left->height, term->height + 1);
        left->children.push_back(std::move(term));
        left->span = SpanFrom(left->span.begin_byte);
        clause_height_ = std::max(clause_height_, left->height);
        return true;
      }
      open_level = level;
      left = Binary(kind, std::move(left), ParseBinary(level + 1));
      return true;
    };
    if (Peek().kind != TokenKind::kSymbol || symbol.size() != 1) break;
    if (arithmetic(ExpressionKind::kAdd, "+", kLevelAdd) ||
        arithmetic(ExpressionKind::kSubtract, "-", kLevelAdd) ||
        arithmetic(ExpressionKind::kMultiply, "*", kLevelMultiply) ||
        arithmetic(ExpressionKind::kDivide, "/", kLevelMultiply) ||
        arithmetic(ExpressionKind::kModulo, "%", kLevelMultiply) ||
        arithmetic(ExpressionKind::kPower, "^", kLevelPower)) {
      continue;
    }
    break;
  }
  return left;
}

// IN, STARTS WITH, ENDS WITH, CONTAINS, =~, IS [NOT] NULL after `left`; `left` itself where none
// is.
ExpressionPtr Parser::ParsePredicateTail(ExpressionPtr left) {
  if (TakeKeyword("IN")) {
    return Binary(ExpressionKind::kIn, std::move(left), ParseBinary(kLevelAdd));
  }
  if (TakeKeyword("CONTAINS")) {
    return Binary(ExpressionKind::kContains, std::move(left), ParseBinary(kLevelAdd));
  }
  bool starts = AtKeyword("STARTS");
  if (starts || (AtKeyword("ENDS") && AtKeyword("WITH", 1))) {
    Advance();
    ExpectKeyword("WITH");
    return Binary(starts ? ExpressionKind::kStartsWith : ExpressionKind::kEndsWith, std::move(left),
                  ParseBinary(kLevelAdd));
  }
  if (TakeSymbol("=~")) {
    return Binary(ExpressionKind::kRegex, std::move(left), ParseBinary(kLevelAdd));
  }
  if (TakeKeyword("IS")) {
    bool negated = TakeKeyword("NOT");
    ExpectKeyword("NULL");
    auto test =
        Make(negated ? ExpressionKind::kIsNotNull : ExpressionKind::kIsNull, left->span.begin_byte);
    test->children.push_back(std::move(left));
    return Finish(std::move(test));
  }
  return left;
}

ExpressionPtr Parser::ParseUnary() {
  if (!AtSymbol("-") && !AtSymbol("+")) return ParsePostfix();
  uint32_t begin = Begin();
  if (!Enter()) return Make(ExpressionKind::kLiteral, begin);
  bool minus = TakeSymbol("-");
  if (!minus) TakeSymbol("+");
  ExpressionPtr operand;
  if (minus && (Peek().kind == TokenKind::kInteger || Peek().kind == TokenKind::kFloat) &&
      !AtSymbol("[", 1) && !AtSymbol(".", 1)) {
    operand = ParseNumber(true);
    operand->span.begin_byte = begin;
  } else {
    operand = Make(minus ? ExpressionKind::kNegate : ExpressionKind::kPlus, begin);
    operand->children.push_back(ParseUnary());
    operand = Finish(std::move(operand));
  }
  --depth_;
  return operand;
}

ExpressionPtr Parser::ParseNumber(bool negative) {
  auto literal = Make(ExpressionKind::kLiteral, Begin());
  const Token& token = Peek();
  if (token.kind == TokenKind::kFloat) {
    literal->literal = Value::Float(negative ? -token.real : token.real);
  } else if (token.integer > 9223372036854775807ull && !negative) {
    Fail("IntegerOverflow",
         "this number is too large for an integer (the largest is 9223372036854775807)",
         token.span);
  } else {
    uint64_t magnitude = token.integer;
    literal->literal = Value::Integer(static_cast<int64_t>(negative ? 0 - magnitude : magnitude));
  }
  literal->negated_literal = negative;
  last_end_byte_ = token.span.end_byte;
  Advance();
  return Finish(std::move(literal));
}

ExpressionPtr Parser::ParseAtom() {
  const Token& token = Peek();
  uint32_t begin = Begin();
  switch (token.kind) {
    case TokenKind::kInteger:
    case TokenKind::kFloat:
      return ParseNumber(false);
    case TokenKind::kString: {
      auto literal = Make(ExpressionKind::kLiteral, begin);
      literal->literal = Value::String(token.text);
      last_end_byte_ = token.span.end_byte;
      Advance();
      return Finish(std::move(literal));
    }
    case TokenKind::kParameter: {
      auto parameter = Make(ExpressionKind::kParameter, begin);
      parameter->name = token.text;
      last_end_byte_ = token.span.end_byte;
      Advance();
      return Finish(std::move(parameter));
    }
    case TokenKind::kName:
    case TokenKind::kQuotedName:
      return ParseNameAtom();
    default:
      break;
  }
  if (AtSymbol("(")) {
    if (AtPatternExpression()) return ParsePatternPredicate();
    TakeSymbol("(");
    auto inner = ParseExpression();
    ExpectSymbol(")", " after the expression");
    inner->span = SpanFrom(begin);
    return inner;
  }
  if (AtSymbol("[")) return ParseBracket();
  if (AtSymbol("{")) return ParseMap();
  FailExpected("an expression");
  return Make(ExpressionKind::kLiteral, begin);
}

ExpressionPtr Parser::ParseNameAtom() {
  uint32_t begin = Begin();
  if (Peek().kind == TokenKind::kName) {
    auto constant = [&](Value value) {
      auto literal = Make(ExpressionKind::kLiteral, begin);
      literal->literal = std::move(value);
      last_end_byte_ = Peek().span.end_byte;
      Advance();
      return Finish(std::move(literal));
    };
    if (AtKeyword("true")) return constant(Value::Boolean(true));
    if (AtKeyword("false")) return constant(Value::Boolean(false));
    if (AtKeyword("null")) return constant(Value::Null());
    if (AtKeyword("CASE")) return ParseCase();
    if (AtSymbol("{", 1)) {
      if (AtKeyword("EXISTS")) return ParseSubquery(ExpressionKind::kExists);
      if (AtKeyword("COUNT")) return ParseSubquery(ExpressionKind::kCountSubquery);
      if (AtKeyword("COLLECT")) return ParseSubquery(ExpressionKind::kCollectSubquery);
    }
    if (AtSymbol("(", 1)) {
      if (AtVariable(2) && AtKeyword("IN", 3)) {
        if (AtKeyword("all")) return ParseQuantifier(Quantifier::kAll);
        if (AtKeyword("any")) return ParseQuantifier(Quantifier::kAny);
        if (AtKeyword("none")) return ParseQuantifier(Quantifier::kNone);
        if (AtKeyword("single")) return ParseQuantifier(Quantifier::kSingle);
      }
      if (AtKeyword("reduce") && AtVariable(2) && AtSymbol("=", 3)) return ParseReduce();
      if (AtKeyword("shortestPath") || AtKeyword("allShortestPaths")) return ParseShortestPath();
      if (AtKeyword("exists") && AtPatternExpression(2)) {
        Advance();
        TakeSymbol("(");
        auto predicate = ParsePatternPredicate();
        predicate->star = true;  // exists(pattern) may stand where a bare pattern may not
        ExpectSymbol(")", " after the pattern");
        predicate->span = SpanFrom(begin);
        return predicate;
      }
    }
  }
  // name.name.name( is a function; anything else begins with a variable.
  size_t ahead = 1;
  while (AtSymbol(".", ahead) && AtName(ahead + 1)) ahead += 2;
  if (AtSymbol("(", ahead)) return ParseFunction();
  if (!AtVariable()) {
    FailExpected("an expression");
    return Make(ExpressionKind::kLiteral, begin);
  }
  auto variable = Make(ExpressionKind::kVariable, begin);
  variable->name = ExpectVariable();
  return Finish(std::move(variable));
}

ExpressionPtr Parser::ParseFunction() {
  auto call = Make(ExpressionKind::kFunction, Begin());
  call->name = ExpectSchemaName("a function's name");
  while (TakeSymbol(".")) call->name += "." + ExpectSchemaName("the rest of the function's name");
  TakeSymbol("(");
  call->distinct = TakeKeyword("DISTINCT");
  if (AtSymbol("*") && SameKeyword(call->name, "count")) {
    TakeSymbol("*");
    call->star = true;
  } else if (!AtSymbol(")")) {
    do {
      call->children.push_back(ParseExpression());
    } while (!failed() && TakeSymbol(","));
  }
  ExpectSymbol(")", " after the arguments");
  return Finish(std::move(call));
}

ExpressionPtr Parser::ParseCase() {
  auto expression = Make(ExpressionKind::kCase, Begin());
  TakeKeyword("CASE");
  expression->children.push_back(AtKeyword("WHEN") ? nullptr : ParseExpression());
  if (!AtKeyword("WHEN")) FailKeyword("WHEN", {"WHEN"});
  while (!failed() && TakeKeyword("WHEN")) {
    expression->children.push_back(ParseExpression());
    ExpectKeyword("THEN");
    expression->children.push_back(ParseExpression());
  }
  expression->children.push_back(TakeKeyword("ELSE") ? ParseExpression() : nullptr);
  ExpectKeyword("END");
  return Finish(std::move(expression));
}

// [ … ]: a list, a list comprehension or a pattern comprehension.
ExpressionPtr Parser::ParseBracket() {
  uint32_t begin = Begin();
  if (AtPatternExpression(1) || (AtVariable(1) && AtSymbol("=", 2) && AtPatternExpression(3))) {
    return ParsePatternComprehension();
  }
  TakeSymbol("[");
  if (AtVariable() && AtKeyword("IN", 1)) {
    auto comprehension = Make(ExpressionKind::kListComprehension, begin);
    comprehension->name = ExpectVariable();
    TakeKeyword("IN");
    comprehension->children.push_back(ParseExpression());
    comprehension->children.push_back(ParseOptionalWhere());
    comprehension->children.push_back(TakeSymbol("|") ? ParseExpression() : nullptr);
    ExpectSymbol("]", " after the list comprehension");
    return Finish(std::move(comprehension));
  }
  auto list = Make(ExpressionKind::kList, begin);
  if (!AtSymbol("]")) {
    do {
      list->children.push_back(ParseExpression());
    } while (!failed() && TakeSymbol(","));
  }
  ExpectSymbol("]", " or , and another element");
  return Finish(std::move(list));
}

ExpressionPtr Parser::ParseMap() {
  auto map = Make(ExpressionKind::kMap, Begin());
  TakeSymbol("{");
  if (!AtSymbol("}")) {
    do {
      map->keys.push_back(ExpectSchemaName("a key"));
      ExpectSymbol(":", " and the key's value");
      map->children.push_back(ParseExpression());
    } while (!failed() && TakeSymbol(","));
  }
  ExpectSymbol("}", " or , and another key");
  return Finish(std::move(map));
}

ExpressionPtr Parser::ParseQuantifier(Quantifier quantifier) {
  auto expression = Make(ExpressionKind::kQuantifier, Begin());
  expression->quantifier = quantifier;
  Advance();
  TakeSymbol("(");
  expression->name = ExpectVariable();
  TakeKeyword("IN");
  expression->children.push_back(ParseExpression());
  expression->children.push_back(ParseOptionalWhere());
  if (!failed() && !expression->children[1]) FailExpected("WHERE and a predicate");
  ExpectSymbol(")", " after the predicate");
  return Finish(std::move(expression));
}

ExpressionPtr Parser::ParseReduce() {
  auto expression = Make(ExpressionKind::kReduce, Begin());
  Advance();
  TakeSymbol("(");
  expression->name = ExpectVariable();
  TakeSymbol("=");
  expression->children.push_back(ParseExpression());
  ExpectSymbol(",", " and variable IN list");
  expression->second_name = ExpectVariable();
  ExpectKeyword("IN");
  expression->children.push_back(ParseExpression());
  ExpectSymbol("|", " and an expression");
  expression->children.push_back(ParseExpression());
  ExpectSymbol(")", " after the expression");
  return Finish(std::move(expression));
}

// EXISTS { pattern WHERE … } or EXISTS { a whole query }, and the same of COUNT and COLLECT.
ExpressionPtr Parser::ParseSubquery(ExpressionKind kind) {
  auto expression = Make(kind, Begin());
  if (!Enter()) return expression;
  Advance();
  TakeSymbol("{");
  auto statement = std::make_unique<Statement>();
  if (AtSymbol("(") || (AtVariable() && AtSymbol("=", 1))) {
    Clause clause;
    uint32_t begin = Begin();
    ParseMatch(clause, false);
    clause.span = SpanFrom(begin);
    SingleQuery query;
    query.span = clause.span;
    query.clauses.push_back(std::move(clause));
    statement->span = query.span;
    statement->queries.push_back(std::move(query));
  } else {
    *statement = ParseRegularQuery(true);
  }
  ExpectSymbol("}", " at the end of the subquery");
  expression->subquery = std::move(statement);
  --depth_;
  return Finish(std::move(expression));
}

ExpressionPtr Parser::ParsePatternPredicate() {
  auto predicate = Make(ExpressionKind::kPatternPredicate, Begin());
  predicate->pattern = std::make_unique<Pattern>();
  predicate->pattern->parts.push_back(ParsePatternPart(false));
  return Finish(std::move(predicate));
}

ExpressionPtr Parser::ParseShortestPath() {
  auto path = Make(ExpressionKind::kShortestPath, Begin());
  path->pattern = std::make_unique<Pattern>();
  path->pattern->parts.push_back(ParsePatternPart(false));
  return Finish(std::move(path));
}

ExpressionPtr Parser::ParsePatternComprehension() {
  auto comprehension = Make(ExpressionKind::kPatternComprehension, Begin());
  TakeSymbol("[");
  comprehension->pattern = std::make_unique<Pattern>();
  comprehension->pattern->parts.push_back(ParsePatternPart(true));
  comprehension->children.push_back(ParseOptionalWhere());
  ExpectSymbol("|", " and an expression");
  comprehension->children.push_back(ParseExpression());
  ExpectSymbol("]", " after the pattern comprehension");
  return Finish(std::move(comprehension));
}

// Could tokens_[open] "(" and its closing bracket hold a node pattern?
bool Parser::IsNodePattern(size_t open) const {
  if (open >= tokens_.size() || tokens_[open].kind != TokenKind::kSymbol ||
      tokens_[open].text != "(" || tokens_[open].match == 0) {
    return false;
  }
  size_t at = open - at_ + 1;
  if (AtVariable(at)) ++at;
  while (AtSymbol(":", at) && AtName(at + 1)) at += 2;
  if (Peek(at).kind == TokenKind::kParameter) ++at;
  if (AtSymbol("{", at) && Peek(at).match != 0) at = Peek(at).match + 1 - at_;
  return AtSymbol(")", at);
}

// A relationship pattern, told from an expression in brackets by what follows the first node; no
// trying and going back, which could take exponential time.
bool Parser::AtPatternExpression(size_t ahead) const {
  size_t open = at_ + ahead;
  if (!IsNodePattern(open)) return false;
  size_t at = tokens_[open].match + 1 - at_;
  if (AtSymbol("<", at)) ++at;
  if (!AtSymbol("-", at)) return false;
  ++at;
  if (AtSymbol("[", at)) {
    if (Peek(at).match == 0) return true;
    at = Peek(at).match + 1 - at_;
  }
  if (!AtSymbol("-", at)) return false;
  ++at;
  if (AtSymbol(">", at)) ++at;
  return AtSymbol("(", at);
}

}  // namespace entente::query
