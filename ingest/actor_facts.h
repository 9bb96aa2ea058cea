/// \file
/// What the mentions of actors say by themselves, before any sentence is read: who holds which
/// post, whose ministry or company a body is, in which country a place lies. Threads: pure.

#pragma once

#include "ingest/findings_builder.h"
#include "ingest/mention.h"
#include "ingest/segmenter.h"

namespace entente::ingest {

/// REQUIRES builder.AddActors(mentions) before.
void AddActorFacts(const Document& document, const SegmentedText& text,
                   const DocumentMentions& mentions, FindingsBuilder& builder);

}  // namespace entente::ingest
