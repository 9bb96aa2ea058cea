#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include "cli/command.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "graph/allocation.h"
#include "ingest/pipeline.h"
#include "ingest/readers/inputs.h"

namespace entente::cli {

namespace {

constexpr size_t kShownRemarks = 20;

void ReportOutcome(const ingest::BuildReport& report, const ingest::BuildOptions& options) {
  size_t shown = 0;
  for (const ingest::BuildRemark& remark : report.remarks) {
    if (++shown > kShownRemarks) {
      std::cerr << "  and " << CountOf(report.remarks.size() - kShownRemarks, "more remark")
                << "\n";
      break;
    }
    std::cerr << Printable(remark.document_id) << ": " << Printable(remark.text) << "\n";
  }
  if (!report.committed) return;
  std::string text = "Read " + CountOf(report.documents, "document");
  std::string details;
  auto detail = [&](uint64_t count, const char* what) {
    if (count > 0) details += (details.empty() ? "" : ", ") + GroupedCount(count) + " " + what;
  };
  detail(report.unchanged, "already known");
  detail(report.replaced, "replaced");
  detail(report.copies, report.copies == 1 ? "a copy of another, one source with it"
                                           : "copies of others, one source with them");
  detail(report.not_english, "not in English: stored, not mined");
  detail(report.skipped_files, report.skipped_files == 1 ? "file of another kind left out"
                                                         : "files of other kinds left out");
  if (!details.empty()) text += " (" + details + ")";
  text += fmt::format(" in {:.1f} s: {} in {}, {} and {}.", report.seconds,
                      CountOf(report.facts, "fact"), FileSize(report.text_bytes) + " of text",
                      CountOf(report.nodes, "node"), CountOf(report.relationships, "relationship"));
  std::cerr << text << "\n";
  if (const auto& deleted = report.deleted_by_hand; !deleted.empty()) {
    constexpr size_t kNamed = 3;
    std::string names;
    for (size_t i = 0; i < deleted.size() && i < kNamed; ++i)
      names += (i == 0 ? "" : ", ") + Printable(deleted[i]);
    if (deleted.size() > kNamed) names += ", \u2026";
    std::cerr << "Note: " << CountOf(deleted.size(), "node") << " that a query deleted (" << names
              << ") and what the documents say of " << (deleted.size() == 1 ? "it" : "them")
              << " stay away; a build with --force reads all anew.\n";
  }
  std::cerr << "Next: entente signed " << Printable(options.graph_path) << "\n";
}

int RunBuild(ingest::BuildOptions options, bool trace, const Context& context) {
  options.jobs = context.jobs;
  options.interrupt = &Interrupted();
  ProgressLine line(!context.quiet && !trace);
  options.progress = [&](const ingest::BuildProgress& progress) {
    if (progress.linking) {
      line.Show(CountOf(progress.documents, "document") + ", linking", 0, 0);
    } else {
      line.Show(CountOf(progress.documents, "document"), progress.bytes, progress.total_bytes);
    }
  };
  // The trace is the result that was asked for.
  if (trace)
    options.trace = [](std::string_view text) {
      std::istringstream lines{std::string(text)};
      for (std::string line_of_trace; std::getline(lines, line_of_trace);)
        std::fputs((Printable(line_of_trace) + "\n").c_str(), stdout);
    };
  graph::ReturnLargeBlocks();
  auto report = ingest::BuildGraph(options);
  line.Clear();
  if (!report) {
    // What else stands in the way is said with it.
    if (report.error().code == graph::ErrorCode::kAlreadyExists)
      for (const graph::Error& error : ingest::ListInputs(options.inputs).errors)
        ReportError(error);
    return ReportError(report.error());
  }
  for (const graph::Error& error : report->errors) ReportError(error);
  if (report->documents == 0 && report->errors.empty()) {
    graph::Error error = graph::MakeError(graph::ErrorCode::kNotFound, "no documents found");
    if (options.inputs.size() == 1) error.file = options.inputs[0];
    error.suggestion = "expected .txt, .md, .html or .jsonl files, each also .gz";
    if (report->skipped_files > 0)
      error.suggestion +=
          "; " + CountOf(report->skipped_files, "file") + " of other kinds left out";
    return ReportError(error);
  }
  if (!context.quiet) ReportOutcome(*report, options);
  if (report->errors.empty()) return kDone;
  if (!report->committed) {
    std::cerr << "entente: nothing was committed: " << CountOf(report->errors.size(), "document")
              << " failed" << (options.strict ? " (--strict)" : "") << "\n";
  } else {
    std::cerr << "entente: " << CountOf(report->errors.size(), "document")
              << " failed; the others are in the graph\n";
  }
  return kWorkFailed;
}

struct RemoveOptions {
  std::string graph_path;
  std::vector<std::string> document_ids;
};

int RunRemove(const RemoveOptions& options, const Context& context) {
  auto report = ingest::RemoveDocuments(options.graph_path, options.document_ids);
  if (!report) return ReportError(report.error());
  if (!context.quiet)
    std::cerr << "Removed " << CountOf(report->removed, "document") << "; "
              << CountOf(report->nodes, "node") << " and "
              << CountOf(report->relationships, "relationship") << " stay.\n";
  return kDone;
}

}  // namespace

void AddBuildCommand(CLI::App& app, Context& context) {
  struct Options {
    ingest::BuildOptions build;
    bool trace = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("build", "Read documents into a graph");
  command
      ->add_option("DOCS", options->build.inputs,
                   "Documents (.txt .md .html .jsonl, each also .gz), folders of them, or - for "
                   "standard input")
      ->required();
  command->add_option("-o,--output", options->build.graph_path, "The graph's file")
      ->required()
      ->type_name("GRAPH");
  auto* append =
      command->add_flag("--append", options->build.append,
                        "Add to GRAPH; a document whose id is there replaces what it said");
  command->add_flag("--force", options->build.force, "Start anew where GRAPH exists")
      ->excludes(append);
  command->add_flag("--strict", options->build.strict, "Commit nothing if a document fails");
  command
      ->add_option("--data", options->build.data_folder,
                   "More word lists and rules, beside the built-in ones")
      ->type_name("DIR");
  command
      ->add_option("--corrections", options->build.corrections_file,
                   "What a person knows better: merge, split, rename, reject")
      ->type_name("FILE");
  command->add_flag("--trace", options->trace,
                    "Say, sentence by sentence, which rule fired and why names became one");
  command->footer(
      "Examples:\n"
      "  entente build articles/ -o articles.entente\n"
      "  entente build new/ -o articles.entente --append\n"
      "  zcat wire.jsonl.gz | entente build - -o wire.entente");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunBuild(options->build, options->trace, context); };
  });
}

void AddRemoveCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<RemoveOptions>();
  CLI::App* command =
      app.add_subcommand("remove", "Take documents, and what only they said, out of a graph");
  command->add_option("GRAPH", options->graph_path, "The graph's file")->required();
  command->add_option("DOCUMENT_ID", options->document_ids, "As `entente query` shows d.id")
      ->required();
  command->footer("Example:\n  entente remove articles.entente old/retracted.txt");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunRemove(*options, context); };
  });
}

}  // namespace entente::cli
