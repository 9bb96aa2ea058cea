#include "graph/value.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "graph/check.h"

namespace entente::graph {

struct Value::Payload {
  std::atomic<uint32_t> references{1};
};

template <class T>
struct Value::Box : Value::Payload {
  explicit Box(T v) : value(std::move(v)) {}
  T value;
};

const char* ValueKindName(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNull:
      return "NULL";
    case ValueKind::kBoolean:
      return "BOOLEAN";
    case ValueKind::kInteger:
      return "INTEGER";
    case ValueKind::kFloat:
      return "FLOAT";
    case ValueKind::kString:
      return "STRING";
    case ValueKind::kList:
      return "LIST";
    case ValueKind::kMap:
      return "MAP";
    case ValueKind::kNode:
      return "NODE";
    case ValueKind::kRelationship:
      return "RELATIONSHIP";
    case ValueKind::kPath:
      return "PATH";
    case ValueKind::kDate:
      return "DATE";
    case ValueKind::kLocalTime:
      return "LOCAL TIME";
    case ValueKind::kTime:
      return "ZONED TIME";
    case ValueKind::kLocalDateTime:
      return "LOCAL DATETIME";
    case ValueKind::kDateTime:
      return "ZONED DATETIME";
    case ValueKind::kDuration:
      return "DURATION";
  }
  return "UNKNOWN";
}

template <class T>
Value Value::MakeShared(ValueKind kind, T payload) {
  Value value;
  value.payload_ = new Box<T>(std::move(payload));
  value.kind_ = kind;
  return value;
}

template <class T>
const T& Value::Unbox(ValueKind kind) const {
  ENTENTE_CHECK(kind_ == kind);
  return static_cast<const Box<T>*>(payload_)->value;
}

bool Value::is_shared() const {
  return IsShared(kind_) && payload_->references.load(std::memory_order_relaxed) > 1;
}

void Value::Retain() const {
  if (IsShared(kind_)) payload_->references.fetch_add(1, std::memory_order_relaxed);
}

