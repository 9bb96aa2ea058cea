#include "tests/differential/generator.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "graph/builder.h"
#include "graph/check.h"

namespace entente::differential {

namespace {

using graph::Value;

class Random {
 public:
  explicit Random(std::mt19937_64& engine) : engine_(engine) {}
  size_t Below(size_t n) { return engine_() % n; }
  bool Chance(unsigned percent) { return engine_() % 100 < percent; }
  template <class List>
  std::string Pick(const List& list) {
    return std::string(list[Below(std::size(list))]);
  }

 private:
  std::mt19937_64& engine_;
};

constexpr const char* kLabels[] = {"A", "B", "C"};
constexpr const char* kTypes[] = {"R", "S", "T"};
constexpr const char* kStrings[] = {"a", "b", "ab", "abc", ""};

enum class Kind { kNode, kRelationship, kPath, kRelationships, kInteger, kString, kAny };
struct Variable {
  std::string name;
  Kind kind;
};

class QueryGenerator {
 public:
  explicit QueryGenerator(std::mt19937_64& engine) : r_(engine) {}

  std::string Query() {
    if (r_.Chance(6)) {
      // Both sides return one column of one name.
      std::string both = Single(1);
      scope_.clear();
      lengths_.clear();
      return both + (r_.Chance(50) ? " UNION " : " UNION ALL ") + Single(1);
    }
    return r_.Chance(30) ? Shaped() : Single(0);
  }

 private:
  std::string New(const char* prefix) { return prefix + std::to_string(next_++); }

  std::vector<Variable> Of(std::initializer_list<Kind> kinds) const {
    std::vector<Variable> out;
    for (const Variable& v : scope_)
      if (std::find(kinds.begin(), kinds.end(), v.kind) != kinds.end()) out.push_back(v);
    return out;
  }
  // The name of a variable of one of the kinds, or an empty string.
  std::string Var(std::initializer_list<Kind> kinds) {
    auto of = Of(kinds);
    return of.empty() ? "" : of[r_.Below(of.size())].name;
  }

  std::string Single(size_t columns) {
    std::string out;
    size_t clauses = 1 + r_.Below(3);
    for (size_t i = 0; i < clauses; ++i) {
      if (i == 0 || r_.Chance(45)) {
        out += (r_.Chance(25) ? "OPTIONAL MATCH " : "MATCH ") + Pattern();
        // Between a node and itself there is no defined shortest way.
        out += ends_.empty() ? Where(30) : " WHERE " + std::exchange(ends_, "");
        out += " ";
      } else if (r_.Chance(35)) {
        std::string list = ListOfNumbers();
        std::string name = New("x");
        out += "UNWIND " + list + " AS " + name + " ";
        scope_.push_back({name, Kind::kInteger});
      } else {
        out += With() + " ";
      }
    }
    return out + Return(columns);
  }

  // --- shapes that rewrites look for, with and without what keeps them from it -------------------

