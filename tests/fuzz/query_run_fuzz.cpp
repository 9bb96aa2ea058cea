// libFuzzer: whole queries on a small graph, with limits; a query ends in rows or in an error.
#include <cstdint>
#include <string_view>

#include "query/engine.h"

namespace {

std::unique_ptr<entente::graph::Graph> SmallGraph() {
  auto graph = entente::graph::Graph::InMemory();
  entente::query::Engine engine(*graph);
  auto made = engine.Run(
      "CREATE (a:A {x: 1, s: 'one'})-[:R {w: 1}]->(b:B {x: 2, l: [1, 2]})-[:S]->(c:A:B {x: 3}), "
      "(c)-[:R]->(a), (a)-[:R]->(a), (b)-[:R]->(c), (:C)");
  if (!made) __builtin_trap();
  return graph;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto graph = SmallGraph();
  entente::query::Engine engine(*graph);
  entente::query::QueryOptions options;
  options.memory_limit_bytes = 64 << 20;
  options.timeout_ms = 500;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  entente::query::Parameters parameters = {{"p", entente::graph::Value::Integer(1)}};
  auto result = engine.Run(text, parameters, options);
  (void)result;
  return 0;
}
