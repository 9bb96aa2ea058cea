/// \file
/// A small graph of the schema whose contents never change, for tests of what the program prints:
/// invented people, agreements and meetings of a few countries, told in five invented documents
/// whose sentences are the evidence.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "graph/check.h"
#include "graph/utf8.h"
#include "tests/support/graph_maker.h"

namespace entente::tests {

class SampleWorld {
 public:
  std::unique_ptr<graph::Graph> Make() {
    AddDocuments();
    AddActors();
    AddAgreements();
    AddEvents();
    AddMentions();
    return maker_.Finish();
  }

 private:
  using NodeId = graph::NodeId;
  using Value = graph::Value;
  using Names = std::initializer_list<const char*>;
  struct Story {
    std::string id, text;
    NodeId node;
  };

  void AddDocument(const char* id, const char* title, const char* published, const char* url,
                   const char* text) {
    Properties properties{{"id", Text(id)},
                          {"title", Text(title)},
                          {"published", Text(published)},
                          {"text", Text(text)}};
    if (*url != '\0') properties.emplace_back("url", Text(url));
    stories_.push_back({id, text, maker_.Node({"Document"}, properties)});
  }

  // The place of `words` in the documents, as RFC 5147 writes it; told in all documents that have
  // them.
  std::vector<std::string> Fragments(const std::string& words) const {
    std::vector<std::string> out;
    for (const Story& story : stories_) {
      size_t at = story.text.find(words);
      if (at == std::string::npos) continue;
      size_t begin = graph::CountCharacters(std::string_view(story.text).substr(0, at));
      out.push_back(story.id + "#char=" + std::to_string(begin) + "," +
                    std::to_string(begin + graph::CountCharacters(words)));
    }
    ENTENTE_CHECK(!out.empty());
    return out;
  }

  void Join(NodeId from, const char* type, NodeId to, const std::string& words,
            Properties more = {}, double confidence = 0.95) {
    std::vector<Value> fragments;
    for (const std::string& fragment : Fragments(words))
      fragments.push_back(Value::String(fragment));
    more.emplace_back("evidence", Value::List(std::move(fragments)));
    more.emplace_back("confidence", Value::Float(confidence));
    more.emplace_back("rule", Text("told"));
    maker_.Relationship(from, type, to, more);
  }

  NodeId Named(Names labels, const char* key, const char* name, Names aliases = {},
               Properties more = {}) {
    more.emplace_back("key", Text(key));
    more.emplace_back("name", Text(name));
    more.emplace_back("aliases", Texts(aliases));
    NodeId node = maker_.Node(labels, more);
    named_.push_back({node, name});
    for (const char* alias : aliases) named_.push_back({node, alias});
    return node;
  }

  static Properties Dated(const std::string& name, const char* shown, const char* from,
                          const char* to, Properties more = {}) {
    more.emplace_back(name, Text(shown));
    more.emplace_back(name + "_from", Text(from));
    more.emplace_back(name + "_to", Text(to));
    return more;
  }

  void AddDocuments() {
    AddDocument("harbour.txt", "Chile and Peru agree on a harbour", "2018-09-15",
                "https://example.org/harbour",
                "The Harbour Treaty was signed in Lima on 14 September 2018. Chile's Minister of "
                "Transport, Inés Araya Soto, signed for Chile, and Foreign Minister Tomás Quispe "
                "Rojas for Peru. Ambassador Erik Lindahl of Sweden witnessed the signing. The two "
                "ministers met for an hour before the ceremony.");
    AddDocument("harbour-wire.txt", "A treaty for the coast", "2018-09-16", "",
                "Peru and Chile have a treaty on ports. The Harbour Treaty was signed in Lima on "
                "14 September 2018. It replaces the Coast Accord of 1999.");
    AddDocument("wind.txt", "Estonia buys wind", "2019-05-03", "https://example.org/wind",
                "Estonia's Ministry of Energy and Nordlicht AG signed a contract on wind turbines "
                "in May 2019. Kadri Tamme signed for the ministry. Sweden may join later.");
    AddDocument("summit.txt", "Four sign at the summit", "2020-02-11", "",
                "At the Tallinn Summit, Estonia, Sweden, Peru and Chile signed the Data Charter on "
                "10 February 2020. Tomás Quispe Rojas, now President of Peru, signed for Peru. "
                "Kadri Tamme signed for Estonia. Sweden plans a fishing treaty with Peru for "
                "2021.");
    AddDocument("refused.txt", "No to the Polar Protocol", "2020-06-01", "",
                "Sweden's government has refused the Polar Protocol, which Erik Lindahl had "
                "initialled in April.");
  }

