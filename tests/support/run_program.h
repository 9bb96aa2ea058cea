/// \file
/// Runs the program as a user does, for tests of what it prints and how it exits.

#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>

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

/// Arguments are quoted for the shell; `input` is what it reads on standard input.
inline ProgramResult RunProgram(const TemporaryFolder& folder,
                                std::initializer_list<std::string> arguments,
                                const std::string& input = "") {
  auto quoted = [](const std::string& text) {
    std::string out = "'";
    for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
  };
  folder.Write("stdin", input);
  std::string command = "COLUMNS=100 NO_COLOR=1 " + quoted(ENTENTE_PROGRAM);
  for (const std::string& argument : arguments) command += " " + quoted(argument);
  command += " <" + quoted(folder.Path("stdin")) + " >" + quoted(folder.Path("stdout")) + " 2>" +
             quoted(folder.Path("stderr"));
  int status = std::system(command.c_str());
  ProgramResult result;
  result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.output = folder.Read("stdout");
  result.errors = folder.Read("stderr");
  return result;
}

}  // namespace entente::tests
