/// \file
/// Collects what a document says into DocumentFindings: entities once each, a fact once each with
/// all the evidence for it, everything in an order that depends on the text alone. Threads: one
/// builder a document.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/document.h"
#include "ingest/findings.h"
#include "ingest/mention.h"

namespace entente::ingest {

using Properties = FoundProperties;

/// One fact on its way in.
struct NewFact {
  std::string_view type;
  uint32_t from = kNoIndex;  ///< into the builder's entities
  uint32_t to = kNoIndex;
  std::vector<ByteSpan> evidence;
  std::string_view rule;
  float confidence = 1.0f;
  Properties properties;  ///< properties with an empty value are left out
  std::vector<std::pair<std::string_view, std::vector<uint32_t>>> references;
};

class FindingsBuilder {
 public:
  explicit FindingsBuilder(const Document& document) : document_(document) {}

  /// Takes over the named actors of `mentions` with their mentions. Afterwards ActorIndex tells
  /// where each of them stands.
  void AddActors(const DocumentMentions& mentions);
  /// Index of entity `entity` of the mentions, or kNoIndex when it became no node (a group, a
  /// person without a name).
  uint32_t ActorIndex(uint32_t entity) const {
    return entity < actor_index_.size() ? actor_index_[entity] : kNoIndex;
  }

  uint32_t AddEntity(FoundEntity entity);
  FoundEntity& entity(uint32_t index) { return findings_.entities[index]; }
  size_t entity_count() const { return findings_.entities.size(); }

  /// A fact stated again (same type, ends and telling properties) adds its evidence to the one that
  /// stands; the rule and properties of the surer one win. Ends that are kNoIndex or one and the
  /// same are ignored.
  void AddFact(NewFact fact);
  /// Whether a fact stands that has none of the telling properties (title, qualifier, how).
  bool HasFact(std::string_view type, uint32_t from, uint32_t to) const;

  /// A rule's name that is put together from others, for as long as the findings live.
  std::string_view KeepRuleName(std::string name) {
    return findings_.rule_names.emplace_front(std::move(name));
  }

  void AddRemark(ByteSpan span, std::string text);

  FoundMention MakeMention(ByteSpan span) const;

  /// The result, sorted; the builder is empty afterwards.
  DocumentFindings Finish();

 private:
  static std::span<const FoundMention> Near(const std::vector<FoundMention>& mentions,
                                            CharSpan piece);
  void AnchorEvidence(FoundFact& fact) const;
  /// The fact that stands with these ends and telling properties, or kNoIndex.
  uint32_t FindFact(uint64_t hash, std::string_view type, uint32_t from, uint32_t to,
                    const Properties& properties) const;

  const Document& document_;
  DocumentFindings findings_;
  std::vector<uint32_t> actor_index_;
  /// Places of facts by the hash of what tells them from others.
  std::unordered_multimap<uint64_t, uint32_t> fact_index_;
};

}  // namespace entente::ingest
