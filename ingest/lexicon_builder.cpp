// The gazetteers' tables as one vocabulary and one trie.

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "graph/check.h"
#include "graph/utf8.h"
#include "ingest/lexicon.h"
#include "ingest/lexicon_hash.h"

namespace entente::ingest {
namespace {

std::vector<std::string_view> SplitCell(std::string_view cell) {
  std::vector<std::string_view> values;
  while (!cell.empty()) {
    const size_t bar = cell.find('|');
    if (bar != 0) values.push_back(cell.substr(0, bar));
    if (bar == std::string_view::npos) break;
    cell.remove_prefix(bar + 1);
  }
  return values;
}

/// A table's cells by column name; an absent column is empty.
class Rows {
 public:
  explicit Rows(const KnowledgeTable& table) : table_(table) {}
  size_t size() const { return table_.row_count(); }
  std::string_view Cell(size_t row, std::string_view column) const {
    for (size_t i = 0; i < table_.columns.size(); ++i) {
      if (table_.columns[i] == column) return table_.Cell(row, i);
    }
    return {};
  }

 private:
  const KnowledgeTable& table_;
};

bool IsUpperAscii(char c) { return c >= 'A' && c <= 'Z'; }

struct ClassFlag {
  std::string_view name;
  uint32_t flag;
};
constexpr ClassFlag kClassFlags[] = {
    {"particle", kWordParticle}, {"function", kWordFunction},   {"speech", kWordSpeech},
    {"family", kWordFamily},     {"field", kWordField},         {"not_name", kWordNotName},
    {"people", kWordPeopleNoun}, {"agreement", kWordAgreement}, {"business", kWordBusiness},
    {"body", kWordBody},         {"date", kWordDate},           {"event", kWordEvent},
    {"ordinal", kWordOrdinal},   {"cardinal", kWordCardinal},
};
constexpr ClassFlag kRoleFlags[] = {
    {"place", kRolePlaceNoun},
    {"patronymic", kRolePatronymic},
    {"maker", kRoleMaker},
    {"currency", kRoleCurrency},
};

constexpr size_t kCommonSlots = size_t{1} << 14;  // of 24 bytes: they stay in the cache

/// Inhabitants from which a city's name is first of all the city's.
constexpr uint32_t kLargeCity = 300000;

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kWeekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

}  // namespace

std::vector<std::string_view> SplitWords(std::string_view form) {
  std::vector<std::string_view> words;
  const auto is_mark = [](char c) {
    return c == ',' || c == '(' || c == ')' || c == ';' || c == '"';
  };
  size_t i = 0;
  while (i < form.size()) {
    if (form[i] == ' ') {
      ++i;
      continue;
    }
    if (is_mark(form[i])) {
      words.push_back(form.substr(i, 1));
      ++i;
      continue;
    }
    size_t end = i;
    while (end < form.size() && form[end] != ' ' && !is_mark(form[end])) ++end;
    std::string_view word = form.substr(i, end - i);
    for (const std::string_view possessive : {"'s", "\xE2\x80\x99s"}) {
      if (word.size() > possessive.size() && word.ends_with(possessive)) {
        words.push_back(word.substr(0, word.size() - possessive.size()));
        word = word.substr(word.size() - possessive.size());
        break;
      }
    }
    words.push_back(word);
    i = end;
  }
  return words;
}

/// Collects words and forms, then freezes them.
class LexiconBuilder {
 public:
  LexiconBuilder() : lexicon_(new Lexicon()) {
    lexicon_->words_.emplace_back();
    lexicon_->word_begin_ = {0, 0};  // word 0 is empty
    lexicon_->slots_.resize(1u << 19);
    nodes_.emplace_back();  // node 0 stands for none
    nodes_.emplace_back();  // the root
    children_.reserve(1u << 17);
  }

  WordId AddWord(std::string_view word) {
    fold_.clear();
    lexicon_->Fold(word, fold_);
    if (fold_.empty()) return 0;
    if (lexicon_->words_.size() * 2 > lexicon_->slots_.size()) Grow();
    Lexicon::Slot& slot = SlotOf(fold_);
    if (slot.word == 0) {
      slot = {WordKeyOf(fold_), static_cast<WordId>(lexicon_->words_.size())};
      lexicon_->folded_ += fold_;
      lexicon_->word_begin_.push_back(static_cast<uint32_t>(lexicon_->folded_.size()));
      lexicon_->words_.emplace_back();
    }
    return slot.word;
  }
  WordInfo& Info(WordId id) { return lexicon_->words_[id]; }

