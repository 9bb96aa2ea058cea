#include "ingest/gold_check.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "graph/near_name.h"
#include "graph/utf8.h"
#include "ingest/calendar.h"

namespace entente::ingest {

namespace {

using graph::Error;
using graph::ErrorCode;
using graph::MakeError;
using nlohmann::ordered_json;
using Words = std::vector<std::string>;

const Words kTypes = {"Country", "Person", "Ministry", "Organization", "Place"};
const Words kStatuses = {"signed", "in force", "announced", "planned", "rejected"};

// What may stand under a key.
enum class Form {
  kText,
  kTexts,
  kFlag,
  kType,
  kTypes,
  kStatus,
  kStatuses,
  kDate,
  kDates,
  kDateRange,
  kYear,
};

struct Key {
  const char* name;
  Form form;
  bool required = false;
};

// Source: docs/gold_format.md.
constexpr Key kEntityKeys[] = {{"type", Form::kType, true},  {"name", Form::kText, true},
                               {"aliases", Form::kTexts},    {"country", Form::kText},
                               {"also_types", Form::kTypes}, {"optional", Form::kFlag}};
constexpr Key kAgreementKeys[] = {{"names", Form::kTexts, true},
                                  {"kind", Form::kText},
                                  {"status", Form::kStatus},
                                  {"date", Form::kDate},
                                  {"place", Form::kText},
                                  {"parties", Form::kTexts},
                                  {"party_countries", Form::kTexts},
                                  {"signatories", Form::kTexts},
                                  {"topics", Form::kTexts},
                                  {"also_kind", Form::kTexts},
                                  {"also_status", Form::kStatuses},
                                  {"also_date", Form::kDates},
                                  {"also_place", Form::kTexts},
                                  {"also_parties", Form::kTexts},
                                  {"date_range", Form::kDateRange},
                                  {"year_inferred", Form::kYear},
                                  {"optional", Form::kFlag},
                                  {"id", Form::kText}};
constexpr Key kEventKeys[] = {{"names", Form::kTexts, true},  {"kind", Form::kText},
                              {"start", Form::kDate},         {"end", Form::kDate},
                              {"place", Form::kText},         {"participants", Form::kTexts},
                              {"also_kind", Form::kTexts},    {"also_date", Form::kDates},
                              {"also_place", Form::kTexts},   {"date_range", Form::kDateRange},
                              {"year_inferred", Form::kYear}, {"optional", Form::kFlag}};
constexpr Key kPostKeys[] = {{"person", Form::kText, true},
                             {"title", Form::kText, true},
                             {"of", Form::kText},
                             {"title_aliases", Form::kTexts},
                             {"optional", Form::kFlag}};

bool Digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// 2019, 2019-03, 2019-03-14, --03-14 or --03, of days that there are.
bool IsGoldDate(std::string_view text) {
  constexpr int kLeapYear = 2000;  // 29 February may be meant where the year is not known
  int year = kLeapYear;
  if (text.starts_with("--")) {
    text.remove_prefix(2);
  } else {
    if (text.size() < 4 || !Digits(text.substr(0, 4))) return false;
    year = std::stoi(std::string(text.substr(0, 4)));
    text.remove_prefix(4);
    if (text.empty()) return true;
    if (text[0] != '-') return false;
    text.remove_prefix(1);
  }
  if ((text.size() != 2 && text.size() != 5) || !Digits(text.substr(0, 2))) return false;
  const int month = std::stoi(std::string(text.substr(0, 2)));
  if (month < 1 || month > 12) return false;
  if (text.size() == 2) return true;
  if (text[2] != '-' || !Digits(text.substr(3))) return false;
  const int day = std::stoi(std::string(text.substr(3)));
  return day >= 1 && day <= DaysInMonth(year, month);
}

std::string ListOf(const Words& words) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i)
    out += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return out;
}

// A value as a message shows it.
std::string Shown(const ordered_json& value) {
  constexpr size_t kLongest = 40;
  std::string text = value.is_string()
                         ? "'" + value.get<std::string>() + "'"
                         : value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  if (graph::CountCharacters(text) <= kLongest) return text;
  size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "\u2026";
}

class Checker {
 public:
  Checker(const std::string& path, const ordered_json& gold) : path_(path), gold_(gold) {}

  std::vector<Error> Run() {
    if (!gold_.is_object()) {
      Add("expected an annotation: a JSON object with a list of \"entities\"");
      return std::move(errors_);
    }
    if (!gold_.contains("entities"))
      Add("expected an annotation: a JSON object with a list of \"entities\"");
    if (auto file = gold_.find("file"); file != gold_.end()) Check("file", *file, Form::kText);
    Section("entities", "entity", kEntityKeys);
    Section("agreements", "agreement", kAgreementKeys);
    Section("events", "event", kEventKeys);
    Section("posts", "post", kPostKeys);
    return std::move(errors_);
  }

 private:
  void Add(std::string message, std::string suggestion = "") {
    Error error = MakeError(ErrorCode::kSyntax, std::move(message));
    error.file = path_;
    error.suggestion = std::move(suggestion);
    errors_.push_back(std::move(error));
  }

  void Expected(const std::string& place, const std::string& what, const ordered_json& found,
                std::string suggestion = "") {
    Add(place + ": expected " + what + ", not " + Shown(found), std::move(suggestion));
  }

