#include "graph/formats/turtle.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graph/checksum.h"
#include "graph/formats/export_order.h"
#include "graph/formats/json_text.h"
#include "graph/formats/node_groups.h"
#include "graph/formats/temporal_text.h"
#include "graph/utf8.h"

namespace entente::graph {

namespace {

constexpr std::string_view kBase = "urn:entente:";
constexpr std::string_view kSchema = "urn:entente:schema#";

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// For a segment of an IRI; '/' stays as it is.
void AppendPercentEncoded(std::string& out, std::string_view text) {
  for (char c : text) {
    if (IsUnreserved(c) || c == '/')
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
}

void AppendLiteral(std::string& out, std::string_view text) {
  out += '"';
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (const size_t control = ControlBytesAt(text, i)) {
      i += control - 1;  // the last byte of a C1 control is its code point
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(text[i]));
    } else {
      out += c;
    }
  }
  out += '"';
}

void AppendTyped(std::string& out, std::string_view text, std::string_view type) {
  AppendLiteral(out, text);
  out.append("^^xsd:").append(type);
}

// The year as XML Schema writes it: at least four digits, no plus.
std::string YearText(int64_t year) {
  return fmt::format("{}{:04}", year < 0 ? "-" : "", std::abs(year));
}
std::string DayText(Date date) {
  const CivilDay day = ToCivil(date);
  return fmt::format("{}-{:02}-{:02}", YearText(day.year), day.month, day.day);
}
std::string ClockText(int64_t nanoseconds) {
  const int64_t seconds = nanoseconds / 1'000'000'000, rest = nanoseconds % 1'000'000'000;
  std::string out =
      fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (rest == 0) return out;
  out += fmt::format(".{:09}", rest);
  out.erase(out.find_last_not_of('0') + 1);
  return out;
}
// XML Schema has no seconds in offsets.
std::optional<std::string> ZoneText(int32_t offset_seconds) {
  if (offset_seconds == 0) return "Z";
  if (offset_seconds % 60 != 0) return std::nullopt;
  const int32_t minutes = std::abs(offset_seconds) / 60;
  return fmt::format("{}{:02}:{:02}", offset_seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}
std::string InstantText(int64_t local_seconds, int32_t nanoseconds) {
  int64_t days = local_seconds / 86400, of_day = local_seconds % 86400;
  if (of_day < 0) {
    of_day += 86400;
    --days;
  }
  return DayText(Date{days}) + "T" + ClockText(of_day * 1'000'000'000 + nanoseconds);
}

void AppendTemporal(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kDate:
      return AppendTyped(out, DayText(value.as_date()), "date");
    case ValueKind::kLocalTime:
      return AppendTyped(out, ClockText(value.as_local_time().nanoseconds), "time");
    case ValueKind::kTime:
      if (auto zone = ZoneText(value.as_time().offset_seconds))
        return AppendTyped(out, ClockText(value.as_time().nanoseconds) + *zone, "time");
      break;
    case ValueKind::kLocalDateTime: {
      const LocalDateTime time = value.as_local_date_time();
      return AppendTyped(out, InstantText(time.seconds, time.nanoseconds), "dateTime");
    }
    case ValueKind::kDateTime: {
      const DateTime& time = value.as_date_time();
      auto zone = ZoneText(time.offset_seconds);
      // The same instant where the offset has no form.
      const int64_t local = zone ? time.seconds + time.offset_seconds : time.seconds;
      return AppendTyped(out, InstantText(local, time.nanoseconds) + zone.value_or("Z"),
                         "dateTime");
    }
    case ValueKind::kDuration: {
      // XML Schema has one sign for the whole.
      const Duration duration = value.as_duration();
      const std::string text = ToText(duration);
      if (text.find('-') == text.npos && text != "P") return AppendTyped(out, text, "duration");
      break;
    }
    default:
      break;
  }
  AppendLiteral(out, TemporalText(value));
}

bool IsDayName(std::string_view name) {
  return name == "date" || name == "from" || name == "to" || name == "start" || name == "end" ||
         name == "published" || name.ends_with("_on") || name.ends_with("_from") ||
         name.ends_with("_to");
}

std::optional<int> Digits(std::string_view text, size_t at, size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int number = 0;
  for (char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

// The type of a day as precise as it is known, or nullptr where the text is none.
const char* DayType(std::string_view text) {
  if (text.starts_with("--")) {
    auto month = Digits(text, 2, 2), day = Digits(text, 5, 2);
    const bool good = text.size() == 7 && text[4] == '-' && month && day && *month >= 1 &&
                      *month <= 12 && *day >= 1 && *day <= DaysInMonth(2000, *month);
    return good ? "gMonthDay" : nullptr;
  }
  auto year = Digits(text, 0, 4);
  if (!year || *year == 0) return nullptr;
  if (text.size() == 4) return "gYear";
  auto month = Digits(text, 5, 2);
  if (text[4] != '-' || !month || *month < 1 || *month > 12) return nullptr;
  if (text.size() == 7) return "gYearMonth";
  auto day = Digits(text, 8, 2);
  if (text.size() != 10 || text[7] != '-' || !day || !FromCivil(*year, *month, *day))
    return nullptr;
  return "date";
}

class TurtleWriter {
 public:
  TurtleWriter(const GraphReader& reader, const ByteSink& sink)
      : reader_(reader), sink_(sink), order_(OrderForExport(reader)), groups_(reader, order_) {
    for (uint16_t i = 0; i < reader.key_count(); ++i) {
      const std::string_view name = reader.Name(PropertyKeyId(i));
      predicates_.push_back(NameIri(name));
      is_day_.push_back(IsDayName(name));
    }
  }

  Status Write() {
    out_ += fmt::format(
        "@prefix schema: <{}> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n\n",
        kSchema);
    FindDocuments();
    RelationshipWalk walk(reader_, order_);
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      WriteNode(i);
      for (const ExportedRelationship& relationship : walk.Leaving(i)) {
        WriteRelationship(relationship);
        ENTENTE_RETURN_IF_ERROR(Flush(kFlushBytes));
      }
      ENTENTE_RETURN_IF_ERROR(Flush(kFlushBytes));
    }
    return Flush(1);
  }

 private:
  Status Flush(size_t at_least_bytes) { return WriteOut(out_, sink_, at_least_bytes); }

  // A label, type or property: schema:name, or a whole IRI where the name has other characters.
  static std::string NameIri(std::string_view name) {
    const bool simple = !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
                        std::all_of(name.begin(), name.end(), [](char c) {
                          return IsUnreserved(c) && c != '.' && c != '~' && c != '-';
                        });
    if (simple) return fmt::format("schema:{}", name);
    std::string out = fmt::format("<{}", kSchema);
    AppendPercentEncoded(out, name);
    return out + ">";
  }

  // Without the brackets.
  std::string NodeIri(uint32_t position) const {
    const NodeGroup& group = groups_.groups()[groups_.group_of(position)];
    std::string out(kBase);
    if (!group.key) return out + fmt::format("node:{}", position);
    const Value key = reader_.Property(order_.nodes[position], *group.key);
    if (group.labels.empty()) {
      out += "node";
    } else {
      AppendPercentEncoded(out, group.name);
    }
    out += ':';
    AppendPercentEncoded(
        out, key.kind() == ValueKind::kString ? key.as_string() : fmt::to_string(key.as_integer()));
    return out;
  }

  void FindDocuments() {
    auto label = reader_.FindLabel("Document");
    auto id = reader_.FindKey("id");
    if (!label || !id) return;
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      if (!reader_.HasLabel(order_.nodes[i], *label)) continue;
      const Value value = reader_.Property(order_.nodes[i], *id);
      if (value.kind() == ValueKind::kString) documents_.emplace(std::string(value.as_string()), i);
    }
  }

  void AppendScalar(const Value& value, bool is_day) {
    if (value.kind() == ValueKind::kString) {
      const std::string_view text = value.as_string();
      const char* type = is_day ? DayType(text) : nullptr;
      if (type) return AppendTyped(out_, text, type);
      return AppendLiteral(out_, text);
    }
    if (value.is_temporal()) return AppendTemporal(out_, value);
    if (value.kind() == ValueKind::kFloat) {
      const double number = value.as_float();
      std::string text;
      AppendJsonFloat(text, number);
      if (!std::isfinite(number)) text = std::isnan(number) ? "NaN" : number > 0 ? "INF" : "-INF";
      return AppendTyped(out_, text, "double");
    }
    AppendJsonValue(out_, value);  // booleans and integers: Turtle has JSON's form
  }

  void AppendProperty(PropertyKeyId key, const Value& value) {
    if (value.kind() == ValueKind::kList && value.as_list().empty()) return;
    out_ += " ;\n  ";
    out_ += predicates_[key.value];
    out_ += ' ';
    const bool is_day = is_day_[key.value];
    if (value.kind() != ValueKind::kList) return AppendScalar(value, is_day);
    bool first = true;
    for (const Value& element : value.as_list()) {
      if (!first) out_ += ", ";
      first = false;
      AppendScalar(element, is_day);
    }
  }

  void WriteNode(uint32_t position) {
    const NodeId node = order_.nodes[position];
    out_ += fmt::format("<{}> a ", NodeIri(position));
    bool any = false, is_document = false;
    for (std::string_view label : SortedLabels(reader_, node)) {
      if (any) out_ += ", ";
      any = true;
      out_ += NameIri(label);
      is_document = is_document || label == "Document";
    }
    if (!any) out_ += "schema:Node";
    if (is_document) out_ += ", prov:Entity";
    for (const auto& [key, value] : reader_.Properties(node)) {
      AppendProperty(key, value);
      const std::string_view name = reader_.Name(key);
      if ((name == "name" || name == "title") && value.kind() == ValueKind::kString) {
        out_ += " ;\n  rdfs:label ";
        AppendLiteral(out_, value.as_string());
      }
    }
    out_ += " .\n";
  }

  void WriteRelationship(const ExportedRelationship& relationship) {
    const std::string start = NodeIri(relationship.start), end = NodeIri(relationship.end);
    const std::string type = NameIri(reader_.Name(relationship.type));
    out_ += fmt::format("<{}> {} <{}> .\n", start, type, end);
    const PropertyList properties = reader_.Properties(relationship.id);
    if (properties.empty()) return;
    const size_t begin = out_.size();
    out_ += fmt::format(
        " a schema:Relationship, rdf:Statement, prov:Entity ;\n"
        "  rdf:subject <{}> ;\n  rdf:predicate {} ;\n  rdf:object <{}>",
        start, type, end);
    std::vector<std::string> fragments;
    for (const auto& [key, value] : properties) {
      const std::string_view name = reader_.Name(key);
      if (name == "evidence" && AddFragments(value, fragments)) continue;
      AppendProperty(key, value);
      if (name == "rule" && value.kind() == ValueKind::kString) {
        out_ += fmt::format(" ;\n  prov:wasGeneratedBy <{}rule:", kBase);
        AppendPercentEncoded(out_, value.as_string());
        out_ += '>';
      }
    }
    for (size_t i = 0; i < fragments.size(); ++i)
      out_ += i == 0 ? fmt::format(" ;\n  prov:wasDerivedFrom <{}>", FragmentIri(fragments[i]))
                     : fmt::format(", <{}>", FragmentIri(fragments[i]));
    out_ += " .\n";
    NameStatement(begin);
    for (const auto& [key, value] : properties)
      if (reader_.Name(key) == "rule" && value.kind() == ValueKind::kString)
        WriteRule(value.as_string());
    for (const std::string& fragment : fragments) WriteFragment(fragment);
  }

  // Puts an IRI before the statement that begins at `begin`: what it says gives the name, so that
  // it is the same in every build; alike ones, which stand in a row, are counted.
  void NameStatement(size_t begin) {
    const uint64_t hash = Checksum(std::string_view(out_).substr(begin), 0);
    alike_ = hash == last_statement_ ? alike_ + 1 : 1;
    last_statement_ = hash;
    std::string name = fmt::format("<{}relationship:{:016x}", kBase, hash);
    if (alike_ > 1) name += fmt::format(".{}", alike_);
    out_.insert(begin, name + ">");
  }

  // True where the value is a list of fragments.
  static bool AddFragments(const Value& value, std::vector<std::string>& fragments) {
    if (value.kind() != ValueKind::kList) return false;
    for (const Value& element : value.as_list())
      if (element.kind() != ValueKind::kString) return false;
    for (const Value& element : value.as_list()) fragments.emplace_back(element.as_string());
    return true;
  }

  // "<document>#char=3,9" in three parts.
  struct Fragment {
    std::string document;
    int64_t begin_char = -1, end_char = -1;  // -1 where it is not of this form
  };
  static Fragment Parse(std::string_view text) {
    Fragment fragment;
    const size_t hash = text.rfind("#char=");
    fragment.document = text.substr(0, hash);
    if (hash == text.npos) return fragment;
    const std::string_view range = text.substr(hash + 6);
    int64_t begin = 0, end = 0;
    auto [comma, failed] = std::from_chars(range.data(), range.data() + range.size(), begin);
    if (failed != std::errc() || comma == range.data() + range.size() || *comma != ',')
      return Fragment{std::string(text)};
    auto [stop, bad] = std::from_chars(comma + 1, range.data() + range.size(), end);
    if (bad != std::errc() || stop != range.data() + range.size() || begin < 0 || end < begin)
      return Fragment{std::string(text)};
    fragment.begin_char = begin;
    fragment.end_char = end;
    return fragment;
  }

  std::string DocumentIri(const std::string& id) const {
    if (auto found = documents_.find(id); found != documents_.end()) return NodeIri(found->second);
    std::string out = fmt::format("{}Document:", kBase);
    AppendPercentEncoded(out, id);
    return out;
  }

  std::string FragmentIri(const std::string& text) const {
    const Fragment fragment = Parse(text);
    std::string out = DocumentIri(fragment.document);
    if (fragment.begin_char >= 0)
      out += fmt::format("#char={},{}", fragment.begin_char, fragment.end_char);
    return out;
  }

  void WriteRule(std::string_view rule) {
    if (!written_rules_.insert(std::string(rule)).second) return;
    out_ += fmt::format("<{}rule:", kBase);
    AppendPercentEncoded(out_, rule);
    out_ += "> a prov:Activity ;\n  rdfs:label ";
    AppendLiteral(out_, rule);
    out_ += " .\n";
  }

  void WriteFragment(const std::string& text) {
    const Fragment fragment = Parse(text);
    if (fragment.begin_char < 0 || !written_fragments_.insert(text).second) return;
    out_ += fmt::format(
        "<{}> a prov:Entity ;\n  prov:wasQuotedFrom <{}> ;\n  schema:begin {} ;\n  schema:end {}",
        FragmentIri(text), DocumentIri(fragment.document), fragment.begin_char, fragment.end_char);
    if (auto quote = Quote(fragment)) {
      out_ += " ;\n  prov:value ";
      AppendLiteral(out_, *quote);
    }
    out_ += " .\n";
  }

  // The characters that a fragment names, where the graph has its document's text.
  std::optional<std::string> Quote(const Fragment& fragment) const {
    auto found = documents_.find(fragment.document);
    const auto key = reader_.FindKey("text");
    if (found == documents_.end() || !key) return std::nullopt;
    const Value value = reader_.Property(order_.nodes[found->second], *key);
    if (value.kind() != ValueKind::kString) return std::nullopt;
    const std::string_view text = value.as_string();
    size_t at = 0, begin = text.npos;
    for (int64_t n = 0; n <= fragment.end_char; ++n) {
      if (n == fragment.begin_char) begin = at;
      if (n == fragment.end_char) return std::string(text.substr(begin, at - begin));
      if (at >= text.size()) return std::nullopt;
      at += DecodeAt(text, at).size_bytes;
    }
    return std::nullopt;
  }

  const GraphReader& reader_;
  const ByteSink& sink_;
  const ExportOrder order_;
  const NodeGroups groups_;
  std::vector<std::string> predicates_;                  // by key
  std::vector<bool> is_day_;                             // by key
  std::unordered_map<std::string, uint32_t> documents_;  // positions, by id
  std::unordered_set<std::string> written_rules_, written_fragments_;
  uint64_t last_statement_ = 0, alike_ = 0;
  std::string out_;
};

}  // namespace

Status WriteTurtle(const GraphReader& reader, const ByteSink& sink) {
  return TurtleWriter(reader, sink).Write();
}

}  // namespace entente::graph
