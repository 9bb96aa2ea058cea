#include "ingest/extractor.h"

#include <algorithm>
#include <utility>

#include "ingest/actor_facts.h"
#include "ingest/actor_meaning.h"
#include "ingest/agreement_finder.h"
#include "ingest/agreement_resolver.h"
#include "ingest/clause_reader.h"
#include "ingest/event_finder.h"
#include "ingest/event_resolver.h"
#include "ingest/fact_writer.h"
#include "ingest/findings_builder.h"
#include "ingest/name_lists.h"
#include "ingest/reading.h"
#include "ingest/rule_book.h"

namespace entente::ingest {

namespace {

/// Mentions of bodies that are phrases of ours ("Memorandum of Understanding on …" taken for a
/// name) give way, and entities that have no other mention with them.
void DropShadowed(const std::vector<AgreementPhrase>& agreements,
                  const std::vector<EventPhrase>& events, DocumentMentions& mentions) {
  size_t agreement = 0;
  size_t event = 0;
  std::erase_if(mentions.mentions, [&](const Mention& mention) {
    while (agreement < agreements.size() &&
           agreements[agreement].end_token <= mention.begin_token) {
      ++agreement;
    }
    while (event < events.size() && events[event].end_token <= mention.begin_token) ++event;
    auto shadows = [&](uint32_t head) {
      return (mention.type == MentionType::kOrganization || mention.type == MentionType::kPlace ||
              (mention.type == MentionType::kPerson &&
               mention.end_token == mention.begin_token + 1)) &&
             mention.begin_token <= head && head < mention.end_token;
    };
    if (agreement < agreements.size() && shadows(agreements[agreement].head_token)) {
      // "agreements with Peru and | Norlake": the second is told by nothing but its party.
      return !(agreements[agreement].split && agreements[agreement].another);
    }
    return event < events.size() && shadows(events[event].head_token);
  });
}

/// The groups of the document, with "Oman signed with Jordan" as one of two.
std::vector<std::pair<ActorGroup, bool>> WithCounterparts(
    const ClauseFindings& findings, const std::vector<AgreementPhrase>& agreements) {
  std::vector<std::pair<ActorGroup, bool>> groups = findings.groups;
  for (const Deed& deed : findings.deeds) {
    if (deed.who.empty() || deed.kind == DeedKind::kAnnul) continue;
    for (uint32_t phrase : deed.what) {
      const ActorGroup& with = agreements[phrase].with;
      if (with.actors.empty() || agreements[phrase].between) continue;
      ActorGroup both = with;
      both.of_phrase = true;
      both.actors.insert(both.actors.begin(), deed.who.begin(), deed.who.end());
      groups.emplace_back(std::move(both), false);
    }
  }
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
    return a.first.begin_token < b.first.begin_token;
  });
  return groups;
}

std::vector<uint32_t> ListMembers(const Deed& deed) {
  std::vector<uint32_t> members;
  for (const Actor& actor : deed.who) {
    if (actor.entity != kNoIndex) members.push_back(actor.entity);
  }
  return members;
}

/// "The 16 organisations that signed are: A; B; …": the text's own count is checked against the
/// list.
void CheckCounts(const Reading& reading, const ClauseFindings& findings, FindingsBuilder& builder) {
  for (const Deed& deed : findings.deeds) {
    size_t listed = ListMembers(deed).size();
    if (!deed.by_list || listed < 2) continue;
    for (const auto& [group, is_subject] : findings.groups) {
      for (const Actor& actor : group.actors) {
        if (actor.sort != Actor::Sort::kBodies || actor.count < 2 || actor.count == listed)
          continue;
        if (actor.count <= 3) continue;
        builder.AddRemark(reading.Span(group.begin_token, group.end_token),
                          "the text says " + std::to_string(actor.count) + " and lists " +
                              std::to_string(listed));
      }
    }
  }
}

/// "31 February 2020": the month is kept, and it is said.
void CheckDays(const Reading& reading, FindingsBuilder& builder) {
  for (const Mention& mention : reading.mentions.mentions) {
    if (mention.type != MentionType::kDate || mention.value >= reading.mentions.dates.size())
      continue;
    const DateValue& date = reading.mentions.dates[mention.value];
    if (!date.no_such_day) continue;
    builder.AddRemark(mention.span,
                      "there is no day \"" + std::string(reading.document.Text(mention.span)) +
                          "\": its month is kept" + (date.from.empty() ? "" : ", " + date.iso));
  }
}

void WriteRepresentations(const ClauseFindings& findings, const ActorMeanings& meanings,
                          FindingsBuilder& builder) {
  for (const Representation& representation : findings.representations) {
    for (const Meaning& person : meanings.Of({representation.person}, 0)) {
      if (person.person == kNoIndex) continue;
      for (const Meaning& body : meanings.Of({representation.body}, 0)) {
        for (uint32_t entity : body.bodies) {
          if (meanings.IsTown(entity)) continue;
          NewFact fact;
          fact.type = "REPRESENTS";
          fact.from = builder.ActorIndex(person.person);
          fact.to = builder.ActorIndex(entity);
          fact.evidence = {representation.evidence};
          fact.rule = representation.rule;
          fact.confidence = representation.confidence;
          builder.AddFact(std::move(fact));
        }
      }
    }
  }
}

}  // namespace

DocumentFindings ExtractFacts(const Document& document, const SegmentedText& text,
                              DocumentMentions mentions, const Knowledge& knowledge,
                              ExtractionTrace* trace, RuleMatcher* matcher) {
  FindingsBuilder builder(document);
  const std::string published =
      document.published().empty() ? mentions.dateline_date : document.published();
  CompleteNameLists(document, text, knowledge.rules(), mentions);
  std::vector<AgreementPhrase> agreements;
  std::vector<EventPhrase> events;
  Reading reading(document, text, mentions, knowledge.rules());
  agreements = FindAgreementPhrases(reading);
  events = FindEventPhrases(reading, agreements);
  DropShadowed(agreements, events, mentions);
  reading.RefreshMentions();
  ClauseFindings findings = ReadClauses(reading, agreements, events, trace, matcher);
  CheckCounts(reading, findings, builder);
  CheckDays(reading, builder);
  builder.AddActors(mentions);
  AddActorFacts(document, text, mentions, builder);
  ActorMeanings meanings(reading);
  for (const auto& [group, is_subject] : WithCounterparts(findings, agreements)) {
    meanings.Note(group, is_subject);
  }
  for (const Deed& deed : findings.deeds) {
    if (deed.by_list) meanings.NoteList(ListMembers(deed));
  }
  const AgreementCases agreement_cases =
      ResolveAgreements(reading, agreements, findings, meanings, trace);
  const EventCases event_cases = ResolveEvents(reading, events, findings, meanings, trace);
  const Understanding understood{reading,         agreements,  events,  findings,
                                 agreement_cases, event_cases, meanings};
  std::vector<EventOutcome> outcomes = WriteEvents(understood, builder);
  WriteAgreements(understood, outcomes, builder);
  WriteRepresentations(findings, meanings, builder);
  DocumentFindings result = builder.Finish();
  result.document_id = document.id();
  result.published = published;
  return result;
}

}  // namespace entente::ingest
