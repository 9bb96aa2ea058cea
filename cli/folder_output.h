/// \file
/// A folder of files that stands whole at its path after Finish(), and not at all without it: it is
/// written beside and renamed. Threads: one.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::cli {

class FolderOutput {
 public:
  /// Errors: kAlreadyExists where `path` is something other than an empty folder or a folder that
  /// holds nothing but what an earlier export lists; kIo.
  static graph::Result<std::unique_ptr<FolderOutput>> Open(const std::string& path);
  ~FolderOutput();
  FolderOutput(const FolderOutput&) = delete;
  FolderOutput& operator=(const FolderOutput&) = delete;

  /// Appends to the file `name`. Errors: kIo, kNoSpace.
  graph::Status Append(const std::string& name, std::string_view bytes);
  graph::Status Finish();

 private:
  FolderOutput(std::string path, std::string part)
      : path_(std::move(path)), part_(std::move(part)) {}
  std::string path_, part_;
};

}  // namespace entente::cli
