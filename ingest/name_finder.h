/// \file
/// Names: which capitalised stretches are names, where they begin and end, and what they name.
/// Lists give the known ones; shape, cue words and company the unknown ones; a name that is clear
/// in one place of a document tells of its other places. Finds candidates; overlaps are decided in
/// `mention`. Threads: pure. Linear in the text.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/date_finder.h"
#include "ingest/gazetteer.h"
#include "ingest/mention.h"
#include "ingest/name_model.h"
#include "ingest/post_finder.h"
#include "ingest/text_words.h"

namespace entente::ingest {

struct NameCandidate {
  uint32_t begin_token = 0;
  uint32_t end_token = 0;
  ByteSpan span;
  MentionType type = MentionType::kOrganization;
  MentionForm form = MentionForm::kName;
  float score = 0;                 ///< 0 to 1: how sure
  const char* rule = "";           ///< "gazetteer:countries", "name:cue"
  const Entry* entry = nullptr;    ///< of a gazetteer, or null
  const CueRecord* cue = nullptr;  ///< the cue that decided, or null
};

/// A run that the rules left to the model, with the signs that it weighed.
struct NameDecision {
  uint32_t begin_token = 0;
  uint32_t end_token = 0;
  std::vector<NameFeature> features;
};

/// `trace`, when given, gets the decisions of the model; it changes nothing in the result.
std::vector<NameCandidate> FindNames(const TextWords& words, const GazetteerMatches& matches,
                                     const std::vector<FoundDate>& dates,
                                     const std::vector<FoundPost>& posts, const Dateline& dateline,
                                     std::vector<NameDecision>* trace = nullptr);

}  // namespace entente::ingest
