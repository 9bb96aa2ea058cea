/// \file
/// A value of the query language: what a property holds, a parameter carries and a row returns. 16
/// bytes; strings, lists, maps, paths and the larger temporal values are immutable and shared
/// between copies by a counted reference, since rows copy values far more often than they make
/// them. Threads: safe to copy and read from several threads (the count is atomic); a Value itself
/// is not to be assigned from two.

#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/ids.h"
#include "graph/temporal.h"

namespace entente::graph {

enum class ValueKind : uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kList,
  kMap,
  kNode,
  kRelationship,
  kPath,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration,
};

/// The type's name as the language writes it: "INTEGER", "LIST", "ZONED DATETIME".
const char* ValueKindName(ValueKind kind);

class Value;
using MapEntry = std::pair<std::string, Value>;

/// Nodes and relationships in turn: relationships.size() + 1 == nodes.size().
struct Path {
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;
  friend bool operator==(const Path&, const Path&) = default;
};

class Value {
 public:
  Value() : kind_(ValueKind::kNull), integer_(0) {}  ///< null
  Value(const Value& other) : kind_(other.kind_), integer_(other.integer_) { Retain(); }
  Value(Value&& other) noexcept : kind_(other.kind_), integer_(other.integer_) {
    other.kind_ = ValueKind::kNull;
  }
  Value& operator=(const Value& other) {
    Value copy(other);
    Swap(copy);
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    Swap(other);
    return *this;
  }
  ~Value() {
    if (IsShared(kind_)) Release();
  }

  static Value Null() { return Value(); }
  static Value Boolean(bool v) { return Value(ValueKind::kBoolean, v ? 1 : 0); }
  static Value Integer(int64_t v) { return Value(ValueKind::kInteger, v); }
  static Value Float(double v) {
    Value value;
    value.kind_ = ValueKind::kFloat;
    value.float_ = v;
    return value;
  }
  static Value String(std::string v);  ///< valid UTF-8
  static Value List(std::vector<Value> v);
  /// Entries in any order; of two with one key the later stays. Kept sorted by key.
  static Value Map(std::vector<MapEntry> v);
  static Value Node(NodeId v) { return Value(ValueKind::kNode, v.value); }
  static Value Relationship(RelationshipId v) { return Value(ValueKind::kRelationship, v.value); }
  static Value OfPath(Path v);
  static Value Of(Date v) { return Value(ValueKind::kDate, v.days); }
  static Value Of(LocalTime v) { return Value(ValueKind::kLocalTime, v.nanoseconds); }
  static Value Of(Time v);
  static Value Of(LocalDateTime v);
  static Value Of(DateTime v);
  static Value Of(Duration v);

  ValueKind kind() const { return kind_; }
  bool is_null() const { return kind_ == ValueKind::kNull; }
  bool is_number() const { return kind_ == ValueKind::kInteger || kind_ == ValueKind::kFloat; }
  bool is_temporal() const { return kind_ >= ValueKind::kDate; }

  // Each REQUIRES the kind of its name; asking for another one stops the program. A view lives as
  // long as some copy of the Value does.
  bool as_boolean() const;
  int64_t as_integer() const;
  double as_float() const;
  double as_number() const;  ///< an integer or a float, as a float
  std::string_view as_string() const;
  std::span<const Value> as_list() const;
  std::span<const MapEntry> as_map() const;  ///< sorted by key
  NodeId as_node() const;
  RelationshipId as_relationship() const;
  const Path& as_path() const;
  Date as_date() const;
  LocalTime as_local_time() const;
  Time as_time() const;
  LocalDateTime as_local_date_time() const;
  const DateTime& as_date_time() const;
  Duration as_duration() const;

  /// True where another Value holds the same string, list, map, … : what lies in it stays when this
  /// goes.
  bool is_shared() const;

  /// The entry's value, or nullptr. REQUIRES a map.
  const Value* Find(std::string_view key) const;

 private:
  struct Payload;
  template <class T>
  struct Box;

  Value(ValueKind kind, int64_t integer) : kind_(kind), integer_(integer) {}
  template <class T>
  static Value MakeShared(ValueKind kind, T payload);
  template <class T>
  const T& Unbox(ValueKind kind) const;
  static bool IsShared(ValueKind kind) {
    return (kSharedKinds >> static_cast<unsigned>(kind)) & 1u;
  }
  void Retain() const;
  void Release();
  void Swap(Value& other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(integer_, other.integer_);
  }

  static constexpr uint32_t kSharedKinds =
      (1u << static_cast<unsigned>(ValueKind::kString)) |
      (1u << static_cast<unsigned>(ValueKind::kList)) |
      (1u << static_cast<unsigned>(ValueKind::kMap)) |
      (1u << static_cast<unsigned>(ValueKind::kPath)) |
      (1u << static_cast<unsigned>(ValueKind::kTime)) |
      (1u << static_cast<unsigned>(ValueKind::kLocalDateTime)) |
      (1u << static_cast<unsigned>(ValueKind::kDateTime)) |
      (1u << static_cast<unsigned>(ValueKind::kDuration));

  ValueKind kind_;
  union {
    int64_t integer_;
    double float_;
    Payload* payload_;
  };
};

/// a = b in the language: nothing stands for null (unknown). 1 = 1.0 is true; NaN equals nothing;
/// values of kinds that can't be equal are unequal; a list or map with a null inside may be
/// unknown.   Source: openCypher CIP2016-06-14 "Comparability".
std::optional<bool> Equals(const Value& a, const Value& b);

/// a against b for <, <=, >, >=: nothing where the language says null (other kinds, null inside,
/// NaN).
std::optional<std::partial_ordering> Compare(const Value& a, const Value& b);

/// The total order of ORDER BY: map, node, relationship, list, path, temporal values, string,
/// boolean, number, NaN, null last. Integers and floats compare by their exact mathematical value.
/// Source: openCypher CIP2016-06-14 "Orderability"; TCK ReturnOrderBy1.
std::strong_ordering Order(const Value& a, const Value& b);

/// Equivalence for DISTINCT and grouping: null is null, NaN is NaN, 1 is 1.0.
bool Equivalent(const Value& a, const Value& b);
/// Agrees with Equivalent.
uint64_t Hash(const Value& value);

}  // namespace entente::graph
