/// \file
/// A small graph of invented names that questions are asked of, and what they read and answer.
/// Threads: one test at a time.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "query/engine.h"
#include "query/question.h"
#include "query/question_names.h"
#include "query/question_words.h"
#include "query/value_text.h"
#include "tests/support/graph_maker.h"

namespace entente::query {
inline std::unique_ptr<graph::Graph> QuestionClassWorld() {
  using graph::NodeId;
  using tests::Properties;
  using tests::Text;
  using tests::Texts;
  tests::GraphMaker maker;
  auto named = [&](std::initializer_list<const char*> labels, const char* key, const char* name,
                   Properties more = {}, std::initializer_list<const char*> aliases = {}) {
    Properties properties{{"key", Text(key)}, {"name", Text(name)}, {"aliases", Texts(aliases)}};
    for (auto& property : more) properties.push_back(property);
    return maker.Node(labels, properties);
  };
  auto agreement = [&](const char* key, const char* name, const char* kind, const char* status,
                       const char* day, std::initializer_list<const char*> aliases = {}) {
    Properties more{{"kind", Text(kind)}, {"status", Text(status)}};
    if (day != nullptr)
      for (const char* suffix : {"", "_from", "_to"})
        more.emplace_back(std::string("date") + suffix, Text(day));
    return named({"Agreement"}, key, name, more, aliases);
  };
  const NodeId chile = named({"Country"}, "cl", "Chile", {{"iso2", Text("CL")}}),
               peru = named({"Country"}, "pe", "Peru"), kenya = named({"Country"}, "ke", "Kenya");
  const NodeId ana = named({"Person"}, "ana", "Ana Adano"),
               luis = named({"Person"}, "luis", "Luis Vega");
  const NodeId power = named({"Organization"}, "power", "Adano Power"),
               gas = named({"Organization"}, "gas", "Adano Gas");
  named({"Organization"}, "andes-union", "Andes Union");
  named({"Organization"}, "act", "ACT");
  const NodeId santiago = named({"Place"}, "santiago", "Santiago");
  maker.Relationship(named({"Place"}, "puerto", "Puerto Sol"), "LOCATED_IN", peru, {});
  const NodeId trade =
      agreement("act-text", "Andean Commerce Treaty", "treaty", "in force", "2016-02-01", {"ACT"});
  const NodeId peace =
      agreement("peace", "peace agreement", "agreement", "signed", "2010-06-05", {"text"});
  const NodeId other =
      agreement("other", "peace declaration", "declaration", "signed", "2012-06-05");
  const NodeId old = agreement("old", "2001 Water Treaty", "treaty", "signed", nullptr);
  const NodeId water = agreement("water", "water treaty", "treaty", "signed", "2001-04-03");
  const NodeId late = agreement("late", "water treaty", "treaty", "signed", "2004-04-03");
  const NodeId works = agreement("works", "contract", "contract", "signed", "2019-01-01");
  agreement("union-text", "Andes Union treaty on rivers", "treaty", "signed", "2020-03-04");
  auto party = [&](NodeId who, NodeId what, const char* how = "") {
    maker.Relationship(who, "PARTY_TO", what, {{"how", Text(how)}});
  };
  party(chile, trade);
  maker.Relationship(peru, "PARTY_TO", trade,
                     {{"how", Text("acceded")},
                      {"date", Text("2018-05-06")},
                      {"date_from", Text("2018-05-06")},
                      {"date_to", Text("2018-05-06")}});
  party(chile, peace);
  party(peru, peace);
  party(kenya, other);
  party(peru, other);
  party(chile, old);
  party(chile, water);
  party(peru, water);
  party(kenya, late);
  party(kenya, works);
  party(gas, works);
  maker.Relationship(ana, "SIGNED", peace, {{"on_behalf_of", Texts({"cl"})}});
  maker.Relationship(luis, "WITNESSED", peace, {});
  maker.Relationship(peace, "SIGNED_IN", santiago, {});
  maker.Relationship(ana, "HOLDS_POST", chile, {{"title", Text("President")}});
  maker.Relationship(luis, "HOLDS_POST", peru, {{"title", Text("Prime Minister")}});
  const NodeId otieno = named({"Person"}, "otieno", "Otieno Mbugua");
  maker.Relationship(otieno, "HOLDS_POST", kenya,
                     {{"title", Text("President")}, {"qualifier", Text("former")}});
  for (const NodeId where : {kenya, peru})
    maker.Relationship(otieno, "HOLDS_POST", where,
                       {{"title", Text("Governor")}, {"qualifier", Text("former")}});
  maker.Relationship(named({"Person"}, "wanjiru", "Wanjiru Mutua"), "HOLDS_POST", kenya,
                     {{"title", Text("Governor")}});
  maker.Relationship(named({"Person"}, "raul", "Raul Quispe"), "HOLDS_POST", peru,
                     {{"title", Text("Governor")}});
  const NodeId states = named({"Country"}, "us", "United States", {}, {"US"});
  for (const char* title : {"Head of the Budget Office", "Deputy Head of Mission",
                            "Minister of Banking", "Vice President", "Deputy Prime Minister"})
    maker.Relationship(named({"Person"}, title, title), "HOLDS_POST", chile,
                       {{"title", Text(title)}});
  maker.Relationship(ana, "MET", luis, {{"date", Text("2010-06-05")}});
  maker.Relationship(power, "BELONGS_TO", kenya, {});
  const NodeId lease = agreement("lease", "lease", "contract", "signed", "1999-01-01");
  party(states, lease);
  const NodeId brazil = named({"Country"}, "br", "Brazil");
  const NodeId dropped = agreement("dropped", "memorandum", "memorandum", "rejected", "2015-01-01");
  party(brazil, dropped);
  maker.Relationship(named({"Person"}, "rui", "Rui Prado"), "SIGNED", dropped, {});
  const NodeId ended = named({"Agreement"}, "ended", "Coffee Pact",
                             {{"kind", Text("agreement")},
                              {"status", Text("rejected")},
                              {"date", Text("1990")},
                              {"date_from", Text("1990-01-01")},
                              {"date_to", Text("1990-12-31")},
                              {"ended_on", Text("1995")},
                              {"ended_on_from", Text("1995-01-01")}});
  party(brazil, ended);
  return maker.Finish();
}

class QuestionClassWorldTest : public testing::Test {
 protected:
  QuestionClassWorldTest()
      : graph_(QuestionClassWorld()),
        reader_(*graph_->Read()),
        index_(*reader_),
        names_(index_.Names()) {
    names_.find_by_capital = [this](std::string_view text) {
      return text == "santiago" ? index_.Find("Chile") : std::vector<NamedNode>();
    };
  }

