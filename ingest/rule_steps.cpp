#include "ingest/rule_steps.h"

namespace entente::ingest {

namespace {

/// Walks from one instruction over all that ask no item.
class Walk {
 public:
  Walk(const std::vector<Instruction>& program, const std::vector<uint16_t>& place_after,
       std::vector<RuleStep>& steps)
      : program_(program), place_after_(place_after), steps_(steps), seen_(program.size()) {}

  void From(uint16_t begin) {
    std::vector<Open> open = {{begin, 0}};  // the last one is the most preferred
    while (!open.empty()) {
      auto [at, slots] = open.back();
      open.pop_back();
      if (seen_[at]) continue;
      seen_[at] = true;
      const Instruction& op = program_[at];
      const auto next = static_cast<uint16_t>(at + 1);
      switch (op.op) {
        case Instruction::Op::kJump:
          open.push_back({op.a, slots});
          break;
        case Instruction::Op::kSplit:
          open.push_back({op.b, slots});
          open.push_back({op.a, slots});
          break;
        case Instruction::Op::kOpen:
          open.push_back({next, static_cast<uint16_t>(slots | 1u << (2u * op.a))});
          break;
        case Instruction::Op::kClose:
          open.push_back({next, static_cast<uint16_t>(slots | 1u << (2u * op.a + 1u))});
          break;
        case Instruction::Op::kTest:
          steps_.push_back({place_after_[at], op.a, slots});
          break;
        case Instruction::Op::kMatch:
          steps_.push_back({RuleStep::kEnd, 0, slots});
          break;
      }
    }
  }

 private:
  struct Open {
    uint16_t at;
    uint16_t slots;
  };
  const std::vector<Instruction>& program_;
  const std::vector<uint16_t>& place_after_;
  std::vector<RuleStep>& steps_;
  std::vector<bool> seen_;
};

}  // namespace

std::optional<RuleSteps> RuleSteps::Of(const std::vector<Instruction>& program, size_t most) {
  static_assert(2 * kMaxRoles <= 16, "a step has a bit for each slot");
  std::vector<uint16_t> place_after(program.size());  // of the tests
  std::vector<uint16_t> begins = {0};                 // by place, the first instruction
  for (size_t at = 0; at < program.size(); ++at) {
    if (program[at].op != Instruction::Op::kTest) continue;
    place_after[at] = static_cast<uint16_t>(begins.size());
    begins.push_back(static_cast<uint16_t>(at + 1));
  }
  RuleSteps result;
  for (uint16_t begin : begins) {
    Walk(program, place_after, result.steps_).From(begin);
    if (result.steps_.size() > most) return std::nullopt;
    result.begin_.push_back(static_cast<uint32_t>(result.steps_.size()));
  }
  return result;
}

}  // namespace entente::ingest
