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
      documents.push_back(Store(findings, Fingerprint{}));
    }
    graph.nodes = {{MentionType::kOrganization, "organization:x", "X", {}},
                   {MentionType::kPerson, "person:ana-torres", "Ana Torres", {{0, 0}, {1, 0}}},
                   {MentionType::kPerson, "person:ana-vidal", "Ana Vidal", {{0, 1}, {1, 1}}}};
    graph.node_of = {{1, 2}, {1, 2}};
    graph.possibly_same = {{1, 2, 0.6f, "reason"}};
    graph.source_of = {0, 1};
  }
  std::vector<std::string> Apply(const std::string& text) {
    auto corrections = ParseCorrections("file", text);
    EXPECT_TRUE(corrections);
    return ApplyCorrections(*corrections, documents, graph);
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
              IsEmpty());
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
              ElementsAre(HasSubstr("line 1: "), HasSubstr("line 2: "), HasSubstr("line 3: ")));
  EXPECT_EQ(example.graph.nodes[2].name, "Ana V.");
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
