// What stands behind a body's name and says where it has its seat and of what legal form it is.

#include <algorithm>

#include "ingest/actor_group_parser.h"

namespace entente::ingest {

uint32_t GroupParser::SkipAddress(uint32_t at) const {
  const auto behind_comma = [&](uint32_t token, MentionType type) -> const Mention* {
    if (token + 1 >= end_ || !reading_.IsMark(token, ',')) return nullptr;
    const Mention* mention = reading_.MentionBeginning(token + 1);
    const bool name = mention != nullptr && mention->type == type &&
                      mention->form != MentionForm::kDemonym && mention->end_token <= end_;
    return name ? mention : nullptr;
  };
  const Mention* town = behind_comma(at, MentionType::kPlace);
  uint32_t end = town != nullptr ? town->end_token : at;
  // "Acme University, Vellore, Tamil Nadu, India"
  if (town != nullptr) {
    if (const Mention* region = behind_comma(end, MentionType::kPlace)) end = region->end_token;
  }
  const Mention* country = behind_comma(end, MentionType::kCountry);
  if (country != nullptr) end = country->end_token;
  if (end == at) return at;
  if (town != nullptr && country != nullptr) return end;
  // "Acme University, Peru, signed": no list, which would have "and"
  if (end + 1 >= end_ || !reading_.IsMark(end, ',')) return at;
  if (reading_.MentionAt(end + 1) == nullptr && !reading_.IsCapitalised(end + 1) &&
      !reading_.book.word(reading_.words[end + 1]).verbs.empty()) {
    return end;
  }
  // "Acme University, Peru, and Bolt College, Chile,": each with its own
  if (!reading_.IsWord(end + 1, "and")) return at;
  const uint32_t other = SkipDeterminer(end + 2);
  const Mention* next = other < end_ ? reading_.MentionBeginning(other) : nullptr;
  if (next == nullptr || !IsBody(next->type)) return at;
  const Mention* its = behind_comma(
      next->end_token, country != nullptr ? MentionType::kCountry : MentionType::kPlace);
  return its != nullptr ? end : at;
}

uint32_t GroupParser::SkipLegalAside(uint32_t at) const {
  if (at + 2 >= end_ || !reading_.IsMark(at, ',')) return at;
  const uint32_t next = SkipLegalForm(at + 1);
  if (next == at + 1 || next >= end_) return at;
  const bool row = reading_.IsWord(next, "and") || reading_.IsMark(next, '&');
  return row || reading_.IsMark(next, ',') ? next : at;
}

uint32_t GroupParser::SkipHome(uint32_t at) const {
  if (at + 1 >= end_) return at;
  const bool comma = reading_.IsMark(at, ',');
  if (!comma && !reading_.IsWord(at, "of") && !reading_.IsWord(at, "from")) return at;
  const Mention* home = reading_.MentionBeginning(at + 1);
  if (home == nullptr || home->type != MentionType::kPlace || home->end_token >= end_) return at;
  uint32_t next = home->end_token;
  if (comma) {
    // "the Saint Anna Clinic, Graz, | and the Hospital of Udine": between two commas, before "and".
    const bool row = next + 1 < end_ && reading_.IsMark(next, ',') &&
                     (reading_.IsWord(next + 1, "and") || reading_.IsMark(next + 1, '&'));
    return row ? next : at;
  }
  // "of Lund, Sweden,"
  if (next + 2 < end_ && reading_.IsMark(next, ',')) {
    const Mention* state = reading_.MentionBeginning(next + 1);
    if (state != nullptr && state->type == MentionType::kCountry &&
        state->form != MentionForm::kDemonym && state->end_token < end_ &&
        reading_.IsMark(state->end_token, ',')) {
      next = state->end_token;
    }
  }
  const bool closed = reading_.text.tokens[next].kind == TokenKind::kPunctuation ||
                      reading_.Is(next, CoreList::kConjunction) ||
                      reading_.Is(next, CoreList::kPreposition) || IsVerbAt(next);
  return closed && !reading_.IsMark(next, '-') ? next : at;
}

uint32_t GroupParser::SkipLegalForm(uint32_t at) const {
  static constexpr std::string_view kForms[] = {
      "Ltd",  "Ltd.", "Limited", "Inc",    "Inc.",   "LLC",  "Plc",   "PLC",    "plc",
      "GmbH", "AG",   "SE",      "SA",     "S.A.",   "S.A",  "SpA",   "S.p.A.", "AS",
      "a.s.", "ASA",  "AB",      "Oy",     "Oyj",    "NV",   "BV",    "N.V.",   "B.V.",
      "JSC",  "OJSC", "CJSC",    "PJSC",   "LLP",    "Corp", "Corp.", "Co",     "Co.",
      "Pty",  "Pte",  "Sdn",     "Bhd",    "Tbk",    "P/F",  "ApS",   "A/S",    "KK",
      "K.K.", "hf",   "ehf",     "d.o.o.", "S.R.L.", "SRL",  "S.L.",  "Ltda"};
  uint32_t next = at;
  for (int forms = 0; forms < 2 && next < end_; ++forms) {
    if (reading_.MentionBeginning(next) != nullptr ||
        std::find(std::begin(kForms), std::end(kForms), reading_.Text(next)) == std::end(kForms)) {
      break;
    }
    ++next;
    // "Co | .": where the point is a token of its own, unless it ends the sentence.
    if (next + 1 < end_ && reading_.IsMark(next, '.') && !reading_.text.tokens[next].space_before) {
      ++next;
    }
  }
  return next;
}

}  // namespace entente::ingest
