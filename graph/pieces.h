/// \file
/// The byte arrays that a base is made of. Each is one contiguous value of the file, read in place,
/// with a checksum for every 64 KiB of it that is verified when first touched. The segments of a
/// compressed one are unpacked then, into memory that takes room as it is touched.
///
/// Threads: safe from many threads (two may verify one segment at a time; both find the same).
/// Ownership: a PieceTable keeps alive what its pieces point into.
/// Errors: Touch throws DamagedFile.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "graph/damage.h"

namespace entente::graph {

inline constexpr size_t kSegmentBytes = 64 << 10;
inline constexpr uint32_t kNoPiece = UINT32_MAX;

/// Stops a reader at something that no undamaged piece says.
[[noreturn]] void ThrowDamaged(const char* what);

/// The checksums of `bytes`, a segment each.
std::vector<uint64_t> SegmentChecksums(uint32_t piece, std::string_view bytes);
/// That of one segment, as stored.
uint64_t SegmentChecksum(uint32_t piece, size_t segment, std::string_view stored);

class Piece {
 public:
  Piece() = default;
  Piece(uint32_t id, std::string_view bytes, std::vector<uint64_t> checksums,
        std::shared_ptr<const std::string> file_name);
  /// Of `size` bytes, compressed: the stored segments end at `stored_ends`. Errors:
  /// std::bad_alloc.
  Piece(uint32_t id, std::string_view stored, std::vector<uint64_t> checksums,
        std::vector<uint64_t> stored_ends, size_t size,
        std::shared_ptr<const std::string> file_name);

  const char* data() const { return bytes_.data(); }
  size_t size() const { return bytes_.size(); }
  /// Verifies the segments that [begin, end) lies in. REQUIRES begin < end <= size().
  void Touch(size_t begin, size_t end) const {
    if (!verified_) return;
    const size_t last = (end - 1) / kSegmentBytes;
    for (size_t segment = begin / kSegmentBytes; segment <= last; ++segment) {
      if (!verified_[segment].load(std::memory_order_acquire)) Verify(segment);
    }
  }
  void TouchAll() const {
    if (size() > 0) Touch(0, size());
  }

 private:
  // Where a compressed piece is unpacked; addresses that take no memory until they are written.
  class Room {
   public:
    explicit Room(size_t size);
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;
    ~Room();
    char* data() const { return data_; }
    std::mutex& mutex() { return mutex_; }

   private:
    char* data_;
    size_t size_;
    std::mutex mutex_;  // of who unpacks
  };
  void Verify(size_t segment) const;
  std::string_view Stored(size_t segment) const;
  [[noreturn]] void ThrowDamagedSegment(size_t segment) const;

  uint32_t id_ = 0;
  std::string_view bytes_;   // in the map, in room_, or in what the table owns
  std::string_view stored_;  // in the map
  std::vector<uint64_t> stored_ends_;
  std::unique_ptr<Room> room_;       // of a compressed piece
  std::vector<uint64_t> checksums_;  // by segment
  std::unique_ptr<std::atomic<bool>[]>
      verified_;  // by segment; null where nothing is to be verified
  std::shared_ptr<const std::string> file_name_;  // shared by the pieces of one file
};

/// An array of T in a piece.
template <class T>
class ArrayView {
 public:
  ArrayView() = default;
  explicit ArrayView(const Piece& piece) : piece_(&piece), size_(piece.size() / sizeof(T)) {}
  size_t size() const { return size_; }
  T operator[](size_t i) const {
    piece_->Touch(i * sizeof(T), (i + 1) * sizeof(T));
    return data()[i];
  }
  /// `count` elements from `begin` on, verified.
  const T* Range(size_t begin, size_t count) const {
    if (count > 0) piece_->Touch(begin * sizeof(T), (begin + count) * sizeof(T));
    return data() + begin;
  }
  const T* All() const { return Range(0, size_); }
  /// Not verified.
  const T* data() const { return reinterpret_cast<const T*>(piece_->data()); }

 private:
  const Piece* piece_ = nullptr;  // of a table that outlives this
  size_t size_ = 0;
};

/// Integers of 1, 2, 4 or 8 bytes each, counted from a base.
struct PackedInfo {
  uint32_t piece = kNoPiece;
  uint8_t width = 0;  ///< bytes an element; 0 where every element is `base`
  int64_t base = 0;
  uint64_t count = 0;
};

class PackedView {
 public:
  PackedView() = default;
  PackedView(const PackedInfo& info, const Piece* piece)
      : piece_(piece), width_(info.width), base_(info.base), count_(info.count) {}
  size_t size() const { return count_; }
  int64_t operator[](size_t i) const {
    if (width_ == 0) return base_;
    piece_->Touch(i * width_, (i + 1) * width_);
    return At(i);
  }
  /// Verifies [begin, begin + count) for At().
  void Touch(size_t begin, size_t count) const {
    if (width_ != 0 && count > 0) piece_->Touch(begin * width_, (begin + count) * width_);
  }
  int64_t At(size_t i) const {
    const char* data = width_ ? piece_->data() : nullptr;
    uint64_t v = 0;
    switch (width_) {
      case 1:
        v = reinterpret_cast<const uint8_t*>(data)[i];
        break;
      case 2:
        v = reinterpret_cast<const uint16_t*>(data)[i];
        break;
      case 4:
        v = reinterpret_cast<const uint32_t*>(data)[i];
        break;
      case 8:
        v = reinterpret_cast<const uint64_t*>(data)[i];
        break;
    }
    return static_cast<int64_t>(static_cast<uint64_t>(base_) + v);
  }
  uint8_t width() const { return width_; }
  int64_t base() const { return base_; }
  const char* data() const { return piece_ ? piece_->data() : nullptr; }

 private:
  const Piece* piece_ = nullptr;  // of a table that outlives this
  uint8_t width_ = 0;
  int64_t base_ = 0;
  size_t count_ = 0;
};

}  // namespace entente::graph