  void AddForm(std::string_view form, Entry entry) {
    uint32_t node = 1;
    uint32_t index = 0;
    bool all_upper = true;
    entry.capitals = entry.uppers = 0;
    for (const std::string_view word : SplitWords(form)) {
      const WordId id = AddWord(word);
      if (id == 0) continue;
      if (index >= 32) return;
      const bool upper = lexicon_->BeginsUpper(word);
      size_t capitals = 0, lowers = 0;
      for (const char c : word) {
        capitals += IsUpperAscii(c);
        lowers += c >= 'a' && c <= 'z';
      }
      if (upper) entry.capitals |= 1u << index;
      if (capitals >= 2 && lowers == 0) {
        entry.uppers |= 1u << index;
      } else {
        all_upper = false;
      }
      node = AddChild(node, id);
      ++index;
    }
    if (index == 0) return;
    entry.is_acronym = all_upper;
    nodes_[node].push_back(entry);
  }

  uint32_t AddChild(uint32_t node, WordId word) {
    const uint64_t key = (static_cast<uint64_t>(node) << 32) | word;
    const auto [at, added] = children_.emplace(key, static_cast<uint32_t>(nodes_.size()));
    if (added) nodes_.emplace_back();
    return at->second;
  }

  void AddWords(const Rows& rows);
  void AddWordClasses(const Rows& rows);
  void AddPersonNames(const Rows& rows, uint32_t flag);
  void AddCountries(const Rows& rows);
  void AddPlaces(const Rows& rows);
  void AddOrganizations(const Rows& rows);
  void AddTitles(const Rows& rows);
  void AddCues(const Rows& rows);
  std::unique_ptr<const Lexicon> Freeze();

  Lexicon& lexicon() { return *lexicon_; }

 private:
  std::unique_ptr<Lexicon> lexicon_;
  /// Where `folded` is in the vocabulary's table, or would be.
  Lexicon::Slot& SlotOf(std::string_view folded) {
    std::vector<Lexicon::Slot>& slots = lexicon_->slots_;
    const WordKey key = WordKeyOf(folded);
    size_t at = HashBytes(folded) & (slots.size() - 1);
    while (slots[at].word != 0 &&
           !(slots[at].key == key &&
             (folded.size() <= kWordKeyBytes || lexicon_->WordText(slots[at].word) == folded))) {
      at = (at + 1) & (slots.size() - 1);
    }
    return slots[at];
  }
  void Grow() {
    std::vector<Lexicon::Slot> old(lexicon_->slots_.size() * 2);
    old.swap(lexicon_->slots_);
    for (const Lexicon::Slot& slot : old) {
      if (slot.word != 0) SlotOf(lexicon_->WordText(slot.word)) = slot;
    }
  }

  std::string fold_;
  std::unordered_map<uint64_t, uint32_t> children_;
  std::vector<std::vector<Entry>> nodes_;
};

void LexiconBuilder::AddWords(const Rows& rows) {
  // The most frequent words get the first numbers, so that what a text needs most lies together.
  std::vector<std::pair<unsigned long, size_t>> order;
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string rank(rows.Cell(i, "rank"));
    order.emplace_back(rank.empty() ? ULONG_MAX : std::strtoul(rank.c_str(), nullptr, 10), i);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [position, i] : order) {
    const WordId id = AddWord(rows.Cell(i, "word"));
    if (id == 0) continue;
    WordInfo& info = Info(id);
    const std::string_view calendar = rows.Cell(i, "calendar");
    if (calendar.empty()) {
      info.flags |= kWordCommon;
      const std::string rank(rows.Cell(i, "rank"));
      if (!rank.empty()) info.rank = static_cast<uint32_t>(std::strtoul(rank.c_str(), nullptr, 10));
    } else {
      const std::string_view head = lexicon_->WordText(id).substr(0, 3);
      if (calendar == "month") {
        for (uint16_t m = 0; m < 12; ++m) {
          if (head == kMonths[m]) info.flags |= kWordMonth, info.number = m + 1;
        }
      } else if (calendar == "weekday") {
        for (uint16_t d = 0; d < 7; ++d) {
          if (head == kWeekdays[d]) info.flags |= kWordWeekday, info.number = d + 1;
        }
      } else {
        info.flags |= kWordFeast;
      }
    }
    for (const std::string_view pos : SplitCell(rows.Cell(i, "pos"))) {
      if (pos == "n") info.flags |= kWordNoun;
      if (pos == "v") info.flags |= kWordVerb;
      if (pos == "a") info.flags |= kWordAdjective;
      if (pos == "r") info.flags |= kWordAdverb;
    }
    if (rows.Cell(i, "proper") == "1") info.flags |= kWordProper;
  }
}

