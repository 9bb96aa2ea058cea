#include "query/functions/arguments.h"

#include <fmt/format.h>

#include "query/limits.h"

namespace entente::query {

namespace {

graph::Error Wrong(std::string_view function, std::string_view takes, const graph::Value& found,
                   const char* detail) {
  graph::Error error = graph::MakeError(
      graph::ErrorCode::kType, fmt::format("{}() takes {}, not a value of type {}", function, takes,
                                           graph::ValueKindName(found.kind())));
  error.detail = detail;
  return error;
}

}  // namespace

graph::Error WrongArgument(std::string_view function, std::string_view takes,
                           const graph::Value& found) {
  return Wrong(function, takes, found, "InvalidArgumentType");
}

graph::Error WrongArgumentValue(std::string_view function, std::string_view takes,
                                const graph::Value& found) {
  return Wrong(function, takes, found, "InvalidArgumentValue");
}

graph::Status CheckRoom(const FunctionContext& context, uint64_t bytes) {
  return context.limits ? context.limits->CheckRoom(bytes) : graph::Status();
}

graph::Error NumberOutOfRange(std::string message) {
  graph::Error error = graph::MakeError(graph::ErrorCode::kOutOfRange, std::move(message));
  error.detail = "NumberOutOfRange";
  return error;
}

}  // namespace entente::query
