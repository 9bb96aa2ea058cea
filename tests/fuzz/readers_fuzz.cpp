// Any bytes in any format give a document or an error; its text is valid UTF-8, its blocks lie in
// it in order, and every token is in exactly one sentence. The first byte picks the format.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "graph/check.h"
#include "graph/utf8.h"
#include "ingest/readers/reader.h"
#include "ingest/segmenter.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  if (size == 0) return 0;
  ingest::RawDocument raw;
  raw.file = raw.id = "fuzz";
  raw.format = static_cast<ingest::DocumentFormat>(data[0] % 4);
  raw.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto document = ingest::ReadDocument(raw);
  if (!document) return 0;
  ENTENTE_CHECK(!graph::FindInvalidUtf8(document->text()));
  uint32_t last = 0;
  for (const ingest::Block& block : document->blocks()) {
    ENTENTE_CHECK(last <= block.span.begin_byte && block.span.begin_byte < block.span.end_byte);
    ENTENTE_CHECK(block.span.end_byte <= document->text().size());
    ENTENTE_CHECK(!graph::FindInvalidUtf8(document->Text(block.span)));
    last = block.span.end_byte;
  }
  ingest::SegmentedText text = ingest::Segment(*document);
  uint32_t next = 0;
  for (const ingest::Sentence& sentence : text.sentences) {
    ENTENTE_CHECK(sentence.begin_token == next && sentence.begin_token < sentence.end_token);
    next = sentence.end_token;
  }
  ENTENTE_CHECK(next == text.tokens.size());
  for (const ingest::Token& token : text.tokens) {
    ENTENTE_CHECK(!graph::FindInvalidUtf8(document->Text(token.span)));
  }
  return 0;
}
