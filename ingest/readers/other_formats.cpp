#include "ingest/readers/other_formats.h"

#include <cctype>
#include <string>
#include <utility>

namespace entente::ingest {

namespace {

using graph::Error;
using graph::ErrorCode;

enum class Other { kTable, kJson, kPaged, kPicture, kSound, kArchive, kGraph };

struct Ending {
  std::string_view name;
  Other kind;
};

constexpr Ending kEndings[] = {
    {"csv", Other::kTable},     {"tsv", Other::kTable},     {"xls", Other::kTable},
    {"xlsx", Other::kTable},    {"ods", Other::kTable},     {"parquet", Other::kTable},
    {"json", Other::kJson},     {"pdf", Other::kPaged},     {"ps", Other::kPaged},
    {"doc", Other::kPaged},     {"docx", Other::kPaged},    {"odt", Other::kPaged},
    {"rtf", Other::kPaged},     {"pages", Other::kPaged},   {"epub", Other::kPaged},
    {"ppt", Other::kPaged},     {"pptx", Other::kPaged},    {"odp", Other::kPaged},
    {"png", Other::kPicture},   {"jpg", Other::kPicture},   {"jpeg", Other::kPicture},
    {"gif", Other::kPicture},   {"tif", Other::kPicture},   {"tiff", Other::kPicture},
    {"webp", Other::kPicture},  {"bmp", Other::kPicture},   {"svg", Other::kPicture},
    {"heic", Other::kPicture},  {"mp3", Other::kSound},     {"wav", Other::kSound},
    {"ogg", Other::kSound},     {"m4a", Other::kSound},     {"mp4", Other::kSound},
    {"mkv", Other::kSound},     {"mov", Other::kSound},     {"webm", Other::kSound},
    {"avi", Other::kSound},     {"zip", Other::kArchive},   {"tar", Other::kArchive},
    {"tgz", Other::kArchive},   {"bz2", Other::kArchive},   {"xz", Other::kArchive},
    {"zst", Other::kArchive},   {"7z", Other::kArchive},    {"rar", Other::kArchive},
    {"entente", Other::kGraph}, {"graphml", Other::kGraph}, {"gexf", Other::kGraph},
};

struct Opening {
  std::string_view bytes;
  Other kind;
};

// Source: the formats' own specifications (ISO 32000, PKWARE APPNOTE, W3C PNG, ITU-T T.81, RFC 8878
// …).
constexpr Opening kOpenings[] = {
    {"%PDF-", Other::kPaged},
    {"%!PS", Other::kPaged},
    {"{\\rtf", Other::kPaged},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Other::kPaged},  // Word and its kind before 2007
    {"\x89PNG", Other::kPicture},
    {"\xFF\xD8\xFF", Other::kPicture},
    {"GIF87a", Other::kPicture},
    {"GIF89a", Other::kPicture},
    {"PK\x03\x04", Other::kArchive},
    {"BZh", Other::kArchive},
    {std::string_view("\xFD\x37zXZ\x00", 6), Other::kArchive},
    {"\x28\xB5\x2F\xFD", Other::kArchive},
};

Error Refusal(Other kind) {
  auto error = [](std::string message, std::string suggestion) {
    Error out = graph::MakeError(ErrorCode::kUnsupported, std::move(message));
    out.suggestion = std::move(suggestion);
    return out;
  };
  constexpr const char* kExpected = "documents are .txt, .md, .html or .jsonl, each also .gz";
  switch (kind) {
    case Other::kTable:
      return error(
          "this is a table, not a document",
          "entente import makes a graph from CSV files of nodes and relationships; texts in "
          "a table go into a .jsonl, an object with \"text\" a line");
    case Other::kJson:
      return error(
          "a .json is not read",
          "give documents as .jsonl: one object with \"text\" a line (jq -c '.[]' makes it "
          "from an array)");
    case Other::kPaged:
      return error("this is a file of a word processor or of pages to print, not plain text",
                   std::string("save it as text or HTML (pdftotext, pandoc); ") + kExpected);
    case Other::kPicture:
      return error("this is a picture, not a document", kExpected);
    case Other::kSound:
      return error("this is a recording, not a document", kExpected);
    case Other::kArchive:
      return error("this is an archive or packed otherwise than by gzip",
                   std::string("unpack it and give the folder; ") + kExpected);
    case Other::kGraph:
      break;
  }
  return error("this is a graph, not a document", kExpected);
}

}  // namespace

std::optional<Error> RefusedByName(std::string_view name) {
  std::string lower(name.substr(name.rfind('/') + 1));
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (lower.ends_with(".gz")) lower.resize(lower.size() - 3);
  const size_t dot = lower.rfind('.');
  if (dot == std::string::npos || dot == 0) return std::nullopt;
  const std::string_view ending = std::string_view(lower).substr(dot + 1);
  for (const Ending& known : kEndings)
    if (ending == known.name) return Refusal(known.kind);
  return std::nullopt;
}

std::optional<Error> RefusedByBytes(std::string_view head) {
  for (const Opening& known : kOpenings)
    if (head.starts_with(known.bytes)) return Refusal(known.kind);
  return std::nullopt;
}

}  // namespace entente::ingest
