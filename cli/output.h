/// \file
/// Where a command's results go: standard output, or a file that stands whole at its place or not
/// at all. Threads: one.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace entente::cli {

/// Standard output, or a file that stands whole at its path after Finish() and not at all without
/// it (it is written beside and renamed).
class Output {
 public:
  /// `path` "-" or empty: standard output. A file that is there is replaced when its name ends as
  /// one of `endings` (none given: any), or when it is empty: one of another kind is most likely a
  /// slip, a document or a query put in the output's place. Errors: kIo with the path;
  /// kInvalidArgument for a file of another kind; kAlreadyExists for a graph.
  static graph::Result<std::unique_ptr<Output>> Open(
      const std::string& path, const std::vector<std::string_view>& endings = {});
  virtual ~Output() = default;
  virtual graph::Status Write(std::string_view bytes) = 0;
  virtual graph::Status Finish() = 0;
};

/// Whether nobody reads standard output any more (a pipe to head); such an end is no failure.
bool OutputClosed();

/// `status`, or kWorkFailed with an error reported when what was printed could not be written.
int FinishStandardOutput(int status);

}  // namespace entente::cli
