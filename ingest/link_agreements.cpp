// Agreements and events: parties, days, kinds and what they are about.

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ingest/link_blocks.h"
#include "ingest/link_clusters.h"
#include "ingest/link_kinds.h"
#include "ingest/link_names.h"
#include "ingest/parallel.h"

namespace entente::ingest {

namespace {

// Agreements with so much in common with so many others are told apart by nothing we know.
constexpr size_t kMaxBlock = 64;
// So many are read at a time, by several threads, before the next ones are.
constexpr size_t kDraftsAhead = 4096;

/// Words and actors as numbers, in the order in which they are first met. Sorted, each once; the
/// memory is TermMemory's.
using Terms = std::span<const uint32_t>;

/// Numbers of terms as they are before they have one: hashed. Two are taken for one where their 64
/// bits are the same.
class TermTable {
 public:
  uint32_t Number(uint64_t hash) {
    if (2 * (count_ + 1) > slots_.size()) Grow();
    Slot& slot = slots_[PlaceOf(hash)];
    if (slot.number == kNoIndex) slot = {hash, count_++};
    return slot.number;
  }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t number = kNoIndex;  // free
  };
  size_t PlaceOf(uint64_t hash) const {
    size_t at = hash & (slots_.size() - 1);
    while (slots_[at].number != kNoIndex && slots_[at].hash != hash) {
      at = (at + 1) & (slots_.size() - 1);
    }
    return at;
  }
  void Grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(std::max<size_t>(1024, 2 * old.size()), Slot{});
    for (const Slot& slot : old) {
      if (slot.number != kNoIndex) slots_[PlaceOf(slot.hash)] = slot;
    }
  }
  std::vector<Slot> slots_;
  uint32_t count_ = 0;
};

/// "fisheries", "cultural": words of one stem are one, as far as their first letters tell.
std::string_view StemOf(std::string_view word) {
  constexpr size_t kStem = 6;
  if (word == "defense") return "defenc";
  if (word.size() > kStem) return word.substr(0, kStem);
  if (word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's') word.remove_suffix(1);
  return word;
}

/// Terms of all matters, those of one close together.
class TermMemory {
 public:
  Terms Keep(Terms terms) {
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < terms.size()) {
      blocks_.emplace_back().reserve(std::max(kBlock, terms.size()));
    }
    std::vector<uint32_t>& block = blocks_.back();
    block.insert(block.end(), terms.begin(), terms.end());
    return Terms(block).last(terms.size());
  }

 private:
  static constexpr size_t kBlock = size_t{1} << 16;
  std::vector<std::vector<uint32_t>> blocks_;  // a block's memory stays where it is
};

/// An ISO day or a status, which have ten letters at most; of what is longer the first fifteen.
class ShortText {
 public:
  ShortText() = default;
  ShortText(std::string_view text)  // NOLINT(google-explicit-constructor)
      : size_(static_cast<uint8_t>(std::min(text.size(), letters_.size()))) {
    std::copy_n(text.begin(), size_, letters_.begin());
  }
  operator std::string_view() const {  // NOLINT(google-explicit-constructor)
    return {letters_.data(), size_};
  }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  friend bool operator==(const ShortText&, const ShortText&) = default;
  friend bool operator==(const ShortText& a, std::string_view b) {
    return std::string_view(a) == b;
  }
  friend bool operator<=(const ShortText& a, const ShortText& b) {
    return a.letters_ <= b.letters_;
  }

 private:
  std::array<char, 15> letters_{};  // zeros behind them
  uint8_t size_ = 0;
};

/// A kind, hashed. Two are taken for one where their 64 bits are the same.
using Kind = uint64_t;
constexpr Kind kAgreement = HashText("agreement");

/// What linking compares of an agreement or event: small, since many pairs are compared.
struct Matter {
  uint32_t item = 0;
  bool generic = false;
  bool crowded = false;      // its document tells of another one of that day
  Kind kind = 0;             // class: "memorandum", "treaty"; "agreement" says nothing
  Kind full_kind = 0;        // as found, folded
  ShortText date, from, to;  // ISO days; the bounds may be empty
  ShortText status;
  Terms parties;       // "C:CL", "N:17": countries and other actors; sorted
  Terms bodies;        // of them those that are no state's: companies, universities; sorted
  Terms states;        // the countries among them; sorted
  Terms people;        // sorted
  Terms places;        // sorted
  Terms content;       // telling words of its names and topics; sorted
  Terms name_content;  // of its name alone
  Terms figures;       // of its name, but for years: "Block 10"; sorted
  Terms setting;       // countries that its document speaks of
};

