/// \file
/// A sparse array whose copies share what they have in common: taking a snapshot copies a pointer,
/// a write copies the few nodes on its way that somebody else still holds. It is what the delta of
/// a store is made of, so that readers keep their state while a transaction writes, and a dropped
/// transaction costs nothing.
///
/// Shape: a tree of 16-way nodes over the key's bits, as high as the largest key needs.
/// Invariant: a tree node reachable from two arrays has a count above one and is never written.
/// Threads: distinct arrays may be used from distinct threads even where they share nodes (counts
/// are atomic); one array is not to be read while it is written.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

namespace entente::graph {

template <class T>
class PersistentArray {
 public:
  PersistentArray() = default;
  PersistentArray(const PersistentArray& other) : root_(other.root_), height_(other.height_) {
    if (root_) Retain(root_);
  }
  PersistentArray(PersistentArray&& other) noexcept
      : root_(std::exchange(other.root_, nullptr)), height_(std::exchange(other.height_, 0)) {}
  PersistentArray& operator=(PersistentArray other) noexcept {
    std::swap(root_, other.root_);
    std::swap(height_, other.height_);
    return *this;
  }
  ~PersistentArray() {
    if (root_) Release(root_, height_);
  }

  bool empty() const { return root_ == nullptr; }

  /// The element, or nullptr where nothing was ever written. Good until this array is next written
  /// or dies.
  const T* Find(uint32_t key) const {
    if (!root_ || !Covers(key)) return nullptr;
    const Counted* at = root_;
    for (uint32_t level = height_; level-- > 0;) {
      at = static_cast<const Inner*>(at)->children[(key >> (level * kBits)) & kMask];
      if (!at) return nullptr;
    }
    return &static_cast<const Leaf*>(at)->value;
  }

  /// The element for writing, made (T{}) where there is none; what other arrays share is copied.
  T& Edit(uint32_t key) {
    if (!root_) {
      root_ = new Inner;
      height_ = 1;
    }
    while (!Covers(key)) {
      Inner* higher = new Inner;
      higher->children[0] = root_;
      root_ = higher;
      ++height_;
    }
    Counted** slot = &root_;
    for (uint32_t level = height_; level-- > 0;) {
      if (!*slot) {
        *slot = new Inner;
      } else if (Shared(*slot)) {
        Inner* copy = new Inner(*static_cast<Inner*>(*slot));
        for (Counted* child : copy->children) {
          if (child) Retain(child);
        }
        Release(std::exchange(*slot, copy), level + 1);
      }
      slot = &static_cast<Inner*>(*slot)->children[(key >> (level * kBits)) & kMask];
    }
    if (!*slot) {
      *slot = new Leaf;
    } else if (Shared(*slot)) {
      Leaf* copy = new Leaf(static_cast<Leaf*>(*slot)->value);
      Release(std::exchange(*slot, copy), 0);
    }
    return static_cast<Leaf*>(*slot)->value;
  }

  /// The smallest key at or above `from` that has an element.
  std::optional<uint32_t> Next(uint32_t from) const {
    if (!root_ || !Covers(from)) return std::nullopt;
    return Next(root_, height_, from);
  }

  /// Calls f(key, element) in ascending order of keys.
  template <class F>
  void ForEach(F&& f) const {
    if (root_) Walk(root_, height_, 0, f);
  }

 private:
  static constexpr uint32_t kBits = 4;
  static constexpr uint32_t kFanOut = 1u << kBits;
  static constexpr uint32_t kMask = kFanOut - 1;

  struct Counted {
    std::atomic<uint32_t> references{1};
    Counted() = default;
    Counted(const Counted&) {}  // a copy has one owner
  };
  struct Inner : Counted {
    std::array<Counted*, kFanOut> children{};
  };
  struct Leaf : Counted {
    Leaf() = default;
    explicit Leaf(const T& v) : value(v) {}
    T value{};
  };

  bool Covers(uint32_t key) const {
    return height_ * kBits >= 32 || (key >> (height_ * kBits)) == 0;
  }
  static bool Shared(const Counted* node) {
    return node->references.load(std::memory_order_acquire) != 1;
  }
  static void Retain(Counted* node) { node->references.fetch_add(1, std::memory_order_relaxed); }
  static void Release(Counted* node, uint32_t height) {
    if (node->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    if (height == 0) {
      delete static_cast<Leaf*>(node);
      return;
    }
    for (Counted* child : static_cast<Inner*>(node)->children) {
      if (child) Release(child, height - 1);
    }
    delete static_cast<Inner*>(node);
  }
  static std::optional<uint32_t> Next(const Counted* node, uint32_t height, uint32_t from) {
    if (height == 0) return from;
    const uint32_t shift = (height - 1) * kBits;
    const auto& children = static_cast<const Inner*>(node)->children;
    for (uint32_t i = (from >> shift) & kMask; i < kFanOut; ++i) {
      if (children[i]) {
        if (auto found = Next(children[i], height - 1, from)) return found;
      }
      // The first key below the next child.
      const uint64_t next = ((static_cast<uint64_t>(from) >> shift) + 1) << shift;
      if (next > UINT32_MAX) return std::nullopt;
      from = static_cast<uint32_t>(next);
    }
    return std::nullopt;
  }
  template <class F>
  static void Walk(const Counted* node, uint32_t height, uint32_t prefix, F& f) {
    if (height == 0) {
      f(prefix, static_cast<const Leaf*>(node)->value);
      return;
    }
    const auto& children = static_cast<const Inner*>(node)->children;
    for (uint32_t i = 0; i < kFanOut; ++i) {
      if (children[i]) Walk(children[i], height - 1, (prefix << kBits) | i, f);
    }
  }

  Counted* root_ = nullptr;
  uint32_t height_ = 0;  // levels of Inner above the leaves
};

}  // namespace entente::graph
