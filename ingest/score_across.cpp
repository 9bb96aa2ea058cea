#include "ingest/score_across.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "graph/schema.h"
#include "ingest/graph_plan.h"
#include "ingest/linker.h"
#include "ingest/score_names.h"

namespace entente::ingest {

namespace {

using nlohmann::ordered_json;

// What the pairs are looked up in: for every node its label, its names, and the words that mention
// it, by document.
class Mentions : public PlanSink {
 public:
  graph::Status TakeNode(const PlannedNode& planned) override {
    Node node;
    node.is_agreement = planned.label == "Agreement";
    for (const auto& [name, value] : planned.properties) {
      if (name == "name") node.names.insert(FoldForScoring(value.text));
      if (name == "aliases")
        for (std::string_view alias : value.texts) node.names.insert(FoldForScoring(alias));
    }
    nodes_.push_back(std::move(node));
    return {};
  }
  graph::Status TakeRelationship(const PlannedRelationship& planned) override {
    if (planned.type != "MENTIONED_IN" || planned.from.is_document) return {};
    for (const auto& [name, value] : planned.properties)
      if (name == "text")
        nodes_[planned.from.index].words[planned.to.index].insert(FoldForScoring(value.text));
    return {};
  }

  static bool Within(const std::string& part, const std::string& whole) {
    return (" " + whole + " ").find(" " + part + " ") != std::string::npos;
  }

  // The nodes that `document` calls so: by the words there, else by a name of a node it mentions.
  std::set<size_t> Find(uint32_t document, const std::vector<std::string>& forms,
                        bool agreement) const {
    std::set<size_t> by_words, by_name, in_part;
    for (const std::string& form : forms) {
      std::string wanted = FoldForScoring(form);
      for (size_t i = 0; i < nodes_.size(); ++i) {
        auto words = nodes_[i].words.find(document);
        if (nodes_[i].is_agreement != agreement || words == nodes_[i].words.end()) continue;
        if (words->second.count(wanted)) by_words.insert(i);
        if (nodes_[i].names.count(wanted)) by_name.insert(i);
        for (const std::string& word : words->second)
          if (Within(word, wanted) || Within(wanted, word)) in_part.insert(i);
      }
      if (!by_words.empty()) return by_words;  // forms stand with the most telling first
    }
    if (!by_name.empty()) return by_name;
    // "Treaty" for the Treaty of Lima, where nothing else there is called so.
    return agreement && in_part.size() == 1 ? in_part : std::set<size_t>();
  }

 private:
  struct Node {
    bool is_agreement = false;
    std::set<std::string> names;
    std::map<uint32_t, std::set<std::string>> words;
  };
  std::vector<Node> nodes_;
};

}  // namespace

graph::Status ScoreAcross(const ordered_json& pairs, std::vector<AcrossDocument> documents,
                          std::map<std::string, Tally>& tallies, std::vector<std::string>* notes) {
  std::sort(documents.begin(), documents.end(),
            [](const AcrossDocument& a, const AcrossDocument& b) {
              return a.stored.findings.document_id < b.stored.findings.document_id;
            });
  std::map<std::string, uint32_t> places;
  std::vector<StoredFindings> stored;
  for (AcrossDocument& document : documents) {
    places.emplace(document.stem, static_cast<uint32_t>(stored.size()));
    stored.push_back(std::move(document.stored));
  }
  Mentions mentions;
  ENTENTE_RETURN_IF_ERROR(
      EmitPlan(stored, LinkDocuments(stored), graph::Schema::BuiltIn(), mentions));

  auto find = [&](const std::string& end, bool agreement) -> std::set<size_t> {
    size_t colon = end.find(':');
    auto place = places.find(end.substr(0, colon));
    if (colon == std::string::npos || place == places.end()) return {};
    std::string form = end.substr(colon + 1);
    std::vector<std::string> forms = {form};
    if (agreement) {
      const auto& ids = documents[place->second].agreements;
      auto names = ids.find(form);
      if (names == ids.end()) return {};
      forms = names->second;
    }
    return mentions.Find(place->second, forms, agreement);
  };
  for (auto [key, figure, same] : {std::tuple{"same", "same across documents", true},
                                   {"different", "same across documents", false},
                                   {"same_agreements", "same agreement", true},
                                   {"different_agreements", "same agreement", false}}) {
    auto list = pairs.find(key);
    if (list == pairs.end() || !list->is_array()) continue;
    bool agreement = std::string_view(key).ends_with("agreements");
    for (const ordered_json& pair : *list) {
      if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
        return graph::MakeError(graph::ErrorCode::kSyntax,
                                "expected pairs [\"document:name\", \"document:name\"]");
      std::string one = pair[0].get<std::string>(), other = pair[1].get<std::string>();
      // What documents that are not scored here say is not decided here.
      if (!places.count(one.substr(0, one.find(':'))) ||
          !places.count(other.substr(0, other.find(':'))))
        continue;
      std::set<size_t> a = find(one, agreement), b = find(other, agreement);
      bool joined = std::any_of(a.begin(), a.end(), [&](size_t node) { return b.count(node) > 0; });
      Tally& tally = tallies[figure];
      if (same) {
        ++(joined ? tally.right : tally.missed);
      } else if (joined) {
        ++tally.wrong;
      }
      if (notes != nullptr && joined != same)
        notes->push_back((same ? "not one: " : "wrongly one: ") + one + " and " + other +
                         (same && (a.empty() || b.empty())
                              ? " (" + (a.empty() ? one : other) + " not found)"
                              : ""));
    }
  }
  return {};
}

}  // namespace entente::ingest
