#include "ingest/readers/language.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/utf8.h"
#include "ingest/lexicon_hash.h"
#include "ingest/word_key.h"

namespace entente::ingest {

namespace {

constexpr size_t kLookBytes = size_t{8} << 10;
constexpr uint32_t kMinHits = 3;
// After so many words plain English is known for what it is; anything less plain is read on.
constexpr uint32_t kEarlyWords = 150;

struct Profile {
  const char* code;
  std::string_view words;  // the commonest, between spaces
};

// The closed-class words of each language (articles, prepositions, conjunctions, auxiliaries). A
// word common to several counts for each, so that the words of one's own decide.
constexpr std::array<Profile, 20> kProfiles = {{
    {"en",
     " the a of and to in that is was for with on by at from as are has have will be its their "
     "it his which were this an not said between "},
    {"es",
     " el la los las de del y en que por para con un una se es su al como más entre fue ha "
     "este esta lo sus no son "},
    {"pt",
     " o a os as do da dos das de e em que por para com um uma se é no na ao entre foi não "
     "mais seu sua pelo pela são "},
    {"fr",
     " le la les de des du et en que pour par avec un une se est dans sur au aux ce cette qui "
     "son ses entre été ont pas plus "},
    {"it",
     " il la le lo gli di del della dei delle e in che per con un una si è nel nella al alla "
     "tra sono ha non anche da più "},
    {"de",
     " der die das und in den von zu mit dem des für im ist auf ein eine nicht sich als auch "
     "zwischen wurde hat bei nach werden am "},
    {"nl",
     " de het een en van in op te voor met is dat zijn niet aan er ook door over naar tussen "
     "werd heeft bij worden uit om "},
    {"sv",
     " och att det som en ett av för på är i med till den inte har om var mellan från vid ska "
     "kan eller efter "},
    {"no",
     " og i det som en et av for på er med til den ikke har om var mellom fra ved skal kan "
     "eller etter å at de "},
    {"da",
     " og i det som en et af for på er med til den ikke har om var mellem fra ved skal kan "
     "eller efter at de blev "},
    {"fi",
     " ja on ei se että oli ovat mutta joka myös kun hän sekä välillä mukaan ole jo tai "
     "kanssa sen "},
    {"pl",
     " i w na z do się że o nie jest to przez od po dla oraz jak za przy między został są był "
     "ze przed "},
    {"cs",
     " a v na se je že s z do o i k ve pro za by po mezi jako které která byl jsou od také "
     "při "},
    {"ro",
     " și de în la a cu pe pentru că din care o un este au fost nu mai ce între sa prin al "
     "ale lui "},
    {"hu",
     " a az és hogy nem is egy volt meg ez de csak között után vagy mint már még szerint "
     "valamint ki "},
    {"tr",
     " ve bir bu için ile de da olarak olan daha çok gibi kadar sonra arasında en ise ancak "
     "göre tarafından "},
    {"id",
     " yang dan di dari untuk dengan pada dalam ini itu ke tidak akan oleh antara adalah "
     "telah sebagai juga para "},
    {"vi", " và của là có các trong cho được với những một không này đã về từ giữa tại đến khi "},
    {"sw",
     " na ya wa kwa ni za katika la cha kuwa hiyo kati huo pia yake hii kama alisema kutoka "},
    {"so", " iyo oo ka ku waa u uu ay in ayaa la ee soo waxaa kala isku dhexeeya "},
}};

/// Where a letter's block tells the language (or the one most written in it).
const char* LanguageOfScript(char32_t c) {
  if (c >= 0x0370 && c <= 0x03FF) return "el";
  if (c >= 0x0400 && c <= 0x04FF) return "ru";
  if (c >= 0x0530 && c <= 0x058F) return "hy";
  if (c >= 0x0590 && c <= 0x05FF) return "he";
  if (c >= 0x0600 && c <= 0x06FF) return "ar";
  if (c >= 0x0900 && c <= 0x097F) return "hi";
  if (c >= 0x0980 && c <= 0x09FF) return "bn";
  if (c >= 0x0E00 && c <= 0x0E7F) return "th";
  if (c >= 0x10A0 && c <= 0x10FF) return "ka";
  if (c >= 0x1200 && c <= 0x137F) return "am";
  if (c >= 0x3040 && c <= 0x30FF) return "ja";
  if (c >= 0x4E00 && c <= 0x9FFF) return "zh";
  if (c >= 0xAC00 && c <= 0xD7AF) return "ko";
  return nullptr;
}

/// Small words that are parts of names in every language: before a capital they tell nothing.
bool IsNamePart(std::string_view word) {
  static constexpr std::array<std::string_view, 22> kParts = {
      "de", "da", "do",  "dos", "das", "del", "della", "di",  "du",  "la", "le",
      "el", "al", "van", "von", "der", "den", "ten",   "ter", "bin", "e",  "y"};
  return std::find(kParts.begin(), kParts.end(), word) != kParts.end();
}

bool IsLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2000 || c > 0x2BFF));
}

