// libFuzzer: any bytes are a query or an error, and a query's canonical text parses to itself.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/parser.h"
#include "query/printer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto statement =
      entente::query::Parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!statement) return 0;
  std::string text = entente::query::Print(*statement);
  auto again = entente::query::Parse(text);
  // Printing adds brackets, so what was just below the limit of nesting may pass it.
  if (!again) {
    if (again.error().code != entente::graph::ErrorCode::kLimit) std::abort();
    return 0;
  }
  if (entente::query::Print(*again) != text) std::abort();
  return 0;
}
