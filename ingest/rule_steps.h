/// \file
/// A compiled pattern as the matcher walks it: from each place the tests that may come next, most
/// preferred first, with the ends of roles passed on the way worked out beforehand. So a step of a
/// match is one look at an item, and nothing is remembered of ways that the item closes.
/// Private to the rule book and its matcher. Threads: immutable after building.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace entente::ingest {

/// One instruction of a compiled pattern.
struct Instruction {
  enum class Op : uint8_t { kTest, kSplit, kJump, kOpen, kClose, kMatch };
  Op op = Op::kMatch;
  uint16_t a = 0;  ///< test: number of the test; split: preferred target; jump: target; open,
                   ///< close: role
  uint16_t b = 0;  ///< split: other target
};

inline constexpr uint32_t kMaxRoles = 6;

/// Where roles begin and end, by twice their number and one more for the end.
using RoleSlots = std::array<uint16_t, 2 * kMaxRoles>;

/// One way on from a place of a pattern.
struct RuleStep {
  static constexpr uint16_t kEnd = 0xFFFF;
  uint16_t place = kEnd;  ///< where it leads once an item passes the test; kEnd: all is matched
  uint16_t test = 0;      ///< that the next item must pass; of kEnd none
  uint16_t slots = 0;     ///< as bits: slots that take the number of that item
};

/// All ways of a pattern. Place 0 is its begin.
class RuleSteps {
 public:
  RuleSteps() = default;
  /// Nothing when there are more ways on than `most`.
  static std::optional<RuleSteps> Of(const std::vector<Instruction>& program, size_t most);

  /// Most preferred first.
  std::span<const RuleStep> From(uint16_t place) const {
    return std::span(steps_).subspan(begin_[place], begin_[place + 1] - begin_[place]);
  }
  size_t place_count() const { return begin_.size() - 1; }

 private:
  std::vector<uint32_t> begin_ = {0};  // by place, into steps_; one more than there are places
  std::vector<RuleStep> steps_;
};

}  // namespace entente::ingest
