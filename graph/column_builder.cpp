#include "graph/column_builder.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

#include "graph/builder.h"
#include "graph/check.h"
#include "graph/code_strings.h"
#include "graph/codec.h"

namespace entente::graph {
namespace {

constexpr uint32_t kAbsent = UINT32_MAX;

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

}  // namespace

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

}  // namespace entente::graph
