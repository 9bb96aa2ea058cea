#include "ingest/name_shape.h"

#include <algorithm>

namespace entente::ingest {
namespace {

/// "AD-2", "F16": capitals and digits.
bool IsCode(std::string_view text) {
  bool digit = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (c != '-' && c != '.' && c != '/' && !(c >= 'A' && c <= 'Z')) {
      return false;
    }
  }
  return digit;
}

/// "GPs", "UAVs": several of what the capitals shorten.
bool IsPluralOfCapitals(std::string_view text) {
  if (text.size() < 3 || text.back() != 's') return false;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] < 'A' || text[i] > 'Z') return false;
  }
  return true;
}

bool EndsPlain(std::string_view text, size_t bytes) {
  if (text.size() < bytes) return false;
  for (const char c : text.substr(text.size() - bytes)) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

NameShape::NameShape(const TextWords& words, const GazetteerMatches& matches, const RunReader& runs,
                     const std::vector<FoundPost>& posts)
    : words_(words),
      matches_(matches),
      runs_(runs),
      posts_(posts),
      post_ends_(words.size() + 1, UINT32_MAX),
      post_begins_(words.size() + 1, UINT32_MAX) {
  for (uint32_t p = 0; p < posts.size(); ++p) {
    post_ends_[posts[p].end_token] = p;
    post_begins_[posts[p].begin_token] = p;
  }
}

int NameShape::PersonScore(TokenRun run) const {
  uint32_t names = 0, common = 0, given = 0, surname = 0, initials = 0, total = 0;
  for (uint32_t k = run.begin; k < run.end; ++k) {
    if (words_.Text(k) == "&" || words_.IsAny(k, {"of", "for", "on", "and", "the"})) return 0;
    if (k > run.begin && words_.HasRole(k, kRolePatronymic)) return 6;
    if (!words_.NameLike(k)) continue;
    ++total;
    const std::string_view text = words_.Text(k);
    uint32_t flags = words_.Flags(k);
    if (words_.Id(k) == 0) flags = HyphenFlags(text);
    const bool initial = text.size() == 1 || (text.size() == 2 && text[1] == '.');
    if (initial) ++initials;
    const bool is_given = (flags & kWordGiven) != 0, is_surname = (flags & kWordSurname) != 0;
    if (is_given || is_surname) ++names;
    if (is_given && (k == run.begin || (flags & kWordGivenUsual) != 0)) ++given;
    if (is_surname) ++surname;
    // "Nguyen | Van | Loc": behind a family name that stands first, no vehicle.
    const bool syllable = k > run.begin && k + 1 < run.end && text.size() <= 4 &&
                          words_.Has(run.begin, kWordFamilyFirst);
    if ((flags & kWordCommon) != 0 && !syllable && !(is_given && (flags & kWordGivenWeak) == 0) &&
        !(is_surname && k > run.begin && words_.Rank(k) > 1500))
      ++common;
  }
  if (total < 2 || total > 6) return 0;
  int score = 0;
  const uint32_t first_flags =
      words_.Id(run.begin) == 0 ? HyphenFlags(words_.Text(run.begin)) : words_.Flags(run.begin);
  if ((first_flags & kWordGiven) != 0)
    score += (first_flags & kWordGivenUsual) != 0 ? 3 : 2;
  else if ((first_flags & kWordFamilyFirst) != 0)
    score += 2;
  else if ((first_flags & kWordSurname) != 0)
    score += 1;
  if (given > 0 && (first_flags & kWordGiven) == 0) score += 1;
  if (words_.Has(run.end - 1, kWordSurname))
    score += 2;
  else if (words_.Has(run.end - 1, kWordGiven))
    score += 1;
  else if (words_.Id(run.end - 1) == 0)
    score += 1;
  if (initials > 0) score += 2;
  if (common > 0) score -= 3 * static_cast<int>(common);
  if (common == 0 && names == total) score += 1;
  return std::max(score, 0);
}

uint32_t NameShape::HyphenFlags(std::string_view text) const {
  const size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos || hyphen == 0) return 0;
  const Lexicon& lexicon = words_.lexicon();
  const uint32_t first = lexicon.info(lexicon.Find(text.substr(0, hyphen))).flags;
  const uint32_t second = lexicon.info(lexicon.Find(text.substr(hyphen + 1))).flags;
  return (first & second & (kWordGiven | kWordSurname)) | ((first | second) & kWordSurname) |
         (first & (kWordGiven | kWordGivenUsual));
}

