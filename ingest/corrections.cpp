#include "ingest/corrections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "graph/utf8.h"

namespace entente::ingest {

namespace {

using graph::Error;
using graph::ErrorCode;
using graph::MakeError;
using graph::Result;

struct Word {
  std::string text;
  size_t begin = 0;  // in the line, in bytes
};

std::vector<Word> WordsOf(std::string_view line) {
  std::vector<Word> words;
  for (size_t at = 0; at < line.size();) {
    if (line[at] == ' ' || line[at] == '\t' || line[at] == '\r') {
      ++at;
      continue;
    }
    size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
    words.push_back({std::string(line.substr(at, end - at)), at});
    at = end;
  }
  return words;
}

/// Nodes by key while they change.
class Editor {
 public:
  Editor(const std::vector<StoredFindings>& documents, LinkedGraph& graph)
      : documents_(documents), graph_(graph), gone_(graph.nodes.size(), false) {
    for (uint32_t n = 0; n < graph_.nodes.size(); ++n) place_[graph_.nodes[n].key] = n;
    for (uint32_t n = 0; n < graph_.nodes.size(); ++n) moved_.push_back(n);
  }

  void Apply(const Correction& correction) {
    std::vector<uint32_t> nodes;
    for (const std::string& key : correction.keys) {
      auto found = place_.find(key);
      if (found == place_.end()) {
        Problem(correction, fmt::format("there is no node with the key {}", key));
        return;
      }
      nodes.push_back(found->second);
    }
    switch (correction.kind) {
      case CorrectionKind::kMerge:
        for (size_t i = 1; i < nodes.size(); ++i) Merge(nodes[0], nodes[i], correction);
        break;
      case CorrectionKind::kSplit:
        Split(nodes[0], correction);
        break;
      case CorrectionKind::kRename:
        if (graph_.nodes[nodes[0]].name == correction.name) {
          Problem(correction,
                  fmt::format("{} is called {} already", correction.keys[0], correction.name));
        }
        graph_.nodes[nodes[0]].name = correction.name;
        break;
      case CorrectionKind::kReject:
        Remove(nodes[0]);
        break;
      case CorrectionKind::kRejectRelationship:
        graph_.rejected.push_back(
            {correction.type, graph_.nodes[nodes[0]].key, graph_.nodes[nodes[1]].key});
        rejections_.emplace_back(graph_.rejected.back(), correction.line);
        break;
    }
  }

  std::vector<CorrectionProblem> Finish() {
    std::vector<uint32_t> order;
    for (uint32_t n = 0; n < graph_.nodes.size(); ++n) {
      if (!gone_[n]) order.push_back(n);
    }
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return graph_.nodes[a].key < graph_.nodes[b].key; });
    std::vector<uint32_t> place(graph_.nodes.size(), kNoIndex);
    std::vector<LinkedNode> nodes;
    for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (uint32_t n : order) nodes.push_back(std::move(graph_.nodes[n]));
    graph_.nodes = std::move(nodes);
    for (auto& of_document : graph_.node_of) {
      std::fill(of_document.begin(), of_document.end(), kNoIndex);
    }
    for (uint32_t n = 0; n < graph_.nodes.size(); ++n) {
      for (NodeMember member : graph_.nodes[n].members) {
        graph_.node_of[member.document][member.entity] = n;
      }
    }
    for (PossiblySame& doubt : graph_.possibly_same) {
      doubt.first = place[Where(doubt.first)];
      doubt.second = place[Where(doubt.second)];
      if (doubt.first > doubt.second) std::swap(doubt.first, doubt.second);
    }
    // What was in doubt and is settled is said no more.
    std::erase_if(graph_.possibly_same, [](const PossiblySame& doubt) {
      return doubt.first == doubt.second || doubt.first == kNoIndex || doubt.second == kNoIndex;
    });
    std::sort(graph_.possibly_same.begin(), graph_.possibly_same.end(),
              [](const PossiblySame& a, const PossiblySame& b) {
                return std::tie(a.first, a.second, b.confidence) <
                       std::tie(b.first, b.second, a.confidence);
              });
    std::sort(graph_.rejected.begin(), graph_.rejected.end());
    TellIdleRejections();
    std::stable_sort(
        problems_.begin(), problems_.end(),
        [](const CorrectionProblem& a, const CorrectionProblem& b) { return a.line < b.line; });
    return std::move(problems_);
  }

 private:
  void Problem(const Correction& correction, std::string text) {
    problems_.push_back({correction.line, std::move(text)});
  }

