// Strings, numbers, lists and conversions, called through the registry as a query calls them.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "query/functions/registry.h"
#include "query/value_text.h"

namespace entente::query {
namespace {

using graph::Value;

Value Int(int64_t v) { return Value::Integer(v); }
Value Flt(double v) { return Value::Float(v); }
Value Str(const char* v) { return Value::String(v); }
Value List(std::vector<Value> v) { return Value::List(std::move(v)); }

// The answer as the language writes it, or "error: <code> <detail>".
std::string Answer(std::string_view name, std::vector<Value> arguments) {
  static const std::unique_ptr<graph::Graph> kGraph = graph::Graph::InMemory();
  auto reader = kGraph->Read().value();
  std::mt19937_64 random(7);
  FunctionContext context;
  context.reader = reader.get();
  context.random = &random;
  const FunctionEntry* entry = FindFunction(name);
  if (!entry || !entry->call) return "no such function";
  if (entry->null_in_null_out)
    for (const Value& argument : arguments)
      if (argument.is_null()) return "null";
  auto result = entry->call(arguments, context);
  if (!result)
    return std::string("error: ") + ErrorCodeName(result.error().code) + " " +
           result.error().detail;
  return ValueToText(*result, *reader);
}

TEST(Functions, AreFoundWithoutRegardToCaseAndOnce) {
  EXPECT_EQ(FindFunction("TOUPPER"), FindFunction("toUpper"));
  EXPECT_EQ(FindFunction("Duration.InDays"), FindFunction("duration.inDays"));
  EXPECT_EQ(FindFunction("no"), nullptr);
  auto names = FunctionNames();
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size());
  EXPECT_EQ(FindFunction("count")->kind, FunctionKind::kAggregating);
  EXPECT_FALSE(FindFunction("rand")->deterministic);
}

TEST(Functions, StringsCountCharactersNotBytes) {
  EXPECT_EQ(Answer("size", {Str("naïve ☃")}), "7");
  EXPECT_EQ(Answer("left", {Str("ñandú"), Int(2)}), "'ña'");
  EXPECT_EQ(Answer("right", {Str("ñandú"), Int(2)}), "'dú'");
  EXPECT_EQ(Answer("right", {Str("ab"), Int(9)}), "'ab'");
  EXPECT_EQ(Answer("substring", {Str("ñandú"), Int(1), Int(3)}), "'and'");
  EXPECT_EQ(Answer("substring", {Str("abc"), Int(5)}), "''");
  EXPECT_EQ(Answer("substring", {Str("abc"), Int(-1)}), "error: out of range NumberOutOfRange");
  EXPECT_EQ(Answer("reverse", {Str("ñ☃a")}), "'a☃ñ'");
  EXPECT_EQ(Answer("toUpper", {Str("straße é")}), "'STRASSE É'");
  EXPECT_EQ(Answer("toUpper", {Int(1)}), "error: type InvalidArgumentType");
  EXPECT_EQ(Answer("trim", {Str("\xE2\x80\x83 a b\n")}), "'a b'");
  EXPECT_EQ(Answer("ltrim", {Str("  a ")}), "'a '");
  EXPECT_EQ(Answer("rtrim", {Str("xaéé"), Str("éx")}), "'xa'");
}

TEST(Functions, SplitAndReplace) {
  EXPECT_EQ(Answer("split", {Str("a,b,,c"), Str(",")}), "['a', 'b', '', 'c']");
  EXPECT_EQ(Answer("split", {Str(""), Str(",")}), "['']");
  EXPECT_EQ(Answer("split", {Str(",a,"), Str(",")}), "['', 'a', '']");
  EXPECT_EQ(Answer("split", {Str("añb"), Str("")}), "['a', 'ñ', 'b']");
  EXPECT_EQ(Answer("split", {Str("a;b,c"), List({Str(","), Str(";")})}), "['a', 'b', 'c']");
  EXPECT_EQ(Answer("split", {Str("a"), Value::Null()}), "null");
  EXPECT_EQ(Answer("replace", {Str("aaaa"), Str("aa"), Str("b")}), "'bb'");
  EXPECT_EQ(Answer("replace", {Str("ab"), Str(""), Str("-")}), "'-a-b-'");
}

TEST(Functions, Conversions) {
  EXPECT_EQ(Answer("toInteger", {Str(" 42 ")}), "42");
  EXPECT_EQ(Answer("toInteger", {Str("-1.9")}), "-1");
  EXPECT_EQ(Answer("toInteger", {Str("9223372036854775807")}), "9223372036854775807");
  EXPECT_EQ(Answer("toInteger", {Str("9223372036854775808")}),
            "error: out of range NumberOutOfRange");
  EXPECT_EQ(Answer("toInteger", {Str("1e3")}), "1000");
  EXPECT_EQ(Answer("toInteger", {Str("0x10")}), "null");
  EXPECT_EQ(Answer("toInteger", {Flt(std::nan(""))}), "error: out of range NumberOutOfRange");
  EXPECT_EQ(Answer("toInteger", {List({})}), "error: type InvalidArgumentValue");
  EXPECT_EQ(Answer("toFloat", {Str("1e-3")}), "0.001");
  EXPECT_EQ(Answer("toFloat", {Str("one")}), "null");
  EXPECT_EQ(Answer("toFloat", {Value::Boolean(true)}), "error: type InvalidArgumentValue");
  EXPECT_EQ(Answer("toBoolean", {Str("TRUE")}), "true");
  EXPECT_EQ(Answer("toBoolean", {Str("yes")}), "null");
  EXPECT_EQ(Answer("toBoolean", {Flt(1)}), "error: type InvalidArgumentValue");
  EXPECT_EQ(Answer("toString", {Flt(1e21)}), "'1.0E21'");
  EXPECT_EQ(Answer("toString", {Value::Of(graph::Duration{14, 0, -1, 0})}), "'P1Y2MT-1S'");
  EXPECT_EQ(Answer("toString", {Value::Map({})}), "error: type InvalidArgumentValue");
  EXPECT_EQ(Answer("toStringOrNull", {Value::Map({})}), "null");
  EXPECT_EQ(Answer("toIntegerList", {List({Str("1"), Str("x"), Value::Null()})}),
            "[1, null, null]");
}

TEST(Functions, Lists) {
  EXPECT_EQ(Answer("head", {List({})}), "null");
  EXPECT_EQ(Answer("last", {List({Int(1), Int(2)})}), "2");
  EXPECT_EQ(Answer("tail", {List({Int(1), Int(2)})}), "[2]");
  EXPECT_EQ(Answer("tail", {List({})}), "[]");
  EXPECT_EQ(Answer("reverse", {List({Int(1), Value::Null()})}), "[null, 1]");
  EXPECT_EQ(Answer("range", {Int(3), Int(0), Int(-2)}), "[3, 1]");
  EXPECT_EQ(Answer("range", {Int(0), Int(9), Int(0)}), "error: out of range NumberOutOfRange");
  EXPECT_EQ(Answer("range", {Int(0), Flt(9)}), "error: invalid argument InvalidArgumentType");
  EXPECT_EQ(Answer("range", {Int(INT64_MIN), Int(INT64_MAX)}), "error: limit ");
  EXPECT_EQ(Answer("range", {Int(INT64_MAX - 1), Int(INT64_MAX)}),
            "[9223372036854775806, 9223372036854775807]");
  EXPECT_EQ(Answer("size", {Value::Map({})}), "error: type InvalidArgumentType");
  EXPECT_EQ(Answer("isEmpty", {Value::Map({})}), "true");
}

TEST(Functions, Numbers) {
  EXPECT_EQ(Answer("abs", {Int(-3)}), "3");
  EXPECT_EQ(Answer("abs", {Int(INT64_MIN)}), "error: arithmetic IntegerOverflow");
  EXPECT_EQ(Answer("sign", {Flt(-0.5)}), "-1");
  EXPECT_EQ(Answer("ceil", {Int(3)}), "3.0");
  EXPECT_EQ(Answer("floor", {Flt(-3.2)}), "-4.0");
  EXPECT_EQ(Answer("sqrt", {Int(-1)}), "NaN");
  EXPECT_EQ(Answer("isNaN", {Flt(std::nan(""))}), "true");
  EXPECT_EQ(Answer("log", {Int(0)}), "-Infinity");
  EXPECT_EQ(Answer("atan2", {Int(0), Int(-1)}), "3.141592653589793");
  EXPECT_EQ(Answer("degrees", {Flt(3.141592653589793)}), "180.0");
  EXPECT_EQ(Answer("exp", {Str("1")}), "error: type InvalidArgumentType");
}

TEST(Functions, RoundingOfHalves) {
  EXPECT_EQ(Answer("round", {Flt(2.5)}), "3.0");
  EXPECT_EQ(Answer("round", {Flt(-1.5)}), "-1.0");
  EXPECT_EQ(Answer("round", {Flt(0.49999999999999994)}), "0.0");
  EXPECT_EQ(Answer("round", {Flt(1.005), Int(2)}), "1.01");
  EXPECT_EQ(Answer("round", {Flt(-1.55), Int(1)}), "-1.6");
  EXPECT_EQ(Answer("round", {Flt(1.249), Int(1), Str("UP")}), "1.3");
  EXPECT_EQ(Answer("round", {Flt(-1.25), Int(1), Str("CEILING")}), "-1.2");
  EXPECT_EQ(Answer("round", {Flt(1.25), Int(1), Str("HALF_EVEN")}), "1.2");
  EXPECT_EQ(Answer("round", {Flt(1.35), Int(1), Str("HALF_EVEN")}), "1.4");
  EXPECT_EQ(Answer("round", {Flt(-1.25), Int(1), Str("HALF_DOWN")}), "-1.2");
  EXPECT_EQ(Answer("round", {Flt(1e300), Int(3)}), "1.0E300");
  EXPECT_EQ(Answer("round", {Flt(1.5), Int(-1)}), "error: out of range NumberOutOfRange");
}

TEST(Functions, RandomOnesKeepTheirShape) {
  std::string uuid = Answer("randomUUID", {});
  ASSERT_EQ(uuid.size(), 38u);  // with its quotes
  EXPECT_EQ(uuid[15], '4');
  EXPECT_NE(std::string("89ab").find(uuid[20]), std::string::npos);
  double random = std::stod(Answer("rand", {}));
  EXPECT_GE(random, 0.0);
  EXPECT_LT(random, 1.0);
}

TEST(Functions, NullsAndMaps) {
  EXPECT_EQ(Answer("coalesce", {Value::Null(), Int(2), Int(3)}), "2");
  EXPECT_EQ(Answer("coalesce", {Value::Null()}), "null");
  EXPECT_EQ(Answer("exists", {Value::Null()}), "false");
  EXPECT_EQ(Answer("keys", {Value::Map({{"b", Int(1)}, {"a", Value::Null()}})}), "['a', 'b']");
  EXPECT_EQ(Answer("labels", {Int(1)}), "error: type InvalidArgumentValue");
}

}  // namespace
}  // namespace entente::query