bool NameShape::PersonContext(TokenRun run) const {
  const uint32_t b = run.begin, e = run.end;
  if (words_.Has(e, kWordSpeech)) return true;
  if (words_.IsComma(e)) {
    uint32_t k = e + 1;
    if (words_.IsAny(k, {"the", "a", "an", "its", "his", "her", "their", "who", "whose"})) ++k;
    if (k < post_begins_.size() && post_begins_[k] != UINT32_MAX) return true;
    if (words_.Is(e + 1, "who")) return true;
    // "Ann Ayres, Acme's peace and security director, said"
    if (words_.Capital(e + 1) && words_.IsPossessive(e + 2)) {
      for (uint32_t t = e + 3; t < e + 9 && t < post_begins_.size(); ++t) {
        if (words_.IsComma(t) || words_.IsPossessive(t)) break;
        if (post_begins_[t] != UINT32_MAX) return true;
      }
    }
    // "Ann Ayres, the host,"
    if (words_.Is(e + 1, "the") && words_.IsAny(e + 2, {"host", "hostess"})) return true;
    if (words_.IsNumber(e + 1) && words_.IsComma(e + 2)) return true;
  }
  if (words_.IsComma(b - 1) && PostEnding(b - 1) != nullptr) return true;
  if (words_.Has(b - 1, kWordPeopleNoun | kWordFamily) && !words_.Capital(b - 1)) return true;
  if (words_.Is(b - 1, "counterpart") || (words_.IsComma(b - 1) && words_.Is(b - 2, "counterpart")))
    return true;
  return InRowOfTitle(run);
}

/// "Presidents Ann Ayres of Peru and | Bo Lund | of Chile"
bool NameShape::InRowOfTitle(TokenRun run) const {
  constexpr uint32_t kReach = 16;
  const uint32_t b = run.begin;
  if (run.size() < 2 || !words_.Is(run.end, "of") || !words_.Capital(run.end + 1)) return false;
  if (!words_.Is(b - 1, "and") && !words_.IsComma(b - 1)) return false;
  bool of = false;
  for (uint32_t t = b; t > 0 && t + kReach > b; --t) {
    const FoundPost* post = PostEnding(t);
    if (post != nullptr) return post->plural && !post->honorific && of;
    of = of || words_.Is(t - 1, "of");
    if (!words_.Capital(t - 1) && !words_.IsComma(t - 1) && !words_.IsAny(t - 1, {"of", "and"})) {
      return false;
    }
  }
  return false;
}

