#include "query/operators/neighbours.h"

namespace entente::query {

using graph::Direction;
using graph::NodeId;

namespace {

constexpr uint64_t kNever = ~0ull;

}  // namespace

Neighbours::Neighbours(const ExecutionContext& context, graph::TypeId type, Direction direction)
    : reader_(context.reader), type_(type), direction_(direction) {
  // A transaction's own view changes under whoever reads it.
  constexpr uint64_t kRelationshipsAnAnswer = 1024;
  patience_ =
      context.transaction ? kNever : reader_->CountRelationships(type) / kRelationshipsAnAnswer;
}

bool Neighbours::TakeArrays() {
  if (patience_ == kNever) return false;
  arrays_ = reader_->Arrays(type_, direction_);
  if (!arrays_) patience_ = kNever;
  return arrays_.has_value();
}

LabelTest::LabelTest(const ExecutionContext& context, const std::vector<uint32_t>& indexes)
    : reader_(context.reader) {
  for (uint32_t index : indexes) {
    Test test;
    test.label = context.labels[index];
    if (!test.label.valid()) {
      never_ = true;
      continue;
    }
    auto ranges = context.transaction ? std::nullopt : reader_->LabelRanges(test.label);
    if (ranges && ranges->size() <= 1) {
      test.range = true;
      if (!ranges->empty()) {
        test.first = (*ranges)[0].first.value;
        test.count = (*ranges)[0].count;
      }
    }
    tests_.push_back(test);
  }
}

bool LabelTest::Covers(NodeId first, NodeId last) const {
  return !never_ && std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) {
    return test.range && first.value - test.first < test.count &&
           last.value - test.first < test.count;
  });
}

// Asked of the nodes that the other direction's rows are for, which lie in stretches of one label.
bool EndsPass(const ExecutionContext& context, graph::TypeId type, Direction direction,
              const LabelTest& labels) {
  if (labels.empty()) return true;
  if (labels.never() || context.transaction) return false;
  auto arrays = context.reader->Arrays(type, Opposite(direction));
  if (!arrays) return false;
  if (arrays->row_count == 0) return true;
  NodeId first = arrays->nodes ? arrays->nodes[0] : arrays->first_node;
  NodeId last = arrays->nodes ? arrays->nodes[arrays->row_count - 1]
                              : NodeId(first.value + arrays->row_count - 1);
  return labels.Covers(first, last);
}

}  // namespace entente::query
