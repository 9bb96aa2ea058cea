#include "query/printer.h"

#include "query/reserved_words.h"
#include "query/value_text.h"

namespace entente::query {

namespace {

const char* BinaryName(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kAnd:
      return " AND ";
    case ExpressionKind::kOr:
      return " OR ";
    case ExpressionKind::kXor:
      return " XOR ";
    case ExpressionKind::kAdd:
      return " + ";
    case ExpressionKind::kSubtract:
      return " - ";
    case ExpressionKind::kMultiply:
      return " * ";
    case ExpressionKind::kDivide:
      return " / ";
    case ExpressionKind::kModulo:
      return " % ";
    case ExpressionKind::kPower:
      return " ^ ";
    case ExpressionKind::kIn:
      return " IN ";
    case ExpressionKind::kStartsWith:
      return " STARTS WITH ";
    case ExpressionKind::kEndsWith:
      return " ENDS WITH ";
    case ExpressionKind::kContains:
      return " CONTAINS ";
    case ExpressionKind::kRegex:
      return " =~ ";
    default:
      return nullptr;
  }
}

const char* ComparisonName(Comparison comparison) {
  constexpr const char* kNames[] = {" = ", " <> ", " < ", " <= ", " > ", " >= "};
  return kNames[static_cast<size_t>(comparison)];
}

class Printer {
 public:
  std::string out;

  void Expr(const Expression& e) {
    switch (e.kind) {
      case ExpressionKind::kLiteral:
        return Literal(e);
      case ExpressionKind::kParameter:
        out += "$" + QuoteName(e.name);
        return;
      case ExpressionKind::kVariable:
        // A rewrite's slot has no name; EXPLAIN writes it so too.
        out += e.name.empty() ? "#" + std::to_string(e.slot) : Variable(e.name);
        return;
      case ExpressionKind::kList:
        return Items("[", e.children, "]");
      case ExpressionKind::kMap:
        return Map(e);
      case ExpressionKind::kProperty:
        Operand(*e.children[0]);
        out += "." + QuoteName(e.name);
        return;
      case ExpressionKind::kHasLabels:
        Operand(*e.children[0]);
        for (const auto& label : e.keys) out += ":" + QuoteName(label);
        return;
      case ExpressionKind::kIndex:
        Operand(*e.children[0]);
        return Items("[", {e.children.data() + 1, 1}, "]");
      case ExpressionKind::kSlice:
        Operand(*e.children[0]);
        out += "[";
        if (e.children[1]) Expr(*e.children[1]);
        out += "..";
        if (e.children[2]) Expr(*e.children[2]);
        out += "]";
        return;
      case ExpressionKind::kNot:
        return Prefix("NOT ", e);
      case ExpressionKind::kNegate:
        return Negation(e);
      case ExpressionKind::kPlus:
        return Prefix("+", e);
      case ExpressionKind::kCompare:
        Operand(*e.children[0]);
        for (size_t i = 0; i < e.comparisons.size(); ++i) {
          out += ComparisonName(e.comparisons[i]);
          Operand(*e.children[i + 1]);
        }
        return;
      case ExpressionKind::kIsNull:
        Operand(*e.children[0]);
        out += " IS NULL";
        return;
      case ExpressionKind::kIsNotNull:
        Operand(*e.children[0]);
        out += " IS NOT NULL";
        return;
      case ExpressionKind::kCase:
        return Case(e);
      case ExpressionKind::kFunction:
        return Function(e);
      case ExpressionKind::kListComprehension:
        out += "[" + Variable(e.name) + " IN ";
        Expr(*e.children[0]);
        Where(e.children[1].get());
        if (e.children[2]) {
          out += " | ";
          Expr(*e.children[2]);
        }
        out += "]";
        return;
      case ExpressionKind::kQuantifier: {
        constexpr const char* kNames[] = {"all(", "any(", "none(", "single("};
        out += kNames[static_cast<size_t>(e.quantifier)] + Variable(e.name) + " IN ";
        Expr(*e.children[0]);
        Where(e.children[1].get());
        out += ")";
        return;
      }
      case ExpressionKind::kReduce:
        out += "reduce(" + Variable(e.name) + " = ";
        Expr(*e.children[0]);
        out += ", " + Variable(e.second_name) + " IN ";
        Expr(*e.children[1]);
        out += " | ";
        Expr(*e.children[2]);
        out += ")";
        return;
      case ExpressionKind::kPatternPredicate:
        if (e.star) out += "exists(";
        Part(e.pattern->parts[0]);
        if (e.star) out += ")";
        return;
      case ExpressionKind::kShortestPath:
        return e.pattern ? Part(e.pattern->parts[0]) : Subquery("", e);
      case ExpressionKind::kPatternComprehension:
        out += "[";
        Part(e.pattern->parts[0]);
        Where(e.children[0].get());
        out += " | ";
        Expr(*e.children[1]);
        out += "]";
        return;
      case ExpressionKind::kHasDegree:
      case ExpressionKind::kDegree:
        out += "degree: ";
        return Subquery("", e);
      case ExpressionKind::kExists:
        return Subquery("EXISTS", e);
      case ExpressionKind::kCountSubquery:
        return Subquery("COUNT", e);
      case ExpressionKind::kCollectSubquery:
        return Subquery("COLLECT", e);
      case ExpressionKind::kMapProjection:
        return MapProjection(e);
      case ExpressionKind::kPathValue:
        return Items("path(", e.children, ")");
      default:
        break;
    }
    for (size_t i = 0; i < e.children.size(); ++i) {
      if (i > 0) out += BinaryName(OperationAt(e, i));
      Operand(*e.children[i]);
    }
  }

