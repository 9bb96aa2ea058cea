// The ends of two relationships of each middle node, counted by pair.

#include <algorithm>

#include "query/operators/neighbours.h"
#include "query/operators/operators.h"

namespace entente::query {

using graph::Direction;
using graph::NodeId;

namespace {

class Pairs final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    context().limits->Release(charged_);
    charged_ = 0;
    taken_ = false;
    in_ = NewBatch();
    row_ = 0;
    next_ = 0;
    Forget();
  }

 private:
  struct Leg {
    std::vector<Neighbours> neighbours;  // one, or none where the type or a label is not known
    LabelTest test;
    uint32_t first = 0, count = 0;  // of the nodes that it may lead to
    graph::AdjacencyBuffer buffer;
  };

  void LearnNames() {
    const auto& op = plan<PlanPairs>();
    for (size_t i = 0; i < 2; ++i) {
      Leg& leg = legs_[i];
      graph::TypeId type = context().types[op.legs[i].type];
      leg.test = LabelTest(context(), op.legs[i].labels);
      leg.neighbours.clear();
      Direction direction =
          op.legs[i].direction == PatternDirection::kLeft ? Direction::kIn : Direction::kOut;
      if (type.valid() && !leg.test.never()) {
        leg.neighbours.emplace_back(context(), type, direction);
      }
      leg.first = 0;
      leg.count = reader().node_capacity();
      for (uint32_t index : op.legs[i].labels) {
        graph::LabelId label = context().labels[index];
        auto ranges =
            label.valid() && !context().transaction ? reader().LabelRanges(label) : std::nullopt;
        if (!ranges || ranges->size() != 1 || (*ranges)[0].count >= leg.count) continue;
        leg.first = (*ranges)[0].first.value;
        leg.count = (*ranges)[0].count;
      }
    }
    const PlanPairs::Leg &a = op.legs[0], &b = op.legs[1];
    same_list_ = a.type == b.type && a.direction == b.direction;
    auto left = legs_[0].test.range(), right = legs_[1].test.range();
    same_ends_ =
        same_list_ && left && right && left->first == right->first && left->count == right->count;
    loops_ = op.differ && !same_list_;
  }

  bool Produce(Batch& out) override {
    if (!taken_) {
      taken_ = true;
      LearnNames();
      constexpr uint64_t kMostCounts = 1 << 21;
      uint64_t counts = uint64_t{legs_[0].count} * legs_[1].count;
      in_counts_ = counts <= kMostCounts;
      if (in_counts_ && !CountAll(counts)) return false;
    }
    return in_counts_ ? ProduceCounts(out) : ProducePairs(out);
  }

  // --- few different pairs: counted all, then given once each ---

  bool CountAll(uint64_t counts) {
    charged_ = counts * sizeof(uint64_t);
    if (!context().Charge(charged_)) return false;
    counts_.assign(counts, 0);
    selves_.clear();
    while (input().Next(in_)) {
      const Column& middle = in_.columns[plan<PlanPairs>().middle];
      if (same_ends_) {
        CountSameEnds(middle, in_.size);
        continue;
      }
      for (size_t row = 0; row < in_.size; ++row) {
        if (Load(middle.NodeAt(row))) CountOne();
      }
    }
    if (same_ends_) MirrorCounts();
    return !context().failed();
  }

