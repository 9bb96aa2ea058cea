// tck: runs feature files of the openCypher TCK, or of one's own, against the query engine.
//
//   tck --features DIR [--graphs DIR] [--only TEXT] [--jobs N] [--list-failed] [--verbose]
//
// Ends with a table by folder, what failed and why, and "N passed, N failed, N skipped". Exit
// status 0 when all passed, 1 when one failed, 2 when the call was wrong.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "tests/conformance/gherkin.h"
#include "tests/conformance/scenario_runner.h"

namespace {

namespace fs = std::filesystem;
using entente::conformance::Outcome;
using entente::conformance::Scenario;

constexpr size_t kFailuresShown = 60;  // without --list-failed

struct Options {
  std::string features, graphs, only;
  unsigned jobs = 0;
  bool list_failed = false, verbose = false;
};

constexpr const char* kUsage =
    "tck --features DIR [--graphs DIR] [--only TEXT] [--jobs N] [--list-failed] [--verbose]\n"
    "  --features DIR  the folder with .feature files, or one file\n"
    "  --graphs DIR    the named graphs; DIR/../graphs when not given\n"
    "  --only TEXT     scenarios whose folder, feature or name contains TEXT\n"
    "  --jobs N        threads; as many as the machine has when not given\n"
    "  --list-failed   every failure, not the first 60\n"
    "  --verbose       every scenario, and the query of each failure\n";

// The scenario that this thread is in, for the last words of a crash.
thread_local const char* current_scenario = "";

void OnCrash(int signal) {
  auto say = [](const char* text) {
    if (write(STDERR_FILENO, text, std::strlen(text)) < 0) return;
  };
  say("\ntck: crashed in: ");
  say(current_scenario);
  say("\n");
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

bool ParseOptions(int argc, char** argv, Options* out) {
  for (int i = 1; i < argc; ++i) {
    std::string option = argv[i];
    auto value = [&](std::string* into) {
      if (i + 1 >= argc) return false;
      *into = argv[++i];
      return true;
    };
    std::string number;
    if (option == "--list-failed") {
      out->list_failed = true;
    } else if (option == "--verbose") {
      out->verbose = true;
    } else if (option == "--jobs") {
      if (!value(&number)) return false;
      out->jobs = static_cast<unsigned>(std::strtoul(number.c_str(), nullptr, 10));
    } else if (option == "--features" ? !value(&out->features)
               : option == "--graphs" ? !value(&out->graphs)
               : option == "--only"   ? !value(&out->only)
                                      : true) {
      return false;
    }
  }
  return !out->features.empty();
}

std::string FolderOf(const Scenario& scenario, const fs::path& root) {
  return fs::path(scenario.file).parent_path().lexically_relative(root).generic_string();
}

std::string TitleOf(const Scenario& scenario) {
  std::string out = scenario.feature.substr(0, scenario.feature.find(" - ")) + " " + scenario.name;
  if (!scenario.example.empty()) out += " | " + scenario.example;
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (argc == 2 && std::string(argv[1]) == "--help") {
    fmt::print("{}", kUsage);
    return 0;
  }
  if (!ParseOptions(argc, argv, &options)) {
    fmt::print(stderr, "{}", kUsage);
    return 2;
  }
  fs::path root = fs::path(options.features).lexically_normal();
  if (!root.has_filename()) root = root.parent_path();
  std::vector<std::string> files;
  std::error_code ignored;
  if (fs::is_regular_file(root, ignored)) {
    files.push_back(root.string());
    root = root.parent_path();
  } else {
    for (fs::recursive_directory_iterator it(root, ignored), end; it != end; it.increment(ignored))
      if (it->path().extension() == ".feature") files.push_back(it->path().string());
  }
  if (files.empty()) {
    fmt::print(stderr, "tck: there is no feature file in {}\n", options.features);
    return 2;
  }
  std::sort(files.begin(), files.end());
  if (options.graphs.empty()) options.graphs = (root.parent_path() / "graphs").string();

  bool unreadable = false;
  std::vector<Scenario> scenarios;
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    auto read = entente::conformance::ReadFeature(text.str(), file);
    if (!read) {
      fmt::print(stderr, "tck: {}\n", entente::graph::FormatError(read.error()));
      unreadable = true;
      continue;
    }
    for (Scenario& scenario : *read) {
      std::string where = FolderOf(scenario, root) + "/" + TitleOf(scenario);
      if (where.find(options.only) != std::string::npos) scenarios.push_back(std::move(scenario));
    }
  }

  std::signal(SIGSEGV, OnCrash);
  std::signal(SIGABRT, OnCrash);
  std::vector<Outcome> outcomes(scenarios.size());
  std::atomic<size_t> next = 0;
  auto work = [&] {
    for (size_t i; (i = next.fetch_add(1)) < scenarios.size();) {
      std::string title = TitleOf(scenarios[i]);
      current_scenario = title.c_str();
      outcomes[i] = entente::conformance::RunScenario(scenarios[i], options.graphs);
      current_scenario = "";
    }
  };
  unsigned jobs = options.jobs ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
    work();
  }

  struct Count {
    size_t passed = 0, failed = 0;
  };
  std::map<std::string, Count> folders;
  Count total;
  for (size_t i = 0; i < scenarios.size(); ++i) {
    Count& folder = folders[FolderOf(scenarios[i], root)];
    ++(outcomes[i].passed ? folder.passed : folder.failed);
    ++(outcomes[i].passed ? total.passed : total.failed);
    if (options.verbose)
      fmt::print("{} {}\n", outcomes[i].passed ? "ok    " : "FAILED", TitleOf(scenarios[i]));
  }
  fmt::print("{:<44} {:>7} {:>7}\n", "folder", "passed", "failed");
  for (const auto& [name, count] : folders)
    fmt::print("{:<44} {:>7} {:>7}\n", name, count.passed, count.failed);

  size_t shown = 0;
  if (total.failed) fmt::print("\nfailed:\n");
  for (size_t i = 0; i < scenarios.size(); ++i) {
    if (outcomes[i].passed) continue;
    if (++shown > kFailuresShown && !options.list_failed) break;
    fmt::print("  {} ({}:{})\n      {}\n", TitleOf(scenarios[i]),
               fs::path(scenarios[i].file).lexically_relative(root).generic_string(),
               scenarios[i].line, outcomes[i].reason);
    if (!options.verbose) continue;
    for (const auto& step : scenarios[i].steps)
      if (step.has_doc_string) fmt::print("      {}\n", step.doc_string);
  }
  if (shown > kFailuresShown && !options.list_failed)
    fmt::print("  … and {} more: see --list-failed\n", total.failed - kFailuresShown);
  fmt::print("\n{} passed, {} failed, 0 skipped\n", total.passed, total.failed);
  return total.failed || unreadable ? 1 : 0;
}
