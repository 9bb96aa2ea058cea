/// \file
/// A document as the rest of the cascade sees it: its plain text and what its container said about
/// it. Immutable after reading; everything found in it is stand-off, beside it. Threads: const,
/// safe to read from many threads.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/span.h"

namespace entente::ingest {

/// A piece of the text that its container marked; paragraphs where nothing was marked. In order,
/// not overlapping; sentences never cross from one into the next.
enum class BlockKind : uint8_t {
  kTitle,
  kHeading,
  kParagraph,
  kListItem,
  kTableCell,
  kQuote,
  kCaption
};
const char* BlockKindName(BlockKind kind);

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  ByteSpan span;
};

struct DocumentFields {
  std::string id;  ///< path below the folder given, or the id the input gave; percent-encoded where
                   ///< RFC 3986 needs it
  std::string title;      ///< empty when unknown
  std::string published;  ///< ISO 8601 day, as the container says (front matter, metadata); empty
                          ///< when unknown
  std::string source;     ///< publisher; empty when unknown
  std::string url;
  std::string language;  ///< ISO 639-1, told or guessed; empty when unknown
  std::string sha256;    ///< of the bytes as read, before decoding, in hexadecimal
  std::string text;      ///< UTF-8, LF line endings
  std::vector<Block> blocks;
};

class Document {
 public:
  explicit Document(DocumentFields fields);

  const std::string& id() const { return fields_.id; }
  const std::string& title() const { return fields_.title; }
  const std::string& published() const { return fields_.published; }
  const std::string& source() const { return fields_.source; }
  const std::string& url() const { return fields_.url; }
  const std::string& language() const { return fields_.language; }
  const std::string& sha256() const { return fields_.sha256; }
  const std::string& text() const { return fields_.text; }
  const std::vector<Block>& blocks() const { return fields_.blocks; }

  std::string_view Text(ByteSpan span) const {
    return std::string_view(fields_.text).substr(span.begin_byte, span.size_bytes());
  }

  /// `span` in characters, as evidence counts them.  REQUIRES that it lies in the text, on
  /// character boundaries. Cost: at most 64 bytes are looked at; the index is built once, at
  /// reading.
  CharSpan ToChars(ByteSpan span) const;
  uint32_t character_count() const { return character_count_; }

 private:
  uint32_t CharAt(uint32_t byte) const;

  DocumentFields fields_;
  std::vector<uint32_t> char_at_block_;  // characters before byte 64 * i
  uint32_t character_count_ = 0;
};

}  // namespace entente::ingest
