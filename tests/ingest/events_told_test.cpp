// Which gatherings a text tells of, from the text on. Names are invented.

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "ingest/extractor.h"
#include "ingest/knowledge.h"
#include "ingest/mention_finder.h"
#include "tests/support/shared_knowledge.h"

namespace entente::ingest {
namespace {

/// "kind: name" of every event of a text of one paragraph; joined by "; ".
std::string Events(const std::string& text) {
  DocumentFields fields;
  fields.id = "test";
  fields.text = text;
  fields.blocks.push_back({BlockKind::kParagraph, {0, static_cast<uint32_t>(text.size())}});
  const Document document(std::move(fields));
  const SegmentedText segmented = Segment(document);
  const DocumentMentions mentions = FindMentions(document, segmented, SharedKnowledge());
  const DocumentFindings findings = ExtractFacts(document, segmented, mentions, SharedKnowledge());
  std::string result;
  for (const FoundEntity& entity : findings.entities) {
    if (entity.type != MentionType::kEvent) continue;
    std::string kind;
    for (const auto& [key, value] : entity.properties) {
      if (key == "kind") kind = value;
    }
    result += (result.empty() ? "" : "; ") + kind + ": " + entity.name;
  }
  return result;
}

TEST(EventsTold, GatheringsByWhatTheyAreOf) {
  EXPECT_EQ(Events("Ann Ayres is in Peru for the 12th meeting of the Joint Committee on Ports."),
            "meeting: 12th meeting of the Joint Committee on Ports");
  EXPECT_EQ(Events("Norlake has walked away from talks with Peru."), "talks: talks");
  EXPECT_EQ(Events("The mayors signed nothing after a meeting in Lima."), "meeting: meeting");
}

TEST(EventsTold, NamedExercisesAndFairs) {
  EXPECT_EQ(Events("Peru's navy takes part in Exercise Calm Shore on 5 May 2021."),
            "exercise: Exercise Calm Shore");
  EXPECT_EQ(Events("It was signed at the Balnork exercise in May."), "exercise: Balnork exercise");
}

TEST(EventsTold, CallsAndReceptions) {
  EXPECT_EQ(Events("In the afternoon Ann Ayres paid a courtesy call on Bo Lund of Norway."),
            "meeting: courtesy call");
  EXPECT_EQ(Events("President Ann Ayres received Ambassador Bo Lund in Lima on Monday."),
            "meeting: received Ambassador Bo Lund");
}

TEST(EventsTold, NegotiationsForAnAgreementAreNoMeeting) {
  EXPECT_EQ(Events("The minister asked for negotiations with Peru for a treaty."), "");
}

}  // namespace
}  // namespace entente::ingest
