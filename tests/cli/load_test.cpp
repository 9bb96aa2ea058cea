// Many who ask while one writes: every answer is that of a committed state, and nobody sees an
// older one after a newer. The long form: ENTENTE_LOAD_SECONDS=600.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "graph/graph.h"
#include "query/engine.h"
#include "tests/support/run_program.h"

namespace entente::tests {
namespace {

constexpr int kReaders = 24;

// All of a state in one text: which documents there are, and how much of everything.
constexpr const char* kState =
    "MATCH (d:Document) WITH d ORDER BY d.id WITH collect(d.id + ' ' + d.sha256) AS documents "
    "MATCH (n) WITH documents, count(n) AS nodes, count(n.name) AS names "
    "MATCH ()-[r]->() WITH documents, nodes, names, count(r) AS relationships, "
    "  sum(size(coalesce(r.evidence, []))) AS evidence "
    "RETURN toString(nodes) + ' ' + toString(names) + ' ' + toString(relationships) + ' ' + "
    "  toString(evidence) + reduce(s = '', d IN documents | s + ', ' + d) AS state";

std::string Document(int number) {
  const std::vector<std::string> countries = {"Ghana", "Togo", "Benin", "Mali", "Chad", "Kenya"};
  const auto at = static_cast<size_t>(number);
  const std::string &a = countries[at % 6], &b = countries[(at / 6 + at + 1) % 6];
  return a + " and " + b + " sign deal " + std::to_string(number) + "\n\n" + a +
         "'s Minister of Energy, Kofi Mensah, and " + b +
         "'s Minister of Energy, Yao Agbeko, signed an agreement on power lines on " +
         std::to_string(1 + number % 28) + " May 2020.\n";
}

class LoadTest : public testing::Test {
 protected:
  // Asks a graph that stays open, as a program on the library does.
  static std::string Ask(graph::Graph& graph) {
    query::Engine engine(graph);
    query::QueryOptions options;
    options.read_only = true;
    auto result = engine.Run(kState, {}, options);
    if (!result) return "error: " + result.error().message;
    return std::string(result->rows.at(0).at(0).as_string());
  }

  // Asks as a person does, with a process a question.
  std::string AskProgram(const TemporaryFolder& folder) const {
    ProgramResult result = RunProgram(
        folder, {"query", graph_, kState, "--format", "jsonl", "--read-only", "--quiet"});
    if (result.exit_status != 0) return "error: " + result.errors;
    return nlohmann::json::parse(result.output)["state"];
  }

  void Write(int step) {
    const std::string number = std::to_string(step);
    std::vector<std::string> command = {"build", folder_.Write(number + ".txt", Document(step)),
                                        "-o", graph_, "--append"};
    if (step % 5 == 3) command = {"remove", graph_, std::to_string(step - 1) + ".txt"};
    if (step % 5 == 4) command = {"query", graph_, "CREATE (:Note)-[:ABOUT]->(:Note {name: 'x'})"};
    if (step % 40 == 39)
      command = {"build", folder_.Write("1.txt", Document(step)), "-o", graph_, "--append"};
    command.push_back("--quiet");
    ProgramResult result = RunProgram(folder_, command);
    ASSERT_EQ(result.exit_status, 0) << command[0] << ": " << result.errors;
  }

  TemporaryFolder folder_;
  std::string graph_ = folder_.Path("g");
};

TEST_F(LoadTest, EveryAnswerIsThatOfACommittedState) {
  const char* wanted = std::getenv("ENTENTE_LOAD_SECONDS");
  const std::chrono::seconds duration(wanted ? std::atoi(wanted) : 10);
  for (int step = 0; step < 3; ++step) Write(step);
  auto opened = graph::Graph::Open(graph_, graph::OpenMode::kRead);
  ASSERT_TRUE(opened) << opened.error().message;

  std::atomic<bool> done = false;
  std::vector<std::vector<std::string>> seen(kReaders);  // each change that a reader saw
  std::atomic<uint64_t> asked = 0;
  std::vector<std::jthread> readers;
  for (int r = 0; r < kReaders; ++r)
    readers.emplace_back([&, r] {
      TemporaryFolder folder;
      auto mine = graph::Graph::Open(graph_, graph::OpenMode::kRead);
      ASSERT_TRUE(mine) << mine.error().message;
      while (!done) {
        std::string state = r % 2 == 0 ? Ask(**mine) : AskProgram(folder);
        ++asked;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));  // the writer wants a turn too
        if (seen[r].empty() || seen[r].back() != state) seen[r].push_back(std::move(state));
      }
    });

  std::multimap<std::string, int> committed;  // and its place in the order
  int step = 3;
  committed.emplace(Ask(**opened), step);
  const auto until = std::chrono::steady_clock::now() + duration;
  while (std::chrono::steady_clock::now() < until && !HasFatalFailure()) {
    Write(step++);
    committed.emplace(Ask(**opened), step);
  }
  done = true;
  readers.clear();

  for (const auto& states : seen) {
    int last = 0;
    for (const std::string& state : states) {
      auto [begin, end] = committed.equal_range(state);
      while (begin != end && begin->second < last) ++begin;
      ASSERT_NE(begin, end) << (committed.contains(state) ? "older than what was seen before: "
                                                          : "of no committed state: ")
                            << state;
      last = begin->second;
    }
  }
  EXPECT_EQ(RunProgram(folder_, {"check", graph_}).exit_status, 0);
  RecordProperty("commits", step - 3);
  RecordProperty("answers", std::to_string(asked.load()));
  std::printf("%d commits, %s answers of %d readers\n", step - 3,
              std::to_string(asked.load()).c_str(), kReaders);
  EXPECT_GT(asked.load(), 0u);
}

}  // namespace
}  // namespace entente::tests
