#include "ingest/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// Two people and a company in two documents, linked to three nodes.
struct Example {
  Example() {
    for (const char* id : {"a", "b"}) {
      DocumentFindings findings;
      findings.document_id = id;
      for (const char* name : {"Ana Torres", "Ana Vidal"}) {
        FoundEntity entity;
        entity.type = MentionType::kPerson;
        entity.name = name;
        findings.entities.push_back(entity);
      }
      FoundFact fact;
      fact.type = "HOLDS_POST";
      fact.from = 0;
      fact.to = 1;
      findings.facts.push_back(fact);
      documents.push_back(Store(findings, Fingerprint{}));
    }
    graph.nodes = {{MentionType::kOrganization, "organization:x", "X", {}},
                   {MentionType::kPerson, "person:ana-torres", "Ana Torres", {{0, 0}, {1, 0}}},
                   {MentionType::kPerson, "person:ana-vidal", "Ana Vidal", {{0, 1}, {1, 1}}}};
    graph.node_of = {{1, 2}, {1, 2}};
    graph.possibly_same = {{1, 2, 0.6f, "reason"}};
    graph.source_of = {0, 1};
  }
  // "line: sentence"
  std::vector<std::string> Apply(const std::string& text) {
    auto corrections = ParseCorrections("file", text);
    EXPECT_TRUE(corrections);
    std::vector<std::string> problems;
    for (const CorrectionProblem& problem : ApplyCorrections(*corrections, documents, graph))
      problems.push_back(std::to_string(problem.line) + ": " + problem.text);
    return problems;
  }
  std::vector<std::string> Keys() const {
    std::vector<std::string> keys;
    for (const LinkedNode& node : graph.nodes) keys.push_back(node.key);
    return keys;
  }
  std::vector<StoredFindings> documents;
  LinkedGraph graph;
};

TEST(Corrections, MergeMakesOneAndSettlesTheDoubt) {
  Example example;
  EXPECT_THAT(example.Apply("# one\nmerge person:ana-vidal person:ana-torres\n"), IsEmpty());
  EXPECT_THAT(example.Keys(), ElementsAre("organization:x", "person:ana-vidal"));
  EXPECT_EQ(example.graph.nodes[1].members.size(), 4u);
  EXPECT_EQ(example.graph.node_of, (std::vector<std::vector<uint32_t>>{{1, 1}, {1, 1}}));
  EXPECT_THAT(example.graph.possibly_same, IsEmpty());
}

TEST(Corrections, SplitTakesADocumentsPart) {
  Example example;
  EXPECT_THAT(example.Apply("split person:ana-torres b"), IsEmpty());
  EXPECT_THAT(example.Keys(), ElementsAre("organization:x", "person:ana-torres",
                                          "person:ana-torres@b", "person:ana-vidal"));
  EXPECT_EQ(example.graph.node_of[1][0], 2u);
}

TEST(Corrections, RenameAndReject) {
  Example example;
  EXPECT_THAT(example.Apply("rename person:ana-torres  Ana Torres Rivas \r\n"
                            "reject person:ana-vidal\n"
                            "reject SIGNED person:ana-torres organization:x\n"),
              ElementsAre("3: there is no relationship SIGNED from person:ana-torres to "
                          "organization:x"));
  EXPECT_EQ(example.graph.nodes[1].name, "Ana Torres Rivas");
  EXPECT_EQ(example.graph.node_of[0][1], kNoIndex);
  ASSERT_EQ(example.graph.rejected.size(), 1u);
  EXPECT_EQ(example.graph.rejected[0].type, "SIGNED");
}

TEST(Corrections, WhatCantBeDoneIsToldAndTheRestIsDone) {
  Example example;
  EXPECT_THAT(example.Apply("merge person:nobody person:ana-vidal\n"
                            "merge organization:x person:ana-vidal\n"
                            "split person:ana-vidal c\nrename person:ana-vidal Ana V.\n"),
              ElementsAre(StartsWith("1: "), StartsWith("2: "), StartsWith("3: ")));
  EXPECT_EQ(example.graph.nodes[2].name, "Ana V.");
}

// What changed nothing was silent, and the mistake in it stayed.
TEST(Corrections, WhatChangesNothingIsTold) {
  Example example;
  EXPECT_THAT(example.Apply("reject HOLDS_POST person:ana-torres person:ana-vidal\n"
                            "reject HOLDS_POST person:ana-vidal person:ana-torres\n"
                            "merge person:ana-vidal person:ana-vidal\n"
                            "rename person:ana-vidal Ana Vidal\n"),
              ElementsAre("2: there is no relationship HOLDS_POST from person:ana-vidal to "
                          "person:ana-torres",
                          "3: person:ana-vidal is named twice",
                          "4: person:ana-vidal is called Ana Vidal already"));
}

TEST(Corrections, MistakesHaveLineAndColumn) {
  auto unknown = ParseCorrections("my.txt", "# note\n  join a b\n");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(graph::FormatError(unknown.error()).rfind("my.txt:2:3: ", 0), 0u);
  for (const char* text : {"merge a", "split a", "rename a", "reject", "reject A b"}) {
    EXPECT_FALSE(ParseCorrections("my.txt", text)) << text;
  }
}

}  // namespace
}  // namespace entente::ingest
