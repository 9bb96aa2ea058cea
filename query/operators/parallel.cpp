#include "query/operators/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

namespace entente::query {

namespace {

/// Queries that look at fewer rows are done before a second thread has begun.
constexpr double kManyRows = 30'000;
constexpr uint32_t kPartsAThread = 8;

// Operators that make their rows of one row of their input after another, and keep nothing.
bool IsStreaming(const PlanNode& node) {
  return std::holds_alternative<PlanFilter>(node.op) ||
         std::holds_alternative<PlanExpand>(node.op) ||
         std::holds_alternative<PlanVarExpand>(node.op) ||
         std::holds_alternative<PlanRelationshipEnds>(node.op) ||
         std::holds_alternative<PlanProject>(node.op) ||
         std::holds_alternative<PlanDegrees>(node.op) ||
         std::holds_alternative<PlanIntersect>(node.op);
}

struct Shape {
  bool fits = false;
  bool counts_pairs = false;  // with a table of its own for each part
};

Shape ShapeOf(const PlanNode& aggregate) {
  Shape shape;
  for (const auto& call : std::get<PlanAggregate>(aggregate.op).aggregates) {
    if (!CanMerge(*call.expression)) return shape;
  }
  double most = 0;
  const PlanNode* node = aggregate.inputs[0].get();
  for (; IsStreaming(*node) || std::holds_alternative<PlanPairs>(node->op);
       node = node->inputs[0].get()) {
    most = std::max(most, node->estimated_rows);
    shape.counts_pairs |= std::holds_alternative<PlanPairs>(node->op);
  }
  most = std::max(most, node->estimated_rows);
  bool scan = std::holds_alternative<PlanLabelScan>(node->op) ||
              std::holds_alternative<PlanAllNodes>(node->op) ||
              std::holds_alternative<PlanRelationshipScan>(node->op);
  shape.fits =
      scan && most >= kManyRows && std::holds_alternative<PlanArgument>(node->inputs[0]->op);
  return shape;
}

/// What the threads share.
struct Plan {
  const PlanNode& aggregate;
  const Batch& argument;
  size_t slot_count;
  uint32_t parts;
  std::atomic<uint32_t> next{0};
  std::atomic<uint32_t> failed_part{~0u};
  std::atomic<bool> given_up{false};
};

/// One thread's own.
class Worker {
 public:
  Worker(const ExecutionContext& context, Plan& plan)
      : plan_(plan),
        context_(context),
        random_(context.functions.random ? (*context.functions.random)() : 0),
        groups_(std::get<PlanAggregate>(plan.aggregate.op)) {
    context_.functions.random = &random_;
    std::fill(context_.profiles.begin(), context_.profiles.end(), OperatorProfile{});
  }

  void Run() {
    try {
      TakeParts();
    } catch (...) {
      thrown_ = std::current_exception();
      plan_.failed_part = 0;
    }
  }

  ExecutionContext& context() { return context_; }
  Groups& groups() { return groups_; }
  const std::vector<uint64_t>& order() const { return order_; }
  uint64_t charged() const { return charged_; }
  uint32_t failed_part() const { return failed_part_; }
  const std::exception_ptr& thrown() const { return thrown_; }

 private:
  void TakeParts() {
    FrameRun run(context_, plan_.slot_count);
    run.argument = &plan_.argument;
    run.parts = plan_.parts;
    auto root = BuildOperator(run, *plan_.aggregate.inputs[0]);
    Batch batch = root->NewBatch();
    for (;;) {
      // Parts before one that failed are done to their end: the earliest error is the query's.
      uint32_t part = plan_.next++;
      if (part >= plan_.parts || part > plan_.failed_part || plan_.given_up) return;
      run.part = part;
      root->Start();
      uint64_t in_part = 0;
      while (part <= plan_.failed_part && root->Next(batch)) {
        size_t before = groups_.size();
        rows_ += batch.size;
        groups_.Take(batch, run.evaluator);
        if (!std::get<PlanAggregate>(plan_.aggregate.op).keys.empty()) {
          for (size_t i = before; i < groups_.size(); ++i) {
            order_.push_back(uint64_t{part} << 40 | in_part++);
          }
        }
        uint64_t bytes = groups_.TakeNewBytes();
        charged_ += bytes;
        if (!context_.Charge(bytes)) break;
      }
      // Where most rows are groups of their own, merging takes longer than grouping.
      constexpr size_t kManyGroups = 4096, kRowsAGroup = 8;
      if (groups_.size() > kManyGroups && groups_.size() * kRowsAGroup > rows_) {
        plan_.given_up = true;
      }
      if (context_.failed()) {
        failed_part_ = part;
        uint32_t earliest = plan_.failed_part;
        while (part < earliest && !plan_.failed_part.compare_exchange_weak(earliest, part)) {
        }
        return;
      }
    }
  }

  Plan& plan_;
  ExecutionContext context_;
  std::mt19937_64 random_;
  Groups groups_;
  std::vector<uint64_t> order_;  // of each group's first row
  uint64_t rows_ = 0, charged_ = 0;
  uint32_t failed_part_ = ~0u;
  std::exception_ptr thrown_;
};

}  // namespace

std::optional<bool> TakeAllInParts(FrameRun& run, const PlanNode& aggregate, Groups& groups,
                                   uint64_t& charged) {
  ExecutionContext& context = run.context;
  if (context.threads < 2 || context.transaction || run.argument->size != 1) return std::nullopt;
  Shape shape = ShapeOf(aggregate);
  if (!shape.fits) return std::nullopt;
  Plan plan{aggregate, *run.argument, run.slot_count,
            shape.counts_pairs ? context.threads : context.threads * kPartsAThread};
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned i = 0; i < context.threads; ++i) {
    workers.push_back(std::make_unique<Worker>(context, plan));
    workers.back()->context().threads = 1;
  }
  {
    std::vector<std::jthread> threads;
    for (size_t i = 1; i < workers.size(); ++i) {
      threads.emplace_back([worker = workers[i].get()] { worker->Run(); });
    }
    workers[0]->Run();
  }
  for (const auto& worker : workers) {
    charged += worker->charged();
    if (worker->thrown()) std::rethrow_exception(worker->thrown());
  }
  Worker* failed = nullptr;
  for (const auto& worker : workers) {
    if (worker->context().failed() && (!failed || worker->failed_part() < failed->failed_part())) {
      failed = worker.get();
    }
  }
  if (failed) {
    context.Fail(*failed->context().error);
    return false;
  }
  auto give_up = [&]() -> std::optional<bool> {
    for (const auto& worker : workers) {
      context.limits->Release(worker->charged());
      charged -= worker->charged();
    }
    return std::nullopt;
  };
  if (plan.given_up) return give_up();
  std::vector<Groups*> parts;
  std::vector<std::vector<uint64_t>> orders;
  for (const auto& worker : workers) {
    parts.push_back(&worker->groups());
    orders.push_back(worker->order());
  }
  if (!groups.Merge(parts, orders)) return give_up();
  // Only now: after giving up everything is done, and counted, once more.
  for (const auto& worker : workers) {
    for (size_t i = 0; i < context.profiles.size(); ++i) {
      const OperatorProfile& part = worker->context().profiles[i];
      context.profiles[i].rows += part.rows;
      context.profiles[i].nanoseconds += part.nanoseconds;
      context.profiles[i].visited += part.visited;
    }
  }
  return true;
}

}  // namespace entente::query
