/// \file
/// The names of a graph of Entente's schema, for questions: every node by its name, its aliases and
/// its codes. Threads: const after building; safe from many threads. Ownership: owns its texts; the
/// graph may go. Cost: one pass over the nodes when built.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/graph_reader.h"
#include "query/agreement_forms.h"
#include "query/question.h"

namespace entente::query {

class NameIndex {
 public:
  explicit NameIndex(const graph::GraphReader& reader);

  /// Nodes called `text`, accents, case, punctuation and "the" aside; where there is none, people
  /// called so but for initials and "Jr.", then those whose last name it is. Sorted by label and
  /// key.
  std::vector<NamedNode> Find(std::string_view text) const;
  /// Agreements that `text` is a shortened name of ("the Helsinki Convention"), where its other
  /// words are not the name of somebody who makes agreements ("the Chile treaty"). Sorted by key.
  std::vector<NamedNode> FindShortened(std::string_view text) const;
  /// Nodes with `text` in their name as whole words: those who can act, else agreements. Sorted by
  /// label and key. Cost: a pass over their names.
  std::vector<NamedNode> FindPart(std::string_view text) const;
  /// Whether a name or an alias of anything but a document has `text` in it. Cost: a pass over
  /// them.
  bool HasWords(std::string_view text) const;
  std::optional<std::string> Nearest(std::string_view text) const;

  /// Callbacks into this index, which must outlive them.
  QuestionNames Names() const;

 private:
  void Add(std::string_view form, uint32_t node);
  std::vector<NamedNode> Sorted(const std::vector<uint32_t>& nodes) const;

  std::vector<NamedNode> nodes_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_form_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_short_name_;  ///< of people
  std::unordered_map<std::string, std::vector<uint32_t>> by_last_name_;
  AgreementForms agreements_;
  std::vector<std::string> names_;
};

}  // namespace entente::query