  std::string Understood(std::string_view text) {
    auto question = UnderstandQuestion(text, names_, {"2024-06-15"});
    if (!question) return "error: " + graph::FormatError(question.error());
    Engine engine(*graph_);
    auto result = engine.Run(question->query, question->parameters);
    return result ? question->understood
                  : question->query + "\n" + graph::FormatError(result.error());
  }
  // The first column of what the graph has of the agreements that a question speaks of.
  std::string Subject(std::string_view text) {
    auto question = UnderstandQuestion(text, names_, {"2024-06-15"});
    if (!question) return "error: " + graph::FormatError(question.error());
    if (!question->subject) return "none";
    Engine engine(*graph_);
    auto result = engine.Run(question->subject->query, question->subject->parameters);
    if (!result) return "error: " + graph::FormatError(result.error());
    if (!question->subject->near_query.empty()) {
      auto near = engine.Run(question->subject->near_query, question->subject->parameters);
      if (!near) return "error: " + graph::FormatError(near.error());
    }
    std::string out = question->subject->one ? "one" : "any";
    for (const Row& row : result->rows) out += ", " + ValueToCell(row[0], *reader_);
    return out;
  }
  // The first column of the answer.
  std::string Answer(std::string_view text) {
    auto question = UnderstandQuestion(text, names_, {"2024-06-15"});
    if (!question) return "error: " + graph::FormatError(question.error());
    Engine engine(*graph_);
    auto result = engine.Run(question->query, question->parameters);
    if (!result) return "error: " + graph::FormatError(result.error()) + "\n" + question->query;
    std::string out;
    for (const Row& row : result->rows)
      out += (out.empty() ? "" : ", ") + ValueToCell(row[0], *reader_);
    return out;
  }

  std::unique_ptr<graph::Graph> graph_;
  std::shared_ptr<const graph::GraphReader> reader_;
  NameIndex index_;
  QuestionNames names_;
};

}  // namespace entente::query
