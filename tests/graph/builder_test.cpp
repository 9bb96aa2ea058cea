#include "graph/builder.h"

#include <gtest/gtest.h>

#include <array>

#include "graph/base.h"
#include "graph/fold.h"
#include "graph/maintenance.h"
#include "graph/statistics.h"
#include "graph/store.h"
#include "tests/graph/model_graph.h"
#include "tests/graph/temporary_folder.h"

namespace entente::graph {
namespace {

TEST(GraphBuilder, BuildsWhatItWasGiven) {
  TemporaryFolder folder;
  GraphBuilder builder;
  const LabelId person = builder.InternLabel("Person"), country = builder.InternLabel("Country");
  const PropertyKeyId name = builder.InternKey("name"), year = builder.InternKey("year");
  const TypeId met = builder.InternType("MET"), from = builder.InternType("FROM");
  const NodeId chile = *builder.AddNode(std::array{country});
  builder.SetString(name, "Chile");
  std::vector<NodeId> people;
  for (int i = 0; i < 5000; ++i) {
    people.push_back(*builder.AddNode(std::array{person}));
    builder.SetString(name, "person " + std::to_string(i % 1000));
    if (i % 3 == 0) builder.SetInteger(year, 1900 + i % 100);
  }
  for (int i = 0; i < 5000; ++i) {
    ASSERT_TRUE(builder.AddRelationship(from, people[static_cast<size_t>(i)], chile));
    ASSERT_TRUE(builder.AddRelationship(met, people[static_cast<size_t>(i)],
                                        people[static_cast<size_t>((i * 7 + 1) % 5000)]));
    builder.SetString(name, i % 2 ? "odd" : "even");
  }
  const std::string path = folder / "g";
  ASSERT_TRUE(builder.WriteFile(path, Replace::kNo));
  EXPECT_EQ(builder.WriteFile(path, Replace::kNo).error().code, ErrorCode::kAlreadyExists);
  ASSERT_TRUE(CheckFile(path));
  const auto graph = *Graph::Open(path, OpenMode::kRead);
  const auto reader = *graph->Read();
  EXPECT_EQ(reader->CountNodes(person), 5000u);
  const auto found = reader->FindNodes(person, name, Value::String("person 7"));
  ASSERT_EQ(found.size(), 5u);
  EXPECT_EQ(reader->FindNodes(country, name, Value::String("Chile")).size(), 1u);
  EXPECT_EQ(reader->FindNodes(person, year, Value::Integer(1930)).size(), 17u);
  EXPECT_TRUE(reader->FindNodes(person, name, Value::String("nobody")).empty());
  AdjacencyBuffer buffer;
  const NodeId there = reader->FindNodes(country, name, Value::String("Chile"))[0];
  EXPECT_EQ(reader->Degree(there, from, Direction::kIn), 5000u);
  const auto list = reader->Adjacent(found[1], met, Direction::kOut, buffer);
  ASSERT_EQ(list.size, 1u);
  EXPECT_EQ(reader->Property(list.relationship(0), name).as_string(), "odd");
}

TEST(GraphBuilder, ShowsColumnsInPlaceAndCounts) {
  GraphBuilder builder;
  const LabelId person = builder.InternLabel("Person"), city = builder.InternLabel("City");
  const PropertyKeyId name = builder.InternKey("name"), age = builder.InternKey("age");
  const TypeId lives = builder.InternType("LIVES_IN");
  std::vector<NodeId> people;
  for (int i = 0; i < 1000; ++i) {
    people.push_back(*builder.AddNode(std::array{person}));
    builder.SetString(name, "n" + std::to_string(i % 7));
    builder.SetInteger(age, 20 + i % 50);
  }
  const NodeId paris = *builder.AddNode(std::array{city});
  builder.SetString(name, "Paris");
  for (int i = 0; i < 600; ++i) {
    ASSERT_TRUE(builder.AddRelationship(lives, people[static_cast<size_t>(i)], paris));
  }
  const auto graph = *builder.ToMemory();
  const auto reader = *graph->Read();
  const auto ranges = reader->LabelRanges(person);
  ASSERT_TRUE(ranges && ranges->size() == 1);
  EXPECT_EQ((*ranges)[0].count, 1000u);
  const auto ages = reader->Chunk((*ranges)[0], age);
  ASSERT_TRUE(ages);
  EXPECT_EQ(ages->kind, ValueKind::kInteger);
  ASSERT_EQ(ages->width, 1);
  EXPECT_EQ(ages->base + static_cast<uint8_t>(ages->data[69]), 39);
  EXPECT_FALSE(reader->Chunk({NodeId(0), 1001}, name)) << "two columns";
  EXPECT_EQ(reader->LabelRanges(LabelId())->size(), 1u);
  const PropertyStatistics names = StatisticsOf(*reader, person, name);
  EXPECT_EQ(names.present, 1000u);
  EXPECT_EQ(names.distinct, 7u);
  EXPECT_TRUE(names.indexed);
  EXPECT_EQ(StatisticsOf(*reader, person, age).distinct, 50u);
  const TypeStatistics types = StatisticsOf(*reader, lives);
  EXPECT_EQ(types.relationships, 600u);
  EXPECT_EQ(types.starts, 600u);
  EXPECT_EQ(types.ends, 1u);
  EXPECT_EQ(types.max_in, 600u);
  EXPECT_EQ(CountRelationships(*reader, lives, Direction::kOut, person), 600u);
  EXPECT_EQ(CountRelationships(*reader, lives, Direction::kOut, city), 0u);
  EXPECT_EQ(CountRelationships(*reader, lives, Direction::kIn, city), 600u);
}

TEST(GraphBuilder, KeepsEvidenceAndQuotesAsTheyWere) {
  GraphBuilder builder;
  const LabelId document = builder.InternLabel("Document"), person = builder.InternLabel("Person");
  const PropertyKeyId text = builder.InternKey("text"), start = builder.InternKey("start"),
                      end = builder.InternKey("end"), evidence = builder.InternKey("evidence");
  const TypeId mentioned = builder.InternType("MENTIONED_IN");
  const NodeId doc = *builder.AddNode(std::array{document});
  builder.SetString(text, "Señor Núñez met Ana Ávila.");
  const NodeId node = *builder.AddNode(std::array{person});
  const auto mention = [&](int64_t from, int64_t to, const std::string& quote) {
    ASSERT_TRUE(builder.AddRelationship(mentioned, node, doc));
    builder.SetInteger(start, from);
    builder.SetInteger(end, to);
    builder.SetString(text, quote);
    ASSERT_TRUE(
        builder.Set(evidence, Value::List({Value::String("a#b.txt#char=6,11"),
                                           Value::String("doc#char=" + std::to_string(from) + "," +
                                                         std::to_string(to))})));
  };
  mention(0, 11, "Señor Núñez");
  mention(16, 25, "Ana Ávila");
  mention(25, 26, ".");
  const auto graph = *builder.ToMemory();
  const auto reader = *graph->Read();
  const Store& store = reader->store();
  ASSERT_EQ(store.base()->relationship_columns(0).size(), 4u);
  EXPECT_EQ(store.base()->FindRelationshipColumn(0, text)->encoding(), Encoding::kQuotes);
  EXPECT_EQ(store.base()->FindRelationshipColumn(0, evidence)->encoding(), Encoding::kEvidence);
  EXPECT_EQ(reader->Property(RelationshipId(0), text).as_string(), "Señor Núñez");
  EXPECT_EQ(reader->Property(RelationshipId(1), text).as_string(), "Ana Ávila");
  EXPECT_EQ(reader->Property(RelationshipId(2), text).as_string(), ".");
  const Value list = reader->Property(RelationshipId(1), evidence);
  EXPECT_EQ(list.as_list()[0].as_string(), "a#b.txt#char=6,11");
  EXPECT_EQ(list.as_list()[1].as_string(), "doc#char=16,25");
}

TEST(GraphBuilder, ColumnsOfMixedKindsKeepTheirValues) {
  GraphBuilder builder;
  const PropertyKeyId key = builder.InternKey("name");
  const std::vector<Value> values = {Value::Integer(7),
                                     Value::Float(2.5),
                                     Value::String("x"),
                                     Value::List({}),
                                     Value::List({Value::String("d#char=1,2")}),
                                     Value::List({Value::String("d#char=01,2")}),
                                     Value::Boolean(true),
                                     Value::Of(Date{-5}),
                                     Value::Of(LocalTime{5}),
                                     Value::Integer(INT64_MIN),
                                     Value::Of(DateTime{1, 2, 3, "Europe/Paris"})};
  std::vector<NodeId> nodes;
  for (size_t first = 0; first < values.size(); ++first) {  // each kind first once
    const LabelId label = builder.InternLabel("L" + std::to_string(first));
    for (size_t i = 0; i < values.size(); ++i) {
      nodes.push_back(*builder.AddNode(std::array{label}));
      ASSERT_TRUE(builder.Set(key, values[(first + i) % values.size()]));
    }
  }
  const auto graph = *builder.ToMemory();
  const auto reader = *graph->Read();
  for (size_t first = 0; first < values.size(); ++first) {
    std::vector<NodeId> found;
    const auto label = reader->FindLabel("L" + std::to_string(first));
    reader->ScanNodes(*label, NodeId(0), 100, found);
    ASSERT_EQ(found.size(), values.size());
    for (size_t i = 0; i < values.size(); ++i) {
      const Value& expected = values[(first + i) % values.size()];
      const Value value = reader->Property(found[i], key);
      EXPECT_EQ(value.kind(), expected.kind());
      EXPECT_TRUE(Equivalent(value, expected));
      EXPECT_EQ(reader->FindNodes(*label, key, expected), std::vector{found[i]});
    }
  }
}

TEST(GraphBuilder, OfTwoValuesTheLaterStays) {
  GraphBuilder builder;
  const PropertyKeyId key = builder.InternKey("k");
  const std::vector<Value> values = {Value::Integer(1),
                                     Value::Float(2),
                                     Value::String("x"),
                                     Value::List({Value::String("d#char=1,2")}),
                                     Value::List({Value::Integer(1)}),
                                     Value::Boolean(true)};
  for (const Value& first : values) {
    for (const Value& second : values) {
      ASSERT_TRUE(builder.AddNode({}));
      ASSERT_TRUE(builder.Set(key, first));
      ASSERT_TRUE(builder.Set(key, second));
    }
  }
  // The same in a column of its own for each two, which keeps the form of its values.
  std::vector<PropertyKeyId> keys;
  const NodeId last = *builder.AddNode({});
  for (const Value& first : values) {
    for (const Value& second : values) {
      keys.push_back(builder.InternKey("k" + std::to_string(keys.size())));
      ASSERT_TRUE(builder.Set(keys.back(), first));
      ASSERT_TRUE(builder.Set(keys.back(), second));
    }
  }
  const auto graph = *builder.ToMemory();
  const auto reader = *graph->Read();
  for (uint32_t i = 0; i < keys.size(); ++i) {
    EXPECT_TRUE(Equivalent(reader->Property(NodeId(i), key), values[i % values.size()])) << i;
    EXPECT_TRUE(Equivalent(reader->Property(last, keys[i]), values[i % values.size()])) << i;
  }
}

TEST(GraphBuilder, TooManyNamesAreAnError) {
  GraphBuilder builder;
  ASSERT_TRUE(builder.AddNode({}));
  for (int i = 0; i < 65535; ++i) builder.InternKey(std::to_string(i));
  EXPECT_FALSE(builder.Set(builder.InternKey("one more"), Value::Integer(1)));
  builder.SetInteger(builder.InternKey("one more"), 1);
  EXPECT_EQ(builder.ToMemory().error().code, ErrorCode::kLimit);
  const auto graph = Graph::InMemory();
  auto t = *graph->Begin();
  const NodeId node = *t->CreateNode({});
  for (int i = 0; i < 65535; ++i) t->InternLabel(std::to_string(i));
  t->AddLabel(node, t->InternLabel("one more"));
  EXPECT_EQ(t->Commit().error().code, ErrorCode::kLimit);
}

TEST(GraphBuilder, RandomWritesOverABaseAgreeWithPlainMaps) {
  for (uint32_t seed = 31; seed <= 38; ++seed) {
    ModelGraph model;
    RandomWriter writer(seed);
    std::unique_ptr<Graph> graph = Graph::InMemory();
    for (int round = 0; round < 6; ++round) {
      for (int commit = 0; commit < 2; ++commit) {
        auto t = *graph->Begin();
        writer.Write(model, *t, 50);
        ExpectSame(t->reader(), model);
        ASSERT_TRUE(t->Commit());
      }
      GraphBuilder builder(round % 2 + 1u);
      ASSERT_TRUE(FeedStore((*graph->Read())->store(), builder));
      graph = *builder.ToMemory();
      ExpectSame(**graph->Read(), model);
      ASSERT_TRUE((*graph->Read())->store().base()->Verify());
      if (::testing::Test::HasFailure()) FAIL() << "seed " << seed << ", round " << round;
    }
  }
}

}  // namespace
}  // namespace entente::graph
