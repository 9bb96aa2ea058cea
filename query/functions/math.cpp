// Numbers: rounding, logarithms, trigonometry, random numbers.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>
#include <utility>

#include "query/functions/arguments.h"

namespace entente::query {

namespace {

using graph::Result;
using graph::Value;
using graph::ValueKind;
using Arguments = std::span<const Value>;

constexpr KindSet kFloatKind = KindBit(ValueKind::kFloat);
constexpr KindSet kIntegerKind = KindBit(ValueKind::kInteger);

Result<Value> Abs(Arguments arguments, FunctionContext&) {
  const Value& x = arguments[0];
  if (x.kind() == ValueKind::kFloat) return Value::Float(std::fabs(x.as_float()));
  if (x.kind() != ValueKind::kInteger) return WrongArgument("abs", "a number", x);
  if (x.as_integer() == std::numeric_limits<int64_t>::min()) {
    graph::Error error = graph::MakeError(graph::ErrorCode::kArithmetic,
                                          "abs() of the smallest integer is no integer");
    error.detail = "IntegerOverflow";
    return error;
  }
  return Value::Integer(std::abs(x.as_integer()));
}

Result<Value> Sign(Arguments arguments, FunctionContext&) {
  const Value& x = arguments[0];
  if (!x.is_number()) return WrongArgument("sign", "a number", x);
  double number = x.as_number();
  if (std::isnan(number)) return Value::Null();
  return Value::Integer((number > 0) - (number < 0));
}

// A function from a float to a float under its name.
struct NamedFunction {
  const char* name;
  double (*call)(double);
};
double Cot(double x) { return 1 / std::tan(x); }
double Coth(double x) { return 1 / std::tanh(x); }
double Degrees(double x) { return x * 180 / std::numbers::pi; }
double Radians(double x) { return x * std::numbers::pi / 180; }
double Haversin(double x) { return (1 - std::cos(x)) / 2; }

constexpr NamedFunction kFloatFunctions[] = {
    {"ceil", std::ceil}, {"floor", std::floor}, {"sqrt", std::sqrt},  {"exp", std::exp},
    {"log", std::log},   {"log10", std::log10}, {"sin", std::sin},    {"cos", std::cos},
    {"tan", std::tan},   {"cot", Cot},          {"asin", std::asin},  {"acos", std::acos},
    {"atan", std::atan}, {"sinh", std::sinh},   {"cosh", std::cosh},  {"tanh", std::tanh},
    {"coth", Coth},      {"degrees", Degrees},  {"radians", Radians}, {"haversin", Haversin},
};

template <size_t index>
Result<Value> OfFloat(Arguments arguments, FunctionContext&) {
  const NamedFunction& function = kFloatFunctions[index];
  if (!arguments[0].is_number()) return WrongArgument(function.name, "a number", arguments[0]);
  return Value::Float(function.call(arguments[0].as_number()));
}

Result<Value> Atan2(Arguments arguments, FunctionContext&) {
  for (const Value& x : arguments)
    if (!x.is_number()) return WrongArgument("atan2", "two numbers", x);
  return Value::Float(std::atan2(arguments[0].as_number(), arguments[1].as_number()));
}

// round(x, precision?, mode?): without more, halves go up (-1.5 to -1.0), as in Java; with a
// precision they go away from zero, unless a mode says otherwise.
Result<Value> Round(Arguments arguments, FunctionContext&) {
  const Value& x = arguments[0];
  if (!x.is_number()) return WrongArgument("round", "a number", x);
  double number = x.as_number();
  if (arguments.size() == 1) {
    if (!std::isfinite(number)) return Value::Float(number);
    double below = std::floor(number);
    return Value::Float(number - below >= 0.5 ? below + 1 : below);
  }
  if (arguments[1].kind() != ValueKind::kInteger)
    return WrongArgument("round", "an INTEGER precision", arguments[1]);
  int64_t precision = arguments[1].as_integer();
  if (precision < 0) return NumberOutOfRange("a precision of round() is not negative");
  std::string_view mode = "HALF_UP";
  if (arguments.size() > 2) {
    if (arguments[2].kind() != ValueKind::kString)
      return WrongArgument("round", "a STRING as its mode", arguments[2]);
    mode = arguments[2].as_string();
  }
  if (precision > 300 || !std::isfinite(number)) return Value::Float(number);
  double scale = std::pow(10.0, static_cast<double>(precision));
  double scaled = number * scale;
  if (!std::isfinite(scaled) || std::fabs(scaled) > 9007199254740992.0) return Value::Float(number);
  double below = std::floor(scaled), rest = scaled - below;
  // What a decimal's float misses a half by, in the last place, counts as the half.
  bool half = std::fabs(rest - 0.5) <= std::fabs(scaled) * 4e-16;
  double rounded;
  bool negative = number < 0;
  if (mode == "UP") {
    rounded = negative ? below : std::ceil(scaled);
  } else if (mode == "DOWN") {
    rounded = std::trunc(scaled);
  } else if (mode == "CEILING") {
    rounded = std::ceil(scaled);
  } else if (mode == "FLOOR") {
    rounded = below;
  } else if (mode == "HALF_UP") {
    rounded = half ? (negative ? below : below + 1) : std::round(scaled);
  } else if (mode == "HALF_DOWN") {
    rounded = half ? (negative ? below + 1 : below) : std::round(scaled);
  } else if (mode == "HALF_EVEN") {
    rounded = half ? (std::fmod(below, 2) == 0 ? below : below + 1) : std::round(scaled);
  } else {
    return WrongArgumentValue(
        "round", "one of UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN", arguments[2]);
  }
  return Value::Float(rounded / scale);
}

Result<Value> IsNaN(Arguments arguments, FunctionContext&) {
  if (!arguments[0].is_number()) return WrongArgument("isNaN", "a number", arguments[0]);
  return Value::Boolean(std::isnan(arguments[0].as_number()));
}

Result<Value> E(Arguments, FunctionContext&) { return Value::Float(std::numbers::e); }
Result<Value> Pi(Arguments, FunctionContext&) { return Value::Float(std::numbers::pi); }

Result<Value> Rand(Arguments, FunctionContext& context) {
  return Value::Float(static_cast<double>((*context.random)() >> 11) * 0x1.0p-53);
}

constexpr FunctionEntry kFixed[] = {
    MakeEntry("abs", 1, 1, Abs, kNumberKinds, kNumberKinds),
    MakeEntry("sign", 1, 1, Sign, kNumberKinds, kIntegerKind),
    MakeEntry("atan2", 2, 2, Atan2, kNumberKinds, kFloatKind),
    MakeEntry("round", 1, 3, Round, kNumberKinds, kFloatKind),
    MakeEntry("isNaN", 1, 1, IsNaN, kNumberKinds, KindBit(ValueKind::kBoolean)),
    MakeEntry("e", 0, 0, E, kAnyKind, kFloatKind),
    MakeEntry("pi", 0, 0, Pi, kAnyKind, kFloatKind),
    [] {
      FunctionEntry entry = MakeEntry("rand", 0, 0, Rand, kAnyKind, kFloatKind);
      entry.deterministic = false;
      return entry;
    }(),
};

template <size_t... index>
std::array<FunctionEntry, std::size(kFixed) + sizeof...(index)> MakeTable(
    std::index_sequence<index...>) {
  std::array<FunctionEntry, std::size(kFixed) + sizeof...(index)> table = {
      MakeEntry(kFloatFunctions[index].name, 1, 1, OfFloat<index>, kNumberKinds, kFloatKind)...};
  std::copy(std::begin(kFixed), std::end(kFixed), table.begin() + sizeof...(index));
  return table;
}

}  // namespace

std::span<const FunctionEntry> MathFunctions() {
  static const auto kTable = MakeTable(std::make_index_sequence<std::size(kFloatFunctions)>());
  return kTable;
}

}  // namespace entente::query
