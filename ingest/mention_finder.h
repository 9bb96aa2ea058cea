/// \file
/// Stages 3 and 4 for actors: names, countries, ministries, organisations, people, places, dates
/// and posts of one document, and which of them are one thing. Agreements, events and topics are
/// added to its result by later finders. Threads: pure; `knowledge` is shared by all workers.

#pragma once

#include "ingest/document.h"
#include "ingest/knowledge.h"
#include "ingest/mention.h"
#include "ingest/segmenter.h"

namespace entente::ingest {

/// Runs, in this order: one pass of the gazetteers, dates, names, titles and posts, the one place
/// where overlapping mentions are decided (mention consolidation), and the resolution of actors.
/// Linear in the text.
///
/// What stands in the result: mentions of the types kCountry, kPerson, kMinistry, kOrganization,
/// kPlace, kDate and kPost, sorted by span ("the two countries" is read with the sentence, in stage
/// 5). A mention with the rule "nominal" is a description of an organisation or ministry named
/// before ("the company"). A kPost's `entity` is its holder (a Person), where the text tells; its
/// PostValue says the title and of whom it is a post. "the British minister" is a kPost whose
/// holder was found by country and title; a person spoken of by a post alone, whose name the
/// document never gives, has a kPost without `entity`.
DocumentMentions FindMentions(const Document& document, const SegmentedText& text,
                              const Knowledge& knowledge);

}  // namespace entente::ingest
