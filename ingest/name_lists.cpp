#include "ingest/name_lists.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace entente::ingest {

namespace {

constexpr uint32_t kMaxPieceTokens = 10;
constexpr size_t kMinPieces = 3;

struct Piece {
  uint32_t begin = 0;
  uint32_t end = 0;
};

bool IsMark(const Document& document, const Token& token, char mark) {
  return token.span.size_bytes() == 1 && document.text()[token.span.begin_byte] == mark;
}

std::vector<Piece> FindList(const Document& document, const SegmentedText& text,
                            const RuleBook& book, const Sentence& sentence) {
  std::vector<Piece> pieces;
  uint32_t colon = sentence.begin_token;
  while (colon < sentence.end_token && !IsMark(document, text.tokens[colon], ':')) ++colon;
  if (colon == sentence.end_token) return pieces;
  bool bodies = false;
  for (uint32_t token = sentence.begin_token; token < colon && !bodies; ++token) {
    bodies =
        book.Is(book.FindWord(document.Text(text.tokens[token].span)), CoreList::kBodyGroupNoun);
  }
  if (!bodies) return pieces;
  uint32_t begin = colon + 1;
  for (uint32_t token = begin; token <= sentence.end_token; ++token) {
    bool last = token == sentence.end_token;
    if (!last && !IsMark(document, text.tokens[token], ';')) continue;
    uint32_t end = token;
    if (last && end > begin && IsMark(document, text.tokens[end - 1], '.') &&
        !text.tokens[end - 1].space_before && end - 1 > begin) {
      --end;
    }
    if (end > begin &&
        book.FindWord(document.Text(text.tokens[begin].span)) == book.FindWord("and") && last) {
      ++begin;
    }
    if (end == begin) continue;
    const Token& first = text.tokens[begin];
    bool name = end - begin <= kMaxPieceTokens &&
                (first.kind == TokenKind::kNumber || first.casing == Casing::kCapitalised ||
                 first.casing == Casing::kUpper || first.casing == Casing::kMixed);
    if (!name) return {};
    pieces.push_back({begin, end});
    begin = token + 1;
  }
  if (pieces.size() < kMinPieces) pieces.clear();
  return pieces;
}

uint32_t EntityFor(const std::string& name, DocumentMentions& mentions) {
  for (uint32_t i = 0; i < mentions.entities.size(); ++i) {
    const Entity& entity = mentions.entities[i];
    if (entity.type != MentionType::kOrganization && entity.type != MentionType::kMinistry)
      continue;
    if (entity.name == name) return i;
  }
  Entity entity;
  entity.type = MentionType::kOrganization;
  entity.name = name;
  mentions.entities.push_back(std::move(entity));
  return static_cast<uint32_t>(mentions.entities.size() - 1);
}

}  // namespace

void CompleteNameLists(const Document& document, const SegmentedText& text, const RuleBook& book,
                       DocumentMentions& mentions) {
  bool changed = false;
  for (uint32_t index = 0; index < text.sentences.size(); ++index) {
    const Sentence& sentence = text.sentences[index];
    if (sentence.end_token - sentence.begin_token < 8) continue;
    for (const Piece& piece : FindList(document, text, book, sentence)) {
      ByteSpan span{text.tokens[piece.begin].span.begin_byte,
                    text.tokens[piece.end - 1].span.end_byte};
      bool whole = false;
      std::erase_if(mentions.mentions, [&](const Mention& mention) {
        if (!span.Overlaps(mention.span)) return false;
        bool body =
            mention.type == MentionType::kOrganization || mention.type == MentionType::kMinistry;
        if (body && mention.span == span) {
          whole = true;
          return false;
        }
        return true;
      });
      if (whole) continue;
      Mention mention;
      mention.span = span;
      mention.begin_token = piece.begin;
      mention.end_token = piece.end;
      mention.sentence = index;
      mention.type = MentionType::kOrganization;
      mention.rule = "name-list";
      mention.confidence = 0.9f;
      mention.entity = EntityFor(std::string(document.Text(span)), mentions);
      mentions.mentions.push_back(mention);
      changed = true;
    }
  }
  if (!changed) return;
  std::stable_sort(mentions.mentions.begin(), mentions.mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.span < b.span; });
}

}  // namespace entente::ingest
