#include "graph/column_builder.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <numeric>
#include <optional>

#include "graph/builder.h"
#include "graph/check.h"
#include "graph/codec.h"

namespace entente::graph {
namespace {

constexpr uint32_t kAbsent = UINT32_MAX;

// Strings of generic values as provisional codes while building, as ranks in the end.
class CodeStrings final : public StringCoder {
 public:
  CodeStrings(StringTable& strings, const std::vector<uint32_t>* rank)
      : strings_(strings), rank_(rank) {}
  void Write(std::string_view text, ByteWriter& out) const override {
    // In the end every string is known and columns are encoded on several threads.
    out.Varint(rank_ ? (*rank_)[strings_.CodeOf(text)] : strings_.Intern(text));
  }
  std::string Read(ByteReader& in) const override {
    return std::string(strings_.text(static_cast<uint32_t>(in.Varint())));
  }

 private:
  StringTable& strings_;               // the builder's
  const std::vector<uint32_t>* rank_;  // null while building
};

struct Fragment {
  std::string_view document;
  int64_t start = 0;
  int64_t length = 0;
};

// "<document>#char=<start>,<end>" where writing it again gives the same text.
std::optional<Fragment> ParseFragment(std::string_view text) {
  const size_t hash = text.rfind('#');
  if (hash == std::string_view::npos) return std::nullopt;
  std::string_view rest = text.substr(hash);
  if (!rest.starts_with("#char=")) return std::nullopt;
  rest.remove_prefix(6);
  int64_t numbers[2];
  for (int i = 0; i < 2; ++i) {
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), numbers[i]);
    const auto digits = static_cast<size_t>(end - rest.data());
    if (error != std::errc() || numbers[i] < 0 || rest[0] == '-' ||
        (rest[0] == '0' && digits > 1)) {
      return std::nullopt;
    }
    rest.remove_prefix(digits);
    if (i == 0) {
      if (!rest.starts_with(',')) return std::nullopt;
      rest.remove_prefix(1);
    }
  }
  if (!rest.empty() || numbers[1] < numbers[0]) return std::nullopt;
  return Fragment{text.substr(0, hash), numbers[0], numbers[1] - numbers[0]};
}

template <class T>
std::string ToBytes(const std::vector<T>& values) {
  return std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <class T>
void PackAs(std::span<const int64_t> values, int64_t base, std::string& out) {
  out.resize(values.size() * sizeof(T));
  char* at = out.data();
  for (int64_t value : values) {
    const T packed = static_cast<T>(static_cast<uint64_t>(value) - static_cast<uint64_t>(base));
    std::memcpy(at, &packed, sizeof packed);
    at += sizeof packed;
  }
}

uint8_t WidthOf(uint64_t largest) {
  if (largest == 0) return 0;
  if (largest <= UINT8_MAX) return 1;
  if (largest <= UINT16_MAX) return 2;
  return largest <= UINT32_MAX ? 4 : 8;
}

uint32_t AddPiece(std::vector<std::string>& pieces, std::string bytes) {
  pieces.push_back(std::move(bytes));
  return static_cast<uint32_t>(pieces.size() - 1);
}

}  // namespace

PackedInfo Pack(std::span<const int64_t> values, std::vector<std::string>& pieces) {
  PackedInfo info;
  info.count = values.size();
  if (values.empty()) return info;
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  info.base = *least;
  info.width = WidthOf(static_cast<uint64_t>(*most) - static_cast<uint64_t>(*least));
  if (info.width == 0) return info;
  std::string bytes;
  switch (info.width) {
    case 1:
      PackAs<uint8_t>(values, info.base, bytes);
      break;
    case 2:
      PackAs<uint16_t>(values, info.base, bytes);
      break;
    case 4:
      PackAs<uint32_t>(values, info.base, bytes);
      break;
    default:
      PackAs<uint64_t>(values, info.base, bytes);
  }
  info.piece = AddPiece(pieces, std::move(bytes));
  return info;
}

