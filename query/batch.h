/// \file
/// Rows on their way between operators: batches of columns, one column a slot. A column of nodes or
/// relationships holds bare ids, one of the graph's strings their codes, one of whole numbers the
/// numbers; everything else holds values. A column that nobody reads stays empty. Threads: a batch
/// belongs to one thread.

#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/value.h"

namespace entente::query {

constexpr uint32_t kBatchRows = 1024;

class Column {
 public:
  enum class Kind : uint8_t { kEmpty, kNodes, kRelationships, kStrings, kIntegers, kValues };

  Kind kind() const { return kind_; }

  /// The value of a row; null in an empty column.
  graph::Value At(size_t row) const {
    switch (kind_) {
      case Kind::kEmpty:
        return {};
      case Kind::kNodes:
        return ids_[row] == kNoId ? graph::Value() : graph::Value::Node(graph::NodeId(ids_[row]));
      case Kind::kRelationships:
        return ids_[row] == kNoId ? graph::Value()
                                  : graph::Value::Relationship(graph::RelationshipId(ids_[row]));
      case Kind::kStrings:
        return ids_[row] == kNoId ? graph::Value()
                                  : graph::Value::String(std::string(reader_->String(ids_[row])));
      case Kind::kIntegers:
        return graph::Value::Integer(integers_[row]);
      case Kind::kValues:
        return values_[row];
    }
    return {};
  }
  bool IsNull(size_t row) const {
    if (kind_ == Kind::kValues) return values_[row].is_null();
    if (kind_ == Kind::kIntegers) return false;
    return kind_ == Kind::kEmpty || ids_[row] == kNoId;
  }
  /// The node of a row; not valid where it is null or no node.
  graph::NodeId NodeAt(size_t row) const {
    if (kind_ == Kind::kNodes) return graph::NodeId(ids_[row]);
    if (kind_ != Kind::kValues || values_[row].kind() != graph::ValueKind::kNode) return {};
    return values_[row].as_node();
  }
  graph::RelationshipId RelationshipAt(size_t row) const {
    if (kind_ == Kind::kRelationships) return graph::RelationshipId(ids_[row]);
    if (kind_ != Kind::kValues || values_[row].kind() != graph::ValueKind::kRelationship) return {};
    return values_[row].as_relationship();
  }

  void Clear() {
    kind_ = Kind::kEmpty;
    ids_.clear();
    integers_.clear();
    values_.clear();
  }
  /// An empty column of this kind, to be filled through ids() or values().
  void Reset(Kind kind) {
    Clear();
    kind_ = kind;
  }
  /// An empty column of codes of `reader`'s strings; a code is graph::kNoString for null.
  void ResetStrings(const graph::GraphReader& reader) {
    Reset(Kind::kStrings);
    reader_ = &reader;
  }
  const graph::GraphReader* reader() const { return reader_; }
  bool holds_ids() const {
    return kind_ == Kind::kNodes || kind_ == Kind::kRelationships || kind_ == Kind::kStrings;
  }
  std::vector<int64_t>& integers() { return integers_; }
  const std::vector<int64_t>& integers() const { return integers_; }
  std::vector<uint32_t>& ids() { return ids_; }
  const std::vector<uint32_t>& ids() const { return ids_; }
  std::vector<graph::Value>& values() { return values_; }
  const std::vector<graph::Value>& values() const { return values_; }

  /// Rows `rows` of `from`, after those that are here. Kinds that differ become values.
  void Gather(const Column& from, std::span<const uint32_t> rows, size_t size_before);
  /// The same for one row.
  void PushRow(const Column& from, size_t row, size_t size_before) {
    if (kind_ == from.kind_ && kind_ == Kind::kIntegers) {
      integers_.push_back(from.integers_[row]);
    } else if (kind_ == from.kind_ && holds_ids()) {
      ids_.push_back(from.ids_[row]);
    } else {
      const auto one = static_cast<uint32_t>(row);
      Gather(from, {&one, 1}, size_before);
    }
  }
  /// All rows of `from`, after those that are here.
  void Append(const Column& from, size_t size_from, size_t size_before);
  /// One value after `size_before` others.
  void Push(graph::Value value, size_t size_before);
  void BecomeValues(size_t size);

  static constexpr uint32_t kNoId = 0xffffffffu;

 private:
  Kind kind_ = Kind::kEmpty;
  const graph::GraphReader* reader_ = nullptr;  // of kStrings; outlives the query
  std::vector<uint32_t> ids_;
  std::vector<int64_t> integers_;
  std::vector<graph::Value> values_;
};
static_assert(Column::kNoId == graph::kNoString);

/// Columns by slot. A frame may have thousands of slots, and a plan as many operators with a batch
/// or two each: only stretches of columns that something was put into take memory.
class ColumnTable {
 public:
  explicit ColumnTable(size_t slots) : size_(slots), pages_((slots + kPage - 1) / kPage) {}

  Column& operator[](size_t slot) {
    std::unique_ptr<Column[]>& page = pages_[slot / kPage];
    if (!page) page = std::make_unique<Column[]>(SizeOf(slot / kPage));
    return page[slot % kPage];
  }
  const Column& operator[](size_t slot) const {
    const std::unique_ptr<Column[]>& page = pages_[slot / kPage];
    return page ? page[slot % kPage] : kEmpty;
  }
  size_t size() const { return size_; }
  /// Calls f(column) for every column that is not empty, and perhaps for some that are.
  template <class F>
  void ForEach(F&& f) {
    for (size_t i = 0; i < pages_.size(); ++i) {
      if (!pages_[i]) continue;
      for (size_t at = 0; at < SizeOf(i); ++at) f(pages_[i][at]);
    }
  }
  template <class F>
  void ForEach(F&& f) const {
    const_cast<ColumnTable*>(this)->ForEach([&](const Column& column) { f(column); });
  }

 private:
  static constexpr size_t kPage = 32;
  static const Column kEmpty;
  size_t SizeOf(size_t page) const { return std::min(kPage, size_ - page * kPage); }

  size_t size_;
  std::vector<std::unique_ptr<Column[]>> pages_;
};

struct Batch {
  size_t size = 0;
  ColumnTable columns;

  explicit Batch(size_t slots = 0) : columns(slots) {}
  void Clear() {
    size = 0;
    columns.ForEach([](Column& column) { column.Clear(); });
  }
  /// Keeps only `rows`, which ascend.
  void Keep(std::span<const uint32_t> rows);
  /// Replaces this by `rows` of `from`, of the columns `live`.
  void GatherFrom(const Batch& from, std::span<const uint32_t> rows,
                  std::span<const uint32_t> live);
  /// Adds `rows` of `from`, of the columns `live`.
  void AppendRows(const Batch& from, std::span<const uint32_t> rows,
                  std::span<const uint32_t> live);
  void Append(const Batch& from, std::span<const uint32_t> live);
};

/// About how many bytes a value keeps alive, for memory limits.
size_t SizeOf(const graph::Value& value);
/// The same of what goes when this value goes: what others hold too (an element of a list that is
/// kept elsewhere) counts as a reference.
size_t OwnSizeOf(const graph::Value& value);
size_t OwnSizeOf(const Column& column);

}  // namespace entente::query
