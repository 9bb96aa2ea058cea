#include "ingest/mention.h"

#include <algorithm>

namespace entente::ingest {

const char* MentionTypeName(MentionType type) {
  switch (type) {
    case MentionType::kCountry:
      return "Country";
    case MentionType::kPerson:
      return "Person";
    case MentionType::kMinistry:
      return "Ministry";
    case MentionType::kOrganization:
      return "Organization";
    case MentionType::kPlace:
      return "Place";
    case MentionType::kAgreement:
      return "Agreement";
    case MentionType::kEvent:
      return "Event";
    case MentionType::kTopic:
      return "Topic";
    case MentionType::kDate:
      return "Date";
    case MentionType::kPost:
      return "Post";
  }
  return "?";
}

uint32_t DocumentMentions::StoryAt(uint32_t token) const {
  const auto after =
      std::upper_bound(stories.begin(), stories.end(), token,
                       [](uint32_t t, const Story& story) { return t < story.begin_token; });
  return after == stories.begin() ? kNoIndex : static_cast<uint32_t>(after - stories.begin()) - 1;
}

uint32_t DocumentMentions::HomeAt(uint32_t token) const {
  const uint32_t story = StoryAt(token);
  return story == kNoIndex ? home : stories[story].home;
}

}  // namespace entente::ingest