void Value::Release() {
  if (payload_->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  switch (kind_) {
    case ValueKind::kString:
      delete static_cast<Box<std::string>*>(payload_);
      break;
    case ValueKind::kList:
      delete static_cast<Box<std::vector<Value>>*>(payload_);
      break;
    case ValueKind::kMap:
      delete static_cast<Box<std::vector<MapEntry>>*>(payload_);
      break;
    case ValueKind::kPath:
      delete static_cast<Box<Path>*>(payload_);
      break;
    case ValueKind::kTime:
      delete static_cast<Box<Time>*>(payload_);
      break;
    case ValueKind::kLocalDateTime:
      delete static_cast<Box<LocalDateTime>*>(payload_);
      break;
    case ValueKind::kDateTime:
      delete static_cast<Box<DateTime>*>(payload_);
      break;
    case ValueKind::kDuration:
      delete static_cast<Box<Duration>*>(payload_);
      break;
    default:
      ENTENTE_CHECK(!"a kind without a payload");
  }
}

Value Value::String(std::string v) { return MakeShared(ValueKind::kString, std::move(v)); }
Value Value::List(std::vector<Value> v) { return MakeShared(ValueKind::kList, std::move(v)); }
Value Value::Map(std::vector<MapEntry> v) {
  std::stable_sort(v.begin(), v.end(),
                   [](const MapEntry& a, const MapEntry& b) { return a.first < b.first; });
  size_t kept = 0;
  for (size_t i = 0; i < v.size(); ++i) {
    if (i + 1 < v.size() && v[i + 1].first == v[i].first) continue;
    if (kept != i) v[kept] = std::move(v[i]);
    ++kept;
  }
  v.resize(kept);
  return MakeShared(ValueKind::kMap, std::move(v));
}
Value Value::OfPath(Path v) {
  ENTENTE_CHECK(v.nodes.size() == v.relationships.size() + 1);
  return MakeShared(ValueKind::kPath, std::move(v));
}
Value Value::Of(Time v) { return MakeShared(ValueKind::kTime, v); }
Value Value::Of(LocalDateTime v) { return MakeShared(ValueKind::kLocalDateTime, v); }
Value Value::Of(DateTime v) { return MakeShared(ValueKind::kDateTime, std::move(v)); }
Value Value::Of(Duration v) { return MakeShared(ValueKind::kDuration, v); }

bool Value::as_boolean() const {
  ENTENTE_CHECK(kind_ == ValueKind::kBoolean);
  return integer_ != 0;
}
int64_t Value::as_integer() const {
  ENTENTE_CHECK(kind_ == ValueKind::kInteger);
  return integer_;
}
double Value::as_float() const {
  ENTENTE_CHECK(kind_ == ValueKind::kFloat);
  return float_;
}
double Value::as_number() const {
  ENTENTE_CHECK(is_number());
  return kind_ == ValueKind::kInteger ? static_cast<double>(integer_) : float_;
}
std::string_view Value::as_string() const { return Unbox<std::string>(ValueKind::kString); }
std::span<const Value> Value::as_list() const {
  return Unbox<std::vector<Value>>(ValueKind::kList);
}
std::span<const MapEntry> Value::as_map() const {
  return Unbox<std::vector<MapEntry>>(ValueKind::kMap);
}
NodeId Value::as_node() const {
  ENTENTE_CHECK(kind_ == ValueKind::kNode);
  return NodeId(static_cast<uint32_t>(integer_));
}
RelationshipId Value::as_relationship() const {
  ENTENTE_CHECK(kind_ == ValueKind::kRelationship);
  return RelationshipId(static_cast<uint32_t>(integer_));
}
const Path& Value::as_path() const { return Unbox<Path>(ValueKind::kPath); }
Date Value::as_date() const {
  ENTENTE_CHECK(kind_ == ValueKind::kDate);
  return Date{integer_};
}
LocalTime Value::as_local_time() const {
  ENTENTE_CHECK(kind_ == ValueKind::kLocalTime);
  return LocalTime{integer_};
}
Time Value::as_time() const { return Unbox<Time>(ValueKind::kTime); }
LocalDateTime Value::as_local_date_time() const {
  return Unbox<LocalDateTime>(ValueKind::kLocalDateTime);
}
const DateTime& Value::as_date_time() const { return Unbox<DateTime>(ValueKind::kDateTime); }
Duration Value::as_duration() const { return Unbox<Duration>(ValueKind::kDuration); }

const Value* Value::Find(std::string_view key) const {
  auto entries = as_map();
  auto it = std::lower_bound(entries.begin(), entries.end(), key,
                             [](const MapEntry& e, std::string_view k) { return e.first < k; });
  return it != entries.end() && it->first == key ? &it->second : nullptr;
}

namespace {

// Exact comparison of an integer with a float: converting either one could round.
std::partial_ordering CompareIntegerFloat(int64_t i, double f) {
  if (std::isnan(f)) return std::partial_ordering::unordered;
  if (f >= 9223372036854775808.0) return std::partial_ordering::less;
  if (f < -9223372036854775808.0) return std::partial_ordering::greater;
  double whole = std::trunc(f);
  int64_t truncated = static_cast<int64_t>(whole);
  if (i != truncated) return i <=> truncated;
  return 0.0 <=> (f - whole);
}

std::partial_ordering Flip(std::partial_ordering o) { return 0 <=> o; }

std::partial_ordering CompareNumbers(const Value& a, const Value& b) {
  bool ai = a.kind() == ValueKind::kInteger, bi = b.kind() == ValueKind::kInteger;
  if (ai && bi) return a.as_integer() <=> b.as_integer();
  if (ai) return CompareIntegerFloat(a.as_integer(), b.as_float());
  if (bi) return Flip(CompareIntegerFloat(b.as_integer(), a.as_float()));
  return a.as_float() <=> b.as_float();
}

bool IsNaN(const Value& v) { return v.kind() == ValueKind::kFloat && std::isnan(v.as_float()); }

// Rank of a kind in the global order.
int OrderRank(const Value& v) {
  switch (v.kind()) {
    case ValueKind::kMap:
      return 0;
    case ValueKind::kNode:
      return 1;
    case ValueKind::kRelationship:
      return 2;
    case ValueKind::kList:
      return 3;
    case ValueKind::kPath:
      return 4;
    case ValueKind::kDateTime:
      return 5;
    case ValueKind::kLocalDateTime:
      return 6;
    case ValueKind::kDate:
      return 7;
    case ValueKind::kTime:
      return 8;
    case ValueKind::kLocalTime:
      return 9;
    case ValueKind::kDuration:
      return 10;
    case ValueKind::kString:
      return 11;
    case ValueKind::kBoolean:
      return 12;
    case ValueKind::kInteger:
      return 13;
    case ValueKind::kFloat:
      return IsNaN(v) ? 14 : 13;
    case ValueKind::kNull:
      return 15;
  }
  return 16;
}

std::strong_ordering OrderPaths(const Path& a, const Path& b) {
  size_t shorter = std::min(a.nodes.size(), b.nodes.size());
  for (size_t i = 0; i < shorter; ++i) {
    if (auto o = a.nodes[i] <=> b.nodes[i]; o != 0) return o;
    if (i + 1 < shorter)
      if (auto o = a.relationships[i] <=> b.relationships[i]; o != 0) return o;
  }
  return a.nodes.size() <=> b.nodes.size();
}

std::strong_ordering ToStrong(std::partial_ordering o) {
  if (o == std::partial_ordering::less) return std::strong_ordering::less;
  if (o == std::partial_ordering::greater) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

// An unequal element settles a list or map; otherwise one unknown makes the whole unknown.
std::optional<bool> EqualLists(std::span<const Value> a, std::span<const Value> b) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (size_t i = 0; i < a.size(); ++i) {
    auto equal = Equals(a[i], b[i]);
    if (!equal) {
      unknown = true;
    } else if (!*equal) {
      return false;
    }
  }
  if (unknown) return std::nullopt;
  return true;
}

std::optional<bool> EqualMaps(std::span<const MapEntry> a, std::span<const MapEntry> b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (a[i].first != b[i].first) return false;
  bool unknown = false;
  for (size_t i = 0; i < a.size(); ++i) {
    auto equal = Equals(a[i].second, b[i].second);
    if (!equal) {
      unknown = true;
    } else if (!*equal) {
      return false;
    }
  }
  if (unknown) return std::nullopt;
  return true;
}

uint64_t Mix(uint64_t h, uint64_t v) {
  h ^= v + 0x9e3779b97f4a7c15ull + (h << 6) + (h >> 2);
  h *= 0xff51afd7ed558ccdull;
  return h ^ (h >> 33);
}

}  // namespace

std::optional<bool> Equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return CompareNumbers(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::kList:
      return EqualLists(a.as_list(), b.as_list());
    case ValueKind::kMap:
      return EqualMaps(a.as_map(), b.as_map());
    default:
      return Order(a, b) == 0;
  }
}

