#include "ingest/clause_reader.h"

#include <algorithm>
#include <optional>

#include "ingest/sentence_reader.h"

namespace entente::ingest {

namespace {

/// Rows of a table of agreements: one cell names the agreement, those behind it its parties and,
/// under a head such as "Signed by", the people who signed.
class TableReader {
 public:
  static bool InCell(const Reading& reading, uint32_t sentence) {
    uint32_t block = reading.text.sentences[sentence].block;
    return block < reading.document.blocks().size() &&
           reading.document.blocks()[block].kind == BlockKind::kTableCell;
  }
  /// Whether the sentence belongs to a table that has named an agreement.
  bool Open(const Reading& reading, uint32_t sentence) const {
    return agreement_ != kNoIndex && InCell(reading, sentence);
  }
  void Read(const Reading& reading, const std::vector<AgreementPhrase>& agreements,
            const SentenceItems& items, ClauseFindings& findings) {
    if (!InCell(reading, items.sentence)) {
      agreement_ = kNoIndex;
      signed_by_ = false;
      row_.clear();
      sides_.clear();
      return;
    }
    for (const Item& item : items.items) {
      if (item.kind == ItemKind::kAgreement) {
        uint32_t phrase = items.agreements[item.index].front();
        // The head of the table says "Document"; a row says which.
        agreement_ = agreements[phrase].generic ? kNoIndex : phrase;
        row_.clear();
      } else if (item.kind == ItemKind::kVerb && agreement_ == kNoIndex) {
        signed_by_ = signed_by_ || (item.features & reading.book.VerbClassBit("sign")) != 0;
      } else if (item.kind == ItemKind::kActors && agreement_ == kNoIndex &&
                 reading.IsWord(reading.text.sentences[items.sentence].begin_token, "for")) {
        signed_by_ = true;  // a column "For Peru"
        const std::vector<Actor>& actors = items.actors[item.index].actors;
        sides_.push_back(actors.size() == 1 ? actors.front().entity : kNoIndex);
      } else if (item.kind == ItemKind::kActors && agreement_ != kNoIndex) {
        Deed deed;
        bool person = (item.features & FeatureBit(Feature::kPerson)) != 0;
        deed.kind = person && signed_by_ ? DeedKind::kSign : DeedKind::kStanding;
        deed.only_parties = !(person && signed_by_);
        if (person && !signed_by_) continue;
        deed.what = {agreement_};
        deed.who = items.actors[item.index].actors;
        // The second person of the row signed for the second of the columns.
        if (person && row_.size() < sides_.size() && deed.who.front().behalf == kNoIndex) {
          deed.who.front().behalf = sides_[row_.size()];
          deed.who.resize(1);
        }
        deed.sentence = items.sentence;
        deed.verb_token = item.begin_token;
        deed.evidence = reading.text.sentences[items.sentence].span;
        deed.rule = "table-row";
        deed.confidence = 0.88f;
        row_.push_back(findings.deeds.size());
        findings.deeds.push_back(std::move(deed));
      } else if (item.kind == ItemKind::kDate && agreement_ != kNoIndex) {
        // A cell with the day: of the whole row.
        for (const size_t deed : row_) {
          findings.deeds[deed].setting.date = reading.mentions.mentions[item.index].value;
        }
      }
    }
  }

