#include "tests/rewrites/naive.h"

#include <algorithm>
#include <functional>
#include <set>

namespace entente::rewrites {

namespace {

constexpr size_t kUnbound = ~size_t{0};
using Binding = std::map<size_t, size_t>;

std::string Text(const std::optional<int64_t>& x) { return x ? std::to_string(*x) : "null"; }

class Evaluator {
 public:
  Evaluator(const Query& query, const NaiveGraph& graph) : query_(query), graph_(graph) {}

  std::vector<std::string> Run() {
    Match(0, 0, kUnbound);
    return Finish();
  }

 private:
  bool HasLabel(size_t node, const std::string& label) const {
    const auto& labels = graph_.nodes[node].labels;
    return label.empty() || std::find(labels.begin(), labels.end(), label) != labels.end();
  }
  bool Fits(const Step& step, const NaiveRelationship& r, size_t from, size_t* to) const {
    if (!step.types.empty() &&
        std::find(step.types.begin(), step.types.end(), r.type) == step.types.end()) {
      return false;
    }
    if (step.arrow != Arrow::kLeft && r.start == from) {
      *to = r.end;
      return true;
    }
    if (step.arrow != Arrow::kRight && r.end == from) {
      *to = r.start;
      return true;
    }
    return false;
  }

  // Binds `variable` to `node` where that is allowed, and goes on.
  void Bind(size_t variable, size_t node, const std::function<void()>& next) {
    auto found = binding_.find(variable);
    if (found != binding_.end()) {
      if (found->second == node) next();
      return;
    }
    auto label = query_.labels.find(variable);
    if (label != query_.labels.end() && !HasLabel(node, label->second)) return;
    binding_[variable] = node;
    next();
    binding_.erase(variable);
  }

  void Match(size_t chain, size_t step, size_t at) {
    if (chain == query_.chains.size()) return Row();
    const Chain& c = query_.chains[chain];
    if (at == kUnbound) {
      for (size_t node = 0; node < graph_.nodes.size(); ++node) {
        Bind(c.from, node, [&] { Match(chain, 0, node); });
      }
      return;
    }
    if (step == c.steps.size()) return Match(chain + 1, 0, kUnbound);
    Walk(c.steps[step], at, 0,
         [&](size_t node) { Bind(c.steps[step].to, node, [&] { Match(chain, step + 1, node); }); });
  }

  void Walk(const Step& step, size_t at, size_t length, const std::function<void(size_t)>& next) {
    if (length >= step.minimum) next(at);
    if (length == step.maximum) return;
    for (size_t r = 0; r < graph_.relationships.size(); ++r) {
      size_t to = 0;
      if (used_.contains(r) || !Fits(step, graph_.relationships[r], at, &to)) continue;
      used_.insert(r);
      Walk(step, to, length + 1, next);
      used_.erase(r);
    }
  }

  bool Holds(const Condition& c) const {
    const NaiveNode& node = graph_.nodes[binding_.at(c.variable)];
    auto compare = [&](int64_t a, int64_t b) {
      if (c.op == "=") return a == b;
      if (c.op == "<>") return a != b;
      if (c.op == "<") return a < b;
      return c.op == "<=" ? a <= b : c.op == ">" ? a > b : a >= b;
    };
    switch (c.kind) {
      case Condition::Kind::kCompareConstant:
        return node.x && compare(*node.x, c.constant);
      case Condition::Kind::kCompareOther: {
        const NaiveNode& other = graph_.nodes[binding_.at(c.other)];
        return node.x && other.x && compare(*node.x, *other.x);
      }
      case Condition::Kind::kText:
        if (!node.s) return false;
        if (c.op == "CONTAINS") return node.s->find(c.text) != std::string::npos;
        if (c.op == "STARTS WITH") return node.s->starts_with(c.text);
        if (c.op == "ENDS WITH") return node.s->ends_with(c.text);
        return c.op == ">="  ? *node.s >= c.text
               : c.op == "<" ? *node.s < c.text
                             : *node.s == c.text;
      default: {
        bool exists = false;
        for (const NaiveRelationship& r : graph_.relationships) {
          size_t to = 0;
          exists |= Fits(c.step, r, binding_.at(c.variable), &to) && HasLabel(to, c.label);
        }
        return exists == (c.kind == Condition::Kind::kExists);
      }
    }
  }

  void Row() {
    for (const Condition& condition : query_.conditions) {
      if (!Holds(condition)) return;
    }
    size_t matches = 0;
    if (query_.optional) {
      const Step& step = query_.optional->steps[0];
      for (const NaiveRelationship& r : graph_.relationships) {
        size_t to = 0;
        auto label = query_.labels.find(step.to);
        matches += Fits(step, r, binding_.at(query_.optional->from), &to) &&
                           (label == query_.labels.end() || HasLabel(to, label->second))
                       ? 1
                       : 0;
      }
    }
    found_matches_ += matches;
    size_t times = query_.optional ? std::max<size_t>(matches, 1) : 1;
    for (size_t i = 0; i < times; ++i) rows_.push_back(binding_);
  }

