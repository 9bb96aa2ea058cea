#include "ingest/readers/byte_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace entente::ingest {

namespace {

using graph::ErrorCode;
using graph::MakeError;
using graph::Result;

constexpr size_t kChunkBytes = size_t{1} << 18;
constexpr uint64_t kFreeExpansionBytes = uint64_t{16} << 20;

class FileStream : public ByteStream {
 public:
  FileStream(int descriptor, bool owned, const std::atomic<bool>* stop)
      : descriptor_(descriptor), owned_(owned) {
    struct stat status;
    const bool is_file = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (is_file && status.st_size > 0) left_ = static_cast<uint64_t>(status.st_size) + 1;
    if (!is_file) stop_ = stop;
  }
  ~FileStream() override {
    if (owned_) close(descriptor_);
  }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  Result<bool> Read(std::string& out) override {
    if (!WaitUntilReady()) return MakeError(ErrorCode::kInterrupted, "stopped while it was read");
    size_t old_size = out.size();
    size_t room = left_ > 0 ? std::min<uint64_t>(left_, kChunkBytes) : kChunkBytes;
    out.resize(old_size + room);
    ssize_t got;
    do {
      got = read(descriptor_, out.data() + old_size, room);
    } while (got < 0 && (errno == EINTR || (errno == EAGAIN && WaitUntilReady())));
    int error = errno;
    if (got > 0) left_ -= std::min<uint64_t>(left_, static_cast<uint64_t>(got));
    out.resize(old_size + (got > 0 ? static_cast<size_t>(got) : 0));
    if (got < 0) {
      return MakeError(ErrorCode::kIo, fmt::format("it can't be read: {}", strerror(error)));
    }
    return got > 0;
  }

 private:
  // A pipe may keep silent for ever, and nobody could stop a read that waits for it. False:
  // stopped.
  bool WaitUntilReady() {
    constexpr int kLookEveryMs = 50;
    while (stop_ != nullptr) {
      if (stop_->load(std::memory_order_relaxed)) return false;
      pollfd wanted{descriptor_, POLLIN, 0};
      if (poll(&wanted, 1, kLookEveryMs) > 0) return true;
    }
    return true;
  }

  int descriptor_;
  bool owned_;
  const std::atomic<bool>* stop_ = nullptr;  // null: reading never waits long
  // What a file of a known size has left, and a byte more that tells its end: most files are far
  // smaller than a chunk, whose memory would have to be cleared twice.
  uint64_t left_ = 0;
};

class GzipStream : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> packed) : packed_(std::move(packed)) {
    // 15 bits of window, plus 16: gzip framing only.
    ready_ = inflateInit2(&inflater_, 15 + 16) == Z_OK;
  }
  ~GzipStream() override {
    if (ready_) inflateEnd(&inflater_);
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  Result<bool> Read(std::string& out) override {
    if (!ready_) return MakeError(ErrorCode::kIo, "zlib could not start");
    if (done_) return false;
    size_t old_size = out.size();
    out.resize(old_size + kChunkBytes);
    while (true) {
      if (inflater_.avail_in == 0) {
        input_.clear();
        auto more = packed_->Read(input_);
        if (!more) return Fail(out, old_size, more.error());
        if (!*more) {
          out.resize(old_size);
          done_ = true;
          if (between_members_) return false;
          return MakeError(ErrorCode::kCorrupt,
                           "the gzip data ends too early; the file seems to be truncated");
        }
        bytes_in_ += input_.size();
        inflater_.next_in = reinterpret_cast<Bytef*>(input_.data());
        inflater_.avail_in = static_cast<uInt>(input_.size());
      }
      if (between_members_ && members_ > 0) {
        // What follows a member is another member, or padding that gunzip ignores too.
        if (inflater_.next_in[0] != 0x1f) {
          out.resize(old_size);
          done_ = true;
          return false;
        }
        inflateReset(&inflater_);
      }
      between_members_ = false;
      inflater_.next_out = reinterpret_cast<Bytef*>(out.data() + old_size);
      inflater_.avail_out = static_cast<uInt>(kChunkBytes);
      int code = inflate(&inflater_, Z_NO_FLUSH);
      if (code == Z_STREAM_END) {
        between_members_ = true;
        ++members_;
      } else if (code != Z_OK && code != Z_BUF_ERROR) {
        return Fail(out, old_size,
                    MakeError(ErrorCode::kCorrupt,
                              fmt::format("the gzip data is damaged ({})",
                                          inflater_.msg ? inflater_.msg : "unknown fault")));
      }
      size_t got = kChunkBytes - inflater_.avail_out;
      bytes_out_ += got;
      if (bytes_out_ > kFreeExpansionBytes && bytes_out_ / kMaxExpansion > bytes_in_) {
        return Fail(out, old_size,
                    MakeError(ErrorCode::kLimit,
                              fmt::format("the gzip data unpacks to more than {} times its size; "
                                          "unpack it by hand if it is meant to",
                                          kMaxExpansion)));
      }
      if (got > 0) {
        out.resize(old_size + got);
        return true;
      }
    }
  }

 private:
  graph::Error Fail(std::string& out, size_t old_size, graph::Error error) {
    out.resize(old_size);
    done_ = true;
    return error;
  }

  std::unique_ptr<ByteStream> packed_;
  z_stream inflater_{};
  bool ready_ = false;
  bool done_ = false;
  bool between_members_ = true;
  uint64_t members_ = 0;
  uint64_t bytes_in_ = 0;
  uint64_t bytes_out_ = 0;
  std::string input_;
};

/// Gives back what was looked at, then goes on with the rest.
class PushedBackStream : public ByteStream {
 public:
  PushedBackStream(std::string head, std::unique_ptr<ByteStream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}
  Result<bool> Read(std::string& out) override {
    if (!head_.empty()) {
      out += head_;
      head_.clear();
      return true;
    }
    return rest_->Read(out);
  }

 private:
  std::string head_;
  std::unique_ptr<ByteStream> rest_;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::OpenFile(const std::string& path,
                                                         const std::atomic<bool>* stop) {
  // Opening a named pipe would wait for its writer, without end and unstoppable.
  int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | (stop != nullptr ? O_NONBLOCK : 0));
  if (descriptor < 0) {
    ErrorCode code = errno == ENOENT || errno == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kIo;
    const char* why = errno == ENOENT ? "there is no such file" : strerror(errno);
    return MakeError(code, fmt::format("it can't be opened: {}", why));
  }
  return std::unique_ptr<ByteStream>(new FileStream(descriptor, true, stop));
}

std::unique_ptr<ByteStream> ByteStream::StandardInput(const std::atomic<bool>* stop) {
  return std::make_unique<FileStream>(STDIN_FILENO, false, stop);
}

std::unique_ptr<ByteStream> ByteStream::Unpack(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<GzipStream>(std::move(packed));
}

std::unique_ptr<ByteStream> ByteStream::WithHead(std::string head,
                                                 std::unique_ptr<ByteStream> rest) {
  return std::make_unique<PushedBackStream>(std::move(head), std::move(rest));
}

Result<std::unique_ptr<ByteStream>> ByteStream::UnpackIfGzip(std::unique_ptr<ByteStream> stream) {
  std::string head;
  while (head.size() < 2) {
    ENTENTE_ASSIGN_OR_RETURN(bool more, stream->Read(head));
    if (!more) break;
  }
  bool is_gzip = head.starts_with("\x1f\x8b");
  std::unique_ptr<ByteStream> whole = WithHead(std::move(head), std::move(stream));
  if (is_gzip) whole = Unpack(std::move(whole));
  return whole;
}

}  // namespace entente::ingest
