#include "query/engine.h"

#include <algorithm>
#include <chrono>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "graph/damage.h"
#include "query/binder.h"
#include "query/evaluator.h"
#include "query/explain.h"
#include "query/operators/operator.h"
#include "query/parser.h"
#include "query/planner.h"
#include "query/token.h"

namespace entente::query {

using graph::ErrorCode;
using graph::GraphReader;
using graph::Value;

namespace {

/// A plan, and the sizes it was made for.
struct CachedPlan {
  PlannedQuery query;
  uint64_t nodes = 0, relationships = 0;

  // A graph that grew or shrank a lot may want another order.
  bool StillFits(const GraphReader& reader) const {
    auto close = [](uint64_t a, uint64_t b) { return a <= 4 * b + 1000 && b <= 4 * a + 1000; };
    return close(nodes, reader.node_count()) && close(relationships, reader.relationship_count());
  }
};

/// The plans used last. Threads: any.
class PlanCache {
 public:
  std::shared_ptr<const CachedPlan> Find(const std::string& key) {
    std::lock_guard lock(mutex_);
    auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->second;
  }
  void Add(const std::string& key, std::shared_ptr<const CachedPlan> plan) {
    constexpr size_t kEntries = 256;
    std::lock_guard lock(mutex_);
    if (auto found = places_.find(key); found != places_.end()) {
      found->second->second = std::move(plan);
      return;
    }
    entries_.emplace_front(key, std::move(plan));
    places_[key] = entries_.begin();
    if (entries_.size() <= kEntries) return;
    places_.erase(entries_.back().first);
    entries_.pop_back();
  }

 private:
  // Shared: a plan is used by queries that run while it leaves the cache.
  using Entry = std::pair<std::string, std::shared_ptr<const CachedPlan>>;
  std::mutex mutex_;
  std::list<Entry> entries_;
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
};

graph::DateTime Now() {
  auto now = std::chrono::system_clock::now().time_since_epoch();
  auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  graph::DateTime time;
  time.seconds = seconds.count();
  time.nanoseconds = static_cast<int32_t>(std::chrono::nanoseconds(now - seconds).count());
  return time;
}

// The system is asked once, which takes as long as a small query.
uint64_t RandomSeed() {
  static const uint64_t first = std::random_device{}();
  static std::atomic<uint64_t> count{0};
  uint64_t seed = first + 0x9e3779b97f4a7c15ull * ++count;
  seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9ull;  // Source: splitmix64, Steele et al. 2014
  return seed ^ (seed >> 31);
}

// What the batches of a plan's operators take before there is a row in them: each has about two.
uint64_t BatchBytes(const PlanNode& plan) {
  uint64_t bytes = 0;
  for (const PlanNode* node = &plan; node;
       node = node->inputs.empty() ? nullptr : node->inputs[0].get()) {
    bytes += 2 * node->live.size() * sizeof(Column);
    for (size_t i = 1; i < node->inputs.size(); ++i) bytes += BatchBytes(*node->inputs[i]);
  }
  return bytes;
}

// The values of the parameters that a query names, of two of one name the later.
graph::Result<std::vector<Value>> ValuesOf(const NameTable& names, const Parameters& parameters,
                                           std::string_view text) {
  constexpr size_t kMany = 16;
  std::unordered_map<std::string_view, const Value*> by_name;
  if (names.size() > kMany) {
    for (const auto& [name, value] : parameters) by_name[name] = &value;
  }
  auto find = [&](const std::string& name) -> const Value* {
    if (names.size() > kMany) {
      auto found = by_name.find(name);
      return found == by_name.end() ? nullptr : found->second;
    }
    auto found = std::find_if(parameters.rbegin(), parameters.rend(),
                              [&](const auto& parameter) { return parameter.first == name; });
    return found == parameters.rend() ? nullptr : &found->second;
  };
  std::vector<Value> values;
  for (const std::string& name : names) {
    const Value* given = find(name);
    if (!given) {
      auto error =
          graph::MakeError(ErrorCode::kNotFound, "the parameter $" + name + " is not given");
      error.detail = "MissingParameter";
      // Where it is named first. The text was parsed: it has tokens.
      if (const auto tokens = Tokenize(text)) {
        const auto named = std::find_if(tokens->begin(), tokens->end(), [&](const Token& token) {
          return token.kind == TokenKind::kParameter && token.text == name;
        });
        if (named != tokens->end()) error.span = named->span;
      }
      return error;
    }
    values.push_back(*given);
  }
  return values;
}

}  // namespace

struct Engine::State {
  State(graph::Graph& g, ProcedureRegistry p) : graph(g), procedures(std::move(p)) {}

