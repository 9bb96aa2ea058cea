#include "cli/parameters.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "graph/utf8.h"

namespace entente::cli {

namespace {

using graph::ErrorCode;
using graph::MakeError;
using graph::Value;
using Json = nlohmann::json;

// nlohmann's parser is iterative, and nesting is bounded by `depth` here.
graph::Result<Value> ToValue(const Json& json, int depth = 0) {
  if (depth > 1000) return MakeError(ErrorCode::kLimit, "a parameter is nested deeper than 1,000");
  switch (json.type()) {
    case Json::value_t::null:
      return Value::Null();
    case Json::value_t::boolean:
      return Value::Boolean(json.get<bool>());
    case Json::value_t::number_integer:
      return Value::Integer(json.get<int64_t>());
    case Json::value_t::number_unsigned:
      if (json.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX))
        return MakeError(ErrorCode::kOutOfRange,
                         "the integer " + json.dump() + " does not fit in 64 bits");
      return Value::Integer(json.get<int64_t>());
    case Json::value_t::number_float:
      return Value::Float(json.get<double>());
    case Json::value_t::string:
      return Value::String(json.get<std::string>());
    case Json::value_t::array: {
      std::vector<Value> elements;
      for (const Json& element : json) {
        ENTENTE_ASSIGN_OR_RETURN(Value value, ToValue(element, depth + 1));
        elements.push_back(std::move(value));
      }
      return Value::List(std::move(elements));
    }
    case Json::value_t::object: {
      std::vector<graph::MapEntry> entries;
      for (const auto& [key, member] : json.items()) {
        ENTENTE_ASSIGN_OR_RETURN(Value value, ToValue(member, depth + 1));
        entries.emplace_back(key, std::move(value));
      }
      return Value::Map(std::move(entries));
    }
    default:
      return MakeError(ErrorCode::kUnsupported, "a parameter of a kind that queries don't have");
  }
}

// The first integer of a text of JSON that has more than 64 bits, which its reader would take for a
// float: where it begins, and how it is written.
std::optional<std::pair<size_t, std::string>> FindTooLargeInteger(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
      continue;
    }
    if (text[at] != '-' && (text[at] < '0' || text[at] > '9')) continue;
    size_t end = std::min(text.find_first_not_of("+-.0123456789eE", at), text.size());
    std::string_view number = text.substr(at, end - at);
    int64_t value;
    if (number.find_first_of(".eE") == std::string_view::npos &&
        std::from_chars(number.data(), number.data() + number.size(), value).ec ==
            std::errc::result_out_of_range) {
      return std::pair(at, std::string(number));
    }
    at = end - 1;
  }
  return std::nullopt;
}

std::string TooLarge(const std::string& number) {
  constexpr size_t kShown = 40;
  std::string shown = number.size() > kShown ? number.substr(0, kShown) + "…" : number;
  return "the integer " + shown +
         " does not fit in 64 bits (-9223372036854775808 to 9223372036854775807); write it with a "
         "point or an exponent for a float, in quotes for a string";
}

// Where the first number begins that no 64-bit float can be. REQUIRES that `text` is JSON but for
// such numbers.
size_t FirstTooLarge(const std::string& text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
      continue;
    }
    if (text[at] != '-' && (text[at] < '0' || text[at] > '9')) continue;
    const size_t end = std::min(text.find_first_not_of("+-.0123456789Ee", at), text.size());
    if (std::isinf(std::strtod(text.substr(at, end - at).c_str(), nullptr))) return at;
    at = end - 1;
  }
  return 0;
}

}  // namespace

graph::Status AddParameter(std::string_view assignment, query::Parameters& parameters) {
  size_t equals = assignment.find('=');
  if (equals == 0 || equals == std::string_view::npos)
    return MakeError(ErrorCode::kInvalidArgument,
                     "--param wants name=value, got '" + std::string(assignment) + "'");
  std::string name(assignment.substr(0, equals)), text(assignment.substr(equals + 1));
  if (graph::FindInvalidUtf8(text))
    return MakeError(ErrorCode::kInvalidArgument, "the value of --param " + name + " is not UTF-8");
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    parameters.emplace_back(std::move(name), Value::String(std::move(text)));
    return {};
  }
  if (auto found = FindTooLargeInteger(text)) {
    return MakeError(ErrorCode::kOutOfRange, "--param " + name + ": " + TooLarge(found->second));
  }
  ENTENTE_ASSIGN_OR_RETURN(Value value, ToValue(json));
  parameters.emplace_back(std::move(name), std::move(value));
  return {};
}

graph::Status AddParametersFile(const std::string& path, query::Parameters& parameters) {
  ENTENTE_ASSIGN_OR_RETURN(std::string text, ReadWholeFile(path));
  auto fail = [&](size_t byte, std::string message) {
    graph::Error error = MakeError(ErrorCode::kSyntax, std::move(message));
    error.file = path;
    if (!graph::FindInvalidUtf8(text)) {
      graph::LineColumn at = graph::LocateByte(text, byte);
      error.line = at.line;
      error.column = at.column;
    }
    return error;
  };
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const size_t byte = error.byte > 0 ? error.byte - 1 : 0;
    const bool cut =
        text.find_first_not_of(" \t\r\n", std::min(byte, text.size())) == std::string::npos;
    return fail(byte, cut && !text.empty()
                          ? "this JSON ends too early: expected an object of parameters"
                          : "this is not JSON: expected an object of parameters");
  } catch (const Json::out_of_range&) {
    return fail(FirstTooLarge(text), "a number is too large for a 64-bit float");
  }
  if (auto found = FindTooLargeInteger(text)) {
    graph::Error error = fail(found->first, TooLarge(found->second));
    error.code = ErrorCode::kOutOfRange;
    return error;
  }
  if (!json.is_object()) return fail(0, "expected a JSON object, a parameter each member");
  for (const auto& [key, member] : json.items()) {
    ENTENTE_ASSIGN_OR_RETURN(Value value, ToValue(member));
    parameters.emplace_back(key, std::move(value));
  }
  return {};
}

graph::Result<std::string> ReadWholeFile(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return std::move(text).str();
  }
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown)) {
    graph::Error error = MakeError(ErrorCode::kIo, "is a folder; expected a file");
    error.file = path;
    return error;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    graph::Error error =
        errno == ENOENT
            ? MakeError(ErrorCode::kNotFound, "there is no such file")
            : MakeError(ErrorCode::kIo, std::string("can't be read: ") + std::strerror(errno));
    error.file = path;
    return error;
  }
  text << in.rdbuf();
  return std::move(text).str();
}

}  // namespace entente::cli
