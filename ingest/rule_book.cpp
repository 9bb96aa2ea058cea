#include "ingest/rule_book.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "graph/utf8.h"
#include "ingest/core_lists.h"
#include "ingest/rule_pattern.h"

namespace entente::ingest {

using graph::Error;
using graph::ErrorCode;
using graph::Result;

namespace {

constexpr std::string_view kFeatureNames[] = {
    "active",   "passive", "bare",   "infinitive", "gerund", "done",  "planned", "refused",
    "possible", "oblique", "person", "country",    "body",   "group", "pronoun", "several",
    "definite", "generic", "weak",   "capital",    "behalf", "first"};
static_assert(std::size(kFeatureNames) == static_cast<size_t>(Feature::kCount));

constexpr size_t kMaxTests = 2000;

/// What a rule can say: all that SentenceReader acts on. A rule of another result would match and
/// say nothing.
constexpr std::string_view kResults[] = {
    "amends",        "announced",  "cancelled",   "concluded",     "deed",
    "deed-back",     "deed-bare",  "deed-gerund", "deed-more",     "deed-nominal",
    "deed-relative", "delegation", "held",        "implements",    "in-force",
    "lapse",         "listed",     "meet",        "meet-together", "paid",
    "participants",  "parties",    "party-list",  "party-to",      "pending",
    "planned-back",  "refused",    "renews",      "replaces",      "represented",
    "sign",          "sign-for",   "sign-gapped", "signatories",   "signs-likewise",
    "signs-each",    "signs-too",  "standing",    "under",         "visit",
    "visitor",       "void",       "with-event",  "witness",       "call",
    "there"};

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && (IsBlank(text.back()) || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

/// A tab is as good as a space.
std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const bool ends =
        i == text.size() || text[i] == separator || (separator == ' ' && text[i] == '\t');
    if (!ends) continue;
    std::string_view part = Trim(text.substr(begin, i - begin));
    if (!part.empty()) parts.push_back(part);
    begin = i + 1;
  }
  return parts;
}

}  // namespace

const char* ItemKindName(ItemKind kind) {
  switch (kind) {
    case ItemKind::kWord:
      return "Word";
    case ItemKind::kNumber:
      return "Number";
    case ItemKind::kMark:
      return "Mark";
    case ItemKind::kActors:
      return "Actors";
    case ItemKind::kAgreement:
      return "Agreement";
    case ItemKind::kEvent:
      return "Event";
    case ItemKind::kVerb:
      return "Verb";
    case ItemKind::kDate:
      return "Date";
    case ItemKind::kPlace:
      return "Place";
  }
  return "Unknown";
}

/// Reads the files one after the other into one book. Lists, verbs and macros may be used by every
/// file after the one that defines them; patterns are compiled once all files are read.
class RuleFileParser {
 public:
  RuleFileParser() : book_(new RuleBook()) {
    book_->words_.push_back({});  // 0: words that no rule speaks of
  }

  std::optional<Error> Read(const KnowledgeFile& file) {
    file_ = file.Shown();
    ++file_number_;
    line_ = 0;
    section_ = Section::kNone;
    std::string_view rest = file.bytes;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    while (!rest.empty()) {
      size_t end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      ++line_;
      ReadLine(line);
      if (error_) return error_;
    }
    return std::nullopt;
  }

  /// No rule files at all: a book that knows no word.
  Result<std::unique_ptr<const RuleBook>> FinishEmpty() {
    book_->BuildIndexes();
    return std::unique_ptr<const RuleBook>(std::move(book_));
  }

  Result<std::unique_ptr<const RuleBook>> Finish() {
    for (size_t i = 0; i < std::size(kCoreListNames) && !error_; ++i) {
      auto found = lists_.find(std::string(kCoreListNames[i]));
      if (found == lists_.end()) {
        return graph::MakeError(ErrorCode::kSyntax, "the rule files define no list '" +
                                                        std::string(kCoreListNames[i]) + "'");
      }
      book_->core_[i] = found->second;
    }
    for (PendingRule& pending : pending_) {
      if (auto error = CompileRule(pending)) return *std::move(error);
    }
    for (RuleWord& word : book_->words_) {
      SortHeads(word.agreement_heads, book_->agreement_heads_);
      SortHeads(word.event_heads, book_->event_heads_);
    }
    book_->BuildIndexes();
    return std::unique_ptr<const RuleBook>(std::move(book_));
  }

