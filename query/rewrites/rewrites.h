/// \file
/// The rewrites of plans: each is one file of this folder, has a name that EXPLAIN shows, takes a
/// plan and leaves one with the same rows. Off, every query still runs; that is how the tests prove
/// them. Threads: pure functions. REQUIRES that live slots were computed.

#pragma once

#include <string>

#include "query/plan.h"

namespace entente::query {

/// All of them, in their order.
void Rewrite(Subplan& subplan);

/// "degree": EXISTS and COUNT over one relationship look at the node's degree and walk nothing.
void UseDegreesInExpressions(Subplan& subplan);
/// "count-by-degree": count(*) over relationships that nothing else reads adds up degrees.
void CountByDegree(Subplan& subplan);
/// "reachable-nodes": a walk of variable length of which only the different ends are wanted visits
/// each node once.
void VisitReachableOnce(Subplan& subplan);
/// "intersection": two relationships that close a triangle are found by merging two sorted lists.
void IntersectSortedLists(Subplan& subplan);

/// "pairs-from-the-middle": rows grouped by what the two ends of (a)--(m)--(b) are, and only
/// counted, come from every m with its ends on both sides; filters on a and b look at each pair
/// once.
void CountPairsFromTheMiddle(Subplan& subplan);
/// "relationship-scan": every node of a label and then every relationship of a type from it is
/// every relationship of the type, in the order in which they lie.
void ScanRelationships(Subplan& subplan);

/// count(…) over rows becomes sum(slot) over rows that each stand for several.
void CountAsSum(SlotExpression& call, uint32_t slot);
/// The single relationship of an EXISTS or COUNT subplan that is nothing but one walk from an
/// imported node, and the labels that its other end must have. Nullptr when it is more than that.
const PlanExpand* SingleExpand(const Subplan& subplan, std::vector<uint32_t>* labels);
/// True for a filter that only tests labels of `slot`, which it adds to `labels`.
bool IsLabelFilter(const PlanNode& node, uint32_t slot, std::vector<uint32_t>* labels);

}  // namespace entente::query
