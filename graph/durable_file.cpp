#include "graph/durable_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include "graph/file_pages.h"
#include "graph/file_system.h"
#include "graph/file_tree.h"
#include "graph/lmdb_log.h"
#include "graph/publish.h"

namespace entente::graph {
namespace {

constexpr size_t kSmallestChunk = 64 << 10;  // of the log; each is twice the one before
constexpr size_t kLargestChunk = 1 << 20;
constexpr size_t kPageHeader = 16;  // of LMDB
constexpr unsigned kMaxReaders = 1024;
// Addresses, not memory: the file grows as it is written.
constexpr size_t kMapBytes = size_t{1} << 38;

class LmdbFile;

// Within one process LMDB may open a file once only (its locks belong to the process), so those who
// open the same file share it, and who comes while it is being closed waits; a forked child opens
// it for itself. Guarded by its mutex; holds no file alive.
struct OpenFiles {
  using Key = std::tuple<pid_t, dev_t, ino_t>;
  struct Entry {
    std::weak_ptr<LmdbFile> file;
    bool open = false;  // until the environment is closed, which is later than `file` expires
  };
  std::mutex mutex;
  std::condition_variable closed;
  std::map<Key, Entry> files;
};
OpenFiles& TheOpenFiles() {
  static OpenFiles open_files;
  return open_files;
}

class LmdbView final : public FileView {
 public:
  LmdbView(std::shared_ptr<LmdbFile> file, MDB_txn* txn, MDB_dbi dbi)
      : file_(std::move(file)), txn_(txn), dbi_(dbi) {}
  ~LmdbView() override { mdb_txn_abort(txn_); }
  const RootRecord& root() const override { return root_; }
  Result<std::string_view> Get(std::string_view key) const override;
  Result<std::vector<std::string_view>> LoggedCommits(uint64_t first, uint64_t last) const override;
  Status ReadRoot();
  MDB_txn* txn() const { return txn_; }

 private:
  std::shared_ptr<LmdbFile> file_;  // shared by its views and the graph: the map must outlive them
  MDB_txn* txn_;                    // owned
  MDB_dbi dbi_;
  mutable std::mutex mutex_;  // LMDB wants one thread at a time in a transaction
  RootRecord root_;
};

class LmdbFile final : public DurableFile, public std::enable_shared_from_this<LmdbFile> {
 public:
  LmdbFile(std::string path, OpenMode mode, Descriptor descriptor)
      : path_(std::move(path)), mode_(mode), descriptor_(std::move(descriptor)) {}
  ~LmdbFile() override {
    if (!env_) return;
    if (root_txn_) mdb_txn_abort(root_txn_);
    mdb_env_close(env_);
    // The lock file goes with the last process that has the graph open, unless the name has come
    // to be another file's.
    if (has_lock_file_ && ::flock(descriptor_.get(), LOCK_EX | LOCK_NB) == 0 && NameIsOurs()) {
      ::unlink((path_ + "-lock").c_str());
    }
    if (!key_) return;
    OpenFiles& open_files = TheOpenFiles();
    std::lock_guard lock(open_files.mutex);
    open_files.files.erase(*key_);
    open_files.closed.notify_all();
  }

  /// Known to others from now on.
  void Register(OpenFiles::Key key) { key_ = key; }

  Status OpenEnvironment(bool create);
  Status CheckTree();
  Status FindUnmarked();

  Result<std::shared_ptr<const FileView>> View() override {
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<LmdbView> view, MakeView());
    ENTENTE_RETURN_IF_ERROR(view->ReadRoot());
    return std::shared_ptr<const FileView>(std::move(view));
  }

  Result<RootRecord> LatestRoot() override {
    std::lock_guard lock(mutex_);
    Result<RootRecord> root = WithRootTransaction<RootRecord>(
        [this](const LmdbState& state) { return CurrentRoot(state); });
    if (!root) root.error().file = path_;
    return root;
  }

