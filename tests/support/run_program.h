/// \file
/// Runs the program as a user does, for tests of what it prints and how it exits.

#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace entente::tests {

/// A folder of its own for a test, gone with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "entente-test-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string Path(const std::string& name) const { return path_ + "/" + name; }
  std::string Write(const std::string& name, const std::string& bytes) const {
    std::ofstream(Path(name), std::ios::binary) << bytes;
    return Path(name);
  }
  std::string Read(const std::string& name) const {
    std::ifstream in(Path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

 private:
  std::string path_;
};

struct ProgramResult {
  int exit_status = -1;
  std::string output;  ///< standard output
  std::string errors;  ///< standard error
};

/// `text` as one word of a shell's command.
inline std::string ShellQuoted(const std::string& text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// A line for sh, in `folder`; what it reads and prints goes through files there.
inline ProgramResult RunShellLine(const TemporaryFolder& folder, const std::string& line,
                                  const std::string& input = "") {
  folder.Write("stdin", input);
  std::string command =
      "cd " + ShellQuoted(folder.Path(".")) + " && { " + line + "\n} <stdin >stdout 2>stderr";
  int status = std::system(command.c_str());
  ProgramResult result;
  result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.output = folder.Read("stdout");
  result.errors = folder.Read("stderr");
  return result;
}

/// Arguments are quoted for the shell; `input` is what it reads on standard input. The program runs
/// in `folder`, without colours, as if its terminal had so many columns.
inline ProgramResult RunProgram(const TemporaryFolder& folder,
                                const std::vector<std::string>& arguments,
                                const std::string& input = "", int columns = 100) {
  std::string line =
      "COLUMNS=" + std::to_string(columns) + " NO_COLOR=1 " + ShellQuoted(ENTENTE_PROGRAM);
  for (const std::string& argument : arguments) line += " " + ShellQuoted(argument);
  return RunShellLine(folder, line, input);
}

}  // namespace entente::tests
