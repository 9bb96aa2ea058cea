/// \file
/// A small graph with everything that a format may trip over: names with quotes, line breaks,
/// markup, control characters and marks of direction, every type of value, lists of all kinds,
/// parallel relationships, nodes without labels, keys or properties.

#pragma once

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/graph_maker.h"

namespace entente::tests {

inline std::unique_ptr<graph::Graph> HostileGraph() {
  using graph::Value;
  auto list = [](std::vector<Value> values) { return Value::List(std::move(values)); };
  GraphMaker maker;
  const std::string control("nul \0 bell \a escape \x1b delete \x7f", 30);
  auto person = maker.Node(
      {"Person"},
      {{"key", Text("person/\"o'neill\"\\")},
       {"name", Text("Róisín \"Rosie\" O'Neill, 3rd; \\ <&> ]]> `tick` $x {y}\r\nsecond\tline")},
       {"aliases", list({Text("a;b"), Text("c|d"), Text("e,f\""), Text("tab\there"), Text("")})},
       {"control", Text(control)},
       {"direction", Text("\u200fright\u202eto left\u2066\u2028\ufeff")},
       {"script", Text("*/ ; // $$ \\u0027 \\\\u0027 \\' ${x} %s \\N <script>&amp;")}});
  auto ministry =
      maker.Node({"Organization", "Ministry"}, {{"key", Text("ministry/défense")},
                                                {"name", Text("")},
                                                {"aliases", list({Text("")})},
                                                {"empty", list({})},
                                                {"long", Text(std::string(5000, 'x') + "é")}});
  auto agreement = maker.Node(
      {"Agreement"},
      {{"key", Text("agreement/1")},
       {"date", Text("2018-09-14")},
       {"date_from", Text("2018-09")},
       {"in_force_on", Text("--06-12")},
       {"mixed", list({Value::Integer(1), Text("one"), Value::Of(graph::Date{17000})})},
       {"integers", list({Value::Integer(std::numeric_limits<int64_t>::min()), Value::Integer(0)})},
       {"floats",
        list({Value::Float(0.1), Value::Float(std::nan("")), Value::Float(-0.0),
              Value::Float(1e300), Value::Float(std::numeric_limits<double>::infinity())})},
       {"booleans", list({Value::Boolean(true), Value::Boolean(false)})},
       {"dates", list({Value::Of(graph::Date{0}), Value::Of(graph::Date{-800000})})},
       {"odd name `: \"\\\n", Value::Integer(1)},
       {"value", Text("text")}});
  // The same property with another kind of value under the same label.
  auto other = maker.Node(
      {"Agreement"},
      {{"key", Text("agreement/2")}, {"date", Text("2018")}, {"value", Value::Integer(7)}});
  auto third =
      maker.Node({"Agreement"}, {{"key", Text("agreement/3")}, {"value", Value::Float(7)}});
  auto document = maker.Node({"Document"}, {{"id", Text("a/b%20c.txt")},
                                            {"text", Text("Chile signed.\nDüsseldorf, too.")},
                                            {"published", Text("2018-09-15")}});
  auto times = maker.Node(
      {"Times"},
      {{"id", Value::Integer(42)},
       {"date", Value::Of(graph::Date{17788})},
       {"local", Value::Of(graph::LocalTime{45'000'000'000'001})},
       {"time", Value::Of(graph::Time{3'600'000'000'000, -5400})},
       {"local_date_time", Value::Of(graph::LocalDateTime{1'536'900'000, 120'000'000})},
       {"date_time", Value::Of(graph::DateTime{1'536'900'000, 0, 7200, "Europe/Stockholm"})},
       {"instant", Value::Of(graph::DateTime{-5, 999'999'999, 0, ""})},
       {"duration", Value::Of(graph::Duration{14, -3, 7, 500'000'000})},
       {"negative", Value::Of(graph::Duration{-1, 0, -1, 500'000'000})}});
  auto bare = maker.Node({}, {});
  auto number = maker.Node({"Odd label `:)"}, {{"x", Value::Float(2)}});

  const Value evidence = list({Text("a/b%20c.txt#char=0,12"), Text("a/b%20c.txt#char=14,24")});
  maker.Relationship(person, "SIGNED", agreement,
                     {{"evidence", evidence},
                      {"rule", Text("signed/active")},
                      {"confidence", Value::Float(0.95)},
                      {"date", Text("2018-09-14")}});
  // Parallel: two alike, one with less, one with more.
  for (int i = 0; i < 2; ++i) maker.Relationship(person, "SIGNED", other, {{"date", Text("2018")}});
  maker.Relationship(person, "SIGNED", other, {});
  maker.Relationship(person, "SIGNED", other,
                     {{"date", Text("2018")}, {"on_behalf_of", list({Text("x"), Text("y")})}});
  maker.Relationship(person, "REPRESENTS", ministry, {{"since", Value::Of(graph::Date{1})}});
  maker.Relationship(other, "REPLACES", other, {});
  maker.Relationship(third, "REPLACES", other, {{"value", Value::Integer(1)}});
  maker.Relationship(third, "REPLACES", agreement, {{"value", Text("one")}});
  maker.Relationship(
      person, "MENTIONED_IN", document,
      {{"start", Value::Integer(0)}, {"end", Value::Integer(5)}, {"text", Text("Chile")}});
  maker.Relationship(bare, "odd type `]->", number, {{"at", Value::Of(graph::Date{2})}});
  maker.Relationship(times, "SIGNED", bare, {});
  return maker.Finish();
}

}  // namespace entente::tests
