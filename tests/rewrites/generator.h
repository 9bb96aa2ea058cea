/// \file
/// Small random graphs and queries over them, the same for the same seed. For tests.

#pragma once

#include <random>

#include "tests/rewrites/naive.h"

namespace entente::rewrites {

NaiveGraph MakeGraph(std::mt19937& random);
Query MakeQuery(std::mt19937& random);

}  // namespace entente::rewrites
