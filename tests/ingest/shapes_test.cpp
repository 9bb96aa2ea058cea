#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document_extraction.h"
#include "ingest/findings.h"
#include "ingest/knowledge.h"

namespace entente::ingest {
namespace {

/// A case of a file in tests/ingest/shapes: a text and all that it must say, field by field.
struct ShapeCase {
  std::string where;
  std::map<std::string, std::string> fields;
};

std::string Trim(std::string_view text) {
  size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
}

std::vector<ShapeCase> ReadCases(const std::filesystem::path& path) {
  std::vector<ShapeCase> cases;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("== ")) {
      cases.push_back({path.filename().string() + ": " + line.substr(3), {}});
      continue;
    }
    size_t colon = line.find(':');
    EXPECT_FALSE(cases.empty() || colon == std::string::npos) << path << ": " << line;
    if (cases.empty() || colon == std::string::npos) continue;
    // A second text is a further paragraph, a line one of the same.
    const bool same = line.starts_with("line:");
    std::string& field = cases.back().fields[same ? "text" : line.substr(0, colon)];
    field += (field.empty() ? "" : same ? "\n" : "\n\n") + Trim(line.substr(colon + 1));
  }
  return cases;
}

std::set<std::string> Wanted(const std::string& list) {
  std::set<std::string> wanted;
  for (size_t begin = 0; begin <= list.size();) {
    size_t end = std::min(list.find(';', begin), list.size());
    std::string entry = Trim(std::string_view(list).substr(begin, end - begin));
    if (!entry.empty()) wanted.insert(std::move(entry));
    begin = end + 1;
  }
  return wanted;
}

/// "PERSON for BODY, BODY" of facts between people and agreements, names of others, by field.
std::map<std::string, std::set<std::string>> Told(const StoredDocument& findings) {
  static const std::map<std::string, std::string> kFields = {
      {"SIGNED", "signed"},       {"DUE_TO_SIGN", "due"},   {"INITIALLED", "initialled"},
      {"WITNESSED", "witnessed"}, {"PARTY_TO", "parties"},  {"RENEWS", "renews"},
      {"AMENDS", "amends"},       {"REPLACES", "replaces"}, {"IMPLEMENTS", "implements"},
      {"SIGNED_IN", "place"}};
  std::map<std::string, std::set<std::string>> told;
  for (const StoredEntity& entity : findings.entities) {
    if (entity.type == MentionType::kPerson) told["people"].emplace(entity.name);
    if (entity.type == MentionType::kOrganization) told["bodies"].emplace(entity.name);
    if (entity.type == MentionType::kPlace) told["places"].emplace(entity.name);
    if (entity.type == MentionType::kEvent) {
      std::map<std::string, std::string> said(entity.properties.begin(), entity.properties.end());
      std::string text = said["kind"];
      if (!said["start"].empty()) text += " " + said["start"];
      if (said["end"] != said["start"]) text += " to " + said["end"];
      told["events"].insert(std::move(text));
    }
    if (entity.type != MentionType::kAgreement) continue;
    std::map<std::string, std::string> about(entity.properties.begin(), entity.properties.end());
    std::string agreement(entity.name);
    agreement += ", " + about["status"];
    for (const char* day : {"date", "initialled_on", "ratified_on", "in_force_on", "ended_on"}) {
      if (about[day].empty()) continue;
      agreement += std::string(day) == "date" ? " " : std::string(", ") + day + " ";
      agreement += about[day];
    }
    told["agreements"].insert(std::move(agreement));
    for (const auto& [name, value] : entity.properties) {
      if (name == "status" || std::string_view(name).starts_with("date"))
        told[std::string(name)].emplace(value);
    }
  }
  for (const auto& [type, field] : {std::pair("PARTY_TO", "between"), {"SIGNED", "signers"}}) {
    std::map<uint32_t, std::set<std::string>> those;
    for (const StoredFact& fact : findings.facts) {
      if (fact.type == type) those[fact.to].emplace(findings.entities[fact.from].name);
    }
    for (const auto& [agreement, names] : those) {
      std::string text;
      for (const std::string& name : names) text += (text.empty() ? " = " : ", ") + name;
      told[field].insert(std::string(findings.entities[agreement].name) + text);
    }
  }
  for (const StoredFact& fact : findings.facts) {
    if (fact.type == "HOLDS_POST") {
      std::map<std::string, std::string> said(fact.properties.begin(), fact.properties.end());
      told["posts"].insert(std::string(findings.entities[fact.from].name) + ", " +
                           (said["qualifier"].empty() ? "" : said["qualifier"] + " ") +
                           said["title"] + " of " + std::string(findings.entities[fact.to].name));
      if (!said["from"].empty() || !said["to"].empty()) {
        told["terms"].insert(std::string(findings.entities[fact.from].name) + " " + said["from"] +
                             (said["to"].empty() ? " on" : " to " + said["to"]));
      }
    }
    if (fact.type == "PARTICIPATED_IN") {
      told["took part"].emplace(findings.entities[fact.from].name);
    }
    if (fact.type == "HELD_IN") told["held in"].emplace(findings.entities[fact.to].name);
    auto field = kFields.find(std::string(fact.type));
    if (field == kFields.end()) continue;
    for (const auto& [name, value] : fact.properties) {
      if (name == "how") {
        told["how"].insert(std::string(findings.entities[fact.from].name) + " " +
                           std::string(value));
      }
    }
    const std::string to(findings.entities[fact.to].name);
    std::string text(findings.entities[fact.from].name);
    if (fact.type == "SIGNED_IN") text = to;
    if (field->second == "renews" || field->second == "amends" || field->second == "replaces" ||
        field->second == "implements") {
      text += " > " + to;
    }
    for (const auto& [name, entities] : fact.references) {
      if (name != "on_behalf_of") continue;
      std::set<std::string> bodies;
      for (uint32_t body : entities) bodies.emplace(findings.entities[body].name);
      std::string list;
      for (const std::string& body : bodies) list += (list.empty() ? " for " : ", ") + body;
      text += list;
    }
    told[field->second].insert(std::move(text));
  }
  return told;
}

