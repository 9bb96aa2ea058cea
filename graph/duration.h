/// \file
/// Building and scaling durations with amounts that have a fraction: half a month is days, half a
/// day is seconds. Exact to 18 decimal places, so 0.1 is a tenth; what is finer than a nanosecond
/// is dropped. Threads: pure functions. Errors: kArithmetic for overflow and division by zero.
/// Source: openCypher CIP2015-08-06, "Duration": a month is 30.436875 days on average.

#pragma once

#include <cstdint>
#include <string_view>

#include "graph/result.h"
#include "graph/temporal.h"

namespace entente::graph {

/// A decimal number in units of 10^-18.
struct Amount {
  __int128 value = 0;
};
Amount AmountOf(int64_t whole);
/// The decimal that a float prints as, so 0.1 is exactly a tenth. Errors: kArithmetic for NaN, the
/// infinities and what is not below 2^63.
Result<Amount> AmountOf(double number);
/// Digits with an optional sign and fraction ("-12.5", "+3", "0,75"). Errors: kSyntax, kArithmetic.
Result<Amount> ParseAmount(std::string_view text);
/// Errors: kArithmetic.
Result<Amount> Multiply(Amount amount, int64_t factor);
Result<Amount> Add(Amount a, Amount b);

/// The fraction of months becomes days, that of days seconds. Errors: kArithmetic.
Result<Duration> MakeDuration(Amount months, Amount days, Amount seconds);

Result<Duration> Add(const Duration& a, const Duration& b);
Result<Duration> Negate(const Duration& value);
Result<Duration> Multiply(const Duration& value, int64_t factor);
Result<Duration> Multiply(const Duration& value, double factor);
Result<Duration> Divide(const Duration& value, int64_t divisor);
Result<Duration> Divide(const Duration& value, double divisor);

}  // namespace entente::graph
