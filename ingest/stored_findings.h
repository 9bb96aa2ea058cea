/// \file
/// A document's findings as linking and loading keep them: the same as findings.h, but no longer to
/// be changed, and all of it in one block of memory, each text once. A build holds those of
/// every document, so that what they take and how near they lie decides what it takes.
/// Threads: immutable once made. Copies share the memory, which lives as long as one of them; the
/// views in them borrow from it.

#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "graph/check.h"
#include "ingest/fingerprint.h"
#include "ingest/mention.h"
#include "ingest/span.h"

namespace entente::ingest {

/// Values that lie in one block of memory with this reference to them: it keeps how far away they
/// are, which takes half of what a span does. So neither can be moved or copied.
template <class T>
class NearSpan {
 public:
  using value_type = T;
  using const_iterator = const T*;

  NearSpan() = default;
  NearSpan(const NearSpan&) = delete;
  NearSpan& operator=(const NearSpan&) = delete;
  /// REQUIRES that they lie in the same block, of less than 2 GiB.
  void PointAt(std::span<const T> values) {
    away_ = values.empty() ? 0
                           : static_cast<int32_t>(reinterpret_cast<const char*>(values.data()) -
                                                  reinterpret_cast<const char*>(this));
    count_ = static_cast<uint32_t>(values.size());
  }

  const T* data() const {
    return reinterpret_cast<const T*>(reinterpret_cast<const char*>(this) + away_);
  }
  const T* begin() const { return data(); }
  const T* end() const { return data() + count_; }
  size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  const T& operator[](size_t i) const { return data()[i]; }
  const T& front() const { return *data(); }

 private:
  int32_t away_ = 0;  // bytes
  uint32_t count_ = 0;
};

/// The same of a text.
class NearText {
 public:
  void PointAt(std::string_view text) { letters_.PointAt(text); }
  operator std::string_view() const {  // NOLINT(google-explicit-constructor)
    return {letters_.data(), letters_.size()};
  }
  std::string_view view() const { return *this; }
  bool empty() const { return letters_.empty(); }
  size_t size() const { return letters_.size(); }

  friend bool operator==(const NearText& a, const NearText& b) { return a.view() == b.view(); }
  friend bool operator==(const NearText& a, std::string_view b) { return a.view() == b; }
  friend auto operator<=>(const NearText& a, const NearText& b) { return a.view() <=> b.view(); }

 private:
  NearSpan<char> letters_;
};

struct StoredMention {
  CharSpan span;
  NearText text;
};

using StoredProperty = std::pair<NearText, NearText>;

struct StoredEntity {
  NearText name;
  NearSpan<NearText> aliases;
  NearSpan<StoredMention> mentions;
  NearSpan<StoredProperty> properties;
  MentionType type = MentionType::kOrganization;
  bool generic = false;
};

struct StoredReference {
  NearText name;
  NearSpan<uint32_t> entities;
};

struct StoredFact {
  NearText type;
  NearText rule;
  NearSpan<CharSpan> evidence;
  NearSpan<StoredProperty> properties;
  NearSpan<StoredReference> references;
  uint32_t from = 0;
  uint32_t to = 0;
  float confidence = 1.0f;
};

struct StoredRemark {
  CharSpan span;
  NearText text;
};

/// One block of memory for plain values, given back all at once.
class FindingsMemory {
 public:
  explicit FindingsMemory(size_t bytes)
      : block_(std::make_unique_for_overwrite<std::byte[]>(bytes)), size_(bytes) {}

  /// REQUIRES, as Copy does, that there is room.
  template <class T>
  std::span<T> Make(size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= alignof(uint32_t));
    if (count == 0) return {};
    T* values = reinterpret_cast<T*>(Take(count * sizeof(T), alignof(T)));
    std::uninitialized_value_construct_n(values, count);
    return {values, count};
  }
  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    std::byte* to = Take(text.size(), 1);
    std::copy(text.begin(), text.end(), reinterpret_cast<char*>(to));
    return {reinterpret_cast<const char*>(to), text.size()};
  }

 private:
  std::byte* Take(size_t bytes, size_t alignment) {
    const size_t begin = (at_ + alignment - 1) / alignment * alignment;
    ENTENTE_CHECK(begin + bytes <= size_);
    at_ = begin + bytes;
    return block_.get() + begin;
  }

  std::unique_ptr<std::byte[]> block_;
  size_t at_ = 0, size_ = 0;
};

/// What DocumentFindings says, in the same words.
struct StoredDocument {
  std::string_view document_id;
  std::string_view published;
  std::span<const StoredEntity> entities;
  std::span<const StoredFact> facts;
  std::span<const StoredRemark> remarks;
  std::shared_ptr<const FindingsMemory> memory;  ///< of all of the above
};

/// What stages 6 and 7 know of a document.
struct StoredFindings {
  StoredDocument findings;
  Fingerprint fingerprint{};
};

}  // namespace entente::ingest
