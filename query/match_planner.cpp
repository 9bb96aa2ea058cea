#include "query/match_planner.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "query/expression_tools.h"
#include "query/pattern_costs.h"

namespace entente::query {

namespace {

class MatchPlanner {
 public:
  MatchPlanner(PatternGraph graph, PlanPtr input, SlotSet& bound, Frame& frame,
               const Statistics& statistics, PlanningWork& work)
      : graph_(std::move(graph)),
        plan_(std::move(input)),
        bound_(bound),
        frame_(frame),
        statistics_(statistics),
        work_(work),
        edge_done_(graph_.edges.size()),
        pair_done_(graph_.distinct.size()),
        path_done_(graph_.paths.size()),
        costs_(graph_, bound_, statistics_, work_) {
    LetPredicatesWait();
    pairs_of_.resize(graph_.edges.size());
    for (uint32_t i = 0; i < graph_.distinct.size(); ++i) {
      pairs_of_[graph_.distinct[i].first].push_back(i);
      pairs_of_[graph_.distinct[i].second].push_back(i);
    }
    for (const GraphPath& path : graph_.paths)
      path_slots_.push_back(VectorOf(SlotsOf(*path.value)));
  }

  PlanPtr Run() {
    ApplyReady();
    while (!work_.error()) {
      if (auto edge = NextEdge()) {
        Walk(*edge);
      } else if (auto node = NextStart()) {
        Begin(*node);
      } else {
        break;
      }
      ApplyReady();
    }
    return std::move(plan_);
  }

 private:
  bool IsBound(size_t node) const { return costs_.IsBound(node); }
  static std::vector<uint32_t> VectorOf(const std::set<uint32_t>& slots) {
    return {slots.begin(), slots.end()};
  }

  // --- what is bound, and the predicates that wait for it ---

  void LetPredicatesWait() {
    for (size_t p = 0; p < graph_.predicates.size(); ++p) {
      size_t unbound = 0;
      for (uint32_t slot : SlotsOf(*graph_.predicates[p])) {
        work_.Count();
        if (bound_.contains(slot)) continue;
        ++unbound;
        waiting_[slot].push_back(p);
      }
      if (unbound == 0) ready_.push_back(p);
      unbound_.push_back(unbound);
    }
  }

  void Bind(uint32_t slot) {
    if (!bound_.insert(slot)) return;
    auto found = waiting_.find(slot);
    if (found == waiting_.end()) return;
    work_.Count(found->second.size());
    for (size_t p : found->second) {
      if (--unbound_[p] == 0) ready_.push_back(p);
    }
  }

  // --- the order ---

  // The cheapest edge that touches what is bound.
  std::optional<size_t> NextEdge() {
    std::optional<size_t> best;
    double best_cost = std::numeric_limits<double>::infinity();
    for (size_t i = 0; i < graph_.edges.size(); ++i) {
      if (edge_done_[i] || !work_.Count()) continue;
      const GraphEdge& edge = graph_.edges[i];
      bool from = IsBound(edge.from), to = IsBound(edge.to);
      double cost;
      if (edge.bound) {
        cost = -2;
      } else if (from && to) {
        cost = edge.shortest == PatternPart::Shortest::kNo ? -1 : 1e13;
      } else if (edge.shortest != PatternPart::Shortest::kNo) {
        continue;
      } else if (from) {
        cost = costs_.FanOut(i, edge.from, edge.to, false);
      } else if (to) {
        cost = costs_.FanOut(i, edge.to, edge.from, false);
      } else {
        continue;
      }
      if (cost < best_cost) {
        best_cost = cost;
        best = i;
      }
    }
    return best;
  }

