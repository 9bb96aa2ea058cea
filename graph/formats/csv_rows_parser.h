/// \file
/// A piece of a CSV file as typed columns: what several threads do side by side, before one thread
/// hands the rows on. Private to the csv format. Threads: pure; the file and the maps of ids must
/// not change meanwhile. Ownership: texts lie in the file or in the rows' own room.

#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/formats/csv_header.h"
#include "graph/formats/id_map.h"
#include "graph/formats/input_file.h"
#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

/// Ids of one space.
struct CsvIdSpace {
  bool is_integer = false;
  IdMap nodes;
};

struct CsvTable {
  const InputFile* file = nullptr;
  std::vector<CsvColumn> columns;
  std::vector<const CsvIdSpace*> spaces;  ///< by column, for START_ID and END_ID
  char delimiter = ',';
  std::string array_delimiter;
};

/// One column of parsed rows. Which vector holds the values follows from the column.
struct CsvValues {
  std::vector<uint8_t> present;         ///< by row; 0 where there is no value
  std::vector<std::string_view> texts;  ///< strings, text ids, labels, types
  std::vector<int64_t> integers;        ///< integers and integer ids
  std::vector<NodeId> nodes;            ///< START_ID, END_ID
  std::vector<Value> values;            ///< all else
};

struct CsvRows {
  size_t count = 0;
  std::vector<CsvValues> columns;
  std::vector<size_t> begin_bytes;  ///< of each row, for errors about it
  std::deque<std::string> room;     ///< texts that had doubled quotes
  size_t end_byte = 0;
  std::optional<Error> error;  ///< what stopped it, with its place; the rows before stand
};

CsvRows ParseCsvRows(const CsvTable& table, size_t begin_byte, size_t end_byte);

}  // namespace entente::graph