  /// `root` as stored in `state`, with what was appended since.
  Result<RootRecord> CurrentRoot(const LmdbState& state) const {
    ENTENTE_ASSIGN_OR_RETURN(const RootRecord root, GetStoredRoot(state));
    if (root.last_chunk == 0) return root;
    ENTENTE_ASSIGN_OR_RETURN(MarkedChunk chunk, GetLastChunk(state, root.last_chunk));
    if (root.last_chunk == unmarked_.chunk && unmarked_.mark.commits > chunk.mark.commits) {
      chunk.mark = unmarked_.mark;
    }
    return WithMark(root, chunk.mark);
  }

  Status TakeTurn() override {
    if (mode_ == OpenMode::kRead) {
      Error error = MakeError(ErrorCode::kInvalidArgument,
                              "the graph is open for reading only, or its file may not be written");
      error.file = path_;
      return error;
    }
    turn_.Take();
    // Open file description locks: they don't end when some other descriptor of the file is closed.
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_len = 1;
    if (::fcntl(descriptor_.get(), F_OFD_SETLK, &lock) != 0) {
      const int code = errno;
      turn_.Leave();
      if (code != EAGAIN && code != EACCES) return SystemError(code, "can't lock", path_);
      Error error = MakeError(ErrorCode::kBusy, "another process is writing to the graph");
      error.file = path_;
      return error;
    }
    if (Status status = MarkUnmarked(); !status) {
      LeaveTurn();
      return status;
    }
    return {};
  }

  void LeaveTurn() override {
    struct flock lock = {};
    lock.l_type = F_UNLCK;
    lock.l_whence = SEEK_SET;
    lock.l_len = 1;
    ::fcntl(descriptor_.get(), F_OFD_SETLK, &lock);
    turn_.Leave();
  }

  Result<std::unique_ptr<FileWrite>> Write() override;
  Result<Appended> AppendCommit(std::string_view operations, RootRecord& root) override;
  Status TakeAlone() override {
    // One for the caller, one made here.
    if (shared_from_this().use_count() > 2 || ::flock(descriptor_.get(), LOCK_EX | LOCK_NB) != 0) {
      Error error = MakeError(ErrorCode::kBusy, "somebody else has the graph open");
      error.file = path_;
      return error;
    }
    return {};
  }
  OpenMode mode() const override { return mode_; }
  const std::string& path() const override { return path_; }
  MDB_dbi dbi() const { return dbi_; }
  /// LMDB says EIO of a write that ended early; mostly the disk is full.
  int CauseOf(int code) const {
    return code == EIO && IsFull(descriptor_.get(), kLargestChunk) ? ENOSPC : code;
  }

 private:
  Result<std::shared_ptr<LmdbView>> MakeView() {
    MDB_txn* txn = nullptr;
    if (int rc = mdb_txn_begin(env_, nullptr, MDB_RDONLY, &txn)) {
      return LmdbError(rc, "can't read", path_);
    }
    return std::make_shared<LmdbView>(shared_from_this(), txn, dbi_);
  }

  bool NameIsOurs() const {
    struct stat named = {}, opened = {};
    return ::stat(path_.c_str(), &named) == 0 && ::fstat(descriptor_.get(), &opened) == 0 &&
           named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
  }

  /// Calls f(LmdbState) within a read transaction that is kept for the purpose. REQUIRES mutex_.
  template <class T, class F>
  Result<T> WithRootTransaction(F&& f) {
    if (!root_txn_) {
      if (int rc = mdb_txn_begin(env_, nullptr, MDB_RDONLY, &root_txn_)) {
        root_txn_ = nullptr;
        return LmdbError(rc, "can't read", path_);
      }
    } else if (int rc = mdb_txn_renew(root_txn_)) {
      return LmdbError(rc, "can't read", path_);
    }
    Result<T> result = f(LmdbState{root_txn_, dbi_});
    mdb_txn_reset(root_txn_);
    return result;
  }

