#include "graph/pieces.h"

#include <algorithm>
#include <utility>

#include "graph/checksum.h"

namespace entente::graph {
namespace {

uint64_t Seed(uint32_t piece, size_t segment) {
  return (static_cast<uint64_t>(piece) + 1) << 32 | segment;
}

std::string_view Segment(std::string_view bytes, size_t segment) {
  return bytes.substr(segment * kSegmentBytes, kSegmentBytes);
}

}  // namespace

void ThrowDamaged(const char* what) {
  throw DamagedFile(
      MakeError(ErrorCode::kCorrupt, std::string("the graph file is damaged: ") + what));
}

std::vector<uint64_t> SegmentChecksums(uint32_t piece, std::string_view bytes) {
  std::vector<uint64_t> checksums((bytes.size() + kSegmentBytes - 1) / kSegmentBytes);
  for (size_t i = 0; i < checksums.size(); ++i) {
    checksums[i] = Checksum(Segment(bytes, i), Seed(piece, i));
  }
  return checksums;
}

Piece::Piece(uint32_t id, std::string_view bytes, std::vector<uint64_t> checksums,
             std::shared_ptr<const std::string> file_name)
    : id_(id), bytes_(bytes), checksums_(std::move(checksums)), file_name_(std::move(file_name)) {
  if (checksums_.empty()) return;
  verified_ = std::make_unique<std::atomic<bool>[]>(checksums_.size());
}

void Piece::Verify(size_t segment) const {
  if (Checksum(Segment(bytes_, segment), Seed(id_, segment)) != checksums_[segment]) {
    Error error = MakeError(ErrorCode::kCorrupt,
                            "the graph file is damaged: piece " + std::to_string(id_) +
                                ", segment " + std::to_string(segment) + " fails its checksum");
    if (file_name_) error.file = *file_name_;
    throw DamagedFile(std::move(error));
  }
  verified_[segment].store(true, std::memory_order_relaxed);
}

}  // namespace entente::graph
