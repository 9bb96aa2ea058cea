#include "cli/program.h"

int main(int argc, char** argv) { return entente::cli::RunProgram(argc, argv); }
