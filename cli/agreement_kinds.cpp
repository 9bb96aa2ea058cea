#include "cli/agreement_kinds.h"

#include <algorithm>
#include <optional>
#include <set>

#include "cli/graph_access.h"
#include "graph/near_name.h"
#include "graph/utf8.h"
#include "query/question_words.h"

namespace entente::cli {

namespace {

constexpr size_t kShownKinds = 12;

struct KindWords {
  std::string_view kind;
  std::string_view nouns;  // folded, singular, separated by '|'
};

// What texts call so beside the nouns of questions, where they are other words as well ("a plan",
// "notes"); as data/rules/30-nouns.rules has them, with the kind that the graph shows.
constexpr KindWords kOtherNouns[] = {
    {"agreement",
     "partnership|alliance|package|settlement|upgrade|addendum|addenda|annex|annexe|formula|tie up|"
     "collaboration|plan of action|plans of action|action plan|roadmap|amendment|framework|"
     "prolongation|extension|renewal|offtake|communique|lease|loan|grant|fta|cepa|tifa|ppa|jva|hga|"
     "sofa|nda|sla|bta|pta"},
    {"memorandum of understanding", "protocol of understanding|protocols of understanding"},
    {"treaty", "bit|mlat|dta|dtaa"},
    {"term sheet", "term sheet"},
    {"plan",
     "plan|work plan|working plan|cooperation plan|co operation plan|plan of cooperation|plans of "
     "cooperation|"
     "plan of bilateral cooperation|plans of bilateral cooperation|plan of military cooperation|"
     "plan of bilateral military cooperation|plan of joint action"},
    {"programme",
     "programme|program|cooperation programme|cooperation program|programme of cooperation|"
     "programmes of cooperation|program of cooperation|programs of cooperation|"
     "executive programme|executive program|exchange programme agreement"},
    {"principles", "principle"},
    {"final act", "final act"},
    {"declaration", "statement"},
    {"minutes", "minute"},
    {"exchange of notes", "note|diplomatic note|notes verbales|note verbale"},
    {"terms of reference", "terms of reference"},
};

std::optional<std::string> OtherKindCalled(std::string_view folded) {
  const std::string_view singular = folded.ends_with("xes") ? folded.substr(0, folded.size() - 2)
                                    : folded.ends_with('s') ? folded.substr(0, folded.size() - 1)
                                                            : folded;
  for (const KindWords& entry : kOtherNouns) {
    if (folded == entry.kind) return std::string(entry.kind);
    std::string_view rest = entry.nouns;
    while (!rest.empty()) {
      const std::string_view noun = rest.substr(0, rest.find('|'));
      if (noun == folded || noun == singular) return std::string(entry.kind);
      rest.remove_prefix(std::min(noun.size() + 1, rest.size()));
    }
  }
  return std::nullopt;
}

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
  std::string wanted = graph::FoldName(text);
  if (wanted.ends_with(" s")) wanted.resize(wanted.size() - 2);  // "MoU's"
  std::vector<std::string> meant;
  for (const std::string& kind : kinds)
    if (!wanted.empty() && HoldsWords(kind, wanted)) meant.push_back(kind);
  if (!meant.empty()) return meant;
  std::vector<std::string> names(shown.begin(), shown.end());
  for (const std::string_view noun : query::AgreementNouns()) names.emplace_back(noun);
  for (const KindWords& entry : kOtherNouns) names.emplace_back(entry.kind);
  auto called = query::AgreementKindCalled(wanted);
  if (!called) called = OtherKindCalled(wanted);
  if (called) {
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
