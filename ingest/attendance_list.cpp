#include "ingest/attendance_list.h"

#include <algorithm>

namespace entente::ingest {

namespace {

constexpr uint32_t kMaxLines = 40;    // of one list
constexpr uint32_t kMaxOpening = 30;  // tokens before the colon
constexpr uint32_t kMaxBullet = 3;    // tokens before the name of a line

/// "Participants", "The following took part in the workshop …": opens a list of those present.
bool OpensList(const Reading& reading, uint32_t begin, uint32_t colon) {
  bool attendance = false;
  bool following = false;
  bool part = false;
  for (uint32_t t = begin; t < colon; ++t) {
    attendance = attendance || reading.SaysAny(t, {"participants", "attendees", "present",
                                                   "attendance", "attended", "attending"});
    following = following || reading.SaysAny(t, {"following", "were", "included"});
    part = part || (reading.SaysAny(t, {"part"}) && t > begin &&
                    reading.SaysAny(t - 1, {"took", "take", "takes"}));
    // What was agreed, asked or signed is no list of people.
    if (reading.SaysAny(t, {"signed", "agreed", "said", "stated", "decided", "adopted", "noted"})) {
      return false;
    }
  }
  return (attendance && (following || colon - begin <= 3)) || (part && following);
}

class ListReader {
 public:
  ListReader(const Reading& reading, ClauseFindings& findings)
      : reading_(reading), findings_(findings) {}

  void Run() {
    const auto& sentences = reading_.text.sentences;
    for (uint32_t s = 0; s < sentences.size(); ++s) {
      const uint32_t begin = sentences[s].begin_token, end = sentences[s].end_token;
      uint32_t colon = begin;
      while (colon < end && colon < begin + kMaxOpening && !reading_.IsMark(colon, ':')) ++colon;
      if (colon >= end || colon >= begin + kMaxOpening || !OpensList(reading_, begin, colon)) {
        continue;
      }
      std::vector<Actor> who;
      TakePeople(colon + 1, end, who);
      if (colon + 1 >= end) TakeLines(s, who);
      if (who.empty()) continue;
      EventDeed deed;
      deed.kind = EventDeedKind::kParticipants;
      deed.there = true;
      deed.who = std::move(who);
      deed.role = "participant";
      deed.sentence = s;
      deed.verb_begin = colon;
      deed.evidence = reading_.Span(begin, last_end_);
      deed.rule = "attendance-list";
      deed.confidence = 0.84f;
      findings_.event_deeds.push_back(std::move(deed));
    }
  }

 private:
  void Push(const Mention& mention, std::vector<Actor>& who) {
    Actor actor;
    actor.entity = mention.entity;
    actor.mention = reading_.mention_at[mention.begin_token];
    who.push_back(actor);
    last_end_ = mention.end_token;
  }
  /// People named between two tokens.
  void TakePeople(uint32_t begin, uint32_t end, std::vector<Actor>& who) {
    for (uint32_t t = begin; t < end; ++t) {
      const Mention* mention = reading_.MentionBeginning(t);
      if (mention == nullptr || mention->type != MentionType::kPerson ||
          mention->entity == kNoIndex || mention->form != MentionForm::kName) {
        continue;
      }
      Push(*mention, who);
    }
  }
  /// The first name of each line below, as long as lines begin with one.
  void TakeLines(uint32_t opening, std::vector<Actor>& who) {
    const auto& sentences = reading_.text.sentences;
    const size_t last = std::min<size_t>(sentences.size(), size_t{opening} + 1 + kMaxLines);
    for (size_t s = opening + 1; s < last; ++s) {
      const uint32_t begin = sentences[s].begin_token;
      const uint32_t reach = std::min(sentences[s].end_token, begin + kMaxBullet + 1);
      const size_t known = who.size();
      for (uint32_t t = begin; t < reach && who.size() == known; ++t) {
        const Mention* mention = reading_.MentionBeginning(t);
        if (mention == nullptr) continue;
        if (mention->type == MentionType::kPost) continue;  // "Dr", "H.E."
        if (mention->type == MentionType::kPerson && mention->entity != kNoIndex) {
          Push(*mention, who);
        }
        break;
      }
      if (who.size() == known) return;
    }
  }

  const Reading& reading_;
  ClauseFindings& findings_;
  uint32_t last_end_ = 0;
};

}  // namespace

void ReadAttendanceLists(const Reading& reading, ClauseFindings& findings) {
  ListReader(reading, findings).Run();
}

}  // namespace entente::ingest
