#include "ingest/clause_reader.h"

#include <algorithm>
#include <optional>

#include "ingest/attendance_list.h"
#include "ingest/event_surroundings.h"
#include "ingest/sentence_reader.h"
#include "ingest/signed_lists.h"
#include "ingest/table_reader.h"

namespace entente::ingest {

namespace {

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
  TableReader table(reading, agreements, findings);
  SignedLists lists(reading, agreements);
  std::vector<RuleMatch> matches;
  std::vector<uint32_t> nearly;
  uint32_t agreement_at = 0;
  uint32_t event_at = 0;
  for (uint32_t index = 0; index < reading.text.sentences.size(); ++index) {
    const Sentence& sentence = reading.text.sentences[index];
    table.Enter(index);
    lists.Enter(index);
    // Nothing to say without a verb, agreement or event of the rules, or those who agreed.
    bool trigger = false;
    for (uint32_t token = sentence.begin_token; token < sentence.end_token && !trigger; ++token) {
      trigger = reading.book.IsTrigger(reading.words[token]) ||
                reading.Is(token, CoreList::kSideNoun) ||
                reading.Is(token, CoreList::kAttendanceWord) ||
                reading.IsWord(token, "signatory") || reading.IsWord(token, "signature") ||
                reading.IsWord(token, "done") || reading.IsWord(token, "bears") ||
                reading.IsWord(token, "bore") || reading.IsWord(token, "did") ||
                reading.IsWord(token, "proceeded") || reading.IsWord(token, "declared");
    }
    // "Ann Ayres left for Lima. | She will attend the summit": whom the next sentence speaks of.
    if (!trigger && index + 1 < reading.text.sentences.size() &&
        reading.text.sentences[index + 1].block == sentence.block) {
      trigger = reading.SaysAny(reading.text.sentences[index + 1].begin_token, {"he", "she"});
    }
    // "They began on Monday": the talks of the sentence before.
    trigger = trigger || (reading.SaysAny(sentence.begin_token, {"it", "they"}) &&
                          reading.SaysAny(sentence.begin_token + 1,
                                          {"began", "begins", "ran", "runs", "lasted", "ended",
                                           "opened", "opens", "concluded", "started"}));
    // "Another on visas will follow."
    trigger = trigger || reading.IsWord(sentence.begin_token, "another");
    // "For Peru: Ann Ayres, Minister of Finance": a line of those who signed.
    if (!trigger && reading.Is(sentence.begin_token, CoreList::kBehalf)) {
      trigger = table.InTable() && reading.IsWord(sentence.begin_token, "for");
      const uint32_t reach = std::min(sentence.end_token, sentence.begin_token + 8);
      for (uint32_t token = sentence.begin_token; token < reach && !trigger; ++token) {
        trigger = reading.IsWord(token, "was");  // "For Peru it was Ann Ayres"
      }
      for (uint32_t token = sentence.begin_token; token < sentence.end_token && !trigger; ++token) {
        trigger = reading.IsMark(token, ':');
      }
    }
    if (!trigger && !table.Wants() && !lists.Wants(index)) continue;
    SentenceItems items = BuildItems(reading, index, agreements, agreement_at, events, event_at);
    matches.clear();
    nearly.clear();
    matcher.Match(items.items, "clause", matches, trace == nullptr ? nullptr : &nearly);
    reader.Read(items, matches);
    table.Read(items);
    lists.Read(items);
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
  table.Finish();
  lists.Finish(findings);
  ReadAttendanceLists(reading, findings);
  ReadEventSurroundings(reading, events, findings);
  std::stable_sort(findings.deeds.begin(), findings.deeds.end(),
                   [](const Deed& a, const Deed& b) { return a.verb_token < b.verb_token; });
  return findings;
}

}  // namespace entente::ingest