  graph::Result<std::shared_ptr<const CachedPlan>> Plan(std::string_view text,
                                                        const GraphReader& reader, bool rewrites,
                                                        Limits& limits) {
    std::string key = (rewrites ? "+" : "-") + std::string(text);
    auto cached = cache.Find(key);
    if (cached && cached->StillFits(reader)) return cached;
    ENTENTE_ASSIGN_OR_RETURN(Statement statement, Parse(text, &limits));
    ENTENTE_RETURN_IF_ERROR(limits.Check());
    PlanningWork work(limits);
    ENTENTE_ASSIGN_OR_RETURN(BoundQuery bound, Bind(std::move(statement), procedures, work));
    ENTENTE_RETURN_IF_ERROR(limits.Check());
    auto plan = std::make_shared<CachedPlan>();
    ENTENTE_ASSIGN_OR_RETURN(plan->query, MakePlan(std::move(bound), reader, rewrites, work));
    plan->nodes = reader.node_count();
    plan->relationships = reader.relationship_count();
    constexpr size_t kLongestKept = 1 << 16;
    if (text.size() <= kLongestKept) cache.Add(key, plan);
    return std::shared_ptr<const CachedPlan>(std::move(plan));
  }

  // What stands between a plan and its run: values for its parameters, leave to write.
  graph::Result<std::vector<Value>> Allow(const PlannedQuery& query, std::string_view text,
                                          const Parameters& parameters,
                                          const QueryOptions& options) const;
  graph::Result<Checked> Check(std::string_view text, const Parameters& parameters,
                               const QueryOptions& options);
  graph::Result<QueryResult> Run(std::string_view text, const Parameters& parameters,
                                 const QueryOptions& options, const RowSink& sink);
  graph::Result<QueryResult> RunOrThrow(std::string_view text, const Parameters& parameters,
                                        const QueryOptions& options, const RowSink& sink);
  graph::Status Execute(const PlannedQuery& query, std::span<const Value> values,
                        const QueryOptions& options, Limits& limits, const GraphReader& reader,
                        graph::Transaction* transaction, const RowSink& sink, QueryResult& result);

  graph::Graph& graph;
  ProcedureRegistry procedures;
  PlanCache cache;
};

graph::Status Engine::State::Execute(const PlannedQuery& query, std::span<const Value> values,
                                     const QueryOptions& options, Limits& limits,
                                     const GraphReader& reader, graph::Transaction* transaction,
                                     const RowSink& sink, QueryResult& result) {
  std::mt19937_64 random(RandomSeed());
  ExecutionContext context;
  context.reader = &reader;
  context.transaction = transaction;
  context.parameters = values;
  context.names = &query.names;
  context.limits = &limits;
  context.functions.reader = &reader;
  context.functions.statement_time = Now();
  context.functions.random = &random;
  context.threads = transaction ? 1 : options.threads;
  if (context.threads == 0) context.threads = std::max(1u, std::thread::hardware_concurrency());
  context.functions.limits = &limits;
  context.profile = query.mode == StatementMode::kProfile;
  if (context.profile) context.profiles.resize(query.node_count);
  context.regexes = std::make_shared<RegexCache>();
  context.ResolveNames();

  const Subplan& plan = *query.plan;
  if (sink.on_columns) sink.on_columns(plan.columns);
  FrameRun run(context, plan.frame->slots.size());
  Batch argument(run.slot_count);
  argument.size = 1;
  run.argument = &argument;
  if (!context.Charge(BatchBytes(*plan.root))) return *context.error;
  auto root = BuildOperator(run, *plan.root);
  root->Start();
  Batch rows = root->NewBatch();
  bool wanted = true;
  Row row;
  while (root->Next(rows)) {
    if (plan.columns.empty()) continue;
    for (size_t i = 0; i < rows.size && wanted; ++i) {
      row.clear();
      for (uint32_t slot : plan.output_slots) row.push_back(rows.columns[slot].At(i));
      wanted = sink.on_row(row, reader);
    }
    // A query that changes the graph runs to its end, whoever reads its rows.
    if (!wanted && !transaction) break;
    if (!sink.on_columns) {
      uint64_t bytes = rows.size * (sizeof(Row) + plan.columns.size() * sizeof(Value));
      for (uint32_t slot : plan.output_slots) {
        for (const Value& value : rows.columns[slot].values()) bytes += SizeOf(value);
      }
      if (!context.Charge(bytes)) break;
    }
  }
  if (context.failed()) return *context.error;
  result.side_effects = context.effects;
  if (context.profile) result.plan = PlanToText(query, context.profiles);
  return {};
}

graph::Result<std::vector<Value>> Engine::State::Allow(const PlannedQuery& query,
                                                       std::string_view text,
                                                       const Parameters& parameters,
                                                       const QueryOptions& options) const {
  ENTENTE_ASSIGN_OR_RETURN(std::vector<Value> values,
                           ValuesOf(query.names.parameters, parameters, text));
  if (query.plan->writes && options.read_only) {
    return graph::MakeError(ErrorCode::kUnsupported,
                            "this query changes the graph, but only reading is allowed here");
  }
  return values;
}

graph::Result<Engine::Checked> Engine::State::Check(std::string_view text,
                                                    const Parameters& parameters,
                                                    const QueryOptions& options) {
  try {
    Limits limits(options.memory_limit_bytes, options.timeout_ms, options.interrupted);
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const GraphReader> reader, graph.Read());
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const CachedPlan> cached,
                             Plan(text, *reader, options.rewrites, limits));
    const PlannedQuery& query = cached->query;
    if (query.mode == StatementMode::kExplain) return Checked{};
    ENTENTE_RETURN_IF_ERROR(Allow(query, text, parameters, options));
    return Checked{!query.plan->columns.empty(), query.plan->writes};
  } catch (const graph::DamagedFile& damage) {
    return damage.error();
  }
}

