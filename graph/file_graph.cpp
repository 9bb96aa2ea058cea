#include <unistd.h>

#include <memory>
#include <mutex>

#include "graph/check.h"
#include "graph/checksum.h"
#include "graph/codec.h"
#include "graph/durable_file.h"
#include "graph/graph.h"
#include "graph/store_transaction.h"

namespace entente::graph {
namespace {

// A logged commit: the checksum of the operations, seeded with the commit's number, before them.
std::string SealLog(const std::string& log, uint64_t sequence) {
  ByteWriter out;
  out.U64(Checksum(log, sequence));
  out.Fixed(log.data(), log.size());
  return out.Take();
}

Result<std::string_view> UnsealLog(std::string_view sealed, uint64_t sequence) {
  ByteReader in(sealed);
  const uint64_t checksum = in.U64();
  if (!in.ok() || checksum != Checksum(sealed.substr(8), sequence)) {
    return MakeError(ErrorCode::kCorrupt,
                     "the graph file is damaged: commit " + std::to_string(sequence));
  }
  return sealed.substr(8);
}

class FileGraph final : public Graph, private TransactionHost {
 public:
  FileGraph(std::string path, std::shared_ptr<DurableFile> file)
      : path_(std::move(path)), file_(std::move(file)) {}

  Result<std::shared_ptr<const GraphReader>> Read() const override {
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const Store> store, Latest());
    return std::make_shared<const GraphReader>(std::move(store));
  }

  Result<std::unique_ptr<Transaction>> Begin() override {
    ENTENTE_RETURN_IF_ERROR(file_->TakeTurn());
    auto store = Latest();
    if (!store) {
      file_->LeaveTurn();
      return store.error();
    }
    return std::unique_ptr<Transaction>(
        new StoreTransaction(*this, std::make_shared<Store>(**store), /*keeps_log=*/true));
  }

  const std::string& path() const override { return path_; }

  /// The latest committed state, brought up to what other processes committed.
  Result<std::shared_ptr<const Store>> Latest() const {
    std::lock_guard lock(mutex_);
    ENTENTE_ASSIGN_OR_RETURN(const RootRecord latest, file_->LatestRoot());
    if (store_ && latest.sequence == root_.sequence) return store_;
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const FileView> view, file_->View());
    const RootRecord root = view->root();
    std::shared_ptr<Store> next;
    uint64_t from = root.base_sequence + 1;
    if (store_ && root.base_sequence == root_.base_sequence) {
      next = std::make_shared<Store>(*store_);
      from = root_.sequence + 1;
    } else {
      next = std::make_shared<Store>();
    }
    for (uint64_t sequence = from; sequence <= root.sequence; ++sequence) {
      Status status = ReplayCommit(*view, sequence, *next);
      if (!status) {
        Error error = status.error();
        error.file = path_;
        return error;
      }
    }
    store_ = std::move(next);
    root_ = root;
    return store_;
  }

 private:
  static Status ReplayCommit(const FileView& view, uint64_t sequence, Store& store) {
    ENTENTE_ASSIGN_OR_RETURN(const std::string_view sealed, view.Get(LogKey(sequence)));
    ENTENTE_ASSIGN_OR_RETURN(const std::string_view log, UnsealLog(sealed, sequence));
    return Replay(log, store);
  }

  Status CommitStore(std::shared_ptr<Store> store, const std::string& log) override {
    if (log.empty()) return {};
    std::lock_guard lock(mutex_);
    ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<FileWrite> write, file_->Write());
    RootRecord root = root_;
    ++root.sequence;
    const std::string sealed = SealLog(log, root.sequence);
    root.log_bytes += sealed.size();
    ENTENTE_RETURN_IF_ERROR(write->Put(LogKey(root.sequence), sealed));
    ENTENTE_RETURN_IF_ERROR(write->Commit(root));
    root_ = root;
    store_ = std::move(store);
    return {};
  }
  void EndTransaction() override { file_->LeaveTurn(); }

  const std::string path_;
  const std::shared_ptr<DurableFile> file_;     // shared with the views, and by who opens it again
  mutable std::mutex mutex_;                    // guards what follows
  mutable std::shared_ptr<const Store> store_;  // shared with the readers of this state
  mutable RootRecord root_;                     // of store_
};

Result<std::unique_ptr<Graph>> OpenGraph(const std::string& path, OpenMode mode) {
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<DurableFile> file, DurableFile::Open(path, mode));
  auto graph = std::make_unique<FileGraph>(path, std::move(file));
  // Damage is found now rather than by the first reader.
  if (auto store = graph->Latest(); !store) return store.error();
  return std::unique_ptr<Graph>(std::move(graph));
}

}  // namespace

Result<std::unique_ptr<Graph>> Graph::Create(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return SystemError(EEXIST, "can't create", path);
  const std::string unpublished = path + ".new-" + std::to_string(::getpid());
  Status status = [&]() -> Status {
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<DurableFile> file,
                             DurableFile::CreatePrivate(unpublished));
    ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<FileWrite> write, file->Write());
    return write->Commit(RootRecord());
  }();
  if (status) status = PublishFile(unpublished, path, /*replace=*/false);
  if (!status) {
    ::unlink(unpublished.c_str());
    Error error = status.error();
    error.file = path;
    return error;
  }
  return OpenGraph(path, OpenMode::kWrite);
}

Result<std::unique_ptr<Graph>> Graph::Open(const std::string& path, OpenMode mode) {
  return OpenGraph(path, mode);
}

}  // namespace entente::graph
