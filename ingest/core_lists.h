/// \file
/// The names in rule files of the lists that the finders themselves use, in the order of CoreList.
/// Private to the rule book. Threads: constants.

#pragma once

#include <iterator>
#include <string_view>

#include "ingest/rule_book.h"

namespace entente::ingest {

inline constexpr std::string_view kCoreListNames[] = {"be",
                                                      "have",
                                                      "do",
                                                      "future",
                                                      "negation",
                                                      "negated-auxiliary",
                                                      "adverb",
                                                      "control-planned",
                                                      "control-refused",
                                                      "control-possible",
                                                      "control-done",
                                                      "condition",
                                                      "urge",
                                                      "unsure",
                                                      "preposition",
                                                      "determiner",
                                                      "definite",
                                                      "conjunction",
                                                      "topic-preposition",
                                                      "function-word",
                                                      "common-verb",
                                                      "number-word",
                                                      "premodifier",
                                                      "older",
                                                      "pronoun-actor",
                                                      "pronoun-it",
                                                      "behalf",
                                                      "week-part",
                                                      "place-preposition",
                                                      "date-preposition",
                                                      "not-agreement-after",
                                                      "not-agreement-before",
                                                      "not-agreement-of",
                                                      "country-noun",
                                                      "delegates",
                                                      "body-noun",
                                                      "counterpart",
                                                      "venue-word",
                                                      "until-word",
                                                      "sidelines",
                                                      "state-noun",
                                                      "side-noun",
                                                      "body-group-noun",
                                                      "caption",
                                                      "own",
                                                      "actor-adjective",
                                                      "no-topic",
                                                      "prospect",
                                                      "saying",
                                                      "home-noun",
                                                      "head-modifier",
                                                      "leave-verb",
                                                      "loose-verb",
                                                      "neither",
                                                      "ratify-word",
                                                      "talk-word",
                                                      "attendance-word",
                                                      "unsure-adverb",
                                                      "denial",
                                                      "report-noun",
                                                      "vouch",
                                                      "hoping",
                                                      "performer",
                                                      "idle-noun",
                                                      "prospective"};
static_assert(std::size(kCoreListNames) == static_cast<size_t>(CoreList::kCount));

}  // namespace entente::ingest