bool IsKindWord(std::string_view word) {
  static const std::unordered_set<std::string_view> kWords = {
      "accord",   "agreement", "agreements",  "arrangement", "bilateral",     "call",
      "ceremony", "charter",   "conference",  "contract",    "convention",    "cooperation",
      "day",      "deal",      "declaration", "document",    "event",         "exchange",
      "exercise", "framework", "intent",      "joint",       "letter",        "letters",
      "meeting",  "memoranda", "memorandum",  "mou",         "notes",         "official",
      "pact",     "protocol",  "session",     "signed",      "signing",       "statement",
      "summit",   "talks",     "text",        "treaty",      "understanding", "visit",
      "workshop", "landmark",  "historic",    "major",       "important",     "key",
      "final",    "first",     "second",      "third",       "broad",         "comprehensive",
      "draft",    "long",      "awaited",     "planned",     "proposed",      "year",
      "years",    "million",   "billion",     "wide",        "ranging",       "latest",
      "today",    "field",     "area",        "areas",       "sector",        "co",
      "operation"};
  return kWords.contains(word) ||
         (word.size() == 4 && word.find_first_not_of("0123456789") == std::string_view::npos);
}

// Words are HashText; these are as good.
uint64_t CountryTerm(uint32_t country) {
  return (2 * uint64_t{country} + 1) * 0x9E3779B97F4A7C15ULL;
}
uint64_t SetTerm(uint32_t root) { return (2 * uint64_t{root} + 2) * 0x9E3779B97F4A7C15ULL; }

uint64_t ActorTerm(uint32_t item, const LinkContext& context) {
  const LinkItem& actor = context.items[item];
  if (actor.found->type == MentionType::kCountry && !actor.countries.empty()) {
    return CountryTerm(actor.countries.front());
  }
  return SetTerm(context.clusters.Root(item));
}

/// The first and last day that an ISO date of any precision can mean; empty for one without a year.
std::pair<std::string, std::string> Bounds(std::string_view text) {
  const std::string date(text);
  if (date.size() == 10 && date[0] != '-') return {date, date};
  if (date.size() == 7 && date[0] != '-') return {date + "-01", date + "-31"};
  if (date.size() == 4) return {date + "-01-01", date + "-12-31"};
  return {};
}

enum class DateMatch { kUnknown, kSameDay, kWithin, kApart };

DateMatch CompareDates(const Matter& a, const Matter& b) {
  if (a.from.empty() || b.from.empty()) {
    // Month and day without a year against a full day.
    const std::string_view day = a.date, other = b.date;
    if (day.size() == 7 && other.size() == 10 && day.starts_with("--")) {
      return day.substr(2) == other.substr(5) ? DateMatch::kWithin : DateMatch::kApart;
    }
    if (other.size() == 7 && day.size() == 10 && other.starts_with("--")) {
      return CompareDates(b, a);
    }
    if (!a.date.empty() && a.date == b.date) return DateMatch::kWithin;
    return DateMatch::kUnknown;
  }
  if (a.from == b.from && a.to == b.to && a.from == a.to) return DateMatch::kSameDay;
  return a.from <= b.to && b.from <= a.to ? DateMatch::kWithin : DateMatch::kApart;
}

/// A matter whose terms have no numbers yet.
struct MatterDraft {
  Matter matter;
  std::vector<std::pair<uint64_t, Terms Matter::*>> terms;  // in the order in which they are met
  size_t name_end = 0;                                      // those of its name end there
};

