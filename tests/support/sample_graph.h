/// \file
/// SampleWorld as a graph's file, for tests that run the program on it.

#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/support/format_text.h"
#include "tests/support/run_program.h"
#include "tests/support/sample_world.h"

namespace entente::tests {

/// Writes `jsonl` (an export) as the graph `name` in `folder`.
inline void ImportGraph(const TemporaryFolder& folder, const std::string& name,
                        const std::string& jsonl) {
  folder.Write("import.jsonl", jsonl);
  ProgramResult result =
      RunProgram(folder, {"import", "import.jsonl", "-o", name, "--force", "--quiet"});
  ASSERT_EQ(result.exit_status, 0) << result.errors;
}

/// Makes sample.entente in `folder`.
inline void WriteSampleGraph(const TemporaryFolder& folder) {
  ImportGraph(folder, "sample.entente", Jsonl(*SampleWorld().Make()));
}

}  // namespace entente::tests
