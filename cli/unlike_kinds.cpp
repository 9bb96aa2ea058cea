#include "cli/unlike_kinds.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "query/token.h"

namespace entente::cli {

namespace {

using graph::ValueKind;
using query::Token;
using query::TokenKind;

constexpr size_t kMostValues = 200;       // looked at, of one property
constexpr uint32_t kMostScanned = 50000;  // nodes or relationships passed on the way

enum class Kind { kText, kNumber, kTime, kOther };

Kind KindOf(ValueKind kind) {
  switch (kind) {
    case ValueKind::kString:
      return Kind::kText;
    case ValueKind::kInteger:
    case ValueKind::kFloat:
      return Kind::kNumber;
    case ValueKind::kDate:
    case ValueKind::kLocalTime:
    case ValueKind::kTime:
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime:
      return Kind::kTime;
    default:
      return Kind::kOther;
  }
}

// What the property is compared with.
struct Operand {
  Kind kind = Kind::kOther;
  std::string function;  // date, datetime, …
  std::string literal;   // its text, where it is one
};

// What a pattern says of a variable.
struct Variable {
  bool relationship = false;
  std::string label;  // or type; empty: any
};

class Reader {
 public:
  Reader(const graph::GraphReader& reader, const std::vector<Token>& tokens)
      : reader_(reader), tokens_(tokens) {}

  std::vector<std::string> Read() {
    ReadVariables();
    for (size_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (!IsComparison(i)) continue;
      // a.date > date(…)
      if (i >= 3 && IsProperty(i - 3) && !(i > 3 && GoesOnBefore(i - 4)))
        if (auto operand = OperandFrom(i + 1)) Compare(i - 3, *operand);
      // date(…) < a.date
      if (IsProperty(i + 1) && !GoesOnBehind(i + 4))
        if (auto operand = OperandTo(i - 1)) Compare(i + 1, *operand);
    }
    return std::move(notes_);
  }

 private:
  bool Is(size_t at, std::string_view symbol) const {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::kSymbol &&
           tokens_[at].text == symbol;
  }
  bool IsName(size_t at) const {
    return at < tokens_.size() &&
           (tokens_[at].kind == TokenKind::kName || tokens_[at].kind == TokenKind::kQuotedName);
  }
  bool IsComparison(size_t at) const {
    static constexpr std::array<std::string_view, 6> kSigns = {"<", ">", "<=", ">=", "=", "<>"};
    return std::any_of(kSigns.begin(), kSigns.end(), [&](auto sign) { return Is(at, sign); });
  }
  bool IsProperty(size_t at) const { return IsName(at) && Is(at + 1, ".") && IsName(at + 2); }
  // Of a longer expression: "x + a.date", "a.date.year".
  bool GoesOnBefore(size_t at) const {
    return Is(at, ".") || Is(at, "+") || Is(at, "-") || Is(at, "*") || Is(at, "/") || Is(at, "%") ||
           Is(at, "^");
  }
  bool GoesOnBehind(size_t at) const { return GoesOnBefore(at) || Is(at, "(") || Is(at, "["); }

  static bool IsTimeFunction(std::string_view name) {
    static constexpr std::array<std::string_view, 5> kFunctions = {
        "date", "datetime", "localdatetime", "time", "localtime"};
    return std::any_of(kFunctions.begin(), kFunctions.end(),
                       [&](auto function) { return query::SameKeyword(name, function); });
  }

  std::optional<Operand> Literal(size_t at) const {
    switch (tokens_[at].kind) {
      case TokenKind::kString:
        return Operand{Kind::kText, "", tokens_[at].text};
      case TokenKind::kInteger:
        return Operand{Kind::kNumber, "", std::to_string(tokens_[at].integer)};
      case TokenKind::kFloat:
        return Operand{Kind::kNumber, "", ""};
      default:
        return std::nullopt;
    }
  }
  Operand Call(size_t name, size_t open, size_t close) const {
    Operand operand{Kind::kTime, tokens_[name].text, ""};
    if (close == open + 2 && tokens_[open + 1].kind == TokenKind::kString)
      operand.literal = tokens_[open + 1].text;
    return operand;
  }
  std::optional<Operand> OperandFrom(size_t at) const {
    if (auto literal = Literal(at)) return GoesOnBehind(at + 1) ? std::nullopt : literal;
    if (!IsName(at) || !IsTimeFunction(tokens_[at].text) || !Is(at + 1, "(")) return std::nullopt;
    const size_t close = tokens_[at + 1].match;
    if (close <= at || Is(close + 1, ".")) return std::nullopt;
    return Call(at, at + 1, close);
  }
  std::optional<Operand> OperandTo(size_t at) const {
    if (auto literal = Literal(at)) return at > 0 && GoesOnBefore(at - 1) ? std::nullopt : literal;
    if (!Is(at, ")")) return std::nullopt;
    const size_t open = tokens_[at].match;
    if (open == 0 || !IsName(open - 1) || !IsTimeFunction(tokens_[open - 1].text) ||
        (open > 1 && GoesOnBefore(open - 2)))
      return std::nullopt;
    return Call(open - 1, open, at);
  }

