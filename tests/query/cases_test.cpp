// Runs the text cases of tests/query/cases: blocks of
//
//   # what it shows and where it is from
//   graph: a CREATE statement, or nothing
//   query: a query
//   rows:  values of a row, separated by commas | of the next row, or "none"; in any order
//   ordered: the same, in this order
//   error: detail code, where it has one, and the words of the query that it points at
//   then:  a query that is asked afterwards, of the graph as it was left
//   finds: its rows, in any order
//
// Each runs with rewrites and without, on a graph as it was written, and on one in a file that was
// compacted since. After an error the graph is as before.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "graph/maintenance.h"
#include "query/engine.h"
#include "query/value_text.h"
#include "tests/graph/temporary_folder.h"

namespace entente::query {
namespace {

struct Case {
  std::string file;
  size_t line = 0;
  std::string graph, query, then;
  std::optional<std::string> rows, ordered, error, finds;
};

std::vector<Case> ReadCases() {
  std::vector<Case> cases;
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/tests/query/cases")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::ifstream in(file);
    std::string line;
    bool open = false;
    for (size_t number = 1; std::getline(in, line); ++number) {
      if (line.empty() || line[0] == '#') {
        open = false;
        continue;
      }
      if (!open) cases.emplace_back();
      open = true;
      Case& current = cases.back();
      current.file = file.filename().string();
      current.line = number;
      size_t colon = line.find(':');
      std::string key = line.substr(0, colon);
      size_t begin = line.find_first_not_of(' ', colon + 1);
      std::string value = begin == std::string::npos ? "" : line.substr(begin);
      if (key == "graph") current.graph = value;
      if (key == "query") current.query = value;
      if (key == "rows") current.rows = value;
      if (key == "ordered") current.ordered = value;
      if (key == "error") current.error = value;
      if (key == "then") current.then = value;
      if (key == "finds") current.finds = value;
    }
  }
  return cases;
}

std::string RowsText(const QueryResult& result, bool sorted) {
  std::vector<std::string> rows;
  for (const Row& row : result.rows) {
    std::string text;
    for (size_t i = 0; i < row.size(); ++i) {
      text += (i ? ", " : "") + ValueToText(row[i], *result.reader);
    }
    rows.push_back(text);
  }
  if (sorted) std::sort(rows.begin(), rows.end());
  std::string text;
  for (size_t i = 0; i < rows.size(); ++i) text += (i ? " | " : "") + rows[i];
  return rows.empty() ? "none" : text;
}

std::string Sorted(const std::string& rows) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= rows.size();) {
    size_t end = std::min(rows.find(" | ", begin), rows.size());
    parts.push_back(rows.substr(begin, end - begin));
    begin = end + 3;
  }
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (size_t i = 0; i < parts.size(); ++i) text += (i ? " | " : "") + parts[i];
  return text;
}

std::unique_ptr<graph::Graph> MakeGraph(const Case& c, bool compacted, const std::string& path) {
  if (!compacted) {
    auto graph = graph::Graph::InMemory();
    auto made = c.graph.empty() ? QueryResult() : Engine(*graph).Run(c.graph);
    EXPECT_TRUE(made.has_value()) << graph::FormatError(made.error());
    return graph;
  }
  {
    auto graph = graph::Graph::Create(path);
    EXPECT_TRUE(graph.has_value());
    EXPECT_TRUE(Engine(**graph).Run(c.graph).has_value());
  }
  EXPECT_TRUE(graph::CompactFile(path).has_value());
  auto graph = graph::Graph::Open(path, graph::OpenMode::kWrite);
  EXPECT_TRUE(graph.has_value());
  return std::move(*graph);
}

void Check(const Case& c, Engine& engine, const QueryOptions& options) {
  auto result = engine.Run(c.query, {}, options);
  if (c.error) {
    ASSERT_FALSE(result.has_value()) << RowsText(*result, false);
    graph::SourceSpan span = result.error().span.value_or(graph::SourceSpan{});
    std::string words = c.query.substr(span.begin_byte, span.end_byte - span.begin_byte);
    const std::string& detail = result.error().detail;
    EXPECT_EQ(detail.empty() ? words : detail + " " + words, *c.error) << result.error().message;
  } else {
    ASSERT_TRUE(result.has_value()) << graph::FormatError(result.error());
  }
  if (c.ordered) {
    EXPECT_EQ(RowsText(*result, false), *c.ordered);
  }
  if (c.rows) {
    EXPECT_EQ(RowsText(*result, true), Sorted(*c.rows));
  }
  if (c.then.empty()) return;
  auto then = engine.Run(c.then);
  ASSERT_TRUE(then.has_value()) << graph::FormatError(then.error());
  ASSERT_TRUE(c.finds.has_value());
  EXPECT_EQ(RowsText(*then, true), Sorted(*c.finds)) << c.then;
}

TEST(Cases, AllHold) {
  std::vector<Case> cases = ReadCases();
  ASSERT_FALSE(cases.empty());
  graph::TemporaryFolder folder;
  for (size_t i = 0; i < cases.size(); ++i) {
    const Case& c = cases[i];
    for (bool rewrites : {true, false}) {
      for (bool compacted : {false, true}) {
        if (compacted && (c.graph.empty() || !rewrites)) continue;
        SCOPED_TRACE(c.file + ", block that ends at line " + std::to_string(c.line) + ": " +
                     c.query + (compacted ? " (compacted)" : ""));
        auto graph = MakeGraph(c, compacted, folder / (std::to_string(i) + ".entente"));
        Engine engine(*graph);
        QueryOptions options;
        options.rewrites = rewrites;
        Check(c, engine, options);
      }
    }
  }
}

}  // namespace
}  // namespace entente::query
