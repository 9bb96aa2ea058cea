#include "ingest/readers/reader.h"

#include <algorithm>
#include <utility>

#include "ingest/readers/blocks.h"
#include "ingest/readers/encoding.h"
#include "ingest/readers/html.h"
#include "ingest/readers/jsonl.h"
#include "ingest/readers/language.h"
#include "ingest/readers/markdown.h"
#include "ingest/sha256.h"

namespace entente::ingest {

namespace {

using graph::Error;
using graph::ErrorCode;
using graph::MakeError;
using graph::Result;

Result<DocumentFields> ReadText(std::string text) {
  DocumentFields fields;
  fields.text = std::move(text);
  fields.blocks = FindTextBlocks(fields.text);
  if (!fields.blocks.empty() && fields.blocks.front().kind == BlockKind::kTitle) {
    ByteSpan title = fields.blocks.front().span;
    fields.title =
        SqueezeSpace(std::string_view(fields.text).substr(title.begin_byte, title.size_bytes()));
  }
  return fields;
}

Result<DocumentFields> ReadFields(const RawDocument& raw) {
  if (raw.format == DocumentFormat::kJsonLine) return ReadJsonLine(raw.bytes);
  std::string declared;
  if (raw.format == DocumentFormat::kHtml) declared = DeclaredHtmlCharset(raw.bytes);
  ENTENTE_ASSIGN_OR_RETURN(std::string text, DecodeText(raw.bytes, declared));
  switch (raw.format) {
    case DocumentFormat::kMarkdown:
      return ReadMarkdown(text);
    case DocumentFormat::kHtml:
      return ReadHtml(text);
    default:
      return ReadText(std::move(text));
  }
}

Error InFile(const RawDocument& raw, Error error) {
  error.file = raw.file;
  if (raw.line != 0) error.line = raw.line;
  return error;
}

}  // namespace

Result<Document> ReadDocument(const RawDocument& raw) {
  if (raw.bytes.size() > kMaxDocumentBytes) {
    return InFile(raw, MakeError(ErrorCode::kLimit, "the document is too large"));
  }
  auto fields = ReadFields(raw);
  if (!fields) return InFile(raw, fields.error());
  if (std::all_of(fields->text.begin(), fields->text.end(),
                  [](char c) { return static_cast<unsigned char>(c) <= ' '; })) {
    return InFile(raw, MakeError(ErrorCode::kInvalidArgument,
                                 raw.bytes.empty() ? "the document is empty"
                                                   : "the document has no text in it"));
  }
  if (fields->text.size() > kMaxDocumentBytes) {
    return InFile(raw, MakeError(ErrorCode::kLimit, "the document's text is too large"));
  }
  if (fields->id.empty()) fields->id = raw.id;
  // What the words say goes before what a template says.
  std::string guess = GuessLanguage(fields->text);
  if (!guess.empty()) fields->language = guess;
  fields->sha256 = Sha256Hex(raw.bytes);
  return Document(*std::move(fields));
}

}  // namespace entente::ingest
