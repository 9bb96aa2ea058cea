#include "cli/unknown_names.h"

#include <algorithm>
#include <set>

#include "cli/unlike_kinds.h"
#include "graph/near_name.h"
#include "graph/used_keys.h"
#include "query/token.h"

namespace entente::cli {

namespace {

using query::Token;
using query::TokenKind;

bool IsName(const Token& token) {
  return token.kind == TokenKind::kName || token.kind == TokenKind::kQuotedName;
}
bool IsSymbol(const Token& token, std::string_view text) {
  return token.kind == TokenKind::kSymbol && token.text == text;
}

constexpr uint32_t kMostScanned = 50'000;  // nodes and relationships, for what nothing has

// Names in use, sorted.
std::vector<std::string> Known(const graph::GraphReader& reader, char kind) {
  std::vector<std::string> names;
  if (kind == 'l')
    for (uint16_t i = 0; i < reader.label_count(); ++i)
      if (reader.CountNodes(graph::LabelId(i)) > 0)
        names.emplace_back(reader.Name(graph::LabelId(i)));
  if (kind == 't')
    for (uint16_t i = 0; i < reader.type_count(); ++i)
      if (reader.CountRelationships(graph::TypeId(i)) > 0)
        names.emplace_back(reader.Name(graph::TypeId(i)));
  if (kind == 'p')
    if (auto used = graph::UsedPropertyKeys(reader, kMostScanned)) names = *std::move(used);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::vector<std::string> UnknownNames(const graph::GraphReader& reader,
                                      std::string_view statement) {
  auto tokens = query::Tokenize(statement);
  if (!tokens) return {};
  for (const Token& token : *tokens)
    for (const char* word : {"CREATE", "MERGE", "SET"})
      if (token.kind == TokenKind::kName && query::SameKeyword(token.text, word)) return {};
  std::vector<std::string> notes;
  std::set<std::string> seen;
  auto look = [&](const std::string& name, char kind) {
    if (!seen.insert(kind + name).second) return;
    std::vector<std::string> known = Known(reader, kind);
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    auto near = graph::NearestName(name, known);
    if (kind == 'p' && !near) return;
    std::string note = kind == 'l'   ? "no node has the label " + name
                       : kind == 't' ? "no relationship has the type " + name
                                     : "nothing has a property " + name;
    notes.push_back(near ? note + "; did you mean " + *near + "?" : note);
  };
  std::vector<char> brackets;  // what is open
  for (size_t i = 0; i + 1 < tokens->size(); ++i) {
    const Token &token = (*tokens)[i], &next = (*tokens)[i + 1];
    if (token.kind == TokenKind::kSymbol && token.text.size() == 1) {
      char c = token.text[0];
      if (c == '(' || c == '[' || c == '{') brackets.push_back(c);
      if ((c == ')' || c == ']' || c == '}') && !brackets.empty()) brackets.pop_back();
    }
    char inside = brackets.empty() ? ' ' : brackets.back();
    if (!IsName(next)) continue;
    if (IsSymbol(token, ":") && inside != '{') {
      look(next.text, inside == '[' ? 't' : 'l');
    } else if (IsSymbol(token, "|") && inside == '[' && i > 1 && IsName((*tokens)[i - 1]) &&
               (IsSymbol((*tokens)[i - 2], ":") || IsSymbol((*tokens)[i - 2], "|"))) {
      look(next.text, 't');
    } else if (IsSymbol(token, ".") && i > 0 && IsName((*tokens)[i - 1]) &&
               !(i + 2 < tokens->size() && IsSymbol((*tokens)[i + 2], "("))) {
      look(next.text, 'p');
    }
  }
  return notes;
}

std::string NothingToShow(const graph::GraphReader& reader, std::string_view statement) {
  std::string out;
  std::vector<std::string> notes = UnknownNames(reader, statement);
  for (std::string& note : UnlikeKinds(reader, statement)) notes.push_back(std::move(note));
  for (const std::string& note : notes) out += (out.empty() ? "" : "; ") + note;
  return out.empty() ? "return the things themselves (RETURN p, s, a) and not their properties"
                     : out;
}

}  // namespace entente::cli
