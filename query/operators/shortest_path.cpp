// Shortest paths between two bound nodes: breadth first from both sides for one, from the start
// with every parent kept for all. What is asked of each relationship or node of the path is asked
// on the way; where the path as a whole is asked something that the shortest ones are not, longer
// and longer ones are tried, as Neo4j does.
// Source: Neo4j Cypher manual, "Shortest path", on predicates.

#include <algorithm>
#include <unordered_map>

#include "query/building.h"
#include "query/expression_tools.h"
#include "query/operators/operators.h"
#include "query/operators/walk.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;

namespace {

struct Step {
  NodeId from;
  RelationshipId relationship;
};

class ShortestPath final : public RowsOfRow {
 public:
  ShortestPath(FrameRun& run, const PlanNode& plan_node) : RowsOfRow(run, plan_node) {
    for (const auto& predicate : plan<PlanShortestPath>().predicates) Classify(*predicate);
  }

 private:
  using Path = std::vector<RelationshipId>;

  /// all(x IN relationships(path) WHERE …), and its like.
  struct StepTest {
    const Expression* quantifier;
    bool wanted;  ///< what the predicate is to say of each
  };

  void Classify(const Expression& e) {
    const auto& op = plan<PlanShortestPath>();
    auto is = [](const Expression& x, uint32_t slot) {
      return x.kind == ExpressionKind::kVariable && slot != kNoSlot && x.slot == slot;
    };
    bool each = e.kind == ExpressionKind::kQuantifier &&
                (e.quantifier == Quantifier::kAll || e.quantifier == Quantifier::kNone);
    if (each) {
      auto slots = SlotsOf(*e.children[1]);
      each = !slots.contains(op.relationship) && !slots.contains(op.path);
    }
    if (!each) return whole_tests_.push_back(&e);
    const Expression& list = *e.children[0];
    bool call = list.kind == ExpressionKind::kFunction && list.children.size() == 1 &&
                is(*list.children[0], op.path);
    StepTest test{&e, e.quantifier == Quantifier::kAll};
    if (is(list, op.relationship) || (call && list.function->name == "relationships")) {
      relationship_tests_.push_back(test);
    } else if (call && list.function->name == "nodes") {
      node_tests_.push_back(test);
    } else {
      whole_tests_.push_back(&e);
    }
  }

  bool Passes(const std::vector<StepTest>& tests, const Value& element, const Batch& in,
              size_t row) {
    return std::all_of(tests.begin(), tests.end(), [&](const StepTest& test) {
      return evaluator().TestElement(*test.quantifier, element, in, row) == test.wanted;
    });
  }

  void LearnNames() override {
    const auto& op = plan<PlanShortestPath>();
    forward_ = WalkTypes(context(), op.types, op.direction);
    backward_ = WalkTypes(context(), op.types, Reverse(op.direction));
  }

  void Begin(const Batch& in, size_t row) override {
    const auto& op = plan<PlanShortestPath>();
    found_.clear();
    at_ = 0;
    unfolding_ = {};
    of_search_.Release();
    of_found_.Release();
    NodeId from = in.columns[op.from].NodeAt(row), to = in.columns[op.to].NodeAt(row);
    start_ = from;
    if (!from.valid() || !to.valid()) return;
    for (NodeId end : {from, to}) {
      if (!Passes(node_tests_, Value::Node(end), in, row)) return;
    }
    if (from == to && op.minimum == 0 && Take({}, in, row)) return;
    if (!op.all && from != to && whole_tests_.empty()) return FindOne(in, row, from, to);
    if (FindParents(in, row, from, to)) unfolding_.open = {{&unfolding_.parents.at(to), 0}};
  }

  // Keeps a path that is what the query asks for, all of it.
  bool Take(Path path, const Batch& in, size_t row) {
    if (!whole_tests_.empty()) {
      const auto& op = plan<PlanShortestPath>();
      const auto index = static_cast<uint32_t>(row);
      probe_ = NewBatch();
      probe_.GatherFrom(in, {&index, 1}, plan_.inputs[0]->live);
      auto [list, whole] = ValuesOf(path);
      probe_.columns[op.relationship].Push(std::move(list), 0);
      if (op.path != kNoSlot) probe_.columns[op.path].Push(std::move(whole), 0);
      for (const Expression* test : whole_tests_) {
        if (!evaluator().IsTrue(*test, probe_, 0)) return false;
      }
    }
    if (!of_found_.AddBytes(64 + path.size() * 4)) return false;
    found_.push_back(std::move(path));
    return true;
  }
  bool IsEnough() {
    return context().failed() || (!found_.empty() && !plan<PlanShortestPath>().all);
  }