  std::vector<std::string> Finish() const {
    std::vector<std::string> out;
    auto subject = [&](const Binding& row) { return graph_.nodes[row.at(query_.subject)]; };
    switch (query_.result) {
      case Query::Return::kRows:
        for (const Binding& row : rows_) {
          std::string text;
          for (const auto& [variable, node] : row) {
            text += std::to_string(node) + ":" + Text(graph_.nodes[node].x) + " ";
          }
          out.push_back(text);
        }
        break;
      case Query::Return::kCount:
        out.push_back(std::to_string(rows_.size()) + " ");
        break;
      case Query::Return::kOptionalCounts:
        out.push_back(std::to_string(rows_.size()) + " " + std::to_string(rows_.size()) + " " +
                      std::to_string(found_matches_) + " ");
        break;
      case Query::Return::kCountDistinct: {
        std::set<size_t> nodes;
        for (const Binding& row : rows_) nodes.insert(row.at(query_.subject));
        out.push_back(std::to_string(nodes.size()) + " ");
        break;
      }
      case Query::Return::kDistinct: {
        std::set<std::string> values;
        for (const Binding& row : rows_) values.insert(Text(subject(row).x) + " ");
        out.assign(values.begin(), values.end());
        break;
      }
      case Query::Return::kGrouped: {
        std::map<std::string, size_t> groups;
        for (const Binding& row : rows_) ++groups[subject(row).s.value_or("null")];
        for (const auto& [key, count] : groups)
          out.push_back(key + " " + std::to_string(count) + " ");
        break;
      }
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  const Query& query_;
  const NaiveGraph& graph_;
  Binding binding_;
  std::set<size_t> used_;
  std::vector<Binding> rows_;
  size_t found_matches_ = 0;
};

std::string Name(size_t variable) { return "n" + std::to_string(variable); }

std::string StepText(const Step& step) {
  std::string inner;
  for (const std::string& type : step.types) inner += (inner.empty() ? ":" : "|") + type;
  if (step.variable) {
    inner += "*" + std::to_string(step.minimum) + ".." + std::to_string(step.maximum);
  }
  return std::string(step.arrow == Arrow::kLeft ? "<-[" : "-[") + inner +
         (step.arrow == Arrow::kRight ? "]->" : "]-");
}

}  // namespace

std::vector<std::string> Evaluate(const Query& query, const NaiveGraph& graph) {
  return Evaluator(query, graph).Run();
}

std::string ToText(const Query& query) {
  std::set<size_t> named;
  auto node = [&](size_t variable) {
    auto label = query.labels.find(variable);
    bool first = named.insert(variable).second;
    return "(" + Name(variable) +
           (first && label != query.labels.end() ? ":" + label->second : "") + ")";
  };
  auto chain_text = [&](const Chain& chain) {
    std::string text = node(chain.from);
    for (const Step& step : chain.steps) text += StepText(step) + node(step.to);
    return text;
  };
  std::string text = "MATCH ";
  for (size_t i = 0; i < query.chains.size(); ++i) {
    text += (i ? ", " : "") + chain_text(query.chains[i]);
  }
  std::set<size_t> matched = named;
  for (size_t i = 0; i < query.conditions.size(); ++i) {
    const Condition& c = query.conditions[i];
    text += i ? " AND " : " WHERE ";
    switch (c.kind) {
      case Condition::Kind::kCompareConstant:
        text += Name(c.variable) + ".x " + c.op + " " + std::to_string(c.constant);
        break;
      case Condition::Kind::kCompareOther:
        text += Name(c.variable) + ".x " + c.op + " " + Name(c.other) + ".x";
        break;
      case Condition::Kind::kText:
        text += Name(c.variable) + ".s " + c.op + " '" + c.text + "'";
        break;
      default:
        text += c.kind == Condition::Kind::kNotExists ? "NOT " : "";
        text += "(" + Name(c.variable) + ")" + StepText(c.step) + "(" +
                (c.label.empty() ? "" : ":" + c.label) + ")";
    }
  }
  if (query.optional) text += " OPTIONAL MATCH " + chain_text(*query.optional);
  text += " RETURN ";
  std::string subject = Name(query.subject);
  switch (query.result) {
    case Query::Return::kRows: {
      bool first = true;
      for (size_t variable : matched) {
        text += (first ? "" : ", ") + Name(variable) + ".id, " + Name(variable) + ".x";
        first = false;
      }
      return text;
    }
    case Query::Return::kCount:
      return text + "count(*)";
    case Query::Return::kCountDistinct:
      return text + "count(DISTINCT " + subject + ")";
    case Query::Return::kDistinct:
      return text + "DISTINCT " + subject + ".x";
    case Query::Return::kGrouped:
      return text + subject + ".s, count(*)";
    case Query::Return::kOptionalCounts:
      return text + "count(*), count(" + subject + "), count(" + Name(query.optional->steps[0].to) +
             ")";
  }
  return text;
}

}  // namespace entente::rewrites
