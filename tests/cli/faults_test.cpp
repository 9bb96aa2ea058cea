// What befalls a machine while the program writes: no room left, no right to write, no memory, a
// kill. Whatever it is, the last commit is whole and a second run succeeds. The long form of the
// kills: ENTENTE_KILLS=500.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <thread>
#include <vector>

#include "tests/support/run_program.h"
#include "tests/support/sanitized.h"

namespace entente::tests {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

std::string Document(int number) {
  const std::vector<std::string> countries = {"Ghana", "Togo", "Benin", "Mali", "Chad", "Kenya"};
  const std::string& a = countries[static_cast<size_t>(number) % countries.size()];
  const std::string& b = countries[static_cast<size_t>(number + 1) % countries.size()];
  return a + " and " + b + " sign deal " + std::to_string(number) + "\n\n" + a +
         "'s Minister of Energy, Kofi Mensah, and " + b +
         "'s Minister of Energy, Yao Agbeko, signed an agreement on power lines on " +
         std::to_string(1 + number % 28) + " May 2020.\n";
}

class FaultsTest : public testing::Test {
 protected:
  // Starts the program with what it prints going into files of the folder; `limits` runs in the
  // child before the program does.
  pid_t Start(
      std::vector<std::string> arguments, const std::function<void()>& limits = [] {}) {
    const std::string out = folder_.Path("stdout"), err = folder_.Path("stderr");
    arguments.insert(arguments.begin(), program_);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (!std::freopen("/dev/null", "r", stdin) || !std::freopen(out.c_str(), "w", stdout) ||
        !std::freopen(err.c_str(), "w", stderr)) {
      ::_exit(127);
    }
    limits();
    ::execv(program_.c_str(), argv.data());
    ::_exit(127);
  }

  ProgramResult Finish(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    ProgramResult result;
    result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.output = folder_.Read("stdout");
    result.errors = folder_.Read("stderr");
    return result;
  }

  ProgramResult Run(
      std::vector<std::string> arguments, const std::function<void()>& limits = [] {}) {
    return Finish(Start(std::move(arguments), limits));
  }

  // Files of the program may not grow beyond `bytes`: what a full disk does, without root.
  ProgramResult RunWithRoomFor(size_t bytes, std::vector<std::string> arguments) {
    return Run(std::move(arguments), [bytes] {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{bytes, bytes};
      ::setrlimit(RLIMIT_FSIZE, &limit);
    });
  }

  std::string Export(const std::string& graph) {
    ProgramResult result = Run({"export", graph, "--format", "jsonl"});
    EXPECT_EQ(result.exit_status, 0) << result.errors;
    return result.output;
  }

  void ExpectSound(const std::string& graph) {
    ProgramResult result = Run({"check", graph});
    EXPECT_EQ(result.exit_status, 0) << result.errors << result.output;
  }

  std::string WriteDocuments(const std::string& name, int first, int count) {
    std::filesystem::create_directory(folder_.Path(name));
    for (int i = first; i < first + count; ++i) {
      folder_.Write(name + "/" + std::to_string(i) + ".txt", Document(i));
    }
    return folder_.Path(name);
  }

  std::string BuildGraph(const std::string& documents) {
    std::string graph = folder_.Path("graph.entente");
    EXPECT_EQ(Run({"build", documents, "-o", graph, "--quiet", "--force"}).exit_status, 0);
    return graph;
  }

