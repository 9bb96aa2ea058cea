/// \file
/// What could stand where the cursor is, for the completion of bash, zsh and fish
/// (data/completion): commands, options and their words, and names of the graph that the line
/// speaks of. Threads: pure; reads files.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace entente::cli {

struct Completions {
  enum class Kind {
    kWords,   ///< `words` and nothing else
    kFiles,   ///< a file's path (beside `words`)
    kGraphs,  ///< the same, where a graph is meant
    kFolders  ///< a folder's path
  };
  Kind kind = Kind::kWords;
  /// Each with what it means, which may be empty; those that begin as the word typed does, case and
  /// accents aside.
  std::vector<std::pair<std::string, std::string>> words;
};

/// `line` is what stands after the program's name, up to the word typed (the last, maybe empty).
Completions CompleteLine(const CLI::App& app, std::vector<std::string> line);

/// A first line with the kind ("words", "files", "folders"), then a word a line, with a tab before
/// its meaning.
std::string CompletionText(const Completions& completions);

}  // namespace entente::cli
