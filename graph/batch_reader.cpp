#include <algorithm>
#include <optional>

#include "graph/base.h"
#include "graph/graph_reader.h"
#include "graph/store.h"

namespace entente::graph {
namespace {

// Nodes and relationships look alike here: both lie in stretches of the base with a column each.
struct NodeSide {
  using IdType = NodeId;
  static uint32_t BaseCount(const Base& base) { return base.node_count(); }
  static size_t Stretch(const Base& base, NodeId node) { return base.GroupOf(node); }
  static uint32_t First(const Base& base, size_t s) { return base.catalog().groups[s].first; }
  static uint32_t Count(const Base& base, size_t s) { return base.catalog().groups[s].count; }
  static const Column* Find(const Base& base, size_t s, PropertyKeyId key) {
    return base.FindNodeColumn(s, key);
  }
  static const PropertyPatch* Patch(const Store& store, NodeId node) {
    const NodeRecord* record = store.delta().nodes.Find(node.value);
    return record ? &record->properties : nullptr;
  }
  static bool Touched(const Store& store) { return !store.delta().nodes.empty(); }
};
struct RelationshipSide {
  using IdType = RelationshipId;
  static uint32_t BaseCount(const Base& base) { return base.relationship_count(); }
  static size_t Stretch(const Base& base, RelationshipId id) { return base.TypePlaceOf(id); }
  static uint32_t First(const Base& base, size_t s) { return base.catalog().type_infos[s].first; }
  static uint32_t Count(const Base& base, size_t s) { return base.catalog().type_infos[s].count; }
  static const Column* Find(const Base& base, size_t s, PropertyKeyId key) {
    return base.FindRelationshipColumn(s, key);
  }
  static const PropertyPatch* Patch(const Store& store, RelationshipId id) {
    const RelationshipRecord* record = store.delta().relationships.Find(id.value);
    return record ? &record->properties : nullptr;
  }
  static bool Touched(const Store& store) { return !store.delta().relationships.empty(); }
};

// Calls column(c, place, i) where item i's value lies in the base, value(v, i) where it was written
// since, absent(i) where it has none. Each returns false to stop; so does the whole then.
template <class Side, class InColumn, class Written, class Absent>
bool ForEachValue(const Store& store, std::span<const typename Side::IdType> ids, PropertyKeyId key,
                  InColumn&& in_column, Written&& written, Absent&& absent) {
  const Base* base = store.base();
  const bool touched = Side::Touched(store);
  const uint32_t base_count = base ? Side::BaseCount(*base) : 0;
  const Column* column = nullptr;
  uint32_t first = 0, count = 0;  // of the stretch that `column` is of
  for (size_t i = 0; i < ids.size(); ++i) {
    const uint32_t id = ids[i].value;
    if (touched) {
      if (const PropertyPatch* patch = Side::Patch(store, ids[i])) {
        if (const Value* value = FindInPatch(*patch, key)) {
          if (!(value->is_null() ? absent(i) : written(*value, i))) return false;
          continue;
        }
      }
    }
    if (id >= base_count) {
      if (!absent(i)) return false;
      continue;
    }
    if (id - first >= count) {
      const size_t stretch = Side::Stretch(*base, ids[i]);
      first = Side::First(*base, stretch);
      count = Side::Count(*base, stretch);
      column = Side::Find(*base, stretch, key);
    }
    const std::optional<size_t> place = column ? column->Place(id - first) : std::nullopt;
    if (!(place ? in_column(*column, *place, i) : absent(i))) return false;
  }
  return true;
}

int64_t ToInteger(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBoolean:
      return value.as_boolean() ? 1 : 0;
    case ValueKind::kDate:
      return value.as_date().days;
    case ValueKind::kLocalTime:
      return value.as_local_time().nanoseconds;
    default:
      return value.as_integer();
  }
}

template <class Side>
bool Integers(const Store& store, std::span<const typename Side::IdType> ids, PropertyKeyId key,
              ValueKind kind, int64_t* values, uint8_t* present) {
  if (kind != ValueKind::kInteger && kind != ValueKind::kBoolean && kind != ValueKind::kDate &&
      kind != ValueKind::kLocalTime) {
    return false;
  }
  return ForEachValue<Side>(
      store, ids, key,
      [&](const Column& column, size_t place, size_t i) {
        if (column.encoding() != Encoding::kPacked || column.info().kind != kind) return false;
        values[i] = column.packed()[place];
        present[i] = 1;
        return true;
      },
      [&](const Value& value, size_t i) {
        if (value.kind() != kind) return false;
        values[i] = ToInteger(value);
        present[i] = 1;
        return true;
      },
      [&](size_t i) {
        values[i] = 0;
        present[i] = 0;
        return true;
      });
}

template <class Side>
bool Strings(const Store& store, std::span<const typename Side::IdType> ids, PropertyKeyId key,
             uint32_t* codes) {
  return ForEachValue<Side>(
      store, ids, key,
      [&](const Column& column, size_t place, size_t i) {
        if (column.encoding() != Encoding::kStrings) return false;
        codes[i] = column.StringCode(place);
        return true;
      },
      [&](const Value& value, size_t i) {
        if (value.kind() != ValueKind::kString || !store.base()) return false;
        const auto code = store.base()->dictionary().Find(value.as_string());
        codes[i] = code.value_or(kNoString);
        return code.has_value();
      },
      [&](size_t i) {
        codes[i] = kNoString;
        return true;
      });
}

template <class Side>
std::optional<ColumnChunk> ChunkOf(const Store& store, typename Side::IdType first, uint32_t count,
                                   PropertyKeyId key) {
  const Base* base = store.base();
  if (!base || count == 0 || Side::Touched(store) || first.value >= Side::BaseCount(*base)) {
    return std::nullopt;
  }
  const size_t stretch = Side::Stretch(*base, first);
  const uint32_t begin = first.value - Side::First(*base, stretch);
  if (count > Side::Count(*base, stretch) - begin) return std::nullopt;
  const Column* column = Side::Find(*base, stretch, key);
  if (!column || column->info().presence != Presence::kAll) return std::nullopt;
  ColumnChunk chunk;
  if (column->encoding() == Encoding::kStrings) {
    chunk.kind = ValueKind::kString;
    const std::span<const uint32_t> palette = column->palette();
    if (!palette.empty()) {
      chunk.palette = palette.data();
      chunk.palette_size = static_cast<uint32_t>(palette.size());
    }
  } else if (column->encoding() == Encoding::kPacked) {
    chunk.kind = column->info().kind;
  } else {
    return std::nullopt;
  }
  const PackedView& packed = column->packed();
  packed.Touch(begin, count);
  chunk.width = packed.width();
  chunk.base = packed.base();
  if (chunk.width > 0) chunk.data = packed.data() + size_t{begin} * chunk.width;
  return chunk;
}

}  // namespace