 private:
  enum class Section { kNone, kList, kVerbs, kNouns, kMacro, kRule };
  struct PendingRule {
    Rule rule;
    uint32_t file_number = 0;
    std::string pattern;
    uint32_t pattern_line = 0;
    uint32_t pattern_column = 1;
  };

  void Fail(std::string message, uint32_t column = 1, ErrorCode code = ErrorCode::kSyntax) {
    if (error_) return;
    error_ = graph::MakeError(code, std::move(message));
    error_->file = file_;
    error_->line = line_;
    error_->column = column;
  }
  uint32_t ColumnOf(std::string_view line, std::string_view part) const {
    return static_cast<uint32_t>(graph::CountCharacters(
               line.substr(0, static_cast<size_t>(part.data() - line.data())))) +
           1;
  }

  void ReadLine(std::string_view line) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (graph::FindInvalidUtf8(line)) {
      Fail("not UTF-8", 1, ErrorCode::kEncoding);
      return;
    }
    std::string_view content = Trim(line);
    if (content.empty() || content.front() == '#') return;
    if (IsBlank(line.front())) {
      Continue(line, content);
    } else {
      Begin(line, content);
    }
  }

  void Begin(std::string_view line, std::string_view content) {
    size_t space = content.find_first_of(" \t");
    std::string_view directive = content.substr(0, space);
    std::string_view rest =
        space == std::string_view::npos ? std::string_view() : Trim(content.substr(space));
    if (directive == "rule") {
      BeginRule(rest);
      return;
    }
    size_t colon = rest.find(':');
    bool known = directive == "list" || directive == "verbs" || directive == "agreement" ||
                 directive == "event" || directive == "let";
    if (!known) {
      Fail("expected list, verbs, agreement, event, let or rule, found '" + std::string(directive) +
           "'");
      return;
    }
    if (colon == std::string_view::npos) {
      Fail("expected ':' after the name", ColumnOf(line, content.substr(content.size())));
      return;
    }
    std::string name(Trim(rest.substr(0, colon)));
    std::string_view body = Trim(rest.substr(colon + 1));
    if (name.empty()) {
      Fail("expected a name", ColumnOf(line, rest));
      return;
    }
    if (directive == "list") {
      section_ = Section::kList;
      list_ = ListBit(name);
    } else if (directive == "verbs") {
      section_ = Section::kVerbs;
      verb_class_ = VerbClass(name);
    } else if (directive == "let") {
      section_ = Section::kMacro;
      macro_ = name;
      if (macros_.contains(name)) Fail("a macro of this name stands already", ColumnOf(line, rest));
      macros_[name].clear();
    } else {
      BeginNouns(line, rest, name, directive == "event");
    }
    if (!error_ && !body.empty()) Continue(line, body);
  }

  void BeginNouns(std::string_view line, std::string_view at, std::string name, bool is_event) {
    section_ = Section::kNouns;
    noun_ = {};
    noun_is_event_ = is_event;
    for (size_t flag; (flag = name.rfind(' ')) != std::string::npos && name.back() == ']';) {
      std::string word = name.substr(flag + 1);
      if (word == "[weak]") {
        noun_.weak = true;
      } else if (word == "[titled]") {
        noun_.weak = noun_.titled = true;
      } else if (word == "[generic]") {
        noun_.generic = true;
      } else if (word == "[acronym]") {
        noun_.acronym = true;
      } else {
        Fail("expected [weak], [titled], [acronym] or [generic], found " + word,
             ColumnOf(line, at));
        return;
      }
      name = std::string(Trim(std::string_view(name).substr(0, flag)));
    }
    if (name.empty() || name.front() == '[') Fail("expected a name", ColumnOf(line, at));
    noun_.kind = name;
  }

  void BeginRule(std::string_view name) {
    section_ = Section::kRule;
    if (name.empty()) {
      Fail("expected the rule's name");
      return;
    }
    if (!rule_names_.insert(std::string(name)).second) {
      // A later file (a user's) replaces a rule of the same name.
      std::erase_if(pending_, [&](const PendingRule& other) {
        if (other.rule.name != name) return false;
        if (other.file_number == file_number_)
          Fail("a rule of this name stands already in this file");
        return true;
      });
    }
    PendingRule pending;
    pending.rule.name = name;
    pending.rule.file = file_;
    pending.rule.line = line_;
    pending.file_number = file_number_;
    pending.rule.phase = "clause";
    pending_.push_back(std::move(pending));
  }

  void Continue(std::string_view line, std::string_view content) {
    switch (section_) {
      case Section::kNone:
        Fail("this line is indented and continues nothing", ColumnOf(line, content));
        break;
      case Section::kList:
        for (std::string_view word : Split(content, ' ')) {
          book_->words_[AddWord(word)].lists |= list_;
        }
        break;
      case Section::kVerbs:
        ReadVerb(line, content);
        break;
      case Section::kNouns:
        for (std::string_view noun : Split(content, ',')) ReadNoun(noun);
        break;
      case Section::kMacro:
        if (!macros_[macro_].empty()) macros_[macro_] += ' ';
        macros_[macro_] += content;
        break;
      case Section::kRule:
        ReadRuleField(line, content);
        break;
    }
  }

  void ReadVerb(std::string_view line, std::string_view content) {
    std::vector<std::string_view> halves = Split(content, '+');
    std::vector<std::string_view> forms = Split(halves.front(), ' ');
    if (forms.size() != 5) {
      Fail("expected five forms (sign signs signed signed signing), found " +
               std::to_string(forms.size()),
           ColumnOf(line, content));
      return;
    }
    std::vector<RuleWordId> particle;
    if (halves.size() > 1) {
      for (std::string_view word : Split(halves[1], ' ')) particle.push_back(AddWord(word));
    }
    for (size_t form = 0; form < forms.size(); ++form) {
      RuleWordId id = AddWord(forms[form]);
      std::vector<VerbReading>& readings = book_->words_[id].verbs;
      auto same = std::find_if(readings.begin(), readings.end(), [&](const VerbReading& reading) {
        return reading.verb_class == verb_class_ && reading.particle == particle;
      });
      if (same == readings.end()) {
        // Readings with a particle are tried first: "enter into" before "enter".
        auto place = std::find_if(
            readings.begin(), readings.end(),
            [&](const VerbReading& reading) { return reading.particle.size() < particle.size(); });
        same = readings.insert(place, {verb_class_, 0, particle});
      }
      same->forms |= static_cast<uint8_t>(1u << form);
    }
  }

  void ReadNoun(std::string_view noun) {
    bool plural = false;
    for (std::string_view form : Split(noun, '/')) {
      HeadNoun head = noun_;
      head.plural = plural;
      for (std::string_view word : Split(form, ' ')) head.words.push_back(AddWord(word));
      plural = true;
      if (head.words.empty()) continue;
      std::vector<HeadNoun>& heads = noun_is_event_ ? book_->event_heads_ : book_->agreement_heads_;
      RuleWord& first = book_->words_[head.words.front()];
      (noun_is_event_ ? first.event_heads : first.agreement_heads)
          .push_back(static_cast<uint32_t>(heads.size()));
      heads.push_back(std::move(head));
    }
  }

  void ReadRuleField(std::string_view line, std::string_view content) {
    PendingRule& pending = pending_.back();
    size_t space = content.find_first_of(" \t");
    std::string_view field = content.substr(0, space);
    std::string_view value =
        space == std::string_view::npos ? std::string_view() : Trim(content.substr(space));
    if (value.empty()) {
      Fail("expected a value after '" + std::string(field) + "'", ColumnOf(line, content));
      return;
    }
    if (field == "phase") {
      if (value != pending.rule.phase) Fail("the only phase is 'clause'", ColumnOf(line, value));
    } else if (field == "pattern") {
      pending.pattern = value;
      pending.pattern_line = line_;
      pending.pattern_column = ColumnOf(line, value);
    } else if (field == "result") {
      if (std::find(std::begin(kResults), std::end(kResults), value) == std::end(kResults)) {
        Fail("no result is called '" + std::string(value) + "'", ColumnOf(line, value));
      }
      pending.rule.result = value;
    } else if (field == "confidence") {
      ReadConfidence(line, value);
    } else if (field == "match" || field == "no-match") {
      pending.rule.examples.push_back({std::string(value), field == "match", line_});
    } else {
      Fail("expected phase, pattern, result, confidence, match or no-match, found '" +
               std::string(field) + "'",
           ColumnOf(line, content));
    }
  }

  void ReadConfidence(std::string_view line, std::string_view value) {
    // "0.95": digits only, so that no locale can change its meaning.
    bool good = value.size() >= 3 && value.size() <= 5 && value.substr(0, 2) == "0.";
    float number = 0;
    float digit_value = 0.1f;
    for (char c : value.substr(std::min<size_t>(2, value.size()))) {
      good = good && c >= '0' && c <= '9';
      number += digit_value * static_cast<float>(c - '0');
      digit_value /= 10;
    }
    if (!good) {
      Fail("expected a confidence such as 0.95", ColumnOf(line, value));
      return;
    }
    pending_.back().rule.confidence = number;
  }

  std::optional<Error> CompileRule(PendingRule& pending) {
    file_ = pending.rule.file;
    line_ = pending.rule.line;
    if (pending.pattern.empty()) Fail("rule '" + pending.rule.name + "' has no pattern");
    if (pending.rule.result.empty()) Fail("rule '" + pending.rule.name + "' has no result");
    bool has_match = false;
    bool has_no_match = false;
    for (const RuleExample& example : pending.rule.examples) {
      (example.must_match ? has_match : has_no_match) = true;
    }
    if (!has_match || !has_no_match) {
      Fail("rule '" + pending.rule.name +
           "' needs an example that must match (match) and one that must not (no-match)");
    }
    if (error_) return error_;
    PatternNames names;
    names.word = [this](std::string_view word) { return AddWord(word); };
    names.list = [this](std::string_view name) {
      auto found = lists_.find(std::string(name));
      return found == lists_.end() ? ListSet{0} : found->second;
    };
    names.feature = [this](std::string_view name) { return FeatureBits(name); };
    names.test = [this](ItemTest test) { return AddTest(std::move(test)); };
    names.macro = [this](std::string_view name) -> const std::string* {
      auto found = macros_.find(std::string(name));
      return found == macros_.end() ? nullptr : &found->second;
    };
    auto compiled = CompilePattern(pending.pattern, names);
    if (!compiled) {
      Error error = compiled.error();
      error.file = file_;
      error.line = pending.pattern_line;
      error.column += pending.pattern_column - 1;
      return error;
    }
    if (book_->tests_.size() > kMaxTests) {
      line_ = pending.pattern_line;
      Fail("the rules have more than " + std::to_string(kMaxTests) + " different tests", 1,
           ErrorCode::kLimit);
      return error_;
    }
    pending.rule.steps = std::move(compiled->steps);
    pending.rule.roles = std::move(compiled->roles);
    pending.rule.required = std::move(compiled->required);
    book_->rules_.push_back(std::move(pending.rule));
    return std::nullopt;
  }

  RuleWordId AddWord(std::string_view word) {
    std::string lower = graph::ToLower(word);
    auto [where, is_new] =
        book_->word_ids_.try_emplace(lower, static_cast<RuleWordId>(book_->words_.size()));
    if (is_new) {
      RuleWord info;
      info.text = lower;
      book_->words_.push_back(std::move(info));
    }
    return where->second;
  }

  ListSet ListBit(const std::string& name) {
    auto found = lists_.find(name);
    if (found != lists_.end()) return found->second;
    if (lists_.size() == kMaxLists) {
      Fail("there are at most " + std::to_string(kMaxLists) + " lists", 1, ErrorCode::kLimit);
      return 1;
    }
    ListSet bit = ListSet{1} << lists_.size();
    lists_.emplace(name, bit);
    return bit;
  }

  uint8_t VerbClass(const std::string& name) {
    auto found = std::find(book_->verb_classes_.begin(), book_->verb_classes_.end(), name);
    if (found != book_->verb_classes_.end()) {
      return static_cast<uint8_t>(found - book_->verb_classes_.begin());
    }
    if (book_->verb_classes_.size() == kMaxVerbClasses) {
      Fail("there are at most " + std::to_string(kMaxVerbClasses) + " classes of verbs", 1,
           ErrorCode::kLimit);
      return 0;
    }
    if (std::find(std::begin(kFeatureNames), std::end(kFeatureNames), name) !=
        std::end(kFeatureNames)) {
      Fail("'" + name + "' is the name of a feature, not of a class of verbs");
    }
    book_->verb_classes_.push_back(name);
    book_->verb_class_keys_.push_back(WordKeyOf(name));
    return static_cast<uint8_t>(book_->verb_classes_.size() - 1);
  }

  uint64_t FeatureBits(std::string_view name) const {
    for (size_t i = 0; i < std::size(kFeatureNames); ++i) {
      if (kFeatureNames[i] == name) return uint64_t{1} << i;
    }
    const auto& classes = book_->verb_classes_;
    const auto found = std::find(classes.begin(), classes.end(), name);
    return found == classes.end()
               ? 0
               : RuleBook::VerbClassBit(static_cast<uint8_t>(found - classes.begin()));
  }

  static bool SameTest(const ItemTest& a, const ItemTest& b) {
    return a.kinds == b.kinds && a.all == b.all && a.any == b.any && a.none == b.none &&
           a.lists == b.lists && a.word == b.word &&
           std::equal(a.unless.begin(), a.unless.end(), b.unless.begin(), b.unless.end(), SameTest);
  }
  uint32_t AddTest(ItemTest test) {
    for (uint32_t i = 0; i < book_->tests_.size(); ++i) {
      if (SameTest(book_->tests_[i], test)) return i;
    }
    book_->tests_.push_back(std::move(test));
    return static_cast<uint32_t>(book_->tests_.size() - 1);
  }

  static void SortHeads(std::vector<uint32_t>& heads, const std::vector<HeadNoun>& nouns) {
    std::stable_sort(heads.begin(), heads.end(), [&](uint32_t a, uint32_t b) {
      return nouns[a].words.size() > nouns[b].words.size();
    });
  }

  std::unique_ptr<RuleBook> book_;
  std::map<std::string, ListSet> lists_;
  std::map<std::string, std::string> macros_;
  std::set<std::string> rule_names_;
  std::vector<PendingRule> pending_;
  std::string file_;
  uint32_t line_ = 0;
  uint32_t file_number_ = 0;
  Section section_ = Section::kNone;
  ListSet list_ = 0;
  uint8_t verb_class_ = 0;
  HeadNoun noun_;
  bool noun_is_event_ = false;
  std::string macro_;
  std::optional<Error> error_;
};

Result<std::unique_ptr<const RuleBook>> RuleBook::Load(const std::vector<KnowledgeFile>& files) {
  std::vector<const KnowledgeFile*> rule_files;
  for (const KnowledgeFile& file : files) {
    if (file.path.starts_with("rules/") && file.path.ends_with(".rules")) {
      rule_files.push_back(&file);
    }
  }
  std::stable_sort(
      rule_files.begin(), rule_files.end(),
      [](const KnowledgeFile* a, const KnowledgeFile* b) { return a->path < b->path; });
  RuleFileParser parser;
  if (rule_files.empty()) return parser.FinishEmpty();
  for (const KnowledgeFile* file : rule_files) {
    if (auto error = parser.Read(*file)) return *std::move(error);
  }
  return parser.Finish();
}

}  // namespace entente::ingest
