// What an agreement is called in the graph, and of what kind it is.

#include <algorithm>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

void AgreementWriter::ChooseName(const AgreementCase& agreement, FoundEntity& found) const {
  ByteSpan best{};
  int best_rank = -1;
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    ByteSpan name = reading().Span(phrase.name_begin, phrase.name_end);
    // "agreement with Peru | on a naval base": all of it, where the noun alone says little
    const bool little = phrase.name_begin == phrase.head_token && !phrase.topic_tokens.empty() &&
                        phrase.topic_tokens.front().first > phrase.name_end &&
                        phrase.topic_tokens.front().second <= phrase.end_token && !phrase.split &&
                        !phrase.another;
    if (little) name = reading().Span(phrase.name_begin, phrase.topic_tokens.front().second);
    found.mentions.push_back(builder_.MakeMention(name));
    int rank = phrase.generic || phrase.another ? 0 : 1;
    if (!phrase.content.empty()) rank += 2;
    if (phrase.proper) rank += 2;
    if (InTitle(phrase.sentence)) rank -= 1;
    // Of bare nouns the first: "a treaty … the agreement".
    const bool bare = phrase.name_end == phrase.name_begin + 1;
    if (rank > best_rank || (rank == best_rank && !bare && name.size_bytes() > best.size_bytes())) {
      best_rank = rank;
      best = name;
    }
    for (ByteSpan alias : phrase.short_names) {
      found.mentions.push_back(builder_.MakeMention(alias));
    }
  }
  found.name = std::string(reading().document.Text(best));
  const AgreementPhrase& first = u_.agreement_phrases[agreement.phrases.front()];
  // "agreements with Peru and | Chile. The agreements …": the last is named by its party alone.
  const bool only_party =
      first.split && first.another &&
      best.begin_byte == reading().Span(first.name_begin, first.name_end).begin_byte;
  if ((agreement.phrases.size() == 1 || only_party) && first.split && first.topics.empty() &&
      first.with.actors.size() == 1 &&
      first.with.actors.front().entity < reading().mentions.entities.size()) {
    // "tax agreements with Peru and Chile": one of them.
    uint32_t shared = first.shared_begin;
    while (shared < first.shared_head &&
           (reading().SaysAny(shared, {"similar", "other", "new", "several", "such", "further"}) ||
            reading().text.tokens[shared].kind != TokenKind::kWord ||
            reading().Is(shared, CoreList::kNumberWord))) {
      ++shared;
    }
    const std::string shared_words =
        shared < first.shared_head
            ? std::string(reading().document.Text(reading().Span(shared, first.shared_head))) + " "
            : std::string();
    found.name = shared_words + first.kind + " with " +
                 reading().mentions.entities[first.with.actors.front().entity].name;
  }
  // "agreement on Friday | on the recruitment of nurses"
  const bool apart =
      !first.topic_tokens.empty() && first.topic_tokens.front().first > first.end_token;
  if ((agreement.phrases.size() == 1 && (first.another || first.split) && !first.topics.empty()) ||
      (apart && found.name == first.kind)) {
    // "one on fisheries": the noun is said elsewhere. "deals with Peru and Chile | to import gas"
    const uint32_t topic = first.topic_tokens.front().first;
    const bool infinitive = topic > 0 && reading().Says(topic - 1, "to");
    found.name = first.kind + (infinitive ? " to " : " on ") +
                 std::string(reading().document.Text(first.topics.front()));
  } else if (apart && first.name_begin == first.head_token &&
             best.begin_byte == reading().Span(first.name_begin, first.name_end).begin_byte) {
    // "an MoU was signed | on forestry"
    found.name += " on " + std::string(reading().document.Text(first.topics.front()));
  }
  // "the 1975 one"
  if (first.another && found.name.ends_with(" one")) {
    found.name.replace(found.name.size() - 3, 3, first.kind);
  }
  // "one with Peru", "the old one, signed in 2009": the noun that it stands for
  if (first.another && (found.name == "one" || found.name == "another" || found.name == "One" ||
                        found.name == "Another")) {
    found.name = first.kind;
    if (first.with.actors.size() == 1 &&
        first.with.actors.front().entity < reading().mentions.entities.size()) {
      found.name += " with " + reading().mentions.entities[first.with.actors.front().entity].name;
    }
  }
  std::sort(found.mentions.begin(), found.mentions.end(),
            [](const FoundMention& a, const FoundMention& b) { return a.span < b.span; });
  for (const FoundMention& mention : found.mentions) {
    if (mention.text != found.name) found.aliases.push_back(mention.text);
  }
  std::sort(found.aliases.begin(), found.aliases.end());
  found.aliases.erase(std::unique(found.aliases.begin(), found.aliases.end()), found.aliases.end());
  found.generic = agreement.content.empty();
}

std::string AgreementWriter::KindOf(const AgreementCase& agreement) const {
  std::string kind;
  for (const std::string& candidate : agreement.kinds) {
    if (kind.empty() || kind == "agreement" ||
        (kind == "memorandum" && candidate.starts_with("memorandum"))) {
      if (kind.empty() || candidate != "agreement") kind = candidate;
    }
  }
  return kind;
}

}  // namespace entente::ingest