std::optional<AdjacencyArrays> GraphReader::Arrays(TypeId type, Direction direction) const {
  const Base* base = store_->base();
  if (!base || !store_->is_all_base()) return std::nullopt;
  AdjacencyArrays arrays;
  const std::optional<size_t> place = base->FindType(type);
  static constexpr uint32_t kNoRows[] = {0};
  arrays.offsets = kNoRows;
  if (!place) return arrays;
  const Base::Rows rows = base->AllRows(*place, direction);
  arrays.row_count = rows.info->row_count;
  arrays.first_node = NodeId(rows.info->first_node);
  arrays.nodes = reinterpret_cast<const NodeId*>(rows.nodes);
  arrays.offsets = rows.offsets;
  arrays.neighbours = rows.neighbours;
  arrays.relationships = rows.relationships;
  arrays.first = RelationshipId(base->catalog().type_infos[*place].first);
  return arrays;
}

std::optional<std::vector<NodeRange>> GraphReader::LabelRanges(LabelId label) const {
  const Base* base = store_->base();
  if (!base || !store_->delta().nodes.empty()) return std::nullopt;
  std::vector<NodeRange> ranges;
  for (const GroupInfo& group : base->catalog().groups) {
    if (label.valid() && !std::binary_search(group.labels.begin(), group.labels.end(), label)) {
      continue;
    }
    if (!ranges.empty() && ranges.back().first.value + ranges.back().count == group.first) {
      ranges.back().count += group.count;
    } else {
      ranges.push_back({NodeId(group.first), group.count});
    }
  }
  return ranges;
}

bool GraphReader::ReadIntegers(std::span<const NodeId> nodes, PropertyKeyId key, ValueKind kind,
                               int64_t* values, uint8_t* present) const {
  return Integers<NodeSide>(*store_, nodes, key, kind, values, present);
}
bool GraphReader::ReadIntegers(std::span<const RelationshipId> relationships, PropertyKeyId key,
                               ValueKind kind, int64_t* values, uint8_t* present) const {
  return Integers<RelationshipSide>(*store_, relationships, key, kind, values, present);
}
bool GraphReader::ReadStringCodes(std::span<const NodeId> nodes, PropertyKeyId key,
                                  uint32_t* codes) const {
  return Strings<NodeSide>(*store_, nodes, key, codes);
}
bool GraphReader::ReadStringCodes(std::span<const RelationshipId> relationships, PropertyKeyId key,
                                  uint32_t* codes) const {
  return Strings<RelationshipSide>(*store_, relationships, key, codes);
}

std::optional<ColumnChunk> GraphReader::Chunk(NodeRange nodes, PropertyKeyId key) const {
  return ChunkOf<NodeSide>(*store_, nodes.first, nodes.count, key);
}
std::optional<ColumnChunk> GraphReader::Chunk(RelationshipId first, uint32_t count,
                                              PropertyKeyId key) const {
  return ChunkOf<RelationshipSide>(*store_, first, count, key);
}

uint32_t GraphReader::string_count() const {
  return store_->base() ? store_->base()->dictionary().size() : 0;
}
std::string_view GraphReader::String(uint32_t code) const {
  return store_->base()->dictionary().Text(code);
}
std::optional<uint32_t> GraphReader::FindString(std::string_view text) const {
  return store_->base() ? store_->base()->dictionary().Find(text) : std::nullopt;
}
uint32_t GraphReader::StringLowerBound(std::string_view text) const {
  return store_->base() ? store_->base()->dictionary().LowerBound(text) : 0;
}

}  // namespace entente::graph
