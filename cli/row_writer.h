/// \file
/// A query's rows in the formats of `entente query`, as they are made: only `table` and `dot` hold
/// rows back, since a column's width and a picture depend on all of them. Threads: one thread.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/formats/byte_sink.h"
#include "graph/graph_reader.h"
#include "graph/result.h"
#include "query/engine.h"

namespace entente::cli {

class RowWriter {
 public:
  virtual ~RowWriter() = default;
  virtual graph::Status Columns(const std::vector<std::string>& columns) = 0;
  virtual graph::Status Row(const query::Row& row, const graph::GraphReader& reader) = 0;
  virtual graph::Status Finish() = 0;
};

/// The names that --format takes.
const std::vector<std::string>& RowFormats();

/// REQUIRES a name of RowFormats(). `width`, `beyond` and `colour` matter to `table` only;
/// `beyond`: later rows may be wider than `width` where a word would be cut.
std::unique_ptr<RowWriter> MakeRowWriter(std::string_view format, graph::ByteSink sink,
                                         size_t width, bool beyond, bool colour);

}  // namespace entente::cli
