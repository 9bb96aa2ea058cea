#include "ingest/event_names.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace entente::ingest {

namespace {

/// "VIII"; 0 for what is no such number, or only one letter.
uint32_t RomanNumber(std::string_view text) {
  constexpr size_t kLongest = 6;  // "XXVIII"
  if (text.size() < 2 || text.size() > kLongest) return 0;
  static constexpr std::string_view kTens[] = {"", "X", "XX", "XXX"};
  static constexpr std::string_view kOnes[] = {"",  "I",  "II",  "III",  "IV",
                                               "V", "VI", "VII", "VIII", "IX"};
  for (uint32_t ten = 0; ten < std::size(kTens); ++ten) {
    if (!text.starts_with(kTens[ten])) continue;
    for (uint32_t one = 0; one < std::size(kOnes); ++one) {
      if (text.substr(kTens[ten].size()) == kOnes[one]) return ten * 10 + one;
    }
  }
  return 0;
}

}  // namespace

uint32_t OrdinalOf(const Reading& reading, uint32_t token) {
  std::string_view text = reading.Text(token);
  uint32_t value = 0;
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && digits < 4) {
    value = value * 10 + static_cast<uint32_t>(text[digits++] - '0');
  }
  std::string_view rest = text.substr(digits);
  if (digits > 0 && (rest == "st" || rest == "nd" || rest == "rd" || rest == "th")) return value;
  if (const uint32_t roman = RomanNumber(text); roman != 0) return roman;
  static constexpr std::string_view kOrdinals[] = {
      "first",     "second",      "third",      "fourth",     "fifth",
      "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
      "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
      "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
  std::string_view lower = reading.book.word(reading.words[token]).text;
  for (uint32_t i = 0; i < std::size(kOrdinals); ++i) {
    if (lower == kOrdinals[i]) return i + 1;
  }
  return 0;
}

bool NamesJointBody(const Reading& reading, uint32_t begin, uint32_t head) {
  for (uint32_t token = begin; token < head; ++token) {
    const std::string_view text = reading.Text(token);
    if (reading.SaysAny(token, {"joint", "mixed", "binational", "trilateral", "bilateral"}) ||
        text == "Intergovernmental" || text == "intergovernmental") {
      return true;
    }
  }
  return false;
}

bool NamesParliament(const Reading& reading, uint32_t begin, uint32_t head) {
  for (uint32_t token = begin; token < head; ++token) {
    if (reading.SaysAny(token, {"general", "national", "parliamentary", "federal", "state",
                                "legislative", "provincial", "people", "constituent"})) {
      return true;
    }
  }
  return false;
}

bool EndsTopic(const Reading& reading, uint32_t token) {
  // "a conference of donors | raised 300 million"
  if (token + 1 < reading.text.tokens.size() && reading.Text(token).ends_with("ed") &&
      !reading.IsCapitalised(token) &&
      (reading.text.tokens[token + 1].kind == TokenKind::kNumber ||
       reading.Is(token + 1, CoreList::kDeterminer))) {
    return true;
  }
  return reading.SaysAny(
      token, {"that",      "which",   "who",       "where",     "when",      "resumed",  "resume",
              "resumes",   "began",   "begin",     "begins",    "ended",     "ends",     "broke",
              "collapsed", "stalled", "concluded", "concludes", "continued", "continue", "failed",
              "opened",    "opens",   "closed",    "took",      "takes",     "is",       "are",
              "was",       "were",    "has",       "have",      "had"});
}

