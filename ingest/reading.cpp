#include "ingest/reading.h"

namespace entente::ingest {

Reading::Reading(const Document& the_document, const SegmentedText& the_text,
                 const DocumentMentions& the_mentions, const RuleBook& the_book)
    : document(the_document), text(the_text), mentions(the_mentions), book(the_book) {
  words.reserve(text.tokens.size());
  for (size_t i = 0; i < text.tokens.size(); ++i) {
    const Token& token = text.tokens[i];
    std::string_view word = document.Text(token.span);
    RuleWordId id = book.FindWord(word, text.keys[i]);
    if (id == 0 && token.kind == TokenKind::kWord) {
      id = book.FindMistyped(word);
      any_mistyped = any_mistyped || id != 0;
    }
    words.push_back(id);
  }
  RefreshMentions();
}

const HeadNoun* Reading::HeadNounAt(const std::vector<uint32_t>& candidates,
                                    const std::vector<HeadNoun>& heads, uint32_t token,
                                    uint32_t end, uint32_t& head_end) const {
  for (uint32_t index : candidates) {
    const HeadNoun& head = heads[index];
    if (token + head.words.size() > end) continue;
    bool same = true;
    for (size_t i = 1; i < head.words.size() && same; ++i) same = words[token + i] == head.words[i];
    if (!same) continue;
    head_end = token + static_cast<uint32_t>(head.words.size());
    return &head;
  }
  return nullptr;
}

void Reading::RefreshMentions() {
  mention_at.assign(text.tokens.size(), kNoIndex);
  // Sorted by span: a mention that lies within an earlier one leaves its tokens to that one.
  for (uint32_t index = 0; index < mentions.mentions.size(); ++index) {
    const Mention& mention = mentions.mentions[index];
    if (mention.begin_token >= mention.end_token || mention.end_token > mention_at.size()) continue;
    uint32_t over = mention_at[mention.begin_token];
    if (over != kNoIndex) {
      const Mention& outer = mentions.mentions[over];
      bool contains =
          outer.begin_token <= mention.begin_token && outer.end_token >= mention.end_token;
      bool same = contains && outer.begin_token == mention.begin_token &&
                  outer.end_token == mention.end_token;
      // Of two mentions of one stretch the post wins: it says more.
      if (contains && !(same && mention.type == MentionType::kPost)) continue;
    }
    for (uint32_t token = mention.begin_token; token < mention.end_token; ++token) {
      mention_at[token] = index;
    }
  }
}

bool Reading::IsContinent(uint32_t entity) const {
  return entity < mentions.entities.size() &&
         mentions.entities[entity].type == MentionType::kPlace &&
         mentions.entities[entity].kind == "continent";
}

}  // namespace entente::ingest
