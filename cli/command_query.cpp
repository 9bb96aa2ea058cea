#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/parameters.h"
#include "cli/program.h"
#include "cli/query_error.h"
#include "cli/query_runner.h"
#include "cli/row_writer.h"
#include "cli/statements.h"
#include "graph/utf8.h"

namespace entente::cli {

namespace {

struct QueryCommandOptions {
  std::string graph_path, query, file, parameters_file;
  std::vector<std::string> parameters;
  std::string format = "table";
  std::string memory, timeout;
  bool read_only = false;
};

graph::Result<QueryRun> RunFrom(const QueryCommandOptions& options, const Context& context) {
  QueryRun run;
  run.format = options.format;
  run.summary = !context.quiet;
  run.pager = context.pager ? Pager::kYes : Pager::kNo;
  run.limits.read_only = options.read_only;
  run.limits.threads = context.jobs;
  run.limits.interrupted = &Interrupted();
  if (!options.memory.empty()) {
    ENTENTE_ASSIGN_OR_RETURN(run.limits.memory_limit_bytes, ParseSize(options.memory));
  }
  if (!options.timeout.empty()) {
    ENTENTE_ASSIGN_OR_RETURN(run.limits.timeout_ms, ParseTime(options.timeout));
  }
  if (!options.parameters_file.empty())
    ENTENTE_RETURN_IF_ERROR(AddParametersFile(options.parameters_file, run.parameters));
  for (const std::string& assignment : options.parameters)
    ENTENTE_RETURN_IF_ERROR(AddParameter(assignment, run.parameters));
  return run;
}

// What became of the others: each statement is a transaction of its own.
std::string FailedAmong(size_t index, size_t count) {
  std::string out =
      "This is statement " + std::to_string(index + 1) + " of " + std::to_string(count) + ": ";
  if (index > 0) out += index == 1 ? "the one before it is done" : "those before it are done";
  const size_t after = count - index - 1;
  if (index > 0 && after > 0) out += ", ";
  if (after > 0) out += after == 1 ? "the one after it was not run" : "those after it were not run";
  return out + ".";
}

int RunQuery(const QueryCommandOptions& options, const Context& context) {
  auto run = RunFrom(options, context);
  if (!run) return ReportError(run.error());
  if (!options.query.empty() && !options.file.empty()) {
    std::cerr << "entente: give a query or --file, not both\nSee entente query --help\n";
    return kCallWrong;
  }
  std::string script = options.query;
  if (options.query.empty() || options.query == "-") {
    auto text = ReadWholeFile(options.file.empty() ? "-" : options.file);
    if (!text) return ReportError(text.error());
    script = *std::move(text);
  }
  if (graph::FindInvalidUtf8(script)) {
    graph::Error error = graph::MakeError(graph::ErrorCode::kEncoding, "the query is not UTF-8");
    error.file = options.file;
    return ReportError(error);
  }
  auto statements = SplitStatements(script);
  if (statements.empty()) {
    std::cerr << "entente: there is no query\nSee entente query --help\n";
    return kCallWrong;
  }
  auto mode = options.read_only ? graph::OpenMode::kRead : graph::OpenMode::kWrite;
  auto opened = graph::Graph::Open(options.graph_path, mode);
  // A graph that can't be written can still be asked.
  if (!opened && opened.error().code == graph::ErrorCode::kIo)
    opened = graph::Graph::Open(options.graph_path, graph::OpenMode::kRead);
  if (!opened) return ReportError(opened.error());
  query::Engine engine(**opened);
  run->engine = &engine;
  // All of them are read before the first is run.
  size_t tables = 0;
  for (const Statement& statement : statements) {
    auto checked = engine.Check(statement.text, run->parameters, run->limits);
    if (!checked)
      return ReportQueryError(checked.error(), script, statement.begin_byte, options.file);
    if (checked->returns_rows) ++tables;
  }
  if (tables > 1 && (options.format == "csv" || options.format == "tsv")) {
    graph::Error error =
        graph::MakeError(graph::ErrorCode::kInvalidArgument,
                         options.format + " holds one table, and " + std::to_string(tables) +
                             " of these statements return rows");
    error.suggestion = "give each a call of its own, or --format json or jsonl";
    return ReportError(error);
  }
  run->part_of_several = tables > 1;
  auto output = Output::Open("-");
  if (!output) return ReportError(output.error());
  // One document of several answers: an array of arrays.
  const bool framed = tables > 1 && options.format == "json";
  const char* before = framed ? "[\n" : "";
  size_t shown = 0;
  for (size_t i = 0; i < statements.size(); ++i) {
    const Statement& statement = statements[i];
    auto checked = engine.Check(statement.text, run->parameters, run->limits);
    const bool table = checked && checked->returns_rows;
    if (table) {
      graph::Status written = (*output)->Write(before);
      if (!written) return OutputClosed() ? kDone : ReportError(written.error());
      before = framed ? ",\n" : options.format == "jsonl" ? "" : "\n";
      ++shown;
    }
    if (auto reader = (*opened)->Read()) run->reader = *std::move(reader);
    auto outcome = RunStatement(*run, statement.text);
    run->reader.reset();
    if (!outcome) {
      const int status =
          ReportQueryError(outcome.error(), script, statement.begin_byte, options.file);
      if (statements.size() > 1) std::cerr << "  " << FailedAmong(i, statements.size()) << "\n";
      return status;
    }
    if (outcome->reader_left) return kDone;
  }
  if (framed && shown > 0) {
    graph::Status written = (*output)->Write("]\n");
    if (!written && !OutputClosed()) return ReportError(written.error());
  }
  return kDone;
}

}  // namespace

void AddQueryCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<QueryCommandOptions>();
  CLI::App* command = app.add_subcommand("query", "Ask the graph in openCypher");
  command->add_option("GRAPH", options->graph_path, "The graph's file")->required();
  command->add_option("QUERY", options->query,
                      "The query, several separated by ';', or - for standard input");
  command->add_option("-f,--file", options->file, "Read the query from a file")->type_name("FILE");
  command->add_option("-p,--param", options->parameters, "A parameter; may be repeated")
      ->type_name("NAME=VALUE")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--params", options->parameters_file, "Parameters from a JSON object")
      ->type_name("FILE.json");
  command->add_option("--format", options->format, "table, csv, tsv, json, jsonl, markdown or dot")
      ->check(CLI::IsMember(RowFormats()))
      ->type_name("FORMAT");
  command->add_option("--memory", options->memory, "Stop a query that needs more")
      ->type_name("SIZE");
  command->add_option("--timeout", options->timeout, "Stop a query that takes longer")
      ->type_name("TIME");
  command->add_flag("--read-only", options->read_only, "Refuse queries that write");
  AddPagerOption(*command, context);
  command->footer(
      "Examples:\n"
      "  entente query articles.entente \\\n"
      "    \"MATCH (p:Person)-[:SIGNED]->(a) RETURN p.name, a.name\"\n"
      "  entente query articles.entente --file by_year.cypher --format csv\n"
      "  entente query articles.entente -p c=Chile \\\n"
      "    \"MATCH (c:Country {name: \\$c})-[:PARTY_TO]->(a) RETURN a.name\"\n"
      "  echo \"RETURN 1 AS one\" | entente query articles.entente -\n"
      "Several statements are all read before the first is run; each is a\n"
      "transaction of its own. With --format json their rows are one array\n"
      "of arrays; csv and tsv hold the rows of one statement.\n"
      "CREATE, SET, MERGE and DELETE change GRAPH, unless --read-only is given;\n"
      "an empty one to write into: entente import /dev/null -o new.entente");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunQuery(*options, context); };
  });
}

}  // namespace entente::cli
