#include "graph/formats/dot.h"

#include <gtest/gtest.h>

namespace entente::graph {
namespace {

TEST(Dot, NoTextCanEndItsQuotes) {
  EXPECT_EQ(DotQuote("a \"b\" \\"), "\"a \\\"b\\\" \\\\\"");
  EXPECT_EQ(DotQuote("line\nbreak\x01"), "\"line\\nbreak \"");
  EXPECT_EQ(DotQuote("node"), "\"node\"") << "a reserved word";
}

TEST(Dot, WritesNodesEdgesAndClusters) {
  DotGraph diagram;
  diagram.graph_attributes = {{"rankdir", "LR"}};
  diagram.nodes = {{{{"label", "Chile"}}}, {{{"label<", "<b>Treaty</b>"}}}};
  diagram.edges = {{0, 1, {{"label", "PARTY_TO"}}}};
  diagram.clusters = {{{{"label", "A side"}}, {0}}};
  EXPECT_EQ(WriteDot(diagram),
            "digraph G {\n"
            "rankdir=\"LR\";\n"
            "subgraph cluster_0 {\n"
            "label=\"A side\";\n"
            "n0;\n"
            "}\n"
            "n0 [label=\"Chile\"];\n"
            "n1 [label=<<b>Treaty</b>>];\n"
            "n0->n1  [label=\"PARTY_TO\"];\n"
            "}\n");
}

TEST(Dot, MarkupOfALabelIsTextOnly) {
  EXPECT_EQ(EscapeHtml("A & B <i> \"x\" \x1b[31m\x7f"), "A &amp; B &lt;i&gt; &quot;x&quot;  [31m ");
}

}  // namespace
}  // namespace entente::graph
