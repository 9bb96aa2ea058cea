/// \file
/// Runs one scenario of the openCypher TCK on a fresh graph in memory: its steps, and whether
/// results, side effects and errors are those that it expects. Threads: scenarios share nothing and
/// may run on many threads at once.   Source: openCypher TCK, README, "The format".

#pragma once

#include <string>

#include "tests/conformance/gherkin.h"

namespace entente::conformance {

struct Outcome {
  bool passed = false;
  std::string reason;  ///< why it failed; empty when it passed
};

/// `graphs_folder` holds the named graphs, one folder each ("binary-tree-1/binary-tree-1.cypher").
/// A step that is not known fails the scenario.
Outcome RunScenario(const Scenario& scenario, const std::string& graphs_folder);

}  // namespace entente::conformance