void LexiconBuilder::AddWordClasses(const Rows& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    const WordId id = AddWord(rows.Cell(i, "word"));
    if (id == 0) continue;
    WordInfo& info = Info(id);
    for (const ClassFlag& c : kClassFlags) {
      if (rows.Cell(i, "class") == c.name) info.flags |= c.flag;
    }
    for (const ClassFlag& c : kRoleFlags) {
      if (rows.Cell(i, "class") == c.name) info.roles |= static_cast<uint16_t>(c.flag);
    }
    const std::string number(rows.Cell(i, "number"));
    if (!number.empty() && info.number == 0) {
      info.number = static_cast<uint16_t>(std::strtoul(number.c_str(), nullptr, 10));
    }
  }
}

void LexiconBuilder::AddPersonNames(const Rows& rows, uint32_t flag) {
  for (size_t i = 0; i < rows.size(); ++i) {
    for (const std::string_view part : SplitWords(rows.Cell(i, "name"))) {
      const WordId id = AddWord(part);
      if (id == 0) continue;
      WordInfo& info = Info(id);
      info.flags |= flag;
      if (flag == kWordGiven) {
        const std::string_view gender = rows.Cell(i, "gender");
        const std::string_view bearers = rows.Cell(i, "class");
        if (gender == "f") info.flags |= kWordFemale;
        if (gender == "m") info.flags |= kWordMale;
        if (rows.Cell(i, "ambiguous").find("word") != std::string_view::npos) {
          info.flags |= kWordGivenWeak;
        }
        if (bearers == "a" || bearers == "b") info.flags |= kWordGivenUsual;
      } else {
        if (rows.Cell(i, "family_first") == "1") info.flags |= kWordFamilyFirst;
      }
    }
  }
}

void LexiconBuilder::AddCountries(const Rows& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    CountryRecord record;
    record.name = rows.Cell(i, "name");
    record.iso2 = rows.Cell(i, "key");
    record.iso3 = rows.Cell(i, "iso3");
    record.capital = rows.Cell(i, "capital");
    record.historical = rows.Cell(i, "kind") == "historical";
    record.territory = rows.Cell(i, "kind") == "territory";
    Entry entry;
    entry.record = static_cast<uint32_t>(lexicon_->countries_.size());
    std::map<std::string_view, std::string_view> ambiguous;
    for (const std::string_view item : SplitCell(rows.Cell(i, "ambiguous_forms"))) {
      const size_t colon = item.rfind(':');
      if (colon != std::string_view::npos)
        ambiguous[item.substr(0, colon)] = item.substr(colon + 1);
    }
    std::map<std::string_view, bool> seen;
    const auto add = [&](std::string_view form, EntryKind kind, std::string_view reasons) {
      if (form.empty() || !seen.emplace(form, true).second) return;
      entry.kind = kind;
      entry.needs_company = !reasons.empty();
      entry.is_word = reasons.find("word") != std::string_view::npos;
      entry.is_person = reasons.find("given") != std::string_view::npos ||
                        reasons.find("surname") != std::string_view::npos;
      entry.is_state = reasons.find("state") != std::string_view::npos;
      AddForm(form, entry);
    };
    const auto reasons_of = [&](std::string_view form) {
      const auto at = ambiguous.find(form);
      return at == ambiguous.end() ? std::string_view() : at->second;
    };
    add(record.name, EntryKind::kCountry, rows.Cell(i, "ambiguous"));
    add(rows.Cell(i, "official"), EntryKind::kCountry, {});
    for (const std::string_view form : SplitCell(rows.Cell(i, "aliases"))) {
      add(form, EntryKind::kCountry, reasons_of(form));
    }
    for (const char* column : {"demonyms", "adjectives"}) {
      for (const std::string_view form : SplitCell(rows.Cell(i, column))) {
        add(form, EntryKind::kDemonym, reasons_of(form));
      }
    }
    lexicon_->country_codes_.emplace_back(record.iso2, entry.record);
    lexicon_->countries_.push_back(std::move(record));
  }
  std::sort(lexicon_->country_codes_.begin(), lexicon_->country_codes_.end());
}

