#include "graph/statistics.h"

#include <algorithm>

#include "graph/base.h"
#include "graph/store.h"

namespace entente::graph {

TypeStatistics StatisticsOf(const GraphReader& reader, TypeId type) {
  TypeStatistics statistics;
  statistics.relationships = reader.CountRelationships(type);
  const Base* base = reader.store().base();
  const std::optional<size_t> place = base ? base->FindType(type) : std::nullopt;
  if (place) {
    const TypeInfo& info = base->catalog().type_infos[*place];
    statistics.starts = info.rows[0].distinct;
    statistics.ends = info.rows[1].distinct;
    statistics.max_out = info.rows[0].max_degree;
    statistics.max_in = info.rows[1].max_degree;
  } else {
    // Nothing counted yet: as if every relationship had ends of its own.
    statistics.starts = std::min(statistics.relationships, reader.node_count());
    statistics.ends = statistics.starts;
  }
  return statistics;
}

PropertyStatistics StatisticsOf(const GraphReader& reader, LabelId label, PropertyKeyId key) {
  PropertyStatistics statistics;
  statistics.indexed = reader.HasIndex(label, key);
  const Base* base = reader.store().base();
  if (!base) {
    statistics.present = reader.CountNodes(label);
    return statistics;
  }
  const auto& groups = base->catalog().groups;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (label.valid() &&
        !std::binary_search(groups[i].labels.begin(), groups[i].labels.end(), label)) {
      continue;
    }
    if (const Column* column = base->FindNodeColumn(i, key)) {
      statistics.present += column->info().present;
      statistics.distinct += column->info().distinct;
    }
  }
  return statistics;
}

std::optional<bool> HasLoops(const GraphReader& reader, TypeId type) {
  const Base* base = reader.store().base();
  if (!base || !reader.store().is_all_base()) return std::nullopt;
  const std::optional<size_t> place = base->FindType(type);
  return place && base->HasLoops(*place);
}

uint64_t CountRelationships(const GraphReader& reader, TypeId type, Direction direction,
                            LabelId label) {
  const Base* base = reader.store().base();
  const std::optional<size_t> place = base ? base->FindType(type) : std::nullopt;
  if (!place || !label.valid()) return reader.CountRelationships(type);
  uint64_t count = 0;
  for (const GroupInfo& group : base->catalog().groups) {
    if (!std::binary_search(group.labels.begin(), group.labels.end(), label)) continue;
    count += base->CountBetween(*place, direction, group.first, group.first + group.count);
  }
  return count;
}

}  // namespace entente::graph