  TemporaryFolder folder_;
  std::string program_ = ENTENTE_PROGRAM;
};

TEST_F(FaultsTest, AFirstBuildWithoutRoomLeavesNothing) {
  const std::string documents = WriteDocuments("documents", 0, 20), graph = folder_.Path("g");
  const std::string whole = folder_.Path("whole");
  ASSERT_EQ(Run({"build", documents, "-o", whole, "--quiet"}).exit_status, 0);
  const size_t size_bytes = std::filesystem::file_size(whole);
  for (size_t room : {size_t{0}, size_bytes / 8, size_bytes / 2}) {
    ProgramResult result = RunWithRoomFor(room, {"build", documents, "-o", graph, "--quiet"});
    // With no room at all the message has none either.
    EXPECT_EQ(result.exit_status, 1);
    if (room != 0) {
      EXPECT_THAT(result.errors, HasSubstr(graph)) << room;
    }
    EXPECT_FALSE(std::filesystem::exists(graph)) << room;
  }
  EXPECT_EQ(Run({"build", documents, "-o", graph, "--quiet"}).exit_status, 0);
  ExpectSound(graph);
}

TEST_F(FaultsTest, WithoutRoomAChangeLeavesTheGraphAsItWas) {
  const std::string graph = BuildGraph(WriteDocuments("documents", 0, 10));
  const std::string before = Export(graph);
  const size_t size = std::filesystem::file_size(graph);
  const std::string more = WriteDocuments("more", 10, 200);
  const std::string lines = folder_.Write("nodes.jsonl", before);
  const std::vector<std::vector<std::string>> commands = {
      {"build", more, "--append", "-o", graph, "--quiet"},
      {"build", more, "--force", "-o", graph, "--quiet"},
      {"query", graph, "UNWIND range(1, 50000) AS i CREATE (:Test {key: toString(i)})"},
      {"import", lines, "-o", folder_.Path("other.entente")},
      {"export", graph, "--format", "jsonl", "-o", folder_.Path("out.jsonl")},
  };
  for (const std::vector<std::string>& command : commands) {
    const bool to_another = command[0] == "import" || command[0] == "export";
    ProgramResult result = RunWithRoomFor(to_another ? 4096 : size, command);
    EXPECT_EQ(result.exit_status, 1) << command[0] << result.output;
    EXPECT_NE(result.errors, "") << command[0];
    EXPECT_TRUE(Export(graph) == before) << command[0];
    ExpectSound(graph);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("other.entente")));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("out.jsonl")));
  EXPECT_EQ(Run({"build", more, "--append", "-o", graph, "--quiet"}).exit_status, 0);
  ExpectSound(graph);
}

