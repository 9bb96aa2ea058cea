#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/program.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "ingest/scorer.h"

namespace entente::cli {

namespace {

constexpr size_t kShownErrors = 50;
constexpr size_t kShownMissing = 20;

struct ScoreCommandOptions {
  std::vector<std::string> folders;
  ingest::ScoreOptions score;
};

int RunScore(const ScoreCommandOptions& options, const Context& context) {
  auto report = ingest::ScoreFolders(options.folders, options.score);
  if (!report) return ReportError(report.error());
  for (size_t i = 0; i < report->errors.size() && i < kShownErrors; ++i)
    ReportError(report->errors[i]);
  if (report->errors.size() > kShownErrors)
    std::cerr << "  and " << CountOf(report->errors.size() - kShownErrors, "more error") << "\n";
  for (const std::string& note : report->notes) std::cout << Printable(note) << "\n";
  Table table{{"figure", "precision", "recall", "F1", "right", "made up", "missed"},
              {false, true, true, true, true, true, true},
              {}};
  for (const ingest::ScoreFigure& figure : report->figures) {
    const ingest::Tally& tally = figure.tally;
    table.rows.push_back(
        {{Printable(figure.name), fmt::format("{:.3f}", tally.precision()),
          fmt::format("{:.3f}", tally.recall()), fmt::format("{:.3f}", tally.f1()),
          GroupedCount(tally.right), GroupedCount(tally.wrong), GroupedCount(tally.missed)},
         {}});
  }
  std::cout << RenderTable(table, 100, WantsColour(STDOUT_FILENO));
  const bool colour = WantsColour(STDOUT_FILENO);
  if (!report->across.empty()) {
    Table across{
        {"across documents", "right", "wrongly one", "missed"}, {false, true, true, true}, {}};
    for (const ingest::ScoreFigure& figure : report->across)
      across.rows.push_back({{Printable(figure.name), GroupedCount(figure.tally.right),
                              GroupedCount(figure.tally.wrong), GroupedCount(figure.tally.missed)},
                             {}});
    std::cout << "\n" << RenderTable(across, 100, colour);
  }
  if (!report->calibration.empty()) {
    Table calibration{{"confidence", "right", "of", "share"}, {false, true, true, true}, {}};
    for (const ingest::CalibrationBucket& bucket : report->calibration)
      calibration.rows.push_back(
          {{fmt::format("{:.2f} to {:.2f}", bucket.from, std::min(bucket.to, 1.0)),
            GroupedCount(bucket.right), GroupedCount(bucket.all),
            fmt::format("{:.2f}",
                        static_cast<double>(bucket.right) / static_cast<double>(bucket.all))},
           {}});
    std::cout << "\n" << RenderTable(calibration, 100, colour);
  }
  std::string figures;
  for (const std::string& name : report->headline_figures)
    figures += (figures.empty() ? "" : ", ") + name;
  std::cout << fmt::format("\nsignature precision: {:.3f}\nheadline: {:.3f} (mean F1 of {})\n",
                           report->signature_precision, report->headline, figures);
  if (!context.quiet) {
    const std::vector<std::string>& missing = report->missing_documents;
    for (size_t i = 0; i < missing.size() && i < kShownMissing; ++i)
      std::cerr << Printable(missing[i]) << "\n";
    if (missing.size() > kShownMissing)
      std::cerr << "  and " << CountOf(missing.size() - kShownMissing, "more") << "\n";
    std::cerr << CountOf(report->documents, "document") << " scored";
    if (report->without_text > 0)
      std::cerr << ", " << CountOf(report->without_text, "annotation") << " left out without "
                << (report->without_text == 1 ? "its document" : "their documents");
    std::cerr << ".\n";
  }
  return report->errors.empty() ? kDone : kWorkFailed;
}

}  // namespace

void AddScoreCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<ScoreCommandOptions>();
  CLI::App* command =
      app.add_subcommand("score", "Precision, recall and F1 of extraction on annotated documents");
  command
      ->add_option("GOLD_FOLDER", options->folders,
                   "Folders of annotations, a .json beside each document")
      ->required();
  command
      ->add_option("--data", options->score.data_folder,
                   "More word lists and rules, beside the built-in ones")
      ->type_name("DIR");
  command->add_flag("--verbose", options->score.verbose, "Say what was missed and what made up");
  command->footer(
      "docs/gold_format.md describes the annotations.\n"
      "\n"
      "Example:\n"
      "  entente score data/corpus/gold --verbose");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunScore(*options, context); };
  });
}

}  // namespace entente::cli
