// Who met where the text does not say so beside the event: the states that its paragraph tells of,
// or those of the lead.

#include <algorithm>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

namespace {
constexpr size_t kMostSides = 4;
}  // namespace

bool AgreementWriter::OfStates(const EventPhrase& phrase) const {
  if (phrase.plural && phrase.kind != "talks") return false;
  if (phrase.kind == "talks" || phrase.kind == "exercise") return true;
  // "the Madrid summit" may be of many.
  if (phrase.kind == "summit") {
    for (uint32_t t = phrase.name_begin; t < phrase.head_token; ++t) {
      if (reading().IsCapitalised(t)) return false;
    }
    return phrase.definite || phrase.other;
  }
  if (phrase.kind != "meeting") return false;
  for (uint32_t t = phrase.begin_token; t < phrase.end_token; ++t) {
    // "the tripartite meeting", "the next meeting", "session of the Joint Commission"
    if (reading().SaysAny(t, {"next", "previous", "last", "joint", "mixed", "bilateral",
                              "binational", "tripartite", "trilateral"})) {
      return true;
    }
    // "the fourth meeting of the parties": of all that a convention has.
    if (reading().SaysAny(t, {"parties", "members", "contracting"})) return false;
  }
  return phrase.ordinal != 0;
}

void AgreementWriter::TookPart(const std::vector<uint32_t>& sides, uint32_t node, ByteSpan evidence,
                               std::string_view rule, float confidence) {
  for (const uint32_t side : sides) {
    NewFact took_part;
    took_part.type = "PARTICIPATED_IN";
    took_part.from = builder_.ActorIndex(side);
    took_part.to = node;
    took_part.evidence = {evidence};
    took_part.rule = rule;
    took_part.confidence = confidence;
    took_part.properties = {{"role", "participant"}};
    builder_.AddFact(std::move(took_part));
  }
}

void AgreementWriter::CompleteSides() {
  for (size_t index = 0; index < u_.events.cases.size(); ++index) {
    const EventCase& event = u_.events.cases[index];
    const EventOutcome& outcome = events_[index];
    if (outcome.node == kNoIndex || event.cancelled || event.phrases.empty()) continue;
    const EventPhrase& phrase = u_.event_phrases[event.phrases.front()];
    if (!outcome.took_part.empty() ||
        std::find(attended_.begin(), attended_.end(), outcome.node) != attended_.end()) {
      continue;
    }
    if (!OfStates(phrase)) continue;
    AgreementPhrase stand_in;  // what is looked around is the noun phrase alone
    stand_in.begin_token = phrase.begin_token;
    stand_in.end_token = phrase.end_token;
    stand_in.sentence = phrase.sentence;
    std::vector<uint32_t> sides = StatesTold(phrase.sentence, stand_in);
    if (sides.size() < 2 || sides.size() > kMostSides) sides = PairNear(stand_in);
    const bool near = !sides.empty();
    TookPart(near ? sides : lead_pair_, outcome.node, SentenceSpan(phrase.sentence),
             near ? "event-near" : "event-lead", near ? 0.72f : 0.7f);
  }
}

}  // namespace entente::ingest