  template <class Visit>
  void VisitNeighbours(WalkTypes& types, NodeId node, const Batch& in, size_t row, Visit visit) {
    const Expression* properties = plan<PlanShortestPath>().properties.get();
    for (size_t list = 0; list < types.list_count(); ++list) {
      auto adjacent = types.Get(node, list, buffer_);
      CountVisits(adjacent.size);
      for (uint32_t i = 0; i < adjacent.size; ++i) {
        if ((++steps_ & 0xfff) == 0 && !context().Continue()) return;
        NodeId other = adjacent.nodes[i];
        RelationshipId relationship = adjacent.relationship(i);
        if (types.SkipsLoops(list) && other == node) continue;
        if (!evaluator().MatchesProperties(properties, relationship, in, row) ||
            !Passes(relationship_tests_, Value::Relationship(relationship), in, row) ||
            !Passes(node_tests_, Value::Node(other), in, row)) {
          continue;
        }
        visit(other, relationship);
      }
    }
  }

  // The smaller frontier grows; they meet at the middle of a shortest path.
  void FindOne(const Batch& in, size_t row, NodeId from, NodeId to) {
    Building of_seen(context());
    std::unordered_map<NodeId, Step> seen[2];
    std::vector<NodeId> frontier[2] = {{from}, {to}};
    seen[0][from] = seen[1][to] = {};
    NodeId meeting;
    uint64_t maximum = plan<PlanShortestPath>().maximum;
    for (uint64_t length = 0; length < maximum && !meeting.valid() && !context().failed();
         ++length) {
      if (frontier[0].empty() || frontier[1].empty()) return;
      int side = frontier[0].size() <= frontier[1].size() ? 0 : 1;
      std::vector<NodeId> next;
      for (NodeId node : frontier[side]) {
        if (meeting.valid()) break;
        VisitNeighbours(side == 0 ? forward_ : backward_, node, in, row,
                        [&](NodeId other, RelationshipId relationship) {
                          if (meeting.valid()) return;
                          if (!seen[side].try_emplace(other, Step{node, relationship}).second)
                            return;
                          next.push_back(other);
                          if (seen[1 - side].contains(other)) meeting = other;
                        });
      }
      if (!of_seen.AddBytes(next.size() * kSeenBytes)) return;
      frontier[side] = std::move(next);
    }
    if (!meeting.valid() || context().failed()) return;
    Path path;
    for (NodeId node = meeting; node != from;) {
      Step step = seen[0][node];
      path.push_back(step.relationship);
      node = step.from;
    }
    std::reverse(path.begin(), path.end());
    for (NodeId node = meeting; node != to;) {
      Step step = seen[1][node];
      path.push_back(step.relationship);
      node = step.from;
    }
    found_.push_back(std::move(path));
  }

  // The steps that lead to each node on a shortest way; false where there is no way at all.
  bool FindParents(const Batch& in, size_t row, NodeId from, NodeId to) {
    std::unordered_map<NodeId, uint64_t> depth;
    auto& parents = unfolding_.parents;
    unfolding_.from = from;
    unfolding_.to = to;
    std::vector<NodeId> frontier{from};
    if (from != to) depth[from] = 0;
    uint64_t maximum = plan<PlanShortestPath>().maximum;
    bool reached = false;
    for (uint64_t length = 1; length <= maximum && !frontier.empty() && !reached; ++length) {
      std::vector<NodeId> next;
      uint64_t steps = 0;
      for (NodeId node : frontier) {
        VisitNeighbours(forward_, node, in, row, [&](NodeId other, RelationshipId relationship) {
          auto [it, is_new] = depth.try_emplace(other, length);
          if (it->second != length) return;
          parents[other].push_back({node, relationship});
          ++steps;
          if (is_new) next.push_back(other);
          if (other == to) reached = true;
        });
        if (context().failed()) return false;
      }
      if (!of_search_.AddBytes(next.size() * 2 * kSeenBytes + steps * sizeof(Step))) return false;
      frontier = std::move(next);
    }
    return reached;
  }

  // The ways back along the parents, without recursion, until there are `room` more: there may be
  // more of them than anybody can hold.
  void Unfold(const Batch& in, size_t row, size_t room) {
    auto& [parents, stack, path, from, to, any] = unfolding_;
    while (!stack.empty() && found_.size() < room && !IsEnough()) {
      if ((++steps_ & 0xfff) == 0 && !context().Continue()) return;
      auto& level = stack.back();
      if (level.at >= level.steps->size()) {
        stack.pop_back();
        if (!path.empty()) path.pop_back();
        continue;
      }
      Step step = (*level.steps)[level.at++];
      path.push_back(step.relationship);
      if (step.from == from) {
        if (std::find(path.begin(), path.end() - 1, step.relationship) == path.end() - 1) {
          Take(Path(path.rbegin(), path.rend()), in, row);
        }
        path.pop_back();
        continue;
      }
      stack.push_back({&parents.at(step.from), 0});
    }
  }

  // Paths for the next rows; false when there are no more.
  bool FindMore(const Batch& in, size_t row, size_t room) {
    if (unfolding_.open.empty()) return false;
    found_.clear();
    of_found_.Release();
    at_ = 0;
    Unfold(in, row, room);
    unfolding_.any |= !found_.empty();
    if (!plan<PlanShortestPath>().all && !found_.empty()) unfolding_.open.clear();
    // From a node to itself the shortest way there may be none, since it goes back as it came.
    if (!unfolding_.any && !context().failed()) {
      TryLonger(in, row, unfolding_.from, unfolding_.to);
    }
    return !found_.empty();
  }

