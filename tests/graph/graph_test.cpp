#include "graph/graph.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "graph/persistent.h"
#include "tests/graph/model_graph.h"

namespace entente::graph {
namespace {

std::unique_ptr<Transaction> Begin(Graph& graph) {
  auto transaction = graph.Begin();
  EXPECT_TRUE(transaction);
  return *std::move(transaction);
}

TEST(PersistentArray, ACopyKeepsWhatItSaw) {
  PersistentArray<int> a;
  for (uint32_t i = 0; i < 1000; ++i) a.Edit(i * 7) = static_cast<int>(i);
  const PersistentArray<int> before = a;
  for (uint32_t i = 0; i < 1000; i += 3) a.Edit(i * 7) = -1;
  a.Edit(UINT32_MAX) = 5;
  EXPECT_EQ(*before.Find(21), 3);
  EXPECT_EQ(*a.Find(21), -1);
  EXPECT_EQ(before.Find(UINT32_MAX), nullptr);
  EXPECT_EQ(*a.Find(UINT32_MAX), 5);
  EXPECT_EQ(before.Next(22), 28u);
  EXPECT_EQ(before.Next(6994), std::nullopt);
  EXPECT_EQ(a.Next(6994), UINT32_MAX);
  int count = 0;
  before.ForEach([&](uint32_t key, int value) {
    EXPECT_EQ(key, static_cast<uint32_t>(value) * 7);
    ++count;
  });
  EXPECT_EQ(count, 1000);
}

TEST(Graph, AReaderTakenBeforeACommitDoesNotSeeIt) {
  const auto graph = Graph::InMemory();
  auto first = Begin(*graph);
  const LabelId person = first->InternLabel("Person");
  const NodeId node = *first->CreateNode(std::array{person});
  ASSERT_TRUE(first->SetProperty(node, first->InternKey("name"), Value::String("Ada")));
  ASSERT_TRUE(first->Commit());
  const auto before = *graph->Read();
  auto second = Begin(*graph);
  ASSERT_TRUE(second->SetProperty(node, second->InternKey("name"), Value::String("Eva")));
  ASSERT_TRUE(second->CreateNode(std::array{person}));
  EXPECT_EQ(second->reader().node_count(), 2u) << "a transaction sees its own writes";
  EXPECT_EQ((*graph->Read())->node_count(), 1u) << "others don't before the commit";
  ASSERT_TRUE(second->Commit());
  const PropertyKeyId name = *before->FindKey("name");
  EXPECT_EQ(before->node_count(), 1u);
  EXPECT_EQ(before->Property(node, name).as_string(), "Ada");
  const auto after = *graph->Read();
  EXPECT_EQ(after->CountNodes(person), 2u);
  EXPECT_EQ(after->Property(node, name).as_string(), "Eva");
  EXPECT_TRUE(after->FindNodes(person, name, Value::String("Ada")).empty());
  EXPECT_EQ(before->FindNodes(person, name, Value::String("Ada")), std::vector{node});
}

TEST(Graph, ADroppedTransactionLeavesNothing) {
  const auto graph = Graph::InMemory();
  {
    auto dropped = Begin(*graph);
    ASSERT_TRUE(dropped->CreateNode(std::array{dropped->InternLabel("Person")}));
  }
  const auto reader = *graph->Read();
  EXPECT_EQ(reader->node_count(), 0u);
  EXPECT_EQ(reader->FindLabel("Person"), std::nullopt);
  EXPECT_TRUE(Begin(*graph)->Commit());
}

TEST(Graph, ANodeWithRelationshipsStays) {
  const auto graph = Graph::InMemory();
  auto t = Begin(*graph);
  const NodeId a = *t->CreateNode({}), b = *t->CreateNode({});
  const RelationshipId loop = *t->CreateRelationship(t->InternType("T"), a, a);
  const Status refused = t->DeleteNode(a);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConstraint);
  t->DeleteRelationship(loop);
  EXPECT_TRUE(t->DeleteNode(a));
  EXPECT_TRUE(t->DeleteNode(b));
  EXPECT_EQ(t->reader().node_count(), 0u);
  EXPECT_FALSE(t->reader().Exists(a));
}

TEST(Graph, RefusesValuesThatAreNoProperties) {
  const auto graph = Graph::InMemory();
  auto t = Begin(*graph);
  const NodeId node = *t->CreateNode({});
  const PropertyKeyId key = t->InternKey("k");
  for (const Value& value : {Value::Map({}), Value::Node(node), Value::List({Value::Null()}),
                             Value::List({Value::List({})})}) {
    const Status status = t->SetProperty(node, key, value);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::kType);
  }
}

