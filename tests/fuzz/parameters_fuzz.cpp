// Parameters of a query, as an assignment and as a JSON file: values or an error.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "cli/parameters.h"
#include "graph/check.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  entente::query::Parameters parameters;
  if (auto status = entente::cli::AddParameter(text, parameters); !status) {
    ENTENTE_CHECK(!status.error().message.empty());
  }
  const entente::fuzz::MemoryFile file(text);
  (void)entente::cli::AddParametersFile(file.path(), parameters).has_value();
  return 0;
}
