#include "tests/rewrites/generator.h"

#include <algorithm>
#include <set>

namespace entente::rewrites {

namespace {

size_t Pick(std::mt19937& random, size_t count) { return random() % count; }
bool Chance(std::mt19937& random, size_t percent) { return random() % 100 < percent; }

const std::vector<std::string> kLabels = {"A", "B"};
const std::vector<std::string> kTypes = {"R", "S"};
const std::vector<std::string> kTexts = {"ab", "abc", "b", "cab", "x"};
const std::vector<std::string> kOperators = {"=", "<>", "<", "<=", ">", ">="};

Step MakeStep(std::mt19937& random) {
  Step step;
  if (Chance(random, 75)) step.types.push_back(kTypes[Pick(random, 2)]);
  if (Chance(random, 10)) step.types = kTypes;
  step.arrow = Chance(random, 20)   ? Arrow::kBoth
               : Chance(random, 60) ? Arrow::kRight
                                    : Arrow::kLeft;
  return step;
}

}  // namespace

NaiveGraph MakeGraph(std::mt19937& random) {
  NaiveGraph graph;
  size_t nodes = 3 + Pick(random, 6), relationships = nodes + Pick(random, 3 * nodes);
  for (size_t i = 0; i < nodes; ++i) {
    NaiveNode node;
    for (const std::string& label : kLabels) {
      if (Chance(random, 65)) node.labels.push_back(label);
    }
    if (Chance(random, 85)) node.x = static_cast<int64_t>(Pick(random, 4));
    if (Chance(random, 85)) node.s = kTexts[Pick(random, kTexts.size())];
    graph.nodes.push_back(std::move(node));
  }
  for (size_t i = 0; i < relationships; ++i) {
    graph.relationships.push_back(
        {kTypes[Chance(random, 70) ? 0 : 1], Pick(random, nodes), Pick(random, nodes)});
  }
  return graph;
}

Query MakeQuery(std::mt19937& random) {
  Query query;
  size_t next = 0;
  std::vector<size_t> known;
  auto variable = [&](size_t reuse_percent) {
    if (!known.empty() && Chance(random, reuse_percent)) return known[Pick(random, known.size())];
    known.push_back(next);
    return next++;
  };
  size_t chains = Chance(random, 35) ? 2 : 1;
  size_t variable_steps = 0;
  for (size_t c = 0; c < chains; ++c) {
    Chain chain;
    chain.from = variable(c > 0 ? 70 : 0);
    for (size_t steps = Pick(random, 4 - c); steps > 0; --steps) {
      Step step = MakeStep(random);
      if (variable_steps == 0 && Chance(random, 20)) {
        ++variable_steps;
        step.variable = true;
        step.minimum = Pick(random, 3);
        step.maximum = step.minimum + Pick(random, 3);
      }
      step.to = variable(25);
      chain.steps.push_back(std::move(step));
    }
    query.chains.push_back(std::move(chain));
  }
  // A triangle, now and then: n0 to n1 to n2, and n0 to n2.
  if (Chance(random, 6)) {
    query.chains.clear();
    known = {0, 1, 2};
    next = 3;
    Chain around, across;
    for (size_t to : {1, 2}) {
      around.steps.push_back(MakeStep(random));
      around.steps.back().to = to;
    }
    across.steps.push_back(MakeStep(random));
    across.steps[0].to = 2;
    query.chains = {around, across};
  }
  for (size_t v : known) {
    if (Chance(random, 25)) query.labels[v] = kLabels[Pick(random, 2)];
  }
  auto any = [&] { return known[Pick(random, known.size())]; };
  for (size_t count = Chance(random, 45) ? 1 + Pick(random, 2) : 0; count > 0; --count) {
    Condition c{};
    c.variable = any();
    c.other = any();
    switch (Pick(random, 5)) {
      case 0:
        c.kind = Condition::Kind::kCompareOther;
        break;
      case 1:
        c.kind = Condition::Kind::kText;
        break;
      case 2:
        c.kind = Chance(random, 50) ? Condition::Kind::kExists : Condition::Kind::kNotExists;
        break;
      default:
        c.kind = Condition::Kind::kCompareConstant;
        break;
    }
    c.op = kOperators[Pick(random, kOperators.size())];
    if (c.kind == Condition::Kind::kText) {
      const char* kTextOperators[] = {"CONTAINS", "STARTS WITH", "ENDS WITH", ">=", "<", "="};
      c.op = kTextOperators[Pick(random, 6)];
      c.text = Chance(random, 70) ? kTexts[Pick(random, kTexts.size())] : "aa";
    }
    c.constant = static_cast<int64_t>(Pick(random, 4));
    c.step = MakeStep(random);
    if (Chance(random, 40)) c.label = kLabels[Pick(random, 2)];
    query.conditions.push_back(std::move(c));
  }
  query.subject = any();
  constexpr Query::Return kResults[] = {Query::Return::kRows,     Query::Return::kCount,
                                        Query::Return::kCount,    Query::Return::kCountDistinct,
                                        Query::Return::kDistinct, Query::Return::kGrouped};
  query.result = kResults[Pick(random, 6)];
  if (Chance(random, 15)) {
    Chain chain;
    chain.from = any();
    Step step = MakeStep(random);
    step.to = next;
    chain.steps.push_back(std::move(step));
    query.optional = std::move(chain);
    if (Chance(random, 40)) query.labels[next] = kLabels[Pick(random, 2)];
    query.result = Query::Return::kOptionalCounts;
  }
  return query;
}

}  // namespace entente::rewrites
