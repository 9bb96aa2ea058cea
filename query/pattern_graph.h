/// \file
/// A MATCH as a small graph: its nodes and edges once each, what must hold of them, and which
/// relationships must differ. What the planner orders. Plain data.

#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "query/ast.h"
#include "query/frame.h"
#include "query/planning_work.h"
#include "query/slot_set.h"

namespace entente::query {

struct GraphNode {
  uint32_t slot = kNoSlot;
  std::string name;
  std::set<uint32_t> labels;  ///< in NameTables
};

struct GraphEdge {
  uint32_t slot = kNoSlot;
  size_t from = 0, to = 0;  ///< in PatternGraph::nodes; direction as seen from `from`
  std::vector<uint32_t> types;
  PatternDirection direction = PatternDirection::kBoth;
  bool variable_length = false;
  uint64_t minimum = 1, maximum = 1;
  ExpressionPtr properties;  ///< of a variable length: what each relationship must match
  bool bound = false;        ///< the relationship is known before
  PatternPart::Shortest shortest = PatternPart::Shortest::kNo;
  uint32_t path = kNoSlot;  ///< of a shortest path
};

struct GraphPath {
  uint32_t slot;
  ExpressionPtr value;  ///< kPathValue
};

struct PatternGraph {
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
  std::vector<GraphPath> paths;
  std::vector<ExpressionPtr> predicates;                ///< labels and properties among them
  std::vector<std::pair<uint32_t, uint32_t>> distinct;  ///< edges that must differ
};

/// `bound` are the slots known before the MATCH. New helper slots are added to `frame`.
PatternGraph MakePatternGraph(Pattern pattern, ExpressionPtr where, const SlotSet& bound,
                              NameTables& names, Frame& frame, PlanningWork& work);

}  // namespace entente::query