TEST(Shapes, EverySentenceSaysWhatItsCaseGives) {
  auto files = LoadKnowledgeFiles("");
  ASSERT_TRUE(files.has_value());
  auto knowledge = Knowledge::Load(*files);
  ASSERT_TRUE(knowledge.has_value());
  std::vector<std::filesystem::path> paths;
  const std::filesystem::path folder =
      std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests" / "ingest" / "shapes";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  ASSERT_FALSE(paths.empty());
  for (const auto& path : paths) {
    for (const ShapeCase& shape : ReadCases(path)) {
      SCOPED_TRACE(shape.where);
      RawDocument raw;
      raw.id = "case.txt";
      if (auto kind = shape.fields.find("as"); kind != shape.fields.end()) {
        raw.format = kind->second == "md" ? DocumentFormat::kMarkdown : DocumentFormat::kHtml;
      }
      raw.bytes = shape.fields.at("text") + "\n";
      auto extracted = ExtractDocument(std::move(raw), **knowledge, false);
      ASSERT_TRUE(extracted.has_value());
      auto told = Told(extracted->stored.findings);
      // What a case does not name must not be said of people; the rest is compared where named.
      for (const char* field : {"signed", "witnessed", "due", "initialled"}) {
        auto wanted = shape.fields.find(field);
        EXPECT_EQ(told[field],
                  wanted == shape.fields.end() ? std::set<std::string>() : Wanted(wanted->second))
            << field;
      }
      for (const auto& [field, list] : shape.fields) {
        if (field == "text" || field == "as") continue;
        EXPECT_EQ(told[field], Wanted(list)) << field;
      }
    }
  }
}

}  // namespace
}  // namespace entente::ingest