  /// The last chunk and where it lies in the file.
  struct ChunkPlace {
    MarkedChunk chunk;
    uint64_t first = 0;  ///< commit; 0 where there is no chunk
    uint64_t offset_byte = 0;
  };
  Result<ChunkPlace> FindLastChunk() {
    std::lock_guard lock(mutex_);
    return WithRootTransaction<ChunkPlace>([this](const LmdbState& state) -> Result<ChunkPlace> {
      ENTENTE_ASSIGN_OR_RETURN(const RootRecord root, GetStoredRoot(state));
      ChunkPlace place;
      if (root.last_chunk == 0) return place;
      place.first = root.last_chunk;
      ENTENTE_ASSIGN_OR_RETURN(place.chunk, GetLastChunk(state, root.last_chunk));
      // A chunk has pages of its own; before its bytes there is LMDB's header, the page's number
      // first, which was checked at opening.
      uint64_t page = 0;
      std::memcpy(&page, place.chunk.bytes.data() - kPageHeader, sizeof page);
      place.offset_byte = page * page_size_ + kPageHeader;
      return place;
    });
  }
  Status MarkUnmarked();
  bool SomebodyWrites() const;
  Result<bool> AppendInPlace(std::string_view record, RootRecord& root);

  std::string path_;
  OpenMode mode_;
  Descriptor descriptor_;              // of the file itself, for locks and checks
  std::optional<OpenFiles::Key> key_;  // where it is registered
  bool has_lock_file_ = false;
  MDB_env* env_ = nullptr;
  MDB_dbi dbi_ = 0;
  size_t page_size_ = 0;
  Turn turn_;
  std::mutex mutex_;  // guards root_txn_
  // Commits beyond the mark that a loss of power or the death of a writer left; set at opening.
  struct {
    uint64_t chunk = 0;
    LogMark mark;
  } unmarked_;
  MDB_txn* root_txn_ = nullptr;  // reused by LatestRoot; owned
};

class LmdbWrite final : public FileWrite {
 public:
  LmdbWrite(LmdbFile& file, MDB_txn* txn) : file_(file), txn_(txn) {}
  ~LmdbWrite() override {
    if (txn_) mdb_txn_abort(txn_);
  }
  Status Put(std::string_view key, std::string_view value) override {
    MDB_val k = ToVal(key), v = ToVal(value);
    return Check(mdb_put(txn_, file_.dbi(), &k, &v, 0));
  }
  Result<char*> Reserve(std::string_view key, size_t size) override {
    MDB_val k = ToVal(key), v = {size, nullptr};
    ENTENTE_RETURN_IF_ERROR(Check(mdb_put(txn_, file_.dbi(), &k, &v, MDB_RESERVE)));
    return static_cast<char*>(v.mv_data);
  }
  Status Remove(std::string_view key) override {
    MDB_val k = ToVal(key);
    const int rc = mdb_del(txn_, file_.dbi(), &k, nullptr);
    return rc == MDB_NOTFOUND ? Status() : Check(rc);
  }
  Status RemoveLog() override {
    const LmdbState state{txn_, file_.dbi()};
    ENTENTE_ASSIGN_OR_RETURN(const RootRecord root, GetStoredRoot(state));
    return Check(RemoveLoggedCommits(state, root));
  }
  Status Commit(RootRecord root) override {
    root.transaction = mdb_txn_id(txn_);
    ENTENTE_RETURN_IF_ERROR(Put(RootKey(), EncodeRoot(root)));
    return Check(file_.CauseOf(mdb_txn_commit(std::exchange(txn_, nullptr))));
  }

