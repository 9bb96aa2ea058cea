#include "graph/durable_file.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/file.h>
#include <sys/mman.h>
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

#include "graph/check.h"
#include "graph/checksum.h"
#include "graph/codec.h"
#include "graph/file_pages.h"
#include "graph/publish.h"

namespace entente::graph {
namespace {

constexpr std::string_view kRootKey = "!root";  // sorts before all others
constexpr uint32_t kFormatVersion = 1;
constexpr uint64_t kRootSeed = 0x726F6F74;  // "root"
constexpr unsigned kMaxReaders = 1024;
// Addresses, not memory: the file grows as it is written.
constexpr size_t kMapBytes = size_t{1} << 38;

Error LmdbError(int code, const std::string& what, const std::string& path) {
  switch (code) {
    case MDB_MAP_FULL: {
      Error error =
          MakeError(ErrorCode::kNoSpace, what + ": the file has reached its largest size");
      error.file = path;
      return error;
    }
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
    case MDB_BAD_TXN:
    case MDB_PANIC:
    case MDB_NOTFOUND: {
      Error error = MakeError(ErrorCode::kCorrupt, what + ": " + mdb_strerror(code));
      error.file = path;
      return error;
    }
    case EIO:  // LMDB says so too when a write was cut short
      return SystemError(code, what + ", the disk may be full", path);
    default:
      if (code > 0) return SystemError(code, what, path);
      Error error = MakeError(ErrorCode::kIo, what + ": " + mdb_strerror(code));
      error.file = path;
      return error;
  }
}

std::string EncodeRoot(const RootRecord& root) {
  ByteWriter out;
  out.Fixed(kRootMagic.data(), kRootMagic.size());
  out.U32(kFormatVersion);
  out.U32(0);
  for (uint64_t field :
       {root.transaction, root.sequence, root.base_sequence, root.log_bytes, root.catalog_bytes,
        root.catalog_checksum, root.base_bytes, root.piece_count}) {
    out.U64(field);
  }
  out.U64(Checksum(out.bytes(), kRootSeed));
  return out.Take();
}

Result<RootRecord> DecodeRoot(std::string_view bytes) {
  if (bytes.size() < kRootMagic.size() + 4 || !bytes.starts_with(kRootMagic)) {
    return MakeError(ErrorCode::kForeignFile, "not a graph file: it holds something else");
  }
  ByteReader in(bytes.substr(kRootMagic.size()));
  const uint32_t version = in.U32();
  if (version > kFormatVersion) {
    Error error =
        MakeError(ErrorCode::kForeignFile,
                  "the graph file has format version " + std::to_string(version) + ", newer than " +
                      std::to_string(kFormatVersion) + ", the newest known");
    error.suggestion = "use a newer version of this program, or export with the one that wrote it";
    return error;
  }
  in.U32();
  RootRecord root;
  for (uint64_t* field :
       {&root.transaction, &root.sequence, &root.base_sequence, &root.log_bytes,
        &root.catalog_bytes, &root.catalog_checksum, &root.base_bytes, &root.piece_count}) {
    *field = in.U64();
  }
  const uint64_t checksum = in.U64();
  if (version == 0 || !in.ok() || !in.at_end() ||
      checksum != Checksum(bytes.substr(0, bytes.size() - 8), kRootSeed)) {
    return MakeError(ErrorCode::kCorrupt, "the graph file is damaged: its root record");
  }
  return root;
}

MDB_val ToVal(std::string_view bytes) {
  return {bytes.size(),
          const_cast<char*>(bytes.data())};  // LMDB's type has no const; it only reads
}
std::string_view FromVal(const MDB_val& val) {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// The whole file mapped for reading, for the checks before LMDB sees it.
class Mapping {
 public:
  Mapping(int fd, size_t size) : size_(size) {
    if (size == 0) return;
    void* at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) return;
    at_ = static_cast<char*>(at);
    ::madvise(at, size, MADV_RANDOM);  // a few pages here and there: nothing to read ahead
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (at_) ::munmap(at_, size_);
  }
  bool ok() const { return at_ || size_ == 0; }
  std::string_view bytes() const { return {at_, size_}; }

 private:
  char* at_ = nullptr;
  size_t size_;
};

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

  Result<std::shared_ptr<const FileView>> View() override {
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<LmdbView> view, MakeView());
    ENTENTE_RETURN_IF_ERROR(view->ReadRoot());
    return std::shared_ptr<const FileView>(std::move(view));
  }

  Result<RootRecord> LatestRoot() override {
    std::lock_guard lock(mutex_);
    if (!root_txn_) {
      if (int rc = mdb_txn_begin(env_, nullptr, MDB_RDONLY, &root_txn_)) {
        root_txn_ = nullptr;
        return LmdbError(rc, "can't read", path_);
      }
    } else if (int rc = mdb_txn_renew(root_txn_)) {
      return LmdbError(rc, "can't read", path_);
    }
    MDB_val key = ToVal(kRootKey), value;
    const int rc = mdb_get(root_txn_, dbi_, &key, &value);
    Result<RootRecord> root =
        rc ? Result<RootRecord>(LmdbError(rc, "can't read the root record", path_))
           : DecodeRoot(FromVal(value));
    mdb_txn_reset(root_txn_);
    if (!root) root.error().file = path_;
    return root;
  }

