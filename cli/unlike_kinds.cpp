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
  Reader(const graph::GraphReader& reader, const std::vector<Token>& tokens,
         const query::Parameters& parameters)
      : reader_(reader), tokens_(tokens), parameters_(parameters) {}

  std::vector<std::string> Read() {
    ReadVariables();
    ReadNewNames();
    for (size_t i = 0; i < tokens_.size(); ++i)
      if (Is(i, "{") && i > 0) ReadPattern(i);
    for (size_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (IsKeyword(i, "IN")) {
        // a.date IN [date(…), …], a.date IN $days
        const auto property = PropertyBefore(i);
        const auto operand = Is(i + 1, "[") ? OperandFrom(i + 2) : ListParameter(i + 1);
        if (property && operand) Compare(*property, *operand);
      }
      if (!IsComparison(i)) continue;
      // a.date > date(…)
      if (const auto property = PropertyBefore(i))
        if (auto operand = OperandFrom(i + 1)) Compare(*property, *operand);
      // date(…) < a.date
      if (const auto property = PropertyBehind(i))
        if (auto operand = OperandTo(i - 1)) Compare(*property, *operand);
    }
    return std::move(notes_);
  }

 private:
  struct Property {
    Variable of;
    std::string key;
    std::string written;  // a.date
  };

  bool IsKeyword(size_t at, std::string_view keyword) const {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::kName &&
           query::SameKeyword(tokens_[at].text, keyword);
  }
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
  std::optional<Property> PropertyAt(size_t at) const {
    const auto variable = variables_.find(tokens_[at].text);
    if (variable == variables_.end()) return std::nullopt;
    return Property{variable->second, tokens_[at + 2].text,
                    tokens_[at].text + "." + tokens_[at + 2].text};
  }
  std::optional<Property> NamedAt(size_t at) const {
    const auto found = renamed_.find(tokens_[at].text);
    return found == renamed_.end() ? std::nullopt : std::optional(found->second);
  }
  // What stands before `sign`, and no longer expression that ends with it.
  std::optional<Property> PropertyBefore(size_t sign) const {
    if (sign >= 3 && IsProperty(sign - 3) && !(sign > 3 && GoesOnBefore(sign - 4)))
      return PropertyAt(sign - 3);
    if (IsName(sign - 1) && !(sign > 1 && GoesOnBefore(sign - 2))) return NamedAt(sign - 1);
    return std::nullopt;
  }
  std::optional<Property> PropertyBehind(size_t sign) const {
    if (IsProperty(sign + 1)) return GoesOnBehind(sign + 4) ? std::nullopt : PropertyAt(sign + 1);
    if (IsName(sign + 1) && !GoesOnBehind(sign + 2)) return NamedAt(sign + 1);
    return std::nullopt;
  }
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

  const graph::Value* ParameterAt(size_t at) const {
    if (at >= tokens_.size() || tokens_[at].kind != TokenKind::kParameter) return nullptr;
    const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                    [&](const auto& p) { return p.first == tokens_[at].text; });
    return found == parameters_.end() ? nullptr : &found->second;
  }
  static std::optional<Operand> OperandOf(const graph::Value& value) {
    const Kind kind = KindOf(value.kind());
    if (kind == Kind::kOther) return std::nullopt;
    std::string literal;
    if (value.kind() == ValueKind::kString) literal = value.as_string();
    if (value.kind() == ValueKind::kInteger) literal = std::to_string(value.as_integer());
    return Operand{kind, "", literal};
  }
  std::optional<Operand> ListParameter(size_t at) const {
    const graph::Value* value = ParameterAt(at);
    if (value == nullptr || value->kind() != ValueKind::kList || value->as_list().empty())
      return std::nullopt;
    return OperandOf(value->as_list().front());
  }

  std::optional<Operand> Literal(size_t at) const {
    switch (tokens_[at].kind) {
      case TokenKind::kString:
        return Operand{Kind::kText, "", tokens_[at].text};
      case TokenKind::kInteger:
        return Operand{Kind::kNumber, "", std::to_string(tokens_[at].integer)};
      case TokenKind::kFloat:
        return Operand{Kind::kNumber, "", ""};
      case TokenKind::kParameter:
        if (const graph::Value* value = ParameterAt(at)) return OperandOf(*value);
        return std::nullopt;
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

  // "WITH a.date AS day, a AS deal": names of later parts.
  void ReadNewNames() {
    for (size_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (!IsKeyword(i, "AS") || !IsName(i + 1)) continue;
      const std::string& name = tokens_[i + 1].text;
      if (i >= 3 && IsProperty(i - 3) && !GoesOnBefore(i - 4 + (i == 3))) {
        auto property = PropertyAt(i - 3);
        if (property) renamed_.try_emplace(name, *std::move(property));
      } else if (IsName(i - 1) && i >= 2 && !GoesOnBefore(i - 2)) {
        const auto variable = variables_.find(tokens_[i - 1].text);
        if (variable != variables_.end()) variables_.try_emplace(name, variable->second);
      }
    }
  }

  // "(a:Agreement {date: date(…)})", "[:SIGNED {date: 2018}]"
  void ReadPattern(size_t brace) {
    const size_t close = tokens_[brace].match;
    if (close <= brace) return;
    size_t begin = brace - 1;
    Variable variable;
    if (begin >= 2 && IsName(begin) && Is(begin - 1, ":")) {
      variable.label = tokens_[begin].text;
      begin -= 2;
    }
    std::string name;
    if (IsName(begin) && begin > 0) name = tokens_[begin--].text;
    if (!Is(begin, "(") && !Is(begin, "[")) return;
    if (begin > 0 && Is(begin, "(") && IsName(begin - 1) && !IsKeyword(begin - 1, "MATCH")) return;
    variable.relationship = Is(begin, "[");
    if (variable.relationship && !(begin > 0 && Is(begin - 1, "-"))) return;
    for (size_t i = brace + 1; i + 2 < close;) {
      if (!IsName(i) || !Is(i + 1, ":")) return;
      const std::string& key = tokens_[i].text;
      if (auto operand = OperandFrom(i + 2))
        Compare({variable, key, (name.empty() ? variable.label : name) + "." + key}, *operand);
      while (i < close && !Is(i, ",")) i = tokens_[i].match > i ? tokens_[i].match + 1 : i + 1;
      ++i;
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

  void Compare(const Property& property, const Operand& operand) {
    const auto key = reader_.FindKey(property.key);
    if (!key) return;
    const auto kind = KindIn(property.of, *key);
    if (!kind || *kind == operand.kind) return;
    const std::string& what = property.written;
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
  const query::Parameters& parameters_;
  std::map<std::string, Variable> variables_;
  std::map<std::string, Property> renamed_;  // what WITH calls otherwise
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> UnlikeKinds(const graph::GraphReader& reader, std::string_view statement,
                                     const query::Parameters& parameters) {
  const auto tokens = query::Tokenize(statement);
  if (!tokens) return {};
  // "SET a.date = date(…)" compares nothing, nor does what is made.
  for (const Token& token : *tokens)
    for (std::string_view writes : {"SET", "CREATE", "MERGE"})
      if (token.kind == TokenKind::kName && query::SameKeyword(token.text, writes)) return {};
  return Reader(reader, *tokens, parameters).Read();
}

}  // namespace entente::cli
