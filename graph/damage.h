/// \file
/// What reading throws when a piece of a durable file fails its checksum. Pieces are verified when
/// first touched, deep inside functions that read arrays in place and have no way to fail on input;
/// nobody there could go on, and wrong data must not be returned. The façades (query engine,
/// exports, commands) catch it and turn it into its Error.

#pragma once

#include <exception>
#include <utility>

#include "graph/result.h"

namespace entente::graph {

class DamagedFile : public std::exception {
 public:
  explicit DamagedFile(Error error) : error_(std::move(error)) {}
  const char* what() const noexcept override { return error_.message.c_str(); }
  const Error& error() const { return error_; }  ///< kCorrupt, with the file's name

 private:
  Error error_;
};

}  // namespace entente::graph
