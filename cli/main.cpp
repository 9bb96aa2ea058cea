#include "cli/program.h"
#include "graph/allocation.h"

int main(int argc, char** argv) {
  entente::graph::KeepFreedMemory();
  return entente::cli::RunProgram(argc, argv);
}
