/// \file
/// The recursive-descent parser, private to parser.cpp (clauses and patterns) and
/// parser_expression.cpp. The first error sticks: it is kept, the position jumps to the end of the
/// text, and every function falls through quickly; what they return then is never looked at.

#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.h"
#include "query/token.h"

namespace entente::query {

class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens, Limits* limits)
      : text_(text), tokens_(std::move(tokens)), limits_(limits) {}

  graph::Result<Statement> Run();

 private:
  // Tokens.
  const Token& Peek(size_t ahead = 0) const {
    size_t i = at_ + ahead;
    return tokens_[i < tokens_.size() ? i : tokens_.size() - 1];
  }
  bool AtSymbol(std::string_view symbol, size_t ahead = 0) const {
    return Peek(ahead).kind == TokenKind::kSymbol && Peek(ahead).text == symbol;
  }
  bool AtKeyword(std::string_view keyword, size_t ahead = 0) const {
    return Peek(ahead).kind == TokenKind::kName && SameKeyword(Peek(ahead).text, keyword);
  }
  bool AtName(size_t ahead = 0) const {
    return Peek(ahead).kind == TokenKind::kName || Peek(ahead).kind == TokenKind::kQuotedName;
  }
  void Advance() {
    if (at_ + 1 < tokens_.size()) ++at_;
  }
  bool TakeSymbol(std::string_view symbol);
  bool TakeKeyword(std::string_view keyword);
  void ExpectSymbol(std::string_view symbol, std::string_view why);
  void ExpectKeyword(std::string_view keyword);
  /// A name of something in the schema: any keyword may be one.
  std::string ExpectSchemaName(std::string_view what, SourceSpan* span = nullptr);
  /// A variable's name: reserved words need quotes.
  std::string ExpectVariable(SourceSpan* span = nullptr);
  bool AtVariable(size_t ahead = 0) const;
  uint32_t Begin() const { return Peek().span.begin_byte; }
  SourceSpan SpanFrom(uint32_t begin) const;

  // Errors.
  bool failed() const { return error_.has_value(); }
  void Fail(const char* detail, std::string message, SourceSpan span);
  void FailExpected(std::string_view expected);
  void FailKeyword(std::string_view expected, std::initializer_list<std::string_view> keywords);
  std::string Found() const;

  // parser.cpp
  Statement ParseStatement();
  Statement ParseRegularQuery(bool nested);
  SingleQuery ParseSingleQuery(bool nested);
  bool AtClause() const;
  void ParseClause(SingleQuery& query, bool nested);
  void ParseMatch(Clause& clause, bool optional);
  void ParseUnwind(Clause& clause);
  void ParseMerge(Clause& clause);
  void ParseSet(Clause& clause, bool remove);
  SetItem ParseSetItem();
  SetItem ParseRemoveItem();
  void ParseDelete(Clause& clause, bool detach);
  void ParseCall(Clause& clause, bool standalone);
  void ParseForeach(Clause& clause);
  Projection ParseProjection();
  void CountMatchNodes(size_t nodes, SourceSpan span);
  ExpressionPtr ParseOptionalWhere();
  std::vector<std::string> ParseLabels(std::vector<SourceSpan>* spans);
  Pattern ParsePattern();
  PatternPart ParsePatternPart(bool allow_path_name);
  void ParsePatternElement(PatternPart& part);
  NodePattern ParseNode();
  RelationshipPattern ParseRelationship();
  void ParseRelationshipLength(RelationshipPattern& relationship);

  // parser_expression.cpp
  ExpressionPtr ParseExpression();
  ExpressionPtr ParseBinary(int minimum);
  ExpressionPtr ParseUnary();
  ExpressionPtr ParsePredicateTail(ExpressionPtr left);
  ExpressionPtr ParsePostfix();
  ExpressionPtr ParseProperty(uint32_t begin, ExpressionPtr owner);
  ExpressionPtr ParseLabelTest(uint32_t begin, ExpressionPtr owner);
  ExpressionPtr ParseIndex(uint32_t begin, ExpressionPtr owner);
  ExpressionPtr ParseAtom();
  ExpressionPtr ParseNumber(bool negative);
  ExpressionPtr ParseNameAtom();
  ExpressionPtr ParseFunction();
  ExpressionPtr ParseCase();
  ExpressionPtr ParseBracket();
  ExpressionPtr ParseMap();
  ExpressionPtr ParseMapProjection(ExpressionPtr variable);
  ExpressionPtr ParseQuantifier(Quantifier quantifier);
  ExpressionPtr ParseReduce();
  ExpressionPtr ParseSubquery(ExpressionKind kind);
  ExpressionPtr ParsePatternPredicate();
  ExpressionPtr ParseShortestPath();
  ExpressionPtr ParsePatternComprehension();
  bool AtPatternExpression(size_t ahead = 0) const;
  bool IsNodePattern(size_t open) const;
  ExpressionPtr Make(ExpressionKind kind, uint32_t begin);
  ExpressionPtr Finish(ExpressionPtr expression);
  ExpressionPtr Binary(ExpressionKind kind, ExpressionPtr left, ExpressionPtr right);
  bool Enter();
  void CountNodes();

  std::string_view text_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  uint32_t last_end_byte_ = 0;  // end of the token taken last
  uint32_t depth_ = 0;
  uint32_t clause_height_ = 0;  // of the highest expression of the clause at hand
  uint32_t match_nodes_ = 0;    // in the patterns to be searched for, of the whole statement
  uint32_t total_height_ = 0;   // what the clauses could nest into one value, together
  uint32_t clause_count_ = 0;
  uint32_t node_count_ = 0;  // of expressions
  Limits* limits_;           // the caller's; nullptr: none
  std::optional<graph::Error> error_;
};

}  // namespace entente::query