  // Both ends are of one list and one label: a pair comes as often one way round as the other, and
  // only the half of the table above its diagonal is counted in.
  void CountSameEnds(const Column& middles, size_t size) {
    Leg& leg = legs_[0];
    if (leg.neighbours.empty()) return;
    if (!plan<PlanPairs>().differ) selves_.resize(leg.count);
    const graph::AdjacencyArrays* arrays = leg.neighbours[0].arrays();
    if (arrays && middles.kind() == Column::Kind::kNodes) {
      begins_.resize(size);
      sizes_.resize(size);
      leg.neighbours[0].FindAll(middles.ids(), begins_.data(), sizes_.data());
      CountLists(arrays->neighbours, arrays->offsets[arrays->row_count]);
      return;
    }
    for (size_t row = 0; row < size; ++row) {
      const NodeId middle = middles.NodeAt(row);
      if (!middle.valid()) continue;
      auto list = leg.neighbours[0].Get(middle, leg.buffer);
      begins_.assign(1, 0);
      sizes_.assign(1, list.size);
      CountLists(list.nodes, list.size);
    }
  }
  // The counts of pairs that begin with a node, by the node they end with.
  struct CountsOf {
    uint64_t* counts;
    uint32_t first, width;
    uint64_t* operator[](NodeId node) const {
      return counts + uint64_t{node.value - first} * width;
    }
  };
  // The lists at begins_ in `nodes`, which are `all`.
  void CountLists(const NodeId* nodes, uint32_t all) {
    const CountsOf counts{counts_.data(), legs_[0].first, legs_[0].count};
    const bool signed_ids = reader().node_capacity() <= INT32_MAX;
    const bool differ = plan<PlanPairs>().differ;
    uint64_t visits = 0;
    for (size_t list = 0; list < begins_.size(); ++list) {
      const NodeId* of = nodes + begins_[list];
      const uint32_t size = sizes_[list];
      const bool is_short = signed_ids && size <= kShort && all - begins_[list] >= kShort;
      const Stretch own = is_short ? FindInShort(of, size, counts) : FindIn(of, size, counts);
      CountHalf(of + own.begin, own.size, counts);
      visits += size;
      if (differ) continue;
      for (uint32_t i = own.begin; i < own.begin + own.size; ++i) {
        ++selves_[of[i].value - counts.first];
      }
    }
    CountVisits(visits);
  }
  // Where those of the label are, which lie together in a list.
  struct Stretch {
    uint32_t begin, size;
  };
  static Stretch FindIn(const NodeId* nodes, uint32_t size, const CountsOf& counts) {
    uint32_t before = 0, inside = 0;
    for (uint32_t i = 0; i < size; ++i) {
      before += nodes[i].value < counts.first ? 1 : 0;
      inside += nodes[i].value - counts.first < counts.width ? 1 : 0;
    }
    return {before, inside};
  }
  // The same for a list of up to kShort nodes with ids below 2^31, all looked at at once, together
  // with what follows it in memory: most lists are short, and a loop's end costs more than its
  // steps. Sums of 1 for each before the label's, of 2^16 for each before their end.
  static constexpr uint32_t kShort = 8;
  static Stretch FindInShort(const NodeId* nodes, uint32_t size, const CountsOf& counts) {
    const auto first = static_cast<int32_t>(counts.first);
    const auto end = static_cast<int32_t>(counts.first + counts.width);
    const uint32_t* own = &kOwn[kShort - size];
    uint32_t sums = 0;
#pragma GCC unroll 1  // or the compiler writes out the loop, and does not look at four at a time
    for (uint32_t i = 0; i < kShort; ++i) {
      const auto id = static_cast<int32_t>(nodes[i].value);
      sums += own[i] & ((id < first ? 1u : 0u) | (id < end ? 0x10000u : 0u));
    }
    const uint32_t before = sums & 0xffff;
    return {before, (sums >> 16) - before};
  }
  static constexpr uint32_t kOwn[2 * kShort] = {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u};
  // Each pair of `size` nodes. Most lists are short, and a loop's end costs more than its steps:
  // the pairs of a few are written out.
  static void CountHalf(const NodeId* nodes, uint32_t size, const CountsOf& counts) {
    switch (size) {
      case 0:
      case 1:
        return;
      case 2:
        return CountPairsOf<2>(nodes, counts);
      case 3:
        return CountPairsOf<3>(nodes, counts);
      case 4:
        return CountPairsOf<4>(nodes, counts);
      case 5:
        return CountPairsOf<5>(nodes, counts);
      case 6:
        return CountPairsOf<6>(nodes, counts);
      default:
        break;
    }
    for (uint32_t i = 0; i < size; ++i) {
      uint64_t* row = counts[nodes[i]];
      for (uint32_t j = i + 1; j < size; ++j) ++row[nodes[j].value - counts.first];
    }
  }
  template <uint32_t size>
  static void CountPairsOf(const NodeId* nodes, const CountsOf& counts) {
#pragma GCC unroll 8
    for (uint32_t i = 0; i < size; ++i) {
      uint64_t* row = counts[nodes[i]];
#pragma GCC unroll 8
      for (uint32_t j = i + 1; j < size; ++j) ++row[nodes[j].value - counts.first];
    }
  }
  void MirrorCounts() {
    const uint64_t width = legs_[0].count;
    for (uint64_t a = 0; a < width; ++a) {
      uint64_t* counts = counts_.data() + a * width;
      counts[a] *= 2;  // of two relationships to one node each may be the first
      if (!selves_.empty()) counts[a] += selves_[a];
      for (uint64_t b = a + 1; b < width; ++b) counts_[b * width + a] = counts[b];
    }
  }

