/// \file
/// Query parameters as the command line and JSON files give them.
/// Threads: pure.

#pragma once

#include <string>
#include <string_view>

#include "graph/result.h"
#include "query/engine.h"

namespace entente::cli {

/// "name=value". The value is JSON where it reads as JSON (2018, true, null, ["a"], {"k":1},
/// "quoted"), else the text as it stands. Errors: kInvalidArgument without a name and '='.
graph::Status AddParameter(std::string_view assignment, query::Parameters& parameters);

/// A JSON object, a parameter each member. Errors: kNotFound, kIo, kSyntax with file, line and
/// column.
graph::Status AddParametersFile(const std::string& path, query::Parameters& parameters);

/// A whole file, or standard input for "-". Errors: kNotFound, kIo.
graph::Result<std::string> ReadWholeFile(const std::string& path);

}  // namespace entente::cli
