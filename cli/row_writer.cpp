#include "cli/row_writer.h"

#include <algorithm>
#include <optional>

#include "cli/delimited.h"
#include "cli/diagram.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "graph/check.h"
#include "graph/formats/dot.h"
#include "query/value_text.h"

namespace entente::cli {

namespace {

using graph::GraphReader;
using graph::Status;
using graph::Value;
using Columns_ = std::vector<std::string>;

std::vector<std::string> Cells(const query::Row& row, const GraphReader& reader) {
  std::vector<std::string> cells;
  cells.reserve(row.size());
  for (const Value& value : row) cells.push_back(query::ValueToCell(value, reader));
  return cells;
}

// The widths of columns are those that the first rows need; they grow with the others as they come.
constexpr size_t kRowsAtOnce = 1000;

class TableWriter : public RowWriter {
 public:
  TableWriter(graph::ByteSink sink, size_t width, bool beyond, bool colour)
      : sink_(std::move(sink)), width_(width), beyond_(beyond), colour_(colour) {}
  Status Columns(const Columns_& columns) override {
    for (const std::string& column : columns) table_.columns.push_back(Printable(column));
    table_.right_aligned.assign(columns.size(), true);
    return {};
  }
  Status Row(const query::Row& row, const GraphReader& reader) override {
    TableRow out;
    for (size_t i = 0; i < row.size(); ++i) {
      // A column of numbers is aligned right; one other value makes it text.
      if (!row[i].is_number() && !row[i].is_null()) table_.right_aligned[i] = false;
      out.cells.push_back(Printable(query::ValueToCell(row[i], reader)));
    }
    table_.rows.push_back(std::move(out));
    return table_.rows.size() < kRowsAtOnce ? Status() : Write();
  }
  Status Finish() override {
    if (table_.columns.empty()) return {};
    if (table_.rows.empty() && !layout_) table_.right_aligned.clear();
    return Write();
  }

 private:
  Status Write() {
    const bool first = !layout_;
    if (first) {
      layout_ = LayOutTable(table_, width_);
      alignment_ = table_.right_aligned;
      ENTENTE_RETURN_IF_ERROR(sink_(RenderHeading(table_, *layout_, colour_)));
    } else {
      WidenLayout(*layout_, table_, width_, beyond_);
    }
    table_.right_aligned = alignment_;
    Status written = sink_(RenderRows(table_, *layout_, width_, colour_, !first));
    table_.rows.clear();
    return written;
  }

  graph::ByteSink sink_;
  size_t width_;
  bool beyond_, colour_;
  Table table_;
  std::optional<TableLayout> layout_;  // once rows were written
  std::vector<bool> alignment_;
};

class DelimitedWriter : public RowWriter {
 public:
  DelimitedWriter(graph::ByteSink sink, char delimiter)
      : sink_(std::move(sink)), delimiter_(delimiter) {}
  Status Columns(const Columns_& columns) override {
    return columns.empty() ? Status() : sink_(DelimitedLine(columns, delimiter_));
  }
  Status Row(const query::Row& row, const GraphReader& reader) override {
    return sink_(DelimitedLine(Cells(row, reader), delimiter_));
  }
  Status Finish() override { return {}; }

 private:
  graph::ByteSink sink_;
  char delimiter_;
};

class MarkdownWriter : public RowWriter {
 public:
  explicit MarkdownWriter(graph::ByteSink sink) : sink_(std::move(sink)) {}
  Status Columns(const Columns_& columns) override {
    return columns.empty() ? Status() : sink_(MarkdownTable(columns, {}));
  }
  Status Row(const query::Row& row, const GraphReader& reader) override {
    return sink_(MarkdownLine(Cells(row, reader)));
  }
  Status Finish() override { return {}; }

 private:
  graph::ByteSink sink_;
};

class JsonWriter : public RowWriter {
 public:
  JsonWriter(graph::ByteSink sink, bool lines) : sink_(std::move(sink)), lines_(lines) {}
  Status Columns(const Columns_& columns) override {
    for (const std::string& column : columns) names_.push_back(query::JsonQuote(column));
    return {};
  }
  Status Row(const query::Row& row, const GraphReader& reader) override {
    std::string out = lines_ ? "" : rows_ == 0 ? "[\n" : ",\n";
    out += '{';
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      out += names_[i] + ":" + query::ValueToJson(row[i], reader);
    }
    out += lines_ ? "}\n" : "}";
    ++rows_;
    return sink_(out);
  }
  Status Finish() override {
    if (lines_) return {};
    return sink_(rows_ == 0 ? "[]\n" : "\n]\n");
  }

 private:
  graph::ByteSink sink_;
  bool lines_;
  size_t rows_ = 0;
  std::vector<std::string> names_;
};

class DotWriter : public RowWriter {
 public:
  explicit DotWriter(graph::ByteSink sink) : sink_(std::move(sink)) {}
  Status Columns(const Columns_&) override { return {}; }
  Status Row(const query::Row& row, const GraphReader& reader) override {
    reader_ = &reader;
    values_.insert(values_.end(), row.begin(), row.end());
    return {};
  }
  Status Finish() override {
    if (reader_ == nullptr) return sink_(graph::WriteDot({}));
    return sink_(graph::WriteDot(ValuesDiagram(*reader_, values_, values_.size() * 16 + 16).dot));
  }

 private:
  graph::ByteSink sink_;
  std::vector<Value> values_;
  const GraphReader* reader_ = nullptr;  // the query's own view: outlives the last row
};

}  // namespace

const std::vector<std::string>& RowFormats() {
  static const std::vector<std::string> kFormats = {"table", "csv",      "tsv", "json",
                                                    "jsonl", "markdown", "dot"};
  return kFormats;
}

std::unique_ptr<RowWriter> MakeRowWriter(std::string_view format, graph::ByteSink sink,
                                         size_t width, bool beyond, bool colour) {
  if (format == "table")
    return std::make_unique<TableWriter>(std::move(sink), width, beyond, colour);
  if (format == "csv") return std::make_unique<DelimitedWriter>(std::move(sink), ',');
  if (format == "tsv") return std::make_unique<DelimitedWriter>(std::move(sink), '\t');
  if (format == "json") return std::make_unique<JsonWriter>(std::move(sink), false);
  if (format == "jsonl") return std::make_unique<JsonWriter>(std::move(sink), true);
  if (format == "markdown") return std::make_unique<MarkdownWriter>(std::move(sink));
  ENTENTE_CHECK(format == "dot");
  return std::make_unique<DotWriter>(std::move(sink));
}

}  // namespace entente::cli
