/// \file
/// Lists of names set apart by semicolons: "The organisations that signed are: Acme; Bolt 7; Core
/// Group". Each piece is one body, whatever its shape. Threads: pure. Linear.

#pragma once

#include "ingest/document.h"
#include "ingest/mention.h"
#include "ingest/rule_book.h"
#include "ingest/segmenter.h"

namespace entente::ingest {

/// Makes every piece of such a list one mention of an organisation. A list is a sentence with a
/// colon, a plural noun for bodies before it, and at least three pieces behind it of at most ten
/// words that begin with a capital or a number.
void CompleteNameLists(const Document& document, const SegmentedText& text, const RuleBook& book,
                       DocumentMentions& mentions);

}  // namespace entente::ingest