  // The rows that walking everything from `start` would touch, greedily.
  double CostFrom(size_t start) {
    double rows = costs_.BestAccess(start).rows;
    double cost = rows;
    rows *= costs_.BestAccess(start).kind == Access::Kind::kIndex ? 1 : costs_.Selectivity(start);
    std::vector<bool> reached(graph_.nodes.size());
    for (size_t i = 0; i < reached.size(); ++i) reached[i] = IsBound(i);
    reached[start] = true;
    std::vector<bool> done = edge_done_;
    while (true) {
      size_t best = graph_.edges.size();
      double best_fan = std::numeric_limits<double>::infinity();
      for (size_t i = 0; i < graph_.edges.size(); ++i) {
        const GraphEdge& edge = graph_.edges[i];
        if (done[i] || (!reached[edge.from] && !reached[edge.to])) continue;
        if (!work_.Count()) return cost;
        bool into = reached[edge.from] && reached[edge.to];
        if (edge.shortest != PatternPart::Shortest::kNo && !into) continue;
        double fan = reached[edge.from] ? costs_.FanOut(i, edge.from, edge.to, into)
                                        : costs_.FanOut(i, edge.to, edge.from, into);
        if (fan < best_fan) {
          best_fan = fan;
          best = i;
        }
      }
      if (best == graph_.edges.size()) break;
      done[best] = true;
      reached[graph_.edges[best].from] = reached[graph_.edges[best].to] = true;
      rows *= best_fan;
      cost += rows;
    }
    return cost;
  }

  std::optional<size_t> NextStart() {
    std::optional<size_t> best;
    double best_cost = std::numeric_limits<double>::infinity();
    for (size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (IsBound(i)) continue;
      constexpr size_t kMostWeighed = 40;  // of a longer pattern only the first step is weighed
      double cost = graph_.nodes.size() <= kMostWeighed ? CostFrom(i) : costs_.BestAccess(i).rows;
      if (cost < best_cost) {
        best_cost = cost;
        best = i;
      }
    }
    return best;
  }

  // --- the steps ---

  void Push(auto op, double factor) {
    double rows = plan_->estimated_rows;
    plan_ = MakePlan(std::move(op), std::move(plan_));
    plan_->estimated_rows = rows * factor;
  }

  // The nodes that hang together with `start` through edges still to be walked.
  std::set<size_t> Component(size_t start) const {
    std::set<size_t> nodes{start};
    for (bool grown = true; grown;) {
      grown = false;
      for (size_t i = 0; i < graph_.edges.size(); ++i) {
        if (edge_done_[i] || !work_.Count()) continue;
        const GraphEdge& edge = graph_.edges[i];
        if (nodes.contains(edge.from) == nodes.contains(edge.to)) continue;
        if (edge.shortest != PatternPart::Shortest::kNo) continue;
        nodes.insert(edge.from);
        nodes.insert(edge.to);
        grown = true;
      }
    }
    return nodes;
  }

  void Begin(size_t start) {
    Access access = costs_.BestAccess(start);
    bool alone = std::holds_alternative<PlanArgument>(plan_->op);
    std::set<size_t> component = Component(start);
    bool cheap = access.kind == Access::Kind::kIndex ||
                 (plan_->estimated_rows <= 1 && component.size() == 1);
    if (!alone && !cheap) return Join(component);
    Scan(start, access);
  }

  void Scan(size_t start, const Access& access) {
    GraphNode& node = graph_.nodes[start];
    switch (access.kind) {
      case Access::Kind::kAllNodes:
        Push(PlanAllNodes{node.slot}, access.rows);
        break;
      case Access::Kind::kLabel:
        Push(PlanLabelScan{node.slot, access.label}, access.rows);
        node.labels.erase(access.label);
        costs_.LabelsChanged(start);
        break;
      case Access::Kind::kIndex: {
        ExpressionPtr predicate = std::move(graph_.predicates[access.predicate]);
        bool left = predicate->children[0]->kind == ExpressionKind::kProperty &&
                    predicate->children[0]->children[0]->kind == ExpressionKind::kVariable &&
                    predicate->children[0]->children[0]->slot == node.slot;
        PlanIndexSeek seek;
        seek.slot = node.slot;
        seek.label = access.label;
        seek.key = predicate->children[left ? 0 : 1]->name_index;
        seek.value = std::move(predicate->children[left ? 1 : 0]);
        node.labels.erase(access.label);
        costs_.LabelsChanged(start);
        Push(std::move(seek), access.rows);
        break;
      }
    }
    Bind(node.slot);
  }