  // How far every node is from the end, at the least.
  std::unordered_map<NodeId, uint64_t> DistancesTo(NodeId to, const Batch& in, size_t row) {
    std::unordered_map<NodeId, uint64_t> distances{{to, 0}};
    std::vector<NodeId> frontier{to};
    for (uint64_t distance = 1; !frontier.empty() && !context().failed(); ++distance) {
      std::vector<NodeId> next;
      for (NodeId node : frontier) {
        VisitNeighbours(backward_, node, in, row, [&](NodeId other, RelationshipId) {
          if (distances.try_emplace(other, distance).second) next.push_back(other);
        });
      }
      if (!of_search_.AddBytes(next.size() * kSeenBytes)) break;
      frontier = std::move(next);
    }
    return distances;
  }

  // Every way of one length after another, until some are what the query asks for.
  void TryLonger(const Batch& in, size_t row, NodeId from, NodeId to) {
    const auto& op = plan<PlanShortestPath>();
    const auto distances = DistancesTo(to, in, row);
    bool cut = true;
    for (uint64_t length = 1; length <= op.maximum && cut && found_.empty(); ++length) {
      cut = false;
      struct Level {
        std::vector<Step> ways;  // Step::from is where it leads
        size_t at = 0;
      };
      std::vector<Level> stack(1);
      Path path;
      auto open = [&](NodeId node, Level& level) {
        const uint64_t left = length - path.size() - 1;  // after this step
        VisitNeighbours(forward_, node, in, row, [&](NodeId other, RelationshipId relationship) {
          auto distance = distances.find(other);
          if (distance == distances.end()) return;
          if (std::find(path.begin(), path.end(), relationship) != path.end()) return;
          cut |= distance->second > left || left == 0;
          if (distance->second <= left) level.ways.push_back({other, relationship});
        });
      };
      open(from, stack[0]);
      while (!stack.empty() && !IsEnough()) {
        Level& level = stack.back();
        if (level.at >= level.ways.size()) {
          stack.pop_back();
          if (!path.empty()) path.pop_back();
          continue;
        }
        Step way = level.ways[level.at++];
        path.push_back(way.relationship);
        if (path.size() == length) {
          if (way.from == to && length >= op.minimum) Take(path, in, row);
          path.pop_back();
          continue;
        }
        Level next;
        open(way.from, next);
        stack.push_back(std::move(next));
      }
      if (context().failed()) return;
    }
  }

  // The list of a path's relationships, and the path.
  std::pair<Value, Value> ValuesOf(const Path& relationships) {
    std::vector<Value> list;
    graph::Path path;
    path.nodes.push_back(start_);
    for (RelationshipId relationship : relationships) {
      list.push_back(Value::Relationship(relationship));
      graph::RelationshipEnds ends = reader().Ends(relationship);
      path.relationships.push_back(relationship);
      path.nodes.push_back(ends.start == path.nodes.back() ? ends.end : ends.start);
    }
    return {Value::List(std::move(list)), Value::OfPath(std::move(path))};
  }

  bool Fill(const Batch& in, size_t row, size_t room) override {
    const auto& op = plan<PlanShortestPath>();
    do {
      for (; at_ < found_.size() && emitted().size() < room; ++at_) {
        auto [list, path] = ValuesOf(found_[at_]);
        lists_.push_back(std::move(list));
        if (op.path != kNoSlot) paths_.push_back(std::move(path));
        Emit(row);
      }
      if (at_ < found_.size()) return false;
    } while (FindMore(in, row, room));
    return true;
  }

  void Finish(Batch& out) override {
    const auto& op = plan<PlanShortestPath>();
    auto put = [&](uint32_t slot, std::vector<Value>& values) {
      out.columns[slot].Reset(Column::Kind::kValues);
      out.columns[slot].values().swap(values);
      values.clear();
    };
    put(op.relationship, lists_);
    if (op.path != kNoSlot) put(op.path, paths_);
  }

  static constexpr uint64_t kSeenBytes = 56;  // of a node in a table

  /// What is left to list of the shortest ways.
  struct Unfolding {
    struct Level {
      const std::vector<Step>* steps;
      size_t at;
    };
    std::unordered_map<NodeId, std::vector<Step>> parents;
    std::vector<Level> open;
    Path path;
    NodeId from, to;
    bool any = false;  ///< was one of them what the query asks for?
  };

  std::vector<StepTest> relationship_tests_, node_tests_;
  std::vector<const Expression*> whole_tests_;
  Batch probe_;
  WalkTypes forward_, backward_;
  graph::AdjacencyBuffer buffer_;
  uint32_t steps_ = 0;
  NodeId start_;
  std::vector<Path> found_;
  size_t at_ = 0;
  Unfolding unfolding_;
  Building of_search_{context()}, of_found_{context()};
  std::vector<Value> lists_, paths_;
};

}  // namespace

OperatorPtr MakeShortestPath(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<ShortestPath>(run, plan);
}

}  // namespace entente::query