TEST_F(FaultsTest, AFullDiskIsNamedAsWhatItMayBe) {
  const std::string graph = BuildGraph(WriteDocuments("documents", 0, 10));
  ProgramResult result =
      RunWithRoomFor(std::filesystem::file_size(graph),
                     {"query", graph, "UNWIND range(1, 50000) AS i CREATE (:Test {i: i})"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_THAT(result.errors, HasSubstr("disk may be full"));
}

TEST_F(FaultsTest, WhatCannotBePrintedIsNotDone) {
  const std::string graph = BuildGraph(WriteDocuments("documents", 0, 4));
  const auto to_full = [] {
    if (!std::freopen("/dev/full", "w", stdout)) ::_exit(126);
  };
  const std::vector<std::vector<std::string>> commands = {
      {"info", graph}, {"check", graph}, {"signed", graph}, {"query", graph, "RETURN 1"}};
  for (const std::vector<std::string>& command : commands) {
    ProgramResult result = Run(command, to_full);
    EXPECT_EQ(result.exit_status, 1) << command[0];
    EXPECT_THAT(result.errors, HasSubstr("standard output")) << command[0];
  }
}

TEST_F(FaultsTest, APipeIsWrittenToAndNotReplaced) {
  const std::string graph = BuildGraph(WriteDocuments("documents", 0, 4));
  const std::string pipe = folder_.Path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const pid_t child = Start({"export", graph, "--format", "jsonl", "-o", pipe});
  const std::string read = folder_.Read("pipe");
  EXPECT_EQ(Finish(child).exit_status, 0);
  EXPECT_TRUE(read == Export(graph));
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
}

TEST_F(FaultsTest, AGraphInAFolderThatCannotBeWrittenIsReadAndNotChanged) {
  const std::string graph = BuildGraph(WriteDocuments("documents", 0, 4));
  const std::string before = Export(graph);
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(graph).parent_path();
  fs::remove(graph + "-lock");
  // A copy where anybody may run it; the build may lie in somebody's home.
  program_ = folder_.Path("program");
  fs::copy_file(ENTENTE_PROGRAM, program_);
  const auto as_nobody = [&folder] {
    if (::chdir(folder.c_str()) != 0) ::_exit(126);
    // Root may write everywhere.
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(126);
  };
  fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::group_read |
                              fs::perms::group_exec | fs::perms::others_read |
                              fs::perms::others_exec);
  fs::permissions(graph, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
  ProgramResult read = Run({"query", graph, "MATCH (d:Document) RETURN count(*) AS n"}, as_nobody);
  ProgramResult changed = Run({"query", graph, "CREATE (:Test)"}, as_nobody);
  ProgramResult built =
      Run({"build", folder.string() + "/documents", "-o", folder.string() + "/n"}, as_nobody);
  fs::permissions(folder, fs::perms::owner_all);
  EXPECT_EQ(read.exit_status, 0) << read.errors;
  EXPECT_THAT(read.output, HasSubstr("4"));
  EXPECT_EQ(changed.exit_status, 1);
  EXPECT_THAT(changed.errors, HasSubstr(graph));
  EXPECT_EQ(built.exit_status, 1);
  EXPECT_THAT(built.errors, HasSubstr("/n"));
  EXPECT_TRUE(Export(graph) == before);
}

#if !ENTENTE_SANITIZED  // a sanitizer needs the address space
std::function<void()> LimitTo(size_t megabytes) {
  return [megabytes] {
    const rlimit limit{megabytes << 20, megabytes << 20};
    ::setrlimit(RLIMIT_AS, &limit);
  };
}

TEST_F(FaultsTest, LittleMemoryEndsAQueryAndNotTheGraph) {
  const std::string graph = BuildGraph(WriteDocuments("documents", 0, 4));
  const std::string before = Export(graph);
  ProgramResult result = Run({"query", graph, "--memory", "100GB",
                              "UNWIND range(1, 100000000) AS i WITH collect(toString(i)) AS all "
                              "CREATE (:Test {n: size(all)})"},
                             LimitTo(600));
  EXPECT_EQ(result.exit_status, 1) << result.errors;
  EXPECT_THAT(result.errors, HasSubstr("memory"));
  EXPECT_TRUE(Export(graph) == before);
  ExpectSound(graph);
}

// Threads need memory, too: with less a build goes on with fewer of them, or says so.
TEST_F(FaultsTest, LittleMemoryEndsABuildWithAnError) {
  const std::string documents = WriteDocuments("documents", 0, 4);
  const std::string more = WriteDocuments("more", 4, 4);
  const std::string graph = BuildGraph(documents);
  const std::string lines = folder_.Write("lines.jsonl", Export(graph));
  const std::string folder = folder_.Path("csv");
  ASSERT_EQ(Run({"export", graph, "--format", "csv", "-o", folder, "--quiet"}).exit_status, 0);
  const std::string other = folder_.Path("other.entente");
  for (size_t megabytes = 60; megabytes <= 260; megabytes += 10) {
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {"build", documents, "-o", other, "--force", "--jobs", "4"},
             {"build", more, "--append", "-o", graph, "--jobs", "4"},
             {"import", lines, "-o", other, "--force"},
             {"import", folder, "-o", other, "--force"}}) {
      ProgramResult result = Run(command, LimitTo(megabytes));
      if (result.exit_status == 127) continue;  // the libraries of the program did not fit
      if (result.exit_status == 0) continue;
      EXPECT_EQ(result.exit_status, 1) << command[0] << megabytes << ": " << result.errors;
      EXPECT_THAT(result.errors, HasSubstr("memory")) << command[0] << megabytes;
      EXPECT_THAT(result.errors, Not(HasSubstr("did you mean")));
    }
    ExpectSound(graph);
  }
}