  void Part(const PatternPart& part) {
    if (!part.path_name.empty()) out += Variable(part.path_name) + " = ";
    if (part.shortest == PatternPart::Shortest::kOne) out += "shortestPath(";
    if (part.shortest == PatternPart::Shortest::kAll) out += "allShortestPaths(";
    for (size_t i = 0; i < part.nodes.size(); ++i) {
      if (i > 0) Relationship(part.relationships[i - 1]);
      Node(part.nodes[i]);
    }
    if (part.shortest != PatternPart::Shortest::kNo) out += ")";
  }

  void Query(const Statement& statement) {
    if (statement.mode == StatementMode::kExplain) out += "EXPLAIN ";
    if (statement.mode == StatementMode::kProfile) out += "PROFILE ";
    for (size_t i = 0; i < statement.queries.size(); ++i) {
      if (i > 0) out += statement.union_all ? " UNION ALL " : " UNION ";
      Clauses(statement.queries[i].clauses);
    }
  }

 private:
  void Clauses(const std::vector<Clause>& clauses) {
    for (size_t i = 0; i < clauses.size(); ++i) {
      if (i > 0) out += " ";
      std::visit([&](const auto& clause) { One(clause); }, clauses[i].node);
    }
  }

  void One(const MatchClause& c) {
    out += c.optional ? "OPTIONAL MATCH " : "MATCH ";
    Parts(c.pattern);
    Where(c.where.get());
  }
  void One(const UnwindClause& c) {
    out += "UNWIND ";
    Expr(*c.list);
    out += " AS " + Variable(c.name);
  }
  void One(const WithClause& c) {
    out += "WITH ";
    Project(c.projection);
    Where(c.where.get());
  }
  void One(const ReturnClause& c) {
    out += "RETURN ";
    Project(c.projection);
  }
  void One(const CreateClause& c) {
    out += "CREATE ";
    Parts(c.pattern);
  }
  void One(const MergeClause& c) {
    out += "MERGE ";
    Part(c.pattern);
    if (!c.on_create.empty()) SetItems(" ON CREATE SET ", c.on_create);
    if (!c.on_match.empty()) SetItems(" ON MATCH SET ", c.on_match);
  }
  void One(const SetClause& c) { SetItems(c.remove ? "REMOVE " : "SET ", c.items); }
  void One(const DeleteClause& c) {
    if (c.detach) out += "DETACH ";
    Items("DELETE ", c.targets, "");
  }
  void One(const CallClause& c) {
    out += "CALL ";
    DottedName(c.procedure);
    if (c.has_arguments) Items("(", c.arguments, ")");
    if (!c.has_yield) return;
    out += c.yield_star ? " YIELD *" : c.items.empty() ? " YIELD -" : " YIELD ";
    for (size_t i = 0; i < c.items.size(); ++i) {
      if (i > 0) out += ", ";
      out += QuoteName(c.items[i].field);
      if (c.items[i].name != c.items[i].field) out += " AS " + Variable(c.items[i].name);
    }
    Where(c.where.get());
  }
  void One(const SubqueryClause& c) {
    out += "CALL { ";
    Query(*c.statement);
    out += " }";
  }
  void One(const ForeachClause& c) {
    out += "FOREACH (" + Variable(c.name) + " IN ";
    Expr(*c.list);
    out += " | ";
    Clauses(c.clauses);
    out += ")";
  }

