// A graph file's doors, one a first byte: the page tree, the catalogue, logged operations, a log
// chunk, compressed segments, and a whole file. Errors or the right thing, never a crash.

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "graph/catalog.h"
#include "graph/check.h"
#include "graph/compression.h"
#include "graph/damage.h"
#include "graph/file_pages.h"
#include "graph/graph.h"
#include "graph/log_chunk.h"
#include "graph/maintenance.h"
#include "graph/operation_log.h"
#include "graph/root_record.h"
#include "graph/store.h"

namespace {

using namespace entente::graph;

void Pages(std::string_view bytes) {
  const auto metas = ReadMetaPages(bytes);
  if (!metas) return;
  size_t seen = 0;
  for (const MetaPage& meta : metas->page) {
    if (meta.last_page >= bytes.size() / meta.page_size) continue;
    (void)CheckPages(bytes, meta, true, [&](std::string_view key, std::string_view) -> Status {
      seen += key.size();
      return {};
    }).has_value();
    seen += FirstValue(bytes, meta).size();
  }
}

void Catalogues(std::string_view bytes) {
  (void)DecodeRoot(bytes).has_value();
  const auto catalog = DecodeCatalog(bytes);
  if (!catalog) return;
  const std::string again = EncodeCatalog(*catalog);
  const auto decoded = DecodeCatalog(again);
  ENTENTE_CHECK(decoded.has_value() && EncodeCatalog(*decoded) == again);
}

void Operations(std::string_view bytes) {
  Store store;
  const LabelId label = store.InternLabel("L");
  store.InternType("T");
  store.InternKey("key");
  for (int i = 0; i < 3; ++i) ENTENTE_CHECK(store.CreateNode(std::array{label}).has_value());
  (void)Replay(bytes, store).has_value();
}

void Chunks(std::string_view bytes) {
  const auto mark = DecodeMark(bytes, 1);
  const LogMark end = ExtendMark(bytes, 1, mark.value_or(LogMark{0, kLogMarkBytes}));
  uint32_t at = kLogMarkBytes;
  for (uint64_t sequence = 1; sequence <= end.commits; ++sequence) {
    const auto next = SkipRecord(bytes, at);
    if (!next) break;
    at = *next;
  }
}

void Segments(std::string_view bytes) {
  std::string out(4096, '\0');
  (void)Decompress(bytes, out.data(), out.size());
  const std::string compressed = Compress(bytes);
  std::string back(bytes.size(), '\0');
  ENTENTE_CHECK(Decompress(compressed, back.data(), back.size()) && back == bytes);
}

void WholeFile(std::string_view bytes) {
  const std::string path = "/tmp/entente-fuzz-" + std::to_string(::getpid()) + ".graph";
  if (std::FILE* file = std::fopen(path.c_str(), "wb")) {
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
  }
  (void)CheckFile(path).has_value();
  try {
    if (auto graph = Graph::Open(path, OpenMode::kWrite)) {
      if (auto t = (*graph)->Begin()) {
        ENTENTE_CHECK((*t)->CreateNode({}).has_value());
        (void)(*t)->Commit().has_value();
      }
    }
  } catch (const DamagedFile&) {
  }
  ::unlink(path.c_str());
  ::unlink((path + "-lock").c_str());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 6) {
    case 0:
      Pages(bytes);
      break;
    case 1:
      Catalogues(bytes);
      break;
    case 2:
      Operations(bytes);
      break;
    case 3:
      Chunks(bytes);
      break;
    case 4:
      Segments(bytes);
      break;
    default:
      WholeFile(bytes);
  }
  return 0;
}
