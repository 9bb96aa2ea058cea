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
#include <utility>
#include <vector>

#include "graph/result.h"

namespace entente::ingest {

/// One file of tab-separated values in the format of data/gazetteers/README.md: comments with #, a
/// column header, cells with | between several values. Its cells are views into the bytes it was
/// read from, which must outlive it.
struct KnowledgeTable {
  std::string file;
  std::vector<std::string> columns;
  std::vector<std::string_view> cells;  ///< row by row, as many each as there are columns
  std::vector<uint32_t> lines;          ///< of each row, from 1

  size_t row_count() const { return lines.size(); }
  std::string_view Cell(size_t row, size_t column) const {
    return cells[row * columns.size() + column];
  }

  /// Index of a column. Errors: kSyntax naming the file when it has no such column.
  graph::Result<uint32_t> Column(std::string_view name) const;
};

/// Reads one table, which borrows `bytes`. Errors: kSyntax (a row with another number of cells, an
/// empty name), kEncoding.
graph::Result<KnowledgeTable> ParseKnowledgeTable(std::string_view file, std::string_view bytes);

/// A file that knowledge may come from: its path below data/ and its bytes.
struct KnowledgeFile {
  std::string path;
  std::string bytes;
  std::string folder = "";  ///< of a user's file: the folder given, above `path`

  /// As messages name it.
  std::string Shown() const { return folder.empty() ? path : folder + "/" + path; }
};

class Lexicon;   // ingest/lexicon.h: the same knowledge as words, for the finders of this folder
class RuleBook;  // ingest/rule_book.h: the rules of extraction

/// All that the finders and rules know, compiled for use. Loaded once, immutable, shared by all
/// workers; cheap to pass by reference, not to copy.
class Knowledge {
 public:
  /// Compiles `files` (as LoadKnowledgeFiles gives them). Errors: kSyntax, kEncoding, with file and
  /// line.
  static graph::Result<std::unique_ptr<const Knowledge>> Load(
      const std::vector<KnowledgeFile>& files, unsigned jobs = 1);

  ~Knowledge();
  Knowledge(const Knowledge&) = delete;
  Knowledge& operator=(const Knowledge&) = delete;

  /// Words, names and titles as the finders look them up.
  const Lexicon& lexicon() const { return *lexicon_; }

  /// The words and rules of stage 5.
  const RuleBook& rules() const { return *rules_; }

 private:
  Knowledge();

  std::unique_ptr<const Lexicon> lexicon_;
  std::unique_ptr<const RuleBook> rules_;
};

/// The files compiled into the program, with those of `data_folder` (when not empty) added; a file
/// there of the same path extends the built-in one, or replaces it when its first line is "#
/// replace". Errors: kNotFound, also for a folder with nothing that is used; kIo.
graph::Result<std::vector<KnowledgeFile>> LoadKnowledgeFiles(const std::string& data_folder);

}  // namespace entente::ingest