/// A word of a run by what the lists say of it.
std::string_view NameShape::WordClass(uint32_t i) const {
  uint32_t flags = words_.Flags(i);
  if (words_.IsNumber(i)) return "number";
  if (!words_.IsWord(i)) return "mark";
  const std::string_view text = words_.Text(i);
  if (text.size() == 1 || (text.size() == 2 && text[1] == '.')) return "initial";
  if (words_.Id(i) == 0) {
    if (IsCode(text)) return "code";
    if (IsPluralOfCapitals(text)) return "upper-plural";
    if (text.find('-') != std::string_view::npos) {
      flags = HyphenFlags(text);
      if ((flags & kWordGiven) != 0) return "hyphen-given";
      if ((flags & kWordSurname) != 0) return "hyphen-surname";
      return "hyphen";
    }
    return words_.Upper(i) ? "unknown-upper" : "unknown";
  }
  if (!words_.Capital(i)) return (flags & kWordParticle) != 0 ? "particle" : "lower";
  for (const GazetteerMatch& match : matches_.At(i)) {
    if (match.end_token != i + 1) continue;
    if (match.entry->kind == EntryKind::kCountry) return "country";
    if (match.entry->kind == EntryKind::kDemonym) return "demonym";
    if (match.entry->kind == EntryKind::kOrganization) return "organization";
  }
  const bool given = (flags & kWordGiven) != 0, surname = (flags & kWordSurname) != 0;
  const bool common = (flags & kWordCommon) != 0;
  if (given && surname)
    return common                           ? "given-surname-common"
           : (flags & kWordGivenUsual) != 0 ? "given-usual-surname"
                                            : "given-surname";
  if (given)
    return common ? "given-common" : (flags & kWordGivenUsual) != 0 ? "given-usual" : "given";
  if (surname)
    return common ? "surname-common" : (flags & kWordFamilyFirst) != 0 ? "family-first" : "surname";
  if (words_.Upper(i)) return "upper";
  if (common) {
    if ((flags & kWordField) != 0) return "field";
    if ((flags & (kWordAgreement | kWordEvent)) != 0) return "artifact";
    if ((flags & kWordNoun) != 0) return "noun";
    if ((flags & kWordAdjective) != 0) return "adjective";
    return "common";
  }
  return "other";
}

/// A neighbouring word as a sign: itself where it is an ordinary word, else its class.
std::string_view NameShape::Neighbour(uint32_t i, uint32_t sentence) const {
  if (i >= words_.size() || words_.Sentence(i) != sentence) return "<>";
  if (words_.IsNumber(i)) return "<number>";
  if (words_.IsPossessive(i)) return "'s";
  if (!words_.IsWord(i)) return words_.Text(i);
  if (!words_.Capital(i) || words_.Has(i, kWordFunction)) {
    return words_.Id(i) == 0 ? "<unknown>" : words_.lexicon().WordText(words_.Id(i));
  }
  if (const FoundPost* post = PostEnding(i + 1)) return post->honorific ? "<honorific>" : "<title>";
  if (PostBeginning(i) != nullptr) return "<title>";
  return WordClass(i);
}

/// What kind of word a neighbour in small letters is.
std::string_view NameShape::NeighbourKind(uint32_t i, uint32_t sentence) const {
  if (i >= words_.size() || words_.Sentence(i) != sentence || !words_.IsWord(i)) return {};
  const uint32_t flags = words_.Flags(i);
  if ((flags & kWordFunction) != 0) return {};
  if (words_.Capital(i)) return {};
  if (words_.HasRole(i, kRolePlaceNoun)) return "place";
  if (words_.HasRole(i, kRoleMaker)) return "maker";
  if ((flags & kWordSpeech) != 0) return "speech";
  if ((flags & (kWordPeopleNoun | kWordFamily)) != 0) return "people";
  if ((flags & (kWordBody | kWordBusiness)) != 0) return "body";
  if ((flags & (kWordAgreement | kWordEvent)) != 0) return "artifact";
  if ((flags & kWordField) != 0) return "field";
  switch (flags & (kWordNoun | kWordVerb | kWordAdjective | kWordAdverb)) {
    case kWordNoun:
      return "noun";
    case kWordVerb:
      return "verb";
    case kWordAdjective:
      return "adjective";
    case kWordAdverb:
      return "adverb";
    case kWordNoun | kWordVerb:
      return "noun-verb";
    case kWordNoun | kWordAdjective:
      return "noun-adjective";
    case 0:
      return flags == 0 ? "unknown" : "other";
    default:
      return "several";
  }
}