  void SetItems(const char* keyword, const std::vector<SetItem>& items) {
    out += keyword;
    for (size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ", ";
      const SetItem& item = items[i];
      Operand(*item.target);
      for (const auto& label : item.labels) out += ":" + QuoteName(label);
      if (!item.value) continue;
      out += item.kind == SetItem::Kind::kMerge ? " += " : " = ";
      Expr(*item.value);
    }
  }

  void Project(const Projection& p) {
    if (p.distinct) out += "DISTINCT ";
    if (p.star) out += "*";
    for (size_t i = 0; i < p.items.size(); ++i) {
      if (i > 0 || p.star) out += ", ";
      Expr(*p.items[i].expression);
      if (p.items[i].has_alias) out += " AS " + Variable(p.items[i].alias);
    }
    for (size_t i = 0; i < p.order.size(); ++i) {
      out += i == 0 ? " ORDER BY " : ", ";
      Expr(*p.order[i].expression);
      if (p.order[i].descending) out += " DESC";
    }
    if (p.skip) {
      out += " SKIP ";
      Expr(*p.skip);
    }
    if (p.limit) {
      out += " LIMIT ";
      Expr(*p.limit);
    }
  }

  void Parts(const Pattern& pattern) {
    for (size_t i = 0; i < pattern.parts.size(); ++i) {
      if (i > 0) out += ", ";
      Part(pattern.parts[i]);
    }
  }

  void Properties(const ExpressionPtr& properties, bool space) {
    if (!properties) return;
    if (space) out += " ";
    Expr(*properties);
  }

  void Node(const NodePattern& node) {
    out += "(";
    if (!node.name.empty()) out += Variable(node.name);
    for (const auto& label : node.labels) out += ":" + QuoteName(label);
    Properties(node.properties, !node.name.empty() || !node.labels.empty());
    out += ")";
  }

  void Relationship(const RelationshipPattern& r) {
    out += r.direction == PatternDirection::kLeft || r.both_arrows ? "<-" : "-";
    std::string before = std::move(out);
    out.clear();
    if (!r.name.empty()) out += Variable(r.name);
    for (size_t i = 0; i < r.types.size(); ++i) out += (i == 0 ? ":" : "|") + QuoteName(r.types[i]);
    if (r.variable_length) {
      out += "*";
      if (r.minimum) out += std::to_string(*r.minimum);
      if (!r.minimum || !r.maximum || *r.minimum != *r.maximum) {
        if (r.minimum || r.maximum) out += "..";
        if (r.maximum) out += std::to_string(*r.maximum);
      }
    }
    Properties(r.properties, !out.empty());
    out = before + (out.empty() ? "" : "[" + out + "]");
    out += r.direction == PatternDirection::kRight || r.both_arrows ? "->" : "-";
  }

  void Literal(const Expression& e) {
    switch (e.literal.kind()) {
      case graph::ValueKind::kBoolean:
        out += e.literal.as_boolean() ? "true" : "false";
        return;
      case graph::ValueKind::kInteger:
        if (e.negated_literal && e.literal.as_integer() == 0) out += "-";
        out += std::to_string(e.literal.as_integer());
        return;
      case graph::ValueKind::kFloat:
        out += FloatToText(e.literal.as_float());
        return;
      case graph::ValueKind::kString:
        out += QuoteString(e.literal.as_string());
        return;
      default:
        out += "null";
        return;
    }
  }

  void Items(const char* open, std::span<const ExpressionPtr> items, const char* close) {
    out += open;
    for (size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ", ";
      Expr(*items[i]);
    }
    out += close;
  }