  // REQUIRES that node_of is final.
  void TellIdleRejections() {
    if (rejections_.empty()) return;
    std::set<RejectedRelationship> said;
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      for (const StoredFact& fact : documents_[d].findings.facts) {
        uint32_t from = graph_.node_of[d][fact.from], to = graph_.node_of[d][fact.to];
        if (from == kNoIndex || to == kNoIndex) continue;
        RejectedRelationship one{std::string(fact.type), graph_.nodes[from].key,
                                 graph_.nodes[to].key};
        if (std::binary_search(graph_.rejected.begin(), graph_.rejected.end(), one))
          said.insert(std::move(one));
      }
    }
    for (const auto& [rejected, line] : rejections_) {
      if (said.count(rejected) > 0) continue;
      problems_.push_back({line, fmt::format("there is no relationship {} from {} to {}",
                                             rejected.type, rejected.from, rejected.to)});
    }
  }

  uint32_t Where(uint32_t node) const {
    while (moved_[node] != node) node = moved_[node];
    return node;
  }

  void Merge(uint32_t into, uint32_t from, const Correction& correction) {
    if (into == from) {
      Problem(correction, fmt::format("{} is named twice", graph_.nodes[into].key));
      return;
    }
    LinkedNode& a = graph_.nodes[into];
    LinkedNode& b = graph_.nodes[from];
    if (a.type != b.type) {
      Problem(correction,
              fmt::format("{} and {} are of different kinds and can't be one", a.key, b.key));
      return;
    }
    a.members.insert(a.members.end(), b.members.begin(), b.members.end());
    std::sort(a.members.begin(), a.members.end());
    moved_[from] = into;
    Forget(from);
  }

  void Split(uint32_t node, const Correction& correction) {
    LinkedNode other;
    other.type = graph_.nodes[node].type;
    auto& members = graph_.nodes[node].members;
    std::vector<NodeMember> stay;
    for (NodeMember member : members) {
      std::string_view id = documents_[member.document].findings.document_id;
      bool goes = std::find(correction.documents.begin(), correction.documents.end(), id) !=
                  correction.documents.end();
      (goes ? other.members : stay).push_back(member);
    }
    if (other.members.empty() || stay.empty()) {
      Problem(correction, fmt::format("{} the documents named speak of {}",
                                      stay.empty() ? "only" : "none of", graph_.nodes[node].key));
      return;
    }
    members = std::move(stay);
    const NodeMember first = other.members.front();
    const StoredDocument& findings = documents_[first.document].findings;
    other.name = findings.entities[first.entity].name;
    other.key = graph_.nodes[node].key + "@" + std::string(findings.document_id);
    while (place_.count(other.key) > 0) other.key += "'";
    auto index = static_cast<uint32_t>(graph_.nodes.size());
    place_[other.key] = index;
    graph_.nodes.push_back(std::move(other));
    gone_.push_back(false);
    moved_.push_back(index);
  }

  void Remove(uint32_t node) { Forget(node); }

  void Forget(uint32_t node) {
    place_.erase(graph_.nodes[node].key);
    gone_[node] = true;
  }

  const std::vector<StoredFindings>& documents_;
  LinkedGraph& graph_;
  std::map<std::string, uint32_t> place_;
  std::vector<bool> gone_;
  std::vector<uint32_t> moved_;  // where a node's members went
  std::vector<std::pair<RejectedRelationship, uint32_t>> rejections_;  // with their lines
  std::vector<CorrectionProblem> problems_;
};

}  // namespace

Result<std::vector<Correction>> ParseCorrections(std::string_view file, std::string_view text) {
  std::vector<Correction> corrections;
  uint32_t number = 0;
  auto fail = [&](std::string_view line, size_t at, std::string message) {
    Error error = MakeError(ErrorCode::kSyntax, std::move(message));
    error.file = file;
    error.line = number;
    error.column = 1 + static_cast<uint32_t>(graph::CountCharacters(line.substr(0, at)));
    return error;
  };
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (graph::FindInvalidUtf8(line)) return fail("", 0, "the line is not valid UTF-8");
    std::vector<Word> words = WordsOf(line);
    if (words.empty() || words[0].text[0] == '#') continue;
    Correction correction;
    correction.line = number;
    const std::string& verb = words[0].text;
    auto key = [&](size_t i) { correction.keys.push_back(words[i].text); };
    if (verb == "merge") {
      correction.kind = CorrectionKind::kMerge;
      if (words.size() < 3) {
        return fail(line, line.size(), "merge wants the keys of two nodes or more");
      }
      for (size_t i = 1; i < words.size(); ++i) key(i);
    } else if (verb == "split") {
      correction.kind = CorrectionKind::kSplit;
      if (words.size() < 3) {
        return fail(line, line.size(), "split wants a key and the ids of documents");
      }
      key(1);
      for (size_t i = 2; i < words.size(); ++i) correction.documents.push_back(words[i].text);
    } else if (verb == "rename") {
      correction.kind = CorrectionKind::kRename;
      if (words.size() < 3) return fail(line, line.size(), "rename wants a key and a new name");
      key(1);
      std::string_view name = line.substr(words[2].begin);
      while (!name.empty() && (name.back() == ' ' || name.back() == '\t' || name.back() == '\r')) {
        name.remove_suffix(1);
      }
      correction.name = std::string(name);
    } else if (verb == "reject") {
      if (words.size() == 2) {
        correction.kind = CorrectionKind::kReject;
        key(1);
      } else if (words.size() == 4) {
        correction.kind = CorrectionKind::kRejectRelationship;
        correction.type = words[1].text;
        key(2);
        key(3);
      } else {
        return fail(line, line.size(), "reject wants a key, or a relationship's type and two keys");
      }
    } else {
      return fail(line, words[0].begin,
                  fmt::format("expected merge, split, rename or reject, not \"{}\"", verb));
    }
    corrections.push_back(std::move(correction));
  }
  return corrections;
}

std::vector<CorrectionProblem> ApplyCorrections(const std::vector<Correction>& corrections,
                                                const std::vector<StoredFindings>& documents,
                                                LinkedGraph& graph) {
  if (corrections.empty()) return {};
  Editor editor(documents, graph);
  for (const Correction& correction : corrections) editor.Apply(correction);
  return editor.Finish();
}

}  // namespace entente::ingest
