#include "graph/duration.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "graph/calendar.h"

namespace entente::graph {

namespace {

using Wide = __int128;

constexpr int kDecimals = 18;
constexpr Wide kOne = 1'000'000'000'000'000'000;  // 10^18
constexpr Wide kMillionthDaysPerMonth = 30'436'875;

Error Overflow() {
  Error error = MakeError(ErrorCode::kArithmetic, "the duration is too large");
  error.detail = "NumberOutOfRange";
  return error;
}

bool MultiplyOverflows(Wide a, Wide b, Wide* out) { return __builtin_mul_overflow(a, b, out); }
bool AddOverflows(Wide a, Wide b, Wide* out) { return __builtin_add_overflow(a, b, out); }

// value * 10^exponent; dropping digits where the exponent is negative.
bool ScaleOverflows(Wide value, int exponent, Wide* out) {
  for (; exponent > 0 && value != 0; --exponent)
    if (MultiplyOverflows(value, 10, &value)) return true;
  for (; exponent < 0 && value != 0; ++exponent) value /= 10;
  *out = value;
  return false;
}

// A finite float as digits * 10^exponent with the fewest digits that read back as the same float.
struct Decimal {
  int64_t digits = 0;
  int exponent = 0;
};
Decimal ToDecimal(double number) {
  char buffer[32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(number),
                           std::chars_format::scientific);
  Decimal out;
  bool fraction = false;
  const char* at = buffer;
  for (; at != end.ptr && *at != 'e'; ++at) {
    if (*at == '.') {
      fraction = true;
      continue;
    }
    out.digits = out.digits * 10 + (*at - '0');
    if (fraction) --out.exponent;
  }
  int exponent = 0;
  const char* first = at + 1;
  if (first < end.ptr && *first == '+') ++first;
  std::from_chars(first, end.ptr, exponent);
  out.exponent += exponent;
  if (number < 0) out.digits = -out.digits;
  return out;
}

bool FitsInt64(Wide value) {
  return value >= std::numeric_limits<int64_t>::min() &&
         value <= std::numeric_limits<int64_t>::max();
}

// The three parts scaled alike, as amounts.
template <class Scale>
Result<Duration> Scaled(const Duration& value, Scale scale) {
  Amount months, days, seconds;
  if (!scale(static_cast<Wide>(value.months), &months.value) ||
      !scale(static_cast<Wide>(value.days), &days.value))
    return Overflow();
  // Seconds and nanoseconds as one number keep the last digit right; apart where that is too large.
  Wide together = static_cast<Wide>(value.seconds) * kNanosecondsPerSecond + value.nanoseconds;
  Wide nanoseconds;
  if (scale(together, &nanoseconds)) {
    seconds.value = nanoseconds / kNanosecondsPerSecond;
  } else if (scale(static_cast<Wide>(value.seconds), &seconds.value) &&
             scale(static_cast<Wide>(value.nanoseconds), &nanoseconds)) {
    if (AddOverflows(seconds.value, nanoseconds / kNanosecondsPerSecond, &seconds.value))
      return Overflow();
  } else {
    return Overflow();
  }
  return MakeDuration(months, days, seconds);
}

}  // namespace

Amount AmountOf(int64_t whole) { return Amount{whole * kOne}; }

Result<Amount> AmountOf(double number) {
  if (!std::isfinite(number) || std::fabs(number) >= 9223372036854775808.0) return Overflow();
  Decimal decimal = ToDecimal(number);
  Wide value;
  if (ScaleOverflows(decimal.digits, decimal.exponent + kDecimals, &value)) return Overflow();
  return Amount{value};
}

Result<Amount> ParseAmount(std::string_view text) {
  Error not_a_number = MakeError(ErrorCode::kSyntax, "expected a number");
  bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  Wide value = 0;
  int decimals = -1;
  bool any = false;
  for (char c : text) {
    if ((c == '.' || c == ',') && decimals < 0) {
      decimals = 0;
    } else if (c >= '0' && c <= '9') {
      any = true;
      if (decimals >= kDecimals) continue;  // finer than we keep
      if (decimals >= 0) ++decimals;
      if (MultiplyOverflows(value, 10, &value) || AddOverflows(value, c - '0', &value))
        return Overflow();
    } else {
      return not_a_number;
    }
  }
  if (!any) return not_a_number;
  if (ScaleOverflows(value, kDecimals - (decimals < 0 ? 0 : decimals), &value)) return Overflow();
  return Amount{negative ? -value : value};
}

Result<Amount> Multiply(Amount amount, int64_t factor) {
  Wide out;
  if (MultiplyOverflows(amount.value, factor, &out)) return Overflow();
  return Amount{out};
}

Result<Amount> Add(Amount a, Amount b) {
  Wide out;
  if (AddOverflows(a.value, b.value, &out)) return Overflow();
  return Amount{out};
}

Result<Duration> MakeDuration(Amount months, Amount days, Amount seconds) {
  Wide whole_months = months.value / kOne;
  Wide days_total, seconds_total;
  // The fractions are below 10^18, so these products fit; the sums may not.
  Wide days_of_months = (months.value % kOne) * kMillionthDaysPerMonth / 1'000'000;
  if (AddOverflows(days.value, days_of_months, &days_total)) return Overflow();
  Wide whole_days = days_total / kOne;
  Wide seconds_of_days = (days_total % kOne) * kSecondsPerDay;
  if (AddOverflows(seconds.value, seconds_of_days, &seconds_total)) return Overflow();
  Wide nanoseconds = seconds_total / (kOne / kNanosecondsPerSecond);
  Wide whole_seconds = nanoseconds / kNanosecondsPerSecond;
  Wide rest = nanoseconds % kNanosecondsPerSecond;
  if (rest < 0) {
    rest += kNanosecondsPerSecond;
    whole_seconds -= 1;
  }
  if (!FitsInt64(whole_months) || !FitsInt64(whole_days) || !FitsInt64(whole_seconds))
    return Overflow();
  return Duration{static_cast<int64_t>(whole_months), static_cast<int64_t>(whole_days),
                  static_cast<int64_t>(whole_seconds), static_cast<int32_t>(rest)};
}

Result<Duration> Add(const Duration& a, const Duration& b) {
  Duration out;
  int64_t nanoseconds = static_cast<int64_t>(a.nanoseconds) + b.nanoseconds;
  if (__builtin_add_overflow(a.months, b.months, &out.months) ||
      __builtin_add_overflow(a.days, b.days, &out.days) ||
      __builtin_add_overflow(a.seconds, b.seconds, &out.seconds) ||
      __builtin_add_overflow(out.seconds, nanoseconds / kNanosecondsPerSecond, &out.seconds))
    return Overflow();
  out.nanoseconds = static_cast<int32_t>(nanoseconds % kNanosecondsPerSecond);
  return out;
}

Result<Duration> Negate(const Duration& value) { return Multiply(value, int64_t{-1}); }

Result<Duration> Multiply(const Duration& value, int64_t factor) {
  Wide nanoseconds = static_cast<Wide>(value.seconds) * kNanosecondsPerSecond + value.nanoseconds;
  Wide total;
  Duration out;
  if (__builtin_mul_overflow(value.months, factor, &out.months) ||
      __builtin_mul_overflow(value.days, factor, &out.days) ||
      MultiplyOverflows(nanoseconds, factor, &total))
    return Overflow();
  Wide seconds = total / kNanosecondsPerSecond, rest = total % kNanosecondsPerSecond;
  if (rest < 0) {
    rest += kNanosecondsPerSecond;
    seconds -= 1;
  }
  if (!FitsInt64(seconds)) return Overflow();
  out.seconds = static_cast<int64_t>(seconds);
  out.nanoseconds = static_cast<int32_t>(rest);
  return out;
}

Result<Duration> Multiply(const Duration& value, double factor) {
  if (!std::isfinite(factor)) return Overflow();
  Decimal decimal = ToDecimal(factor);
  return Scaled(value, [&](Wide part, Wide* out) {
    return !MultiplyOverflows(part, decimal.digits, out) &&
           !ScaleOverflows(*out, decimal.exponent + kDecimals, out);
  });
}

Result<Duration> Divide(const Duration& value, int64_t divisor) {
  if (divisor == 0) return MakeError(ErrorCode::kArithmetic, "division by zero");
  return Scaled(value, [&](Wide part, Wide* out) {
    if (MultiplyOverflows(part, kOne, out)) return false;
    *out /= divisor;
    return true;
  });
}

Result<Duration> Divide(const Duration& value, double divisor) {
  if (divisor == 0) return MakeError(ErrorCode::kArithmetic, "division by zero");
  if (!std::isfinite(divisor)) return Overflow();
  Decimal decimal = ToDecimal(divisor);
  while (decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  return Scaled(value, [&](Wide part, Wide* out) {
    // Exact where the numerator fits; else as near as a float comes.
    Wide numerator;
    if (!ScaleOverflows(part, kDecimals - decimal.exponent, &numerator)) {
      *out = numerator / decimal.digits;
      return true;
    }
    long double quotient = static_cast<long double>(part) / static_cast<long double>(divisor);
    if (std::fabs(quotient) >= 1e18L) return false;
    *out = static_cast<Wide>(quotient * static_cast<long double>(kOne));
    return true;
  });
}

}  // namespace entente::graph
