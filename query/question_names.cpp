#include "query/question_names.h"

#include <algorithm>

#include "graph/near_name.h"
#include "graph/utf8.h"

namespace entente::query {

namespace {

// The first that a node carries is its label here: a Ministry is an Organization too.
constexpr const char* kLabels[] = {"Country",   "Person", "Ministry", "Organization", "Place",
                                   "Agreement", "Event",  "Topic",    "Document"};

std::string Folded(std::string_view text) {
  std::string folded = graph::FoldName(text);
  return folded.starts_with("the ") ? folded.substr(4) : folded;
}

bool IsActor(const NamedNode& node) {
  return node.label == "Country" || node.label == "Person" || node.label == "Ministry" ||
         node.label == "Organization";
}

}  // namespace

NameIndex::NameIndex(const graph::GraphReader& reader) {
  auto key_key = reader.FindKey("key"), id_key = reader.FindKey("id"),
       name_key = reader.FindKey("name"), title_key = reader.FindKey("title"),
       aliases_key = reader.FindKey("aliases");
  auto text = [&](graph::NodeId node, std::optional<graph::PropertyKeyId> key) {
    if (!key) return std::string();
    graph::Value value = reader.Property(node, *key);
    return value.kind() == graph::ValueKind::kString ? std::string(value.as_string())
                                                     : std::string();
  };
  std::vector<graph::PropertyKeyId> codes;
  for (const char* code : {"iso2", "iso3"})
    if (auto key = reader.FindKey(code)) codes.push_back(*key);
  std::vector<bool> seen(reader.node_capacity());
  for (const char* name : kLabels) {
    auto label = reader.FindLabel(name);
    if (!label) continue;
    std::string_view label_name = name;
    bool document = label_name == "Document";
    std::vector<graph::NodeId> batch;
    std::optional<graph::NodeId> from = graph::NodeId(0);
    while (from) {
      batch.clear();
      from = reader.ScanNodes(*label, *from, 4096, batch);
      for (graph::NodeId node : batch) {
        if (seen[node.value]) continue;
        seen[node.value] = true;
        uint32_t index = static_cast<uint32_t>(nodes_.size());
        nodes_.push_back({text(node, document ? id_key : key_key),
                          text(node, document ? title_key : name_key), std::string(name)});
        if (document && nodes_.back().name.empty()) nodes_.back().name = nodes_.back().key;
        if (document) Add(nodes_.back().key, index);
        Add(nodes_.back().name, index);
        if (!document) names_.push_back(nodes_.back().name);
        if (aliases_key) {
          graph::Value aliases = reader.Property(node, *aliases_key);
          if (aliases.kind() == graph::ValueKind::kList)
            for (const graph::Value& alias : aliases.as_list())
              if (alias.kind() == graph::ValueKind::kString) Add(alias.as_string(), index);
        }
        if (label_name == "Country")
          for (graph::PropertyKeyId code : codes) Add(text(node, code), index);
        if (label_name == "Agreement") agreements_.Add(nodes_.back().name, index);
        if (label_name == "Topic") agreements_.AddSubject(nodes_.back().name);
        if (label_name == "Person") {
          std::string folded = graph::WithoutInitials(Folded(nodes_.back().name));
          by_short_name_[folded].push_back(index);
          size_t space = folded.rfind(' ');
          if (space != std::string::npos && folded.size() - space > 3)
            by_last_name_[folded.substr(space + 1)].push_back(index);
        }
      }
    }
  }
}

void NameIndex::Add(std::string_view form, uint32_t node) {
  std::string folded = Folded(form);
  if (folded.empty()) return;
  auto& list = by_form_[std::move(folded)];
  if (list.empty() || list.back() != node) list.push_back(node);
}

std::vector<NamedNode> NameIndex::Find(std::string_view text) const {
  std::string folded = Folded(text);
  auto found = by_form_.find(folded);
  const std::vector<uint32_t>* list = found == by_form_.end() ? nullptr : &found->second;
  if (!list) {
    auto short_name = by_short_name_.find(graph::WithoutInitials(folded));
    if (short_name != by_short_name_.end()) list = &short_name->second;
  }
  if (!list) {
    auto last = by_last_name_.find(folded);
    if (last == by_last_name_.end()) return {};
    list = &last->second;
  }
  return Sorted(*list);
}

std::vector<NamedNode> NameIndex::Sorted(const std::vector<uint32_t>& nodes) const {
  std::vector<NamedNode> out;
  for (uint32_t index : nodes) out.push_back(nodes_[index]);
  std::sort(out.begin(), out.end(), [](const NamedNode& a, const NamedNode& b) {
    return std::tie(a.label, a.key) < std::tie(b.label, b.key);
  });
  return out;
}

std::vector<NamedNode> NameIndex::FindShortened(std::string_view text) const {
  const std::vector<uint32_t> found = agreements_.Find(text);
  if (found.empty()) return {};
  const std::vector<NamedNode> own = Find(AgreementForms::OwnWords(text));
  if (std::any_of(own.begin(), own.end(), IsActor)) return {};
  return Sorted(found);
}

std::vector<NamedNode> NameIndex::FindPart(std::string_view text) const {
  const std::string wanted = " " + Folded(text) + " ";
  if (wanted.size() < 5) return {};
  std::vector<uint32_t> actors, agreements;
  for (uint32_t index = 0; index < nodes_.size(); ++index) {
    const NamedNode& node = nodes_[index];
    if (!IsActor(node) && node.label != "Agreement") continue;
    if ((" " + graph::FoldName(node.name) + " ").find(wanted) == std::string::npos) continue;
    (IsActor(node) ? actors : agreements).push_back(index);
  }
  return Sorted(actors.empty() ? agreements : actors);
}

bool NameIndex::HasWords(std::string_view text) const {
  const std::string wanted = Folded(text);
  return std::any_of(by_form_.begin(), by_form_.end(), [&](const auto& entry) {
    return entry.first.find(wanted) != std::string::npos &&
           std::any_of(entry.second.begin(), entry.second.end(),
                       [&](uint32_t node) { return nodes_[node].label != "Document"; });
  });
}

std::optional<std::string> NameIndex::Nearest(std::string_view text) const {
  return graph::NearestName(text, names_);
}

QuestionNames NameIndex::Names() const {
  return {[this](std::string_view text) { return Find(text); },
          [this](std::string_view text) { return Nearest(text); },
          [this](std::string_view text) { return FindShortened(text); },
          [this](std::string_view text) { return FindPart(text); },
          {},
          [this](std::string_view text) { return HasWords(text); }};
}

}  // namespace entente::query
