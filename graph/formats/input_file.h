/// \file
/// A file that is read from front to back: its bytes, and errors that say where in it they are.
/// Regular files are mapped, others (pipes) read into memory. Threads: const is safe. Ownership:
/// the InputFile owns the bytes; views of them live as long as it does. A file that another process
/// shortens meanwhile ends the program, as with every mapped file.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::graph {

class InputFile {
 public:
  /// Errors: kNotFound, kIo.
  static Result<std::unique_ptr<InputFile>> Open(const std::string& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::string& path() const { return path_; }
  std::string_view bytes() const { return bytes_; }
  /// Where the text begins: after a byte-order mark.
  size_t begin_byte() const { return bytes_.starts_with("\xef\xbb\xbf") ? 3 : 0; }

  /// An error about the place `byte` of this file, with line and column. Cost: reads the file up to
  /// there.
  Error ErrorAt(size_t byte, ErrorCode code, std::string message) const;

 private:
  explicit InputFile(std::string path) : path_(std::move(path)) {}
  std::string path_;
  std::string owned_;  // what could not be mapped
  std::string_view bytes_;
  bool mapped_ = false;
};

}  // namespace entente::graph