TEST(Graph, IndexesFindWhatWasThereBeforeThem) {
  const auto graph = Graph::InMemory();
  auto t = Begin(*graph);
  const LabelId label = t->InternLabel("L");
  const PropertyKeyId kind = t->InternKey("kind");
  const NodeId node = *t->CreateNode(std::array{label});
  ASSERT_TRUE(t->SetProperty(node, kind, Value::Integer(1)));
  EXPECT_FALSE(t->reader().HasIndex(label, kind));
  t->CreateIndex(label, kind);
  EXPECT_TRUE(t->reader().HasIndex(label, kind));
  EXPECT_TRUE(t->reader().HasIndex(label, t->InternKey("name")));
  EXPECT_EQ(t->reader().FindNodes(label, kind, Value::Float(1.0)), std::vector{node});
}

TEST(Graph, DeletingAHubsRelationshipsOneByOneKeepsItsLists) {
  const auto graph = Graph::InMemory();
  auto t = Begin(*graph);
  const TypeId type = t->InternType("T");
  const NodeId hub = *t->CreateNode({});
  std::vector<RelationshipId> made;
  for (int i = 0; i < 1000; ++i) {
    made.push_back(*t->CreateRelationship(type, hub, *t->CreateNode({})));
  }
  for (size_t i = 0; i + 1 < made.size(); ++i) {
    t->DeleteRelationship(made[i]);
    ASSERT_EQ(t->reader().Degree(hub, type, Direction::kOut), made.size() - i - 1);
  }
  AdjacencyBuffer buffer;
  const auto list = t->reader().Adjacent(hub, type, Direction::kOut, buffer);
  ASSERT_EQ(list.size, 1u);
  EXPECT_EQ(list.relationship(0), made.back());
}

TEST(Graph, RandomWritesAgreeWithPlainMaps) {
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    const auto graph = Graph::InMemory();
    ModelGraph model;
    RandomWriter writer(seed);
    for (int round = 0; round < 8; ++round) {
      ModelGraph dropped = model;
      const auto before = *graph->Read();
      writer.Write(dropped, *Begin(*graph), 20);
      auto transaction = Begin(*graph);
      ModelGraph next = model;
      writer.Write(next, *transaction, 60);
      ExpectSame(transaction->reader(), next);
      ASSERT_TRUE(transaction->Commit());
      if (round > 0) ExpectSame(*before, model);
      model = std::move(next);
      ExpectSame(**graph->Read(), model);
      if (::testing::Test::HasFailure()) FAIL() << "seed " << seed << ", round " << round;
    }
  }
}

TEST(Graph, ReadersUnderAWriterSeeWholeTransactions) {
  const auto graph = Graph::InMemory();
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int r = 0; r < 3; ++r) {
    readers.emplace_back([&] {
      while (!done) {
        const auto reader = *graph->Read();
        // Every transaction makes two nodes and a relationship.
        ASSERT_EQ(reader->node_count(), reader->relationship_count() * 2);
        std::vector<NodeId> nodes;
        for (std::optional<NodeId> at = NodeId(0); at;) {
          at = reader->ScanNodes(LabelId(), *at, 64, nodes);
        }
        ASSERT_EQ(nodes.size(), reader->node_count());
        AdjacencyBuffer buffer;
        for (size_t i = 0; i + 1 < nodes.size(); i += 2) {
          ASSERT_EQ(reader->Adjacent(nodes[i], TypeId(0), Direction::kOut, buffer).node(0),
                    nodes[i + 1]);
        }
      }
    });
  }
  for (int i = 0; i < 300; ++i) {
    auto t = Begin(*graph);
    const TypeId type = t->InternType("T");
    const NodeId a = *t->CreateNode({}), b = *t->CreateNode({});
    ASSERT_TRUE(t->CreateRelationship(type, a, b));
    ASSERT_TRUE(t->Commit());
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace entente::graph