  // (a), (a:Label), [r:TYPE]: behind another bracket or sign, not behind a function's name.
  void ReadVariables() {
    for (size_t i = 0; i + 2 < tokens_.size(); ++i) {
      const bool node = Is(i, "("), relationship = Is(i, "[");
      if ((!node && !relationship) || !IsName(i + 1)) continue;
      if (i > 0 && IsName(i - 1) && !query::SameKeyword(tokens_[i - 1].text, "MATCH")) continue;
      if (relationship && !Is(i - (i > 0), "-")) continue;
      Variable variable{relationship, ""};
      if (Is(i + 2, ":") && IsName(i + 3) && !Is(i + 4, "|"))
        variable.label = tokens_[i + 3].text;
      else if (!Is(i + 2, ":") && !Is(i + 2, ")") && !Is(i + 2, "]") && !Is(i + 2, "{"))
        continue;
      variables_.try_emplace(tokens_[i + 1].text, variable);
    }
  }

  // The one kind of all values of a property; nothing where there are several or none.
  std::optional<Kind> KindIn(const Variable& variable, graph::PropertyKeyId key) const {
    std::optional<Kind> kind;
    size_t values = 0;
    // Whether to go on.
    auto look = [&](const graph::Value& value) {
      if (value.is_null()) return true;
      const Kind found = KindOf(value.kind());
      if (kind && *kind != found) {
        kind = Kind::kOther;
        return false;
      }
      kind = found;
      return ++values < kMostValues;
    };
    if (variable.relationship) {
      const auto type = reader_.FindType(variable.label);
      if (!variable.label.empty() && !type) return std::nullopt;
      const uint32_t end = std::min(reader_.relationship_capacity(), kMostScanned);
      for (uint32_t i = 0; i < end; ++i) {
        const graph::RelationshipId id(i);
        if (!reader_.Exists(id) || (type && reader_.Ends(id).type != *type)) continue;
        if (!look(reader_.Property(id, key))) break;
      }
    } else {
      graph::LabelId label;
      if (!variable.label.empty()) {
        const auto found = reader_.FindLabel(variable.label);
        if (!found) return std::nullopt;
        label = *found;
      }
      std::vector<graph::NodeId> nodes;
      (void)reader_.ScanNodes(label, graph::NodeId(0), kMostScanned, nodes);
      for (graph::NodeId node : nodes)
        if (!look(reader_.Property(node, key))) break;
    }
    return kind == Kind::kOther ? std::nullopt : kind;
  }

  void Compare(size_t at, const Operand& operand) {
    const auto variable = variables_.find(tokens_[at].text);
    const auto key = reader_.FindKey(tokens_[at + 2].text);
    if (variable == variables_.end() || !key) return;
    const auto kind = KindIn(variable->second, *key);
    if (!kind || *kind == operand.kind) return;
    const std::string what = tokens_[at].text + "." + tokens_[at + 2].text;
    auto called = [](Kind k) {
      return k == Kind::kText ? "text" : k == Kind::kNumber ? "a number" : "a date or time";
    };
    std::string note =
        what + " is " + called(*kind) + ", which does not compare with " +
        (operand.function.empty() ? called(operand.kind) : "a value of " + operand.function + "()");
    if (*kind == Kind::kText && !operand.literal.empty())
      note += "; write '" + operand.literal + "'";
    else if (*kind == Kind::kText)
      note += "; compare it with text";
    else if (*kind == Kind::kNumber && operand.kind == Kind::kText)
      note += "; write the number without quotation marks";
    else if (*kind == Kind::kTime && operand.kind == Kind::kText)
      note += "; write date('" + operand.literal + "') or what it is";
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
  }

  const graph::GraphReader& reader_;
  const std::vector<Token>& tokens_;
  std::map<std::string, Variable> variables_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> UnlikeKinds(const graph::GraphReader& reader, std::string_view statement) {
  const auto tokens = query::Tokenize(statement);
  if (!tokens) return {};
  // "SET a.date = date(…)" compares nothing.
  for (const Token& token : *tokens)
    if (token.kind == TokenKind::kName && query::SameKeyword(token.text, "SET")) return {};
  return Reader(reader, *tokens).Read();
}

}  // namespace entente::cli
