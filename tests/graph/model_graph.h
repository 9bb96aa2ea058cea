/// \file
/// A graph as plain maps, slow and obvious: what every store is compared with. Nodes and
/// relationships go by a name of the test's own (a number), since ids are the store's to choose.

#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace entente::graph {

struct ModelNode {
  std::set<std::string> labels;
  std::map<std::string, Value> properties;
};
struct ModelRelationship {
  std::string type;
  int start = 0;
  int end = 0;
  std::map<std::string, Value> properties;
};
struct ModelGraph {
  std::map<int, ModelNode> nodes;                  // by the value of their property "tag"
  std::map<int, ModelRelationship> relationships;  // likewise
  int next_tag = 0;
};

/// Makes the same random changes to `model` and through `transaction`.
class RandomWriter {
 public:
  explicit RandomWriter(uint32_t seed) : random_(seed) {}

  void Write(ModelGraph& model, Transaction& transaction, int steps) {
    for (int i = 0; i < steps; ++i) Step(model, transaction);
  }

  Value RandomValue() {
    switch (Pick(12)) {
      case 0:
        return Value::Boolean(Pick(2) == 1);
      case 1:
        return Value::Integer(static_cast<int>(Pick(7)) - 3);
      case 2:
        return Value::Integer(INT64_MIN + static_cast<int64_t>(Pick(3)));
      case 3:
        return Value::Float(static_cast<double>(Pick(5)) / 2);
      case 4:
        return Value::String(std::string(Pick(30), 'x') + "é");
      case 5:
        return Value::Of(Date{static_cast<int64_t>(Pick(20000)) - 10000});
      case 6:
        return Value::Of(Duration{1, 2, -3, 4});
      case 7:
        return Value::List({Value::String("a"), Value::String("b" + std::to_string(Pick(5)))});
      case 8:
        return Value::List({Value::Integer(1), Value::Float(2.5)});
      case 9:
        return Value::Of(DateTime{1234567, 8, 3600, "Europe/Stockholm"});
      case 10:
        return Value::List({Value::String("doc" + std::to_string(Pick(3)) +
                                          "#char=" + std::to_string(Pick(100)) + ",100")});
      default:
        return Value::String("name" + std::to_string(Pick(20)));
    }
  }

 private:
  uint32_t Pick(size_t n) { return static_cast<uint32_t>(random_() % n); }
  std::string RandomLabel() { return std::string("L") + std::to_string(Pick(4)); }
  std::string RandomType() { return std::string("T") + std::to_string(Pick(3)); }
  std::string RandomKey() {
    static const char* const kKeys[] = {"name", "key", "id", "a", "b", "c"};
    return kKeys[Pick(6)];
  }
  template <class Map>
  int RandomTag(const Map& map) {
    return std::next(map.begin(), static_cast<long>(Pick(map.size())))->first;
  }
  static NodeId NodeOf(const Transaction& transaction, int tag) {
    return Find(transaction.reader(), tag);
  }

 public:
  static NodeId Find(const GraphReader& reader, int tag) {
    const auto key = reader.FindKey("tag");
    const auto found = reader.FindNodes(LabelId(), *key, Value::Integer(tag));
    EXPECT_EQ(found.size(), 1u) << "tag " << tag;
    return found.empty() ? NodeId() : found[0];
  }
  static RelationshipId FindRelationship(const GraphReader& reader, const ModelRelationship& r,
                                         int tag) {
    AdjacencyBuffer buffer;
    const auto list =
        reader.Adjacent(Find(reader, r.start), *reader.FindType(r.type), Direction::kOut, buffer);
    for (uint32_t i = 0; i < list.size; ++i) {
      const Value value = reader.Property(list.relationship(i), *reader.FindKey("tag"));
      if (!value.is_null() && value.as_integer() == tag) return list.relationship(i);
    }
    ADD_FAILURE() << "no relationship " << tag;
    return RelationshipId();
  }