  Status TakeTurn() override {
    if (mode_ == OpenMode::kRead) {
      Error error = MakeError(ErrorCode::kInvalidArgument, "the graph was opened for reading only");
      error.file = path_;
      return error;
    }
    turn_.Take();
    // Open file description locks: they don't end when some other descriptor of the file is closed.
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_len = 1;
    if (::fcntl(descriptor_.get(), F_OFD_SETLK, &lock) != 0 &&
        (errno == EAGAIN || errno == EACCES)) {
      turn_.Leave();
      Error error = MakeError(ErrorCode::kBusy, "another process is writing to the graph");
      error.file = path_;
      return error;
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

  std::string path_;
  OpenMode mode_;
  Descriptor descriptor_;              // of the file itself, for locks and checks
  std::optional<OpenFiles::Key> key_;  // where it is registered
  bool has_lock_file_ = false;
  MDB_env* env_ = nullptr;
  MDB_dbi dbi_ = 0;
  Turn turn_;
  std::mutex mutex_;             // guards root_txn_
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
  Status Commit(RootRecord root) override {
    root.transaction = mdb_txn_id(txn_);
    ENTENTE_RETURN_IF_ERROR(Put(kRootKey, EncodeRoot(root)));
    return Check(mdb_txn_commit(std::exchange(txn_, nullptr)));
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
  MDB_val k = ToVal(key), v;
  if (int rc = mdb_get(txn_, dbi_, &k, &v)) {
    return LmdbError(rc, "a piece of the graph is missing", file_->path());
  }
  return FromVal(v);
}

Status LmdbView::ReadRoot() {
  ENTENTE_ASSIGN_OR_RETURN(const std::string_view bytes, Get(kRootKey));
  Result<RootRecord> root = DecodeRoot(bytes);
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

Status LmdbFile::OpenEnvironment(bool create) {
  const auto open = [this](unsigned flags, size_t map_bytes) {
    mdb_env_create(&env_);
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
  return {};
}

// Holds a view, so that the pages stay what they are while they are read.
Status LmdbFile::CheckTree() {
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<LmdbView> view, MakeView());
  const uint64_t transaction = mdb_txn_id(view->txn());
  struct stat status = {};
  if (::fstat(descriptor_.get(), &status) != 0) return SystemError(errno, "can't read", path_);
  const Mapping mapping(descriptor_.get(), static_cast<size_t>(status.st_size));
  if (!mapping.ok()) return SystemError(errno, "can't map", path_);
  ENTENTE_ASSIGN_OR_RETURN(const MetaPages metas, ReadMetaPages(mapping.bytes()));
  const MetaPage* meta = nullptr;
  for (const MetaPage& page : metas.page) {
    if (page.transaction == transaction) meta = &page;
  }
  // Two commits of another process may have passed since the view was taken; the pages that it
  // pins were checked by that process's LMDB when it wrote them.
  if (!meta) return {};
  std::optional<RootRecord> root;
  uint64_t logs = 0, pieces = 0;
  const auto damaged = [](const char* what) {
    return MakeError(ErrorCode::kCorrupt, std::string("the graph file is damaged: ") + what);
  };
  ENTENTE_RETURN_IF_ERROR(CheckPages(
      mapping.bytes(), *meta, /*also_values=*/mode_ == OpenMode::kWrite,
      [&](std::string_view key, std::string_view value) -> Status {
        if (!root) {
          if (key != kRootKey) {
            return MakeError(ErrorCode::kForeignFile, "not a graph file: it holds something else");
          }
          ENTENTE_ASSIGN_OR_RETURN(root, DecodeRoot(value));
          return {};
        }
        if (key == CatalogKey()) {
          if (value.size() != root->catalog_bytes) return damaged("its catalogue");
        } else if (key == LogKey(root->base_sequence + 1 + logs)) {
          ++logs;
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
      logs != root->sequence - root->base_sequence) {
    return damaged("its root record does not agree with its pieces");
  }
  // A newer state hidden behind a damaged meta page would be a commit lost without a word.
  const MetaPage& other = metas.page[meta == &metas.page[0] ? 1 : 0];
  if (auto hidden = DecodeRoot(FirstValue(mapping.bytes(), other));
      hidden && hidden->transaction > other.transaction && hidden->transaction > transaction) {
    return damaged("a meta page hides a newer commit");
  }
  return {};
}

Error WithFile(Error error, const std::string& path) {
  if (error.file.empty()) error.file = path;
  return error;
}

}  // namespace

Error SystemError(int error_number, const std::string& what, const std::string& path) {
  ErrorCode code = ErrorCode::kIo;
  if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG) {
    code = ErrorCode::kNoSpace;
  } else if (error_number == ENOENT) {
    code = ErrorCode::kNotFound;
  } else if (error_number == EEXIST) {
    code = ErrorCode::kAlreadyExists;
  }
  std::string message = what + ": " + std::strerror(error_number);
  if (error_number == EFBIG) message += " (the disk may be full, or the size of files limited)";
  Error error = MakeError(code, std::move(message));
  error.file = path;
  return error;
}

std::string LogKey(uint64_t sequence) {
  std::string key = "l";
  for (int shift = 56; shift >= 0; shift -= 8) key.push_back(static_cast<char>(sequence >> shift));
  return key;
}
std::string PieceKey(uint32_t piece) {
  std::string key = "p";
  for (int shift = 24; shift >= 0; shift -= 8) key.push_back(static_cast<char>(piece >> shift));
  return key;
}
std::string CatalogKey() { return "c"; }

Result<std::shared_ptr<DurableFile>> DurableFile::CreatePrivate(const std::string& path) {
  Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (descriptor.get() < 0) return SystemError(errno, "can't create", path);
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
  if (descriptor.get() < 0) return SystemError(errno, "can't open", path);
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
  file->Register(file_key);
  open_files.files[file_key] = {file, true};
  return std::shared_ptr<DurableFile>(std::move(file));
}

}  // namespace entente::graph
