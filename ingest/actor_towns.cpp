// Capitals that speak for their governments, towns and provinces that act under their own names.

#include <algorithm>

#include "ingest/actor_group_parser.h"

namespace entente::ingest {

uint32_t GroupParser::StateOfCapital(const Mention& place, const ActorGroup& group) const {
  const auto& entities = reading_.mentions.entities;
  const auto state_of = [&](const Mention* mention) {
    if (mention == nullptr || mention->entity >= entities.size()) return kNoIndex;
    if (mention->type == MentionType::kCountry) return mention->entity;
    if (mention->type != MentionType::kPlace) return kNoIndex;
    const Entity& entity = entities[mention->entity];
    return entity.kind == "capital" && entity.country < entities.size() ? entity.country : kNoIndex;
  };
  const uint32_t state = state_of(&place);
  if (state == kNoIndex) return kNoIndex;
  // In a row with states.
  if (!group.actors.empty()) {
    const uint32_t last = group.actors.back().entity;
    const bool states = last < entities.size() && entities[last].type == MentionType::kCountry;
    return states && last_joined_candidate_ ? state : kNoIndex;
  }
  const uint32_t at = place.begin_token;
  if (at > 0 && reading_.Is(at - 1, CoreList::kPreposition)) {
    return reading_.IsWord(at - 1, "with") || reading_.IsWord(at - 1, "between") ||
                   reading_.IsWord(at - 1, "by") ||
                   (reading_.IsWord(at - 1, "for") && at > 1 &&
                    !reading_.book.word(reading_.words[at - 2]).verbs.empty())
               ? state
               : kNoIndex;
  }
  uint32_t next = place.end_token;
  if (next + 1 < end_ && reading_.IsWord(next, "and")) {
    const Mention* second = reading_.MentionBeginning(next + 1);
    if (state_of(second) != kNoIndex) next = second->end_token;
  }
  return IsVerbAt(next) ? state : kNoIndex;
}

bool GroupParser::IsTownNoun(uint32_t token) const {
  static constexpr std::string_view kNouns[] = {
      "city",       "cities",      "town",    "towns",    "municipality", "municipalities",
      "province",   "provinces",   "region",  "regions",  "county",       "counties",
      "prefecture", "prefectures", "canton",  "cantons",  "district",     "districts",
      "commune",    "communes",    "state",   "states",   "village",      "villages",
      "oblast",     "governorate", "borough", "boroughs", "port",         "ports"};
  std::string_view word = reading_.Text(token);
  std::string folded;
  if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z') {
    folded = word;
    folded[0] = static_cast<char>(folded[0] | 0x20);
    word = folded;
  }
  return std::find(std::begin(kNouns), std::end(kNouns), word) != std::end(kNouns);
}

uint32_t GroupParser::ParseToldState(uint32_t at, ActorGroup& group) {
  const auto& entities = reading_.mentions.entities;
  // "an accord with | its southern neighbour, Chile": alone, where a word says what it is to others
  const bool alone = group.actors.empty();
  if (alone) {
    if (at == 0 || !reading_.IsWord(at - 1, "its")) return at;
  } else if (!last_joined_candidate_ || group.actors.back().entity >= entities.size() ||
             entities[group.actors.back().entity].type != MentionType::kCountry) {
    return at;
  }
  const auto relation = [&](uint32_t token) {
    return reading_.SaysAny(token, {"neighbour", "neighbor", "ally", "partner", "rival"});
  };
  uint32_t next = at;
  bool related = false;  // "its neighbour": the name may follow behind a comma
  for (int words = 0; words < 5 && next < end_; ++words, ++next) {
    const Mention* mention = reading_.MentionBeginning(next);
    if (mention != nullptr) {
      if (mention->type != MentionType::kCountry || mention->entity == kNoIndex) return at;
      if (mention->form == MentionForm::kDemonym) {
        // "its Chilean neighbour", which is no "Chilean partner company"
        const uint32_t noun = mention->end_token;
        const bool ends = noun < end_ && relation(noun) && reading_.IsWord(at - 1, "its") &&
                          (noun + 1 >= end_ || IsVerbAt(noun + 1) ||
                           reading_.text.tokens[noun + 1].kind == TokenKind::kPunctuation ||
                           reading_.Is(noun + 1, CoreList::kPreposition));
        if (!ends) return at;
        PushEntity(*mention, group, false);
        return noun + 1;
      }
      if (next == at || (alone && !related)) return at;
      const uint32_t end = mention->end_token;
      if (end < end_ && reading_.text.tokens[end].kind == TokenKind::kPossessive) return at;
      PushEntity(*mention, group, false);
      return end;
    }
    if (related && reading_.IsMark(next, ',')) continue;
    // "southern Italy" is no state.
    if (reading_.MentionAt(next) != nullptr || reading_.IsCapitalised(next) ||
        (reading_.text.tokens[next].kind != TokenKind::kWord && !reading_.IsMark(next, '-')) ||
        reading_.Is(next, CoreList::kPreposition) || reading_.Is(next, CoreList::kConjunction) ||
        reading_.Is(next, CoreList::kFunctionWord) || reading_.Is(next, CoreList::kCommonVerb) ||
        (reading_.SaysAny(next, {"northern", "southern", "eastern", "western", "central", "north",
                                 "south", "east", "west", "inner", "upper", "lower"}) &&
         !reading_.IsWord(at - 1, "its")) ||
        (!relation(next) && IsVerbAt(next))) {
      return at;
    }
    related = related || relation(next);
  }
  return at;
}

