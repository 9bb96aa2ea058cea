#include <cmath>

#include "query/evaluator.h"
#include "query/value_text.h"

namespace entente::query {

using graph::ErrorCode;
using graph::Value;
using graph::ValueKind;

namespace {

graph::Error Overflow() {
  auto error = graph::MakeError(ErrorCode::kArithmetic,
                                "the result is too large for an integer; floats reach further");
  error.detail = "IntegerOverflow";
  return error;
}

graph::Error DivisionByZero() {
  auto error = graph::MakeError(ErrorCode::kArithmetic, "division by zero");
  error.detail = "DivisionByZero";
  return error;
}

graph::Result<Value> OfIntegers(ExpressionKind op, int64_t a, int64_t b) {
  int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case ExpressionKind::kAdd:
      overflow = __builtin_add_overflow(a, b, &result);
      break;
    case ExpressionKind::kSubtract:
      overflow = __builtin_sub_overflow(a, b, &result);
      break;
    case ExpressionKind::kMultiply:
      overflow = __builtin_mul_overflow(a, b, &result);
      break;
    case ExpressionKind::kDivide:
      if (b == 0) return DivisionByZero();
      if (b == -1) {
        overflow = __builtin_sub_overflow(int64_t{0}, a, &result);
      } else {
        result = a / b;
      }
      break;
    case ExpressionKind::kModulo:
      if (b == 0) return DivisionByZero();
      result = b == -1 ? 0 : a % b;
      break;
    default:
      return Value::Float(std::pow(static_cast<double>(a), static_cast<double>(b)));
  }
  if (overflow) return Overflow();
  return Value::Integer(result);
}

double OfFloats(ExpressionKind op, double a, double b) {
  switch (op) {
    case ExpressionKind::kAdd:
      return a + b;
    case ExpressionKind::kSubtract:
      return a - b;
    case ExpressionKind::kMultiply:
      return a * b;
    case ExpressionKind::kDivide:
      return a / b;
    case ExpressionKind::kModulo:
      return std::fmod(a, b);
    default:
      return std::pow(a, b);
  }
}

std::string Text(const Value& value) {
  if (value.kind() == ValueKind::kString) return std::string(value.as_string());
  return value.kind() == ValueKind::kInteger ? std::to_string(value.as_integer())
                                             : FloatToText(value.as_float());
}

// Doubling a string sixty times must not take the machine with it.
constexpr size_t kMostBytes = size_t{1} << 28, kMostElements = size_t{1} << 25;

bool IsText(const Value& v) { return v.kind() == ValueKind::kString || v.is_number(); }

}  // namespace

Joiner::Joiner(const Value& first) : is_list_(first.kind() == ValueKind::kList) {
  if (is_list_) {
    list_.assign(first.as_list().begin(), first.as_list().end());
  } else {
    text_ = first.as_string();
  }
}

bool Joiner::Append(const Value& value) {
  if (!is_list_) {
    if (!IsText(value)) return false;
    const std::string more = Text(value);
    if (text_.size() + more.size() > kMostBytes) return false;
    text_ += more;
    return true;
  }
  if (value.is_null()) return false;
  const bool many = value.kind() == ValueKind::kList;
  if (list_.size() + (many ? value.as_list().size() : 1) > kMostElements) return false;
  if (many) {
    list_.insert(list_.end(), value.as_list().begin(), value.as_list().end());
  } else {
    list_.push_back(value);
  }
  return true;
}

Value Joiner::Take() {
  return is_list_ ? Value::List(std::move(list_)) : Value::String(std::move(text_));
}

graph::Result<Value> Calculate(ExpressionKind op, const Value& a, const Value& b) {
  if (a.kind() == ValueKind::kInteger && b.kind() == ValueKind::kInteger) {
    return OfIntegers(op, a.as_integer(), b.as_integer());
  }
  bool add = op == ExpressionKind::kAdd;
  bool a_list = a.kind() == ValueKind::kList, b_list = b.kind() == ValueKind::kList;
  if (a.is_null() || b.is_null()) return Value::Null();
  if (a.is_number() && b.is_number()) {
    return Value::Float(OfFloats(op, a.as_number(), b.as_number()));
  }
  auto too_large = [] {
    return graph::MakeError(ErrorCode::kMemoryLimit,
                            "the result is longer than a string or a list can be (256 MB, or 32 "
                            "million elements)");
  };
  if (add && (a_list || b_list)) {
    size_t size = (a_list ? a.as_list().size() : 1) + (b_list ? b.as_list().size() : 1);
    if (size > kMostElements) return too_large();
    std::vector<Value> list;
    auto append = [&](const Value& value, bool is_list) {
      if (!is_list) return list.push_back(value);
      list.insert(list.end(), value.as_list().begin(), value.as_list().end());
    };
    append(a, a_list);
    append(b, b_list);
    return Value::List(std::move(list));
  }
  if (add && IsText(a) && IsText(b)) {
    std::string left = Text(a), right = Text(b);
    if (left.size() + right.size() > kMostBytes) return too_large();
    return Value::String(std::move(left) + right);
  }
  if (a.is_temporal() || b.is_temporal()) {
    switch (op) {
      case ExpressionKind::kAdd:
        return TemporalAdd(a, b);
      case ExpressionKind::kSubtract:
        return TemporalSubtract(a, b);
      case ExpressionKind::kMultiply:
        return TemporalMultiply(a, b);
      case ExpressionKind::kDivide:
        return TemporalDivide(a, b);
      default:
        break;
    }
  }
  auto error = graph::MakeError(ErrorCode::kType, std::string("these can't be calculated with: ") +
                                                      ValueKindName(a.kind()) + " and " +
                                                      ValueKindName(b.kind()));
  error.detail = "InvalidArgumentType";
  return error;
}

}  // namespace entente::query
