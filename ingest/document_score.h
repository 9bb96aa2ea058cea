/// \file
/// The state of scoring one document, shared by score_document (entities, events, posts),
/// score_agreements and score_provenance. Private to them. Threads: used by one worker.

#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ingest/score_document.h"
#include "ingest/score_graph.h"
#include "ingest/score_names.h"

namespace entente::ingest::scoring {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kTypes = {"Country", "Person", "Ministry", "Organization",
                                                    "Place"};
/// Something that acts, named as the gold names it; what the gold does not know has the type "!".
using Actor = std::pair<std::string, std::string>;
using ActorSet = std::set<Actor>;

inline std::vector<std::string> AsList(const ordered_json& object, const char* key) {
  auto found = object.find(key);
  if (found == object.end() || found->is_null()) return {};
  if (found->is_string()) return {found->get<std::string>()};
  std::vector<std::string> out;
  if (found->is_array()) {
    for (const auto& item : *found) {
      if (item.is_string()) out.push_back(item.get<std::string>());
    }
  }
  return out;
}
inline std::string AsString(const ordered_json& object, const char* key) {
  std::vector<std::string> all = AsList(object, key);
  return all.empty() ? "" : all.front();
}
inline std::vector<std::string> Joined(std::vector<std::string> a,
                                       const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
inline bool IsTrue(const ordered_json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}
inline const ordered_json& ListOf(const ordered_json& gold, const char* key) {
  static const ordered_json kNone = ordered_json::array();
  auto found = gold.find(key);
  return found != gold.end() && found->is_array() ? *found : kNone;
}
inline bool IsDone(std::string_view status) { return status == "signed" || status == "in force"; }

inline size_t Common(const ActorSet& a, const ActorSet& b) {
  return static_cast<size_t>(
      std::count_if(a.begin(), a.end(), [&](const Actor& x) { return b.count(x) > 0; }));
}
inline ActorSet Minus(const ActorSet& a, const ActorSet& b) {
  ActorSet out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}
inline std::set<std::string> FoldAll(const std::vector<std::string>& names) {
  std::set<std::string> out;
  for (const std::string& name : names) out.insert(FoldForScoring(name));
  return out;
}
inline bool AnyCommon(const std::set<std::string>& a, const std::set<std::string>& b) {
  return CountCommon(a, b) > 0;
}

/// The dates that are right: the annotated one, its alternatives, and for one without a year the
/// inferred year too. The first is empty where the gold has none.
inline std::vector<std::string> DatesOf(const ordered_json& item, const char* field) {
  std::vector<std::string> dates = {AsString(item, field)};
  for (std::string& date : AsList(item, "also_date")) dates.push_back(std::move(date));
  auto range = item.find("date_range");
  if (range != item.end() && range->is_object()) {
    dates.push_back(AsString(*range, std::string_view(field) == "end" ? "to" : "from"));
  }
  auto year = item.find("year_inferred");
  if (year != item.end() && !year->is_null()) {
    std::string text = year->is_string() ? year->get<std::string>() : year->dump();
    size_t count = dates.size();
    for (size_t i = 0; i < count; ++i) {
      if (dates[i].starts_with("--")) dates.push_back(text + "-" + dates[i].substr(2));
    }
  }
  return dates;
}

using Pairs = std::set<std::pair<Actor, Actor>>;
inline void AddPairs(const ActorSet& countries, Pairs& pairs) {
  for (auto a = countries.begin(); a != countries.end(); ++a) {
    for (auto b = std::next(a); b != countries.end(); ++b) pairs.emplace(*a, *b);
  }
}

/// One document's annotation against what was made of it.
class DocumentScore {
 public:
  DocumentScore(const ordered_json& gold, const ScoredGraph& graph,
                const std::optional<std::string>& source, std::map<std::string, Tally>& tallies,
                std::vector<std::string>* notes)
      : gold_(gold), graph_(graph), source_(source), tallies_(tallies), notes_(notes) {}
  void Run();

 private:
  void Add(const std::string& figure, uint64_t right, uint64_t wrong, uint64_t missed);
  void Right(const std::string& figure, bool ok) { Add(figure, ok, !ok, !ok); }
  void Note(std::string text);
  static std::set<std::string> GoldNames(const ordered_json& entity);
  void Entities();
  Actor Key(const std::string& surface) const;
  ActorSet Keys(const std::vector<std::string>& surfaces) const;
  Actor ActorOf(size_t node) const;
  /// An agreement, as either side sees it.
  struct View {
    std::array<ActorSet, 3> who;  // signers, parties, countries
    std::set<std::string> kinds, status, dates, content, places;
    std::string date, first_status;
    ActorSet also;
    std::vector<std::tuple<bool, Actor, double>> claims;  // is a signature, whose, how sure
    bool optional = false, done = false, may_be_done = false;

    ActorSet Everybody() const {
      ActorSet all;
      for (const ActorSet& some : who) all.insert(some.begin(), some.end());
      return all;
    }
  };
  static constexpr std::array<const char*, 3> kWho = {"signers", "parties", "countries"};
  std::set<std::string> PlacesOf(const ScoredNode& node,
                                 std::initializer_list<std::string_view> types) const;
  View SystemView(size_t i) const;
  View GoldView(const ordered_json& agreement) const;
  void ScoreDate(const std::string& figure, const ordered_json& item, const char* field,
                 const std::string& got);
  void ScorePlace(const std::string& figure, const std::set<std::string>& gold,
                  const std::set<std::string>& got, bool asked);
  void ScoreClaims(const View& gold, const View& system, bool matched);
  void Agreements();
  void ScoreAgreement(const ordered_json& gold, const View& a, const View& s, bool matched);
  void Events();
  void Posts();
  static std::string Squeeze(std::string_view text);
  /// The text from character `from` to `to`.
  std::string_view Characters(int64_t from, int64_t to) const;
  void Provenance();
  void Right2(const std::string& figure, bool ok) { Add(figure, ok, !ok, 0); }
  const ordered_json& gold_;
  const ScoredGraph& graph_;
  const std::optional<std::string>& source_;
  std::map<std::string, Tally>& tallies_;
  std::vector<std::string>* notes_;       // nullptr where nobody asks
  std::map<std::string, Actor> gold_of_;  // by folded surface
  std::map<size_t, Actor> back_;          // by node: what the gold calls it
  mutable std::vector<size_t> offsets_;   // of characters, in bytes
};

}  // namespace entente::ingest::scoring