  std::string End(const char* name) {
    return std::string("(") + name + (r_.Chance(60) ? ":" + r_.Pick(kLabels) : "") + ")";
  }
  std::string Step(const char* name = "", const char* length = "") {
    std::string inside = std::string("-[") + name + (r_.Chance(90) ? ":" + r_.Pick(kTypes) : "") +
                         (r_.Chance(5) ? "|R" : "") + length + "]-";
    if (inside.find(":") == std::string::npos) inside = std::string("-[") + name + length + "]-";
    return r_.Chance(50) ? inside + ">" : r_.Chance(85) ? "<" + inside : inside;
  }
  std::string Condition(const char* a, const char* b) {
    constexpr const char* kComparisons[] = {" = ", " <> ", " < ", " <= ", " > ", " >= "};
    switch (r_.Below(7)) {
      case 0:
        return std::string(a) + ".i" + r_.Pick(kComparisons) + std::to_string(r_.Below(4));
      case 1:
        return std::string(a) + ".s" + r_.Pick(kComparisons) + "'" + r_.Pick(kStrings) + "'";
      case 2:
        return std::string(b) + ".s STARTS WITH '" + r_.Pick(kStrings) + "'";
      case 3:
        return std::string(b) + ".s CONTAINS '" + r_.Pick(kStrings) + "'";
      case 4:
        return std::string(a) + ".i" + r_.Pick(kComparisons) + b + ".i";
      case 5:
        return std::string(r_.Chance(50) ? "NOT (" : "(") + a + ")" + Step() + "(" +
               (r_.Chance(50) ? ":" + r_.Pick(kLabels) : "") + ")";
      default:
        return std::string(b) + ":" + r_.Pick(kLabels);
    }
  }
  std::string Conditions(const char* a, const char* b) {
    if (r_.Chance(45)) return "";
    return " WHERE " + Condition(a, b) + (r_.Chance(40) ? " AND " + Condition(b, a) : "");
  }
  std::string KeyOf(const char* node) {
    constexpr const char* kKeys[] = {"", ".i", ".s", ".s", ".f"};
    return node + r_.Pick(kKeys);
  }
  std::string Counted(const char* a, const char* b) {
    switch (r_.Below(7)) {
      case 0:
      case 1:
      case 2:
        return "count(*)";
      case 3:
        return "count(" + std::string(r_.Chance(50) ? a : b) + ")";
      case 4:
        return "count(DISTINCT " + KeyOf(b) + ")";
      case 5:
        return std::string(r_.Chance(50) ? "sum(" : "max(") + b + ".i)";
      default:
        return "min(" + std::string(b) + ".s), count(*)";
    }
  }
  std::string Ordered(const std::string& returned, size_t columns) {
    if (!r_.Chance(50)) return returned;
    std::string out = returned + " ORDER BY ";
    for (size_t i = columns; i-- > 0;) {
      out += "c" + std::to_string(i) + (r_.Chance(50) ? " DESC" : "") + (i > 0 ? ", " : "");
    }
    return out + (r_.Chance(60) ? " LIMIT " + std::to_string(r_.Below(5)) : "");
  }
  std::string Shaped() {
    switch (r_.Below(7)) {
      case 0:  // one relationship
        return "MATCH " + End("a") + Step("r") + End("b") + Conditions("a", "b") +
               (r_.Chance(30)   ? " RETURN a.i AS c0, r.w AS c1, b.s AS c2"
                : r_.Chance(50) ? Ordered(" RETURN " + KeyOf("a") + " AS c0, count(*) AS c1", 2)
                                : " RETURN " + Counted("a", "b"));
      case 1:  // two, of which only the ends are asked for
        return "MATCH " + End("a") + Step() + End("m") + Step() + End("b") + Conditions("a", "b") +
               Ordered(" RETURN " + KeyOf("a") + " AS c0, " + KeyOf("b") + " AS c1, count(*) AS c2",
                       3);
      case 2:  // two, counted
        return "MATCH " + End("a") + Step() + End("m") + Step() + End("b") + Conditions("a", "m") +
               " RETURN " + (r_.Chance(40) ? KeyOf("a") + ", " : "") + Counted("m", "b");
      case 3:  // a triangle
        return "MATCH " + End("a") + Step() + End("b") + Step() + End("c") + ", (a)" + Step() +
               "(c)" + Conditions("b", "c") + " RETURN " + Counted("a", "c");
      case 4: {  // who is reached
        constexpr const char* kLengths[] = {"*1..2", "*1..3", "*0..2", "*..2", "*2..3"};
        std::string length = r_.Pick(kLengths);
        return "MATCH " + End("a") + Step("", length.c_str()) + End("b") + Conditions("a", "b") +
               " RETURN " +
               (r_.Chance(50) ? "count(DISTINCT " + KeyOf("b") + ")"
                              : "DISTINCT " + KeyOf("b") + (r_.Chance(50) ? ", a.i" : ""));
      }
      case 5:  // as many as there are, or none
        return "MATCH " + End("a") + " OPTIONAL MATCH (a)" + Step("r") + End("b") + " RETURN " +
               (r_.Chance(50) ? KeyOf("a") + ", " : "") + "count(*), count(a), count(b), count(r)";
      default:  // groups of a walk
        return "MATCH " + End("a") + Step() + End("m") + Step() + End("b") + Step() + End("d") +
               " RETURN " + KeyOf("a") + ", " + Counted("b", "d");
    }
  }

