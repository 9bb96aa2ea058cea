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
    case MentionType::kGroup:
      return "Group";
  }
  return "?";
}

const char* MentionFormName(MentionForm form) {
  switch (form) {
    case MentionForm::kName:
      return "name";
    case MentionForm::kAcronym:
      return "acronym";
    case MentionForm::kDemonym:
      return "demonym";
    case MentionForm::kNominal:
      return "nominal";
    case MentionForm::kPronoun:
      return "pronoun";
  }
  return "?";
}

}  // namespace entente::ingest
