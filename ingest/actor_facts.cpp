#include "ingest/actor_facts.h"

#include <algorithm>

namespace entente::ingest {

namespace {

/// The country (or body) that a post's `of` leads to when `of` itself became no node.
uint32_t PostHolderOf(const DocumentMentions& mentions, const PostValue& post,
                      const FindingsBuilder& builder) {
  if (post.of >= mentions.entities.size()) return kNoIndex;
  uint32_t index = builder.ActorIndex(post.of);
  if (index != kNoIndex) return index;
  return builder.ActorIndex(mentions.entities[post.of].country);
}

void AddPosts(const SegmentedText& text, const DocumentMentions& mentions,
              FindingsBuilder& builder) {
  for (const Mention& mention : mentions.mentions) {
    if (mention.type != MentionType::kPost || mention.value >= mentions.posts.size()) continue;
    if (mention.entity >= mentions.entities.size()) continue;
    const PostValue& post = mentions.posts[mention.value];
    if (post.honorific_only || post.title.empty()) continue;
    NewFact fact;
    fact.type = "HOLDS_POST";
    fact.from = builder.ActorIndex(mention.entity);
    fact.to = PostHolderOf(mentions, post, builder);
    fact.evidence = {text.sentences[mention.sentence].span};
    fact.rule = mention.rule.empty() ? std::string_view("post") : std::string_view(mention.rule);
    fact.confidence = mention.confidence < 0.82f ? mention.confidence : 0.82f;
    if (post.of_guessed) fact.confidence = std::min(fact.confidence, 0.6f);
    fact.properties = {{"title", post.title}, {"qualifier", post.qualifier}};
    builder.AddFact(std::move(fact));
  }
  for (const ImpliedPost& implied : mentions.implied_posts) {
    if (implied.holder >= mentions.entities.size() || implied.post >= mentions.posts.size() ||
        implied.mention >= mentions.mentions.size()) {
      continue;
    }
    const PostValue& post = mentions.posts[implied.post];
    NewFact fact;
    fact.type = "HOLDS_POST";
    fact.from = builder.ActorIndex(implied.holder);
    fact.to = PostHolderOf(mentions, post, builder);
    fact.evidence = {text.sentences[mentions.mentions[implied.mention].sentence].span};
    fact.rule = "post:implied";
    fact.confidence = 0.8f;
    fact.properties = {{"title", post.title}, {"qualifier", post.qualifier}};
    builder.AddFact(std::move(fact));
  }
}

void AddHomes(const DocumentMentions& mentions, FindingsBuilder& builder) {
  for (uint32_t index = 0; index < mentions.entities.size(); ++index) {
    const Entity& entity = mentions.entities[index];
    if (entity.country >= mentions.entities.size()) continue;
    bool is_place = entity.type == MentionType::kPlace;
    bool is_body =
        entity.type == MentionType::kMinistry || entity.type == MentionType::kOrganization;
    MentionType home = mentions.entities[entity.country].type;
    if (is_place && home != MentionType::kCountry && home != MentionType::kPlace) continue;
    if (is_body && home == MentionType::kPlace) continue;
    if (!is_place && !is_body) continue;
    NewFact fact;
    fact.type = is_place ? "LOCATED_IN" : "BELONGS_TO";
    fact.from = builder.ActorIndex(index);
    fact.to = builder.ActorIndex(entity.country);
    fact.rule = is_place ? "gazetteer:places" : "resolver:home";
    fact.confidence = 0.9f;
    builder.AddFact(std::move(fact));
  }
}

}  // namespace

void AddActorFacts(const SegmentedText& text, const DocumentMentions& mentions,
                   FindingsBuilder& builder) {
  AddPosts(text, mentions, builder);
  AddHomes(mentions, builder);
}

}  // namespace entente::ingest
