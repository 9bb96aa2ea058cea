// The names of the aggregating functions, for the checker; operators/aggregate runs them.
#include "query/functions/arguments.h"

namespace entente::query {

namespace {

using graph::ValueKind;

constexpr FunctionEntry Aggregating(std::string_view name, uint8_t arguments,
                                    KindSet first_argument, KindSet result) {
  FunctionEntry entry = MakeEntry(name, arguments, arguments, nullptr, first_argument, result);
  entry.kind = FunctionKind::kAggregating;
  entry.null_in_null_out = false;
  return entry;
}

constexpr KindSet kAmounts = kNumberKinds | KindBit(ValueKind::kDuration);
constexpr KindSet kFloatKind = KindBit(ValueKind::kFloat);

constexpr FunctionEntry kTable[] = {
    Aggregating("count", 1, kAnyKind, KindBit(ValueKind::kInteger)),
    Aggregating("sum", 1, kAmounts, kAmounts),
    Aggregating("avg", 1, kAmounts, kAmounts),
    Aggregating("min", 1, kAnyKind, kAnyKind),
    Aggregating("max", 1, kAnyKind, kAnyKind),
    Aggregating("collect", 1, kAnyKind, kListKind),
    Aggregating("stDev", 1, kNumberKinds, kFloatKind),
    Aggregating("stDevP", 1, kNumberKinds, kFloatKind),
    Aggregating("percentileCont", 2, kNumberKinds, kFloatKind),
    Aggregating("percentileDisc", 2, kNumberKinds, kNumberKinds),
};

}  // namespace

std::span<const FunctionEntry> AggregatingFunctions() { return kTable; }

}  // namespace entente::query
