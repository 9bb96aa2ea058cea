/// \file
/// For tests of formats: what a writer writes as one string, what a reader makes of a text, and
/// comparison with a golden file.

#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "graph/formats/byte_sink.h"
#include "graph/formats/jsonl.h"
#include "graph/graph.h"
#include "tests/graph/temporary_folder.h"

namespace entente::tests {

/// All that `write(reader, sink)` puts into its sink.
template <class Write>
std::string Written(const graph::Graph& graph, Write write) {
  auto reader = graph.Read();
  EXPECT_TRUE(reader.has_value());
  std::string out;
  graph::ByteSink sink = [&](std::string_view bytes) -> graph::Status {
    out += bytes;
    return {};
  };
  graph::Status status = write(**reader, sink);
  EXPECT_TRUE(status.has_value());
  return out;
}

/// The graph as jsonl: two graphs are the same when this is.
inline std::string Jsonl(const graph::Graph& graph) { return Written(graph, graph::WriteJsonl); }

/// A graph in memory with what `read(target)`, which returns a Result, put there.
template <class Read>
std::unique_ptr<graph::Graph> Imported(Read read) {
  auto graph = graph::Graph::InMemory();
  auto transaction = graph->Begin();
  EXPECT_TRUE(transaction.has_value());
  graph::TransactionTarget target(**transaction);
  auto counts = read(target);
  EXPECT_TRUE(counts.has_value()) << graph::FormatError(counts.error());
  EXPECT_TRUE((*transaction)->Commit().has_value());
  return graph;
}

/// Compares with tests/golden/<name>. With ENTENTE_UPDATE_GOLDEN set it writes the file instead:
/// read what changed before keeping it.
inline void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/tests/golden/" + name;
  if (std::getenv("ENTENTE_UPDATE_GOLDEN")) {
    graph::WriteBytes(path, text);
    return;
  }
  EXPECT_EQ(text, graph::ReadBytes(path)) << path;
}

}  // namespace entente::tests
