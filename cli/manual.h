/// \file
/// Manual pages of the program's commands, made from what --help is made from. Threads: pure.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace entente::cli {

/// File names ("entente.1", "entente-signed.1") and their text, in the language of man(7).
std::vector<std::pair<std::string, std::string>> ManualPages(const CLI::App& app,
                                                             const std::string& version);

}  // namespace entente::cli
