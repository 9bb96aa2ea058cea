/// \file
/// The aggregating functions: each keeps one state a group. Private to this folder.

#pragma once

#include <memory>
#include <span>
#include <utility>

#include "query/batch.h"
#include "query/evaluator.h"

namespace entente::query {

class Aggregator {
 public:
  virtual ~Aggregator() = default;
  virtual void Resize(size_t groups) = 0;
  /// Row i of `batch` belongs to groups[i].
  virtual void Add(const Batch& batch, std::span<const uint32_t> groups, Evaluator& evaluator) = 0;
  virtual graph::Value Finish(uint32_t group) = 0;
  /// What has been kept since the last call.
  uint64_t TakeNewBytes() { return std::exchange(new_bytes_, 0); }
  /// The same for several, into an empty column.
  virtual void FinishAll(std::span<const uint32_t> groups, Column& out);
  /// Takes over what another of its kind has: that one's group i is groups[i] here. False, and
  /// nothing to be relied on then, where the result would depend on the order of rows.
  virtual bool Merge(Aggregator& other, std::span<const uint32_t> groups);

 protected:
  uint64_t new_bytes_ = 0;
};

/// For an aggregating kFunction expression, DISTINCT or not.
std::unique_ptr<Aggregator> MakeAggregator(const Expression& call);
/// May the rows of `call` be taken in parts that are merged?
bool CanMerge(const Expression& call);

}  // namespace entente::query
