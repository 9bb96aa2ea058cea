#include "cli/program.h"

#include <CLI/CLI.hpp>

namespace entente::cli {

int RunProgram(int argc, char** argv) {
  CLI::App app{"Who agreed what with whom: documents in, a graph with evidence out"};
  app.set_version_flag("--version", "entente " ENTENTE_VERSION);
  CLI11_PARSE(app, argc, argv);
  return kDone;
}

}  // namespace entente::cli
