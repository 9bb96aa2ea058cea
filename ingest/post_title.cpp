// Titles as a list would have them: "Environment Minister" is the Minister of Environment.

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "ingest/post_finder.h"

namespace entente::ingest {
namespace {

/// A field as a title has it: "the Interior", "Foreign Affairs".
std::string FieldText(const TextWords& words, uint32_t begin, uint32_t end) {
  std::string field(words.TextOf(begin, end));
  for (char& c : field) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return field;
}

/// The words of a title with capitals, but for small words and what stands behind a hyphen.
std::string TitleCase(const TextWords& words, uint32_t begin, uint32_t end) {
  std::string text = FieldText(words, begin, end);
  bool opens = true;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    const bool small = rest.starts_with("of ") || rest.starts_with("for ") ||
                       rest.starts_with("the ") || rest.starts_with("to ") ||
                       rest.starts_with("and ") || rest.starts_with("in ");
    if (opens && !small && text[i] >= 'a' && text[i] <= 'z') text[i] -= 'a' - 'A';
    if (!opens && text[i] >= 'A' && text[i] <= 'Z' && i > 0 && text[i - 1] != '-') {
      text[i] += 'a' - 'A';
    }
    opens = text[i] == ' ';
  }
  return text;
}

/// Whether two titles are one word for word but for its spelling: the same letters in words apart
/// or together, or one letter of a long word more or less, or another.
bool SpeltAlike(const std::string& a, const std::string& b) {
  if (a == b) return false;
  std::string x, y;
  for (const char c : a) {
    if (c != ' ' && c != '-') x += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  for (const char c : b) {
    if (c != ' ' && c != '-') y += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  // A hyphen more or less is no other word.
  if (x == y) return a.size() != b.size();
  constexpr size_t kLongWord = 8;
  if (x.size() < kLongWord || y.size() < kLongWord || a.find(' ') != std::string::npos) {
    return false;
  }
  if (x.size() > y.size()) std::swap(x, y);
  if (y.size() - x.size() > 1) return false;
  size_t same = 0;
  while (same < x.size() && x[same] == y[same]) ++same;
  const size_t skip = x.size() == y.size() ? same + 1 : same;
  return same < y.size() && std::string_view(x).substr(std::min(skip, x.size())) ==
                                std::string_view(y).substr(same + 1);
}

std::string CapitalisedHead(const TextWords& words, const FoundPost& post) {
  const TitleRecord& record = words.lexicon().titles()[post.record];
  if ((record.normalised.starts_with("Chair") || record.normalised == "Spokesperson") &&
      post.head_end == post.head_begin + 1 && !post.plural) {
    // How a person in the chair, or one who speaks, wants to be called is theirs to say.
    std::string written(words.TextOf(post.head_begin, post.head_end));
    if (!written.empty() && written[0] >= 'a' && written[0] <= 'z') written[0] -= 'a' - 'A';
    return written;
  }
  // "Councilor", "Convener", "Undersecretary of State": spelt as the text does.
  const std::string written = TitleCase(words, post.head_begin, post.head_end);
  return !post.plural && SpeltAlike(written, record.normalised) ? written : record.normalised;
}

}  // namespace

std::string TitleWords(const TextWords& words, uint32_t begin, uint32_t end) {
  return TitleCase(words, begin, end);
}

uint32_t ShortFormEnd(const TextWords& words, const FoundPost& post) {
  const uint32_t at = post.end_token;
  if (words.Text(at) != "(" || words.Text(at + 2) != ")" || !words.Upper(at + 1)) return at;
  const std::string_view form = words.Text(at + 1);
  std::string initials;
  for (uint32_t k = post.begin_token; k < at; ++k) {
    if (words.Capital(k) || (post.lower && words.IsWord(k) && !words.Has(k, kWordFunction))) {
      initials += static_cast<char>(words.Text(k).front() & ~0x20);
    }
  }
  return form.size() >= 2 && initials.find(form) != std::string::npos ? at + 3 : at;
}

void TakeLowerModifiers(const TextWords& words, const GazetteerMatches& matches, uint32_t floor,
                        FoundPost& post) {
  if (!post.lower || !post.added.empty()) return;
  const uint32_t sentence = words.Sentence(post.begin_token);
  uint32_t k = post.begin_token;
  while (k > floor && post.begin_token - k < 3) {
    const uint32_t before = k - 1;
    if (!words.IsWord(before) || words.Capital(before) || words.Sentence(before) != sentence ||
        !words.Has(before, kWordNoun | kWordAdjective) ||
        words.Has(before, kWordFunction | kWordSpeech | kWordOrdinal | kWordCardinal | kWordDate |
                              kWordBody | kWordBusiness | kWordFamily | kWordPeopleNoun |
                              kWordAgreement | kWordEvent) ||
        words.IsAny(before,
                    {"new",      "old",      "young",    "own",      "current",  "then",
                     "now",      "late",     "long",     "former",   "elected",  "appointed",
                     "named",    "chosen",   "country",  "signed",   "present",  "veteran",
                     "powerful", "visiting", "outgoing", "incoming", "departing"})) {
      break;
    }
    k = before;
  }
  if (k == post.begin_token) return;
  const bool owned =
      k > 0 &&
      (words.IsPossessive(k - 1) || words.Text(k - 1) == "'" || words.Text(k - 1) == "’" ||
       words.IsAny(k - 1, {"its", "their", "whose", "the", "our"}) ||
       (words.Capital(k - 1) && matches.Longest(k - 1, EntryKind::kDemonym) != nullptr) ||
       // "UN | human rights | chief Ann Ayres"
       (words.Upper(k - 1) && words.Text(k - 1).size() > 1 && words.Capital(post.head_end)));
  if (!owned) return;
  if (post.field_begin < post.field_end) {
    if (post.field_begin != post.begin_token) return;
    post.field_begin = k;
  } else {
    post.added = std::string(words.TextOf(k, post.begin_token));
    for (char& c : post.added) {
      if (c == '\n' || c == '\t') c = ' ';
    }
  }
  post.begin_token = k;
}

std::string NormalisedTitle(const TextWords& words, const FoundPost& post) {
  std::string head = CapitalisedHead(words, post);
  if (!post.added.empty() && head.find(post.added) == std::string::npos)
    head = post.added + " " + head;
  if (!head.empty() && head[0] >= 'a' && head[0] <= 'z') head[0] -= 'a' - 'A';
  if (post.field_begin < post.field_end) {
    const std::string field = FieldText(words, post.field_begin, post.field_end);
    if (post.field_begin >= post.head_end) {
      const bool open = words.Is(post.field_begin - 1, "for") ||
                        words.IsComma(post.field_begin - 1) || words.IsDash(post.field_begin - 1);
      const bool serves = post.field_begin > 1 && words.Is(post.field_begin - 1, "the") &&
                          words.Is(post.field_begin - 2, "to");
      const bool charged = words.Is(post.field_begin, "in");  // "in charge of Security"
      const std::string_view joint = serves ? " to the " : charged ? " " : open ? " for " : " of ";
      return head + std::string(joint) + field;
    }
    // "Union Education Minister", of a federation
    for (const std::string_view prefix : {"Federal ", "Union "}) {
      if (head == "Minister" && field.starts_with(prefix) && field.size() > prefix.size())
        return std::string(prefix) + "Minister of " + field.substr(prefix.size());
    }
    // "Foreign | Trade Minister": the list's title has the last word of the field only.
    for (const std::string_view last : {"Trade", "Transport", "Development"}) {
      if (head == std::string(last) + " Minister") {
        return "Minister of " + field + " " + std::string(last);
      }
    }
    // "International | Trade Secretary": the same of a secretary, whose title keeps its order.
    if (head.ends_with(" Secretary") && post.head_end == post.head_begin + 2 &&
        words.Has(post.head_begin, kWordField)) {
      return field + " " + head;
    }
    // "Environment Minister" is the Minister of Environment.
    return head + (head.ends_with("Minister") ? " of " : " for ") + field;
  }
  // "Foreign Minister" is the Minister of Foreign Affairs.
  const size_t minister = head.rfind(" Minister");
  if (minister != std::string::npos && minister + 9 == head.size() &&
      !head.ends_with("Prime Minister")) {
    const std::string before = head.substr(0, minister);
    static constexpr std::string_view kKept[] = {"Prime",
                                                 "Deputy",
                                                 "Vice",
                                                 "Chief",
                                                 "First",
                                                 "State",
                                                 "Junior",
                                                 "Federal",
                                                 "Cabinet",
                                                 "Deputy Prime",
                                                 "First Deputy Prime",
                                                 "First Deputy",
                                                 "Assistant",
                                                 "Senior",
                                                 "Coordinating",
                                                 "Associate",
                                                 "Caretaker Prime",
                                                 "Deputy First",
                                                 "Union",
                                                 "Vice Prime"};
    if (std::find(std::begin(kKept), std::end(kKept), before) == std::end(kKept)) {
      std::string rank, field = before;
      for (const std::string_view prefix :
           {"Deputy ", "Vice ", "Assistant ", "First Deputy ", "Federal ", "Union "}) {
        if (before.starts_with(prefix)) rank = prefix, field = before.substr(prefix.size());
      }
      if (field == "Foreign") field = "Foreign Affairs";
      return rank + "Minister of " + field;
    }
  }
  return head;
}

}  // namespace entente::ingest