  // --- patterns --------------------------------------------------------------------------------

  std::string Properties(bool node) {
    if (!r_.Chance(6)) return "";
    std::string value = r_.Chance(30) && !Of({Kind::kInteger}).empty()
                            ? Var({Kind::kInteger})
                            : std::to_string(r_.Below(4));
    return std::string(" {") + (node ? "i" : "w") + ": " + value + "}";
  }

  std::string Node(std::vector<Variable>& made) {
    std::string out = "(";
    std::string bound = Var({Kind::kNode});
    std::vector<std::string> own;
    for (const Variable& v : made)
      if (v.kind == Kind::kNode) own.push_back(v.name);
    bool is_bound = false;
    if (!bound.empty() && r_.Chance(35)) {
      out += bound;
      is_bound = true;
    } else if (!own.empty() && r_.Chance(20)) {
      out += own[r_.Below(own.size())];
      is_bound = true;
    } else if (r_.Chance(75)) {
      made.push_back({New("n"), Kind::kNode});
      out += made.back().name;
    }
    if (r_.Chance(is_bound ? 8 : 35)) out += ":" + r_.Pick(kLabels);
    if (r_.Chance(3)) out += ":" + r_.Pick(kLabels);
    return out + Properties(true) + ")";
  }

  std::string Relationship(std::vector<Variable>& made, bool plain) {
    std::string inside;
    bool variable = !plain && r_.Chance(14);
    if (!plain && r_.Chance(35)) {
      made.push_back({New("r"), variable ? Kind::kRelationships : Kind::kRelationship});
      inside += made.back().name;
    }
    if (r_.Chance(55)) {
      inside += ":" + r_.Pick(kTypes);
      if (r_.Chance(25)) inside += "|" + r_.Pick(kTypes);
    }
    if (variable) {
      constexpr const char* kLengths[] = {"*1..2", "*2",    "*0..1", "*..2",
                                          "*1..3", "*0..2", "*2..3"};
      inside += r_.Pick(kLengths);
    }
    inside += Properties(false);
    std::string middle = inside.empty() && r_.Chance(50) ? "-" : "-[" + inside + "]-";
    if (middle == "-") middle = "--";
    switch (r_.Below(3)) {
      case 0:
        return middle + ">";
      case 1:
        return "<" + middle;
      default:
        return middle;
    }
  }

  std::string Part(std::vector<Variable>& made, size_t most_steps, bool may_name) {
    std::string out;
    std::string path;
    if (may_name && r_.Chance(10)) {
      path = New("p");
      out = path + " = ";
    }
    size_t steps = r_.Below(r_.Chance(60) ? 2 : most_steps + 1);
    out += Node(made);
    for (size_t i = 0; i < steps; ++i) out += Relationship(made, !may_name) + Node(made);
    if (!path.empty()) made.push_back({path, Kind::kPath});
    return out;
  }

  // What a shortest path must be; of those that are so it is the shortest.
  std::string PathCondition(const std::string& path, const std::string& node) {
    std::string number = std::to_string(r_.Below(4));
    switch (r_.Below(6)) {
      case 0:
        return "all(r IN relationships(" + path + ") WHERE r.w >= " + number + ")";
      case 1:
        return "none(r IN relationships(" + path + ") WHERE r.w = " + number + ")";
      case 2:
        return "all(x IN nodes(" + path + ") WHERE x.i <> " + number + " OR x = " + node + ")";
      case 3:
        return "any(r IN relationships(" + path + ") WHERE r.w > " + number + ")";
      case 4:
        return "length(" + path + ") > 1";
      default:
        return "length(" + path + ") = 2 AND none(x IN nodes(" + path + ") WHERE x.i > " + number +
               ")";
    }
  }