void Relocate(EncodedColumn& column, std::vector<std::string>& all) {
  const auto base = static_cast<uint32_t>(all.size());
  for (uint32_t* piece : {&column.info.a.piece, &column.info.b.piece, &column.info.c.piece,
                          &column.info.d.piece, &column.info.order.piece, &column.info.bytes,
                          &column.info.presence_piece, &column.info.palette}) {
    if (*piece != kNoPiece) *piece += base;
  }
  for (std::string& piece : column.pieces) all.push_back(std::move(piece));
}

void ColumnBuilder::DropLast() {
  --count_;
  if (!rows_.empty()) rows_.pop_back();
  switch (form_) {
    case Form::kIntegers:
      return integers_.pop_back();
    case Form::kFloats:
      return floats_.pop_back();
    case Form::kStrings:
      return codes_.pop_back();
    case Form::kEvidence:
      fragment_documents_.resize(begins_.back());
      fragment_starts_.resize(begins_.back());
      fragment_lengths_.resize(begins_.back());
      return begins_.pop_back();
    case Form::kGeneric:
      bytes_.resize(begins_.back());
      return begins_.pop_back();
    case Form::kNone:
      return;
  }
}

void ColumnBuilder::AddRow(uint32_t row) {
  if (count_ > 0 && row == last_row_) DropLast();
  last_row_ = row;
  if (rows_.empty() && row != count_) {
    rows_.resize(count_);
    std::iota(rows_.begin(), rows_.end(), 0u);
    rows_.push_back(row);  // also marks that rows are kept, where this is the first value
  } else if (!rows_.empty()) {
    ENTENTE_CHECK(rows_.back() < row);
    rows_.push_back(row);
  }
  ++count_;
}

void ColumnBuilder::AddString(uint32_t row, std::string_view value) {
  if (form_ == Form::kNone) form_ = Form::kStrings;
  if (form_ != Form::kStrings) {
    Add(row, Value::String(std::string(value)));
    return;
  }
  AddRow(row);
  codes_.push_back(strings_->Intern(value));
}

void ColumnBuilder::AddCode(uint32_t row, uint32_t code) {
  strings_->Use(code);
  if (form_ == Form::kNone) form_ = Form::kStrings;
  if (form_ != Form::kStrings) {
    Add(row, Value::String(std::string(strings_->text(code))));
    return;
  }
  AddRow(row);
  codes_.push_back(code);
}

void ColumnBuilder::AddInteger(uint32_t row, int64_t value, ValueKind kind) {
  if (form_ == Form::kNone) {
    form_ = Form::kIntegers;
    kind_ = kind;
  }
  if (form_ != Form::kIntegers || kind_ != kind) {
    MakeGeneric();
    AddRow(row);
    switch (kind) {
      case ValueKind::kBoolean:
        return AppendGeneric(Value::Boolean(value != 0));
      case ValueKind::kDate:
        return AppendGeneric(Value::Of(Date{value}));
      case ValueKind::kLocalTime:
        return AppendGeneric(Value::Of(LocalTime{value}));
      default:
        return AppendGeneric(Value::Integer(value));
    }
  }
  AddRow(row);
  integers_.push_back(value);
}

void ColumnBuilder::AddFloat(uint32_t row, double value) {
  if (form_ == Form::kNone) form_ = Form::kFloats;
  if (form_ != Form::kFloats) {
    Add(row, Value::Float(value));
    return;
  }
  AddRow(row);
  floats_.push_back(value);
}

