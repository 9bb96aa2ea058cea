#include "graph/codec.h"

#include <vector>

#include "graph/check.h"
#include "graph/utf8.h"

namespace entente::graph {
namespace {

// The tags of the file: never renumbered.   Described in docs/file_format.md.
enum class Tag : uint8_t {
  kNull = 0,
  kFalse = 1,
  kTrue = 2,
  kInteger = 3,
  kFloat = 4,
  kString = 5,
  kList = 6,
  kDate = 7,
  kLocalTime = 8,
  kTime = 9,
  kLocalDateTime = 10,
  kDateTime = 11,
  kDuration = 12,
};

}  // namespace

uint64_t ByteReader::Varint() {
  uint64_t v = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (at_ == end_) break;
    const auto byte = static_cast<uint8_t>(*at_++);
    v |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return v;
  }
  Fail();
  return 0;
}

std::string_view ByteReader::Text() {
  const size_t size = Count();
  std::string_view text(at_, size);
  at_ += size;
  return text;
}

size_t ByteReader::Count() {
  const uint64_t count = Varint();
  if (count > static_cast<size_t>(end_ - at_)) {
    Fail();
    return 0;
  }
  return static_cast<size_t>(count);
}

std::string InlineStrings::Read(ByteReader& in) const {
  const std::string_view text = in.Text();
  if (FindInvalidUtf8(text)) {
    in.Fail();
    return {};
  }
  return std::string(text);
}

void WriteValue(const Value& value, const StringCoder& strings, ByteWriter& out) {
  const auto tag = [&](Tag t) { out.U8(static_cast<uint8_t>(t)); };
  switch (value.kind()) {
    case ValueKind::kNull:
      return tag(Tag::kNull);
    case ValueKind::kBoolean:
      return tag(value.as_boolean() ? Tag::kTrue : Tag::kFalse);
    case ValueKind::kInteger:
      tag(Tag::kInteger);
      return out.Signed(value.as_integer());
    case ValueKind::kFloat:
      tag(Tag::kFloat);
      return out.F64(value.as_float());
    case ValueKind::kString:
      tag(Tag::kString);
      return strings.Write(value.as_string(), out);
    case ValueKind::kList:
      tag(Tag::kList);
      out.Varint(value.as_list().size());
      for (const Value& element : value.as_list()) WriteValue(element, strings, out);
      return;
    case ValueKind::kDate:
      tag(Tag::kDate);
      return out.Signed(value.as_date().days);
    case ValueKind::kLocalTime:
      tag(Tag::kLocalTime);
      return out.Signed(value.as_local_time().nanoseconds);
    case ValueKind::kTime:
      tag(Tag::kTime);
      out.Signed(value.as_time().nanoseconds);
      return out.Signed(value.as_time().offset_seconds);
    case ValueKind::kLocalDateTime:
      tag(Tag::kLocalDateTime);
      out.Signed(value.as_local_date_time().seconds);
      return out.Signed(value.as_local_date_time().nanoseconds);
    case ValueKind::kDateTime:
      tag(Tag::kDateTime);
      out.Signed(value.as_date_time().seconds);
      out.Signed(value.as_date_time().nanoseconds);
      out.Signed(value.as_date_time().offset_seconds);
      return strings.Write(value.as_date_time().zone, out);
    case ValueKind::kDuration: {
      tag(Tag::kDuration);
      const Duration duration = value.as_duration();
      out.Signed(duration.months);
      out.Signed(duration.days);
      out.Signed(duration.seconds);
      return out.Signed(duration.nanoseconds);
    }
    case ValueKind::kMap:
    case ValueKind::kNode:
    case ValueKind::kRelationship:
    case ValueKind::kPath:
      break;
  }
  ENTENTE_CHECK(!"a value that a property can hold");
}

namespace {

// A value that is no list.
Value ReadScalar(Tag tag, ByteReader& in, const StringCoder& strings) {
  switch (tag) {
    case Tag::kNull:
      return Value();
    case Tag::kFalse:
      return Value::Boolean(false);
    case Tag::kTrue:
      return Value::Boolean(true);
    case Tag::kInteger:
      return Value::Integer(in.Signed());
    case Tag::kFloat:
      return Value::Float(in.F64());
    case Tag::kString:
      return Value::String(strings.Read(in));
    case Tag::kList:
      break;  // in a list: the writer puts none there, and reading needs no limit of depth
    case Tag::kDate:
      return Value::Of(Date{in.Signed()});
    case Tag::kLocalTime:
      return Value::Of(LocalTime{in.Signed()});
    case Tag::kTime: {
      Time time;
      time.nanoseconds = in.Signed();
      time.offset_seconds = static_cast<int32_t>(in.Signed());
      return Value::Of(time);
    }
    case Tag::kLocalDateTime: {
      LocalDateTime time;
      time.seconds = in.Signed();
      time.nanoseconds = static_cast<int32_t>(in.Signed());
      return Value::Of(time);
    }
    case Tag::kDateTime: {
      DateTime time;
      time.seconds = in.Signed();
      time.nanoseconds = static_cast<int32_t>(in.Signed());
      time.offset_seconds = static_cast<int32_t>(in.Signed());
      time.zone = strings.Read(in);
      return Value::Of(std::move(time));
    }
    case Tag::kDuration: {
      Duration duration;
      duration.months = in.Signed();
      duration.days = in.Signed();
      duration.seconds = in.Signed();
      duration.nanoseconds = static_cast<int32_t>(in.Signed());
      return Value::Of(duration);
    }
  }
  in.Fail();
  return Value();
}

}  // namespace

Value ReadValue(ByteReader& in, const StringCoder& strings) {
  const auto tag = static_cast<Tag>(in.U8());
  if (!in.ok()) return Value();
  if (tag != Tag::kList) return ReadScalar(tag, in, strings);
  const size_t count = in.Count();
  std::vector<Value> elements;
  elements.reserve(count);
  for (size_t i = 0; i < count && in.ok(); ++i) {
    const auto element = static_cast<Tag>(in.U8());
    if (in.ok()) elements.push_back(ReadScalar(element, in, strings));
  }
  return Value::List(std::move(elements));
}

}  // namespace entente::graph