  std::string Pattern() {
    std::vector<Variable> made;
    std::string out;
    if (r_.Chance(3)) {
      std::string path = New("p"), a = New("n"), b = New("n");
      bool all = r_.Chance(50);
      out = path + " = " + (all ? "allShortestPaths((" : "shortestPath((") + a + ":" +
            r_.Pick(kLabels) + ")-[" + (r_.Chance(50) ? ":R|S" : "") + "*..3]-(" + b + ":" +
            r_.Pick(kLabels) + "))";
      made = {{a, Kind::kNode}, {b, Kind::kNode}};
      // Which of the shortest ways is not defined, how long they are is.
      lengths_.push_back("length(" + path + ")");
      ends_ = a + " <> " + b;
      if (r_.Chance(60)) ends_ += " AND " + PathCondition(path, a);
    } else {
      out = Part(made, 3, true);
      if (r_.Chance(25)) out += ", " + Part(made, 2, true);
    }
    scope_.insert(scope_.end(), made.begin(), made.end());
    return out;
  }

  // --- expressions -----------------------------------------------------------------------------

  std::string ListOfNumbers() {
    std::string nodes = Var({Kind::kNode});
    if (!nodes.empty() && r_.Chance(40)) return nodes + ".l";
    if (r_.Chance(30)) return "range(0, " + std::to_string(r_.Below(4)) + ")";
    std::string out = "[";
    size_t n = r_.Below(4);
    for (size_t i = 0; i < n; ++i)
      out += (i ? ", " : "") + (r_.Chance(12) ? "null" : std::to_string(r_.Below(4)));
    return out + "]";
  }

  std::string Number(int depth = 0) {
    std::string node = Var({Kind::kNode}), relationship = Var({Kind::kRelationship});
    switch (r_.Below(depth > 2 ? 4 : 12)) {
      case 0:
        if (!node.empty()) return node + (r_.Chance(75) ? ".i" : ".f");
        [[fallthrough]];
      case 1:
        if (!relationship.empty()) return relationship + ".w";
        [[fallthrough]];
      case 2:
        if (std::string number = Var({Kind::kInteger}); !number.empty()) return number;
        [[fallthrough]];
      case 3:
        return std::to_string(r_.Below(5));
      case 4:
        return "(" + Number(depth + 1) + " + " + Number(depth + 1) + ")";
      case 5:
        return "(" + Number(depth + 1) + (r_.Chance(50) ? " - " : " * ") + Number(depth + 1) + ")";
      case 6:
        return "size(" + ListOfNumbers() + ")";
      case 7:
        return "CASE WHEN " + Predicate(depth + 1) + " THEN " + Number(depth + 1) + " ELSE " +
               Number(depth + 1) + " END";
      case 8:
        return "coalesce(" + Number(depth + 1) + ", " + Number(depth + 1) + ")";
      case 9:
        if (!node.empty()) {
          std::vector<Variable> made;
          auto scope = scope_;
          std::string step = Relationship(made, true);
          std::string out = r_.Chance(50)
                                ? "size([(" + node + ")" + step + "(z) WHERE z.i > " +
                                      std::to_string(r_.Below(3)) + " | z.i])"
                                : "COUNT { (" + node + ")" + step + "(:" + r_.Pick(kLabels) + ") }";
          scope_ = scope;
          return out;
        }
        [[fallthrough]];
      case 10:
        if (std::string path = Var({Kind::kPath}); !path.empty()) return "length(" + path + ")";
        if (std::string list = Var({Kind::kRelationships}); !list.empty())
          return "size(" + list + ")";
        [[fallthrough]];
      default:
        return ListOfNumbers() + "[" + std::to_string(static_cast<int>(r_.Below(4)) - 1) + "]";
    }
  }

  std::string Text() {
    std::string node = Var({Kind::kNode});
    if (!node.empty() && r_.Chance(60)) return node + ".s";
    std::string relationship = Var({Kind::kRelationship});
    if (!relationship.empty() && r_.Chance(40)) return "type(" + relationship + ")";
    return "'" + r_.Pick(kStrings) + "'";
  }