/// Threads: any number, for different items.
MatterDraft DraftMatter(uint32_t item, bool event, const LinkContext& context) {
  const LinkItem& it = context.items[item];
  const StoredEntity& found = *it.found;
  const StoredDocument& findings = context.documents[it.document].findings;
  MatterDraft draft;
  Matter& matter = draft.matter;
  matter.item = item;
  matter.generic = found.generic;
  const std::string kind = FoldForLinking(PropertyOf(found, "kind"));
  matter.full_kind = HashText(kind);
  matter.kind = event ? matter.full_kind : HashText(KindClass(kind));
  matter.status = PropertyOf(found, "status");
  matter.date = PropertyOf(found, event ? "start" : "date");
  matter.from = PropertyOf(found, event ? "start_from" : "date_from");
  matter.to = PropertyOf(found, event ? "start_to" : "date_to");
  if (matter.from.empty() || matter.to.empty()) {
    const auto [from, to] = Bounds(matter.date);
    matter.from = ShortText(from);
    matter.to = ShortText(to);
  }
  auto add = [&](Terms Matter::*list, uint64_t term) { draft.terms.emplace_back(term, list); };
  for (uint32_t country : context.document_countries[it.document]) {
    add(&Matter::setting, CountryTerm(country));
  }
  std::vector<std::string_view> words;
  // "UK-Japan Agreement": whose it is, not what it is about.
  std::unordered_set<std::string> sides;
  for (uint32_t f : it.facts) {
    const StoredFact& fact = findings.facts[f];
    if (fact.to != it.entity || fact.type != "PARTY_TO") continue;
    const auto& side = *context.items[context.ItemOf(it.document, fact.from)].found;
    if (side.type != MentionType::kCountry) continue;
    const auto take = [&](std::string_view name) {
      const std::string folded = FoldForLinking(name);
      TellingWords(folded, words);
      for (std::string_view word : words) sides.emplace(word);
    };
    take(side.name);
    for (const auto& alias : side.aliases) take(alias);
  }
  auto add_words = [&](std::string_view text) {
    std::string folded = FoldForLinking(text);
    TellingWords(folded, words);
    for (std::string_view word : words) {
      if (IsKindWord(word) || sides.contains(std::string(word))) continue;
      add(&Matter::content, HashText(StemOf(word)));
    }
  };
  add_words(found.name);
  for (const std::string& word : SplitWords(FoldForLinking(found.name))) {
    const bool figure =
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (figure && word.size() != 4) add(&Matter::figures, HashText(word));
  }
  draft.name_end = draft.terms.size();
  for (std::string_view alias : found.aliases) add_words(alias);
  for (uint32_t f : it.facts) {
    const StoredFact& fact = findings.facts[f];
    bool to_it = fact.to == it.entity, from_it = fact.from == it.entity;
    uint32_t other = context.ItemOf(it.document, to_it ? fact.from : fact.to);
    if (to_it && (fact.type == "PARTY_TO" || fact.type == "PARTICIPATED_IN")) {
      bool person = context.items[other].found->type == MentionType::kPerson;
      add(person ? &Matter::people : &Matter::parties, ActorTerm(other, context));
      if (context.items[other].found->type == MentionType::kOrganization) {
        add(&Matter::bodies, ActorTerm(other, context));
      }
      for (uint32_t country : context.items[other].countries) {
        if (person) continue;
        add(&Matter::parties, CountryTerm(country));
        add(&Matter::states, CountryTerm(country));
      }
    } else if (to_it &&
               (fact.type == "SIGNED" || fact.type == "DUE_TO_SIGN" || fact.type == "INITIALLED")) {
      add(&Matter::people, ActorTerm(other, context));
    } else if (from_it && fact.type == "ABOUT") {
      add_words(context.items[other].found->name);
    } else if (from_it &&
               (fact.type == "SIGNED_IN" || fact.type == "HELD_IN" || fact.type == "HELD_AT")) {
      add(&Matter::places, ActorTerm(other, context));
    }
  }
  return draft;
}

Matter NumberTerms(const MatterDraft& draft, TermTable& table, TermMemory& memory) {
  Matter matter = draft.matter;
  std::vector<uint32_t> numbers, mine;
  for (const auto& [term, list] : draft.terms) numbers.push_back(table.Number(term));
  auto keep = [&](Terms Matter::*list, Terms Matter::*from, size_t end) {
    mine.clear();
    for (size_t i = 0; i < end; ++i) {
      if (draft.terms[i].second == from) mine.push_back(numbers[i]);
    }
    SortUnique(mine);
    matter.*list = memory.Keep(mine);
  };
  for (Terms Matter::*list :
       {&Matter::parties, &Matter::states, &Matter::bodies, &Matter::content, &Matter::people,
        &Matter::places, &Matter::figures, &Matter::setting}) {
    keep(list, list, numbers.size());
  }
  keep(&Matter::name_content, &Matter::content, draft.name_end);
  return matter;
}

/// "the agreement", with nothing of what it is about: the parties' only one of that day.
float ScoreUnnamed(const Matter& a, const Matter& b) {
  if (CompareDates(a, b) != DateMatch::kSameDay || CountShared(a.parties, b.parties) < 2) return 0;
  if (a.kind != b.kind && a.kind != kAgreement && b.kind != kAgreement) return 0;
  const bool seen = CountShared(a.people, b.people) > 0 || CountShared(a.places, b.places) > 0;
  return seen && !a.crowded && !b.crowded ? 0.72f : 0.55f;
}

