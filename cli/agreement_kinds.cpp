#include "cli/agreement_kinds.h"

#include <algorithm>
#include <set>

#include "cli/graph_access.h"
#include "graph/near_name.h"
#include "graph/utf8.h"
#include "ingest/knowledge.h"
#include "ingest/rule_book.h"

namespace entente::cli {

namespace {

constexpr size_t kShownKinds = 12;

bool HoldsWords(const std::string& text, const std::string& words) {
  return (" " + text + " ").find(" " + words + " ") != std::string::npos;
}

// What the extractor calls an agreement by, folded, and the kind that it gives it.
graph::Result<std::vector<std::pair<std::string, std::string>>> KnownNouns() {
  ENTENTE_ASSIGN_OR_RETURN(std::vector<ingest::KnowledgeFile> files,
                           ingest::LoadKnowledgeFiles(""));
  ENTENTE_ASSIGN_OR_RETURN(auto rules, ingest::RuleBook::Load(files));
  std::vector<std::pair<std::string, std::string>> nouns;
  for (const ingest::HeadNoun& head : rules->agreement_heads()) {
    if (head.generic) continue;  // "document", "text": of any kind
    std::string phrase;
    for (const ingest::RuleWordId word : head.words)
      phrase += (phrase.empty() ? "" : " ") + rules->word(word).text;
    nouns.emplace_back(graph::FoldName(phrase), graph::FoldName(head.kind));
  }
  return nouns;
}

}  // namespace

graph::Result<std::vector<std::string>> KindsMeant(const graph::GraphReader& reader,
                                                   std::string_view text) {
  const SchemaReader schema(reader);
  std::set<std::string> kinds, shown;
  for (const graph::NodeId agreement : schema.NodesOf("Agreement")) {
    const std::string kind = schema.Text(agreement, "kind");
    if (kind.empty()) continue;
    kinds.insert(graph::FoldName(kind));
    shown.insert(kind);
  }
  const std::string wanted = graph::FoldName(text);
  std::vector<std::string> meant;
  for (const std::string& kind : kinds)
    if (!wanted.empty() && HoldsWords(kind, wanted)) meant.push_back(kind);
  if (!meant.empty()) return meant;
  ENTENTE_ASSIGN_OR_RETURN(const auto nouns, KnownNouns());
  bool known = false;
  std::vector<std::string> names(shown.begin(), shown.end());
  for (const auto& [noun, kind] : nouns) {
    names.push_back(noun);
    if (noun != wanted && kind != wanted) continue;
    known = true;
    // What a text only calls a memorandum may be one of understanding.
    for (const std::string& own : kinds)
      if (HoldsWords(own, kind) || kind.starts_with(own + " ")) meant.push_back(own);
  }
  if (known) {
    std::sort(meant.begin(), meant.end());
    meant.erase(std::unique(meant.begin(), meant.end()), meant.end());
    return meant;
  }
  graph::Error error =
      graph::MakeError(graph::ErrorCode::kInvalidArgument,
                       "'" + std::string(text) + "' is no kind of agreement known here");
  if (const auto near = graph::NearestName(text, names))
    error.suggestion = "did you mean " + *near + "?";
  std::string list;
  size_t count = 0;
  for (const std::string& kind : shown) {
    if (++count > kShownKinds) break;
    list += (list.empty() ? "" : ", ") + kind;
  }
  if (shown.size() > kShownKinds) list += ", \u2026";
  if (!list.empty())
    error.suggestion +=
        (error.suggestion.empty() ? "" : "  ") + ("the kinds in this graph: " + list);
  return error;
}

}  // namespace entente::cli