void NameShape::Features(TokenRun run, std::string_view hand, std::vector<NameFeature>& out) const {
  out.clear();
  const uint32_t b = run.begin, e = run.end;
  const uint32_t sentence = words_.Sentence(b);
  static constexpr std::string_view kCounts[] = {"0", "1", "2", "3", "4", "5", "6+"};
  const auto count = [](uint32_t n) { return kCounts[std::min<uint32_t>(n, 6)]; };
  const std::string_view length = count(run.size());
  const std::string_view first = WordClass(b), last = WordClass(e - 1);
  const std::string_view p1 = Neighbour(b - 1, sentence), n1 = Neighbour(e, sentence);
  const std::string_view p2 = Neighbour(b - 2, sentence), n2 = Neighbour(e + 1, sentence);
  out.push_back({"hand", hand, {}});
  out.push_back({"hand+length", hand, length});
  out.push_back({"hand+before", hand, p1});
  out.push_back({"length", length, {}});
  out.push_back({"first", first, {}});
  out.push_back({"last", last, {}});
  out.push_back({"ends", first, last});
  if (run.size() == 1) {
    out.push_back({"single+before", first, p1});
    out.push_back({"single+after", first, n1});
  }
  out.push_back({"before", p1, {}});
  out.push_back({"after", n1, {}});
  out.push_back({"before2", p2, p1});
  out.push_back({"after2", n1, n2});
  out.push_back({"around", p1, n1});
  uint32_t common = 0, names = 0, unknown = 0, particles = 0;
  for (uint32_t k = b; k < e; ++k) {
    const uint32_t flags = words_.Flags(k);
    if (words_.Is(k, "of") || words_.Is(k, "for")) out.push_back({"inside", "of", {}});
    if (words_.Is(k, "and") || words_.Text(k) == "&") out.push_back({"inside", "and", {}});
    if (!words_.NameLike(k)) {
      particles += (flags & kWordParticle) != 0;
      continue;
    }
    if ((flags & kWordCommon) != 0) {
      ++common;
      if (k > b && k + 1 < e)
        out.push_back({"middle", words_.lexicon().WordText(words_.Id(k)), {}});
    }
    names += (flags & (kWordGiven | kWordSurname)) != 0;
    unknown += words_.Id(k) == 0;
  }
  out.push_back({"common", count(common), length});
  out.push_back({"names", count(names), length});
  out.push_back({"unknown", count(unknown), length});
  if (particles > 0) out.push_back({"particles", count(particles), {}});
  if (words_.Has(b, kWordCommon))
    out.push_back({"first-word", words_.lexicon().WordText(words_.Id(b)), {}});
  if (words_.Has(e - 1, kWordCommon))
    out.push_back({"last-word", words_.lexicon().WordText(words_.Id(e - 1)), {}});
  // The verb or noun that the name does or is, and what stands before its article.
  if (words_.Has(e, kWordSpeech)) out.push_back({"speaks", "yes", {}});
  if (p1 == "the" || p1 == "a") out.push_back({"before-article", p2, length});
  if (n1 == "'s") out.push_back({"owns", n2, {}});
  if (n1 == "," || n1 == "(") out.push_back({"aside", n2, length});
  const std::string_view text = words_.Text(e - 1);
  if (!words_.Has(e - 1, kWordCommon) && text.size() > 5 &&
      static_cast<unsigned char>(text[text.size() - 1]) < 0x80 &&
      static_cast<unsigned char>(text[text.size() - 2]) < 0x80 &&
      static_cast<unsigned char>(text[text.size() - 3]) < 0x80) {
    out.push_back({"ending", text.substr(text.size() - 3), run.size() == 1 ? "1" : "2"});
  }
  if (!words_.Has(e - 1, kWordCommon)) {
    if (text.size() > 4 && EndsPlain(text, 2)) {
      out.push_back({"ending2", text.substr(text.size() - 2), run.size() == 1 ? "1" : "2"});
    }
    if (text.size() > 6 && EndsPlain(text, 4)) {
      out.push_back({"ending4", text.substr(text.size() - 4), {}});
    }
  }
  const std::string_view before = NeighbourKind(b - 1, sentence);
  const std::string_view after = NeighbourKind(e, sentence);
  if (!before.empty()) {
    out.push_back({"before-kind", before, {}});
    out.push_back({"before-kind+last", before, last});
  }
  if (!after.empty()) {
    out.push_back({"after-kind", after, {}});
    out.push_back({"after-kind+last", after, last});
  }
  if (run.size() == 2) out.push_back({"pair", first, last});
  for (const CueRole role : {CueRole::kHead, CueRole::kPlace}) {
    const CueRecord* cue = runs_.CueEnding(b, e, role);
    if (cue != nullptr)
      out.push_back(
          {role == CueRole::kHead ? SignKind("head") : SignKind("place"), cue->kind, length});
    const CueRecord* open = runs_.CueBeginning(b, e, role);
    if (open != nullptr)
      out.push_back({role == CueRole::kHead ? SignKind("head-first") : SignKind("place-first"),
                     open->kind,
                     {}});
  }
  for (const GazetteerMatch& match : matches_.At(b)) {
    if (match.entry->kind != EntryKind::kPlace || match.end_token != e) continue;
    const PlaceRecord& place = words_.lexicon().places()[match.entry->record];
    const std::string_view size = place.capital                ? "capital"
                                  : place.population >= 300000 ? "large"
                                  : place.population > 0       ? "small"
                                                               : "region";
    out.push_back({"listed", size,
                   match.entry->is_person ? "person"
                   : match.entry->is_word ? "word"
                                          : "plain"});
    break;
  }
  if (words_.Starts(b)) out.push_back({"starts", first, length});
  if (words_.Style(b) == SentenceStyle::kTitleCase) out.push_back({"headline", "yes", {}});
  out.push_back({"person", count(static_cast<uint32_t>(PersonScore(run))), length});
  if (PersonContext(run)) out.push_back({"person-company", "yes", {}});
}