/// 0 to 1; below kDoubtfulScore nothing is said.
float ScoreAgreements(const Matter& a, const Matter& b, const char*& reason) {
  reason = "parties, day and subject go together";
  if (a.generic || b.generic) return ScoreUnnamed(a, b);
  float score = 0.35f;
  if (a.kind == b.kind) {
    score += a.full_kind == b.full_kind && a.full_kind != kAgreement ? 0.15f : 0.1f;
  } else if (a.kind != kAgreement && b.kind != kAgreement) {
    score -= 0.25f;
  }
  size_t common = CountShared(a.parties, b.parties);
  // Without parties on one side, the documents must at least speak of the same countries.
  if ((a.parties.empty() || b.parties.empty()) && Overlap(a.setting, b.setting) < 0.5) {
    score -= 0.2f;
  }
  if (!a.parties.empty() && !b.parties.empty()) {
    if (common == 0) return 0;
    // The only party that one account names is among the other's.
    bool all_of_one = common == a.parties.size() || common == b.parties.size();
    score += common >= 2 ? 0.25f : all_of_one ? 0.15f : 0.1f;
    bool a_more = common < a.parties.size(), b_more = common < b.parties.size();
    if (a_more && b_more && common < 2) score -= 0.2f;
    // Of two states each, and one of them another: the agreements of one country with two others.
    const size_t states = CountShared(a.states, b.states);
    if (states < a.states.size() && states < b.states.size() && a.states.size() > 1 &&
        b.states.size() > 1 && states < 2) {
      score -= 0.4f;
    }
    // Between two, and between these and a third.
    if (a.states.size() > 1 && b.states.size() > 1 && a.states.size() != b.states.size() &&
        CompareDates(a, b) != DateMatch::kSameDay) {
      score -= 0.2f;
    }
    // One account names one of two states, and its document never speaks of the other.
    const auto stranger = [](const Matter& one, const Matter& two) {
      return one.states.size() == 1 && two.states.size() > 1 && !one.setting.empty() &&
             CountShared(two.states, one.setting) < two.states.size();
    };
    if (stranger(a, b) || stranger(b, a)) score -= 0.3f;
  }
  // "Block 10", "Block 100"
  if (!a.figures.empty() && !b.figures.empty() && CountShared(a.figures, b.figures) == 0) return 0;
  DateMatch dates = CompareDates(a, b);
  if (dates == DateMatch::kSameDay) score += 0.3f;
  if (dates == DateMatch::kWithin) {
    bool to_the_month = a.date.size() >= 7 && b.date.size() >= 7;
    score += to_the_month ? 0.15f : 0.1f;
  }
  if (dates == DateMatch::kApart) {
    // A day that was only planned may have moved.
    bool planned = a.status == "planned" || b.status == "planned" || a.status == "announced" ||
                   b.status == "announced";
    score -= planned ? 0.1f : 0.6f;
  }
  double content = std::max(Overlap(a.content, b.content), Overlap(a.name_content, b.name_content));
  bool telling = std::min(a.content.size(), b.content.size()) >= 2;
  score += static_cast<float>((telling ? 0.35 : 0.2) * content);
  // Both say what they are about, and it is not the same: on one day two ministers may sign many.
  const bool both = !a.content.empty() && !b.content.empty();
  if (both && content == 0) score -= 0.4f;
  if (!both && dates != DateMatch::kSameDay) score -= 0.1f;
  // Each names a company or university that the other does not.
  const size_t bodies = CountShared(a.bodies, b.bodies);
  if (bodies < a.bodies.size() && bodies < b.bodies.size() &&
      a.bodies.size() + b.bodies.size() > 2 && !(telling && content > 0.99)) {
    score -= 0.3f;
  }
  if (CountShared(a.people, b.people) > 0) score += 0.15f;
  return std::min(score, 1.0f);
}

float ScoreEvents(const Matter& a, const Matter& b, const char*& reason) {
  reason = "kind, day and participants go together";
  if (CompareDates(a, b) == DateMatch::kApart) return 0;
  bool telling = std::min(a.content.size(), b.content.size()) >= 2;
  double content = Overlap(a.content, b.content);
  bool same_kind = a.kind == b.kind;
  if (telling && content == 1.0 && same_kind && a.content.size() == b.content.size()) return 0.9f;
  DateMatch dates = CompareDates(a, b);
  if (dates != DateMatch::kSameDay || !same_kind) return 0;
  float score = 0.3f;
  size_t who = CountShared(a.parties, b.parties) + CountShared(a.people, b.people);
  score += who >= 2 ? 0.4f : who == 1 ? 0.2f : 0.0f;
  if (CountShared(a.places, b.places) > 0) score += 0.2f;
  score += static_cast<float>(0.2 * content);
  if (telling && content == 0) score -= 0.2f;
  return std::min(score, 1.0f);
}

