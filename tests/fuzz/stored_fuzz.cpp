// Damaged findings, corrections and gzip data are errors, never a crash.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "graph/check.h"
#include "ingest/corrections.h"
#include "ingest/findings_codec.h"
#include "ingest/readers/byte_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (auto stored = ingest::DecodeFindings(text)) {
    ENTENTE_CHECK(ingest::DecodeFindings(ingest::EncodeFindings(*stored)).has_value());
  }
  (void)ingest::ParseCorrections("fuzz", text).has_value();
  auto nothing = ingest::ByteStream::OpenFile("/dev/null");
  if (!nothing) return 0;
  auto stream = ingest::ByteStream::Unpack(
      ingest::ByteStream::WithHead(std::string(text), *std::move(nothing)));
  std::string out;
  while (out.size() < (size_t{64} << 20)) {
    auto more = stream->Read(out);
    if (!more || !*more) break;
  }
  return 0;
}