bool SaidToBeHeld(const Reading& reading, uint32_t sentence, uint32_t begin, uint32_t head_end) {
  const uint32_t first = reading.text.sentences[sentence].begin_token;
  const uint32_t end = reading.text.sentences[sentence].end_token;
  uint32_t at = head_end;
  while (at < end && at < head_end + 3 && reading.SaysAny(at, {"will", "to", "is", "be", "has"})) {
    ++at;
  }
  if (at + 1 < end && reading.SaysAny(at, {"take", "takes", "took", "taken", "taking"}) &&
      reading.Says(at + 1, "place")) {
    return true;
  }
  // "the Port Forum | closed in Lima", "officially opened at"
  if (reading.SaysAny(at, {"officially", "formally", "also", "finally"}) && at == head_end) {
    at = head_end = head_end + 1;
  }
  if (at + 1 < end && at == head_end && reading.Is(at + 1, CoreList::kPreposition) &&
      reading.SaysAny(at, {"opened", "opens", "closed", "closes", "ended", "ends", "began"})) {
    return true;
  }
  // "the Port Forum | was opened by", "will be hosted by"
  if (at < end && reading.Says(at, "was")) ++at;
  if (at < end && at > head_end &&
      reading.SaysAny(at, {"held", "opened", "inaugurated", "closed", "hosted", "attended",
                           "organised", "organized", "convened", "chaired"})) {
    return true;
  }
  if (at + 1 < end && at == head_end &&
      reading.SaysAny(at, {"opens", "runs", "ran", "begins", "starts", "drew", "attracted"})) {
    return true;
  }
  uint32_t before = begin;
  if (before > first && reading.Says(before - 1, "the")) --before;
  if (before == first) return false;
  if (reading.SaysAny(before - 1, {"attended", "attend", "attending", "inaugurated", "addressed",
                                   "hosts", "host", "hosted", "hosting", "joined", "opened"})) {
    return true;
  }
  // "are expected in Lima for | the Port Forum", "gathered for"
  if (reading.SaysAny(before - 1, {"for", "at"})) {
    constexpr uint32_t kReach = 12;
    for (uint32_t t = before - 1; t-- > first && t + kReach > before;) {
      if (reading.SaysAny(t, {"expected", "gathered", "gather", "gathering", "arrived", "assembled",
                              "convened", "flew", "came", "due", "travelled", "traveled"})) {
        return true;
      }
    }
  }
  // "on the sidelines of | the Lund Gas Forum"
  return before > first + 1 && reading.Says(before - 1, "of") &&
         (reading.Says(before - 2, "edition") || reading.Is(before - 2, CoreList::kSidelines));
}

bool SettingThenOf(const Reading& reading, uint32_t at, uint32_t end) {
  constexpr int kSettings = 2;
  for (int steps = 0; steps <= kSettings && at + 1 < end; ++steps) {
    if (reading.IsWord(at, "of")) return true;
    if (reading.Is(at, CoreList::kPreposition) || reading.Is(at, CoreList::kPlacePreposition)) ++at;
    const Mention* mention = at < end ? reading.MentionBeginning(at) : nullptr;
    if (mention == nullptr ||
        (mention->type != MentionType::kDate && mention->type != MentionType::kPlace)) {
      return reading.Is(at, CoreList::kWeekPart) && at + 1 < end && reading.IsWord(at + 1, "of");
    }
    at = mention->end_token;
  }
  return false;
}

/// "the | two-day | meeting": says nothing of which one it is.
static bool IsLength(const Reading& reading, const EventPhrase& phrase, uint32_t token) {
  const std::string_view text = reading.Text(token);
  for (const std::string_view unit : {"-day", "-hour", "-week", "-minute"}) {
    if (text.ends_with(unit)) return true;
  }
  const Sentence& sentence = reading.text.sentences[phrase.sentence];
  const auto dash = [&](uint32_t at) {
    const std::string_view mark = reading.Text(at);
    return mark == "-" || mark == "–" || mark == "/" || mark == "—";
  };
  const uint32_t unit = token + 1 < sentence.end_token && dash(token + 1) ? token + 2 : token;
  return reading.SaysAny(unit, {"day", "hour", "week", "long"}) && unit > sentence.begin_token &&
         dash(unit - 1);
}

void CollectContent(const Reading& reading, EventPhrase& phrase) {
  for (uint32_t token = phrase.name_begin; token < phrase.name_end; ++token) {
    TokenKind kind = reading.text.tokens[token].kind;
    if (kind != TokenKind::kWord && kind != TokenKind::kNumber) continue;
    if (token == phrase.head_token && !phrase.proper) continue;
    if (token < phrase.head_token && IsLength(reading, phrase, token)) continue;
    if (reading.words[token] != 0 &&
        (reading.Is(token, CoreList::kPreposition) || reading.Is(token, CoreList::kDeterminer) ||
         reading.Is(token, CoreList::kConjunction) || reading.Is(token, CoreList::kPremodifier) ||
         reading.Is(token, CoreList::kFunctionWord))) {
      continue;
    }
    phrase.content.push_back(ContentWord(reading.Text(token)));
  }
  std::sort(phrase.content.begin(), phrase.content.end());
  phrase.content.erase(std::unique(phrase.content.begin(), phrase.content.end()),
                       phrase.content.end());
}

}  // namespace entente::ingest
