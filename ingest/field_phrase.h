/// \file
/// Fields of government as they stand in names of ministries and posts: "Economy, Trade and
/// Industry", "the Interior", "Foreign and Caricom Affairs". Threads: pure.

#pragma once

#include <cstdint>
#include <string_view>

#include "ingest/gazetteer.h"
#include "ingest/text_words.h"

namespace entente::ingest {

/// The end of the field that begins at token `at` (an article may open it); `at` when there is
/// none. `lower`: the words need no capitals, as after "minister of".
uint32_t FieldEnd(const TextWords& words, const GazetteerMatches& matches, uint32_t at, bool lower);

/// The begin of the field that ends before token `end` ("Trade, Industry and Energy" Minister);
/// `end` when there is none.
uint32_t FieldBegin(const TextWords& words, const GazetteerMatches& matches, uint32_t end);

/// "Joint Secretary (Ports) | of X", "Minister (Trade), | X": the end of a field in brackets;
/// `at` when the brackets hold something else.
uint32_t BracketedField(const TextWords& words, const GazetteerMatches& matches, uint32_t at);

/// "Vice President, | Academic Affairs |)": the end of a field behind the comma at token `at`,
/// where nothing else follows it; `at` when there is none.
uint32_t FieldBehindComma(const TextWords& words, const GazetteerMatches& matches, uint32_t at);

/// Titles whose "of …" or "for …" names a field rather than a body.
bool TakesField(std::string_view normalised);

/// Titles that a field may stand before: "Energy Minister", "Health Cabinet Secretary".
bool TakesFieldBefore(std::string_view normalised);

}  // namespace entente::ingest
