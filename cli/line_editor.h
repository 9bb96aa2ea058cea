/// \file
/// Lines that a person types: editing, history kept between sessions, completion, pasting of
/// several lines at once. libedit does the work. Where standard input is no terminal, lines are
/// read as they are. Threads: one thread, one editor a process.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

class LineEditor {
 public:
  /// Completions of the word that ends the text before the cursor; each replaces that word.
  using Completer = std::function<std::vector<std::string>(std::string_view text_before_cursor,
                                                           size_t word_begin)>;

  /// `history_path` may be empty: nothing is kept.
  LineEditor(std::string history_path, Completer completer);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  enum class Outcome { kLine, kInterrupted, kEnd };
  struct Answer {
    Outcome outcome = Outcome::kEnd;
    std::string line;  ///< without its last line break; several lines where they were pasted
  };
  Answer Read(const std::string& prompt);

  void AddToHistory(const std::string& entry);
  std::vector<std::string> History() const;  ///< oldest first

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace entente::cli
