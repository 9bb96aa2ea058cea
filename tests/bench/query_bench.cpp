// Times the queries of a file of queries on a graph and prints, for each, one line of JSON as the
// runners of other engines do:
//
//   query_bench --graph F.graph --data FOLDER --queries queries.json [--only id,id] [--threads N]
//   [--runs N] [--profile yes]
//
// FOLDER holds meta.json with the parameters. The checksum does not depend on the order of rows:
// the values of a row as text, joined by U+001F, FNV-1a of 64 bits, summed over all rows.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "graph/allocation.h"
#include "query/engine.h"
#include "query/value_text.h"

namespace {

using entente::graph::Value;
using entente::graph::ValueKind;
using entente::query::QueryResult;
using nlohmann::json;

uint64_t Checksum(const QueryResult& result) {
  uint64_t sum = 0;
  for (const auto& row : result.rows) {
    std::string text;
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += '\x1f';
      text += row[i].is_null() ? "NULL" : entente::query::ValueToCell(row[i], *result.reader);
    }
    uint64_t hash = 0xcbf29ce484222325ull;
    for (unsigned char c : text) hash = (hash ^ c) * 0x100000001b3ull;
    sum += hash;
  }
  return sum;
}

Value ToValue(const json& value) {
  if (value.is_number_integer()) return Value::Integer(value.get<int64_t>());
  if (value.is_number()) return Value::Float(value.get<double>());
  return value.is_string() ? Value::String(value.get<std::string>()) : Value::Null();
}

json ReadJson(const std::string& path) {
  std::ifstream in(path);
  return json::parse(in);
}

// A comment makes a text that no plan is kept for.
double UncachedMs(entente::query::Engine& engine, const std::string& text,
                  const entente::query::Parameters& parameters,
                  const entente::query::QueryOptions& options) {
  std::vector<double> times;
  for (int run = 0; run < 25; ++run) {
    std::string other = text + " // " + std::to_string(run);
    auto begin = std::chrono::steady_clock::now();
    auto result = engine.Run(other, parameters, options);
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

int Run(const std::map<std::string, std::string>& options) {
  auto graph = entente::graph::Graph::Open(options.at("--graph"), entente::graph::OpenMode::kRead);
  if (!graph) {
    std::fprintf(stderr, "%s\n", entente::graph::FormatError(graph.error()).c_str());
    return 1;
  }
  json parameters = ReadJson(options.at("--data") + "/meta.json")["params"];
  json queries = ReadJson(options.at("--queries"))["queries"];
  std::set<std::string> only;
  if (options.contains("--only")) {
    std::stringstream list(options.at("--only"));
    for (std::string id; std::getline(list, id, ',');) only.insert(id);
  }
  entente::query::Engine engine(**graph);
  entente::query::QueryOptions query_options;
  query_options.timeout_ms = 60000;
  if (options.contains("--threads")) {
    query_options.threads = static_cast<unsigned>(std::stoul(options.at("--threads")));
  }
  size_t most_runs = options.contains("--runs") ? std::stoul(options.at("--runs")) : 5;
  for (const json& query : queries) {
    std::string id = query["id"], text = query["cypher"];
    if (!only.empty() && !only.contains(id)) continue;
    entente::query::Parameters given;
    for (const std::string name : query["params"])
      given.emplace_back(name, ToValue(parameters[name]));
    if (options.contains("--profile")) {
      auto result = engine.Run("PROFILE " + text, given, query_options);
      fmt::print("{}\n{}\n", id, result ? result->plan : result.error().message);
      continue;
    }
    std::vector<double> times;
    uint64_t checksum = 0;
    size_t rows = 0;
    std::string failure;
    double spent = 0;
    for (int run = 0; run < 26; ++run) {
      auto begin = std::chrono::steady_clock::now();
      auto result = engine.Run(text, given, query_options);
      double ms =
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
              .count();
      if (!result) {
        failure = entente::graph::FormatError(result.error());
        break;
      }
      if (run == 0) {
        checksum = Checksum(*result);
        rows = result->rows.size();
      } else {
        times.push_back(ms);
      }
      spent += ms;
      if (times.size() >= (ms < 20 ? 25u : most_runs) || (spent > 20000 && !times.empty())) break;
    }
    if (!failure.empty()) {
      fmt::print("{}\n", json{{"query", id}, {"skipped", failure}}.dump());
      continue;
    }
    std::sort(times.begin(), times.end());
    json line{{"query", id},
              {"ms", times[times.size() / 2]},
              {"rows", rows},
              {"checksum", fmt::format("{:016x}", checksum)},
              {"runs", times.size()}};
    constexpr double kQuickMs = 5;
    if (times[times.size() / 2] < kQuickMs) {
      line["uncached_ms"] = UncachedMs(engine, text, given, query_options);
    }
    fmt::print("{}\n", line.dump());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  entente::graph::KeepFreedMemory();  // as the program does
  std::map<std::string, std::string> options;
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  if (!options.contains("--graph") || !options.contains("--data") ||
      !options.contains("--queries")) {
    std::fprintf(stderr, "query_bench --graph F --data FOLDER --queries F.json [--only ids]\n");
    return 2;
  }
  return Run(options);
}