/// What two reports of one thing have in common, as numbers: two parties, a party and a word, a
/// party and a day, two words.
void AddBlockKeys(const Matter& matter, uint32_t number, bool event, LinkBlocks& blocks) {
  std::vector<uint64_t> keys;
  auto add = [&](uint64_t a, uint64_t b) { keys.push_back(a << 32 | b); };
  auto limited = [](Terms all) { return all.first(std::min<size_t>(all.size(), 8)); };
  const Terms parties = limited(matter.parties), content = limited(matter.content);
  // Days and kinds are no terms: the highest bit keeps them apart.
  constexpr uint64_t kOther = 0x80000000u;
  uint64_t day = kOther | (HashText(matter.from) & 0x7FFFFFFFu);
  uint64_t kind = kOther | (matter.kind & 0x7FFFFFFFu);
  for (size_t i = 0; i < parties.size(); ++i) {
    for (size_t k = i + 1; k < parties.size(); ++k) add(parties[i], parties[k]);
    for (uint32_t word : content) add(parties[i], word);
    if (matter.from.size() == 10) add(parties[i], day);
  }
  if (event) {
    add(kind, day);
    uint64_t all = 7;
    for (uint32_t word : matter.content) all = (all ^ word) * 0x100000001b3ULL;
    keys.push_back((all ^ matter.kind) * 0x9E3779B97F4A7C15ULL);
  }
  if (!event && matter.date.size() == 10) add(kind, day);
  for (uint32_t person : matter.people) add(person, day);
  for (size_t i = 0; i < content.size(); ++i) {
    for (size_t k = i + 1; k < content.size(); ++k) add(content[i], content[k]);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (uint64_t key : keys) blocks.Add(key, number);
}

bool SameTerms(Terms a, Terms b) { return std::ranges::equal(a, b); }

/// Whether nothing that is compared tells them apart.
bool SameAccount(const Matter& a, const Matter& b) {
  return a.full_kind == b.full_kind && a.date == b.date && a.status == b.status &&
         SameTerms(a.parties, b.parties) && SameTerms(a.people, b.people) &&
         SameTerms(a.places, b.places) && SameTerms(a.content, b.content) &&
         SameTerms(a.name_content, b.name_content) && SameTerms(a.figures, b.figures) &&
         !a.generic && !b.generic;
}

uint64_t HashOf(const Matter& matter) {
  uint64_t hash = HashText(matter.date, matter.full_kind);
  for (Terms terms : {matter.parties, matter.people, matter.content}) {
    for (uint32_t term : terms) hash = (hash ^ term) * 0x100000001b3ULL;
    hash = hash * 31 + 7;
  }
  return hash;
}

/// `matters` are in order of their documents.
void MarkCrowded(std::vector<Matter>& matters, const LinkContext& context) {
  for (size_t begin = 0, end = 0; begin < matters.size(); begin = end) {
    const uint32_t document = context.items[matters[begin].item].document;
    while (end < matters.size() && context.items[matters[end].item].document == document) ++end;
    for (size_t i = begin; i < end && end - begin <= kMaxBlock; ++i) {
      for (size_t k = begin; k < end && !matters[i].crowded; ++k) {
        matters[i].crowded = k != i && CompareDates(matters[i], matters[k]) == DateMatch::kSameDay;
      }
    }
    if (end - begin > kMaxBlock) {
      for (size_t i = begin; i < end; ++i) matters[i].crowded = true;
    }
  }
}

void LinkMatters(const std::vector<uint32_t>& items, bool event, LinkContext& context) {
  TermTable terms;
  TermMemory memory;
  std::vector<Matter> matters;
  LinkBlocks blocks;
  LinkPairs pairs;
  std::unordered_multimap<uint64_t, uint32_t> alike;  // each differs from the others
  matters.reserve(items.size());
  std::vector<MatterDraft> drafts;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i % kDraftsAhead == 0) {
      drafts.resize(std::min(kDraftsAhead, items.size() - i));
      ParallelFor(context.jobs, drafts.size(),
                  [&](size_t k) { drafts[k] = DraftMatter(items[i + k], event, context); });
    }
    Matter matter = NumberTerms(drafts[i % kDraftsAhead], terms, memory);
    // Without words of its own it needs its day and its parties.
    if (matter.generic && !event && (matter.date.size() != 10 || matter.parties.size() < 2)) {
      continue;
    }
    auto number = static_cast<uint32_t>(matters.size());
    // Accounts that say the same need be compared with others once only.
    bool known = false;
    const uint64_t hash = HashOf(matter);
    for (auto [at, end] = alike.equal_range(hash); at != end && !known; ++at) {
      if (!SameAccount(matters[at->second], matter)) continue;
      pairs.Add(at->second, number);
      known = true;
    }
    if (!known) {
      if (!matter.generic) alike.emplace(hash, number);
      AddBlockKeys(matter, number, event, blocks);
    }
    matters.push_back(matter);
  }
  MarkCrowded(matters, context);
  blocks.ForEachShared([&](uint64_t, std::span<const uint32_t> block) {
    if (block.size() > kMaxBlock) return;
    for (size_t i = 0; i < block.size(); ++i) {
      for (size_t k = i + 1; k < block.size(); ++k) pairs.Add(block[i], block[k]);
    }
  });
  const size_t pair_count = pairs.Count();
  auto candidates = ParallelCollect<LinkCandidate>(
      context.jobs, pair_count, [&](size_t i, std::vector<LinkCandidate>& found) {
        const auto [n, m] = pairs.at(i);
        const Matter& a = matters[n];
        const Matter& b = matters[m];
        if (context.items[a.item].document == context.items[b.item].document) return;
        const char* reason = "";
        float score = event ? ScoreEvents(a, b, reason) : ScoreAgreements(a, b, reason);
        // What has no name of its own in either document needs all else to agree.
        if (event && (a.generic || b.generic)) score -= 0.1f;
        if (score >= kDoubtfulScore) found.push_back({a.item, b.item, score, reason});
      });
  // Two reports that each go with a third need not go with each other: their days must.
  std::sort(candidates.begin(), candidates.end(),
            [](const LinkCandidate& x, const LinkCandidate& y) {
              return std::tie(y.score, x.a, x.b) < std::tie(x.score, y.a, y.b);
            });
  std::unordered_map<uint32_t, std::vector<uint32_t>> members;  // root -> matters
  std::unordered_map<uint32_t, uint32_t> matter_of;
  for (uint32_t n = 0; n < matters.size(); ++n) {
    matter_of[matters[n].item] = n;
    members[context.clusters.Find(matters[n].item)].push_back(n);
  }
  for (const LinkCandidate& candidate : candidates) {
    uint32_t a = context.clusters.Find(candidate.a), b = context.clusters.Find(candidate.b);
    if (a == b) continue;
    bool clash = !context.clusters.MayJoin(a, b);
    for (uint32_t n : members[a]) {
      for (uint32_t m : members[b]) {
        bool planned = matters[n].status == "planned" || matters[m].status == "planned";
        clash = clash || (!planned && CompareDates(matters[n], matters[m]) == DateMatch::kApart);
      }
    }
    if (clash) continue;
    if (candidate.score < kSameScore) {
      context.doubtful.push_back(candidate);
      continue;
    }
    context.clusters.Join(a, b);
    uint32_t root = context.clusters.Find(a);
    // Of accounts with one day, one stands for all.
    std::vector<uint32_t> all = members[a];
    for (uint32_t m : members[b]) {
      bool known = std::any_of(all.begin(), all.end(), [&](uint32_t n) {
        return matters[n].date == matters[m].date && matters[n].from == matters[m].from &&
               matters[n].to == matters[m].to && matters[n].status == matters[m].status;
      });
      if (!known) all.push_back(m);
    }
    members.erase(a);
    members.erase(b);
    members[root] = std::move(all);
  }
  std::erase_if(context.doubtful, [&](const LinkCandidate& candidate) {
    return matter_of.count(candidate.a) > 0 &&
           (context.clusters.Find(candidate.a) == context.clusters.Find(candidate.b) ||
            !context.clusters.MayJoin(candidate.a, candidate.b));
  });
}

}  // namespace

void LinkEvents(const std::vector<uint32_t>& events, LinkContext& context) {
  LinkMatters(events, true, context);
}

void LinkAgreements(const std::vector<uint32_t>& agreements, LinkContext& context) {
  LinkMatters(agreements, false, context);
}

}  // namespace entente::ingest