  // A part of its own: planned from nothing, then joined on equalities, or as a product.
  void Join(const std::set<size_t>& component) {
    // What depends on the rows so far can't be planned apart from them.
    for (size_t i = 0; i < graph_.edges.size(); ++i) {
      const GraphEdge& edge = graph_.edges[i];
      if (!edge_done_[i] && component.contains(edge.from) && edge.properties &&
          !SlotsOf(*edge.properties).empty())
        return ScanBest(component);
    }
    PatternGraph part;
    std::vector<size_t> place(graph_.nodes.size());
    std::set<uint32_t> slots;
    for (size_t node : component) {
      place[node] = part.nodes.size();
      slots.insert(graph_.nodes[node].slot);
      part.nodes.push_back(graph_.nodes[node]);
      graph_.nodes[node].labels.clear();
      costs_.LabelsChanged(node);
    }
    std::vector<size_t> edge_place(graph_.edges.size(), ~size_t{0});
    size_t edge_count = 0;
    for (size_t i = 0; i < graph_.edges.size(); ++i) {
      GraphEdge& edge = graph_.edges[i];
      if (edge_done_[i] || !component.contains(edge.from) || edge.bound ||
          edge.shortest != PatternPart::Shortest::kNo) {
        continue;
      }
      edge_place[i] = edge_count++;
      slots.insert(edge.slot);
    }
    for (size_t i = 0; i < graph_.edges.size(); ++i) {
      if (edge_place[i] == ~size_t{0}) continue;
      edge_done_[i] = true;
      GraphEdge& edge = part.edges.emplace_back(std::move(graph_.edges[i]));
      graph_.edges[i].slot = edge.slot;
      graph_.edges[i].variable_length = edge.variable_length;
      edge.from = place[edge.from];
      edge.to = place[edge.to];
    }
    for (size_t edge = 0; edge < edge_place.size(); ++edge) {
      if (edge_place[edge] == ~size_t{0}) continue;
      for (uint32_t i : pairs_of_[edge]) {
        work_.Count();
        auto [a, b] = graph_.distinct[i];
        if (edge != a || edge_place[b] == ~size_t{0}) continue;
        part.distinct.push_back(
            {static_cast<uint32_t>(edge_place[a]), static_cast<uint32_t>(edge_place[b])});
        pair_done_[i] = true;
      }
    }
    joined_ = true;
    PlanHashJoin join;
    for (size_t p : AboutAny(slots)) {
      ExpressionPtr& predicate = graph_.predicates[p];
      if (!predicate) continue;
      if (IsSubset(SlotsOf(*predicate), slots)) {
        part.predicates.push_back(std::move(predicate));
        continue;
      }
      if (predicate->kind != ExpressionKind::kCompare || predicate->comparisons.size() != 1 ||
          predicate->comparisons[0] != Comparison::kEqual) {
        continue;
      }
      auto left = SlotsOf(*predicate->children[0]), right = SlotsOf(*predicate->children[1]);
      bool straight = IsSubset(left, bound_) && IsSubset(right, slots) && !right.empty();
      bool swapped = IsSubset(right, bound_) && IsSubset(left, slots) && !left.empty();
      if (!straight && !swapped) continue;
      join.left_keys.push_back(std::move(predicate->children[straight ? 0 : 1]));
      join.right_keys.push_back(std::move(predicate->children[straight ? 1 : 0]));
      predicate = nullptr;
    }
    SlotSet inner;
    PlanPtr right =
        PlanPattern(std::move(part), MakePlan(PlanArgument{}), inner, frame_, statistics_, work_);
    join.right_slots = inner.ToVector();
    for (uint32_t slot : join.right_slots) Bind(slot);
    double factor = right->estimated_rows * (join.left_keys.empty() ? 1 : 0.1);
    Push(std::move(join), factor);
    plan_->inputs.push_back(std::move(right));
  }

  // The predicates that wait for one of `slots`, in their order.
  std::vector<size_t> AboutAny(const std::set<uint32_t>& slots) const {
    std::vector<size_t> predicates;
    for (uint32_t slot : slots) {
      auto found = waiting_.find(slot);
      if (found == waiting_.end()) continue;
      predicates.insert(predicates.end(), found->second.begin(), found->second.end());
    }
    std::sort(predicates.begin(), predicates.end());
    predicates.erase(std::unique(predicates.begin(), predicates.end()), predicates.end());
    work_.Count(predicates.size());
    return predicates;
  }