uint32_t GroupParser::SkipTownNoun(uint32_t at) const {
  // "the | German town of": whose it is may stand before.
  uint32_t noun = at;
  if (const Mention* home = noun < end_ ? reading_.MentionBeginning(noun) : nullptr) {
    if (home->type != MentionType::kCountry || home->form != MentionForm::kDemonym) return at;
    noun = home->end_token;
  }
  if (noun + 2 >= end_ || reading_.MentionBeginning(noun) != nullptr ||
      !reading_.IsWord(noun + 1, "of") || !IsTownNoun(noun)) {
    return at;
  }
  const Mention* name = reading_.MentionBeginning(noun + 2);
  return name != nullptr && name->type == MentionType::kPlace && name->entity != kNoIndex ? noun + 2
                                                                                          : at;
}

uint32_t GroupParser::SkipTownSuffix(uint32_t at) const {
  uint32_t next = at;
  if (next < end_ && reading_.MentionBeginning(next) == nullptr && IsTownNoun(next)) ++next;
  // "Lund (Sweden)": where it lies.
  const Mention* inside =
      next + 2 < end_ && reading_.IsMark(next, '(') ? reading_.MentionBeginning(next + 1) : nullptr;
  const bool home = inside != nullptr && inside->end_token < end_ &&
                    reading_.IsMark(inside->end_token, ')') &&
                    (inside->type == MentionType::kCountry || inside->type == MentionType::kPlace);
  return home ? inside->end_token + 1 : next;
}

bool GroupParser::IsTown(const Mention& place, const ActorGroup& group) const {
  const auto& entities = reading_.mentions.entities;
  if (place.entity >= entities.size() || entities[place.entity].kind == "capital") return false;
  // "Bergen Harbour": several words that no list has may be any venue.
  const bool known = !entities[place.entity].kind.empty();
  if (!known && place.end_token > place.begin_token + 1 &&
      !reading_.IsMark(place.begin_token + 1, '-')) {
    return false;
  }
  const uint32_t end = SkipTownSuffix(place.end_token);
  // "the Lund shipyard", "Boise's mayor"
  const bool closed = end >= end_ || reading_.text.tokens[end].kind == TokenKind::kPunctuation ||
                      reading_.Is(end, CoreList::kPreposition) ||
                      reading_.Is(end, CoreList::kConjunction) ||
                      reading_.Is(end, CoreList::kFunctionWord) || IsVerbAt(end) ||
                      reading_.MentionBeginning(end) != nullptr;
  if (!closed || (end < end_ && reading_.IsMark(end, '-'))) return false;
  if (!group.actors.empty()) {
    const uint32_t last = group.actors.back().entity;
    return last_joined_candidate_ && last < entities.size() &&
           entities[last].type == MentionType::kPlace;
  }
  // "a sister-city agreement with | Lund"; a road or flights between two towns are no parties.
  const uint32_t at = place.begin_token;
  if (at < 2 || (!reading_.IsWord(at - 1, "with") && !reading_.IsWord(at - 1, "between"))) {
    return false;
  }
  return !reading_.book.word(reading_.words[at - 2]).agreement_heads.empty();
}

uint32_t GroupParser::SkipSeat(uint32_t at) const {
  if (at + 3 >= end_ || !reading_.IsWord(at, "in")) return at;
  const Mention* seat = reading_.MentionBeginning(SkipDeterminer(at + 1));
  if (seat == nullptr ||
      (seat->type != MentionType::kCountry && seat->type != MentionType::kPlace)) {
    return at;
  }
  // "the Maritime Museum in Suva (MMS) and …": the short form behind where it is.
  const uint32_t end = SkipBracket(seat->end_token);
  if (end + 1 >= end_ || !reading_.IsWord(end, "and")) return at;
  // "in Lima and the Danish foundation Coral Vaccines"
  GroupParser inner(reading_, end_, false);
  ActorGroup row;
  if (inner.ParseActor(end + 1, row) == end + 1) return at;
  const bool body = row.actors.size() == 1 &&
                    row.actors.front().entity < reading_.mentions.entities.size() &&
                    IsBody(reading_.mentions.entities[row.actors.front().entity].type);
  return body ? end : at;
}

}  // namespace entente::ingest