 private:
  Status Check(int rc) {
    if (rc == 0) return {};
    return LmdbError(rc, "can't write", file_.path());
  }
  LmdbFile& file_;  // outlives the write
  MDB_txn* txn_;    // owned
};

Result<std::string_view> LmdbView::Get(std::string_view key) const {
  std::lock_guard lock(mutex_);
  Result<std::string_view> value = GetValue({txn_, dbi_}, key);
  if (!value) value.error().file = file_->path();
  return value;
}

Result<std::vector<std::string_view>> LmdbView::LoggedCommits(uint64_t first, uint64_t last) const {
  std::lock_guard lock(mutex_);
  return GetLoggedCommits({txn_, dbi_}, root_, first, last);
}

Status LmdbView::ReadRoot() {
  std::lock_guard lock(mutex_);
  Result<RootRecord> root = file_->CurrentRoot({txn_, dbi_});
  if (!root) {
    root.error().file = file_->path();
    return root.error();
  }
  root_ = *root;
  return {};
}

Result<std::unique_ptr<FileWrite>> LmdbFile::Write() {
  MDB_txn* txn = nullptr;
  if (int rc = mdb_txn_begin(env_, nullptr, 0, &txn)) return LmdbError(rc, "can't write", path_);
  return std::unique_ptr<FileWrite>(new LmdbWrite(*this, txn));
}

// Whether a process has the writer's turn. What is in the log beyond the mark is its business then.
bool LmdbFile::SomebodyWrites() const {
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_len = 1;
  return ::fcntl(descriptor_.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

// At opening: whole records beyond the mark are commits, unless somebody is just writing them.
Status LmdbFile::FindUnmarked() {
  if (SomebodyWrites()) return {};
  ENTENTE_ASSIGN_OR_RETURN(const ChunkPlace place, FindLastChunk());
  if (place.first == 0) return {};
  const LogMark mark = ExtendMark(place.chunk.bytes, place.first, place.chunk.mark);
  if (mark.commits == place.chunk.mark.commits || SomebodyWrites()) return {};
  unmarked_ = {place.first, mark};
  return {};
}

// The same by a writer, who marks them.
Status LmdbFile::MarkUnmarked() {
  ENTENTE_ASSIGN_OR_RETURN(const ChunkPlace place, FindLastChunk());
  if (place.first == 0) return {};
  const LogMark mark = ExtendMark(place.chunk.bytes, place.first, place.chunk.mark);
  if (mark.commits == place.chunk.mark.commits) return {};
  const int code = WriteAt(descriptor_.get(), EncodeMark(mark, place.first), place.offset_byte,
                           Durability::kWhenever);
  return code == 0 ? Status() : SystemError(code, "can't write", path_);
}

// False where the last chunk has no room. The record is written and waited for, then the mark that
// shows it to readers. A record that could not be marked is taken back, lest somebody find it
// later.
Result<bool> LmdbFile::AppendInPlace(std::string_view record, RootRecord& root) {
  if (root.last_chunk == 0) return false;
  ENTENTE_ASSIGN_OR_RETURN(const ChunkPlace place, FindLastChunk());
  const LogMark mark = place.chunk.mark;
  if (place.first != root.last_chunk || record.size() > place.chunk.bytes.size() - mark.end) {
    return false;
  }
  const auto end = static_cast<uint32_t>(mark.end + record.size());
  int code = WriteAt(descriptor_.get(), record, place.offset_byte + mark.end, Durability::kNow);
  if (code == 0) {
    code = WriteAt(descriptor_.get(), EncodeMark({mark.commits + 1, end}, place.first),
                   place.offset_byte, Durability::kWhenever);
  }
  if (code != 0) {
    const std::string nothing(std::min<size_t>(record.size(), 16), '\0');
    WriteAt(descriptor_.get(), nothing, place.offset_byte + mark.end, Durability::kNow);
    WriteAt(descriptor_.get(), EncodeMark(mark, place.first), place.offset_byte,
            Durability::kWhenever);
    return SystemError(code, "can't write", path_);
  }
  ++root.sequence;
  root.log_bytes += record.size();
  root.log_end = end;
  return true;
}

Result<DurableFile::Appended> LmdbFile::AppendCommit(std::string_view operations,
                                                     RootRecord& root) {
  if (operations.size() > UINT32_MAX - kLargestChunk) {
    return MakeError(ErrorCode::kLimit, "a transaction holds at most 4 GiB");
  }
  const std::string record = EncodeRecord(operations, root.sequence + 1);
  ENTENTE_ASSIGN_OR_RETURN(const bool in_place, AppendInPlace(record, root));
  if (in_place) return Appended::kInPlace;
  RootRecord next = root;
  ++next.sequence;
  ++next.chunk_count;
  next.last_chunk = next.sequence;
  const auto write_chunk = [&](size_t size) -> Status {
    ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<FileWrite> write, Write());
    ENTENTE_ASSIGN_OR_RETURN(char* room, write->Reserve(ChunkKey(next.last_chunk), size));
    const LogMark mark{1, static_cast<uint32_t>(kLogMarkBytes + record.size())};
    const std::string encoded = EncodeMark(mark, next.last_chunk);
    std::memcpy(room, encoded.data(), encoded.size());
    std::memcpy(room + encoded.size(), record.data(), record.size());
    std::memset(room + mark.end, 0, size - mark.end);
    ENTENTE_RETURN_IF_ERROR(write->Commit(next));
    next = WithMark(next, mark);
    return {};
  };
  // Whole pages but for LMDB's header; less than one would be put into a page with others.
  const size_t needed = std::max(kLogMarkBytes + record.size(), page_size_ - kPageHeader);
  const size_t usual =
      std::min(kLargestChunk, kSmallestChunk << std::min<uint64_t>(root.chunk_count, 8)) -
      kPageHeader;
  Status status = write_chunk(std::max(needed, usual));
  if (!status && status.error().code == ErrorCode::kNoSpace && needed < usual) {
    status = write_chunk(needed);
  }
  if (!status) return status.error();
  root = next;
  return Appended::kInChunk;
}

Status LmdbFile::OpenEnvironment(bool create) {
  const auto open = [this](unsigned flags, size_t map_bytes) {
    if (const int failed = mdb_env_create(&env_)) return failed;
    mdb_env_set_maxreaders(env_, kMaxReaders);
    mdb_env_set_mapsize(env_, map_bytes);
    const int rc = mdb_env_open(env_, path_.c_str(), flags, 0644);
    if (rc) mdb_env_close(std::exchange(env_, nullptr));
    return rc;
  };
  unsigned flags = MDB_NOSUBDIR | MDB_NOTLS;
  if (mode_ == OpenMode::kRead) flags |= MDB_RDONLY;
  if (create) flags |= MDB_NOLOCK;
  int rc = open(flags, kMapBytes);
  if (rc == ENOMEM) {  // a limit on addresses: take what the file needs and some room to grow
    struct stat status = {};
    ::fstat(descriptor_.get(), &status);
    rc = open(flags,
              (static_cast<size_t>(status.st_size) / 4 * 5 + (size_t{64} << 20)) & ~size_t{0xFFFF});
  }
  if ((rc == EACCES || rc == EROFS || rc == EPERM) && mode_ == OpenMode::kRead) {
    flags |= MDB_NOLOCK;  // a folder that can't be written
    rc = open(flags, kMapBytes);
  }
  if (rc) return LmdbError(rc, "can't open", path_);
  has_lock_file_ = (flags & MDB_NOLOCK) == 0;
  int dead = 0;
  if (has_lock_file_) mdb_reader_check(env_, &dead);
  MDB_txn* txn = nullptr;
  rc = mdb_txn_begin(env_, nullptr, mode_ == OpenMode::kRead ? MDB_RDONLY : 0, &txn);
  if (!rc) rc = mdb_dbi_open(txn, nullptr, 0, &dbi_);
  if (rc) {
    if (txn) mdb_txn_abort(txn);
    return LmdbError(rc, "can't open", path_);
  }
  mdb_txn_abort(txn);  // the unnamed database needs no commit
  MDB_stat stat;
  mdb_env_stat(env_, &stat);
  page_size_ = stat.ms_psize;
  return {};
}

// Holds a view, so that the pages stay what they are while they are read.
Status LmdbFile::CheckTree() {
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<LmdbView> view, MakeView());
  struct stat status = {};
  if (::fstat(descriptor_.get(), &status) != 0) return SystemError(errno, "can't read", path_);
  const Mapping mapping(descriptor_.get(), static_cast<size_t>(status.st_size));
  if (!mapping.ok()) return SystemError(errno, "can't map", path_);
  return CheckFileTree(mapping.bytes(), mdb_txn_id(view->txn()),
                       /*also_values=*/mode_ == OpenMode::kWrite);
}

}  // namespace

