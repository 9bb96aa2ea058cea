/// \file
/// Bytes in and out of the durable file: little-endian fixed integers, variable-length integers,
/// strings and values. The reader is sticky: past the end or at nonsense it fails once and returns
/// zeros from then on, so that a caller checks ok() at the end. Threads: plain values.

#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "graph/value.h"

namespace entente::graph {

static_assert(std::endian::native == std::endian::little,
              "the file is little-endian and mapped as it is");

class ByteWriter {
 public:
  void U8(uint8_t v) { bytes_.push_back(static_cast<char>(v)); }
  void U32(uint32_t v) { Fixed(&v, sizeof v); }
  void U64(uint64_t v) { Fixed(&v, sizeof v); }
  void F64(double v) { Fixed(&v, sizeof v); }
  /// LEB128.
  void Varint(uint64_t v) {
    while (v >= 0x80) {
      U8(static_cast<uint8_t>(v | 0x80));
      v >>= 7;
    }
    U8(static_cast<uint8_t>(v));
  }
  void Signed(int64_t v) {  // zigzag
    Varint((static_cast<uint64_t>(v) << 1) ^ static_cast<uint64_t>(v >> 63));
  }
  void Text(std::string_view v) {
    Varint(v.size());
    bytes_.append(v);
  }
  void Fixed(const void* data, size_t size) { bytes_.append(static_cast<const char*>(data), size); }

  const std::string& bytes() const { return bytes_; }
  std::string Take() { return std::move(bytes_); }
  size_t size() const { return bytes_.size(); }
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}
  uint8_t U8() { return Fixed<uint8_t>(); }
  uint32_t U32() { return Fixed<uint32_t>(); }
  uint64_t U64() { return Fixed<uint64_t>(); }
  double F64() { return Fixed<double>(); }
  uint64_t Varint();
  int64_t Signed() {
    const uint64_t v = Varint();
    return static_cast<int64_t>(v >> 1) ^ -static_cast<int64_t>(v & 1);
  }
  std::string_view Text();
  /// A count of things of at least one byte each; fails where that many can't follow.
  size_t Count();

  bool ok() const { return ok_; }
  bool at_end() const { return at_ == end_; }
  void Fail() {
    ok_ = false;
    at_ = end_;
  }

 private:
  template <class T>
  T Fixed() {
    T v{};
    if (static_cast<size_t>(end_ - at_) < sizeof v) {
      Fail();
      return v;
    }
    std::memcpy(&v, at_, sizeof v);
    at_ += sizeof v;
    return v;
  }

  const char* at_;
  const char* end_;
  bool ok_ = true;
};

/// How strings inside a value are written: in place, or as codes of a dictionary.
class StringCoder {
 public:
  virtual ~StringCoder() = default;
  virtual void Write(std::string_view text, ByteWriter& out) const = 0;
  virtual std::string Read(ByteReader& in) const = 0;
};
/// In place, as length and bytes.
class InlineStrings final : public StringCoder {
 public:
  void Write(std::string_view text, ByteWriter& out) const override { out.Text(text); }
  std::string Read(ByteReader& in) const override;
};

/// Null and every value that a property can hold.
void WriteValue(const Value& value, const StringCoder& strings, ByteWriter& out);
/// Fails `in` where the bytes are no value.
Value ReadValue(ByteReader& in, const StringCoder& strings);

}  // namespace entente::graph
