/// \file
/// Since when and until when a post is held, where the sentence that gives it says so: "Minister of
/// Energy since 2019", "was appointed director on 3 May 2020", "took office in June", "President
/// (2010-2015)". Threads: pure. Linear in the sentence.

#pragma once

#include "ingest/document.h"
#include "ingest/fact_writer.h"
#include "ingest/mention.h"
#include "ingest/segmenter.h"

namespace entente::ingest {

struct PostTerm {
  DayValue from;  ///< empty when nothing is said
  DayValue to;
};

/// Of the kPost mention with index `post`, whose holder is known.
PostTerm TermOfPost(const Document& document, const SegmentedText& text,
                    const DocumentMentions& mentions, uint32_t post);

}  // namespace entente::ingest
