/// \file
/// One property while a base is built: values in ascending order of rows, kept in the narrowest
/// form that holds them all, then encoded into pieces (graph/catalog.h says the forms). Private to
/// graph/. Threads: one at a time; Encode is const.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/catalog.h"
#include "graph/string_table.h"
#include "graph/value.h"

namespace entente::graph {

/// A column as pieces; the piece numbers in `info` count from 0 in `pieces`.
struct EncodedColumn {
  ColumnInfo info;
  std::vector<std::string> pieces;
};

/// Appends `pieces` to `all` and makes the numbers in `info` count there.
void Relocate(EncodedColumn& column, std::vector<std::string>& all);

/// Integers in the narrowest width; `pieces` gets the bytes.
PackedInfo Pack(std::span<const int64_t> values, std::vector<std::string>& pieces);

struct EncodeContext {
  const StringTable* strings = nullptr;
  const std::vector<uint32_t>* rank = nullptr;  ///< by provisional code
  uint32_t rows = 0;
  /// The old row of each new one; empty where they are the same.
  std::span<const uint32_t> permutation;
  bool indexed = false;
};

struct EvidenceFragment;  // graph/builder.h

class ColumnBuilder {
 public:
  ColumnBuilder(PropertyKeyId key, StringTable& strings) : key_(key), strings_(&strings) {}

  PropertyKeyId key() const { return key_; }
  // REQUIRES a row at or above the last; at the last it replaces.
  void AddString(uint32_t row, std::string_view value);
  void AddCode(uint32_t row, uint32_t code);  ///< of the string table
  void AddInteger(uint32_t row, int64_t value, ValueKind kind = ValueKind::kInteger);
  void AddFloat(uint32_t row, double value);
  void AddEvidence(uint32_t row, std::span<const EvidenceFragment> fragments);
  void Add(uint32_t row, const Value& value);  ///< storable and not null

  size_t size() const { return count_; }
  bool is_strings() const { return form_ == Form::kStrings; }
  bool is_integers() const { return form_ == Form::kIntegers && kind_ == ValueKind::kInteger; }
  /// Where in the order of adding the row's value is, by row; UINT32_MAX where it has none.
  std::vector<uint32_t> Positions(uint32_t rows) const;
  std::string_view StringAt(size_t position) const { return strings_->text(codes_[position]); }
  int64_t IntegerAt(size_t position) const { return integers_[position]; }

  EncodedColumn Encode(const EncodeContext& context) const;
  /// As quotes: `begins` and `sizes` in bytes by position.
  EncodedColumn EncodeQuotes(const EncodeContext& context, std::span<const int64_t> begins,
                             std::span<const int64_t> sizes) const;

 private:
  enum class Form { kNone, kIntegers, kFloats, kStrings, kEvidence, kGeneric };
  struct Layout;

  void AddRow(uint32_t row);
  void DropLast();
  bool AddEvidence(uint32_t row, const Value& value);
  void MakeGeneric();
  void AppendGeneric(const Value& value);
  Value ValueAt(size_t position) const;
  Layout MakeLayout(const EncodeContext& context, std::vector<std::string>& pieces,
                    ColumnInfo& info) const;
  void EncodeStrings(const std::vector<uint32_t>& codes_by_place, const EncodeContext& context,
                     const Layout& layout, EncodedColumn& out, PackedInfo& target) const;
  void EncodeEvidence(const EncodeContext& context, const Layout& layout, EncodedColumn& out) const;
  void EncodeGeneric(const EncodeContext& context, const Layout& layout, EncodedColumn& out) const;

  PropertyKeyId key_;
  StringTable* strings_;  // the builder's
  Form form_ = Form::kNone;
  ValueKind kind_ = ValueKind::kNull;  // of kIntegers
  size_t count_ = 0;
  uint32_t last_row_ = 0;       // meaningful where count_ > 0
  std::vector<uint32_t> rows_;  // of the values; empty while every row has had one
  std::vector<int64_t> integers_;
  std::vector<double> floats_;
  std::vector<uint32_t> codes_;
  std::vector<uint64_t> begins_;  // kEvidence: first fragment; kGeneric: first byte
  std::vector<uint32_t> fragment_documents_;
  std::vector<int64_t> fragment_starts_, fragment_lengths_;
  std::string bytes_;
};

}  // namespace entente::graph
