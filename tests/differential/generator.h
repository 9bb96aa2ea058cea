/// \file
/// Random small graphs and random reading queries over them, the same for the same seed. Queries
/// are made to be answerable: no division, no overflow, properties only of what has them; results
/// whose order or choice is not defined (LIMIT without a total order, the order inside collect())
/// are not asked for, or not looked into. Threads: plain values.

#pragma once

#include <memory>
#include <random>
#include <string>

#include "graph/graph.h"

namespace entente::differential {

/// 3 to 9 nodes, up to 16 relationships: loops, several between one pair, missing properties.
std::unique_ptr<graph::Graph> GenerateGraph(std::mt19937_64& random);

/// One to five clauses.
std::string GenerateQuery(std::mt19937_64& random);

}  // namespace entente::differential