  std::string Predicate(int depth = 0) {
    constexpr const char* kComparisons[] = {" = ", " <> ", " < ", " <= ", " > ", " >= "};
    std::string node = Var({Kind::kNode});
    switch (r_.Below(depth > 2 ? 5 : 15)) {
      case 0:
      case 1:
        return Number(depth + 1) + r_.Pick(kComparisons) + Number(depth + 1);
      case 2:
        if (!node.empty()) return node + ":" + r_.Pick(kLabels);
        [[fallthrough]];
      case 3:
        return Text() +
               (r_.Chance(50)   ? " = "
                : r_.Chance(50) ? " STARTS WITH "
                                : " CONTAINS ") +
               Text();
      case 4:
        return Number(depth + 1) + (r_.Chance(50) ? " IS NULL" : " IS NOT NULL");
      case 5:
      case 6:
        return "(" + Predicate(depth + 1) + " AND " + Predicate(depth + 1) + ")";
      case 7:
        return "(" + Predicate(depth + 1) + (r_.Chance(70) ? " OR " : " XOR ") +
               Predicate(depth + 1) + ")";
      case 8:
        return "NOT (" + Predicate(depth + 1) + ")";
      case 9:
        return Number(depth + 1) + " IN " + ListOfNumbers();
      case 10: {
        constexpr const char* kQuantifiers[] = {"all", "any", "none", "single"};
        return r_.Pick(kQuantifiers) + "(q IN " + ListOfNumbers() + " WHERE q " +
               (r_.Chance(50) ? "> " : "= ") + Number(3) + ")";
      }
      case 11:
        if (!node.empty() && patterns_) {
          std::vector<Variable> made;
          std::string step = Relationship(made, true);
          std::string end = r_.Chance(40) ? Var({Kind::kNode}) : "";
          if (r_.Chance(40)) end += ":" + r_.Pick(kLabels);
          return "(" + node + ")" + step + "(" + end + ")";
        }
        [[fallthrough]];
      case 12:
        if (!node.empty()) {
          auto scope = scope_;
          std::string inner = "MATCH " + Pattern();
          inner += ends_.empty() ? Where(50) : " WHERE " + std::exchange(ends_, "");
          scope_ = scope;
          lengths_.clear();
          return std::string(r_.Chance(70) ? "" : "NOT ") + "EXISTS { " + inner + " }";
        }
        [[fallthrough]];
      case 13: {
        std::string other = Var({Kind::kNode});
        if (!node.empty()) return node + (r_.Chance(50) ? " = " : " <> ") + other;
        [[fallthrough]];
      }
      default:
        return Number(depth + 1) + r_.Pick(kComparisons) + Number(depth + 1) +
               r_.Pick(kComparisons) + Number(depth + 1);
    }
  }

  std::string Where(unsigned percent) {
    if (!r_.Chance(percent)) return "";
    bool patterns = std::exchange(patterns_, true);
    std::string out = " WHERE " + Predicate();
    patterns_ = patterns;
    return out;
  }

  // --- projections -----------------------------------------------------------------------------

  std::string Aggregate() {
    std::string any = r_.Chance(50) ? Var({Kind::kNode, Kind::kRelationship}) : "";
    std::string distinct = r_.Chance(25) ? "DISTINCT " : "";
    switch (r_.Below(7)) {
      case 0:
        return "count(*)";
      case 1:
        return "count(" + distinct + (any.empty() ? Number() : any) + ")";
      case 2:
        return "sum(" + distinct + Number() + ")";
      case 3:
        return "min(" + Number() + ")";
      case 4:
        return "max(" + Number() + ") + " + std::to_string(r_.Below(3));
      case 5:
        return "avg(" + distinct + Number() + ")";
      default:
        return "size(collect(" + distinct + (any.empty() ? Number() : any) + "))";
    }
  }

  struct Item {
    std::string text;
    Kind kind;
  };