  void ScanBest(const std::set<size_t>& component) {
    size_t best = *component.begin();
    for (size_t node : component) {
      if (CostFrom(node) < CostFrom(best)) best = node;
    }
    Scan(best, costs_.BestAccess(best));
  }

  // The slots that edge `index` must differ from and that are bound.
  std::vector<uint32_t> DistinctFrom(size_t index) {
    std::vector<uint32_t> out;
    work_.Count(pairs_of_[index].size());
    for (uint32_t i : pairs_of_[index]) {
      auto [a, b] = graph_.distinct[i];
      if (pair_done_[i]) continue;
      uint32_t other = graph_.edges[a == index ? b : a].slot;
      if (!bound_.contains(other)) continue;
      out.push_back(other);
      pair_done_[i] = true;
    }
    return out;
  }

  void Walk(size_t index) {
    edge_done_[index] = true;
    GraphEdge& edge = graph_.edges[index];
    bool from_bound = IsBound(edge.from), to_bound = IsBound(edge.to);
    uint32_t left = graph_.nodes[edge.from].slot, right = graph_.nodes[edge.to].slot;
    auto distinct = DistinctFrom(index);
    if (edge.bound) {
      Push(PlanRelationshipEnds{edge.slot, left, right, edge.types, edge.direction, from_bound,
                                to_bound, std::move(distinct)},
           from_bound || to_bound ? 0.1 : 1);
    } else if (edge.shortest != PatternPart::Shortest::kNo) {
      PlanShortestPath path;
      path.from = left;
      path.to = right;
      path.relationship = edge.slot;
      path.path = edge.path;
      path.types = edge.types;
      path.direction = edge.direction;
      path.minimum = edge.variable_length ? edge.minimum : 1;
      path.maximum = edge.variable_length ? edge.maximum : 1;
      path.all = edge.shortest == PatternPart::Shortest::kAll;
      path.properties = std::move(edge.properties);
      TakePathPredicates(path);
      Push(std::move(path), 1);
      if (edge.path != kNoSlot) Bind(edge.path);
    } else {
      // With both ends bound, from the end where less is to be read.
      bool reversed = from_bound && to_bound ? costs_.FanOut(index, edge.to, edge.from, false) <
                                                   costs_.FanOut(index, edge.from, edge.to, false)
                                             : !from_bound;
      double fan = reversed ? costs_.FanOut(index, edge.to, edge.from, from_bound && to_bound)
                            : costs_.FanOut(index, edge.from, edge.to, from_bound && to_bound);
      PatternDirection direction = reversed ? Reverse(edge.direction) : edge.direction;
      if (edge.variable_length) {
        PlanVarExpand expand;
        expand.from = reversed ? right : left;
        expand.relationship = edge.slot;
        expand.to = reversed ? left : right;
        expand.types = edge.types;
        expand.direction = direction;
        expand.minimum = edge.minimum;
        expand.maximum = edge.maximum;
        expand.into = from_bound && to_bound;
        expand.distinct_from = std::move(distinct);
        expand.properties = std::move(edge.properties);
        expand.reversed = reversed;
        Push(std::move(expand), fan);
      } else {
        Push(PlanExpand{reversed ? right : left, edge.slot, reversed ? left : right, edge.types,
                        direction, from_bound && to_bound, std::move(distinct)},
             fan);
      }
    }
    Bind(edge.slot);
    Bind(left);
    Bind(right);
  }

  // Conditions on the path itself are part of the search, where all else that they read is known.
  void TakePathPredicates(PlanShortestPath& path) {
    std::set<uint32_t> made{path.relationship};
    if (path.path != kNoSlot) made.insert(path.path);
    for (size_t p : AboutAny(made)) {
      ExpressionPtr& predicate = graph_.predicates[p];
      if (!predicate) continue;
      std::set<uint32_t> slots = SlotsOf(*predicate);
      bool known = std::all_of(slots.begin(), slots.end(), [&](uint32_t slot) {
        return made.contains(slot) || bound_.contains(slot);
      });
      if (known) path.predicates.push_back(std::move(predicate));
    }
  }

  // --- what must hold ---

