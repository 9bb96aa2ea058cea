#include <unistd.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "graph/base.h"
#include "graph/builder.h"
#include "graph/damage.h"
#include "graph/durable_file.h"
#include "graph/file_system.h"
#include "graph/fold.h"
#include "graph/graph.h"
#include "graph/publish.h"
#include "graph/store_transaction.h"

namespace entente::graph {
namespace {

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
    if (Status status = Load(std::move(view)); !status) {
      Error error = status.error();
      error.file = path_;
      return error;
    }
    return store_;
  }

 private:
  // REQUIRES mutex_.
  Status Load(std::shared_ptr<const FileView> view) const {
    const RootRecord root = view->root();
    std::shared_ptr<Store> next;
    uint64_t from = root.base_sequence + 1;
    if (store_ && root.base_sequence == root_.base_sequence) {
      next = std::make_shared<Store>(*store_);
      from = root_.sequence + 1;
    } else if (root.base_sequence > 0) {
      ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const Base> base, Base::Open(view, path_));
      next = std::make_shared<Store>(std::move(base));
    } else {
      next = std::make_shared<Store>();
    }
    if (from <= root.sequence) {
      ENTENTE_ASSIGN_OR_RETURN(const std::vector<std::string_view> commits,
                               view->LoggedCommits(from, root.sequence));
      try {  // making a commit again looks at what it changes
        for (const std::string_view commit : commits) {
          ENTENTE_RETURN_IF_ERROR(Replay(commit, *next));
        }
      } catch (const DamagedFile& damage) {
        return damage.error();
      }
    }
    // The pages that the old view pinned and nobody needs can be used again.
    if (next->base()) next->base()->Repin(std::move(view));
    store_ = std::move(next);
    root_ = root;
    return {};
  }

  Status CommitStore(std::shared_ptr<Store> store, const std::string& log) override {
    if (log.empty()) return {};
    RootRecord root;
    {
      std::lock_guard lock(mutex_);
      root = root_;  // nobody else can commit: the turn is ours
    }
    const bool makes_indexes = store->indexes().size() != IndexesAtFold(*store);
    if (root.log_bytes + log.size() > FoldLimit(root) || makes_indexes) {
      // Where folding fails for want of room, the log needs less.
      if (CommitFolded(*store, root)) return {};
    }
    ENTENTE_ASSIGN_OR_RETURN(const DurableFile::Appended appended, file_->AppendCommit(log, root));
    if (store->base() && appended == DurableFile::Appended::kInChunk) {
      // Committed already: without a new view the old pages stay a little longer.
      if (auto view = file_->View()) store->base()->Repin(*std::move(view));
    }
    std::lock_guard lock(mutex_);
    root_ = root;
    store_ = std::move(store);
    return {};
  }

  // An index that was asked for since the fold becomes one of the base's by a fold.
  static size_t IndexesAtFold(const Store& store) {
    return store.base() ? store.base()->catalog().indexes.size() : store.indexes().size();
  }

  // How large the log may grow beside its base: replaying it must stay quick, and folding a large
  // base must be rare.
  static uint64_t FoldLimit(const RootRecord& root) {
    return std::clamp<uint64_t>(root.base_bytes / 8, 256 << 10, 16 << 20);
  }

  Status CommitFolded(const Store& store, RootRecord root) {
    GraphBuilder builder;
    try {
      ENTENTE_RETURN_IF_ERROR(FeedStore(store, builder));
    } catch (const DamagedFile& damage) {
      return damage.error();
    }
    ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<FileWrite> write, file_->Write());
    ENTENTE_RETURN_IF_ERROR(write->RemoveLog());
    root.ForgetLog();
    ++root.sequence;
    ENTENTE_RETURN_IF_ERROR(builder.WriteBase(*write, root));
    return write->Commit(root);  // the next reader loads it
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
  ENTENTE_RETURN_IF_ERROR(CheckPublishable(path, Replace::kNo));
  const std::string unpublished = UnpublishedName(path);
  RemoveAbandoned(path);
  Status status = [&]() -> Status {
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<DurableFile> file,
                             DurableFile::CreatePrivate(unpublished));
    ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<FileWrite> write, file->Write());
    return write->Commit(RootRecord());
  }();
  if (status) status = PublishFile(unpublished, path, Replace::kNo);
  if (!status) {
    ::unlink(unpublished.c_str());
    Error error = status.error();
    error.file = path;
    return error;
  }
  return OpenGraph(path, OpenMode::kWrite);
}

Result<std::unique_ptr<Graph>> Graph::Open(const std::string& path, OpenMode mode) {
  if (mode == OpenMode::kWrite) RemoveAbandoned(path);
  return OpenGraph(path, mode);
}

}  // namespace entente::graph
