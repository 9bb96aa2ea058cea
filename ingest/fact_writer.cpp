#include "ingest/fact_writer.h"

#include "graph/utf8.h"

namespace entente::ingest {

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

void AddDay(Properties& properties, const std::string& name, const DayValue& day) {
  if (!day.iso.empty()) properties.emplace_back(name, day.iso);
  if (!day.from.empty()) properties.emplace_back(name + "_from", day.from);
  if (!day.to.empty()) properties.emplace_back(name + "_to", day.to);
  if (day.inferred) properties.emplace_back(name + "_inferred", "true");
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