  void AddActors() {
    chile_ = Named({"Country"}, "country:CL", "Chile", {"Chilean"}, {{"iso2", Text("CL")}});
    peru_ = Named({"Country"}, "country:PE", "Peru", {"Peruvian"}, {{"iso2", Text("PE")}});
    estonia_ = Named({"Country"}, "country:EE", "Estonia", {"Estonian"}, {{"iso2", Text("EE")}});
    sweden_ = Named({"Country"}, "country:SE", "Sweden", {"Swedish"}, {{"iso2", Text("SE")}});
    energy_ = Named({"Ministry", "Organization"}, "ministry:energy:EE", "Ministry of Energy");
    nordlicht_ = Named({"Organization"}, "organization:nordlicht", "Nordlicht AG", {"Nordlicht"},
                       {{"kind", Text("company")}});
    ines_ = Named({"Person"}, "person:ines-araya-soto", "In\u00e9s Araya Soto", {"Araya"});
    tomas_ = Named({"Person"}, "person:tomas-quispe-rojas", "Tom\u00e1s Quispe Rojas");
    kadri_ = Named({"Person"}, "person:kadri-tamme", "Kadri Tamme");
    erik_ = Named({"Person"}, "person:erik-lindahl", "Erik Lindahl");
    lima_ = Named({"Place"}, "place:lima", "Lima");
    tallinn_ = Named({"Place"}, "place:tallinn", "Tallinn");
    maker_.Relationship(lima_, "LOCATED_IN", peru_, {{"rule", Text("gazetteer")}});
    maker_.Relationship(tallinn_, "LOCATED_IN", estonia_, {{"rule", Text("gazetteer")}});
    Join(energy_, "BELONGS_TO", estonia_, "Estonia's Ministry of Energy");

    const char* minister = "Chile's Minister of Transport, Inés Araya Soto, signed for Chile";
    Join(ines_, "HOLDS_POST", chile_, minister, {{"title", Text("Minister of Transport")}});
    Join(tomas_, "HOLDS_POST", peru_, "Foreign Minister Tomás Quispe Rojas for Peru",
         {{"title", Text("Foreign Minister")}});
    Join(tomas_, "HOLDS_POST", peru_, "Tomás Quispe Rojas, now President of Peru",
         Dated("from", "2020", "2020-01-01", "2020-12-31", {{"title", Text("President")}}));
    Join(erik_, "HOLDS_POST", sweden_, "Ambassador Erik Lindahl of Sweden",
         {{"title", Text("Ambassador")}});
    Join(ines_, "REPRESENTS", chile_, minister);
    Join(tomas_, "REPRESENTS", peru_, "Foreign Minister Tomás Quispe Rojas for Peru");
    Join(kadri_, "REPRESENTS", energy_, "Kadri Tamme signed for the ministry");
    Join(kadri_, "REPRESENTS", estonia_, "Kadri Tamme signed for Estonia");
    Join(ines_, "MET", tomas_, "The two ministers met for an hour before the ceremony",
         Dated("date", "2018-09-14", "2018-09-14", "2018-09-14"));
  }

  NodeId Agreement(const char* key, const char* name, const char* kind, const char* status,
                   const char* date, const char* from, const char* to, Properties more = {}) {
    more.emplace_back("kind", Text(kind));
    more.emplace_back("status", Text(status));
    if (*date != '\0') more = Dated("date", date, from, to, std::move(more));
    return Named({"Agreement"}, key, name, {}, std::move(more));
  }

  void Sign(NodeId person, const char* type, NodeId agreement, const char* words, Names behalf,
            const char* date, double confidence = 0.95) {
    Properties properties{{"on_behalf_of", Texts(behalf)}};
    if (*date != '\0') properties.emplace_back("date", Text(date));
    Join(person, type, agreement, words, properties, confidence);
  }

