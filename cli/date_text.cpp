#include "cli/date_text.h"

#include "cli/graph_access.h"

namespace entente::cli {

std::string DateText(std::string_view date, std::string_view from, std::string_view to) {
  if (!date.starts_with("--")) return std::string(date);
  const std::string day(date.substr(2));
  if (!from.empty() && from == to) return day + " (" + std::string(from.substr(0, 4)) + "?)";
  return day + " (no year)";
}

std::string DateText(std::string_view date, const graph::GraphReader& reader,
                     const graph::Value* facts) {
  if (!date.starts_with("--")) return std::string(date);
  const SchemaReader schema(reader);
  std::string from, to;
  auto look = [&](auto element) {
    for (const char* key :
         {"date", "start", "end", "initialled_on", "ratified_on", "in_force_on", "ended_on"}) {
      if (!from.empty() || schema.Text(element, key) != date) continue;
      from = schema.Text(element, std::string(key) + "_from");
      to = schema.Text(element, std::string(key) + "_to");
    }
  };
  if (facts != nullptr && facts->kind() == graph::ValueKind::kList) {
    for (const graph::Value& fact : facts->as_list()) {
      if (fact.kind() != graph::ValueKind::kRelationship) continue;
      const graph::RelationshipId relationship = fact.as_relationship();
      look(relationship);
      const graph::RelationshipEnds ends = reader.Ends(relationship);
      look(ends.start);
      look(ends.end);
    }
  }
  return DateText(date, from, to);
}

}  // namespace entente::cli
