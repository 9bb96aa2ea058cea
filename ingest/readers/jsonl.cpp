#include "ingest/readers/jsonl.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "graph/utf8.h"
#include "ingest/readers/blocks.h"
#include "ingest/readers/encoding.h"
#include "ingest/readers/inputs.h"
#include "ingest/readers/language.h"
#include "ingest/readers/metadata.h"

namespace entente::ingest {

namespace {

using graph::Error;
using graph::ErrorCode;
using graph::MakeError;
using graph::Result;
using nlohmann::json;

Error AtColumn(ErrorCode code, std::string_view line, size_t byte, std::string message) {
  Error error = MakeError(code, std::move(message));
  byte = std::min(byte, line.size());
  uint32_t column = 1;
  for (size_t i = 0; i < byte; ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80) ++column;
  }
  error.column = column;
  return error;
}

/// nlohmann's "[json.exception.parse_error.101] parse error at line 1, column 3: …; last read: …"
/// without what our own position says better. What was last read may be the whole document.
std::string Reason(const char* what) {
  std::string_view text = what;
  if (size_t colon = text.find(": "); colon != std::string_view::npos)
    text.remove_prefix(colon + 2);
  return std::string(text.substr(0, text.find("; last read: ")));
}

}  // namespace

Result<DocumentFields> ReadJsonLine(std::string_view line) {
  // JSON between systems is UTF-8.   Source: RFC 8259, section 8.1.
  if (auto bad = graph::FindInvalidUtf8(line)) {
    return AtColumn(ErrorCode::kEncoding, line, *bad, "a byte here is not valid UTF-8");
  }
  json object;
  try {
    object = json::parse(line);
  } catch (const json::parse_error& error) {
    size_t byte = error.byte > 0 ? error.byte - 1 : 0;
    return AtColumn(ErrorCode::kSyntax, line, byte,
                    fmt::format("this is not a line of JSON: {}", Reason(error.what())));
  } catch (const json::exception& error) {
    return AtColumn(ErrorCode::kSyntax, line, 0,
                    fmt::format("this is not a line of JSON: {}", Reason(error.what())));
  }
  if (!object.is_object()) {
    return AtColumn(ErrorCode::kSyntax, line, 0, "expected a JSON object with a \"text\"");
  }
  auto string_at = [&](const char* key) -> Result<std::string> {
    auto found = object.find(key);
    if (found == object.end() || found->is_null()) return std::string();
    if (found->is_string()) return found->get<std::string>();
    // Systems number their documents and sources; a text that is a number is a mistake.
    if (found->is_number_integer() && std::string_view(key) != "text") return found->dump();
    return AtColumn(ErrorCode::kSyntax, line, 0, fmt::format("\"{}\" is not a string", key));
  };
  if (!object.contains("text")) {
    return AtColumn(ErrorCode::kSyntax, line, 0, "the object has no \"text\"");
  }
  DocumentFields fields;
  ENTENTE_ASSIGN_OR_RETURN(std::string id, string_at("id"));
  ENTENTE_ASSIGN_OR_RETURN(std::string title, string_at("title"));
  ENTENTE_ASSIGN_OR_RETURN(std::string published, string_at("published"));
  ENTENTE_ASSIGN_OR_RETURN(std::string text, string_at("text"));
  ENTENTE_ASSIGN_OR_RETURN(fields.url, string_at("url"));
  ENTENTE_ASSIGN_OR_RETURN(fields.source, string_at("source"));
  ENTENTE_ASSIGN_OR_RETURN(std::string language, string_at("language"));
  fields.id = EncodeDocumentId(id, /*is_encoded=*/true);
  fields.title = SqueezeSpace(title);
  fields.published = NormalizeDay(published);
  fields.language = PrimaryLanguage(language);
  ENTENTE_ASSIGN_OR_RETURN(fields.text, DecodeText(text, "UTF-8"));
  fields.blocks = FindTextBlocks(fields.text);
  return fields;
}

}  // namespace entente::ingest
