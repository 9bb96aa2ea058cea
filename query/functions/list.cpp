// Lists: ends, length, order, ranges. What also works on strings counts characters.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "graph/utf8.h"
#include "query/functions/arguments.h"

namespace entente::query {

namespace {

using graph::Result;
using graph::Value;
using graph::ValueKind;
using Arguments = std::span<const Value>;

// A range that is not walked but held: more elements than this are refused (1 GiB of values).
constexpr int64_t kMaxRangeSize = int64_t{1} << 26;

Result<Value> Size(Arguments arguments, FunctionContext&) {
  const Value& value = arguments[0];
  if (value.kind() == ValueKind::kList)
    return Value::Integer(static_cast<int64_t>(value.as_list().size()));
  if (value.kind() == ValueKind::kString)
    return Value::Integer(static_cast<int64_t>(graph::CountCharacters(value.as_string())));
  return WrongArgument("size", "a LIST or a STRING", value);
}

Result<Value> IsEmpty(Arguments arguments, FunctionContext&) {
  const Value& value = arguments[0];
  if (value.kind() == ValueKind::kList) return Value::Boolean(value.as_list().empty());
  if (value.kind() == ValueKind::kMap) return Value::Boolean(value.as_map().empty());
  if (value.kind() == ValueKind::kString) return Value::Boolean(value.as_string().empty());
  return WrongArgument("isEmpty", "a LIST, a MAP or a STRING", value);
}

Result<Value> Head(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() != ValueKind::kList) return WrongArgument("head", "a LIST", arguments[0]);
  auto list = arguments[0].as_list();
  return list.empty() ? Value::Null() : list.front();
}

Result<Value> Last(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() != ValueKind::kList) return WrongArgument("last", "a LIST", arguments[0]);
  auto list = arguments[0].as_list();
  return list.empty() ? Value::Null() : list.back();
}

Result<Value> Tail(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() != ValueKind::kList) return WrongArgument("tail", "a LIST", arguments[0]);
  auto list = arguments[0].as_list();
  if (list.empty()) return Value::List({});
  return Value::List(std::vector<Value>(list.begin() + 1, list.end()));
}

Result<Value> Reverse(Arguments arguments, FunctionContext&) {
  const Value& value = arguments[0];
  if (value.kind() == ValueKind::kList) {
    auto list = value.as_list();
    return Value::List(std::vector<Value>(list.rbegin(), list.rend()));
  }
  if (value.kind() != ValueKind::kString)
    return WrongArgument("reverse", "a LIST or a STRING", value);
  std::string_view text = value.as_string();
  std::string out(text.size(), '\0');
  size_t end = text.size();
  for (size_t at = 0; at < text.size();) {
    size_t size = graph::DecodeAt(text, at).size_bytes;
    end -= size;
    std::copy_n(text.data() + at, size, out.data() + end);
    at += size;
  }
  return Value::String(std::move(out));
}

Result<Value> Range(Arguments arguments, FunctionContext& context) {
  for (const Value& value : arguments) {
    if (value.kind() == ValueKind::kInteger) continue;
    graph::Error error =
        graph::MakeError(graph::ErrorCode::kInvalidArgument,
                         fmt::format("range() takes INTEGERs, not a value of type {}",
                                     graph::ValueKindName(value.kind())));
    error.detail = "InvalidArgumentType";
    return error;
  }
  int64_t start = arguments[0].as_integer();
  int64_t end = arguments[1].as_integer();
  int64_t step = arguments.size() > 2 ? arguments[2].as_integer() : 1;
  if (step == 0) return NumberOutOfRange("the step of range() is not 0");
  if (step > 0 ? start > end : start < end) return Value::List({});
  __int128 count = (static_cast<__int128>(end) - start) / step + 1;
  constexpr __int128 kMost = __int128{1} << 40;  // beyond, the number of bytes says no more
  ENTENTE_RETURN_IF_ERROR(
      CheckRoom(context, static_cast<uint64_t>(std::min(count, kMost)) * sizeof(Value)));
  if (count > kMaxRangeSize)
    return graph::MakeError(graph::ErrorCode::kLimit,
                            fmt::format("range() would have more than {} elements", kMaxRangeSize));
  std::vector<Value> out;
  out.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < static_cast<int64_t>(count); ++i)
    out.push_back(Value::Integer(start + i * step));
  return Value::List(std::move(out));
}

constexpr KindSet kIntegerKind = KindBit(ValueKind::kInteger);
constexpr KindSet kMapKind = KindBit(ValueKind::kMap);

constexpr FunctionEntry kTable[] = {
    MakeEntry("size", 1, 1, Size, kListKind | kStringKind, kIntegerKind),
    MakeEntry("isEmpty", 1, 1, IsEmpty, kListKind | kStringKind | kMapKind,
              KindBit(ValueKind::kBoolean)),
    MakeEntry("head", 1, 1, Head, kListKind, kAnyKind),
    MakeEntry("last", 1, 1, Last, kListKind, kAnyKind),
    MakeEntry("tail", 1, 1, Tail, kListKind, kListKind),
    MakeEntry("reverse", 1, 1, Reverse, kListKind | kStringKind, kListKind | kStringKind),
    // Its wrong arguments are found while running, so the checker lets every kind through.
    MakeEntry("range", 2, 3, Range, kAnyKind, kListKind),
};

}  // namespace

std::span<const FunctionEntry> ListFunctions() { return kTable; }

}  // namespace entente::query