  void ApplyReady() {
    PlanFilter filter;
    for (size_t i = 0; i < graph_.nodes.size(); ++i) {
      GraphNode& node = graph_.nodes[i];
      if (node.labels.empty() || !bound_.contains(node.slot)) continue;
      auto test = std::make_unique<Expression>();
      test->kind = ExpressionKind::kHasLabels;
      for (uint32_t label : node.labels) {
        test->label_indexes.push_back(label);
        test->keys.push_back(statistics_.names().labels[label]);
      }
      test->children.push_back(MakeVariable(node.slot, node.name));
      node.labels.clear();
      costs_.LabelsChanged(i);
      filter.predicates.push_back(std::move(test));
    }
    // A walk asks for what differs from what is bound by then; only what was joined is left.
    const bool joined = std::exchange(joined_, false);
    for (size_t i = 0; joined && i < graph_.distinct.size(); ++i) {
      auto [a, b] = graph_.distinct[i];
      if (pair_done_[i] || !edge_done_[a] || !edge_done_[b]) continue;
      pair_done_[i] = true;
      filter.predicates.push_back(Differ(graph_.edges[a], graph_.edges[b]));
    }
    for (size_t i = 0; i < graph_.paths.size(); ++i) {
      if (path_done_[i] || !IsSubset(path_slots_[i], bound_)) continue;
      path_done_[i] = true;
      Flush(filter);
      PlanProject project;
      project.items.push_back({std::move(graph_.paths[i].value), graph_.paths[i].slot});
      Push(std::move(project), 1);
      Bind(graph_.paths[i].slot);
    }
    std::sort(ready_.begin(), ready_.end());
    for (size_t p : std::exchange(ready_, {})) {
      if (graph_.predicates[p]) filter.predicates.push_back(std::move(graph_.predicates[p]));
    }
    Flush(filter);
  }

  void Flush(PlanFilter& filter) {
    if (filter.predicates.empty()) return;
    Push(std::exchange(filter, {}), 0.5);
  }

  // Two relationships, or lists of them, that share nothing.
  ExpressionPtr Differ(const GraphEdge& a, const GraphEdge& b) {
    if (!a.variable_length && !b.variable_length) {
      return MakeCompare(Comparison::kNotEqual, MakeVariable(a.slot, ""), MakeVariable(b.slot, ""));
    }
    auto in = std::make_unique<Expression>();
    in->kind = ExpressionKind::kIn;
    const GraphEdge& list = a.variable_length ? a : b;
    const GraphEdge& other = a.variable_length ? b : a;
    auto wrapper = std::make_unique<Expression>();
    if (!other.variable_length) {
      in->children.push_back(MakeVariable(other.slot, ""));
      in->children.push_back(MakeVariable(list.slot, ""));
      wrapper->kind = ExpressionKind::kNot;
      wrapper->children.push_back(std::move(in));
      return wrapper;
    }
    uint32_t local = kLocalBase + frame_.local_count++;
    in->children.push_back(MakeVariable(local, "r"));
    in->children.push_back(MakeVariable(list.slot, ""));
    wrapper->kind = ExpressionKind::kQuantifier;
    wrapper->quantifier = Quantifier::kNone;
    wrapper->name.assign(1, 'r');
    wrapper->slot = local;
    wrapper->children.push_back(MakeVariable(other.slot, ""));
    wrapper->children.push_back(std::move(in));
    return wrapper;
  }

  PatternGraph graph_;
  PlanPtr plan_;
  SlotSet& bound_;
  Frame& frame_;
  const Statistics& statistics_;
  PlanningWork& work_;
  std::vector<bool> edge_done_, pair_done_, path_done_;
  bool joined_ = false;  // since the last ApplyReady

  PatternCosts costs_;
  std::vector<std::vector<uint32_t>> pairs_of_;  // of each edge, in graph_.distinct
  // By predicate: how many of its slots are not bound; and those that wait for a slot.
  std::vector<size_t> unbound_, ready_;
  std::unordered_map<uint32_t, std::vector<size_t>> waiting_;
  std::vector<std::vector<uint32_t>> path_slots_;  // by path
};

}  // namespace

PlanPtr PlanPattern(PatternGraph graph, PlanPtr input, SlotSet& bound, Frame& frame,
                    const Statistics& statistics, PlanningWork& work) {
  return MatchPlanner(std::move(graph), std::move(input), bound, frame, statistics, work).Run();
}

}  // namespace entente::query