void LexiconBuilder::AddPlaces(const Rows& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    PlaceRecord record;
    record.name = rows.Cell(i, "name");
    record.country = rows.Cell(i, "country");
    record.kind = rows.Cell(i, "kind");
    const std::string population(rows.Cell(i, "population"));
    record.population = static_cast<uint32_t>(std::strtoul(population.c_str(), nullptr, 10));
    record.capital = record.kind == "capital";
    Entry entry;
    entry.kind = EntryKind::kPlace;
    entry.record = static_cast<uint32_t>(lexicon_->places_.size());
    const std::string_view reasons = rows.Cell(i, "ambiguous");
    entry.is_word = reasons.find("word") != std::string_view::npos;
    entry.is_person = reasons.find("given") != std::string_view::npos ||
                      reasons.find("surname") != std::string_view::npos;
    const bool large = record.capital || record.population >= kLargeCity;
    entry.needs_company = large ? entry.is_word && !record.capital : !reasons.empty();
    AddForm(record.name, entry);
    for (const std::string_view form : SplitCell(rows.Cell(i, "aliases"))) {
      if (form != record.name) AddForm(form, entry);
    }
    lexicon_->places_.push_back(std::move(record));
  }
}

void LexiconBuilder::AddOrganizations(const Rows& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    OrganizationRecord record;
    record.name = rows.Cell(i, "name");
    record.kind = rows.Cell(i, "kind");
    record.country = rows.Cell(i, "country");
    Entry entry;
    entry.kind = EntryKind::kOrganization;
    entry.record = static_cast<uint32_t>(lexicon_->organizations_.size());
    const std::vector<std::string_view> ambiguous = SplitCell(rows.Cell(i, "ambiguous_forms"));
    AddForm(record.name, entry);
    for (const std::string_view form : SplitCell(rows.Cell(i, "aliases"))) {
      entry.needs_company = std::find(ambiguous.begin(), ambiguous.end(), form) != ambiguous.end();
      if (form != record.name) AddForm(form, entry);
    }
    lexicon_->organizations_.push_back(std::move(record));
  }
}

void LexiconBuilder::AddTitles(const Rows& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string_view form = rows.Cell(i, "form");
    if (form.starts_with('-') || form.starts_with('(') || form.ends_with('-')) continue;
    TitleRecord record;
    record.normalised = rows.Cell(i, "normalised");
    record.qualifier = rows.Cell(i, "qualifier");
    const std::string_view kind = rows.Cell(i, "kind");
    record.kind = kind == "honorific"  ? TitleKind::kHonorific
                  : kind == "rank"     ? TitleKind::kRank
                  : kind == "modifier" ? TitleKind::kModifier
                  : kind == "suffix"   ? TitleKind::kSuffix
                                       : TitleKind::kPost;
    const std::string_view represents = rows.Cell(i, "represents");
    record.diplomat = represents == "diplomacy";
    record.calling = represents == "calling";
    record.government = represents == "government" || record.diplomat;
    record.company = represents == "company";
    record.military = represents == "military";
    record.academic = represents == "academic";
    Entry entry;
    entry.kind = EntryKind::kTitle;
    entry.record = static_cast<uint32_t>(lexicon_->titles_.size());
    AddForm(form, entry);
    entry.is_plural = true;
    for (const std::string_view plural : SplitCell(rows.Cell(i, "plural"))) AddForm(plural, entry);
    const TitleKind title_kind = record.kind;
    lexicon_->titles_.push_back(record);
    if (title_kind == TitleKind::kPost && record.qualifier.empty()) {
      entry.is_plural = false;
      entry.record = static_cast<uint32_t>(lexicon_->titles_.size());
      record.qualifier = "designate";
      AddForm(std::string(form) + "-designate", entry);
      AddForm(std::string(form) + "-elect", entry);
      lexicon_->titles_.push_back(std::move(record));
    }
  }
}

