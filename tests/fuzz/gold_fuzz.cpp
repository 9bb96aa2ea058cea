// An annotation of a user: an error that names the file, or figures.

#include <stdlib.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "graph/check.h"
#include "ingest/knowledge.h"
#include "ingest/scorer.h"
#include "tests/fuzz/shared_knowledge.h"

namespace {

// One folder for the process, with one document whose annotation changes.
const std::string& Folder() {
  static const std::string kFolder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "entente-gold-XXXXXX").string();
    ENTENTE_CHECK(::mkdtemp(name.data()) != nullptr);
    std::ofstream(name + "/1.txt") << "Chile and Peru signed a treaty in Lima on 14 March 2019.\n";
    return name;
  }();
  return kFolder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::ofstream(Folder() + "/1.json", std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  auto report = entente::ingest::ScoreFolders({Folder()}, entente::fuzz::SharedKnowledge(), {});
  if (!report) ENTENTE_CHECK(!report.error().message.empty());
  return 0;
}
