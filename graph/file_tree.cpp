#include "graph/file_tree.h"

#include <optional>
#include <string>

#include "graph/file_pages.h"
#include "graph/lmdb_log.h"
#include "graph/root_record.h"

namespace entente::graph {

Status CheckFileTree(std::string_view file, uint64_t transaction, bool also_values) {
  ENTENTE_ASSIGN_OR_RETURN(const MetaPages metas, ReadMetaPages(file));
  const MetaPage* meta = nullptr;
  for (const MetaPage& page : metas.page) {
    if (page.transaction == transaction) meta = &page;
  }
  // Two commits of another process may have passed since the view was taken; the pages that it
  // pins were checked by that process's LMDB when it wrote them.
  if (!meta) return {};
  std::optional<RootRecord> root;
  uint64_t singles = 0, chunks = 0, pieces = 0;
  std::string last_chunk_key;
  const auto damaged = [](const char* what) {
    return MakeError(ErrorCode::kCorrupt, std::string("the graph file is damaged: ") + what);
  };
  ENTENTE_RETURN_IF_ERROR(CheckPages(
      file, *meta, also_values, [&](std::string_view key, std::string_view value) -> Status {
        if (!root) {
          if (key != RootKey()) {
            return MakeError(ErrorCode::kForeignFile, "not a graph file: it holds something else");
          }
          ENTENTE_ASSIGN_OR_RETURN(root, DecodeRoot(value));
          return {};
        }
        if (key == CatalogKey()) {
          if (value.size() != root->catalog_bytes) return damaged("its catalogue");
        } else if (key == SingleKey(root->base_sequence + 1 + singles)) {
          ++singles;
        } else if (key.size() == 9 && key[0] == kChunkKeyBegin) {
          ++chunks;
          last_chunk_key = key;
        } else if (key == PieceKey(static_cast<uint32_t>(pieces))) {
          ++pieces;
        } else {
          return damaged("a piece that should not be there");
        }
        return {};
      }));
  if (!root) {
    return MakeError(ErrorCode::kForeignFile, "not a graph file: nothing was ever committed to it");
  }
  if (root->transaction != transaction || pieces != root->piece_count ||
      singles != root->single_commits || chunks != root->chunk_count ||
      (chunks > 0 && last_chunk_key != ChunkKey(root->last_chunk)) ||
      root->sequence != (chunks > 0 ? root->last_chunk : root->base_sequence + singles)) {
    return damaged("its root record does not agree with its pieces");
  }
  // A newer state hidden behind a damaged meta page would be a commit lost without a word.
  const MetaPage& other = metas.page[meta == &metas.page[0] ? 1 : 0];
  if (auto hidden = DecodeRoot(FirstValue(file, other));
      hidden && hidden->transaction > other.transaction && hidden->transaction > transaction) {
    return damaged("a meta page hides a newer commit");
  }
  return {};
}

}  // namespace entente::graph