std::array<bool, kNameSigns> NameShape::Signs(TokenRun run) const {
  const uint32_t b = run.begin, e = run.end;
  return {words_.IsAny(b - 1, {"in", "near", "at", "outside"}),
          words_.Has(e, kWordSpeech),
          words_.IsPossessive(e),
          words_.Is(b - 1, "the"),
          (words_.IsAny(b - 1, {"a", "an", "two", "three", "four", "five", "several", "many"}) ||
           words_.IsNumber(b - 1)) &&
              (words_.IsPunctuation(e) || words_.Has(e, kWordFunction)) && words_.Text(e) != "-",
          PostEnding(b) != nullptr,
          words_.Starts(b)};
}

void NameShape::UseFeatures(TokenRun run, const NameUse& use, std::vector<NameFeature>& out) const {
  out.clear();
  const std::string_view first = WordClass(run.begin);
  static constexpr std::string_view kLength[] = {"0", "1", "2", "3+"};
  const std::string_view length = kLength[std::min<uint32_t>(run.size(), 3)];
  if (!use.left.empty()) out.push_back({"left", use.left, length});
  if (!use.right.empty()) out.push_back({"right", use.right, length});
  if (use.introduced) out.push_back({"introduced", first, {}});
  if (use.small) out.push_back({"small", first, {}});
  if (!use.inside.empty()) {
    out.push_back({"part", use.inside, {}});
    out.push_back({"part+first", use.inside, first});
  }
  if (use.count < 2) return;
  static constexpr std::string_view kSigns[] = {"located", "speaks", "owns",  "the",
                                                "counted", "titled", "starts"};
  static_assert(std::size(kSigns) == kNameSigns);
  const std::array<bool, kNameSigns> own = Signs(run);
  for (size_t s = 0; s < kNameSigns; ++s) {
    const uint32_t others = use.places[s] - (own[s] ? 1 : 0);
    if (others > 0) out.push_back({"elsewhere", kSigns[s], length});
    if (others == use.count - 1) out.push_back({"everywhere", kSigns[s], length});
  }
  out.push_back({"often", use.count > 4 ? "5+" : use.count > 2 ? "3" : "2", first});
}

}  // namespace entente::ingest
