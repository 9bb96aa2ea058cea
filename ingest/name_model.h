/// \file
/// What a capitalised stretch names, weighed from many small signs at once: a linear model over
/// features of its words and its company, learned by scripts/train_name_model and shipped as
/// data/gazetteers/name_types.tsv. It knows ordinary words and word endings, no names.
/// Threads: pure; the model is immutable.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/knowledge.h"

namespace entente::ingest {

enum class NameClass : uint8_t { kPerson, kOrganization, kPlace, kNone };
inline constexpr size_t kNameClasses = 4;

/// FNV-1a of some bytes, continued from `hash`.
constexpr uint64_t MixBytes(uint64_t hash, std::string_view bytes) {
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  }
  return (hash ^ 0xFF) * 0x100000001B3ull;
}

/// The kind of a sign, hashed when the program is compiled.
struct SignKind {
  consteval SignKind(const char* kind) : name(kind), hash(MixBytes(0xCBF29CE484222325ull, name)) {}
  std::string_view name;
  uint64_t hash;
};

/// One sign: which kind it is, and its value. The value's bytes belong to the text, the lexicon or
/// the program.
struct NameFeature {
  SignKind kind;
  std::string_view value;
  std::string_view value2;  ///< of signs made of two; else empty
};

class NameModel {
 public:
  NameModel() = default;
  /// `table` has the columns kind, value, person, organization, place, none.
  explicit NameModel(const KnowledgeTable& table);

  bool empty() const { return slots_.empty(); }
  /// The weight of each NameClass, higher is likelier; about 1000 is sure.
  std::array<int32_t, kNameClasses> Score(const std::vector<NameFeature>& features) const;

 private:
  struct Slot {
    uint64_t key = 0;  // 0 free
    std::array<int16_t, kNameClasses> weights{};
  };
  std::vector<Slot> slots_;  // open addressing
};

}  // namespace entente::ingest