 private:
  void Step(ModelGraph& model, Transaction& transaction) {
    const uint32_t what = Pick(20);
    if (model.nodes.size() < 2 || what < 3) {
      const int tag = model.next_tag++;
      ModelNode& node = model.nodes[tag];
      std::vector<LabelId> labels;
      for (uint32_t n = Pick(3); n > 0; --n) {
        const std::string label = RandomLabel();
        node.labels.insert(label);
        labels.push_back(transaction.InternLabel(label));
      }
      const auto id = transaction.CreateNode(labels);
      ASSERT_TRUE(id);
      node.properties["tag"] = Value::Integer(tag);
      ASSERT_TRUE(transaction.SetProperty(*id, transaction.InternKey("tag"), Value::Integer(tag)));
      return;
    }
    if (what < 8) {
      const int tag = model.next_tag++;
      ModelRelationship& r = model.relationships[tag];
      r.type = RandomType();
      // Often at one node, so that there are hubs and parallel relationships.
      r.start = Pick(3) ? RandomTag(model.nodes) : model.nodes.begin()->first;
      r.end = Pick(3) ? RandomTag(model.nodes) : model.nodes.begin()->first;
      const auto id = transaction.CreateRelationship(
          transaction.InternType(r.type), NodeOf(transaction, r.start), NodeOf(transaction, r.end));
      ASSERT_TRUE(id);
      r.properties["tag"] = Value::Integer(tag);
      ASSERT_TRUE(transaction.SetProperty(*id, transaction.InternKey("tag"), Value::Integer(tag)));
      return;
    }
    if (what < 12) {
      const int tag = RandomTag(model.nodes);
      const std::string key = RandomKey();
      const Value value = Pick(4) ? RandomValue() : Value();
      if (value.is_null()) {
        model.nodes[tag].properties.erase(key);
      } else {
        model.nodes[tag].properties[key] = value;
      }
      ASSERT_TRUE(
          transaction.SetProperty(NodeOf(transaction, tag), transaction.InternKey(key), value));
      return;
    }
    if (what < 14) {
      const int tag = RandomTag(model.nodes);
      const std::string label = RandomLabel();
      const LabelId id = transaction.InternLabel(label);
      if (Pick(2)) {
        model.nodes[tag].labels.insert(label);
        transaction.AddLabel(NodeOf(transaction, tag), id);
      } else {
        model.nodes[tag].labels.erase(label);
        transaction.RemoveLabel(NodeOf(transaction, tag), id);
      }
      return;
    }
    if (what < 15) {
      const int tag = RandomTag(model.nodes);
      bool connected = false;
      for (const auto& [t, r] : model.relationships) {
        connected = connected || r.start == tag || r.end == tag;
      }
      const Status status = transaction.DeleteNode(NodeOf(transaction, tag));
      EXPECT_EQ(status.has_value(), !connected);
      if (!connected) model.nodes.erase(tag);
      return;
    }
    if (model.relationships.empty()) return;
    const int tag = RandomTag(model.relationships);
    const RelationshipId id = FindRelationship(transaction.reader(), model.relationships[tag], tag);
    if (what < 17) {
      transaction.DeleteRelationship(id);
      model.relationships.erase(tag);
      return;
    }
    const std::string key = Pick(2) ? RandomKey() : "evidence";
    const Value value = RandomValue();
    model.relationships[tag].properties[key] = value;
    ASSERT_TRUE(transaction.SetProperty(id, transaction.InternKey(key), value));
  }

  std::mt19937 random_;
};

inline void ExpectSameProperties(const GraphReader& reader, const PropertyList& found,
                                 const std::map<std::string, Value>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  auto at = expected.begin();
  for (const auto& [key, value] : found) {
    EXPECT_EQ(reader.Name(key), at->first);
    EXPECT_EQ(value.kind(), at->second.kind()) << at->first;
    EXPECT_TRUE(Equivalent(value, at->second)) << at->first;
    ++at;
  }
}

