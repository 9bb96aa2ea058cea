// Runs the text cases of tests/query/cases: blocks of
//
//   # what it shows and where it is from
//   graph: a CREATE statement, or nothing
//   query: a query
//   rows:  values of a row, separated by commas | of the next row, or "none"; in any order
//   ordered: the same, in this order
//   error: detail code, and the words of the query that it points at
//
// Each runs with rewrites and without.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "query/engine.h"
#include "query/value_text.h"

namespace entente::query {
namespace {

struct Case {
  std::string file;
  size_t line = 0;
  std::string graph, query;
  std::optional<std::string> rows, ordered, error;
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

TEST(Cases, AllHold) {
  std::vector<Case> cases = ReadCases();
  ASSERT_FALSE(cases.empty());
  for (const Case& c : cases) {
    for (bool rewrites : {true, false}) {
      SCOPED_TRACE(c.file + ", block that ends at line " + std::to_string(c.line) + ": " + c.query);
      auto graph = graph::Graph::InMemory();
      Engine engine(*graph);
      if (!c.graph.empty()) {
        auto made = engine.Run(c.graph);
        ASSERT_TRUE(made.has_value()) << graph::FormatError(made.error());
      }
      QueryOptions options;
      options.rewrites = rewrites;
      auto result = engine.Run(c.query, {}, options);
      if (c.error) {
        ASSERT_FALSE(result.has_value()) << RowsText(*result, false);
        graph::SourceSpan span = result.error().span.value_or(graph::SourceSpan{});
        std::string words = c.query.substr(span.begin_byte, span.end_byte - span.begin_byte);
        EXPECT_EQ(result.error().detail + " " + words, *c.error) << result.error().message;
        continue;
      }
      ASSERT_TRUE(result.has_value()) << graph::FormatError(result.error());
      if (c.ordered) {
        EXPECT_EQ(RowsText(*result, false), *c.ordered);
      }
      if (c.rows) {
        EXPECT_EQ(RowsText(*result, true), Sorted(*c.rows));
      }
    }
  }
}

}  // namespace
}  // namespace entente::query
