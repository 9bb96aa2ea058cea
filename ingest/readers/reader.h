/// \file
/// Stage 1 of the cascade: bytes to a Document. What the bytes are (their format) and where they
/// came from was settled before (readers/inputs.h); here they are decoded, freed from markup and
/// cut into blocks. Threads: pure functions, safe from many threads.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "ingest/document.h"

namespace entente::ingest {

enum class DocumentFormat : uint8_t { kText, kMarkdown, kHtml, kJsonLine };

/// The bytes of one document, undecoded.
struct RawDocument {
  std::string file;   ///< for messages: the path as it was given; "-" for standard input
  uint32_t line = 0;  ///< from 1, of the document's first line in `file`; 0 where it is the file
  std::string id;     ///< percent-encoded; for kJsonLine what stands in for a missing "id"
  DocumentFormat format = DocumentFormat::kText;
  std::string bytes;
};

/// A larger document is refused (kLimit): every later stage holds it, its tokens and its findings
/// in memory at once, about ten times its size.
inline constexpr uint64_t kMaxDocumentBytes = uint64_t{256} << 20;

/// Errors: kEncoding for bytes that are no text or not in the encoding they claim, kSyntax for
/// broken JSON, kInvalidArgument for a document without a word in it, kLimit for one too large;
/// each names the file, and the line and column where there is one.
graph::Result<Document> ReadDocument(const RawDocument& raw);

}  // namespace entente::ingest