  void CountOne() {
    const uint32_t width = legs_[1].count;
    for (uint32_t a : left_) {
      uint64_t* counts = counts_.data() + uint64_t{a} * width;
      for (uint32_t b : right_) ++counts[b];
    }
    // A relationship is no pair with itself.
    for (uint32_t node : twice_) {
      --counts_[uint64_t{node - legs_[0].first} * width + (node - legs_[1].first)];
    }
  }

  bool ProduceCounts(Batch& out) {
    const uint32_t width = legs_[1].count;
    while (next_ < counts_.size() && from_.size() < kBatchRows) {
      if (counts_[next_] > 0) {
        from_.push_back(legs_[0].first + static_cast<uint32_t>(next_ / width));
        to_.push_back(legs_[1].first + static_cast<uint32_t>(next_ % width));
        weights_.push_back(static_cast<int64_t>(counts_[next_]));
      }
      ++next_;
    }
    return Put(out);
  }

  // --- many: each pair as it comes ---

  bool ProducePairs(Batch& out) {
    while (from_.size() < kBatchRows) {
      if (left_at_ >= left_.size()) {
        if (row_ >= in_.size) {
          if (!input().Next(in_)) break;
          row_ = 0;
        }
        left_at_ = right_at_ = 0;
        if (!Load(in_.columns[plan<PlanPairs>().middle].NodeAt(row_++))) left_.clear();
        continue;
      }
      if (right_at_ >= right_.size()) {
        right_at_ = 0;
        ++left_at_;
        continue;
      }
      size_t i = left_at_, j = right_at_++;
      if (plan<PlanPairs>().differ && left_relationships_[i] == right_relationships_[j]) continue;
      from_.push_back(legs_[0].first + left_[i]);
      to_.push_back(legs_[1].first + right_[j]);
      weights_.push_back(1);
    }
    return !context().failed() && Put(out);
  }

  // The ends on both sides of a middle node, counted from the first that there may be.
  bool Load(NodeId middle) {
    if (!middle.valid() || legs_[0].neighbours.empty() || legs_[1].neighbours.empty()) return false;
    Take(legs_[0], middle, left_, left_relationships_);
    if (left_.empty()) return false;
    Take(legs_[1], middle, right_, right_relationships_);
    twice_.clear();
    if (!in_counts_ || !plan<PlanPairs>().differ) return !right_.empty();
    if (same_list_) {
      for (uint32_t place : left_) {
        uint32_t node = place + legs_[0].first;
        if (legs_[1].test(NodeId(node))) twice_.push_back(node);
      }
    } else if (loops_ && legs_[0].test(middle) && legs_[1].test(middle)) {
      twice_.assign(static_cast<size_t>(
                        std::count(left_.begin(), left_.end(), middle.value - legs_[0].first)),
                    middle.value);
    }
    return !right_.empty();
  }

  void Take(Leg& leg, NodeId middle, std::vector<uint32_t>& places,
            std::vector<uint32_t>& relationships) {
    auto list = leg.neighbours[0].Get(middle, leg.buffer);
    CountVisits(list.size);
    places.clear();
    relationships.clear();
    for (uint32_t i = 0; i < list.size; ++i) {
      if (!leg.test(list.nodes[i])) continue;
      places.push_back(list.nodes[i].value - leg.first);
      if (!in_counts_) relationships.push_back(list.relationship(i).value);
    }
  }

  bool Put(Batch& out) {
    const auto& op = plan<PlanPairs>();
    out.size = from_.size();
    if (out.size == 0) return false;
    if (IsLive(op.legs[0].to)) PutIds(out, op.legs[0].to, Column::Kind::kNodes, from_);
    if (IsLive(op.legs[1].to)) PutIds(out, op.legs[1].to, Column::Kind::kNodes, to_);
    out.columns[op.weight].Reset(Column::Kind::kIntegers);
    out.columns[op.weight].integers().swap(weights_);
    Forget();
    return true;
  }
  void Forget() {
    from_.clear();
    to_.clear();
    weights_.clear();
  }

  Leg legs_[2];
  bool same_list_ = false, same_ends_ = false, loops_ = false;
  bool taken_ = false, in_counts_ = false;
  std::vector<uint64_t> counts_, selves_;
  size_t next_ = 0;
  uint64_t charged_ = 0;

  Batch in_;
  size_t row_ = 0, left_at_ = 0, right_at_ = 0;
  std::vector<uint32_t> begins_, sizes_;  // of lists of middle nodes
  std::vector<uint32_t> left_, right_, left_relationships_, right_relationships_, twice_;
  std::vector<uint32_t> from_, to_;
  std::vector<int64_t> weights_;
};

}  // namespace

OperatorPtr MakePairs(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Pairs>(run, plan);
}

}  // namespace entente::query