void LexiconBuilder::AddCues(const Rows& rows) {
  static constexpr std::pair<std::string_view, uint16_t> kConditions[] = {
      {"after", kCueAfter}, {"before", kCueBefore},
      {"of", kCueOf},       {"for", kCueFor},
      {"on", kCueOn},       {"alone", kCueAlone},
      {"field", kCueField}, {"national", kCueNational}};
  for (size_t i = 0; i < rows.size(); ++i) {
    CueRecord record;
    record.normalised = rows.Cell(i, "normalised");
    record.kind = rows.Cell(i, "kind");
    const std::string_view role = rows.Cell(i, "role");
    record.role = role == "ministry" ? CueRole::kMinistry
                  : role == "legal"  ? CueRole::kLegal
                  : role == "place"  ? CueRole::kPlace
                                     : CueRole::kHead;
    for (const std::string_view condition : SplitCell(rows.Cell(i, "condition"))) {
      for (const auto& [name, bit] : kConditions) {
        if (condition == name) record.conditions |= bit;
      }
    }
    Entry entry;
    entry.kind = EntryKind::kCue;
    entry.record = static_cast<uint32_t>(lexicon_->cues_.size());
    AddForm(rows.Cell(i, "form"), entry);
    entry.is_plural = true;
    for (const std::string_view plural : SplitCell(rows.Cell(i, "plural"))) AddForm(plural, entry);
    lexicon_->cues_.push_back(std::move(record));
  }
}

std::unique_ptr<const Lexicon> LexiconBuilder::Freeze() {
  Lexicon& lexicon = *lexicon_;
  // Words are numbered by frequency as far as that is known.
  lexicon.common_.resize(kCommonSlots);
  for (WordId id = 1; id < std::min<size_t>(lexicon.words_.size(), kCommonSlots / 4); ++id) {
    const std::string_view folded = lexicon.WordText(id);
    size_t at = HashBytes(folded) & (kCommonSlots - 1);
    while (lexicon.common_[at].word != 0) at = (at + 1) & (kCommonSlots - 1);
    lexicon.common_[at] = {WordKeyOf(folded), id};
  }
  // The trie: first steps beside the words, the others in one table.
  size_t edges = 64;
  while (edges < children_.size() * 2) edges *= 2;
  lexicon.edges_.resize(edges);
  lexicon.nodes_.resize(nodes_.size() + 1);
  for (const auto& [key, child] : children_) {
    const uint32_t node = static_cast<uint32_t>(key >> 32);
    const WordId word = static_cast<WordId>(key);
    if (node == 1) {
      lexicon.words_[word].root = child;
      continue;
    }
    size_t slot = HashEdge(key) & (edges - 1);
    while (lexicon.edges_[slot].key != 0) slot = (slot + 1) & (edges - 1);
    lexicon.edges_[slot] = {key, child};
    lexicon.nodes_[node].next_words |= Lexicon::NextWordBit(word);
  }
  for (size_t node = 0; node < nodes_.size(); ++node) {
    lexicon.nodes_[node].entries = static_cast<uint32_t>(lexicon.entries_.size());
    lexicon.entries_.insert(lexicon.entries_.end(), nodes_[node].begin(), nodes_[node].end());
  }
  lexicon.nodes_.back().entries = static_cast<uint32_t>(lexicon.entries_.size());
  return std::move(lexicon_);
}

graph::Result<std::unique_ptr<const Lexicon>> Lexicon::Build(
    const std::vector<std::pair<std::string, KnowledgeTable>>& tables) {
  LexiconBuilder builder;
  for (const auto& [name, table] : tables) {
    if (name == "words") builder.AddWords(Rows(table));
  }
  for (const auto& [name, table] : tables) {
    const Rows rows(table);
    if (name == "word_classes") builder.AddWordClasses(rows);
    if (name == "given_names") builder.AddPersonNames(rows, kWordGiven);
    if (name == "surnames") builder.AddPersonNames(rows, kWordSurname);
    if (name == "countries") builder.AddCountries(rows);
    if (name == "places") builder.AddPlaces(rows);
    if (name == "organizations") builder.AddOrganizations(rows);
    if (name == "titles") builder.AddTitles(rows);
    if (name == "organization_cues") builder.AddCues(rows);
    if (name == "name_types") builder.lexicon().name_model_ = NameModel(table);
  }
  return builder.Freeze();
}

}  // namespace entente::ingest
