/// \file
/// What was typed at prompts, kept in a file from session to session: an entry a line, line breaks
/// and backslashes escaped. Each entry is written when it is typed, so that sessions side by side
/// add to one history and one that is killed loses nothing. Threads: one; processes: any number.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

/// Where histories of prompts belong: $XDG_STATE_HOME/entente/history or
/// ~/.local/state/entente/history; empty where there is no home.
std::string DefaultHistoryPath();

/// The last `most` entries, oldest first; none where there is no file. A file that has grown far
/// beyond them is cut down to them, one that libedit wrote turned into one of ours; what other
/// sessions add meanwhile waits and is not lost.
std::vector<std::string> ReadHistory(const std::string& path, size_t most);

/// Makes the file, for its owner alone, and its folders where they are not there. A history that
/// can't be kept is no failure: nothing is said.
void AppendToHistory(const std::string& path, std::string_view entry);

}  // namespace entente::cli
