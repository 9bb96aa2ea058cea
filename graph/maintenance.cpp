#include "graph/maintenance.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <tuple>
#include <vector>

#include "graph/base.h"
#include "graph/builder.h"
#include "graph/durable_file.h"
#include "graph/file_system.h"
#include "graph/fold.h"
#include "graph/graph.h"
#include "graph/schema.h"
#include "graph/store.h"

namespace entente::graph {
namespace {

uint64_t SizeOf(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::file_size(path, ignored);
}

// Which ends the schema gives each type of the graph, looked up once for each pair of label sets.
class EndsCheck {
 public:
  explicit EndsCheck(const GraphReader& reader) : reader_(reader) {
    for (uint32_t t = 0; t < reader.type_count(); ++t) {
      types_.push_back(Schema::BuiltIn().FindType(reader.Name(TypeId(static_cast<uint16_t>(t)))));
    }
  }
  bool Knows(TypeId type) const { return types_[type.value] != nullptr; }
  void Count(TypeId type, NodeId from, NodeId to) {
    const auto a = reader_.Labels(from), b = reader_.Labels(to);
    const auto same = [](std::span<const LabelId> x, const std::vector<LabelId>& y) {
      return std::equal(x.begin(), x.end(), y.begin(), y.end());
    };
    if (type != last_.type || !same(a, last_.from) || !same(b, last_.to)) {
      last_ = {type, {a.begin(), a.end()}, {b.begin(), b.end()}, nullptr};
      if (!Allows(*types_[type.value], a, b)) {
        last_.count = &counts_[{std::string(reader_.Name(type)), Joined(a), Joined(b)}];
      }
    }
    if (last_.count) ++*last_.count;
  }
  std::vector<UnusualEnds> Found() const {
    std::vector<UnusualEnds> found;
    for (const auto& [ends, count] : counts_) {
      found.push_back({std::get<0>(ends), std::get<1>(ends), std::get<2>(ends), count});
    }
    return found;
  }

 private:
  bool Has(std::span<const LabelId> labels, const std::string& name) const {
    return std::any_of(labels.begin(), labels.end(),
                       [&](LabelId label) { return reader_.Name(label) == name; });
  }
  bool Allows(const SchemaType& type, std::span<const LabelId> from,
              std::span<const LabelId> to) const {
    return std::any_of(type.ends.begin(), type.ends.end(), [&](const auto& ends) {
      return Has(from, ends.first) && Has(to, ends.second);
    });
  }
  std::string Joined(std::span<const LabelId> labels) const {
    std::vector<std::string> names;
    for (LabelId label : labels) names.emplace_back(reader_.Name(label));
    std::sort(names.begin(), names.end());
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ":") + name;
    return text;
  }

  struct Last {
    TypeId type;
    std::vector<LabelId> from, to;
    uint64_t* count = nullptr;  // in counts_; null where the schema has these ends
  };
  const GraphReader& reader_;             // the caller's
  std::vector<const SchemaType*> types_;  // by type; null where the schema has none of that name
  std::map<std::tuple<std::string, std::string, std::string>, uint64_t> counts_;
  Last last_;
};

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
    EndsCheck ends(*reader);
    for (std::optional<NodeId> at = NodeId(0); at;) {
      batch.clear();
      at = store.ScanNodes(LabelId(), *at, 4096, batch);
      nodes += batch.size();
      for (NodeId node : batch) {
        for (uint32_t t = 0; t < store.names().types.size(); ++t) {
          const TypeId type(static_cast<uint16_t>(t));
          const AdjacencyList leaving = store.Adjacent(node, type, Direction::kOut, buffer);
          out += leaving.size;
          for (uint32_t i = 0; ends.Knows(type) && i < leaving.size; ++i) {
            ends.Count(type, node, leaving.node(i));
          }
          in += store.Adjacent(node, type, Direction::kIn, buffer).size;
        }
      }
    }
    report.unusual_ends = ends.Found();
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