void ColumnBuilder::AddEvidence(uint32_t row, std::span<const EvidenceFragment> fragments) {
  const bool plain = std::all_of(fragments.begin(), fragments.end(), [](const auto& fragment) {
    return fragment.start >= 0 && fragment.start <= fragment.end;
  });
  if (fragments.empty() || !plain || (form_ != Form::kNone && form_ != Form::kEvidence)) {
    std::vector<Value> texts;
    for (const EvidenceFragment& fragment : fragments) {
      const auto document = static_cast<uint32_t>(fragment.document);
      texts.push_back(Value::String(std::string(strings_->text(document)) +
                                    "#char=" + std::to_string(fragment.start) + "," +
                                    std::to_string(fragment.end)));
    }
    return Add(row, Value::List(std::move(texts)));
  }
  form_ = Form::kEvidence;
  AddRow(row);
  begins_.push_back(fragment_documents_.size());
  for (const EvidenceFragment& fragment : fragments) {
    fragment_documents_.push_back(static_cast<uint32_t>(fragment.document));
    fragment_starts_.push_back(fragment.start);
    fragment_lengths_.push_back(fragment.end - fragment.start);
  }
}

bool ColumnBuilder::AddEvidence(uint32_t row, const Value& value) {
  std::vector<Fragment> fragments;
  for (const Value& element : value.as_list()) {
    if (element.kind() != ValueKind::kString) return false;
    const std::optional<Fragment> fragment = ParseFragment(element.as_string());
    if (!fragment) return false;
    fragments.push_back(*fragment);
  }
  if (fragments.empty() && form_ == Form::kNone) return false;
  form_ = Form::kEvidence;
  AddRow(row);
  begins_.push_back(fragment_documents_.size());
  for (const Fragment& fragment : fragments) {
    fragment_documents_.push_back(strings_->Intern(fragment.document));
    fragment_starts_.push_back(fragment.start);
    fragment_lengths_.push_back(fragment.length);
  }
  return true;
}

void ColumnBuilder::Add(uint32_t row, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kString:
      if (form_ == Form::kNone || form_ == Form::kStrings) return AddString(row, value.as_string());
      break;
    case ValueKind::kInteger:
      return AddInteger(row, value.as_integer());
    case ValueKind::kBoolean:
      return AddInteger(row, value.as_boolean() ? 1 : 0, ValueKind::kBoolean);
    case ValueKind::kDate:
      return AddInteger(row, value.as_date().days, ValueKind::kDate);
    case ValueKind::kLocalTime:
      return AddInteger(row, value.as_local_time().nanoseconds, ValueKind::kLocalTime);
    case ValueKind::kFloat:
      if (form_ == Form::kNone || form_ == Form::kFloats) return AddFloat(row, value.as_float());
      break;
    case ValueKind::kList:
      if ((form_ == Form::kNone || form_ == Form::kEvidence) && AddEvidence(row, value)) return;
      break;
    default:
      break;
  }
  MakeGeneric();
  AddRow(row);
  AppendGeneric(value);
}

void ColumnBuilder::AppendGeneric(const Value& value) {
  begins_.push_back(bytes_.size());
  ByteWriter out;
  WriteValue(value, CodeStrings(*strings_, nullptr), out);
  bytes_ += out.bytes();
}

Value ColumnBuilder::ValueAt(size_t position) const {
  switch (form_) {
    case Form::kIntegers:
      switch (kind_) {
        case ValueKind::kBoolean:
          return Value::Boolean(integers_[position] != 0);
        case ValueKind::kDate:
          return Value::Of(Date{integers_[position]});
        case ValueKind::kLocalTime:
          return Value::Of(LocalTime{integers_[position]});
        default:
          return Value::Integer(integers_[position]);
      }
    case Form::kFloats:
      return Value::Float(floats_[position]);
    case Form::kStrings:
      return Value::String(std::string(StringAt(position)));
    case Form::kEvidence: {
      const size_t end =
          position + 1 < begins_.size() ? begins_[position + 1] : fragment_documents_.size();
      std::vector<Value> list;
      for (size_t i = begins_[position]; i < end; ++i) {
        list.push_back(Value::String(std::string(strings_->text(fragment_documents_[i])) +
                                     "#char=" + std::to_string(fragment_starts_[i]) + "," +
                                     std::to_string(fragment_starts_[i] + fragment_lengths_[i])));
      }
      return Value::List(std::move(list));
    }
    case Form::kGeneric: {
      const size_t end = position + 1 < begins_.size() ? begins_[position + 1] : bytes_.size();
      ByteReader in(std::string_view(bytes_).substr(begins_[position], end - begins_[position]));
      return ReadValue(in, CodeStrings(*strings_, nullptr));
    }
    case Form::kNone:
      break;
  }
  return Value();
}

