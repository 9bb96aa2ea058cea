#include "graph/pieces.h"

#include <sys/mman.h>

#include <algorithm>
#include <utility>

#include "graph/checksum.h"
#include "graph/compression.h"
#include "graph/out_of_memory.h"

namespace entente::graph {
namespace {

uint64_t Seed(uint32_t piece, size_t segment) {
  return (static_cast<uint64_t>(piece) + 1) << 32 | segment;
}

std::string_view Segment(std::string_view bytes, size_t segment) {
  return bytes.substr(segment * kSegmentBytes, kSegmentBytes);
}

// All of `bytes` will be read: one read of the disk instead of one for every few pages.
void Announce(std::string_view bytes) {
  constexpr uintptr_t kPage = 4096;
  const auto begin = reinterpret_cast<uintptr_t>(bytes.data()) & ~(kPage - 1);
  const auto end = reinterpret_cast<uintptr_t>(bytes.data()) + bytes.size();
  ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_WILLNEED);
}

}  // namespace

void ThrowDamaged(const char* what) {
  throw DamagedFile(
      MakeError(ErrorCode::kCorrupt, std::string("the graph file is damaged: ") + what));
}

std::vector<uint64_t> SegmentChecksums(uint32_t piece, std::string_view bytes) {
  std::vector<uint64_t> checksums((bytes.size() + kSegmentBytes - 1) / kSegmentBytes);
  for (size_t i = 0; i < checksums.size(); ++i) {
    checksums[i] = SegmentChecksum(piece, i, Segment(bytes, i));
  }
  return checksums;
}

uint64_t SegmentChecksum(uint32_t piece, size_t segment, std::string_view stored) {
  return Checksum(stored, Seed(piece, segment));
}

Piece::Piece(uint32_t id, std::string_view bytes, std::vector<uint64_t> checksums,
             std::shared_ptr<const std::string> file_name)
    : id_(id),
      bytes_(bytes),
      stored_(bytes),
      checksums_(std::move(checksums)),
      file_name_(std::move(file_name)) {
  if (checksums_.empty()) return;
  verified_ = std::make_unique<std::atomic<bool>[]>(checksums_.size());
}

Piece::Piece(uint32_t id, std::string_view stored, std::vector<uint64_t> checksums,
             std::vector<uint64_t> stored_ends, size_t size,
             std::shared_ptr<const std::string> file_name)
    : Piece(id, stored, std::move(checksums), std::move(file_name)) {
  stored_ends_ = std::move(stored_ends);
  room_ = std::make_unique<Room>(size);
  bytes_ = {room_->data(), size};
}

Piece::Room::Room(size_t size) : size_(size) {
  const auto map = [size] {
    return ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  };
  void* at = map();
  for (; at == MAP_FAILED; at = map()) HandleOutOfMemory();
  data_ = static_cast<char*>(at);
}
Piece::Room::~Room() { ::munmap(data_, size_); }

std::string_view Piece::Stored(size_t segment) const {
  if (!room_) return Segment(stored_, segment);
  const uint64_t begin = segment == 0 ? 0 : stored_ends_[segment - 1];
  return stored_.substr(begin, stored_ends_[segment] - begin);
}

void Piece::ThrowDamagedSegment(size_t segment) const {
  Error error = MakeError(ErrorCode::kCorrupt, "the graph file is damaged: piece " +
                                                   std::to_string(id_) + ", segment " +
                                                   std::to_string(segment) + " fails its checksum");
  if (file_name_) error.file = *file_name_;
  throw DamagedFile(std::move(error));
}

void Piece::Verify(size_t segment) const {
  Announce(Stored(segment));
  if (SegmentChecksum(id_, segment, Stored(segment)) != checksums_[segment]) {
    ThrowDamagedSegment(segment);
  }
  if (room_) {
    std::lock_guard lock(room_->mutex());
    if (verified_[segment].load(std::memory_order_acquire)) return;
    const size_t begin = segment * kSegmentBytes;
    const size_t size = std::min(kSegmentBytes, bytes_.size() - begin);
    if (!Decompress(Stored(segment), room_->data() + begin, size)) ThrowDamagedSegment(segment);
  }
  verified_[segment].store(true, std::memory_order_release);
}

}  // namespace entente::graph
