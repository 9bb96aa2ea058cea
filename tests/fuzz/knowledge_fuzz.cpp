// Lists and rules of a user: an error with its place, or knowledge that a document can be read
// with. The first byte picks which file it is.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/check.h"
#include "ingest/knowledge.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  if (size == 0) return 0;
  constexpr const char* kFiles[] = {"gazetteers/mine.tsv", "gazetteers/countries.tsv",
                                    "gazetteers/titles.tsv", "rules/90-mine.rules",
                                    "rules/10-nouns.rules"};
  std::string file = kFiles[data[0] % std::size(kFiles)];
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto table = ingest::ParseKnowledgeTable(file, bytes);
  if (!table) ENTENTE_CHECK(!table.error().message.empty());
  auto knowledge = ingest::Knowledge::Load({{std::move(file), std::move(bytes)}});
  if (!knowledge) ENTENTE_CHECK(!knowledge.error().message.empty());
  return 0;
}
