/// \file
/// The program as a function: picks the command and turns its outcome into an exit status.

#pragma once

namespace entente::cli {

/// Exit statuses.   Source: docs/architecture.md, "The command line".
inline constexpr int kDone = 0;
inline constexpr int kWorkFailed = 1;
inline constexpr int kCallWrong = 2;
inline constexpr int kWasInterrupted = 130;

int RunProgram(int argc, char** argv);

}  // namespace entente::cli
