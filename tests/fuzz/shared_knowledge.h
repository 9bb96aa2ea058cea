/// \file
/// The built-in lists and rules, loaded once for a process that tries many inputs.
/// Threads: any, once the first call has returned.

#pragma once

#include <memory>
#include <utility>

#include "graph/check.h"
#include "ingest/knowledge.h"

namespace entente::fuzz {

inline const ingest::Knowledge& SharedKnowledge() {
  static const std::unique_ptr<const ingest::Knowledge> kKnowledge = [] {
    auto files = ingest::LoadKnowledgeFiles("");
    ENTENTE_CHECK(files.has_value());
    auto knowledge = ingest::Knowledge::Load(*files);
    ENTENTE_CHECK(knowledge.has_value());
    return *std::move(knowledge);
  }();
  return *kKnowledge;
}

}  // namespace entente::fuzz
