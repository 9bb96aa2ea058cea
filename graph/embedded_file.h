/// \file
/// A file of data/ that was compiled into the program. The bytes live as long as the program; safe
/// from any thread. The tables are made by the build (data/cmake/EntenteEmbed.cmake).

#pragma once

#include <span>
#include <string_view>

namespace entente::graph {

struct EmbeddedFile {
  std::string_view path;   ///< below data/, as in "schema/schema.json"
  std::string_view bytes;  ///< the whole file, unchanged
};

namespace schema_data {
/// The files of data/schema, sorted by path.
std::span<const EmbeddedFile> EmbeddedFiles();
}  // namespace schema_data

}  // namespace entente::graph