void ColumnBuilder::MakeGeneric() {
  if (form_ == Form::kGeneric) return;
  std::vector<Value> values;
  values.reserve(count_);
  for (size_t i = 0; i < count_; ++i) values.push_back(ValueAt(i));
  form_ = Form::kGeneric;
  begins_ = {};
  integers_ = {};
  floats_ = {};
  codes_ = {};
  fragment_documents_ = {};
  fragment_starts_ = {};
  fragment_lengths_ = {};
  for (const Value& value : values) AppendGeneric(value);
}

std::vector<uint32_t> ColumnBuilder::Positions(uint32_t rows) const {
  std::vector<uint32_t> positions(rows, kAbsent);
  for (uint32_t i = 0; i < count_; ++i) positions[rows_.empty() ? i : rows_[i]] = i;
  return positions;
}

// Which position's value stands at each place; kAbsent where a place has none.
struct ColumnBuilder::Layout {
  std::vector<uint32_t> positions;
  bool is_identity = false;  // positions are 0, 1, 2, ... and not listed
  size_t places = 0;
  size_t at(size_t place) const { return is_identity ? place : positions[place]; }
};

ColumnBuilder::Layout ColumnBuilder::MakeLayout(const EncodeContext& context,
                                                std::vector<std::string>& pieces,
                                                ColumnInfo& info) const {
  Layout layout;
  info.key = key_;
  info.rows = context.rows;
  info.present = count_;
  if (count_ == context.rows) {
    info.presence = Presence::kAll;
    layout.places = count_;
    layout.is_identity = context.permutation.empty();
    if (!layout.is_identity) {
      layout.positions.assign(context.permutation.begin(), context.permutation.end());
    }
    return layout;
  }
  std::vector<uint32_t> by_row = Positions(context.rows);
  if (!context.permutation.empty()) {
    std::vector<uint32_t> permuted(context.rows);
    for (uint32_t row = 0; row < context.rows; ++row) {
      permuted[row] = by_row[context.permutation[row]];
    }
    by_row = std::move(permuted);
  }
  if (count_ < context.rows / 4) {
    info.presence = Presence::kSparse;
    std::vector<uint32_t> rows;
    rows.reserve(count_);
    for (uint32_t row = 0; row < context.rows; ++row) {
      if (by_row[row] == kAbsent) continue;
      rows.push_back(row);
      layout.positions.push_back(by_row[row]);
    }
    info.presence_piece = AddPiece(pieces, ToBytes(rows));
  } else {
    info.presence = Presence::kBitmap;
    std::vector<uint64_t> bitmap((context.rows + 63) / 64);
    for (uint32_t row = 0; row < context.rows; ++row) {
      if (by_row[row] != kAbsent) bitmap[row / 64] |= uint64_t{1} << (row % 64);
    }
    info.presence_piece = AddPiece(pieces, ToBytes(bitmap));
    layout.positions = std::move(by_row);
  }
  layout.places = layout.positions.size();
  return layout;
}

namespace {

// Places with a value by `less` on places, ties ascending; nothing where that is their own order.
template <class Less>
void EncodeOrder(size_t places, const auto& has_value, Less less, EncodedColumn& out) {
  std::vector<uint32_t> order;
  for (uint32_t place = 0; place < places; ++place) {
    if (has_value(place)) order.push_back(place);
  }
  bool ascends = order.size() == places;
  for (size_t i = 1; ascends && i < order.size(); ++i) ascends = !less(order[i], order[i - 1]);
  if (ascends) {
    out.info.ascends = true;
  } else {
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      if (less(a, b)) return true;
      if (less(b, a)) return false;
      return a < b;
    });
  }
  for (size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || less(order[i - 1], order[i])) ++out.info.distinct;
  }
  if (ascends) return;
  const std::vector<int64_t> wide(order.begin(), order.end());
  out.info.order = Pack(wide, out.pieces);
}

}  // namespace