std::optional<std::partial_ordering> Compare(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return CompareNumbers(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case ValueKind::kBoolean:
    case ValueKind::kString:
    case ValueKind::kDate:
    case ValueKind::kLocalTime:
    case ValueKind::kTime:
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime:
      return Order(a, b);
    case ValueKind::kList: {
      auto x = a.as_list(), y = b.as_list();
      size_t shorter = std::min(x.size(), y.size());
      for (size_t i = 0; i < shorter; ++i) {
        if (Equals(x[i], y[i]).value_or(false)) continue;
        return Compare(x[i], y[i]);
      }
      return x.size() <=> y.size();
    }
    default:
      return std::nullopt;
  }
}

std::strong_ordering Order(const Value& a, const Value& b) {
  int ra = OrderRank(a), rb = OrderRank(b);
  if (ra != rb) return ra <=> rb;
  switch (a.kind()) {
    case ValueKind::kNull:
      return std::strong_ordering::equal;
    case ValueKind::kBoolean:
      return a.as_boolean() <=> b.as_boolean();
    case ValueKind::kInteger:
    case ValueKind::kFloat:
      return ToStrong(CompareNumbers(a, b));
    case ValueKind::kString:
      return a.as_string() <=> b.as_string();
    case ValueKind::kNode:
      return a.as_node() <=> b.as_node();
    case ValueKind::kRelationship:
      return a.as_relationship() <=> b.as_relationship();
    case ValueKind::kPath:
      return OrderPaths(a.as_path(), b.as_path());
    case ValueKind::kDate:
      return a.as_date() <=> b.as_date();
    case ValueKind::kLocalTime:
      return a.as_local_time() <=> b.as_local_time();
    case ValueKind::kTime:
      return a.as_time() <=> b.as_time();
    case ValueKind::kLocalDateTime:
      return a.as_local_date_time() <=> b.as_local_date_time();
    case ValueKind::kDateTime:
      return a.as_date_time() <=> b.as_date_time();
    case ValueKind::kDuration:
      return a.as_duration() <=> b.as_duration();
    case ValueKind::kList: {
      auto x = a.as_list(), y = b.as_list();
      for (size_t i = 0; i < std::min(x.size(), y.size()); ++i)
        if (auto o = Order(x[i], y[i]); o != 0) return o;
      return x.size() <=> y.size();
    }
    case ValueKind::kMap: {
      auto x = a.as_map(), y = b.as_map();
      for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (auto o = x[i].first <=> y[i].first; o != 0) return o;
        if (auto o = Order(x[i].second, y[i].second); o != 0) return o;
      }
      return x.size() <=> y.size();
    }
  }
  return std::strong_ordering::equal;
}

