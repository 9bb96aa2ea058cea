#include "graph/column.h"

#include <bit>
#include <string>

#include "graph/check.h"
#include "graph/codec.h"

namespace entente::graph {
namespace {

// Strings inside generic values are codes of the dictionary.
class DictionaryStrings final : public StringCoder {
 public:
  explicit DictionaryStrings(const Dictionary& dictionary) : dictionary_(dictionary) {}
  void Write(std::string_view, ByteWriter&) const override { ENTENTE_CHECK(!"a reader only"); }
  std::string Read(ByteReader& in) const override {
    const uint64_t code = in.Varint();
    if (code >= dictionary_.size()) {
      in.Fail();
      return {};
    }
    return std::string(dictionary_.Text(static_cast<uint32_t>(code)));
  }

 private:
  const Dictionary& dictionary_;  // the base's
};

}  // namespace

Column::Column(const ColumnInfo& info, const std::vector<Piece>& pieces,
               const Dictionary& dictionary)
    : info_(&info), dictionary_(&dictionary) {
  const auto packed = [&](const PackedInfo& p) {
    return PackedView(p, p.piece == kNoPiece ? nullptr : &pieces[p.piece]);
  };
  a_ = packed(info.a);
  b_ = packed(info.b);
  c_ = packed(info.c);
  d_ = packed(info.d);
  order_ = packed(info.order);
  if (info.presence == Presence::kBitmap)
    bitmap_ = ArrayView<uint64_t>(pieces[info.presence_piece]);
  if (info.presence == Presence::kSparse)
    sparse_ = ArrayView<uint32_t>(pieces[info.presence_piece]);
  if (info.palette != kNoPiece) palette_ = ArrayView<uint32_t>(pieces[info.palette]);
  if (info.bytes != kNoPiece) bytes_ = &pieces[info.bytes];
}

std::optional<size_t> Column::Place(uint32_t row) const {
  switch (info_->presence) {
    case Presence::kAll:
      return row;
    case Presence::kBitmap:
      if ((bitmap_[row / 64] >> (row % 64)) & 1) return row;
      return std::nullopt;
    case Presence::kSparse: {
      size_t begin = 0, end = sparse_.size();
      while (begin < end) {
        const size_t middle = begin + (end - begin) / 2;
        if (sparse_[middle] < row) {
          begin = middle + 1;
        } else {
          end = middle;
        }
      }
      if (begin < sparse_.size() && sparse_[begin] == row) return begin;
      return std::nullopt;
    }
  }
  return std::nullopt;
}

uint32_t Column::Code(const PackedView& codes, size_t place) const {
  auto code = static_cast<uint64_t>(codes[place]);
  if (palette_.size() > 0) {
    if (code >= palette_.size()) ThrowDamaged("a string's code is out of bounds");
    code = palette_[code];
  }
  if (code >= dictionary_->size()) ThrowDamaged("a string's code is out of bounds");
  return static_cast<uint32_t>(code);
}

uint32_t Column::StringCode(size_t place) const { return Code(a_, place); }

double Column::Float(size_t place) const { return std::bit_cast<double>(a_[place]); }

Value Column::At(size_t place) const {
  switch (info_->encoding) {
    case Encoding::kPacked: {
      const int64_t v = a_[place];
      switch (info_->kind) {
        case ValueKind::kBoolean:
          return Value::Boolean(v != 0);
        case ValueKind::kDate:
          return Value::Of(Date{v});
        case ValueKind::kLocalTime:
          return Value::Of(LocalTime{v});
        default:
          return Value::Integer(v);
      }
    }
    case Encoding::kFloats:
      return Value::Float(Float(place));
    case Encoding::kStrings:
      return Value::String(std::string(dictionary_->Text(StringCode(place))));
    case Encoding::kEvidence: {
      const auto begin = static_cast<uint64_t>(a_[place]);
      const auto end = static_cast<uint64_t>(a_[place + 1]);
      if (begin > end || end > b_.size()) ThrowDamaged("a list of evidence is out of bounds");
      std::vector<Value> fragments;
      fragments.reserve(end - begin);
      for (uint64_t i = begin; i < end; ++i) {
        std::string text(dictionary_->Text(Code(b_, i)));
        const int64_t start = c_[i];
        text += "#char=";
        text += std::to_string(start);
        text += ',';
        text += std::to_string(start + d_[i]);
        fragments.push_back(Value::String(std::move(text)));
      }
      return Value::List(std::move(fragments));
    }
    case Encoding::kGeneric: {
      const auto begin = static_cast<uint64_t>(a_[place]);
      const auto end = static_cast<uint64_t>(a_[place + 1]);
      if (begin >= end || end > bytes_->size()) ThrowDamaged("a value is out of bounds");
      bytes_->Touch(begin, end);
      ByteReader in({bytes_->data() + begin, end - begin});
      Value value = ReadValue(in, DictionaryStrings(*dictionary_));
      if (!in.ok()) ThrowDamaged("a value is not one");
      return value;
    }
    case Encoding::kQuotes:
      break;
  }
  ENTENTE_CHECK(!"quotes are read with their text");
  return Value();
}

std::string_view Column::Quote(size_t place, std::string_view text) const {
  const auto begin = static_cast<uint64_t>(a_[place]);
  const auto size = static_cast<uint64_t>(b_[place]);
  if (begin > text.size() || size > text.size() - begin) {
    ThrowDamaged("a quote lies outside its document's text");
  }
  return text.substr(begin, size);
}

void Column::FindRows(const Value& value, std::vector<uint32_t>& rows) const {
  // The equal ones lie together in the order of values; find where they begin and end.
  const size_t size = info_->present;
  const auto partition = [&](auto before) {
    size_t begin = 0, end = size;
    while (begin < end) {
      const size_t middle = begin + (end - begin) / 2;
      if (before(Ordered(middle))) {
        begin = middle + 1;
      } else {
        end = middle;
      }
    }
    return begin;
  };
  const auto append_while = [&](size_t from, auto equal) {
    for (size_t i = from; i < size && equal(Ordered(i)); ++i) rows.push_back(RowOf(Ordered(i)));
  };
  switch (info_->encoding) {
    case Encoding::kPacked: {
      int64_t wanted = 0;
      if (info_->kind == ValueKind::kInteger && value.kind() == ValueKind::kFloat) {
        const double d = value.as_float();
        if (!(d >= -9223372036854775808.0 && d < 9223372036854775808.0)) return;
        wanted = static_cast<int64_t>(d);
        if (static_cast<double>(wanted) != d) return;
      } else if (value.kind() != info_->kind) {
        return;
      } else if (info_->kind == ValueKind::kInteger) {
        wanted = value.as_integer();
      } else if (info_->kind == ValueKind::kBoolean) {
        wanted = value.as_boolean() ? 1 : 0;
      } else if (info_->kind == ValueKind::kDate) {
        wanted = value.as_date().days;
      } else {
        wanted = value.as_local_time().nanoseconds;
      }
      const size_t from = partition([&](size_t place) { return a_[place] < wanted; });
      return append_while(from, [&](size_t place) { return a_[place] == wanted; });
    }
    case Encoding::kFloats: {
      if (!value.is_number()) return;
      const double wanted = value.as_number();
      const size_t from = partition([&](size_t place) { return Float(place) < wanted; });
      return append_while(from, [&](size_t place) {
        return Float(place) == wanted && Equals(Value::Float(Float(place)), value) == true;
      });
    }
    case Encoding::kStrings: {
      if (value.kind() != ValueKind::kString) return;
      const std::optional<uint32_t> code = dictionary_->Find(value.as_string());
      if (!code) return;
      const size_t from = partition([&](size_t place) { return StringCode(place) < *code; });
      return append_while(from, [&](size_t place) { return StringCode(place) == *code; });
    }
    default:
      ENTENTE_CHECK(!"an encoding that is indexed");
  }
}

}  // namespace entente::graph
