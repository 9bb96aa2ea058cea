/// \file
/// Whether an annotation is what docs/gold_format.md says, before anything is scored by it: a
/// status that is misspelt, or a day that there is not, would count against the extraction.
/// Threads: pure.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace entente::ingest {

/// The JSON of an annotation. Errors: kSyntax with `path` as file, and line and column.
graph::Result<nlohmann::ordered_json> ParseGold(const std::string& path, std::string_view bytes);

/// All that is wrong with it: kSyntax, `path` as file, the message with the place in the annotation
/// ("agreement 2 (treaty on water), date"), what stands there and what was expected. Empty when it
/// is right. Keys that the format does not speak of are passed over unless they are a slip of one
/// that it does.
std::vector<graph::Error> CheckGold(const std::string& path, const nlohmann::ordered_json& gold);

}  // namespace entente::ingest
