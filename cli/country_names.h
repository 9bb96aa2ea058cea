/// \file
/// Countries by every name that the gazetteer has for them ("DRC", "Holland", "the Emirates"),
/// whether or not a document of the graph calls them so. Threads: const after loading; safe from
/// many threads.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::cli {

class CountryNames {
 public:
  /// Errors: those of the gazetteer that is compiled in; none in a program that passes its tests.
  static graph::Result<CountryNames> Load();

  /// ISO 3166-1 alpha-2 of the one country that `text` names, accents, case and "the" aside;
  /// nothing for any other text.
  std::optional<std::string> CodeOf(std::string_view text) const;
  /// The same for the country that has `text` as its capital.
  std::optional<std::string> CodeOfCapital(std::string_view text) const;

 private:
  // Folded names to codes; empty: of several countries.
  std::unordered_map<std::string, std::string> code_by_name_, code_by_capital_;
};

/// The graph's country with that code.
std::optional<graph::NodeId> CountryWithCode(const graph::GraphReader& reader,
                                             std::string_view code);

}  // namespace entente::cli
