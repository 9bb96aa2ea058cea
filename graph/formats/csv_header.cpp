#include "graph/formats/csv_header.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "graph/formats/temporal_text.h"

namespace entente::graph {

namespace {

constexpr std::string_view kJsonOption = "{entente:json}";

std::string LowerAscii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

struct RoleName {
  std::string_view name;
  CsvRole role;
};
constexpr std::array<RoleName, 6> kRoles{{{"id", CsvRole::kId},
                                          {"label", CsvRole::kLabel},
                                          {"start_id", CsvRole::kStartId},
                                          {"end_id", CsvRole::kEndId},
                                          {"type", CsvRole::kType},
                                          {"ignore", CsvRole::kIgnore}}};

template <class Integer>
void SetRange(CsvColumn& column) {
  column.type = CsvType::kInteger;
  column.min = std::numeric_limits<Integer>::min();
  column.max = std::numeric_limits<Integer>::max();
}

// False when there is no such type.
bool SetType(CsvColumn& column, std::string_view name) {
  if (name == "string" || name == "char" || name.empty()) {
    column.type = CsvType::kString;
  } else if (name == "long" || name == "integer") {
    SetRange<int64_t>(column);
  } else if (name == "int") {
    SetRange<int32_t>(column);
  } else if (name == "short") {
    SetRange<int16_t>(column);
  } else if (name == "byte") {
    SetRange<int8_t>(column);
  } else if (name == "float" || name == "double") {
    column.type = CsvType::kFloat;
  } else if (name == "boolean") {
    column.type = CsvType::kBoolean;
  } else if (auto kind = FindTemporalType(name)) {
    column.type = CsvType::kTemporal;
    column.temporal = *kind;
  } else {
    return false;
  }
  return true;
}

Result<CsvColumn> ParseId(CsvColumn column, const std::string& options) {
  if (options.empty()) return column;
  // "{id-type:long}"; other options ("label:Person") change nothing that we keep.
  const size_t at = options.find("id-type:");
  if (at == options.npos) return column;
  const size_t begin = at + 8;
  const std::string type = options.substr(begin, options.find_first_of(",}", begin) - begin);
  if (type == "long" || type == "integer" || type == "int") {
    SetRange<int64_t>(column);
  } else if (type != "string") {
    return MakeError(ErrorCode::kSyntax,
                     fmt::format("unknown id-type '{}'; expected string or long", type));
  }
  return column;
}

}  // namespace

Result<CsvColumn> ParseCsvColumn(std::string_view field) {
  CsvColumn column;
  std::string_view body = field;
  std::string_view options;
  if (const size_t open = body.rfind('{');
      body.ends_with('}') && open != body.npos && body.substr(0, open).find(':') != body.npos) {
    options = body.substr(open);
    body = body.substr(0, open);
  }
  if (body.ends_with(')')) {
    const size_t open = body.rfind('(');
    if (open != body.npos) {
      const std::string head = LowerAscii(body.substr(0, open));
      if (head.ends_with(":id") || head.ends_with(":start_id") || head.ends_with(":end_id")) {
        column.space = body.substr(open + 1, body.size() - open - 2);
        body = body.substr(0, open);
      }
    }
  }
  const size_t colon = body.rfind(':');
  column.name = body.substr(0, colon);
  std::string type = colon == body.npos ? "" : LowerAscii(body.substr(colon + 1));
  for (const auto& [name, role] : kRoles) {
    if (type != name) continue;
    column.role = role;
    if (role == CsvRole::kId) return ParseId(std::move(column), LowerAscii(options));
    return column;
  }
  // A column without a name is passed over, as neo4j-admin does.
  if (column.name.empty()) column.role = CsvRole::kIgnore;
  if (type.ends_with("[]")) {
    column.is_list = true;
    type.resize(type.size() - 2);
  }
  if (type == "point" || type == "vector")
    return MakeError(ErrorCode::kUnsupported, fmt::format("graphs here hold no {}s", type));
  if (!SetType(column, type))
    return MakeError(ErrorCode::kSyntax,
                     fmt::format("unknown type '{}'; expected ID, LABEL, START_ID, END_ID, TYPE, "
                                 "IGNORE, string, int, long, float, double, boolean, date, "
                                 "localtime, time, localdatetime, datetime or duration",
                                 type));
  if (options == kJsonOption && column.type == CsvType::kString) column.type = CsvType::kJson;
  return column;
}

std::string CsvColumnText(const CsvColumn& column) {
  const auto space = column.space.empty() ? std::string() : fmt::format("({})", column.space);
  switch (column.role) {
    case CsvRole::kId:
      return fmt::format("{}:ID{}{}", column.name, space,
                         column.type == CsvType::kInteger ? "{id-type:long}" : "");
    case CsvRole::kLabel:
      return ":LABEL";
    case CsvRole::kStartId:
      return ":START_ID" + space;
    case CsvRole::kEndId:
      return ":END_ID" + space;
    case CsvRole::kType:
      return ":TYPE";
    case CsvRole::kIgnore:
      return ":IGNORE";
    case CsvRole::kProperty:
      break;
  }
  std::string_view type = "string";
  if (column.type == CsvType::kInteger) type = "long";
  if (column.type == CsvType::kFloat) type = "double";
  if (column.type == CsvType::kBoolean) type = "boolean";
  if (column.type == CsvType::kTemporal) type = TemporalTypeName(column.temporal);
  return fmt::format("{}:{}{}{}", column.name, type, column.is_list ? "[]" : "",
                     column.type == CsvType::kJson ? kJsonOption : "");
}

std::string CsvTypeName(const CsvColumn& column) {
  switch (column.type) {
    case CsvType::kInteger:
      return fmt::format("an integer from {} to {}", column.min, column.max);
    case CsvType::kFloat:
      return "a number";
    case CsvType::kBoolean:
      return "true or false";
    case CsvType::kTemporal:
      return fmt::format("a {}", TemporalTypeName(column.temporal));
    case CsvType::kJson:
      return "a JSON list";
    case CsvType::kString:
      break;
  }
  return "text";
}

}  // namespace entente::graph
