#include "cli/country_names.h"

#include <algorithm>

#include "cli/graph_access.h"
#include "graph/utf8.h"
#include "ingest/knowledge.h"

namespace entente::cli {

namespace {

std::string Folded(std::string_view text) {
  std::string folded = graph::FoldName(text);
  return folded.starts_with("the ") ? folded.substr(4) : folded;
}

}  // namespace

graph::Result<CountryNames> CountryNames::Load() {
  constexpr std::string_view kFile = "gazetteers/countries.tsv";
  ENTENTE_ASSIGN_OR_RETURN(const std::vector<ingest::KnowledgeFile> files,
                           ingest::LoadKnowledgeFiles(""));
  CountryNames names;
  for (const ingest::KnowledgeFile& file : files) {
    if (file.path != kFile) continue;
    ENTENTE_ASSIGN_OR_RETURN(const ingest::KnowledgeTable table,
                             ingest::ParseKnowledgeTable(file.path, file.bytes));
    ENTENTE_ASSIGN_OR_RETURN(const uint32_t key, table.Column("key"));
    for (const std::string_view column :
         {"name", "official", "aliases", "demonyms", "adjectives", "capital"}) {
      ENTENTE_ASSIGN_OR_RETURN(const uint32_t forms, table.Column(column));
      auto& codes = column == "capital" ? names.code_by_capital_ : names.code_by_name_;
      for (size_t row = 0; row < table.row_count(); ++row) {
        const std::string_view code = table.Cell(row, key);
        std::string_view rest = table.Cell(row, forms);
        while (!rest.empty()) {
          const size_t end = std::min(rest.find('|'), rest.size());
          const auto [at, added] = codes.emplace(Folded(rest.substr(0, end)), std::string(code));
          if (!added && at->second != code) at->second.clear();
          rest.remove_prefix(std::min(end + 1, rest.size()));
        }
      }
    }
  }
  return names;
}

std::optional<std::string> CountryNames::CodeOf(std::string_view text) const {
  const auto found = code_by_name_.find(Folded(text));
  if (found == code_by_name_.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::optional<std::string> CountryNames::CodeOfCapital(std::string_view text) const {
  const auto found = code_by_capital_.find(Folded(text));
  if (found == code_by_capital_.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::optional<graph::NodeId> CountryWithCode(const graph::GraphReader& reader,
                                             std::string_view code) {
  const SchemaReader schema(reader);
  for (const graph::NodeId node : schema.NodesOf("Country"))
    if (schema.Text(node, "iso2") == code) return node;
  return std::nullopt;
}

}  // namespace entente::cli