/// The bulk calls say what the others say.
inline void ExpectBulkAgrees(const GraphReader& reader, const std::vector<NodeId>& nodes) {
  const auto same = [&](const auto& ids) {
    for (uint32_t k = 0; k < reader.key_count(); ++k) {
      const PropertyKeyId key(static_cast<uint16_t>(k));
      std::vector<Value> values;
      bool all_integers = true, all_strings = true;
      for (const auto id : ids) {
        values.push_back(reader.Property(id, key));
        if (values.back().is_null()) continue;
        all_integers = all_integers && values.back().kind() == ValueKind::kInteger;
        all_strings = all_strings && values.back().kind() == ValueKind::kString;
      }
      std::vector<int64_t> integers(ids.size());
      std::vector<uint32_t> codes(ids.size());
      std::vector<uint8_t> present(ids.size());
      if (reader.ReadIntegers(ids, key, ValueKind::kInteger, integers.data(), present.data())) {
        EXPECT_TRUE(all_integers);
        for (size_t i = 0; i < ids.size(); ++i) {
          ASSERT_EQ(present[i] != 0, !values[i].is_null());
          if (present[i]) {
            EXPECT_EQ(integers[i], values[i].as_integer());
          }
        }
      }
      if (reader.ReadStringCodes(ids, key, codes.data())) {
        EXPECT_TRUE(all_strings);
        for (size_t i = 0; i < ids.size(); ++i) {
          ASSERT_EQ(codes[i] == kNoString, values[i].is_null());
          if (codes[i] != kNoString) {
            EXPECT_EQ(reader.String(codes[i]), values[i].as_string());
          }
        }
      }
    }
  };
  same(std::span<const NodeId>(nodes));
  std::vector<RelationshipId> relationships;
  for (uint32_t t = 0; t < reader.type_count(); ++t) {
    const TypeId type(static_cast<uint16_t>(t));
    for (const Direction direction : {Direction::kOut, Direction::kIn}) {
      const auto arrays = reader.Arrays(type, direction);
      AdjacencyBuffer buffer;
      uint32_t row = 0;
      for (size_t i = 0; i < nodes.size(); ++i) {
        const AdjacencyList list = reader.Adjacent(nodes[i], type, direction, buffer);
        EXPECT_EQ(reader.Degree(nodes[i], type, direction), list.size);
        for (uint32_t j = 0; direction == Direction::kOut && j < list.size; ++j) {
          relationships.push_back(list.relationship(j));
        }
        if (!arrays) continue;
        while (row < arrays->row_count &&
               (arrays->nodes ? arrays->nodes[row] : NodeId(arrays->first_node.value + row)) <
                   nodes[i]) {
          ++row;
        }
        const bool here = row < arrays->row_count &&
                          (arrays->nodes ? arrays->nodes[row]
                                         : NodeId(arrays->first_node.value + row)) == nodes[i];
        const uint32_t begin = here ? arrays->offsets[row] : 0;
        ASSERT_EQ(list.size, here ? arrays->offsets[row + 1] - begin : 0);
        for (uint32_t j = 0; j < list.size; ++j) {
          EXPECT_EQ(arrays->neighbours[begin + j], list.node(j));
          EXPECT_EQ(arrays->relationships ? arrays->relationships[begin + j]
                                          : RelationshipId(arrays->first.value + begin + j),
                    list.relationship(j));
        }
      }
    }
  }
  same(std::span<const RelationshipId>(relationships));
  for (uint32_t code = 0; code < reader.string_count(); ++code) {
    EXPECT_EQ(reader.FindString(reader.String(code)), code);
    EXPECT_EQ(reader.StringLowerBound(reader.String(code)), code);
  }
}

