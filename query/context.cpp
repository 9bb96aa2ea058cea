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

void ExecutionContext::Learn(graph::LabelId label) {
  auto place = names->labels.Find(reader->Name(label));
  if (!place) return;
  labels[*place] = label;
  ++names_generation;
}
void ExecutionContext::Learn(graph::TypeId type) {
  auto place = names->types.Find(reader->Name(type));
  if (place) types[*place] = type;
  ++names_generation;  // a pattern without types walks all of them
}
void ExecutionContext::Learn(graph::PropertyKeyId key) {
  auto place = names->keys.Find(reader->Name(key));
  if (!place) return;
  keys[*place] = key;
  ++names_generation;
}

}  // namespace entente::query