  void Map(const Expression& e) {
    out += "{";
    for (size_t i = 0; i < e.keys.size(); ++i) {
      if (i > 0) out += ", ";
      out += QuoteName(e.keys[i]) + ": ";
      Expr(*e.children[i]);
    }
    out += "}";
  }

  void MapProjection(const Expression& e) {
    out += Variable(e.children[0]->name, true);
    out += " {";
    for (size_t i = 0; i < e.keys.size(); ++i) {
      if (i > 0) out += ", ";
      if (!e.children[i + 1]) {
        out += ".*";
      } else {
        out += QuoteName(e.keys[i]) + ": ";
        Expr(*e.children[i + 1]);
      }
    }
    out += "}";
  }

  void Prefix(const char* name, const Expression& e) {
    out += name;
    Operand(*e.children[0]);
  }

  // A number is in brackets: without them the sign would be read as part of it.
  void Negation(const Expression& e) {
    const Expression& operand = *e.children[0];
    if (operand.kind != ExpressionKind::kLiteral || operand.negated_literal) return Prefix("-", e);
    out += "-(";
    Expr(operand);
    out += ")";
  }

  void Case(const Expression& e) {
    out += "CASE";
    if (e.children[0]) {
      out += " ";
      Expr(*e.children[0]);
    }
    for (size_t i = 1; i + 1 < e.children.size(); i += 2) {
      out += " WHEN ";
      Expr(*e.children[i]);
      out += " THEN ";
      Expr(*e.children[i + 1]);
    }
    if (e.children.back()) {
      out += " ELSE ";
      Expr(*e.children.back());
    }
    out += " END";
  }

  // The name of a function or procedure, of parts between dots.
  void DottedName(const std::string& name) {
    size_t begin = 0;
    for (size_t dot; (dot = name.find('.', begin)) != std::string::npos; begin = dot + 1) {
      out += QuoteName(name.substr(begin, dot - begin)) + ".";
    }
    out += QuoteName(name.substr(begin));
  }

  void Function(const Expression& e) {
    DottedName(e.name);
    out += "(";
    if (e.distinct) out += "DISTINCT ";
    if (e.star) out += "*";
    Items("", e.children, ")");
  }

  void Subquery(const char* name, const Expression& e) {
    if (!e.name.empty()) {  // the binder or the planner left the text it was written with
      out += e.name;
      return;
    }
    out += std::string(name) + " { ";
    Query(*e.subquery);
    out += " }";
  }

  void Where(const Expression* where) {
    if (!where) return;
    out += " WHERE ";
    Expr(*where);
  }

  // In quotes where the word alone would be read as something else.
  static std::string Variable(const std::string& name, bool before_brace = false) {
    return HidesVariable(name, before_brace) ? "`" + name + "`" : QuoteName(name);
  }

  // In brackets unless it is one piece that nothing can be torn from.
  void Operand(const Expression& e) {
    switch (e.kind) {
      case ExpressionKind::kLiteral:
        if (!e.literal.is_number() || !e.negated_literal) return Expr(e);
        break;
      case ExpressionKind::kParameter:
      case ExpressionKind::kVariable:
      case ExpressionKind::kList:
      case ExpressionKind::kMap:
      case ExpressionKind::kProperty:
      case ExpressionKind::kIndex:
      case ExpressionKind::kSlice:
      case ExpressionKind::kFunction:
      case ExpressionKind::kListComprehension:
      case ExpressionKind::kPatternComprehension:
      case ExpressionKind::kQuantifier:
      case ExpressionKind::kReduce:
      case ExpressionKind::kExists:
      case ExpressionKind::kCountSubquery:
      case ExpressionKind::kCollectSubquery:
        return Expr(e);
      default:
        break;
    }
    out += "(";
    Expr(e);
    out += ")";
  }
};

}  // namespace

std::string Print(const Statement& statement) {
  Printer printer;
  printer.Query(statement);
  return std::move(printer.out);
}
std::string Print(const Expression& expression) {
  Printer printer;
  printer.Expr(expression);
  return std::move(printer.out);
}
std::string Print(const PatternPart& part) {
  Printer printer;
  printer.Part(part);
  return std::move(printer.out);
}

}  // namespace entente::query