  Item Plain(bool may_aggregate = false) {
    if (!lengths_.empty() && r_.Chance(60))
      return {lengths_[r_.Below(lengths_.size())], Kind::kInteger};
    if (!scope_.empty() && r_.Chance(50)) {
      const Variable& v = scope_[r_.Below(scope_.size())];
      return {v.name, v.kind};
    }
    switch (r_.Below(6)) {
      case 0:
        if (may_aggregate && r_.Chance(20)) return {"max(" + Text() + ")", Kind::kString};
        return {Text(), Kind::kString};
      case 1:
        return {Predicate(1), Kind::kAny};
      case 2:
        if (std::string node = Var({Kind::kNode}); !node.empty())
          return {"labels(" + node + ")", Kind::kAny};
        [[fallthrough]];
      case 3:
        return {"[y IN " + ListOfNumbers() + " WHERE y > 0 | y * 2]", Kind::kAny};
      default:
        return {Number(), Kind::kInteger};
    }
  }

  std::string With() {
    std::vector<Variable> kept;
    std::string out = "WITH ";
    if (r_.Chance(18)) out += "DISTINCT ";
    size_t items = 1 + r_.Below(3);
    bool aggregate = r_.Chance(22);
    std::vector<std::string> names;
    for (size_t i = 0; i < items; ++i) {
      Item item = Plain(aggregate);
      bool variable = std::any_of(scope_.begin(), scope_.end(),
                                  [&](const Variable& v) { return v.name == item.text; });
      bool taken = std::any_of(kept.begin(), kept.end(),
                               [&](const Variable& v) { return v.name == item.text; });
      if (taken) continue;
      std::string name = variable && r_.Chance(70) ? item.text : New("v");
      out += std::string(kept.empty() ? "" : ", ") + item.text +
             (name == item.text ? "" : " AS " + name);
      kept.push_back({name, item.kind});
    }
    if (aggregate) {
      std::string name = New("v");
      out += std::string(kept.empty() ? "" : ", ") + Aggregate() + " AS " + name;
      kept.push_back({name, Kind::kInteger});
    }
    scope_ = kept;
    lengths_.clear();
    out += Order(20);
    return out + Where(15);
  }

  // By every column, so that SKIP and LIMIT choose what is defined.
  std::string Order(unsigned percent) {
    if (!r_.Chance(percent)) return "";
    std::string out = " ORDER BY ";
    for (size_t i = 0; i < scope_.size(); ++i)
      out += (i ? ", " : "") + scope_[i].name + (r_.Chance(40) ? " DESC" : "");
    if (r_.Chance(30)) out += " SKIP " + std::to_string(r_.Below(3));
    if (r_.Chance(50)) out += " LIMIT " + std::to_string(r_.Below(6));
    return out;
  }

  std::string Return(size_t columns) {
    std::string out = r_.Chance(20) ? "RETURN DISTINCT " : "RETURN ";
    size_t items = columns ? columns : 1 + r_.Below(3);
    bool aggregate = r_.Chance(35);
    std::vector<Variable> kept;
    for (size_t i = 0; i < items; ++i) {
      bool last = i + 1 == items;
      std::string name = "c" + std::to_string(i);
      out += (i ? ", " : "") + (aggregate && last ? Aggregate() : Plain().text) + " AS " + name;
      kept.push_back({name, Kind::kAny});
    }
    scope_ = kept;
    return out + (columns ? "" : Order(30));
  }

