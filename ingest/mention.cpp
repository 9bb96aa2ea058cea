#include "ingest/mention.h"

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

}  // namespace entente::ingest
