/// \file
/// What it costs to begin at a node of a pattern and to walk along its edges, by the sizes of
/// labels and types and by what predicates say. What a predicate, an edge or a label is about is
/// found out once: there may be as many as a text is long, and the order is looked for step by
/// step.
///
/// Threads: one at a time. Ownership: keeps references to the pattern, to the set of bound slots,
/// which may grow meanwhile, and to the statistics.

#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "query/pattern_graph.h"
#include "query/planning_work.h"
#include "query/slot_set.h"
#include "query/statistics.h"

namespace entente::query {

/// How the search for a pattern may begin at a node.
struct Access {
  enum class Kind { kAllNodes, kLabel, kIndex } kind = Kind::kAllNodes;
  uint32_t label = kNoSlot;
  size_t predicate = 0;  ///< kIndex: the equality it answers
  double rows = 1;
};

class PatternCosts {
 public:
  PatternCosts(const PatternGraph& graph, const SlotSet& bound, const Statistics& statistics,
               PlanningWork& work);

  bool IsBound(size_t node) const { return bound_.contains(graph_.nodes[node].slot); }
  /// Of rows that what is said about one node alone lets pass, as long as nothing better is known.
  /// About a bound node it was tested when it was bound.
  double Selectivity(size_t node) const { return IsBound(node) ? 1 : selectivity_[node]; }
  /// Rows that a row becomes by walking `edge`; `into`: `to` is known, too.
  double FanOut(size_t edge, size_t from, size_t to, bool into);
  /// REQUIRES that the node is not bound.
  Access BestAccess(size_t node);
  /// To be called when labels of the node were taken from the pattern.
  void LabelsChanged(size_t node) { node_rows_[node].reset(); }

 private:
  /// Of a node that is not bound, by its labels alone.
  struct ByLabel {
    Access access;
    std::vector<uint32_t> known;  ///< labels that the graph has: others have no index
  };
  /// One side of slot.key = value.
  struct Equality {
    size_t predicate;
    uint32_t key;
    std::vector<uint32_t> needed;  ///< slots of the value
  };

  void AddPredicate(size_t place, const std::unordered_map<uint32_t, size_t>& node_of);
  double NodeRows(size_t node);
  const ByLabel& LabelsOf(size_t node);

  const PatternGraph& graph_;
  const SlotSet& bound_;
  const Statistics& statistics_;
  PlanningWork& work_;
  // By node.
  std::vector<std::optional<double>> node_rows_;  // until its labels change
  std::vector<std::optional<ByLabel>> by_label_;
  std::vector<double> selectivity_;
  std::vector<std::vector<Equality>> equalities_;
  std::vector<double> relationships_;  // of each edge's types
};

}  // namespace entente::query
