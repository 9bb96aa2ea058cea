#include "graph/log_chunk.h"

#include "graph/checksum.h"
#include "graph/codec.h"

namespace entente::graph {
namespace {

constexpr size_t kRecordHeader = 12;
constexpr uint64_t kMarkSeed = 0x6D61726B00000000;  // "mark"

}  // namespace

std::string EncodeMark(const LogMark& mark, uint64_t first) {
  ByteWriter out;
  out.U32(mark.commits);
  out.U32(mark.end);
  out.U64(Checksum(out.bytes(), first ^ kMarkSeed));
  return out.Take();
}

std::optional<LogMark> DecodeMark(std::string_view chunk, uint64_t first) {
  if (chunk.size() < kLogMarkBytes) return std::nullopt;
  char copy[kLogMarkBytes];  // as one moment saw it
  std::memcpy(copy, chunk.data(), sizeof copy);
  ByteReader in({copy, sizeof copy});
  LogMark mark;
  mark.commits = in.U32();
  mark.end = in.U32();
  if (in.U64() != Checksum(copy, 8, first ^ kMarkSeed) || mark.commits == 0 ||
      mark.end < kLogMarkBytes || mark.end > chunk.size()) {
    return std::nullopt;
  }
  return mark;
}

std::string EncodeRecord(std::string_view operations, uint64_t sequence) {
  ByteWriter body;
  body.U32(static_cast<uint32_t>(operations.size()));
  body.Fixed(operations.data(), operations.size());
  ByteWriter out;
  out.U64(Checksum(body.bytes(), sequence));
  out.Fixed(body.bytes().data(), body.size());
  return out.Take();
}

std::optional<uint32_t> SkipRecord(std::string_view chunk, uint32_t begin) {
  if (begin > chunk.size() || chunk.size() - begin < kRecordHeader) return std::nullopt;
  uint32_t size = 0;
  std::memcpy(&size, chunk.data() + begin + 8, sizeof size);
  if (size > chunk.size() - begin - kRecordHeader) return std::nullopt;
  return begin + static_cast<uint32_t>(kRecordHeader) + size;
}

std::optional<std::string_view> DecodeRecord(std::string_view chunk, uint32_t& begin,
                                             uint64_t sequence) {
  const std::optional<uint32_t> end = SkipRecord(chunk, begin);
  if (!end || *end == begin + kRecordHeader) return std::nullopt;  // no commit is empty
  uint64_t checksum = 0;
  std::memcpy(&checksum, chunk.data() + begin, sizeof checksum);
  if (checksum != Checksum(chunk.data() + begin + 8, *end - begin - 8, sequence)) {
    return std::nullopt;
  }
  const uint32_t operations = begin + static_cast<uint32_t>(kRecordHeader);
  begin = *end;
  return chunk.substr(operations, *end - operations);
}

LogMark ExtendMark(std::string_view chunk, uint64_t first, LogMark mark) {
  while (mark.commits < UINT32_MAX && DecodeRecord(chunk, mark.end, first + mark.commits)) {
    ++mark.commits;
  }
  return mark;
}

}  // namespace entente::graph
