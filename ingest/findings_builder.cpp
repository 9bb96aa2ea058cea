#include "ingest/findings_builder.h"

#include <algorithm>
#include <compare>
#include <tuple>

#include "ingest/lexicon_hash.h"
#include "ingest/sorted_set.h"

namespace entente::ingest {

namespace {

bool BecomesNode(const Entity& entity) {
  switch (entity.type) {
    case MentionType::kCountry:
    case MentionType::kPerson:
    case MentionType::kMinistry:
    case MentionType::kOrganization:
    case MentionType::kPlace:
      return entity.named;
    default:
      return false;
  }
}

/// Properties that make two facts of one type between the same ends two facts.
bool IsTelling(std::string_view name) {
  return name == "title" || name == "qualifier" || name == "how";
}

/// Whether those of two facts are the same; both sorted.
bool TellTheSame(const Properties& a, const Properties& b) {
  const auto next = [](auto& at, const Properties& of) {
    while (at != of.end() && !IsTelling(at->first)) ++at;
    return at != of.end();
  };
  for (auto x = a.begin(), y = b.begin();; ++x, ++y) {
    const bool more_a = next(x, a), more_b = next(y, b);
    if (!more_a || !more_b) return more_a == more_b;
    if (*x != *y) return false;
  }
}

uint64_t HashOfFact(std::string_view type, uint32_t from, uint32_t to,
                    const Properties& properties) {
  uint64_t hash = HashBytes(type) + HashEdge(uint64_t{from} << 32 | to);
  for (const auto& [name, value] : properties) {
    if (IsTelling(name)) hash = HashEdge(hash + HashBytes(name)) + HashBytes(value);
  }
  return hash;
}

}  // namespace

FoundMention FindingsBuilder::MakeMention(ByteSpan span) const {
  return {document_.ToChars(span), std::string(document_.Text(span))};
}

void FindingsBuilder::AddActors(const DocumentMentions& mentions) {
  actor_index_.assign(mentions.entities.size(), kNoIndex);
  std::vector<std::vector<FoundMention>> spans(mentions.entities.size());
  for (const Mention& mention : mentions.mentions) {
    if (mention.entity >= mentions.entities.size()) continue;
    // A pronoun or a description is no name to show for a node; nor is a post, which is the
    // evidence of its own relationship.
    if (mention.type != mentions.entities[mention.entity].type) continue;
    // "the company", "it": what they say counts, but no reader looks for them among the names.
    if (mention.form == MentionForm::kPronoun || mention.rule == "nominal") continue;
    if (mention.form == MentionForm::kPronoun) continue;
    spans[mention.entity].push_back(MakeMention(mention.span));
  }
  for (uint32_t index = 0; index < mentions.entities.size(); ++index) {
    const Entity& entity = mentions.entities[index];
    if (!BecomesNode(entity) || spans[index].empty()) continue;
    FoundEntity found;
    found.type = entity.type;
    found.name = entity.name;
    found.aliases = entity.aliases;
    found.mentions = std::move(spans[index]);
    std::sort(found.mentions.begin(), found.mentions.end(),
              [](const FoundMention& a, const FoundMention& b) { return a.span < b.span; });
    if (!entity.honorific.empty()) found.properties.emplace_back("honorific", entity.honorific);
    if (!entity.iso2.empty()) found.properties.emplace_back("iso2", entity.iso2);
    if (!entity.iso3.empty()) found.properties.emplace_back("iso3", entity.iso3);
    if (!entity.kind.empty() && entity.type == MentionType::kOrganization) {
      found.properties.emplace_back("kind", entity.kind);
    }
    actor_index_[index] = AddEntity(std::move(found));
  }
}

uint32_t FindingsBuilder::AddEntity(FoundEntity entity) {
  std::sort(entity.properties.begin(), entity.properties.end());
  findings_.entities.push_back(std::move(entity));
  return static_cast<uint32_t>(findings_.entities.size() - 1);
}

void FindingsBuilder::AddFact(NewFact fact) {
  if (fact.from == kNoIndex || fact.to == kNoIndex || fact.from == fact.to) return;
  std::erase_if(fact.properties, [](const auto& property) { return property.second.empty(); });
  std::sort(fact.properties.begin(), fact.properties.end());
  std::sort(fact.references.begin(), fact.references.end());
  std::vector<CharSpan> evidence;
  for (ByteSpan span : fact.evidence) evidence.push_back(document_.ToChars(span));
  SortUnique(evidence);
  const uint64_t hash = HashOfFact(fact.type, fact.from, fact.to, fact.properties);
  const uint32_t known = FindFact(hash, fact.type, fact.from, fact.to, fact.properties);
  if (known == kNoIndex) {
    fact_index_.emplace(hash, static_cast<uint32_t>(findings_.facts.size()));
    FoundFact found;
    found.type = fact.type;
    found.from = fact.from;
    found.to = fact.to;
    found.evidence = std::move(evidence);
    found.rule = fact.rule;
    found.confidence = fact.confidence;
    found.properties = std::move(fact.properties);
    found.references = std::move(fact.references);
    findings_.facts.push_back(std::move(found));
    return;
  }
  FoundFact& found = findings_.facts[known];
  // It mostly comes in the order of the text; sorting all of it each time would be a square.
  for (CharSpan span : evidence) {
    auto at = found.evidence.empty() || found.evidence.back() < span
                  ? found.evidence.end()
                  : std::lower_bound(found.evidence.begin(), found.evidence.end(), span);
    if (at == found.evidence.end() || *at != span) found.evidence.insert(at, span);
  }
  if (fact.confidence > found.confidence) {
    found.confidence = fact.confidence;
    found.rule = fact.rule;
  }
  for (auto& property : fact.properties) {
    auto same = std::find_if(found.properties.begin(), found.properties.end(),
                             [&](const auto& other) { return other.first == property.first; });
    if (same == found.properties.end()) found.properties.push_back(std::move(property));
  }
  std::sort(found.properties.begin(), found.properties.end());
  for (const auto& reference : fact.references) {
    auto same = std::find_if(found.references.begin(), found.references.end(),
                             [&](const auto& other) { return other.first == reference.first; });
    if (same == found.references.end()) {
      found.references.push_back(reference);
    } else {
      same->second.insert(same->second.end(), reference.second.begin(), reference.second.end());
    }
  }
}

bool FindingsBuilder::HasFact(std::string_view type, uint32_t from, uint32_t to) const {
  return FindFact(HashOfFact(type, from, to, {}), type, from, to, {}) != kNoIndex;
}

uint32_t FindingsBuilder::FindFact(uint64_t hash, std::string_view type, uint32_t from, uint32_t to,
                                   const Properties& properties) const {
  const auto [begin, end] = fact_index_.equal_range(hash);
  for (auto at = begin; at != end; ++at) {
    const FoundFact& fact = findings_.facts[at->second];
    if (fact.from == from && fact.to == to && fact.type == type &&
        TellTheSame(fact.properties, properties)) {
      return at->second;
    }
  }
  return kNoIndex;
}

void FindingsBuilder::AddRemark(ByteSpan span, std::string text) {
  findings_.remarks.push_back({document_.ToChars(span), std::move(text)});
}

/// Those of many mentions that may lie nearest to `piece`; they are sorted and do not overlap.
std::span<const FoundMention> FindingsBuilder::Near(const std::vector<FoundMention>& mentions,
                                                    CharSpan piece) {
  constexpr ptrdiff_t kFew = 32;
  if (mentions.size() <= 2 * kFew) return mentions;
  auto after = std::lower_bound(mentions.begin(), mentions.end(), piece,
                                [](const FoundMention& mention, CharSpan at) {
                                  return mention.span.begin_char < at.begin_char;
                                });
  auto begin = after - std::min(after - mentions.begin(), kFew);
  return {begin, after + std::min(mentions.end() - after, kFew)};
}

/// A sentence that speaks of both ends by pronoun or short form is joined with the nearest mention
/// of one of them, so that the evidence shows whom it is about.
void FindingsBuilder::AnchorEvidence(FoundFact& fact) const {
  for (CharSpan& piece : fact.evidence) {
    CharSpan best{};
    uint32_t best_distance = UINT32_MAX;
    for (uint32_t end : {fact.from, fact.to}) {
      for (const FoundMention& mention : Near(findings_.entities[end].mentions, piece)) {
        uint32_t distance = 0;
        if (mention.span.end_char < piece.begin_char) {
          distance = piece.begin_char - mention.span.end_char;
        } else if (mention.span.begin_char > piece.end_char) {
          distance = mention.span.begin_char - piece.end_char;
        }
        if (distance < best_distance) {
          best_distance = distance;
          best = mention.span;
        }
      }
    }
    if (best_distance == 0 || best_distance == UINT32_MAX) continue;
    piece.begin_char = std::min(piece.begin_char, best.begin_char);
    piece.end_char = std::max(piece.end_char, best.end_char);
  }
  SortUnique(fact.evidence);
}

DocumentFindings FindingsBuilder::Finish() {
  for (FoundFact& fact : findings_.facts) AnchorEvidence(fact);
  for (FoundFact& fact : findings_.facts) {
    for (auto& [name, entities] : fact.references) {
      std::sort(entities.begin(), entities.end());
      entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
    }
    std::erase_if(fact.references, [](const auto& reference) { return reference.second.empty(); });
    std::sort(fact.references.begin(), fact.references.end());
  }
  // Their places are sorted and not they, which are large.
  struct Place {
    uint32_t type, from, to, fact;
  };
  std::vector<std::string_view> types;
  for (const FoundFact& fact : findings_.facts) {
    if (std::find(types.begin(), types.end(), fact.type) == types.end()) types.push_back(fact.type);
  }
  std::sort(types.begin(), types.end());
  std::vector<Place> order;
  order.reserve(findings_.facts.size());
  for (const FoundFact& fact : findings_.facts) {
    const auto type = std::lower_bound(types.begin(), types.end(), fact.type) - types.begin();
    order.push_back(
        {static_cast<uint32_t>(type), fact.from, fact.to, static_cast<uint32_t>(order.size())});
  }
  std::sort(order.begin(), order.end(), [&](const Place& a, const Place& b) {
    const auto ends = std::tie(a.type, a.from, a.to) <=> std::tie(b.type, b.from, b.to);
    if (ends != 0) return ends < 0;
    return std::tie(findings_.facts[a.fact].properties, a.fact) <
           std::tie(findings_.facts[b.fact].properties, b.fact);
  });
  std::vector<FoundFact> facts;
  facts.reserve(order.size());
  for (const Place& place : order) facts.push_back(std::move(findings_.facts[place.fact]));
  findings_.facts = std::move(facts);
  std::stable_sort(findings_.remarks.begin(), findings_.remarks.end(),
                   [](const FoundRemark& a, const FoundRemark& b) { return a.span < b.span; });
  DocumentFindings result = std::move(findings_);
  findings_ = {};
  actor_index_.clear();
  fact_index_.clear();
  return result;
}

}  // namespace entente::ingest