/// What is known of the common words of all profiles, by their keys.
class WordTable {
 public:
  struct Entry {
    WordKey key;
    uint32_t profiles = 0;  ///< those that hold it, as bits; 0 free
    bool name_part = false;
  };
  WordTable() : slots_(2048) {
    for (size_t i = 0; i < kProfiles.size(); ++i) {
      std::string_view words = kProfiles[i].words;
      for (size_t at = 1; at < words.size();) {
        size_t end = words.find(' ', at);
        const std::string_view word = words.substr(at, end - at);
        Entry& entry = slots_[PlaceOf(WordKeyOf(word))];
        entry.key = WordKeyOf(word);
        entry.profiles |= 1u << i;
        entry.name_part = IsNamePart(word);
        at = end + 1;
      }
    }
  }
  /// Of a word that none has, one without profiles.
  const Entry& Find(WordKey key) const { return slots_[PlaceOf(key)]; }

 private:
  size_t PlaceOf(WordKey key) const {
    size_t at = HashOfKey(key) & (slots_.size() - 1);
    while (slots_[at].profiles != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  std::vector<Entry> slots_;  // open addressing, some five hundred words
};

const WordTable& CommonWords() {
  static const WordTable kTable;
  return kTable;
}

}  // namespace

std::string GuessLanguage(std::string_view text) {
  size_t size = std::min(text.size(), kLookBytes);
  while (size < text.size() && size > 0 &&
         (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
    --size;
  }
  text = text.substr(0, size);

  const WordTable& table = CommonWords();
  std::array<uint32_t, kProfiles.size()> hits{};
  struct ScriptCount {
    const char* code = nullptr;
    uint32_t letters = 0;
  };
  std::array<ScriptCount, 16> scripts{};
  size_t script_count = 0;
  uint32_t letters = 0, words = 0;
  std::array<char, 16> word;
  size_t word_bytes = 0;
  bool capital = false;  // the word at hand begins with one
  bool cut = false;      // an apostrophe stands right before it: the "s" of "Peru's"
  uint32_t held = 0;     // what a part of a name would say, were it none
  auto count = [&](uint32_t profiles) {
    for (; profiles != 0; profiles &= profiles - 1) {
      ++hits[static_cast<size_t>(std::countr_zero(profiles))];
    }
  };
  auto end_word = [&] {
    if (word_bytes == 0) return;
    ++words;
    if (!capital) count(held);
    held = 0;
    if (word_bytes < word.size()) {
      const WordTable::Entry& found =
          table.Find(LowerWordKey(std::string_view(word.data(), word.size()), 0, word_bytes));
      if (!(cut && word_bytes == 1)) {
        if (found.name_part) {
          held = found.profiles;
        } else {
          count(found.profiles);
        }
      }
    }
    word_bytes = 0;
  };
  auto add = [&](char c) {
    if (word_bytes < word.size()) word[word_bytes++] = c;
  };
  auto plainly_english = [&] {
    uint32_t next = *std::max_element(hits.begin() + 1, hits.end());
    return hits[0] * 5 > words && hits[0] > 2 * next && script_count == 0;
  };
  for (size_t at = 0; at < text.size();) {
    if (words == kEarlyWords && word_bytes == 0 && plainly_english()) return "en";
    char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
      if (word_bytes == 0) capital = c >= 'A' && c <= 'Z';
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      if (c >= 'a' && c <= 'z') {
        ++letters;
        add(c);
      } else {
        const bool apostrophe = c == '\'' && word_bytes > 0;
        end_word();
        cut = apostrophe;
      }
      continue;
    }
    graph::CodePoint point = graph::DecodeAt(text, at);
    if (IsLetter(point.value)) {
      ++letters;
      if (word_bytes == 0) capital = false;
      if (const char* code = LanguageOfScript(point.value)) {
        size_t i = 0;
        while (i < script_count && scripts[i].code != code) ++i;
        if (i == script_count && script_count < scripts.size()) scripts[script_count++].code = code;
        if (i < scripts.size()) ++scripts[i].letters;
      }
      for (size_t i = 0; i < point.size_bytes; ++i) add(text[at + i]);
    } else {
      const bool apostrophe = point.value == 0x2019 && word_bytes > 0;
      end_word();
      cut = apostrophe;
    }
    at += point.size_bytes;
  }
  end_word();
  count(held);

  uint32_t foreign = 0;
  for (size_t i = 0; i < script_count; ++i) foreign += scripts[i].letters;
  if (foreign * 2 > letters && foreign > 8) {
    auto best = std::max_element(
        scripts.begin(), scripts.begin() + script_count,
        [](const ScriptCount& a, const ScriptCount& b) { return a.letters < b.letters; });
    // Japanese is written with more Chinese characters than kana.
    for (size_t i = 0; i < script_count; ++i) {
      if (std::string_view(scripts[i].code) == "ja" && scripts[i].letters * 10 > foreign) {
        return "ja";
      }
    }
    return best->code;
  }
  size_t best = 0;
  for (size_t i = 1; i < hits.size(); ++i) {
    if (hits[i] > hits[best]) best = i;  // a tie stays with English
  }
  // A text in its own language is made of such words to a fifth or more.
  if (hits[best] < kMinHits || hits[best] * 12 < words) return "";
  return kProfiles[best].code;
}

std::string PrimaryLanguage(std::string_view tag) {
  size_t end = tag.find_first_of("-_ .");
  std::string code = graph::ToLower(tag.substr(0, end));
  if (code == "eng" || code == "english") return "en";
  bool letters = std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && (code.size() == 2 || code.size() == 3) ? code : "";
}

}  // namespace entente::ingest
