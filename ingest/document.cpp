#include "ingest/document.h"

#include "graph/check.h"
#include "graph/utf8.h"

namespace entente::ingest {

namespace {
constexpr uint32_t kIndexStepBytes = 64;
}  // namespace

const char* BlockKindName(BlockKind kind) {
  switch (kind) {
    case BlockKind::kTitle:
      return "title";
    case BlockKind::kHeading:
      return "heading";
    case BlockKind::kParagraph:
      return "paragraph";
    case BlockKind::kListItem:
      return "list item";
    case BlockKind::kTableCell:
      return "table cell";
    case BlockKind::kQuote:
      return "quote";
    case BlockKind::kCaption:
      return "caption";
  }
  return "unknown";
}

Document::Document(DocumentFields fields) : fields_(std::move(fields)) {
  std::string_view text = fields_.text;
  char_at_block_.reserve(text.size() / kIndexStepBytes + 1);
  uint32_t characters = 0;
  for (size_t begin = 0; begin < text.size(); begin += kIndexStepBytes) {
    char_at_block_.push_back(characters);
    characters +=
        static_cast<uint32_t>(graph::CountCharacters(text.substr(begin, kIndexStepBytes)));
  }
  character_count_ = characters;
}

uint32_t Document::CharAt(uint32_t byte) const {
  ENTENTE_CHECK(byte <= fields_.text.size());
  if (character_count_ == fields_.text.size()) return byte;  // ASCII
  if (byte == fields_.text.size()) return character_count_;
  uint32_t step = byte / kIndexStepBytes;
  std::string_view rest =
      std::string_view(fields_.text).substr(step * kIndexStepBytes, byte - step * kIndexStepBytes);
  return char_at_block_[step] + static_cast<uint32_t>(graph::CountCharacters(rest));
}

CharSpan Document::ToChars(ByteSpan span) const {
  return {CharAt(span.begin_byte), CharAt(span.end_byte)};
}

}  // namespace entente::ingest
