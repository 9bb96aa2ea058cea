/// \file
/// What the extractor knows before it reads: gazetteers, title words, cue words and rules, loaded
/// once from the files compiled into the program and from a folder of the user's (--data DIR),
/// checked, and then only read. Threads: immutable after loading; shared by all workers. Errors:
/// kSyntax with file, line and column.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace entente::ingest {

/// One file of tab-separated values in the format of data/gazetteers/README.md: comments with #, a
/// column header, cells with | between several values.
struct KnowledgeTable {
  std::string file;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<uint32_t> lines;  ///< of each row, from 1

  /// Index of a column. Errors: kSyntax naming the file when it has no such column.
  graph::Result<uint32_t> Column(std::string_view name) const;
};

/// Reads one table. Errors: kSyntax (a row with another number of cells, an empty name), kEncoding.
graph::Result<KnowledgeTable> ParseKnowledgeTable(std::string_view file, std::string_view bytes);

/// A file that knowledge may come from: its path below data/ and its bytes.
struct KnowledgeFile {
  std::string path;
  std::string bytes;
};

/// The files compiled into the program, with those of `data_folder` (when not empty) added; a file
/// there of the same path extends the built-in one, or replaces it when its first line is "#
/// replace". Errors: kNotFound, kIo.
graph::Result<std::vector<KnowledgeFile>> LoadKnowledgeFiles(const std::string& data_folder);

}  // namespace entente::ingest