  Random r_;
  std::vector<Variable> scope_;
  std::vector<std::string> lengths_;  // lengths of shortest paths
  bool patterns_ = false;             // a bare pattern may stand for its truth: in WHERE
  std::string ends_;                  // what a shortest path's clause must say of its ends
  size_t next_ = 0;
};

}  // namespace

namespace {

// As a build makes it: everything in columns and arrays.
std::unique_ptr<graph::Graph> BuildGraph(std::mt19937_64& engine) {
  Random r(engine);
  graph::GraphBuilder builder(1);
  // Sometimes every node has every property, and labels come in stretches.
  bool whole = r.Chance(50);
  size_t node_count = 3 + r.Below(7);
  std::vector<graph::NodeId> nodes;
  for (size_t i = 0; i < node_count; ++i) {
    std::vector<graph::LabelId> labels;
    if (whole) {
      labels.push_back(builder.InternLabel(kLabels[i * std::size(kLabels) / node_count]));
    } else {
      for (const char* label : kLabels)
        if (r.Chance(45)) labels.push_back(builder.InternLabel(label));
    }
    nodes.push_back(builder.AddNode(labels).value());
    if (whole || r.Chance(85)) {
      builder.SetInteger(builder.InternKey("i"), static_cast<int64_t>(r.Below(4)) - r.Below(2));
    }
    if (r.Chance(60)) {
      ENTENTE_CHECK(
          builder.Set(builder.InternKey("f"), Value::Float(static_cast<double>(r.Below(7)) / 2)));
    }
    if (whole || r.Chance(70)) builder.SetString(builder.InternKey("s"), r.Pick(kStrings));
    if (r.Chance(60)) {
      std::vector<Value> list;
      for (size_t n = r.Below(4); n > 0; --n)
        list.push_back(Value::Integer(static_cast<int64_t>(r.Below(4))));
      ENTENTE_CHECK(builder.Set(builder.InternKey("l"), Value::List(std::move(list))));
    }
  }
  for (size_t n = node_count + r.Below(17 - node_count); n > 0; --n) {
    ENTENTE_CHECK(builder.AddRelationship(builder.InternType(r.Pick(kTypes)),
                                          nodes[r.Below(node_count)], nodes[r.Below(node_count)]));
    if (whole || r.Chance(70)) {
      builder.SetInteger(builder.InternKey("w"), static_cast<int64_t>(r.Below(4)));
    }
  }
  return builder.ToMemory().value();
}

}  // namespace

std::unique_ptr<graph::Graph> GenerateGraph(std::mt19937_64& engine) {
  Random r(engine);
  if (r.Chance(50)) return BuildGraph(engine);
  auto graph = graph::Graph::InMemory();
  auto transaction = graph->Begin().value();
  std::vector<graph::NodeId> nodes;
  size_t node_count = 3 + r.Below(7);
  auto set = [&](auto entity, const char* key, Value value) {
    ENTENTE_CHECK(transaction->SetProperty(entity, transaction->InternKey(key), value));
  };
  for (size_t i = 0; i < node_count; ++i) {
    std::vector<graph::LabelId> labels;
    for (const char* label : kLabels)
      if (r.Chance(45)) labels.push_back(transaction->InternLabel(label));
    nodes.push_back(transaction->CreateNode(labels).value());
    if (r.Chance(85)) set(nodes.back(), "i", Value::Integer(static_cast<int64_t>(r.Below(4))));
    if (r.Chance(60)) set(nodes.back(), "f", Value::Float(static_cast<double>(r.Below(7)) / 2));
    if (r.Chance(70)) set(nodes.back(), "s", Value::String(r.Pick(kStrings)));
    if (r.Chance(60)) {
      std::vector<Value> list;
      for (size_t n = r.Below(4); n > 0; --n)
        list.push_back(Value::Integer(static_cast<int64_t>(r.Below(4))));
      set(nodes.back(), "l", Value::List(std::move(list)));
    }
  }
  for (size_t n = node_count + r.Below(17 - node_count); n > 0; --n) {
    auto relationship =
        transaction
            ->CreateRelationship(transaction->InternType(r.Pick(kTypes)),
                                 nodes[r.Below(node_count)], nodes[r.Below(node_count)])
            .value();
    if (r.Chance(70)) set(relationship, "w", Value::Integer(static_cast<int64_t>(r.Below(4))));
  }
  ENTENTE_CHECK(transaction->Commit());
  return graph;
}

std::string GenerateQuery(std::mt19937_64& engine) { return QueryGenerator(engine).Query(); }

}  // namespace entente::differential