// A damaged file is found in the middle of reading it, by an exception that ends here.
graph::Result<QueryResult> Engine::State::Run(std::string_view text, const Parameters& parameters,
                                              const QueryOptions& options, const RowSink& sink) {
  try {
    return RunOrThrow(text, parameters, options, sink);
  } catch (const graph::DamagedFile& damage) {
    return damage.error();
  }
}

graph::Result<QueryResult> Engine::State::RunOrThrow(std::string_view text,
                                                     const Parameters& parameters,
                                                     const QueryOptions& options,
                                                     const RowSink& sink) {
  // Its clock counts the planning too.
  Limits limits(options.memory_limit_bytes, options.timeout_ms, options.interrupted);
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const GraphReader> reader, graph.Read());
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const CachedPlan> cached,
                           Plan(text, *reader, options.rewrites, limits));
  const PlannedQuery& query = cached->query;
  QueryResult result;
  result.columns = query.plan->columns;
  if (query.mode == StatementMode::kExplain) {
    result.plan = PlanToText(query, {});
    result.reader = std::move(reader);
    if (sink.on_columns) sink.on_columns({});
    result.columns.clear();
    return result;
  }
  ENTENTE_ASSIGN_OR_RETURN(std::vector<Value> values, Allow(query, text, parameters, options));
  if (!query.plan->writes) {
    ENTENTE_RETURN_IF_ERROR(
        Execute(query, values, options, limits, *reader, nullptr, sink, result));
    result.reader = std::move(reader);
    return result;
  }
  reader = nullptr;
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<graph::Transaction> transaction, graph.Begin());
  ENTENTE_RETURN_IF_ERROR(Execute(query, values, options, limits, transaction->reader(),
                                  transaction.get(), sink, result));
  ENTENTE_RETURN_IF_ERROR(transaction->Commit());
  ENTENTE_ASSIGN_OR_RETURN(result.reader, graph.Read());
  return result;
}

Engine::Engine(graph::Graph& graph) : Engine(graph, ProcedureRegistry::WithBuiltIns()) {}
Engine::Engine(graph::Graph& graph, ProcedureRegistry procedures)
    : state_(std::make_unique<State>(graph, std::move(procedures))) {}
Engine::~Engine() = default;

graph::Result<QueryResult> Engine::Run(std::string_view text, const Parameters& parameters,
                                       const QueryOptions& options) {
  std::vector<Row> rows;
  RowSink sink;
  sink.on_row = [&](const Row& row, const GraphReader&) {
    rows.push_back(row);
    return true;
  };
  auto result = state_->Run(text, parameters, options, sink);
  if (result) result->rows = std::move(rows);
  return result;
}

graph::Result<Engine::Checked> Engine::Check(std::string_view text, const Parameters& parameters,
                                             const QueryOptions& options) {
  return state_->Check(text, parameters, options);
}

graph::Result<Engine::Summary> Engine::Stream(std::string_view text, const Parameters& parameters,
                                              const QueryOptions& options, const RowSink& sink) {
  RowSink complete = sink;
  if (!complete.on_columns) complete.on_columns = [](const auto&) {};
  ENTENTE_ASSIGN_OR_RETURN(QueryResult result, state_->Run(text, parameters, options, complete));
  return Summary{result.side_effects, std::move(result.plan)};
}

}  // namespace entente::query
