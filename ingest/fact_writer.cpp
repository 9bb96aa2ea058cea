#include "ingest/fact_writer.h"

#include <algorithm>
#include <array>

#include "graph/check.h"
#include "graph/utf8.h"

namespace entente::ingest {

namespace {

/// What is said of a day, by the names of its properties.
struct DayNames {
  std::string_view day, from, to, inferred;
};
constexpr std::array<DayNames, 9> kDayNames = {{
    {"date", "date_from", "date_to", "date_inferred"},
    {"start", "start_from", "start_to", "start_inferred"},
    {"end", "end_from", "end_to", "end_inferred"},
    {"from", "from_from", "from_to", "from_inferred"},
    {"to", "to_from", "to_to", "to_inferred"},
    {"initialled_on", "initialled_on_from", "initialled_on_to", "initialled_on_inferred"},
    {"ratified_on", "ratified_on_from", "ratified_on_to", "ratified_on_inferred"},
    {"in_force_on", "in_force_on_from", "in_force_on_to", "in_force_on_inferred"},
    {"ended_on", "ended_on_from", "ended_on_to", "ended_on_inferred"},
}};

}  // namespace

DayValue ToDay(const Reading& reading, uint32_t date) {
  DayValue day;
  if (date >= reading.mentions.dates.size()) return day;
  const DateValue& value = reading.mentions.dates[date];
  day.iso = value.iso;
  day.from = value.from;
  day.to = value.to;
  day.inferred = value.inferred;
  if (value.is_range) day.end_iso = value.end_iso;
  return day;
}

void AddDay(Properties& properties, std::string_view name, const DayValue& day) {
  const auto names = std::find_if(kDayNames.begin(), kDayNames.end(),
                                  [&](const DayNames& of) { return of.day == name; });
  ENTENTE_CHECK(names != kDayNames.end());
  if (!day.iso.empty()) properties.emplace_back(names->day, day.iso);
  if (!day.from.empty()) properties.emplace_back(names->from, day.from);
  if (!day.to.empty()) properties.emplace_back(names->to, day.to);
  if (day.inferred) properties.emplace_back(names->inferred, "true");
}

void TopicWriter::Add(uint32_t node, ByteSpan topic, ByteSpan evidence, std::string_view rule,
                      float confidence) {
  std::string name = graph::ToLower(reading_.document.Text(topic));
  for (char& c : name) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  if (name.empty()) return;
  uint32_t index = kNoIndex;
  for (const auto& [known, entity] : topics_) {
    if (known == name) index = entity;
  }
  if (index == kNoIndex) {
    FoundEntity found;
    found.type = MentionType::kTopic;
    found.name = name;
    index = builder_.AddEntity(std::move(found));
    topics_.emplace_back(name, index);
  }
  builder_.entity(index).mentions.push_back(builder_.MakeMention(topic));
  NewFact fact;
  fact.type = "ABOUT";
  fact.from = node;
  fact.to = index;
  fact.evidence = {evidence};
  fact.rule = rule;
  fact.confidence = confidence;
  builder_.AddFact(std::move(fact));
}

}  // namespace entente::ingest
