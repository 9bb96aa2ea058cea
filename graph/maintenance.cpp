#include "graph/maintenance.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "graph/base.h"
#include "graph/builder.h"
#include "graph/durable_file.h"
#include "graph/fold.h"
#include "graph/graph.h"
#include "graph/store.h"

namespace entente::graph {
namespace {

uint64_t SizeOf(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::file_size(path, ignored);
}

Error WithFile(Error error, const std::string& path) {
  if (error.file.empty()) error.file = path;
  return error;
}

}  // namespace

Result<CheckReport> CheckFile(const std::string& path) {
  // Opening checks the page tree, the catalogue and every logged commit.
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<Graph> graph, Graph::Open(path, OpenMode::kRead));
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const GraphReader> reader, graph->Read());
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<DurableFile> file,
                           DurableFile::Open(path, OpenMode::kRead));
  ENTENTE_ASSIGN_OR_RETURN(const RootRecord root, file->LatestRoot());
  const Store& store = reader->store();
  CheckReport report;
  report.nodes = store.node_count();
  report.relationships = store.relationship_count();
  report.pieces = root.piece_count;
  report.base_bytes = root.base_bytes;
  report.logged_commits = root.sequence - root.base_sequence;
  if (store.base()) {
    if (Status status = store.base()->Verify(); !status) return WithFile(status.error(), path);
  }
  try {  // the base and what lies over it, as readers see them
    uint64_t nodes = 0, out = 0, in = 0;
    std::vector<NodeId> batch;
    AdjacencyBuffer buffer;
    for (std::optional<NodeId> at = NodeId(0); at;) {
      batch.clear();
      at = store.ScanNodes(LabelId(), *at, 4096, batch);
      nodes += batch.size();
      for (NodeId node : batch) {
        for (uint32_t t = 0; t < store.names().types.size(); ++t) {
          const TypeId type(static_cast<uint16_t>(t));
          out += store.Adjacent(node, type, Direction::kOut, buffer).size;
          in += store.Adjacent(node, type, Direction::kIn, buffer).size;
        }
      }
    }
    if (nodes != report.nodes || out != report.relationships || in != report.relationships) {
      return WithFile(MakeError(ErrorCode::kCorrupt, "the graph's counts do not agree with it"),
                      path);
    }
  } catch (const DamagedFile& damage) {
    return WithFile(damage.error(), path);
  }
  return report;
}

Result<CompactReport> CompactFile(const std::string& path) {
  CompactReport report;
  report.bytes_before = SizeOf(path);
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<DurableFile> file,
                           DurableFile::Open(path, OpenMode::kWrite));
  ENTENTE_RETURN_IF_ERROR(file->TakeAlone());
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<Graph> graph, Graph::Open(path, OpenMode::kWrite));
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const GraphReader> reader, graph->Read());
  try {
    GraphBuilder builder;
    ENTENTE_RETURN_IF_ERROR(FeedStore(reader->store(), builder));
    ENTENTE_RETURN_IF_ERROR(builder.WriteFile(path, Replace::kHeld));
  } catch (const DamagedFile& damage) {
    return WithFile(damage.error(), path);
  }
  report.bytes_after = SizeOf(path);
  return report;
}

}  // namespace entente::graph
