#include "cli/agreement_kinds.h"

#include <algorithm>
#include <set>

#include "cli/graph_access.h"
#include "graph/near_name.h"
#include "graph/utf8.h"
#include "query/question_words.h"

namespace entente::cli {

namespace {

constexpr size_t kShownKinds = 12;

bool HoldsWords(const std::string& text, const std::string& words) {
  return (" " + text + " ").find(" " + words + " ") != std::string::npos;
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
  std::vector<std::string> names(shown.begin(), shown.end());
  for (const std::string_view noun : query::AgreementNouns()) names.emplace_back(noun);
  if (auto called = query::AgreementKindCalled(wanted)) {
    if (called->empty()) called = "agreement";  // "pact"
    // What a text only calls a memorandum may be one of understanding.
    for (const std::string& own : kinds)
      if (HoldsWords(own, *called) || called->starts_with(own + " ")) meant.push_back(own);
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