  template <size_t kCount>
  void Section(const char* name, const char* one, const Key (&keys)[kCount]) {
    auto section = gold_.find(name);
    if (section == gold_.end() || section->is_null()) return;
    if (!section->is_array()) {
      Expected(name, "a list", *section);
      return;
    }
    for (size_t i = 0; i < section->size(); ++i) {
      const ordered_json& item = (*section)[i];
      std::string place = std::string(one) + " " + std::to_string(i + 1);
      if (!item.is_object()) {
        Expected(place, "an object", item);
        continue;
      }
      if (const std::string called = Called(item); !called.empty()) place += " (" + called + ")";
      for (const Key& key : keys) {
        auto value = item.find(key.name);
        if (value == item.end() || value->is_null()) {
          if (key.required) Add(place + ": expected a \"" + key.name + "\"");
          continue;
        }
        Check(place + ", " + key.name, *value, key.form);
      }
      Words known;
      for (const Key& key : keys) known.emplace_back(key.name);
      for (const auto& [key, value] : item.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
          for (const std::string& meant : known)
            if (key.size() > 3 && graph::EditDistance(key, meant, 1) == 1)
              Add(place + ": there is no key \"" + key + "\"", "did you mean \"" + meant + "\"?");
    }
  }

  static std::string Called(const ordered_json& item) {
    for (const char* key : {"name", "person"})
      if (auto name = item.find(key); name != item.end() && name->is_string())
        return name->get<std::string>();
    auto names = item.find("names");
    if (names != item.end() && names->is_array() && !names->empty() && names->front().is_string())
      return names->front().get<std::string>();
    return "";
  }

  void OneOf(const std::string& place, const ordered_json& value, const Words& words) {
    if (value.is_string() &&
        std::find(words.begin(), words.end(), value.get<std::string>()) != words.end())
      return;
    std::string suggestion;
    if (value.is_string())
      if (auto near = graph::NearestName(value.get<std::string>(), words))
        suggestion = "did you mean " + *near + "?";
    Expected(place, ListOf(words), value, std::move(suggestion));
  }

  void Date(const std::string& place, const ordered_json& value) {
    if (value.is_string() && IsGoldDate(value.get<std::string>())) return;
    Expected(place, "a date such as 2019-03-14, 2019-03, 2019 or --03-14", value);
  }

  template <typename CheckOne>
  void Each(const std::string& place, const char* what, const ordered_json& value, CheckOne check) {
    if (!value.is_array()) {
      Expected(place, what, value);
      return;
    }
    for (const ordered_json& one : value) check(one);
  }

  void Text(const std::string& place, const ordered_json& value) {
    if (!value.is_string() || value.get<std::string>().empty()) Expected(place, "a text", value);
  }

  void Check(const std::string& place, const ordered_json& value, Form form) {
    switch (form) {
      case Form::kText:
        return Text(place, value);
      case Form::kTexts:
        return Each(place, "a list of texts", value,
                    [&](const ordered_json& one) { Text(place, one); });
      case Form::kFlag:
        if (!value.is_boolean()) Expected(place, "true or false", value);
        return;
      case Form::kType:
        return OneOf(place, value, kTypes);
      case Form::kTypes:
        return Each(place, "a list of types", value,
                    [&](const ordered_json& one) { OneOf(place, one, kTypes); });
      case Form::kStatus:
        return OneOf(place, value, kStatuses);
      case Form::kStatuses:
        return Each(place, "a list of statuses", value,
                    [&](const ordered_json& one) { OneOf(place, one, kStatuses); });
      case Form::kDate:
        return Date(place, value);
      case Form::kDates:
        return Each(place, "a list of dates", value,
                    [&](const ordered_json& one) { Date(place, one); });
      case Form::kDateRange:
        if (!value.is_object() || !value.contains("from") || !value.contains("to")) {
          Expected(place, "an object with \"from\" and \"to\"", value);
          return;
        }
        Date(place + ", from", value["from"]);
        return Date(place + ", to", value["to"]);
      case Form::kYear:
        if (value.is_number_integer()) return;
        if (!value.is_string() || value.get<std::string>().starts_with("--") ||
            !IsGoldDate(value.get<std::string>()))
          Expected(place, "a year such as 2019", value);
        return;
    }
  }

  const std::string& path_;
  const ordered_json& gold_;
  std::vector<Error> errors_;
};

}  // namespace

graph::Result<ordered_json> ParseGold(const std::string& path, std::string_view bytes) {
  auto fail = [&](const std::string& what, size_t at) {
    Error error = MakeError(ErrorCode::kSyntax, what);
    error.file = path;
    const graph::LineColumn place = graph::LocateByte(bytes, std::min(at, bytes.size()));
    error.line = place.line;
    error.column = place.column;
    return error;
  };
  try {
    return ordered_json::parse(bytes);
  } catch (const ordered_json::parse_error& failed) {
    // It counts bytes from 1, to the end of what it could not read.
    return fail("this is no JSON: expected an annotation", failed.byte == 0 ? 0 : failed.byte - 1);
  } catch (const ordered_json::out_of_range& failed) {
    // It says which number, in quotes, and not where.
    std::string_view number = failed.what();
    number.remove_prefix(std::min(number.find('\''), number.size() - 1) + 1);
    number = number.substr(0, number.find('\''));
    const size_t at = bytes.find(number);
    return fail("a number is too large for a 64-bit float", at == std::string_view::npos ? 0 : at);
  }
}

std::vector<Error> CheckGold(const std::string& path, const ordered_json& gold) {
  return Checker(path, gold).Run();
}

}  // namespace entente::ingest
