// A csv folder is an error or a graph. The input is two files, nodes and relationships, parted by a
// NUL; its first byte chooses delimiters and threads.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "graph/check.h"
#include "graph/formats/csv.h"
#include "graph/graph.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente::graph;
  if (size == 0) return 0;
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t middle = text.find('\0');
  const entente::fuzz::MemoryFile nodes(text.substr(0, middle));
  const entente::fuzz::MemoryFile relationships(
      middle == std::string_view::npos ? std::string_view() : text.substr(middle + 1));
  CsvInput input;
  input.nodes.push_back({{"L"}, {nodes.path()}});
  if (middle != std::string_view::npos) {
    input.relationships.push_back({{"T"}, {relationships.path()}});
  }
  if (data[0] & 1) input.delimiter = '\t';
  if (data[0] & 2) input.array_delimiter = "|";
  const auto graph = Graph::InMemory();
  auto transaction = graph->Begin();
  ENTENTE_CHECK(transaction.has_value());
  TransactionTarget target(**transaction);
  if (!ReadCsv(input, target, data[0] & 4 ? 2 : 1)) return 0;
  ENTENTE_CHECK((*transaction)->Commit().has_value());
  const auto reader = *graph->Read();
  // Labels and types of control characters have no form in CSV; the error says so.
  const auto written =
      WriteCsv(*reader, [](const std::string&, std::string_view) -> Status { return {}; });
  if (!written) ENTENTE_CHECK(!written.error().message.empty());
  return 0;
}
