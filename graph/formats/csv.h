/// \file
/// CSV in the header convention of neo4j-admin's import, both ways: files of nodes
/// (`key:ID(Person),:LABEL,name:string,aliases:string[]`) and of relationships
/// (`:START_ID(Person),:END_ID(Agreement),:TYPE,date:string`). Threads: pure; reading parses on
/// several threads and feeds its target on the caller's.   Source: Neo4j Operations Manual,
/// "Import"; RFC 4180.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/formats/import.h"
#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

/// Takes the next bytes of the file `name`; files are written in turns, each from front to back.
using FileSink = std::function<Status(const std::string& name, std::string_view bytes)>;

/// The file that lists the others, as options of neo4j-admin: `neo4j-admin database import full
/// @import.args`.
inline constexpr const char* kCsvArguments = "import.args";

/// Writes the graph as a folder: a file a set of labels, one for each type between two of them, and
/// kCsvArguments. Where one property holds values of two types, the rows are parted into files of
/// one type each. Lists use a delimiter that no value contains; a list without such a form (with
/// elements of several types, or one empty text alone) is a text holding JSON, marked
/// `string{entente:json}`. Errors: those of the sink.
Status WriteCsv(const GraphReader& reader, const FileSink& sink);

/// Files with one header: the first line of the first one.
struct CsvFiles {
  std::vector<std::string> names;  ///< labels of every row, or its type; may be empty
  std::vector<std::string> paths;
};

struct CsvInput {
  std::vector<CsvFiles> nodes;
  std::vector<CsvFiles> relationships;
  char delimiter = ',';
  std::string array_delimiter = ";";  ///< one character
};

/// The value of an option `--nodes` or `--relationships`: "Person=a.csv", "Ministry:Organization=
/// header.csv,data.csv", "a.csv". Errors: kInvalidArgument.
Result<CsvFiles> ParseCsvFiles(std::string_view option);

/// The path of a plain file with what the packed one at `path` holds.
using FileUnpacker = std::function<Result<std::string>(const std::string& path)>;

/// What lies in `folder`: as its kCsvArguments say or, without such a file, every *.csv by its
/// header; with `unpack`, which is asked for every path that ends in .gz, every *.csv.gz too.
/// Errors: kNotFound, kIo, kSyntax; those of `unpack`.
Result<CsvInput> FindCsvFiles(const std::string& folder, const FileUnpacker& unpack = nullptr);

/// Adds nodes and relationships to `target`, which is to be dropped after an error. Errors: with
/// file, line and column: kSyntax, kEncoding, kType, kNotFound (an id that no node has),
/// kAlreadyExists (one that two have), kLimit, kUnsupported, kInterrupted.
Result<ImportCounts> ReadCsv(const CsvInput& input, ImportTarget& target, unsigned threads,
                             const ImportProgress& progress = nullptr);

}  // namespace entente::graph