 private:
  uint32_t agreement_ = kNoIndex;
  bool signed_by_ = false;
  std::vector<uint32_t> sides_;  ///< of columns "For Peru": the entities
  std::vector<size_t> row_;      ///< deeds of the row so far
};

std::string MatchToText(const Reading& reading, const SentenceItems& items,
                        const RuleMatch& match) {
  const Rule& rule = reading.book.rules()[match.rule];
  std::string text = rule.name + ":";
  for (size_t role = 0; role < rule.roles.size(); ++role) {
    ItemRange range = match.roles[role];
    if (range.empty()) continue;
    text += ' ' + rule.roles[role] + "='";
    text += reading.document.Text(
        reading.Span(items.items[range.begin].begin_token, items.items[range.end - 1].end_token));
    text += '\'';
  }
  return text;
}

}  // namespace

ClauseFindings ReadClauses(const Reading& reading, const std::vector<AgreementPhrase>& agreements,
                           const std::vector<EventPhrase>& events, ExtractionTrace* trace,
                           RuleMatcher* kept_matcher) {
  ClauseFindings findings;
  findings.agreement_settings.resize(agreements.size());
  findings.event_settings.resize(events.size());
  SentenceReader reader(reading, agreements, events, findings);
  std::optional<RuleMatcher> own_matcher;
  RuleMatcher& matcher = kept_matcher ? *kept_matcher : own_matcher.emplace(reading.book);
  TableReader table;
  std::vector<RuleMatch> matches;
  std::vector<uint32_t> nearly;
  uint32_t agreement_at = 0;
  uint32_t event_at = 0;
  for (uint32_t index = 0; index < reading.text.sentences.size(); ++index) {
    const Sentence& sentence = reading.text.sentences[index];
    // Nothing to say without a verb, agreement or event of the rules, or those who agreed.
    bool trigger = false;
    for (uint32_t token = sentence.begin_token; token < sentence.end_token && !trigger; ++token) {
      trigger = reading.book.IsTrigger(reading.words[token]) ||
                reading.Is(token, CoreList::kSideNoun) ||
                reading.Is(token, CoreList::kAttendanceWord) ||
                reading.IsWord(token, "signatory") || reading.IsWord(token, "signature") ||
                reading.IsWord(token, "bears") || reading.IsWord(token, "bore") ||
                reading.IsWord(token, "did") || reading.IsWord(token, "proceeded");
    }
    // "Another on visas will follow."
    trigger = trigger || reading.IsWord(sentence.begin_token, "another");
    // "For Peru: Ann Ayres, Minister of Finance": a line of those who signed.
    if (!trigger && reading.Is(sentence.begin_token, CoreList::kBehalf)) {
      trigger = table.InCell(reading, index) && reading.IsWord(sentence.begin_token, "for");
      const uint32_t reach = std::min(sentence.end_token, sentence.begin_token + 8);
      for (uint32_t token = sentence.begin_token; token < reach && !trigger; ++token) {
        trigger = reading.IsWord(token, "was");  // "For Peru it was Ann Ayres"
      }
      for (uint32_t token = sentence.begin_token; token < sentence.end_token && !trigger; ++token) {
        trigger = reading.IsMark(token, ':');
      }
    }
    if (!trigger && !table.Open(reading, index)) continue;
    SentenceItems items = BuildItems(reading, index, agreements, agreement_at, events, event_at);
    matches.clear();
    nearly.clear();
    matcher.Match(items.items, "clause", matches, trace == nullptr ? nullptr : &nearly);
    reader.Read(items, matches);
    table.Read(reading, agreements, items, findings);
    for (const Item& item : items.items) {
      if (item.kind == ItemKind::kActors) {
        findings.groups.emplace_back(items.actors[item.index],
                                     (item.features & FeatureBit(Feature::kOblique)) == 0);
      } else if (item.kind == ItemKind::kAgreement) {
        for (uint32_t phrase : items.agreements[item.index]) {
          if (!agreements[phrase].with.actors.empty()) {
            findings.groups.emplace_back(agreements[phrase].with, false);
            findings.groups.back().first.of_phrase = true;
            findings.groups.back().first.sentence = index;
          }
        }
      } else if (item.kind == ItemKind::kEvent && !events[item.index].with.actors.empty()) {
        findings.groups.emplace_back(events[item.index].with, false);
        findings.groups.back().first.of_phrase = true;
        findings.groups.back().first.sentence = index;
      }
    }
    if (trace == nullptr) continue;
    SentenceTrace& entry = trace->sentences.emplace_back();
    entry.sentence = index;
    entry.span = reading.document.ToChars(sentence.span);
    entry.items = ItemsToText(reading, items);
    for (const RuleMatch& match : matches)
      entry.fired.push_back(MatchToText(reading, items, match));
    for (uint32_t rule : nearly) entry.nearly.push_back(reading.book.rules()[rule].name);
  }
  std::stable_sort(findings.deeds.begin(), findings.deeds.end(),
                   [](const Deed& a, const Deed& b) { return a.verb_token < b.verb_token; });
  return findings;
}

}  // namespace entente::ingest
