#include "query/batch.h"

#include <algorithm>

namespace entente::query {

using graph::Value;
using graph::ValueKind;

const Column ColumnTable::kEmpty;

void Column::BecomeValues(size_t size) {
  if (kind_ == Kind::kValues) return;
  values_.clear();
  values_.reserve(size);
  for (size_t i = 0; i < size; ++i) values_.push_back(At(i));
  ids_.clear();
  integers_.clear();
  kind_ = Kind::kValues;
}

void Column::Gather(const Column& from, std::span<const uint32_t> rows, size_t size_before) {
  if (from.kind_ == Kind::kEmpty && kind_ == Kind::kEmpty) return;
  if (kind_ == Kind::kEmpty && size_before == 0) {
    kind_ = from.kind_;
    reader_ = from.reader_;
  }
  if (kind_ != from.kind_) {
    BecomeValues(size_before);
    for (uint32_t row : rows) values_.push_back(from.At(row));
    return;
  }
  if (kind_ == Kind::kValues) {
    // Room for exactly so many would be made anew for each row that comes alone.
    const size_t size = size_before + rows.size();
    if (size > values_.capacity()) values_.reserve(std::max(size, 2 * values_.capacity()));
    for (uint32_t row : rows) values_.push_back(from.values_[row]);
    return;
  }
  if (kind_ == Kind::kIntegers) {
    integers_.resize(size_before + rows.size());
    int64_t* out = integers_.data() + size_before;
    for (uint32_t row : rows) *out++ = from.integers_[row];
    return;
  }
  ids_.resize(size_before + rows.size());
  uint32_t* out = ids_.data() + size_before;
  for (uint32_t row : rows) *out++ = from.ids_[row];
}

void Column::Append(const Column& from, size_t size_from, size_t size_before) {
  if (from.kind_ == Kind::kEmpty && kind_ == Kind::kEmpty) return;
  if (kind_ == Kind::kEmpty && size_before == 0) {
    kind_ = from.kind_;
    reader_ = from.reader_;
  }
  if (kind_ != from.kind_) {
    BecomeValues(size_before);
    for (size_t row = 0; row < size_from; ++row) values_.push_back(from.At(row));
  } else if (kind_ == Kind::kValues) {
    values_.insert(values_.end(), from.values_.begin(), from.values_.end());
  } else if (kind_ == Kind::kIntegers) {
    integers_.insert(integers_.end(), from.integers_.begin(), from.integers_.end());
  } else {
    ids_.insert(ids_.end(), from.ids_.begin(), from.ids_.end());
  }
}

void Column::Push(Value value, size_t size_before) {
  if (kind_ == Kind::kEmpty && size_before == 0) {
    if (value.kind() == ValueKind::kNode) kind_ = Kind::kNodes;
    if (value.kind() == ValueKind::kRelationship) kind_ = Kind::kRelationships;
  }
  if (kind_ == Kind::kNodes && value.kind() == ValueKind::kNode) {
    ids_.push_back(value.as_node().value);
  } else if (kind_ == Kind::kRelationships && value.kind() == ValueKind::kRelationship) {
    ids_.push_back(value.as_relationship().value);
  } else {
    BecomeValues(size_before);
    values_.push_back(std::move(value));
  }
}

void Batch::Keep(std::span<const uint32_t> rows) {
  if (rows.size() == size) return;
  columns.ForEach([&](Column& column) {
    switch (column.kind()) {
      case Column::Kind::kEmpty:
        break;
      case Column::Kind::kValues:
        for (size_t i = 0; i < rows.size(); ++i) {
          if (rows[i] != i) column.values()[i] = std::move(column.values()[rows[i]]);
        }
        column.values().resize(rows.size());
        break;
      case Column::Kind::kIntegers:
        for (size_t i = 0; i < rows.size(); ++i) {
          column.integers()[i] = column.integers()[rows[i]];
        }
        column.integers().resize(rows.size());
        break;
      default:
        for (size_t i = 0; i < rows.size(); ++i) column.ids()[i] = column.ids()[rows[i]];
        column.ids().resize(rows.size());
        break;
    }
  });
  size = rows.size();
}

void Batch::GatherFrom(const Batch& from, std::span<const uint32_t> rows,
                       std::span<const uint32_t> live) {
  Clear();
  AppendRows(from, rows, live);
}

void Batch::AppendRows(const Batch& from, std::span<const uint32_t> rows,
                       std::span<const uint32_t> live) {
  for (uint32_t slot : live) columns[slot].Gather(from.columns[slot], rows, size);
  size += rows.size();
}

void Batch::Append(const Batch& from, std::span<const uint32_t> live) {
  for (uint32_t slot : live) columns[slot].Append(from.columns[slot], from.size, size);
  size += from.size;
}

namespace {

template <bool own>
size_t SizeOfParts(const Value& value) {
  if (own && value.is_shared()) return sizeof(Value);
  switch (value.kind()) {
    case ValueKind::kString:
      return sizeof(Value) + 48 + value.as_string().size();
    case ValueKind::kList: {
      size_t size = sizeof(Value) + 48;
      for (const Value& element : value.as_list()) size += SizeOfParts<own>(element);
      return size;
    }
    case ValueKind::kMap: {
      size_t size = sizeof(Value) + 48;
      for (const auto& [key, element] : value.as_map()) {
        size += 32 + key.size() + SizeOfParts<own>(element);
      }
      return size;
    }
    case ValueKind::kPath:
      return sizeof(Value) + 64 + 8 * value.as_path().nodes.size();
    case ValueKind::kTime:
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime:
    case ValueKind::kDuration:
      return sizeof(Value) + 64;
    default:
      return sizeof(Value);
  }
}

}  // namespace

size_t SizeOf(const Value& value) { return SizeOfParts<false>(value); }
size_t OwnSizeOf(const Value& value) { return SizeOfParts<true>(value); }
size_t OwnSizeOf(const Column& column) {
  size_t size = column.ids().size() * sizeof(uint32_t) + column.integers().size() * sizeof(int64_t);
  for (const Value& value : column.values()) size += OwnSizeOf(value);
  return size;
}

}  // namespace entente::query
