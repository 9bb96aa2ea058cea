// EXPLAIN: the plan as text, one operator a line, indented under what takes its rows. The plans
// stand in plans.txt.
#include "query/explain.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "query/engine.h"

namespace entente::query {
namespace {

// The numbers of rows are estimates, which may get better.
std::string WithoutEstimates(const std::string& plan) {
  std::string out;
  for (size_t begin = 0; begin < plan.size();) {
    const size_t end = plan.find('\n', begin);
    const std::string line = plan.substr(begin, end - begin);
    out += line.substr(0, line.rfind("  ~")) + "\n";
    begin = end + 1;
  }
  return out;
}

TEST(Explain, WritesEveryOperator) {
  std::ifstream in(ENTENTE_SOURCE_DIR "/tests/query/plans.txt");
  std::unique_ptr<graph::Graph> graph;
  size_t checked = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("graph: ")) {
      graph = graph::Graph::InMemory();
      ASSERT_TRUE(Engine(*graph).Run(line.substr(7)));
    }
    if (!line.starts_with("query: ")) continue;
    const std::string query = line.substr(7);
    std::string wanted;
    while (std::getline(in, line) && !line.empty()) wanted += line + "\n";
    auto result = Engine(*graph).Run("EXPLAIN " + query);
    ASSERT_TRUE(result) << query << "\n" << graph::FormatError(result.error());
    EXPECT_TRUE(result->rows.empty());
    EXPECT_EQ(WithoutEstimates(result->plan), wanted) << query;
    ++checked;
  }
  EXPECT_GT(checked, 20u);
}

}  // namespace
}  // namespace entente::query