  void AddAgreements() {
    harbour_ = Agreement("agreement:harbour", "Harbour Treaty", "treaty", "in force", "2018-09-14",
                         "2018-09-14", "2018-09-14",
                         Dated("in_force_on", "2019-01", "2019-01-01", "2019-01-31"));
    coast_ = Agreement("agreement:coast", "Coast Accord", "accord", "signed", "1999", "1999-01-01",
                       "1999-12-31", Dated("ended_on", "2018", "2018-01-01", "2018-12-31"));
    wind_ = Agreement("agreement:wind", "contract on wind turbines", "contract", "signed",
                      "2019-05", "2019-05-01", "2019-05-31");
    charter_ = Agreement("agreement:charter", "Data Charter", "charter", "signed", "2020-02-10",
                         "2020-02-10", "2020-02-10");
    fishing_ = Agreement("agreement:fishing", "fishing treaty", "treaty", "planned", "2021",
                         "2021-01-01", "2021-12-31");
    polar_ = Agreement("agreement:polar", "Polar Protocol", "protocol", "rejected", "", "", "");

    const char* treaty = "The Harbour Treaty was signed in Lima on 14 September 2018.";
    const char* ports = "Peru and Chile have a treaty on ports.";
    const char* four =
        "Estonia, Sweden, Peru and Chile signed the Data Charter on 10 February 2020.";
    const char* turbines =
        "Estonia's Ministry of Energy and Nordlicht AG signed a contract on wind turbines in May "
        "2019.";
    const char* refused = "Sweden's government has refused the Polar Protocol";
    const char* plans = "Sweden plans a fishing treaty with Peru for 2021.";
    for (NodeId party : {chile_, peru_}) Join(party, "PARTY_TO", harbour_, ports);
    for (NodeId party : {estonia_, sweden_, peru_, chile_}) Join(party, "PARTY_TO", charter_, four);
    for (NodeId party : {energy_, nordlicht_}) Join(party, "PARTY_TO", wind_, turbines);
    for (NodeId party : {sweden_, peru_}) Join(party, "PARTY_TO", fishing_, plans, {}, 0.8);
    for (NodeId party : {chile_, peru_})
      Join(party, "PARTY_TO", coast_, "It replaces the Coast Accord of 1999.", {}, 0.55);
    Join(sweden_, "PARTY_TO", polar_, refused, {{"how", Text("refused")}});

    Sign(ines_, "SIGNED", harbour_,
         "Chile's Minister of Transport, Inés Araya Soto, signed for Chile", {"country:CL"},
         "2018-09-14");
    Sign(tomas_, "SIGNED", harbour_, "Foreign Minister Tomás Quispe Rojas for Peru", {"country:PE"},
         "2018-09-14");
    Sign(kadri_, "SIGNED", wind_, "Kadri Tamme signed for the ministry", {"ministry:energy:EE"},
         "2019-05");
    Sign(tomas_, "SIGNED", charter_, "now President of Peru, signed for Peru.", {"country:PE"},
         "2020-02-10");
    Sign(kadri_, "SIGNED", charter_, "Kadri Tamme signed for Estonia", {"country:EE"}, "2020-02-10",
         0.68);
    Sign(erik_, "WITNESSED", harbour_, "Ambassador Erik Lindahl of Sweden witnessed the signing.",
         {}, "2018-09-14");
    Sign(erik_, "INITIALLED", polar_, "Erik Lindahl had initialled in April", {"country:SE"}, "");
    Join(harbour_, "REPLACES", coast_, "It replaces the Coast Accord of 1999.");
    Join(harbour_, "SIGNED_IN", lima_, treaty);
    NodeId ports_topic = Named({"Topic"}, "topic:ports", "ports");
    Join(harbour_, "ABOUT", ports_topic, ports);
  }

  void AddEvents() {
    NodeId summit =
        Named({"Event"}, "event:summit", "Tallinn Summit", {},
              Dated("start", "2020-02-10", "2020-02-10", "2020-02-10", {{"kind", Text("summit")}}));
    const char* words = "At the Tallinn Summit, Estonia, Sweden, Peru and Chile signed";
    Join(charter_, "SIGNED_AT", summit, words);
    Join(summit, "HELD_IN", tallinn_, words);
    for (NodeId guest : {estonia_, sweden_, peru_, chile_})
      Join(guest, "PARTICIPATED_IN", summit, words,
           {{"role", Text(guest == estonia_ ? "host" : "participant")}});
    Join(tomas_, "PARTICIPATED_IN", summit, "Tomás Quispe Rojas, now President of Peru");
  }

  // Every name wherever a document has it.
  void AddMentions() {
    for (const Story& story : stories_)
      for (const auto& [node, name] : named_)
        for (size_t at = story.text.find(name); at != std::string::npos;
             at = story.text.find(name, at + name.size())) {
          auto begin = static_cast<int64_t>(
              graph::CountCharacters(std::string_view(story.text).substr(0, at)));
          auto size = static_cast<int64_t>(graph::CountCharacters(name));
          maker_.Relationship(node, "MENTIONED_IN", story.node,
                              {{"start", Value::Integer(begin)},
                               {"end", Value::Integer(begin + size)},
                               {"text", Text(name)}});
        }
  }

  GraphMaker maker_;
  std::vector<Story> stories_;
  std::vector<std::pair<NodeId, std::string>> named_;
  NodeId chile_, peru_, estonia_, sweden_, energy_, nordlicht_, ines_, tomas_, kadri_, erik_, lima_,
      tallinn_, harbour_, coast_, wind_, charter_, fishing_, polar_;
};

}  // namespace entente::tests
