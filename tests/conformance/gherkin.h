/// \file
/// Feature files in Gherkin: read, and scenario outlines expanded. A reader of its own, so that the
/// conformance program needs no installed one. Reads what feature files of openCypher use:
/// features, backgrounds, scenarios, outlines with examples, doc strings, tables, tags and
/// comments; English keywords. Threads: plain values. Errors: kSyntax with line.   Source: Gherkin
/// reference, cucumber.io/docs/gherkin.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace entente::conformance {

using TableRow = std::vector<std::string>;

struct Step {
  std::string keyword;  ///< "Given", "When", "Then", "And", "But"
  std::string text;
  std::string doc_string;
  bool has_doc_string = false;
  std::vector<TableRow> table;
  uint32_t line = 0;
};

struct Scenario {
  std::string name;     ///< as written, placeholders filled
  std::string example;  ///< the example's cells, to tell the rows of an outline apart; else empty
  std::string feature;  ///< the feature's name
  std::string file;     ///< as given to ReadFeature
  uint32_t line = 0;    ///< of the scenario, or of the example's row
  std::vector<std::string> tags;
  std::vector<Step> steps;  ///< those of the background first
};

/// The scenarios of `text` in order, one a row of each outline's examples.
graph::Result<std::vector<Scenario>> ReadFeature(std::string_view text, const std::string& file);

}  // namespace entente::conformance
