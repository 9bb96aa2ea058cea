// A jsonl file is an error or a graph; what was read is written and read again as the same.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "graph/check.h"
#include "graph/formats/jsonl.h"
#include "graph/graph.h"
#include "tests/fuzz/memory_file.h"

namespace {

using namespace entente::graph;

std::optional<std::string> ReadAndWrite(std::string_view text) {
  const entente::fuzz::MemoryFile file(text);
  const auto graph = Graph::InMemory();
  {
    auto transaction = graph->Begin();
    ENTENTE_CHECK(transaction.has_value());
    TransactionTarget target(**transaction);
    if (!ReadJsonl(file.path(), target)) return std::nullopt;
    ENTENTE_CHECK((*transaction)->Commit().has_value());
  }
  std::string out;
  const auto reader = *graph->Read();
  ENTENTE_CHECK(WriteJsonl(*reader, [&](std::string_view part) -> Status {
                  out += part;
                  return {};
                }).has_value());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto once = ReadAndWrite({reinterpret_cast<const char*>(data), size});
  if (!once) return 0;
  const auto twice = ReadAndWrite(*once);
  ENTENTE_CHECK(twice.has_value());
  // Nodes without a key are ordered by what they say, ids aside, so a second round is the same.
  ENTENTE_CHECK(ReadAndWrite(*twice) == twice);
  return 0;
}
