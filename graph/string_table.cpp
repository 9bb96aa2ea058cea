#include "graph/string_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "graph/check.h"
#include "graph/checksum.h"

namespace entente::graph {
namespace {

constexpr size_t kChunkBytes = 1 << 20;

}  // namespace

StringTable::StringTable() : slots_(1 << 10) {}

std::string_view StringTable::Keep(std::string_view text) {
  bytes_ += text.size();
  if (text.size() > kChunkBytes / 4) {  // a chunk of its own
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(text.size()));
    std::memcpy(chunks_.back().get(), text.data(), text.size());
    return {chunks_.back().get(), text.size()};
  }
  if (text.size() > chunk_left_) {
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunkBytes));
    chunk_at_ = chunks_.back().get();
    chunk_left_ = kChunkBytes;
  }
  if (!text.empty()) std::memcpy(chunk_at_, text.data(), text.size());
  const std::string_view kept(chunk_at_, text.size());
  chunk_at_ += text.size();
  chunk_left_ -= text.size();
  return kept;
}

uint32_t StringTable::Intern(std::string_view text) {
  const auto hash = static_cast<uint32_t>(Checksum(text, 0));
  if (text.size() > sizeof(Recent::text)) return Find(text, hash);
  if (recent_.empty()) recent_.resize(kRecentCount);
  Recent& recent = recent_[hash & (kRecentCount - 1)];
  if (recent.code != UINT32_MAX && std::string_view(recent.text, recent.size) == text)
    return recent.code;
  recent.code = Find(text, hash);
  recent.size = static_cast<uint8_t>(text.size());
  std::copy(text.begin(), text.end(), recent.text);
  return recent.code;
}

uint32_t StringTable::CodeOf(std::string_view text) const {
  const auto hash = static_cast<uint32_t>(Checksum(text, 0));
  for (size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    ENTENTE_CHECK(slot.code != UINT32_MAX);
    if (slot.hash == hash && strings_[slot.code] == text) return slot.code;
  }
}

void StringTable::Adopt(std::string_view text) {
  Find(text, static_cast<uint32_t>(Checksum(text, 0)));
  used_.push_back(0);
}

uint32_t StringTable::Find(std::string_view text, uint32_t hash) {
  for (size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
    Slot& slot = slots_[at];
    if (slot.code == UINT32_MAX) {
      ENTENTE_CHECK(strings_.size() < UINT32_MAX - 1);
      slot = {hash, size()};
      strings_.push_back(Keep(text));
      if (strings_.size() * 2 > slots_.size()) Grow();
      return size() - 1;
    }
    if (slot.hash == hash && strings_[slot.code] == text) {
      Use(slot.code);
      return slot.code;
    }
  }
}

void StringTable::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.code == UINT32_MAX) continue;
    size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].code != UINT32_MAX) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

StringTable::Ranks StringTable::Sort() const {
  // The first eight bytes decide most comparisons without touching the strings.
  struct Entry {
    uint64_t prefix;
    uint32_t code;
  };
  std::vector<Entry> entries;
  entries.reserve(strings_.size());
  size_t ascending = 0;  // those adopted
  for (uint32_t code = 0; code < size(); ++code) {
    if (code == used_.size()) ascending = entries.size();
    if (code < used_.size() && !used_[code]) continue;
    char first[8] = {};
    strings_[code].copy(first, sizeof first);  // unlike memcpy, right for an empty view too
    uint64_t prefix;
    std::memcpy(&prefix, first, 8);
    entries.push_back({__builtin_bswap64(prefix), code});
  }
  if (size() == used_.size()) ascending = entries.size();
  const auto before = [this](const Entry& a, const Entry& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return strings_[a.code] < strings_[b.code];
  };
  const auto fresh = entries.begin() + static_cast<std::ptrdiff_t>(ascending);
  std::sort(fresh, entries.end(), before);
  std::inplace_merge(entries.begin(), fresh, entries.end(), before);
  Ranks ranks;
  ranks.rank.resize(size());
  ranks.sorted.resize(entries.size());
  for (uint32_t i = 0; i < entries.size(); ++i) {
    ranks.sorted[i] = entries[i].code;
    ranks.rank[entries[i].code] = i;
  }
  return ranks;
}

}  // namespace entente::graph
