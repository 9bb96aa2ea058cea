/// \file
/// A small graph of the schema to ask questions of: invented people, agreements and talks of a few
/// countries, with one document that they are told in.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/graph_maker.h"

namespace entente::tests {

inline std::unique_ptr<graph::Graph> QuestionWorld() {
  using graph::NodeId;
  using graph::Value;
  GraphMaker maker;
  const std::string story =
      "Chile and Peru signed the Andes Treaty in Santiago. Ana Ruiz signed for Chile.";
  auto evidence = [&](Properties more = {}) {
    more.emplace_back("evidence", Texts({"andes.txt#char=0,51"}));
    more.emplace_back("confidence", Value::Float(0.95));
    return more;
  };
  auto named = [&](std::initializer_list<const char*> labels, const char* key, const char* name,
                   std::initializer_list<const char*> aliases = {}, Properties more = {}) {
    Properties properties{{"key", Text(key)}, {"name", Text(name)}, {"aliases", Texts(aliases)}};
    for (auto& property : more) properties.push_back(property);
    return maker.Node(labels, properties);
  };
  auto dated = [](const char* property, const char* from, const char* to, Properties more = {}) {
    std::string name = property, day = from == std::string(to) ? from : std::string(from, 4);
    more.emplace_back(name, Text(day));
    more.emplace_back(name + "_from", Text(from));
    more.emplace_back(name + "_to", Text(to));
    return more;
  };
  auto with = [](Properties a, const Properties& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  };

  NodeId chile = named({"Country"}, "country/cl", "Chile", {"Chilean"}, {{"iso2", Text("CL")}});
  NodeId peru = named({"Country"}, "country/pe", "Peru", {"Peruvian"}, {{"iso2", Text("PE")}});
  NodeId japan = named({"Country"}, "country/jp", "Japan", {"Japanese"}, {{"iso2", Text("JP")}});
  NodeId uk = named({"Country"}, "country/gb", "United Kingdom", {"UK", "Britain", "British"},
                    {{"iso2", Text("GB")}});
  NodeId estonia =
      named({"Country"}, "country/ee", "Estonia", {"Estonian"}, {{"iso2", Text("EE")}});
  NodeId ana = named({"Person"}, "person/ana-ruiz", "Ana Ruiz", {"Ms Ruiz"});
  NodeId luis = named({"Person"}, "person/luis-vega", "Luis Vega");
  NodeId bo = named({"Person"}, "person/bo-lund", "Bo Lund");
  NodeId keiko = named({"Person"}, "person/keiko-sato", "Keiko Sat\u014d", {"Keiko Sato"});
  NodeId interior = named({"Ministry", "Organization"}, "ministry/cl/interior",
                          "Ministry of the Interior", {"Interior Ministry"});
  NodeId uk_defence =
      named({"Ministry", "Organization"}, "ministry/gb/defence", "Ministry of Defence", {"MoD"});
  NodeId jp_defence =
      named({"Ministry", "Organization"}, "ministry/jp/defence", "Ministry of Defence");
  NodeId foreign =
      named({"Ministry", "Organization"}, "ministry/cl/foreign", "Ministry of Foreign Affairs");
  NodeId nordwind = named({"Organization"}, "organization/nordwind", "Nordwind Energy",
                          {"Nordwind"}, {{"kind", Text("company")}});
  NodeId santiago = named({"Place"}, "place/santiago", "Santiago");
  NodeId tallinn = named({"Place"}, "place/tallinn", "Tallinn");
  NodeId cyber = named({"Topic"}, "topic/cyber", "cybersecurity");
  NodeId energy = named({"Topic"}, "topic/energy", "energy");
  NodeId trade = named({"Topic"}, "topic/trade", "border trade");
  maker.Relationship(santiago, "LOCATED_IN", chile);
  maker.Relationship(tallinn, "LOCATED_IN", estonia);
  for (auto [body, owner] : {std::pair{interior, chile},
                             {foreign, chile},
                             {uk_defence, uk},
                             {jp_defence, japan},
                             {nordwind, estonia}})
    maker.Relationship(body, "BELONGS_TO", owner, evidence());

  auto agreement = [&](const char* key, const char* name, const char* kind, const char* status,
                       const char* day, Properties more = {}) {
    Properties properties{{"kind", Text(kind)}, {"status", Text(status)}};
    return named({"Agreement"}, key, name, {}, with(dated("date", day, day, properties), more));
  };
  NodeId andes = agreement("agreement/andes", "Andes Treaty", "treaty", "in force", "2018-03-12",
                           with(dated("ratified_on", "2018-11-01", "2018-11-30"),
                                dated("in_force_on", "2019-01-01", "2019-01-01")));
  NodeId memo = agreement("agreement/memo", "Memorandum of Understanding on Cyber Security",
                          "memorandum of understanding", "signed", "2018-09-14");
  NodeId wind =
      agreement("agreement/wind", "wind power agreement", "agreement", "signed", "2019-05-02");
  NodeId protocol =
      agreement("agreement/protocol", "Tallinn Protocol", "protocol", "rejected", "2019-06-01",
                with(dated("initialled_on", "2019-04-01", "2019-04-01"),
                     dated("ended_on", "2020-02-01", "2020-02-29")));
  NodeId plan = agreement("agreement/plan", "treaty on fishing", "treaty", "planned", "2021-01-15");
  NodeId second =
      agreement("agreement/second", "Second Andes Treaty", "treaty", "signed", "2020-07-01");
  auto party = [&](NodeId who, NodeId what, const char* how = "signed") {
    maker.Relationship(who, "PARTY_TO", what, evidence({{"how", Text(how)}}));
  };
  party(chile, andes);
  party(peru, andes);
  party(japan, andes, "acceded");
  party(estonia, andes, "withdrew");
  party(chile, memo);
  party(uk, memo);
  party(interior, memo);
  party(uk_defence, memo);
  party(jp_defence, wind);
  party(japan, wind);
  party(nordwind, wind);
  party(estonia, protocol);
  party(peru, protocol, "refused");
  party(chile, plan);
  party(japan, plan);
  party(chile, second);
  party(peru, second);
  auto signs = [&](NodeId who, const char* type, NodeId what,
                   std::initializer_list<const char*> behalf = {}) {
    maker.Relationship(who, type, what, evidence({{"on_behalf_of", Texts(behalf)}}));
  };
  signs(ana, "SIGNED", andes, {"country/cl"});
  signs(luis, "SIGNED", andes, {"country/pe"});
  signs(ana, "SIGNED", memo, {"country/cl", "ministry/cl/interior"});
  signs(keiko, "SIGNED", wind, {"country/jp"});
  signs(keiko, "WITNESSED", andes);
  signs(bo, "INITIALLED", protocol);
  signs(ana, "DUE_TO_SIGN", plan, {"country/cl"});
  maker.Relationship(second, "RENEWS", andes, evidence());
  maker.Relationship(second, "REPLACES", andes, evidence());
  maker.Relationship(protocol, "AMENDS", andes, evidence());
  maker.Relationship(memo, "IMPLEMENTS", andes, evidence());
  maker.Relationship(andes, "SIGNED_IN", santiago, evidence());
  maker.Relationship(second, "SIGNED_IN", santiago, evidence());
  maker.Relationship(memo, "ABOUT", cyber, evidence());
  maker.Relationship(wind, "ABOUT", energy, evidence());
  maker.Relationship(andes, "ABOUT", trade, evidence());

  auto represents = [&](NodeId who, NodeId whom, std::initializer_list<const char*> context) {
    maker.Relationship(who, "REPRESENTS", whom, evidence({{"context", Texts(context)}}));
  };
  represents(ana, chile, {"agreement/andes", "agreement/memo"});
  represents(luis, peru, {"agreement/andes"});
  represents(bo, estonia, {"event/talks"});
  represents(keiko, jp_defence, {"agreement/wind"});
  auto holds = [&](NodeId who, const char* title, NodeId where, Properties more = {}) {
    more.emplace_back("title", Text(title));
    maker.Relationship(who, "HOLDS_POST", where, evidence(more));
  };
  holds(ana, "Minister of Foreign Affairs", foreign, dated("from", "2018-01-01", "2018-01-01"));
  holds(ana, "Minister of the Interior", interior, {{"qualifier", Text("former")}});
  holds(keiko, "Minister of the Interior", interior);
  holds(luis, "President", peru);
  holds(bo, "Defense Minister", estonia);
  holds(keiko, "Minister of Defence", jp_defence);

  auto event = [&](const char* key, const char* name, const char* kind, const char* day,
                   Properties more = {}) {
    Properties properties{{"kind", Text(kind)}};
    return named({"Event"}, key, name, {}, with(dated("start", day, day, properties), more));
  };
  NodeId talks = event("event/talks", "talks in Tallinn", "talks", "2019-04-01");
  NodeId conference =
      event("event/conference", "Baltic Defence Conference", "conference", "2019-10-10");
  NodeId summit = event("event/summit", "Andes summit", "summit", "2019-11-20");
  NodeId off = event("event/off", "meeting of ministers", "meeting", "2020-01-05",
                     {{"cancelled", Value::Boolean(true)}});
  maker.Relationship(talks, "HELD_IN", tallinn, evidence());
  maker.Relationship(conference, "HELD_IN", tallinn, evidence());
  maker.Relationship(summit, "HELD_IN", santiago, evidence());
  maker.Relationship(protocol, "SIGNED_AT", talks, evidence());
  maker.Relationship(wind, "SIGNED_AT", talks, evidence());
  auto attends = [&](NodeId who, NodeId what, const char* role = "participant") {
    maker.Relationship(who, "PARTICIPATED_IN", what, evidence({{"role", Text(role)}}));
  };
  attends(estonia, talks, "host");
  attends(chile, talks);
  attends(ana, talks);
  attends(bo, talks, "leader");
  attends(estonia, conference, "host");
  attends(uk, conference);
  attends(bo, conference, "speaker");
  attends(chile, summit, "host");
  attends(peru, summit);
  attends(estonia, off);
  maker.Relationship(ana, "MET", bo, evidence(dated("date", "2019-04-01", "2019-04-01")));
  maker.Relationship(ana, "MET", luis, evidence(dated("date", "2018-03-12", "2018-03-12")));

  NodeId document = maker.Node({"Document"}, {{"id", Text("andes.txt")},
                                              {"title", Text("The Andes Treaty is signed")},
                                              {"published", Text("2018-03-13")},
                                              {"text", Text(story)}});
  for (auto [node, begin, end] : {std::tuple{chile, 0, 5},
                                  {peru, 10, 14},
                                  {andes, 26, 38},
                                  {santiago, 42, 50},
                                  {ana, 52, 60}})
    maker.Relationship(node, "MENTIONED_IN", document,
                       {{"start", Value::Integer(begin)},
                        {"end", Value::Integer(end)},
                        {"text", Text(story.substr(begin, end - begin))}});
  return maker.Finish();
}

}  // namespace entente::tests