bool Equivalent(const Value& a, const Value& b) { return Order(a, b) == 0; }

uint64_t Hash(const Value& value) {
  uint64_t h = static_cast<uint64_t>(OrderRank(value)) * 0x9e3779b97f4a7c15ull;
  auto hash_text = [&](std::string_view text) { return std::hash<std::string_view>{}(text); };
  switch (value.kind()) {
    case ValueKind::kNull:
      return h;
    case ValueKind::kBoolean:
      return Mix(h, value.as_boolean());
    case ValueKind::kInteger:
      return Mix(h, static_cast<uint64_t>(value.as_integer()));
    case ValueKind::kFloat: {
      double f = value.as_float();
      if (std::isnan(f)) return h;
      // A float that is a whole number hashes as the integer that it equals.
      if (f >= -9223372036854775808.0 && f < 9223372036854775808.0 && f == std::trunc(f))
        return Mix(h, static_cast<uint64_t>(static_cast<int64_t>(f)));
      uint64_t bits;
      std::memcpy(&bits, &f, sizeof bits);
      return Mix(h, bits);
    }
    case ValueKind::kString:
      return Mix(h, hash_text(value.as_string()));
    case ValueKind::kNode:
      return Mix(h, value.as_node().value);
    case ValueKind::kRelationship:
      return Mix(h, value.as_relationship().value);
    case ValueKind::kPath:
      for (NodeId n : value.as_path().nodes) h = Mix(h, n.value);
      for (RelationshipId r : value.as_path().relationships) h = Mix(h, r.value);
      return h;
    case ValueKind::kDate:
      return Mix(h, static_cast<uint64_t>(value.as_date().days));
    case ValueKind::kLocalTime:
      return Mix(h, static_cast<uint64_t>(value.as_local_time().nanoseconds));
    case ValueKind::kTime:
      return Mix(Mix(h, static_cast<uint64_t>(value.as_time().nanoseconds)),
                 static_cast<uint64_t>(value.as_time().offset_seconds));
    case ValueKind::kLocalDateTime:
      return Mix(Mix(h, static_cast<uint64_t>(value.as_local_date_time().seconds)),
                 static_cast<uint64_t>(value.as_local_date_time().nanoseconds));
    case ValueKind::kDateTime:
      return Mix(Mix(h, static_cast<uint64_t>(value.as_date_time().seconds)),
                 static_cast<uint64_t>(value.as_date_time().nanoseconds));
    case ValueKind::kDuration: {
      Duration d = value.as_duration();
      h = Mix(Mix(h, static_cast<uint64_t>(d.months)), static_cast<uint64_t>(d.days));
      return Mix(Mix(h, static_cast<uint64_t>(d.seconds)), static_cast<uint64_t>(d.nanoseconds));
    }
    case ValueKind::kList:
      for (const Value& v : value.as_list()) h = Mix(h, Hash(v));
      return h;
    case ValueKind::kMap:
      for (const MapEntry& e : value.as_map()) h = Mix(Mix(h, hash_text(e.first)), Hash(e.second));
      return h;
  }
  return h;
}

}  // namespace entente::graph
