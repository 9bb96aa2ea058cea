#include "query/parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "query/limits.h"
#include "query/parser_impl.h"
#include "query/reserved_words.h"
#include "query/suggest.h"

namespace entente::query {

using graph::ErrorCode;

namespace {

constexpr std::array<std::string_view, 16> kClauseKeywords = {
    "MATCH",  "OPTIONAL", "UNWIND", "WITH", "RETURN",  "CREATE",  "MERGE",   "SET",
    "REMOVE", "DELETE",   "DETACH", "CALL", "FOREACH", "EXPLAIN", "PROFILE", "UNION"};

}  // namespace

graph::Result<Statement> Parse(std::string_view text, Limits* limits) {
  const uint64_t before = limits ? limits->used_bytes() : 0;
  auto tokens = Tokenize(text, limits);
  if (!tokens) return tokens.error();
  const uint64_t of_tokens = limits ? limits->used_bytes() - before : 0;
  auto statement = Parser(text, *std::move(tokens), limits).Run();
  if (limits) limits->Release(of_tokens);
  return statement;
}

graph::Result<Statement> Parser::Run() {
  Statement statement = ParseStatement();
  if (error_) return *std::move(error_);
  return statement;
}

// --- tokens and errors ---------------------------------------------------------------------------

bool Parser::TakeSymbol(std::string_view symbol) {
  if (!AtSymbol(symbol)) return false;
  last_end_byte_ = Peek().span.end_byte;
  Advance();
  return true;
}

bool Parser::TakeKeyword(std::string_view keyword) {
  if (!AtKeyword(keyword)) return false;
  last_end_byte_ = Peek().span.end_byte;
  Advance();
  return true;
}

SourceSpan Parser::SpanFrom(uint32_t begin) const {
  return {begin, std::max(begin, last_end_byte_)};
}

std::string Parser::Found() const {
  const Token& token = Peek();
  if (token.kind == TokenKind::kEnd) return "the query ended";
  constexpr size_t kLongest = 40;
  std::string_view found =
      text_.substr(token.span.begin_byte, token.span.end_byte - token.span.begin_byte);
  if (found.size() > kLongest) return "found something long";
  return "found " + std::string(found);
}

void Parser::Fail(const char* detail, std::string message, SourceSpan span) {
  if (error_) return;
  error_ = graph::MakeError(ErrorCode::kSyntax, std::move(message), span);
  error_->detail = detail;
  at_ = tokens_.size() - 1;
}

void Parser::FailExpected(std::string_view expected) {
  Fail("UnexpectedSyntax", "expected " + std::string(expected) + ", but " + Found(), Peek().span);
}

void Parser::FailKeyword(std::string_view expected,
                         std::initializer_list<std::string_view> keywords) {
  if (error_) return;
  std::string near;
  if (Peek().kind == TokenKind::kName) {
    near = Suggest(Peek().text, std::span(keywords.begin(), keywords.size()));
  }
  FailExpected(expected);
  error_->suggestion = near;
}

void Parser::ExpectSymbol(std::string_view symbol, std::string_view why) {
  if (!TakeSymbol(symbol)) FailExpected(std::string(symbol) + std::string(why));
}

void Parser::ExpectKeyword(std::string_view keyword) {
  if (!TakeKeyword(keyword)) FailKeyword(keyword, {keyword});
}

std::string Parser::ExpectSchemaName(std::string_view what, SourceSpan* span) {
  if (!AtName()) {
    FailExpected(what);
    return "";
  }
  std::string name = Peek().text;
  if (span) *span = Peek().span;
  last_end_byte_ = Peek().span.end_byte;
  Advance();
  return name;
}

bool Parser::AtVariable(size_t ahead) const {
  if (Peek(ahead).kind == TokenKind::kQuotedName) return true;
  if (Peek(ahead).kind != TokenKind::kName) return false;
  return !IsReservedWord(Peek(ahead).text);
}

std::string Parser::ExpectVariable(SourceSpan* span) {
  if (!AtVariable()) {
    FailExpected("a variable's name");
    return "";
  }
  return ExpectSchemaName("a variable's name", span);
}

// --- statements and clauses ----------------------------------------------------------------------

Statement Parser::ParseStatement() {
  StatementMode mode = StatementMode::kRun;
  if (TakeKeyword("EXPLAIN")) {
    mode = StatementMode::kExplain;
  } else if (TakeKeyword("PROFILE")) {
    mode = StatementMode::kProfile;
  }
  Statement statement = ParseRegularQuery(false);
  statement.mode = mode;
  TakeSymbol(";");
  if (!failed() && Peek().kind != TokenKind::kEnd) {
    FailKeyword(
        "a clause or the end of the query",
        {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE", "SET", "REMOVE",
         "DELETE", "DETACH", "CALL", "FOREACH", "UNION", "WHERE", "ORDER", "SKIP", "LIMIT", "AS"});
  }
  return statement;
}

Statement Parser::ParseRegularQuery(bool nested) {
  Statement statement;
  uint32_t begin = Begin();
  statement.queries.push_back(ParseSingleQuery(nested));
  bool first = true;
  while (!failed() && AtKeyword("UNION")) {
    SourceSpan span = Peek().span;
    TakeKeyword("UNION");
    bool all = TakeKeyword("ALL");
    if (!all) TakeKeyword("DISTINCT");
    if (first) {
      statement.union_all = all;
    } else if (all != statement.union_all) {
      Fail("InvalidClauseComposition", "UNION and UNION ALL can't be mixed in one statement", span);
    }
    first = false;
    statement.queries.push_back(ParseSingleQuery(nested));
  }
  statement.span = SpanFrom(begin);
  return statement;
}

bool Parser::AtClause() const {
  if (Peek().kind != TokenKind::kName || AtKeyword("UNION")) return false;
  return std::any_of(kClauseKeywords.begin(), kClauseKeywords.end(),
                     [&](std::string_view word) { return AtKeyword(word); });
}

SingleQuery Parser::ParseSingleQuery(bool nested) {
  SingleQuery query;
  uint32_t begin = Begin();
  if (!AtClause()) {
    FailKeyword("a clause such as MATCH, CREATE or RETURN",
                {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE", "SET",
                 "REMOVE", "DELETE", "DETACH", "CALL", "FOREACH", "EXPLAIN", "PROFILE"});
  }
  while (!failed() && AtClause()) ParseClause(query, nested);
  query.span = SpanFrom(begin);
  return query;
}

void Parser::ParseClause(SingleQuery& query, bool nested) {
  if (++clause_count_ > kMaxClauses) {
    Fail("", "this query has more than 2000 clauses", Peek().span);
    error_->code = ErrorCode::kLimit;
    return;
  }
  uint32_t begin = Begin();
  uint32_t height_around = std::exchange(clause_height_, 0);
  Clause clause;
  if (TakeKeyword("MATCH")) {
    ParseMatch(clause, false);
  } else if (TakeKeyword("OPTIONAL")) {
    ExpectKeyword("MATCH");
    ParseMatch(clause, true);
  } else if (TakeKeyword("UNWIND")) {
    ParseUnwind(clause);
  } else if (TakeKeyword("WITH")) {
    WithClause with;
    with.projection = ParseProjection();
    with.where = ParseOptionalWhere();
    clause.node = std::move(with);
  } else if (TakeKeyword("RETURN")) {
    clause.node = ReturnClause{ParseProjection()};
  } else if (TakeKeyword("CREATE")) {
    clause.node = CreateClause{ParsePattern()};
  } else if (TakeKeyword("MERGE")) {
    ParseMerge(clause);
  } else if (TakeKeyword("SET")) {
    ParseSet(clause, false);
  } else if (TakeKeyword("REMOVE")) {
    ParseSet(clause, true);
  } else if (TakeKeyword("DETACH")) {
    ExpectKeyword("DELETE");
    ParseDelete(clause, true);
  } else if (TakeKeyword("DELETE")) {
    ParseDelete(clause, false);
  } else if (TakeKeyword("CALL")) {
    ParseCall(clause, !nested && query.clauses.empty());
  } else if (TakeKeyword("FOREACH")) {
    ParseForeach(clause);
  } else {
    FailExpected("a clause");
  }
  clause.span = SpanFrom(begin);
  total_height_ += clause_height_ > 4 ? clause_height_ - 4 : 0;
  clause_height_ = std::max(clause_height_, height_around);
  if (total_height_ > kMaxTotalHeight && !failed()) {
    Fail("", "the clauses of this query are nested more than 10000 deep, taken together",
         clause.span);
    error_->code = ErrorCode::kLimit;
  }
  query.clauses.push_back(std::move(clause));
}

ExpressionPtr Parser::ParseOptionalWhere() {
  return TakeKeyword("WHERE") ? ParseExpression() : nullptr;
}

void Parser::CountMatchNodes(size_t nodes, SourceSpan span) {
  match_nodes_ += static_cast<uint32_t>(std::min<size_t>(nodes, kMaxStatementNodes + 1));
  if (failed() || (nodes <= kMaxMatchNodes && match_nodes_ <= kMaxStatementNodes)) return;
  Fail("",
       nodes > kMaxMatchNodes ? "this pattern has more than 400 nodes"
                              : "the patterns of this query have more than 4000 nodes together",
       span);
  error_->code = ErrorCode::kLimit;
}

void Parser::ParseMatch(Clause& clause, bool optional) {
  MatchClause match;
  match.optional = optional;
  SourceSpan start = Peek().span;
  match.pattern = ParsePattern();
  size_t nodes = 0;
  for (const PatternPart& part : match.pattern.parts) nodes += part.nodes.size();
  CountMatchNodes(nodes, start);
  match.where = ParseOptionalWhere();
  clause.node = std::move(match);
}

void Parser::ParseUnwind(Clause& clause) {
  UnwindClause unwind;
  unwind.list = ParseExpression();
  ExpectKeyword("AS");
  unwind.name = ExpectVariable(&unwind.name_span);
  clause.node = std::move(unwind);
}

void Parser::ParseMerge(Clause& clause) {
  MergeClause merge;
  SourceSpan start = Peek().span;
  merge.pattern = ParsePatternPart(true);
  CountMatchNodes(merge.pattern.nodes.size(), start);
  while (!failed() && TakeKeyword("ON")) {
    bool create = AtKeyword("CREATE");
    if (!create && !AtKeyword("MATCH")) FailKeyword("CREATE or MATCH", {"CREATE", "MATCH"});
    Advance();
    ExpectKeyword("SET");
    auto& items = create ? merge.on_create : merge.on_match;
    do {
      items.push_back(ParseSetItem());
    } while (!failed() && TakeSymbol(","));
  }
  clause.node = std::move(merge);
}

void Parser::ParseSet(Clause& clause, bool remove) {
  SetClause set;
  set.remove = remove;
  do {
    set.items.push_back(remove ? ParseRemoveItem() : ParseSetItem());
  } while (!failed() && TakeSymbol(","));
  clause.node = std::move(set);
}

SetItem Parser::ParseSetItem() {
  SetItem item;
  uint32_t begin = Begin();
  item.target = ParsePostfix();
  if (failed()) return item;
  if (item.target->kind == ExpressionKind::kHasLabels) {
    item.kind = SetItem::Kind::kLabels;
    item.labels = std::move(item.target->keys);
    item.target = std::move(item.target->children[0]);
  } else if (item.target->kind == ExpressionKind::kProperty) {
    ExpectSymbol("=", " and the property's new value");
    item.value = ParseExpression();
  } else if (TakeSymbol("+=")) {
    item.kind = SetItem::Kind::kMerge;
    item.value = ParseExpression();
  } else {
    item.kind = SetItem::Kind::kReplace;
    ExpectSymbol("=", " or += and a map, or :Label");
    item.value = ParseExpression();
  }
  item.span = SpanFrom(begin);
  return item;
}

SetItem Parser::ParseRemoveItem() {
  SetItem item;
  uint32_t begin = Begin();
  item.target = ParsePostfix();
  if (failed()) return item;
  item.span = SpanFrom(begin);
  if (item.target->kind == ExpressionKind::kHasLabels) {
    item.kind = SetItem::Kind::kRemoveLabels;
    item.labels = std::move(item.target->keys);
    item.target = std::move(item.target->children[0]);
  } else if (item.target->kind == ExpressionKind::kProperty) {
    item.kind = SetItem::Kind::kRemoveProperty;
  } else {
    Fail("UnexpectedSyntax", "REMOVE takes a property (n.name) or labels (n:Label)", item.span);
  }
  return item;
}

void Parser::ParseDelete(Clause& clause, bool detach) {
  DeleteClause deletion;
  deletion.detach = detach;
  do {
    deletion.targets.push_back(ParseExpression());
  } while (!failed() && TakeSymbol(","));
  clause.node = std::move(deletion);
}

void Parser::ParseCall(Clause& clause, bool first) {
  if (AtSymbol("{")) {
    SubqueryClause subquery;
    if (!Enter()) return;
    TakeSymbol("{");
    subquery.statement = std::make_unique<Statement>(ParseRegularQuery(true));
    ExpectSymbol("}", " at the end of the subquery");
    --depth_;
    clause.node = std::move(subquery);
    return;
  }
  CallClause call;
  uint32_t begin = Begin();
  call.procedure = ExpectSchemaName("a procedure's name");
  while (!failed() && TakeSymbol(".")) {
    call.procedure += "." + ExpectSchemaName("the rest of the procedure's name");
  }
  call.procedure_span = SpanFrom(begin);
  if (TakeSymbol("(")) {
    call.has_arguments = true;
    if (!AtSymbol(")")) {
      do {
        call.arguments.push_back(ParseExpression());
      } while (!failed() && TakeSymbol(","));
    }
    ExpectSymbol(")", " after the arguments");
  }
  SourceSpan star;
  if (TakeKeyword("YIELD")) {
    call.has_yield = true;
    star = Peek().span;
    if (TakeSymbol("*")) {
      call.yield_star = true;
    } else if (AtSymbol("-")) {
      TakeSymbol("-");  // YIELD - : no fields, of early versions of the language
    } else {
      do {
        YieldItem item;
        uint32_t item_begin = Begin();
        item.field = ExpectSchemaName("a field that the procedure yields");
        item.name = TakeKeyword("AS") ? ExpectVariable() : item.field;
        item.span = SpanFrom(item_begin);
        call.items.push_back(std::move(item));
      } while (!failed() && TakeSymbol(","));
    }
    call.where = ParseOptionalWhere();
  }
  bool last = Peek().kind == TokenKind::kEnd || AtSymbol(";");
  call.standalone = first && last;
  if (call.yield_star && !call.standalone) {
    Fail("UnexpectedSyntax", "YIELD * stands only in a CALL of its own: name the fields", star);
  }
  clause.node = std::move(call);
}

void Parser::ParseForeach(Clause& clause) {
  if (!Enter()) return;
  ForeachClause foreach;
  ExpectSymbol("(", " after FOREACH");
  foreach
    .name = ExpectVariable(&foreach.name_span);
  ExpectKeyword("IN");
  foreach
    .list = ParseExpression();
  ExpectSymbol("|", " before the clauses of FOREACH");
  SingleQuery body;
  while (!failed() && AtClause()) ParseClause(body, true);
  foreach
    .clauses = std::move(body.clauses);
  ExpectSymbol(")", " at the end of FOREACH");
  --depth_;
  clause.node = std::move(foreach);
}

Projection Parser::ParseProjection() {
  Projection projection;
  uint32_t begin = Begin();
  projection.distinct = TakeKeyword("DISTINCT");
  projection.star = TakeSymbol("*");
  bool more = !projection.star || TakeSymbol(",");
  while (!failed() && more) {
    ReturnItem item;
    uint32_t item_begin = Begin();
    item.expression = ParseExpression();
    item.span = SpanFrom(item_begin);
    item.alias = std::string(text_.substr(item_begin, item.span.end_byte - item_begin));
    if (TakeKeyword("AS")) {
      item.alias = ExpectVariable();
      item.has_alias = true;
    } else if (item.expression && item.expression->kind == ExpressionKind::kVariable) {
      item.alias = item.expression->name;
    }
    projection.items.push_back(std::move(item));
    more = TakeSymbol(",");
  }
  if (TakeKeyword("ORDER")) {
    ExpectKeyword("BY");
    do {
      SortItem item;
      item.expression = ParseExpression();
      if (TakeKeyword("DESC") || TakeKeyword("DESCENDING")) {
        item.descending = true;
      } else if (!TakeKeyword("ASC")) {
        TakeKeyword("ASCENDING");
      }
      projection.order.push_back(std::move(item));
    } while (!failed() && TakeSymbol(","));
  }
  if (TakeKeyword("SKIP") || TakeKeyword("OFFSET")) projection.skip = ParseExpression();
  if (TakeKeyword("LIMIT")) projection.limit = ParseExpression();
  projection.span = SpanFrom(begin);
  return projection;
}

// --- patterns ------------------------------------------------------------------------------------

Pattern Parser::ParsePattern() {
  Pattern pattern;
  do {
    pattern.parts.push_back(ParsePatternPart(true));
  } while (!failed() && TakeSymbol(","));
  return pattern;
}

PatternPart Parser::ParsePatternPart(bool allow_path_name) {
  PatternPart part;
  uint32_t begin = Begin();
  if (allow_path_name && AtVariable() && AtSymbol("=", 1)) {
    part.path_name = ExpectVariable(&part.path_name_span);
    TakeSymbol("=");
  }
  bool one = AtKeyword("shortestPath"), all = AtKeyword("allShortestPaths");
  if ((one || all) && AtSymbol("(", 1)) {
    part.shortest = one ? PatternPart::Shortest::kOne : PatternPart::Shortest::kAll;
    Advance();
    TakeSymbol("(");
    ParsePatternElement(part);
    ExpectSymbol(")", " after the pattern");
  } else {
    ParsePatternElement(part);
  }
  part.span = SpanFrom(begin);
  return part;
}

void Parser::ParsePatternElement(PatternPart& part) {
  // A pattern may stand in parentheses of its own: ((a)-->(b)).
  if (AtSymbol("(") && AtSymbol("(", 1)) {
    if (!Enter()) return;
    TakeSymbol("(");
    ParsePatternElement(part);
    ExpectSymbol(")", " after the pattern");
    --depth_;
    return;
  }
  part.nodes.push_back(ParseNode());
  while (!failed() && (AtSymbol("-") || (AtSymbol("<") && AtSymbol("-", 1)))) {
    part.relationships.push_back(ParseRelationship());
    part.nodes.push_back(ParseNode());
  }
}

std::vector<std::string> Parser::ParseLabels(std::vector<SourceSpan>* spans) {
  std::vector<std::string> labels;
  while (!failed() && TakeSymbol(":")) {
    SourceSpan span;
    labels.push_back(ExpectSchemaName("a label after :", &span));
    if (spans) spans->push_back(span);
  }
  return labels;
}

NodePattern Parser::ParseNode() {
  NodePattern node;
  uint32_t begin = Begin();
  ExpectSymbol("(", " and a node");
  if (AtVariable()) node.name = ExpectVariable(&node.name_span);
  node.labels = ParseLabels(&node.label_spans);
  if (AtSymbol("{") || Peek().kind == TokenKind::kParameter) node.properties = ParseAtom();
  if (!failed() && !TakeSymbol(")")) {
    // Newer dialects say these inside the brackets.
    const bool or_label = AtSymbol("|"), where = AtKeyword("WHERE");
    FailExpected("), a :Label or a map of properties");
    if (or_label) error_->suggestion = "for either of two labels write WHERE n:A OR n:B";
    if (where) error_->suggestion = "WHERE stands after the pattern: MATCH (n) WHERE …";
  }
  node.span = SpanFrom(begin);
  return node;
}

RelationshipPattern Parser::ParseRelationship() {
  RelationshipPattern relationship;
  uint32_t begin = Begin();
  bool left = TakeSymbol("<");
  ExpectSymbol("-", "");
  if (TakeSymbol("[")) {
    if (AtVariable()) relationship.name = ExpectVariable(&relationship.name_span);
    if (TakeSymbol(":")) {
      do {
        TakeSymbol(":");
        SourceSpan span;
        relationship.types.push_back(ExpectSchemaName("a relationship type after :", &span));
        relationship.type_spans.push_back(span);
      } while (!failed() && TakeSymbol("|"));
    }
    if (AtSymbol("..")) {
      Fail("InvalidRelationshipPattern", "a length begins with *, as in *1..3", Peek().span);
    }
    if (TakeSymbol("*")) ParseRelationshipLength(relationship);
    if (AtSymbol("{") || Peek().kind == TokenKind::kParameter) {
      relationship.properties = ParseAtom();
    }
    if (!failed() && !TakeSymbol("]")) FailExpected("], a :TYPE, a length or a map of properties");
  }
  ExpectSymbol("-", " and the rest of the relationship");
  bool right = TakeSymbol(">");
  relationship.both_arrows = left && right;
  if (left != right) {
    relationship.direction = left ? PatternDirection::kLeft : PatternDirection::kRight;
  }
  relationship.span = SpanFrom(begin);
  return relationship;
}

void Parser::ParseRelationshipLength(RelationshipPattern& relationship) {
  relationship.variable_length = true;
  if (AtSymbol("-")) {
    Fail("InvalidRelationshipPattern", "a length can't be negative", Peek().span);
  }
  auto take_bound = [&](std::optional<uint64_t>& bound) {
    if (Peek().kind != TokenKind::kInteger) return;
    bound = Peek().integer;
    last_end_byte_ = Peek().span.end_byte;
    Advance();
  };
  take_bound(relationship.minimum);
  if (TakeSymbol("..")) {
    take_bound(relationship.maximum);
  } else {
    relationship.maximum = relationship.minimum;
  }
}

}  // namespace entente::query