void ColumnBuilder::EncodeStrings(const std::vector<uint32_t>& codes, const EncodeContext& context,
                                  const Layout&, EncodedColumn& out, PackedInfo& target) const {
  // `codes` are provisional, kAbsent where there is none.
  const std::vector<uint32_t>& rank = *context.rank;
  std::vector<bool> used(rank.size());
  uint32_t distinct = 0;
  for (uint32_t code : codes) {
    if (code == kAbsent || used[rank[code]]) continue;
    used[rank[code]] = true;
    ++distinct;
  }
  out.info.distinct = distinct;
  std::vector<int64_t> values(codes.size());
  const uint64_t direct = uint64_t{WidthOf(rank.size())} * codes.size();
  const uint64_t with_palette = uint64_t{WidthOf(distinct)} * codes.size() + uint64_t{4} * distinct;
  if (with_palette < direct) {
    std::vector<uint32_t> palette, local(rank.size());
    for (uint32_t r = 0; r < used.size(); ++r) {
      if (!used[r]) continue;
      local[r] = static_cast<uint32_t>(palette.size());
      palette.push_back(r);
    }
    for (size_t i = 0; i < codes.size(); ++i) {
      values[i] = codes[i] == kAbsent ? 0 : local[rank[codes[i]]];
    }
    out.info.palette = AddPiece(out.pieces, ToBytes(palette));
  } else {
    // An absent one takes a code that is there, so that the range is no wider.
    int64_t filler = 0;
    for (uint32_t code : codes) {
      if (code != kAbsent) {
        filler = rank[code];
        break;
      }
    }
    for (size_t i = 0; i < codes.size(); ++i) {
      values[i] = codes[i] == kAbsent ? filler : int64_t{rank[codes[i]]};
    }
  }
  target = Pack(values, out.pieces);
}

void ColumnBuilder::EncodeEvidence(const EncodeContext& context, const Layout& layout,
                                   EncodedColumn& out) const {
  std::vector<int64_t> begins, starts, lengths;
  std::vector<uint32_t> documents;
  for (size_t place = 0; place < layout.places; ++place) {
    begins.push_back(static_cast<int64_t>(documents.size()));
    const size_t position = layout.at(place);
    if (position == kAbsent) continue;
    const size_t end =
        position + 1 < begins_.size() ? begins_[position + 1] : fragment_documents_.size();
    for (size_t i = begins_[position]; i < end; ++i) {
      documents.push_back(fragment_documents_[i]);
      starts.push_back(fragment_starts_[i]);
      lengths.push_back(fragment_lengths_[i]);
    }
  }
  begins.push_back(static_cast<int64_t>(documents.size()));
  out.info.a = Pack(begins, out.pieces);
  EncodeStrings(documents, context, layout, out, out.info.b);
  out.info.c = Pack(starts, out.pieces);
  out.info.d = Pack(lengths, out.pieces);
  out.info.distinct = 0;
}

void ColumnBuilder::EncodeGeneric(const EncodeContext& context, const Layout& layout,
                                  EncodedColumn& out) const {
  std::vector<int64_t> begins;
  ByteWriter bytes;
  const CodeStrings strings(*strings_, context.rank);
  for (size_t place = 0; place < layout.places; ++place) {
    begins.push_back(static_cast<int64_t>(bytes.size()));
    const size_t position = layout.at(place);
    WriteValue(position == kAbsent ? Value() : ValueAt(position), strings, bytes);
  }
  begins.push_back(static_cast<int64_t>(bytes.size()));
  out.info.a = Pack(begins, out.pieces);
  out.info.bytes = AddPiece(out.pieces, bytes.Take());
}

