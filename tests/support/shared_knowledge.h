/// \file
/// The built-in knowledge, loaded once for a test program. Threads: any.

#pragma once

#include <memory>
#include <utility>

#include "ingest/knowledge.h"

namespace entente::ingest {

inline const Knowledge& SharedKnowledge() {
  static const std::unique_ptr<const Knowledge> kKnowledge =
      std::move(Knowledge::Load(LoadKnowledgeFiles("").value())).value();
  return *kKnowledge;
}

}  // namespace entente::ingest
