#include "query/context.h"

namespace entente::query {

void ExecutionContext::ResolveNames() {
  ++names_generation;
  labels.clear();
  for (const auto& name : names->labels) {
    labels.push_back(reader->FindLabel(name).value_or(graph::LabelId()));
  }
  types.clear();
  for (const auto& name : names->types) {
    types.push_back(reader->FindType(name).value_or(graph::TypeId()));
  }
  keys.clear();
  for (const auto& name : names->keys) {
    keys.push_back(reader->FindKey(name).value_or(graph::PropertyKeyId()));
  }
}

}  // namespace entente::query