Result<std::shared_ptr<DurableFile>> DurableFile::CreatePrivate(const std::string& path) {
  Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (descriptor.get() < 0) {
    if (errno != ENOENT) return SystemError(errno, "can't create", path);
    Error error = MakeError(ErrorCode::kNotFound, "there is no such folder to write into");
    error.file = path;
    return error;
  }
  ::flock(descriptor.get(), LOCK_SH);  // says that somebody is at work (RemoveAbandoned)
  auto file = std::make_shared<LmdbFile>(path, OpenMode::kWrite, std::move(descriptor));
  if (Status status = file->OpenEnvironment(/*create=*/true); !status) {
    ::unlink(path.c_str());
    return status.error();
  }
  return std::shared_ptr<DurableFile>(std::move(file));
}

Result<std::shared_ptr<DurableFile>> DurableFile::Open(const std::string& named, OpenMode mode) {
  // The lock file's name follows from the path, so that has to be one for all.
  const std::string path = FollowLinks(named);
  const int flags = (mode == OpenMode::kWrite ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_CLOEXEC;
  Descriptor descriptor(::open(path.c_str(), flags));
  if (descriptor.get() < 0 && errno == ENOENT) {
    Error error = MakeError(ErrorCode::kNotFound, "there is no such file");
    error.file = path;
    return error;
  }
  if (descriptor.get() < 0)
    return SystemError(
        errno, mode == OpenMode::kWrite ? "can't be opened for writing" : "can't open", path);
  struct stat status = {};
  if (::fstat(descriptor.get(), &status) != 0) return SystemError(errno, "can't read", path);
  if (!S_ISREG(status.st_mode)) {
    return WithFile(MakeError(ErrorCode::kForeignFile, "not a graph file: not a regular file"),
                    path);
  }
  OpenFiles& open_files = TheOpenFiles();
  const OpenFiles::Key file_key{::getpid(), status.st_dev, status.st_ino};
  std::shared_ptr<LmdbFile> file;  // dies after the lock, which its destructor takes
  std::unique_lock lock(open_files.mutex);
  open_files.closed.wait(lock, [&] {
    const auto known = open_files.files.find(file_key);
    if (known == open_files.files.end() || !known->second.open) return true;
    file = known->second.file.lock();
    return file != nullptr;
  });
  if (file) {
    if (mode == OpenMode::kWrite && file->mode() == OpenMode::kRead) {
      return WithFile(
          MakeError(ErrorCode::kBusy, "this process already has the graph open for reading"), path);
    }
    return std::shared_ptr<DurableFile>(std::move(file));
  }
  // Shared while open; the last to close takes it alone and removes the lock file.
  if (::flock(descriptor.get(), LOCK_SH) != 0) return SystemError(errno, "can't lock", path);
  // Whoever had it alone until now may have put another file in its place, or made it longer.
  struct stat now = {};
  if (::stat(path.c_str(), &now) != 0) return SystemError(errno, "can't open", path);
  if (now.st_dev != status.st_dev || now.st_ino != status.st_ino) {
    lock.unlock();
    return Open(path, mode);
  }
  status = now;
  {
    const Mapping mapping(descriptor.get(), static_cast<size_t>(status.st_size));
    if (!mapping.ok()) return SystemError(errno, "can't map", path);
    if (auto metas = ReadMetaPages(mapping.bytes()); !metas) return WithFile(metas.error(), path);
  }
  file = std::make_shared<LmdbFile>(path, mode, std::move(descriptor));
  ENTENTE_RETURN_IF_ERROR(file->OpenEnvironment(/*create=*/false));
  if (Status checked = file->CheckTree(); !checked) return WithFile(checked.error(), path);
  if (Status found = file->FindUnmarked(); !found) return WithFile(found.error(), path);
  file->Register(file_key);
  open_files.files[file_key] = {file, true};
  return std::shared_ptr<DurableFile>(std::move(file));
}

}  // namespace entente::graph