EncodedColumn ColumnBuilder::Encode(const EncodeContext& context) const {
  EncodedColumn out;
  const Layout layout = MakeLayout(context, out.pieces, out.info);
  const auto has_value = [&](size_t place) { return layout.at(place) != kAbsent; };
  switch (form_) {
    case Form::kIntegers: {
      out.info.encoding = Encoding::kPacked;
      out.info.kind = kind_;
      std::vector<int64_t> values(layout.places, integers_[0]);
      for (size_t place = 0; place < layout.places; ++place) {
        if (has_value(place)) values[place] = integers_[layout.at(place)];
      }
      out.info.a = Pack(values, out.pieces);
      if (context.indexed) {
        EncodeOrder(
            layout.places, has_value, [&](size_t a, size_t b) { return values[a] < values[b]; },
            out);
        break;
      }
      const auto [least, most] = std::minmax_element(values.begin(), values.end());
      const uint64_t range = static_cast<uint64_t>(*most) - static_cast<uint64_t>(*least);
      if (range <= (1u << 23)) {
        std::vector<bool> seen(range + 1);
        for (int64_t value : values) seen[static_cast<size_t>(value - *least)] = true;
        out.info.distinct = static_cast<uint64_t>(std::count(seen.begin(), seen.end(), true));
      }
      break;
    }
    case Form::kFloats: {
      out.info.encoding = Encoding::kFloats;
      std::vector<double> values(layout.places);
      for (size_t place = 0; place < layout.places; ++place) {
        if (has_value(place)) values[place] = floats_[layout.at(place)];
      }
      out.info.a = {AddPiece(out.pieces, ToBytes(values)), 8, 0, values.size()};
      if (context.indexed) {
        EncodeOrder(
            layout.places, has_value,
            [&](size_t a, size_t b) {  // NaN last
              if (values[a] != values[a] || values[b] != values[b])
                return values[a] == values[a] && values[b] != values[b];
              return values[a] < values[b];
            },
            out);
      }
      break;
    }
    case Form::kStrings: {
      out.info.encoding = Encoding::kStrings;
      std::vector<uint32_t> codes(layout.places, kAbsent);
      for (size_t place = 0; place < layout.places; ++place) {
        if (has_value(place)) codes[place] = codes_[layout.at(place)];
      }
      EncodeStrings(codes, context, layout, out, out.info.a);
      if (context.indexed) {
        out.info.distinct = 0;
        const std::vector<uint32_t>& rank = *context.rank;
        EncodeOrder(
            layout.places, has_value,
            [&](size_t a, size_t b) { return rank[codes[a]] < rank[codes[b]]; }, out);
      }
      break;
    }
    case Form::kEvidence:
      out.info.encoding = Encoding::kEvidence;
      EncodeEvidence(context, layout, out);
      break;
    case Form::kNone:
    case Form::kGeneric:
      out.info.encoding = Encoding::kGeneric;
      EncodeGeneric(context, layout, out);
      break;
  }
  return out;
}

EncodedColumn ColumnBuilder::EncodeQuotes(const EncodeContext& context,
                                          std::span<const int64_t> begins,
                                          std::span<const int64_t> sizes) const {
  EncodedColumn out;
  const Layout layout = MakeLayout(context, out.pieces, out.info);
  out.info.encoding = Encoding::kQuotes;
  std::vector<int64_t> a(layout.places), b(layout.places);
  for (size_t place = 0; place < layout.places; ++place) {
    if (layout.at(place) == kAbsent) continue;
    a[place] = begins[layout.at(place)];
    b[place] = sizes[layout.at(place)];
  }
  out.info.a = Pack(a, out.pieces);
  out.info.b = Pack(b, out.pieces);
  return out;
}

}  // namespace entente::graph
