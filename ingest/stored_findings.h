/// \file
/// A document's findings as linking and loading keep them: the same as findings.h, but no longer to
/// be changed, and all of it in a few blocks of memory, each text once. A build holds those of
/// every document, so that what they take and how near they lie decides what it takes.
/// Threads: immutable once made. Copies share the memory, which lives as long as one of them; the
/// views in them borrow from it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ingest/fingerprint.h"
#include "ingest/mention.h"
#include "ingest/span.h"

namespace entente::ingest {

struct StoredMention {
  CharSpan span;
  std::string_view text;
};

using StoredProperty = std::pair<std::string_view, std::string_view>;

struct StoredEntity {
  std::string_view name;
  std::span<const std::string_view> aliases;
  std::span<const StoredMention> mentions;
  std::span<const StoredProperty> properties;
  MentionType type = MentionType::kOrganization;
  bool generic = false;
};

struct StoredReference {
  std::string_view name;
  std::span<const uint32_t> entities;
};

struct StoredFact {
  std::string_view type;
  std::string_view rule;
  std::span<const CharSpan> evidence;
  std::span<const StoredProperty> properties;
  std::span<const StoredReference> references;
  uint32_t from = 0;
  uint32_t to = 0;
  float confidence = 1.0f;
};

struct StoredRemark {
  CharSpan span;
  std::string_view text;
};

/// Memory for plain values, given back all at once.
class FindingsMemory {
 public:
  /// `expected_bytes` are taken at once; more where that was too few.
  explicit FindingsMemory(size_t expected_bytes) { Grow(expected_bytes); }

  template <class T>
  std::span<T> Make(size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= alignof(std::max_align_t));
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
    size_t begin = (at_ + alignment - 1) / alignment * alignment;
    if (begin + bytes > size_) {
      Grow(std::max(bytes, size_ / 2));
      begin = 0;
    }
    at_ = begin + bytes;
    return blocks_.back().get() + begin;
  }
  void Grow(size_t bytes) {
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes));
    at_ = 0;
    size_ = bytes;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  size_t at_ = 0, size_ = 0;  // of the last block
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
