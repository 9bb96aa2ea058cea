#include "ingest/name_run.h"

#include <algorithm>

#include "ingest/field_phrase.h"

namespace entente::ingest {

RunReader::RunReader(const TextWords& words, const GazetteerMatches& matches,
                     const std::vector<FoundDate>& dates, const std::vector<FoundPost>& posts)
    : words_(words), matches_(matches), blocked_(words.size()) {
  for (const FoundDate& date : dates) {
    for (uint32_t i = date.begin_token; i < date.end_token; ++i) blocked_[i] |= 1;
  }
  for (const FoundPost& post : posts) {
    for (uint32_t i = post.begin_token; i < post.end_token; ++i) blocked_[i] |= 2;
    // "House of | Representatives": the name of a body, and nobody's post.
    if (post.begin_token >= 2 && words.Is(post.begin_token - 1, "of")) {
      for (const GazetteerMatch& match : matches.At(post.begin_token - 2)) {
        if (match.entry->kind == EntryKind::kCue && !match.lower &&
            match.end_token == post.end_token) {
          for (uint32_t i = post.begin_token; i < post.end_token; ++i) blocked_[i] &= 1;
        }
      }
    }
  }
  // "On | Monday | Peru signed", "in | June | Ann Ayres": a day in a text that has no day to count
  // from is no part of a name.
  for (uint32_t i = 1; i < words.size(); ++i) {
    if (!words.Has(i, kWordMonth | kWordWeekday) || !words.Capital(i)) continue;
    const bool day = words.Has(i, kWordWeekday) && words.IsAny(i - 1, {"on", "each", "every"});
    const bool month = words.Has(i, kWordMonth) && words.Is(i - 1, "in");
    if (day || month ||
        words.IsAny(i - 1, {"last", "next", "this", "since", "until", "till", "late", "early"})) {
      blocked_[i] |= 1;
    }
  }
}

const CueRecord* RunReader::CueEnding(uint32_t begin, uint32_t end, CueRole role) const {
  const uint32_t first = end > begin + 5 ? end - 5 : begin;
  for (uint32_t i = first; i < end; ++i) {
    for (const GazetteerMatch& match : matches_.At(i)) {
      if (match.entry->kind != EntryKind::kCue || match.end_token != end || match.lower) continue;
      const CueRecord& cue = words_.lexicon().cues()[match.entry->record];
      if (cue.role == role) return &cue;
    }
  }
  return nullptr;
}

const CueRecord* RunReader::CueBeginning(uint32_t begin, uint32_t end, CueRole role) const {
  for (const GazetteerMatch& match : matches_.At(begin)) {
    if (match.entry->kind != EntryKind::kCue || match.end_token > end || match.lower) continue;
    const CueRecord& cue = words_.lexicon().cues()[match.entry->record];
    if (cue.role == role) return &cue;
  }
  return nullptr;
}

bool RunReader::Usable(uint32_t i) const {
  if (!words_.NameLike(i) || blocked_[i] != 0) return false;
  if (words_.Style(i) != SentenceStyle::kTitleCase) return true;
  // Capitals say nothing in a headline: ordinary words are ordinary words there, unless a list has
  // them as part of a name.
  if ((words_.Flags(i) & kWordCommon) == 0 || words_.Upper(i)) return true;
  if ((words_.Flags(i) & (kWordFunction | kWordSpeech | kWordVerb)) == 0) {
    for (const GazetteerMatch& match : matches_.At(i)) {
      if (match.entry->kind == EntryKind::kCue) return true;
    }
  }
  for (const GazetteerMatch& match : matches_.At(i)) {
    if (match.entry->kind != EntryKind::kCue && match.entry->kind != EntryKind::kTitle) {
      return !match.entry->is_word || match.end_token > i + 1;
    }
  }
  return false;
}

uint32_t RunReader::MinistryEnd(uint32_t i) const {
  if (!words_.Capital(i)) return i;
  uint32_t best = i;
  for (const GazetteerMatch& match : matches_.At(i)) {
    if (match.entry->kind != EntryKind::kCue || match.lower) continue;
    const CueRecord& cue = words_.lexicon().cues()[match.entry->record];
    if (cue.role != CueRole::kMinistry || words_.Is(i, "secretary")) continue;
    // "the Treasury | Building" is a place.
    const CueRecord* hall =
        Usable(match.end_token)
            ? CueBeginning(match.end_token, match.end_token + 1, CueRole::kPlace)
            : nullptr;
    const bool building = hall != nullptr && hall->kind == "building";
    if ((cue.conditions & kCueAlone) != 0 && !building) best = std::max(best, match.end_token);
    if ((cue.conditions & (kCueOf | kCueFor)) != 0) {
      if (words_.IsAny(match.end_token, {"of", "for", "de", "do", "da", "des", "della"})) {
        const uint32_t end = FieldEnd(words_, matches_, match.end_token + 1, false);
        if (end > match.end_token + 1) best = std::max(best, end);
      }
    }
    if ((cue.conditions & kCueField) != 0) {
      const uint32_t end = FieldEnd(words_, matches_, match.end_token, false);
      bool field = false;
      for (uint32_t k = match.end_token; k < end; ++k) field |= words_.Has(k, kWordField);
      if (end > match.end_token && field) best = std::max(best, end);
    }
  }
  if (best > i) {
    // An "alone" name may go on: "Department of Energy and Climate Change".
    if (words_.Is(best, "and") || words_.Text(best) == "&" || words_.IsComma(best)) {
      for (uint32_t k = i; k < best; ++k) {
        if (words_.IsAny(k, {"of", "for"})) {
          best = std::max(best, FieldEnd(words_, matches_, k + 1, false));
          break;
        }
      }
    }
    return best;
  }
  // "Interior Ministry", "Trade, Industry and Energy Ministry": the field comes first.
  if (!words_.Has(i, kWordField)) return i;
  uint32_t k = i;
  for (int steps = 0; steps < 12; ++steps, ++k) {
    if (words_.Capital(k)) {
      if (k > i && words_.IsAny(k, {"ministry", "department"})) {
        if (words_.Is(k, "department") && k > i + 1) return i;
        return FieldBegin(words_, matches_, k) <= i ? k + 1 : i;
      }
      if (!words_.Has(k, kWordField)) return i;
    } else if (!words_.Is(k, "and") && !words_.IsComma(k) && words_.Text(k) != "&") {
      return i;
    }
  }
  return i;
}

/// Whether "and" at token `at` joins words of one name whose head comes later: "Marine | and |
/// Fisheries Research Institute".
bool RunReader::JoinsBeforeHead(uint32_t begin, uint32_t at) const {
  const uint32_t last = at - 1;
  if ((words_.Flags(last) & (kWordCommon | kWordField)) == 0) return false;
  // "Oil | and Gas Company": one word is no name yet.
  const bool name = at > begin + 1 && CueEnding(begin, at, CueRole::kHead) != nullptr;
  if (name && (words_.Flags(last) & kWordField) == 0) return false;
  // "Norlake Steel | and | Vestrel Energy": both are names.
  if (name && !words_.Has(begin, kWordCommon) && !words_.Has(at + 1, kWordCommon | kWordField))
    return false;
  if (matches_.Longest(last, EntryKind::kCountry) != nullptr ||
      matches_.Longest(last, EntryKind::kDemonym) != nullptr)
    return false;
  uint32_t end = at + 1;
  while (Usable(end) && end < at + 6) ++end;
  if (end == at + 1) return false;
  if ((words_.Flags(at + 1) & (kWordCommon | kWordField)) == 0 &&
      (words_.Flags(last) & kWordField) == 0) {
    return false;
  }
  if (matches_.Longest(at + 1, EntryKind::kCountry) != nullptr) return false;
  if (MinistryEnd(at + 1) > at + 1) return false;
  return end > at + 2 && (CueEnding(at + 1, end, CueRole::kHead) != nullptr ||
                          CueEnding(at + 1, end, CueRole::kLegal) != nullptr);
}

/// Whether the possessive at token `at` belongs to a name of a body that ends in its head: "Boat
/// Builders | ' | Guild", no "Peru's Council".
bool RunReader::OwnsHead(uint32_t begin, uint32_t at) const {
  const uint32_t owner = at - 1;
  if (!words_.Capital(owner) || words_.Upper(owner)) return false;
  // "St. Jude | 's | Hospital", "St. Jude's Square", "St. Jude's Day"
  if (at >= begin + 2 && words_.IsAny(at - 2, {"st", "st.", "saint"})) {
    uint32_t end = at + 1;
    while (Usable(end) && end < at + 5) ++end;
    return end > at + 1 &&
           (CueEnding(at + 1, end, CueRole::kHead) != nullptr ||
            CueEnding(at + 1, end, CueRole::kPlace) != nullptr || words_.Is(end - 1, "day"));
  }
  const bool several = words_.Text(at).size() < 2 || words_.Text(at) == "’" ||
                       words_.IsAny(owner, {"women", "men", "people", "children", "fishermen",
                                            "minister", "president", "attorney"});
  const uint32_t flags = words_.Flags(owner);
  if (!several || ((flags & kWordCommon) == 0 && (flags & (kWordGiven | kWordSurname)) != 0)) {
    return false;
  }
  if (matches_.Longest(owner, EntryKind::kDemonym) != nullptr) return false;
  if (begin == at && owner < begin) return false;
  uint32_t end = at + 1;
  while (Usable(end) && end < at + 5) ++end;
  return end > at + 1 && CueEnding(at + 1, end, CueRole::kHead) != nullptr;
}

/// "Union of Fruit Growers | of Norlake", "Council for the Protection | of the Norlake Delta":
/// what a body is for goes on.
bool RunReader::ObjectGoesOn(uint32_t begin, uint32_t of) const {
  const uint32_t last = of - 1;
  if (!words_.Is(of, "of") || !words_.Has(last, kWordCommon)) {
    return false;
  }
  const std::string_view word = words_.Text(last);
  const bool deed = word.ends_with("ment") || word.ends_with("tion") || word.ends_with("sion") ||
                    word.ends_with("ance") || words_.IsAny(last, {"study", "use", "control"});
  const bool several = word.ends_with("s") || word.ends_with("men");
  const uint32_t next = words_.Is(of + 1, "the") ? of + 2 : of + 1;
  const bool state = matches_.Longest(next, EntryKind::kCountry) != nullptr;
  // "Fund for | the Reconstruction of Peru", but "Agency for Export Promotion | of Peru"
  const bool purpose = last > begin + 2 && words_.Is(last - 1, "the") && words_.Is(last - 2, "for");
  if (deed) return purpose || !state;
  // "the Committee on Fisheries | of the National Council": a body of a body.
  uint32_t end = next;
  while (Usable(end) && end < next + 6) ++end;
  return several && !state && CueEnding(next, end, CueRole::kHead) == nullptr;
}

/// A head noun of another language opens the name: "Universidade", "Agencja".
bool RunReader::OpensAbroad(uint32_t begin, uint32_t end) const {
  return !words_.Has(begin, kWordCommon) && CueBeginning(begin, end, CueRole::kHead) != nullptr;
}

bool RunReader::JoinsAbroad(uint32_t begin, uint32_t k) const {
  if (words_.Capital(k)) return false;
  if (words_.IsAny(k, {"für", "dla", "för", "voor"})) return true;
  return words_.IsAny(k, {"w", "we", "para", "pour", "per", "y", "e", "et", "und", "och", "og", "i",
                          "dan", "en", "al", "ed", "ao", "à"}) &&
         OpensAbroad(begin, k);
}

bool RunReader::IsQuote(uint32_t i) const {
  const std::string_view text = words_.Text(i);
  return text == "\"" || text == "“" || text == "”";
}

bool RunReader::EndsWithForm(uint32_t begin, uint32_t k) const {
  if (k < begin + 2 || !words_.Text(k - 1).ends_with('.')) return false;
  if (!words_.IsAny(k - 1, {"ltd.", "inc.", "corp.", "plc.", "llc.", "s.a."})) return false;
  return matches_.Longest(k, EntryKind::kCountry) != nullptr ||
         matches_.Longest(k, EntryKind::kDemonym) != nullptr || words_.Has(k, kWordGivenUsual);
}

uint32_t RunReader::EndAt(uint32_t i) const {
  if (!Usable(i)) return i;
  const uint32_t n = words_.size();
  const uint32_t sentence = words_.Sentence(i);
  uint32_t end = i + 1;
  bool in_object = false;
  const auto inside = [&](uint32_t k) { return k < n && words_.Sentence(k) == sentence; };
  while (inside(end)) {
    const uint32_t k = end;
    if (end - i > 24) break;
    if (EndsWithForm(i, k)) break;
    if (Usable(k)) {
      if (words_.Has(k, kWordFunction) && !words_.Upper(k) && words_.Text(k).size() > 1 &&
          !words_.Has(k, kWordGiven | kWordSurname | kWordParticle))
        break;
      ++end;
      continue;
    }
    if (InPost(k) || InDate(k)) break;
    // "FarLine plc": a company's form in small letters.
    if (words_.IsWord(k) && !words_.Capital(k) &&
        (words_.Flags(k) & (kWordFunction | kWordCommon)) == 0) {
      if (CueBeginning(k, k + 1, CueRole::kLegal) != nullptr) {
        ++end;
        break;
      }
    }
    const std::string_view text = words_.Text(k);
    // "Ts. Ayres", "J. Lund" where the stop is a token of its own.
    if (text == "." && words_.Joined(k) && words_.Text(k - 1).size() <= 2 &&
        words_.Capital(k - 1) && inside(k + 1) && Usable(k + 1)) {
      end = k + 2;
      continue;
    }
    if (text == "&" && inside(k + 1) && Usable(k + 1)) {
      end = k + 2;
      continue;
    }
    // "Norlake A/S", "Tarn P/F": a company's form of two letters.
    if (text == "/" && words_.Joined(k) && words_.Text(k - 1).size() == 1 && inside(k + 1) &&
        words_.Text(k + 1).size() == 1 && words_.Capital(k - 1) && words_.Capital(k + 1)) {
      end = k + 2;
      break;
    }
    // "Boat Builders' Guild", "Women's Cooperative"
    if (words_.IsPossessive(k) && inside(k + 1) && OwnsHead(i, k)) {
      end = k + 2;
      continue;
    }
    if ((text == "'" || text == "’") && words_.Is(k + 1, "t") && Usable(k + 2)) {
      end = k + 3;
      continue;
    }
    // "Norlake Sur, S.A.": a company's form behind a comma.
    if (words_.IsComma(k) && end > i + 1 && words_.Capital(k + 1)) {
      uint32_t form = k;
      for (const GazetteerMatch& match : matches_.At(k + 1)) {
        if (match.entry->kind == EntryKind::kCue && !match.lower &&
            words_.lexicon().cues()[match.entry->record].role == CueRole::kLegal) {
          form = std::max(form, match.end_token);
        }
      }
      if (form > k && inside(form - 1)) {
        end = form;
        break;
      }
    }
    // "Ann Ayres, | Jr."
    if (words_.IsComma(k) && inside(k + 1) && words_.Capital(k + 1) && end > i + 1 &&
        words_.IsAny(k + 1, {"jr", "jr.", "sr", "sr."})) {
      end = k + 2;
      if (words_.Text(end) == "." && words_.Joined(end)) ++end;
      break;
    }
    // 'Ann "Bo" Ayres'
    if (IsQuote(k) && Usable(k + 1) && IsQuote(k + 2) && inside(k + 3) && Usable(k + 3) &&
        words_.Has(k - 1, kWordGiven) && !words_.Joined(k + 3)) {
      end = k + 4;
      continue;
    }
    const bool object_word = words_.IsAny(k, {"of", "for", "on"});
    if (object_word) {
      uint32_t next = k + 1;
      if (words_.Is(next, "the")) ++next;
      if (!inside(next) || !words_.Capital(next) || InDate(next) ||
          words_.Has(next, kWordMonth | kWordWeekday)) {
        break;
      }
      // "the Russian Federation | on Deepening the Partnership": a country has no field.
      const GazetteerMatch* state = matches_.Longest(i, EntryKind::kCountry);
      if (state != nullptr && state->end_token == end && !words_.Is(k, "of")) break;
      const CueRecord* head = CueEnding(i, end, CueRole::kHead);
      const CueRecord* place = words_.Is(k, "of") ? CueEnding(i, end, CueRole::kPlace) : nullptr;
      if (place != nullptr && (place->conditions & kCueOf) == 0 && place->kind != "building" &&
          place->kind != "city") {
        place = nullptr;
      }
      if (head != nullptr && head->kind == "government" &&
          words_.IsAny(k - 1, {"government", "presidency"}))
        head = nullptr;
      if (head != nullptr && words_.Is(k, "on") && (words_.Flags(k - 1) & kWordEvent) != 0)
        head = nullptr;
      if (head == nullptr && place == nullptr) {
        if (!in_object || !ObjectGoesOn(i, k)) break;
        end = std::max(next + 1, FieldEnd(words_, matches_, k + 1, false));
        continue;
      }
      // A name of several words ends with its cue: "Norlake Dry Dock Company | of Oman".
      if (head != nullptr && end - i > 1 && head->kind != "bank" && head->kind != "university" &&
          head->kind != "embassy" && head->kind != "parliament" &&
          matches_.Longest(next, EntryKind::kCountry) != nullptr) {
        break;
      }
      // Bodies are of fields, places of places: "the Port of Rotterdam | and the Port of Oslo".
      const uint32_t field = head != nullptr ? FieldEnd(words_, matches_, k + 1, false) : k + 1;
      if (Usable(next)) {
        end = std::max(next + 1, field);
        // "the Embassy of the Republic of Korea"
        if (const GazetteerMatch* country = matches_.Longest(next, EntryKind::kCountry))
          end = std::max(end, country->end_token);
        in_object = true;
        continue;
      }
      if (field > k + 1) {
        end = field;
        in_object = true;
        continue;
      }
      break;
    }
    if (words_.Is(k, "and") && JoinsBeforeHead(i, k)) {
      end = k + 2;
      continue;
    }
    if (in_object && words_.Is(k, "and") && words_.Capital(k + 1) && inside(k + 1) &&
        (words_.Flags(k + 1) & (kWordField | kWordCommon)) != 0 &&
        words_.Has(k - 1, kWordField | kWordCommon) &&
        CueBeginning(k + 1, k + 3, CueRole::kMinistry) == nullptr && !InPost(k + 1) &&
        !words_.Is(k + 1, "port") &&  // "the Port of Long Beach | and Port Everglades"
        matches_.Longest(k + 1, EntryKind::kCountry) == nullptr) {
      end = k + 2;
      continue;
    }
    // "Institut | für Wasserbau", "Instytut Badań | w Gdyni": small words of other languages.
    if (inside(k + 1) && Usable(k + 1) && JoinsAbroad(i, k)) {
      end = k + 2;
      in_object = true;
      continue;
    }
    // "Azamat Ayres | uulu"
    if (words_.HasRole(k, kRolePatronymic) && !words_.Has(k, kWordParticle)) {
      ++end;
      break;
    }
    if (words_.Has(k, kWordParticle) && !words_.Capital(k)) {
      uint32_t next = k + 1;
      while (next < k + 3 && inside(next) && words_.Has(next, kWordParticle) &&
             !words_.Capital(next))
        ++next;
      if ((words_.Text(next) == "'" || words_.Text(next) == "’") && words_.Is(next + 1, "t"))
        next += 2;
      // "Rosli bin | Pehin | Ayres": the father's title stands in the name.
      if (inside(next + 1) && InPost(next) && words_.Capital(next) && Usable(next + 1) &&
          words_.HasRole(k, kRolePatronymic)) {
        end = next + 2;
        continue;
      }
      const bool doubtful =
          !OpensAbroad(i, k) && words_.IsAny(k, {"do", "i", "a", "den", "san", "op", "te"}) &&
          (words_.Id(k - 1) != 0 && !words_.Has(k - 1, kWordGiven | kWordSurname)) &&
          words_.Has(k, kWordFunction);
      if (inside(next) && Usable(next) && !doubtful && words_.Text(k) != "of") {
        end = next + 1;
        continue;
      }
    }
    break;
  }
  // "in Bogota | Friday", "Dhaka and Kathmandu | Monday": the day is no part of the name.
  while (end > i + 1 && words_.Has(end - 1, kWordWeekday)) --end;
  // "The | People's Republic of China": no name ends inside a country's.
  for (uint32_t k = i + 1; k < end; ++k) {
    const GazetteerMatch* country = matches_.Longest(k, EntryKind::kCountry);
    if (country != nullptr && country->end_token > end && !country->lower && !country->part) {
      end = k;
      break;
    }
  }
  // "Ambassador to | Hanoi | Ann Ayres": where a diplomat serves is no part of the name.
  if (i > 2 && end > i + 2 && words_.Is(i - 1, "to") && InPost(i - 2) &&
      words_.IsAny(i - 2, {"ambassador", "commissioner", "envoy", "consul", "representative"})) {
    for (const GazetteerMatch& match : matches_.At(i)) {
      const bool where =
          match.entry->kind == EntryKind::kPlace || match.entry->kind == EntryKind::kCountry;
      if (where && !match.lower && match.end_token + 2 <= end) {
        end = match.end_token;
        break;
      }
    }
  }
  // "President of the | Republic | Ann Ayres"
  if (end > i + 1 && i > 3 && words_.Is(i, "republic") && words_.Is(i - 1, "the") &&
      words_.Is(i - 2, "of") && InPost(i - 3) &&
      matches_.Longest(i, EntryKind::kCountry) == nullptr) {
    end = i + 1;
  }
  // "Head of | Norlakavto | Ann Ayres": a word that no list has, and then a name.
  if (end == i + 3 && i > 2 && words_.Is(i - 1, "of") && InPost(i - 2) && words_.Id(i) == 0 &&
      words_.Has(i + 1, kWordGivenUsual) && !words_.Has(i + 1, kWordCommon)) {
    end = i + 1;
  }
  // "Dar es Salaam": a place of the lists with a small word that joins no names.
  for (const GazetteerMatch& match : matches_.At(i)) {
    if (match.entry->kind == EntryKind::kPlace && !match.lower && match.end_token > end &&
        Usable(match.end_token - 1)) {
      end = match.end_token;
    }
  }
  return end;
}

}  // namespace entente::ingest
