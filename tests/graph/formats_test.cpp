// The formats that are only written: their golden files, and what no text may do in them. Whether
// other programs take them is checked by tests/graph/check_formats.py.
#include <gtest/gtest.h>

#include <string>

#include "graph/formats/attributes.h"
#include "graph/formats/cypher_script.h"
#include "graph/formats/dot.h"
#include "graph/formats/gexf.h"
#include "graph/formats/graphml.h"
#include "graph/formats/turtle.h"
#include "tests/support/format_text.h"
#include "tests/support/hostile_graph.h"

namespace entente::graph {
namespace {

TEST(Formats, Graphml) {
  tests::ExpectGolden("formats/hostile.graphml",
                      tests::Written(*tests::HostileGraph(), WriteGraphml));
}

TEST(Formats, Gexf) {
  tests::ExpectGolden("formats/hostile.gexf", tests::Written(*tests::HostileGraph(), WriteGexf));
}

TEST(Formats, CypherScript) {
  tests::ExpectGolden("formats/hostile.cypher",
                      tests::Written(*tests::HostileGraph(), WriteCypherScript));
}

TEST(Formats, Turtle) {
  tests::ExpectGolden("formats/hostile.ttl", tests::Written(*tests::HostileGraph(), WriteTurtle));
}

TEST(Formats, Dot) {
  tests::ExpectGolden("formats/hostile.dot",
                      WriteDot(DiagramOfGraph(**tests::HostileGraph()->Read())));
}

TEST(Formats, OfAnEmptyGraph) {
  auto graph = Graph::InMemory();
  EXPECT_NE(tests::Written(*graph, WriteGraphml).find("</graphml>"), std::string::npos);
  EXPECT_NE(tests::Written(*graph, WriteGexf).find("</gexf>"), std::string::npos);
  EXPECT_EQ(tests::Written(*graph, WriteCypherScript).find("UNWIND"), std::string::npos);
  EXPECT_EQ(tests::Written(*graph, WriteTurtle).find("urn:entente:node"), std::string::npos);
}

std::string Xml(std::string_view text) {
  std::string out;
  AppendXmlText(out, text);
  return out;
}

TEST(XmlText, HasNoCharacterThatXmlLacks) {
  EXPECT_EQ(Xml("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;'");
  EXPECT_EQ(Xml(std::string_view("\0\x01\x1f", 3)), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(Xml("\t\n\r"), "&#9;&#10;&#13;");
  EXPECT_EQ(Xml("x\xef\xbf\xbe\xef\xbf\xbfy\xef\xbb\xbf"),
            "x\xef\xbf\xbd\xef\xbf\xbdy\xef\xbb\xbf");
}

std::string Cypher(const Value& value) {
  std::string out;
  AppendCypherValue(out, value);
  return out;
}

TEST(CypherText, CannotEndItsQuotes) {
  EXPECT_EQ(Cypher(tests::Text("it's \\ \"so\"\n")), R"('it\'s \\ "so"\n')");
  // Neo4j decodes \u0027 before it looks for quotes.
  EXPECT_EQ(Cypher(tests::Text("\\u0027")), R"('\\' + 'u0027')");
  EXPECT_EQ(Cypher(tests::Text("\u202e")), R"('\u202E')");
  EXPECT_EQ(Cypher(Value::Float(1e300)), "1e300");
  EXPECT_EQ(Cypher(Value::Of(Date{0})), "date('1970-01-01')");
  std::string name;
  AppendCypherName(name, "a`b");
  AppendCypherName(name, "Order");
  AppendCypherName(name, "signed_on");
  EXPECT_EQ(name, "`a``b``Order`signed_on");
}

TEST(Turtle, TypesTheSchemasDays) {
  tests::GraphMaker maker;
  maker.Node({"Agreement"}, {{"key", tests::Text("a b/ü")},
                             {"date", tests::Text("2018-09-14")},
                             {"date_from", tests::Text("2018-09")},
                             {"ended_on", tests::Text("2018")},
                             {"in_force_on", tests::Text("--02-29")},
                             {"signed_on", tests::Text("2018-02-30")},
                             {"name", tests::Text("2018")}});
  const std::string text = tests::Written(*maker.Finish(), WriteTurtle);
  EXPECT_NE(text.find("<urn:entente:Agreement:a%20b/%C3%BC> a schema:Agreement"),
            std::string::npos);
  EXPECT_NE(text.find("schema:date \"2018-09-14\"^^xsd:date"), std::string::npos);
  EXPECT_NE(text.find("schema:date_from \"2018-09\"^^xsd:gYearMonth"), std::string::npos);
  EXPECT_NE(text.find("schema:ended_on \"2018\"^^xsd:gYear"), std::string::npos);
  EXPECT_NE(text.find("schema:in_force_on \"--02-29\"^^xsd:gMonthDay"), std::string::npos);
  EXPECT_NE(text.find("schema:signed_on \"2018-02-30\" "), std::string::npos);
  EXPECT_NE(text.find("schema:name \"2018\" "), std::string::npos);
}

TEST(Turtle, ShowsTheSentenceBehindARelationship) {
  const std::string text = tests::Written(*tests::HostileGraph(), WriteTurtle);
  EXPECT_NE(text.find("prov:wasDerivedFrom <urn:entente:Document:a/b%2520c.txt#char=0,12>, "
                      "<urn:entente:Document:a/b%2520c.txt#char=14,24>"),
            std::string::npos);
  EXPECT_NE(text.find("prov:value \"Düsseldorf\""), std::string::npos);
}

}  // namespace
}  // namespace entente::graph
