// What is kept and what is packed: damaged findings, corrections and gzip data are errors, never a
// crash. The first byte picks the door; behind the second one the rest is damage done to the
// findings of a real document, three bytes (where, where, what) at a time.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "graph/check.h"
#include "ingest/corrections.h"
#include "ingest/document_extraction.h"
#include "ingest/findings_codec.h"
#include "ingest/readers/byte_stream.h"
#include "tests/fuzz/shared_knowledge.h"

namespace {

using namespace entente;

std::string RealFindings() {
  ingest::RawDocument raw;
  raw.file = raw.id = "fuzz.txt";
  raw.bytes =
      "LIMA, 14 March 2019 - The Foreign Minister of Chile, Ana Torres Rivas, and her Peruvian "
      "counterpart, Luis Quispe, signed a memorandum of understanding on water in Lima.\n\n"
      "The Ministry of Energy of Peru refused to sign the treaty of 2011. Talks between the two "
      "countries were held on 12 March 2019 in Tacna.\n";
  auto document = ingest::ExtractDocument(std::move(raw), fuzz::SharedKnowledge(), false);
  ENTENTE_CHECK(document.has_value());
  return document->record.findings;
}

void Findings(std::string_view bytes) {
  if (auto stored = ingest::DecodeFindings(bytes)) {
    ENTENTE_CHECK(ingest::DecodeFindings(ingest::EncodeFindings(*stored)).has_value());
  }
}

void DamagedFindings(std::string_view damage) {
  static const std::string kFindings = RealFindings();
  std::string bytes = kFindings;
  for (; damage.size() >= 3; damage.remove_prefix(3)) {
    const size_t place = static_cast<uint8_t>(damage[0]) << 8 | static_cast<uint8_t>(damage[1]);
    bytes[place % bytes.size()] = damage[2];
  }
  if (damage.size() == 2) bytes.resize(bytes.size() - static_cast<uint8_t>(damage[0]));
  Findings(bytes);
}

void Packed(std::string_view bytes) {
  auto nothing = ingest::ByteStream::OpenFile("/dev/null");
  if (!nothing) return;
  auto stream = ingest::ByteStream::Unpack(
      ingest::ByteStream::WithHead(std::string(bytes), *std::move(nothing)));
  std::string out;
  while (out.size() < (size_t{64} << 20)) {
    auto more = stream->Read(out);
    if (!more || !*more) break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      Findings(bytes);
      break;
    case 1:
      DamagedFindings(bytes);
      break;
    case 2:
      (void)ingest::ParseCorrections("fuzz", bytes).has_value();
      break;
    default:
      Packed(bytes);
  }
  return 0;
}