/// Everything that `reader` can say is what `model` says.
inline void ExpectSame(const GraphReader& reader, const ModelGraph& model) {
  ASSERT_EQ(reader.node_count(), model.nodes.size());
  ASSERT_EQ(reader.relationship_count(), model.relationships.size());
  std::map<std::string, uint64_t> label_counts, type_counts;
  std::map<int, NodeId> ids;
  std::vector<NodeId> all;
  for (std::optional<NodeId> at = NodeId(0); at;) at = reader.ScanNodes(LabelId(), *at, 3, all);
  ASSERT_EQ(all.size(), model.nodes.size());
  ASSERT_TRUE(std::is_sorted(all.begin(), all.end()));
  const auto tag_key = reader.FindKey("tag");
  for (NodeId node : all) {
    EXPECT_TRUE(reader.Exists(node));
    const int tag = static_cast<int>(reader.Property(node, *tag_key).as_integer());
    ASSERT_TRUE(model.nodes.contains(tag));
    ids[tag] = node;
    const ModelNode& expected = model.nodes.at(tag);
    std::set<std::string> labels;
    for (LabelId label : reader.Labels(node)) {
      labels.insert(std::string(reader.Name(label)));
      EXPECT_TRUE(reader.HasLabel(node, label));
    }
    EXPECT_EQ(labels, expected.labels);
    for (const std::string& label : labels) ++label_counts[label];
    ExpectSameProperties(reader, reader.Properties(node), expected.properties);
    for (const auto& [key, value] : expected.properties) {
      EXPECT_TRUE(Equivalent(reader.Property(node, *reader.FindKey(key)), value));
    }
  }
  ExpectBulkAgrees(reader, all);
  for (const auto& [tag, relationship] : model.relationships) ++type_counts[relationship.type];
  for (uint32_t i = 0; i < reader.label_count(); ++i) {
    const LabelId label(static_cast<uint16_t>(i));
    const std::string name(reader.Name(label));
    EXPECT_EQ(reader.CountNodes(label), label_counts[name]) << name;
    std::vector<NodeId> scanned;
    for (std::optional<NodeId> at = NodeId(0); at;) at = reader.ScanNodes(label, *at, 2, scanned);
    EXPECT_EQ(scanned.size(), label_counts[name]) << name;
    for (NodeId node : scanned) EXPECT_TRUE(reader.HasLabel(node, label));
    for (const char* key : {"name", "key", "id", "a"}) {
      const auto key_id = reader.FindKey(key);
      if (!key_id) continue;
      std::vector<Value> values;
      for (const auto& [tag, node] : model.nodes) {
        auto found = node.properties.find(key);
        if (found != node.properties.end()) values.push_back(found->second);
      }
      for (const Value& value : values) {
        std::set<NodeId> expected;
        for (const auto& [tag, node] : model.nodes) {
          auto found = node.properties.find(key);
          if (node.labels.contains(name) && found != node.properties.end() &&
              Equals(found->second, value) == true) {
            expected.insert(ids[tag]);
          }
        }
        const auto found = reader.FindNodes(label, *key_id, value);
        EXPECT_EQ(found, std::vector<NodeId>(expected.begin(), expected.end())) << name << key;
      }
    }
  }
  for (uint32_t i = 0; i < reader.type_count(); ++i) {
    const TypeId type(static_cast<uint16_t>(i));
    EXPECT_EQ(reader.CountRelationships(type), type_counts[std::string(reader.Name(type))]);
    // Both directions, against the model.
    for (const Direction direction : {Direction::kOut, Direction::kIn}) {
      std::map<NodeId, std::multiset<std::pair<NodeId, int>>> expected;
      for (const auto& [tag, r] : model.relationships) {
        if (r.type != reader.Name(type)) continue;
        const NodeId start = ids[r.start], end = ids[r.end];
        if (direction == Direction::kOut) {
          expected[start].insert({end, tag});
        } else {
          expected[end].insert({start, tag});
        }
      }
      for (NodeId node : all) {
        AdjacencyBuffer buffer;
        const AdjacencyList list = reader.Adjacent(node, type, direction, buffer);
        EXPECT_EQ(reader.Degree(node, type, direction), list.size);
        std::multiset<std::pair<NodeId, int>> found;
        for (uint32_t k = 0; k < list.size; ++k) {
          const RelationshipId id = list.relationship(k);
          EXPECT_TRUE(reader.Exists(id));
          if (k > 0) {
            EXPECT_LT(std::pair(list.node(k - 1), list.relationship(k - 1)),
                      std::pair(list.node(k), id));
          }
          const int tag = static_cast<int>(reader.Property(id, *tag_key).as_integer());
          found.insert({list.node(k), tag});
          const RelationshipEnds ends = reader.Ends(id);
          EXPECT_EQ(ends.type, type);
          EXPECT_EQ(direction == Direction::kOut ? ends.start : ends.end, node);
          EXPECT_EQ(direction == Direction::kOut ? ends.end : ends.start, list.node(k));
          if (direction == Direction::kOut && model.relationships.contains(tag)) {
            ExpectSameProperties(reader, reader.Properties(id),
                                 model.relationships.at(tag).properties);
          }
        }
        EXPECT_EQ(found, expected[node]);
      }
    }
  }
}

}  // namespace entente::graph
