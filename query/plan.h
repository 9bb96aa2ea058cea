/// \file
/// The plan: what to do, as plain data. A node of it is one alternative of a variant with its
/// inputs below it; operators/build.cpp turns each into a running operator. Rows have a column for
/// every slot of the frame; an operator copies only those that something above still reads
/// (`live`).

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "query/ast.h"
#include "query/frame.h"

namespace entente::query {

struct PlanNode;
using PlanPtr = std::unique_ptr<PlanNode>;

/// A statement planned, with what it takes over from around it. Run once for each row that needs
/// it.
struct Subplan {
  PlanPtr root;
  std::shared_ptr<Frame> frame;  // shared with the statement that was planned
  std::vector<uint32_t> output_slots;
  std::vector<std::string> columns;
  bool writes = false;
};

/// The row, or the rows, that a plan starts from.
struct PlanArgument {};

// Each scan goes through its nodes for every row of its input.
struct PlanAllNodes {
  uint32_t slot;
};
struct PlanLabelScan {
  uint32_t slot;
  uint32_t label;  ///< in NameTables
};
struct PlanIndexSeek {
  uint32_t slot;
  uint32_t label;
  uint32_t key;
  ExpressionPtr value;
};

/// From a bound node along one relationship.
struct PlanExpand {
  uint32_t from;
  uint32_t relationship;
  uint32_t to;
  std::vector<uint32_t> types;                            ///< in NameTables; empty: every type
  PatternDirection direction = PatternDirection::kRight;  ///< as seen from `from`
  bool into = false;                                      ///< `to` is bound already: only check
  std::vector<uint32_t>
      distinct_from;  ///< slots of relationships, or lists of them, to differ from
};
struct PlanVarExpand {
  uint32_t from;
  uint32_t relationship;  ///< a list
  uint32_t to;
  std::vector<uint32_t> types;
  PatternDirection direction = PatternDirection::kRight;
  uint64_t minimum = 1;
  uint64_t maximum = ~0ull;
  bool into = false;
  std::vector<uint32_t> distinct_from;
  ExpressionPtr properties;  ///< a map that every relationship on the way matches, or nullptr
  bool reversed = false;     ///< walked from the pattern's right end: the list is turned round
  /// Only which nodes are reached matters, not by how many ways: one row for each.
  bool distinct_ends = false;
};
/// From a bound relationship to its ends.
struct PlanRelationshipEnds {
  uint32_t relationship;
  uint32_t left, right;
  std::vector<uint32_t> types;
  PatternDirection direction = PatternDirection::kRight;
  bool left_bound = false, right_bound = false;
  std::vector<uint32_t> distinct_from;
};
struct PlanShortestPath {
  uint32_t from, to;
  uint32_t relationship;  ///< a list
  uint32_t path;          ///< kNoSlot where the query does not name it
  std::vector<uint32_t> types;
  PatternDirection direction = PatternDirection::kRight;
  uint64_t minimum = 1;
  uint64_t maximum = ~0ull;
  bool all = false;
  ExpressionPtr properties;
  /// What the path, or its relationships, must be: of the paths that are so it is the shortest.
  std::vector<ExpressionPtr> predicates;
};

struct PlanFilter {
  std::vector<ExpressionPtr> predicates;  ///< all of them, in order
};
struct PlanProject {
  std::vector<SlotExpression> items;
};
struct PlanAggregate {
  std::vector<SlotExpression> keys;
  std::vector<SlotExpression> aggregates;
};
struct PlanDistinct {
  std::vector<uint32_t> slots;
};
/// In order; of the ordered rows those after the first `skip` and up to `limit` more.
struct PlanSort {
  std::vector<SortItem> items;
  ExpressionPtr skip, limit;  ///< nullptr: all
};
struct PlanSkip {
  ExpressionPtr count;
};
struct PlanLimit {
  ExpressionPtr count;
};
struct PlanUnwind {
  ExpressionPtr list;
  uint32_t slot;
};
/// inputs[1] for the rows of inputs[0], of a batch at a time; rows without any get nulls.
struct PlanOptional {
  uint32_t tag;  ///< a slot that tells which row of the batch a row comes from
  std::vector<uint32_t> introduced;
};
/// inputs[0] with the rows of a subplan for each.
struct PlanApply {
  std::shared_ptr<Subplan> subplan;  // not shared: expressions share theirs with their clones
  std::vector<uint32_t> slots;       ///< where the subplan's columns go
  bool keep_rows = false;            ///< the subplan returns nothing: each row stays one row
};
/// Rows of inputs[0] and inputs[1] whose keys are equal. inputs[1] is independent of inputs[0].
struct PlanHashJoin {
  std::vector<ExpressionPtr> left_keys, right_keys;
  std::vector<uint32_t> right_slots;  ///< bound by inputs[1]
};
/// The rows of each input in turn.
struct PlanUnion {
  std::vector<std::vector<uint32_t>> from;  ///< for each input the slots of its columns
  std::vector<uint32_t> to;
};
struct PlanCall {
  const Procedure* procedure = nullptr;
  std::vector<ExpressionPtr> arguments;
  std::vector<std::pair<uint32_t, uint32_t>> outputs;  ///< field of the procedure, slot
};

// Changes, made for all rows of the input before the first goes on. See operators/takes_all.h.
struct PlanCreate {
  std::vector<PatternPart> parts;
};
/// inputs[1] looks for the pattern, from one row of inputs[0].
struct PlanMerge {
  PatternPart pattern;
  std::vector<SetItem> on_create, on_match;
};
struct PlanSet {
  std::vector<SetItem> items;
};
struct PlanDelete {
  std::vector<ExpressionPtr> targets;
  bool detach = false;
};

// What rewrites make.

/// How many rows a row would become by walking each leg, from degrees alone; rows of none go.
struct PlanDegrees {
  struct Leg {
    uint32_t from;
    uint32_t type;  ///< in NameTables
    PatternDirection direction;
    std::vector<uint32_t> labels;         ///< that the other end must have
    std::vector<uint32_t> distinct_from;  ///< bound relationships that do not count
    bool optional = false;                ///< none counts as one row, of a null
  };
  std::vector<Leg> legs;
  bool legs_differ = false;    ///< the two legs, from one node, must be different relationships
  uint32_t weight;             ///< the number of rows
  uint32_t matches = kNoSlot;  ///< of one optional leg: its degree
};

/// Nodes that two bound nodes both reach by one relationship: a merge of two sorted lists.
struct PlanIntersect {
  struct Side {
    uint32_t from, relationship, type;
    PatternDirection direction;  ///< as seen from `from`
    std::vector<uint32_t> distinct_from;
  };
  Side sides[2];  ///< the second may have to differ from the first's relationship
  uint32_t to;
};

/// Every relationship of one type, from nodes of one label to nodes that have some.
struct PlanRelationshipScan {
  uint32_t from, relationship, to;
  uint32_t type;                  ///< in NameTables
  PatternDirection direction;     ///< as seen from `from`
  uint32_t from_label = kNoSlot;  ///< kNoSlot: any node
  std::vector<uint32_t> to_labels;
};

/// For each middle node the ends of two of its relationships: a row for each pair of ends, and how
/// often it comes. Where there are few different pairs each is one row.
struct PlanPairs {
  struct Leg {
    uint32_t to;
    uint32_t type;               ///< in NameTables
    PatternDirection direction;  ///< as seen from the middle
    std::vector<uint32_t> labels;
  };
  uint32_t middle;
  Leg legs[2];
  bool differ = false;  ///< the two relationships of a pair are different ones
  uint32_t weight;      ///< how often the pair comes
};

struct PlanNode {
  std::variant<PlanArgument, PlanAllNodes, PlanLabelScan, PlanIndexSeek, PlanExpand, PlanVarExpand,
               PlanRelationshipEnds, PlanShortestPath, PlanFilter, PlanProject, PlanAggregate,
               PlanDistinct, PlanSort, PlanSkip, PlanLimit, PlanUnwind, PlanOptional, PlanApply,
               PlanHashJoin, PlanUnion, PlanCall, PlanCreate, PlanMerge, PlanSet, PlanDelete,
               PlanDegrees, PlanIntersect, PlanRelationshipScan, PlanPairs>
      op;
  std::vector<PlanPtr> inputs;
  std::vector<uint32_t> live;  ///< slots of the output that are read above, ascending
  double estimated_rows = 1;
  std::string rewrite;  ///< the rewrite that made it; empty for the planner's own
  uint32_t id = 0;      ///< place in the profile
};

template <class Op>
PlanPtr MakePlan(Op op, PlanPtr input = nullptr) {
  auto node = std::make_unique<PlanNode>();
  if (input) {
    node->estimated_rows = input->estimated_rows;
    node->inputs.push_back(std::move(input));
  }
  node->op = std::move(op);
  return node;
}

}  // namespace entente::query