// Memory may end at any place: in the query, in the commit, in what opens the graph again after it.
TEST_F(FaultsTest, LittleMemoryIsSaidWhereverItEnds) {
  const std::string graph = BuildGraph(WriteDocuments("documents", 0, 4));
  for (size_t megabytes = 500; megabytes <= 800; megabytes += 25) {
    ProgramResult result = Run({"query", graph,
                                "WITH reduce(text = 'entente ', i IN range(1, 17) | text + text) "
                                "AS text UNWIND range(1, 75) AS i CREATE (:Test {text: text + i})"},
                               LimitTo(megabytes));
    if (result.exit_status != 0) {
      EXPECT_EQ(result.exit_status, 1) << megabytes << ": " << result.errors;
      EXPECT_THAT(result.errors, HasSubstr("out of memory"));
    }
    ExpectSound(graph);
  }
}
#endif

TEST_F(FaultsTest, AKilledCommandLeavesTheStateBeforeOrAfterIt) {
  const std::string documents = WriteDocuments("documents", 0, 12);
  const std::string more = WriteDocuments("more", 12, 12);
  const std::string graph = BuildGraph(documents);
  const std::string kept = folder_.Path("kept.entente");
  std::filesystem::copy_file(graph, kept);
  const std::string before = Export(graph);
  const std::string lines = folder_.Write("lines.jsonl", before);
  const std::vector<std::vector<std::string>> commands = {
      {"build", more, "--append", "-o", graph, "--quiet"},
      {"build", more, "--force", "-o", graph, "--quiet"},
      {"remove", graph, "1.txt", "2.txt", "--quiet"},
      {"import", lines, "-o", graph, "--force", "--quiet"},
      {"query", graph, "UNWIND range(1, 20000) AS i CREATE (:Test {key: toString(i)})"},
      {"compact", graph, "--quiet"},
  };
  const char* wanted = std::getenv("ENTENTE_KILLS");
  const int kills = wanted ? std::atoi(wanted) : 24;
  const auto restore = [&] {
    std::filesystem::remove(graph + "-lock");
    std::filesystem::copy_file(kept, graph, std::filesystem::copy_options::overwrite_existing);
  };
  std::mt19937 random(20180914);
  int cut_short = 0;
  for (size_t c = 0; c < commands.size(); ++c) {
    restore();
    const auto started = std::chrono::steady_clock::now();
    ProgramResult whole = Run(commands[c]);
    ASSERT_EQ(whole.exit_status, 0) << commands[c][0] << ": " << whole.errors;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    const std::string after = Export(graph);
    for (int i = static_cast<int>(c); i < kills; i += static_cast<int>(commands.size())) {
      restore();
      const pid_t child = Start(commands[c]);
      std::this_thread::sleep_for(took * std::uniform_real_distribution<double>(0.0, 1.1)(random));
      ::kill(child, SIGKILL);
      cut_short += Finish(child).exit_status == 128 + SIGKILL;
      const std::string now = Export(graph);
      EXPECT_TRUE(now == before || now == after) << commands[c][0] << ", kill " << i;
      ExpectSound(graph);
      ProgramResult again = Run(commands[c]);
      EXPECT_TRUE(again.exit_status == 0 || now == after) << again.errors;
    }
    // Nothing unfinished stays beside the graph.
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(graph).parent_path())) {
      EXPECT_THAT(entry.path().filename().string(),
                  AnyOf("documents", "more", "graph.entente", "graph.entente-lock", "kept.entente",
                        "lines.jsonl", "stdout", "stderr"))
          << "after " << commands[c][0];
    }
  }
  EXPECT_GT(cut_short, kills / 4);
}

}  // namespace
}  // namespace entente::tests
