#include "ingest/actor_facts.h"

#include <algorithm>
#include <vector>

#include "ingest/post_terms.h"

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

/// "the Kenyan leader", which says no office; "By Ann Ayres, staff writer".
bool SaysNoPost(const Document& document, const SegmentedText& text,
                const DocumentMentions& mentions, const Mention& mention, const PostValue& post) {
  if (post.title == "Leader" && post.of < mentions.entities.size() &&
      mentions.entities[post.of].type == MentionType::kCountry) {
    return true;
  }
  const bool press = post.title.ends_with("Writer") || post.title.ends_with("Reporter") ||
                     post.title.ends_with("Correspondent") || post.title.ends_with("Editor");
  if (!press) return false;
  const Sentence& sentence = text.sentences[mention.sentence];
  for (uint32_t t = sentence.begin_token; t < sentence.end_token && t < mention.begin_token; ++t) {
    const std::string_view word = document.Text(text.tokens[t].span);
    if (word == "By" || word == "BY") return true;
  }
  return false;
}

/// Below what the linker takes for a person's country: "the minister" in the news of a capital may
/// be a guest.
constexpr float kUntoldPost = 0.79f;

void AddPosts(const Document& document, const SegmentedText& text, const DocumentMentions& mentions,
              FindingsBuilder& builder) {
  for (uint32_t m = 0; m < mentions.mentions.size(); ++m) {
    const Mention& mention = mentions.mentions[m];
    if (mention.type != MentionType::kPost || mention.value >= mentions.posts.size()) continue;
    if (mention.entity >= mentions.entities.size()) continue;
    const PostValue& post = mentions.posts[mention.value];
    if (post.honorific_only || post.title.empty()) continue;
    if (SaysNoPost(document, text, mentions, mention, post)) continue;
    NewFact fact;
    fact.type = "HOLDS_POST";
    fact.from = builder.ActorIndex(mention.entity);
    fact.to = PostHolderOf(mentions, post, builder);
    fact.evidence = {text.sentences[mention.sentence].span};
    fact.rule = mention.rule.empty() ? std::string_view("post") : mention.rule;
    fact.confidence = mention.confidence < 0.82f ? mention.confidence : 0.82f;
    if (!post.of_told) fact.confidence = std::min(fact.confidence, kUntoldPost);
    if (post.of_guessed) fact.confidence = std::min(fact.confidence, 0.6f);
    fact.properties = {{"title", post.title}, {"qualifier", post.qualifier}};
    const PostTerm term = TermOfPost(document, text, mentions, m);
    AddDay(fact.properties, "from", term.from);
    AddDay(fact.properties, "to", term.to);
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

/// The sentence behind each entity's home: the first that names both, else the first of the entity.
std::vector<uint32_t> SentencesOfHomes(const DocumentMentions& mentions) {
  std::vector<uint32_t> alone(mentions.entities.size(), kNoIndex), together = alone;
  std::vector<uint32_t> here;  // entities of one sentence; mentions are in the order of the text
  uint32_t sentence = kNoIndex;
  const auto close = [&] {
    for (uint32_t entity : here) {
      const uint32_t home = mentions.entities[entity].country;
      if (together[entity] == kNoIndex && std::find(here.begin(), here.end(), home) != here.end()) {
        together[entity] = sentence;
      }
    }
    here.clear();
  };
  for (const Mention& mention : mentions.mentions) {
    if (mention.entity >= mentions.entities.size()) continue;
    if (mention.sentence != sentence) close();
    sentence = mention.sentence;
    if (alone[mention.entity] == kNoIndex) alone[mention.entity] = sentence;
    if (std::find(here.begin(), here.end(), mention.entity) == here.end() && here.size() < 64) {
      here.push_back(mention.entity);
    }
  }
  close();
  for (size_t i = 0; i < together.size(); ++i) {
    if (together[i] == kNoIndex) together[i] = alone[i];
  }
  return together;
}

void AddHomes(const SegmentedText& text, const DocumentMentions& mentions,
              FindingsBuilder& builder) {
  const std::vector<uint32_t> sentences = SentencesOfHomes(mentions);
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
    if (is_body && sentences[index] != kNoIndex) {
      fact.evidence = {text.sentences[sentences[index]].span};
    }
    builder.AddFact(std::move(fact));
  }
}

}  // namespace

void AddActorFacts(const Document& document, const SegmentedText& text,
                   const DocumentMentions& mentions, FindingsBuilder& builder) {
  AddPosts(document, text, mentions, builder);
  AddHomes(text, mentions, builder);
}

}  // namespace entente::ingest
