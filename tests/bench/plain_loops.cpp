// The questions of the query benchmark answered by loops written by hand over flat arrays, on one
// thread: what a program does that knows the question beforehand and has nothing to check.
//
//   plain_loops --graph F.graph --data FOLDER [--only id,id]
//
// Prints a line of JSON a question, with the checksum that the runners of engines print.
#include <fmt/format.h>
#include <re2/re2.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "graph/allocation.h"
#include "graph/graph.h"
#include "graph/graph_reader.h"

namespace {

using entente::graph::Direction;
using entente::graph::GraphReader;
using entente::graph::NodeId;
using nlohmann::json;

/// Row i holds [offsets[i], offsets[i + 1]) of `to`; both ends count within their label.
struct Lists {
  std::vector<uint32_t> offsets, to;
};

struct Label {
  uint32_t first = 0, count = 0;
};

class Loops {
 public:
  Loops(const GraphReader& reader, json parameters)
      : reader_(reader), parameters_(std::move(parameters)) {
    met_ = Read("MET", Direction::kOut, "Person", "Person");
    signed_ = Read("SIGNED", Direction::kOut, "Person", "Agreement");
    signers_ = Read("SIGNED", Direction::kIn, "Agreement", "Person");
    parties_ = Read("PARTY_TO", Direction::kIn, "Agreement", "Country");
    places_ = Read("LOCATED_IN", Direction::kIn, "Country", "Place");
    held_ = Read("HELD_IN", Direction::kIn, "Place", "Event");
    guests_ = Read("PARTICIPATED_IN", Direction::kIn, "Event", "Person");
    ministries_ = Read("BELONGS_TO", Direction::kIn, "Country", "Ministry");
    officials_ = Read("HOLDS_POST", Direction::kIn, "Ministry", "Person");
    country_names_ = Texts("Country", "name");
    titles_ = Texts("Agreement", "title");
    years_ = Numbers("Agreement", "year");
    ReadDates();
  }

  using Answer = std::vector<std::string>;  // rows, columns joined by U+001F
  std::map<std::string, std::function<Answer()>> Questions() {
    return {{"two_hop_all", [this] { return TwoHopAll(); }},
            {"two_hop_hub", [this] { return TwoHopHub(); }},
            {"triangles", [this] { return Triangles(); }},
            {"country_pairs", [this] { return CountryPairs(); }},
            {"event_chain", [this] { return EventChain(); }},
            {"met_date_range", [this] { return MetDateRange(); }},
            {"reach_1_3_hub", [this] { return ReachHub(); }},
            {"three_hop_distinct", [this] { return ThreeHopDistinct(); }},
            {"title_contains", [this] { return TitleContains(); }},
            {"title_starts_with", [this] { return TitleStartsWith(); }},
            {"title_regex", [this] { return TitleRegex(); }},
            {"by_year", [this] { return ByYear(); }},
            {"top_degree", [this] { return TopDegree(); }},
            {"optional_match", [this] { return OptionalMatch(); }},
            {"not_exists", [this] { return NotExists(); }},
            {"signed_with", [this] { return SignedWith(); }}};
  }

 private:
  Label LabelOf(const char* name) const {
    auto ranges = reader_.LabelRanges(*reader_.FindLabel(name));
    return {(*ranges)[0].first.value, (*ranges)[0].count};
  }

  Lists Read(const char* type, Direction direction, const char* from, const char* to) const {
    Label near = LabelOf(from), far = LabelOf(to);
    Lists lists;
    lists.offsets.push_back(0);
    entente::graph::AdjacencyBuffer buffer;
    for (uint32_t i = 0; i < near.count; ++i) {
      auto list =
          reader_.Adjacent(NodeId(near.first + i), *reader_.FindType(type), direction, buffer);
      for (NodeId node : list.neighbours()) {
        if (node.value - far.first < far.count) lists.to.push_back(node.value - far.first);
      }
      lists.offsets.push_back(static_cast<uint32_t>(lists.to.size()));
    }
    return lists;
  }

  std::vector<std::string> Texts(const char* label, const char* key) const {
    Label of = LabelOf(label);
    std::vector<std::string> texts;
    for (uint32_t i = 0; i < of.count; ++i) {
      auto value = reader_.Property(NodeId(of.first + i), *reader_.FindKey(key));
      texts.emplace_back(value.as_string());
    }
    return texts;
  }
  std::vector<int32_t> Numbers(const char* label, const char* key) const {
    Label of = LabelOf(label);
    std::vector<int32_t> numbers;
    for (uint32_t i = 0; i < of.count; ++i) {
      auto value = reader_.Property(NodeId(of.first + i), *reader_.FindKey(key));
      numbers.push_back(static_cast<int32_t>(value.as_integer()));
    }
    return numbers;
  }
  // Ten characters each, one after another.
  void ReadDates() {
    auto arrays = reader_.Arrays(*reader_.FindType("MET"), Direction::kOut);
    auto key = *reader_.FindKey("date");
    uint32_t count = arrays->offsets[arrays->row_count];
    for (uint32_t i = 0; i < count; ++i) {
      dates_ += reader_.Property(entente::graph::RelationshipId(arrays->first.value + i), key)
                    .as_string();
    }
  }
  // The program's ids are numbers from 0 within a label, and so are the data's.
  uint32_t Number(const char* name) const { return parameters_[name].get<uint32_t>(); }
  std::string Text(const char* name) const { return parameters_[name].get<std::string>(); }

  static std::string Row(std::initializer_list<std::string> cells) {
    return fmt::format("{}", fmt::join(cells, "\x1f"));
  }

  Answer TwoHopAll() const {
    std::vector<uint32_t> in(met_.offsets.size() - 1);
    for (uint32_t to : met_.to) ++in[to];
    uint64_t sum = 0;
    for (size_t i = 0; i + 1 < met_.offsets.size(); ++i) {
      sum += uint64_t{in[i]} * (met_.offsets[i + 1] - met_.offsets[i]);
    }
    return {std::to_string(sum)};
  }

  Answer TwoHopHub() const {
    uint64_t sum = 0;
    uint32_t hub = Number("hubId");
    for (uint32_t i = met_.offsets[hub]; i < met_.offsets[hub + 1]; ++i) {
      sum += met_.offsets[met_.to[i] + 1] - met_.offsets[met_.to[i]];
    }
    return {std::to_string(sum)};
  }

  Answer Triangles() const {
    uint64_t sum = 0;
    size_t n = met_.offsets.size() - 1;
    std::vector<uint64_t> marks(n / 64 + 1);
    for (size_t a = 0; a < n; ++a) {
      uint32_t begin = met_.offsets[a], end = met_.offsets[a + 1];
      for (uint32_t i = begin; i < end; ++i) marks[met_.to[i] / 64] |= 1ull << (met_.to[i] % 64);
      for (uint32_t i = begin; i < end; ++i) {
        uint32_t b = met_.to[i];
        for (uint32_t j = met_.offsets[b]; j < met_.offsets[b + 1]; ++j) {
          sum += marks[met_.to[j] / 64] >> (met_.to[j] % 64) & 1;
        }
      }
      for (uint32_t i = begin; i < end; ++i) marks[met_.to[i] / 64] = 0;
    }
    return {std::to_string(sum)};
  }

  Answer CountryPairs() const {
    size_t n = country_names_.size();
    std::vector<uint32_t> counts(n * n);
    for (size_t g = 0; g + 1 < parties_.offsets.size(); ++g) {
      for (uint32_t i = parties_.offsets[g]; i < parties_.offsets[g + 1]; ++i) {
        for (uint32_t j = i + 1; j < parties_.offsets[g + 1]; ++j) {
          ++counts[parties_.to[i] * n + parties_.to[j]];
        }
      }
    }
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0) order.push_back(i);
    }
    auto before = [&](uint32_t x, uint32_t y) {
      if (counts[x] != counts[y]) return counts[x] > counts[y];
      return std::pair(country_names_[x / n], country_names_[x % n]) <
             std::pair(country_names_[y / n], country_names_[y % n]);
    };
    size_t most = std::min<size_t>(20, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<ptrdiff_t>(most), order.end(),
                      before);
    Answer rows;
    for (size_t i = 0; i < most; ++i) {
      rows.push_back(Row({country_names_[order[i] / n], country_names_[order[i] % n],
                          std::to_string(counts[order[i]])}));
    }
    return rows;
  }

  Answer EventChain() const {
    size_t n = country_names_.size();
    std::vector<uint64_t> seen(met_.offsets.size() / 64 + 1);
    std::vector<uint32_t> counts(n);
    for (size_t c = 0; c < n; ++c) {
      std::fill(seen.begin(), seen.end(), 0);
      for (uint32_t i = places_.offsets[c]; i < places_.offsets[c + 1]; ++i) {
        uint32_t place = places_.to[i];
        for (uint32_t j = held_.offsets[place]; j < held_.offsets[place + 1]; ++j) {
          uint32_t event = held_.to[j];
          for (uint32_t k = guests_.offsets[event]; k < guests_.offsets[event + 1]; ++k) {
            uint64_t& word = seen[guests_.to[k] / 64];
            uint64_t bit = 1ull << (guests_.to[k] % 64);
            counts[c] += (word & bit) == 0 ? 1 : 0;
            word |= bit;
          }
        }
      }
    }
    std::vector<uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return counts[a] != counts[b] ? counts[a] > counts[b] : country_names_[a] < country_names_[b];
    });
    Answer rows;
    for (size_t i = 0; i < 10 && i < n; ++i) {
      rows.push_back(Row({country_names_[order[i]], std::to_string(counts[order[i]])}));
    }
    return rows;
  }

  Answer MetDateRange() const {
    std::string from = Text("dateFrom"), to = Text("dateTo");
    uint64_t count = 0;
    for (size_t at = 0; at < dates_.size(); at += 10) {
      count += std::memcmp(dates_.data() + at, from.data(), 10) >= 0 &&
               std::memcmp(dates_.data() + at, to.data(), 10) <= 0;
    }
    return {std::to_string(count)};
  }

  // How many are `steps` steps away or less, or exactly so many.
  uint64_t Reach(uint32_t start, int steps, bool exactly) const {
    std::vector<uint64_t> seen(met_.offsets.size() / 64 + 1);
    std::vector<uint32_t> frontier{start}, next;
    uint64_t count = 0;
    for (int step = 0; step < steps; ++step) {
      if (exactly) std::fill(seen.begin(), seen.end(), 0);
      next.clear();
      for (uint32_t node : frontier) {
        for (uint32_t i = met_.offsets[node]; i < met_.offsets[node + 1]; ++i) {
          uint64_t& word = seen[met_.to[i] / 64];
          uint64_t bit = 1ull << (met_.to[i] % 64);
          if (word & bit) continue;
          word |= bit;
          next.push_back(met_.to[i]);
        }
      }
      frontier.swap(next);
      count = exactly ? frontier.size() : count + frontier.size();
    }
    return count - (!exactly && seen[start / 64] >> (start % 64) & 1);
  }
  Answer ReachHub() const { return {std::to_string(Reach(Number("hubId"), 3, false))}; }

  // Walks whose second node is not the start again.
  Answer ThreeHopDistinct() const {
    uint32_t start = Number("startId");
    std::vector<uint64_t> seen(met_.offsets.size() / 64 + 1);
    std::vector<uint8_t> second(met_.offsets.size());
    uint64_t count = 0;
    for (uint32_t i = met_.offsets[start]; i < met_.offsets[start + 1]; ++i) {
      uint32_t a = met_.to[i];
      for (uint32_t j = met_.offsets[a]; j < met_.offsets[a + 1]; ++j) {
        uint32_t b = met_.to[j];
        if (b == start || second[b]) continue;
        second[b] = 1;
        for (uint32_t k = met_.offsets[b]; k < met_.offsets[b + 1]; ++k) {
          uint64_t& word = seen[met_.to[k] / 64];
          uint64_t bit = 1ull << (met_.to[k] % 64);
          count += (word & bit) == 0 ? 1 : 0;
          word |= bit;
        }
      }
    }
    return {std::to_string(count)};
  }

  Answer TitleContains() const {
    uint64_t count = 0;
    for (const std::string& title : titles_) {
      count += memmem(title.data(), title.size(), "Cyber", 5) != nullptr;
    }
    return {std::to_string(count)};
  }
  Answer TitleStartsWith() const {
    uint64_t count = 0;
    for (const std::string& title : titles_) count += title.starts_with("Treaty on Nuclear");
    return {std::to_string(count)};
  }
  Answer TitleRegex() const {
    re2::RE2 regex(".*(Nuclear|Cyber).*(Chile|Peru|Japan).*");
    uint64_t count = 0;
    for (const std::string& title : titles_) count += re2::RE2::FullMatch(title, regex);
    return {std::to_string(count)};
  }

  Answer ByYear() const {
    std::vector<uint32_t> counts(3000);
    for (int32_t year : years_) ++counts[static_cast<size_t>(year)];
    Answer rows;
    for (size_t year = 0; year < counts.size(); ++year) {
      if (counts[year] > 0)
        rows.push_back(Row({std::to_string(year), std::to_string(counts[year])}));
    }
    return rows;
  }

  Answer TopDegree() const {
    using Entry = std::pair<int64_t, uint32_t>;  // minus the degree, the person
    std::vector<Entry> best;                     // a heap, the worst on top
    for (uint32_t p = 0; p + 1 < met_.offsets.size(); ++p) {
      Entry entry{-static_cast<int64_t>(met_.offsets[p + 1] - met_.offsets[p]), p};
      if (best.size() == 10 && !(entry < best.front())) continue;
      if (best.size() == 10) {
        std::pop_heap(best.begin(), best.end());
        best.pop_back();
      }
      best.push_back(entry);
      std::push_heap(best.begin(), best.end());
    }
    Answer rows;
    for (auto [degree, person] : best) {
      rows.push_back(Row({std::to_string(person), std::to_string(-degree)}));
    }
    return rows;
  }

  Answer OptionalMatch() const {
    uint64_t rows = 0, matches = 0;
    for (size_t p = 0; p + 1 < signed_.offsets.size(); ++p) {
      uint32_t degree = signed_.offsets[p + 1] - signed_.offsets[p];
      matches += degree;
      rows += std::max(degree, 1u);
    }
    return {Row({std::to_string(rows), std::to_string(rows), std::to_string(matches)})};
  }
  Answer NotExists() const {
    uint64_t count = 0;
    for (size_t p = 0; p + 1 < signed_.offsets.size(); ++p) {
      count += signed_.offsets[p + 1] == signed_.offsets[p];
    }
    return {std::to_string(count)};
  }

  Answer SignedWith() const {
    auto country = static_cast<size_t>(
        std::find(country_names_.begin(), country_names_.end(), Text("country")) -
        country_names_.begin());
    std::vector<uint64_t> pairs;
    for (uint32_t i = ministries_.offsets[country]; i < ministries_.offsets[country + 1]; ++i) {
      uint32_t ministry = ministries_.to[i];
      for (uint32_t j = officials_.offsets[ministry]; j < officials_.offsets[ministry + 1]; ++j) {
        uint32_t p = officials_.to[j];
        for (uint32_t k = signed_.offsets[p]; k < signed_.offsets[p + 1]; ++k) {
          uint32_t g = signed_.to[k];
          for (uint32_t l = signers_.offsets[g]; l < signers_.offsets[g + 1]; ++l) {
            if (signers_.to[l] != p) pairs.push_back(uint64_t{p} << 32 | signers_.to[l]);
          }
        }
      }
    }
    std::sort(pairs.begin(), pairs.end());
    std::vector<std::pair<int64_t, uint64_t>> counts;
    for (size_t i = 0; i < pairs.size();) {
      size_t end = i;
      while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
      counts.emplace_back(-static_cast<int64_t>(end - i), pairs[i]);
      i = end;
    }
    std::sort(counts.begin(), counts.end());
    Answer rows;
    for (size_t i = 0; i < 100 && i < counts.size(); ++i) {
      rows.push_back(
          Row({std::to_string(counts[i].second >> 32),
               std::to_string(counts[i].second & 0xffffffffu), std::to_string(-counts[i].first)}));
    }
    return rows;
  }

  const GraphReader& reader_;
  json parameters_;
  Lists met_, signed_, signers_, parties_, places_, held_, guests_, ministries_, officials_;
  std::vector<std::string> country_names_, titles_;
  std::vector<int32_t> years_;
  std::string dates_;
};

uint64_t Checksum(const Loops::Answer& rows) {
  uint64_t sum = 0;
  for (const std::string& text : rows) {
    uint64_t hash = 0xcbf29ce484222325ull;
    for (unsigned char c : text) hash = (hash ^ c) * 0x100000001b3ull;
    sum += hash;
  }
  return sum;
}

int Run(const std::map<std::string, std::string>& options) {
  auto graph = entente::graph::Graph::Open(options.at("--graph"), entente::graph::OpenMode::kRead);
  if (!graph) {
    std::fprintf(stderr, "%s\n", entente::graph::FormatError(graph.error()).c_str());
    return 1;
  }
  std::ifstream meta(options.at("--data") + "/meta.json");
  auto reader = (*graph)->Read();
  if (!reader) return 1;
  Loops loops(**reader, json::parse(meta)["params"]);
  std::set<std::string> only;
  if (options.contains("--only")) {
    std::stringstream list(options.at("--only"));
    for (std::string id; std::getline(list, id, ',');) only.insert(id);
  }
  for (const auto& [id, question] : loops.Questions()) {
    if (!only.empty() && !only.contains(id)) continue;
    std::vector<double> times;
    Loops::Answer rows = question();
    for (size_t run = 0; run < 5; ++run) {
      auto begin = std::chrono::steady_clock::now();
      rows = question();
      times.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
              .count());
    }
    std::sort(times.begin(), times.end());
    fmt::print("{}\n", json{{"engine", "loop"},
                            {"query", id},
                            {"ms", times[times.size() / 2]},
                            {"rows", rows.size()},
                            {"checksum", fmt::format("{:016x}", Checksum(rows))}}
                           .dump());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  entente::graph::KeepFreedMemory();  // as the program does
  std::map<std::string, std::string> options;
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  if (!options.contains("--graph") || !options.contains("--data")) {
    std::fprintf(stderr, "plain_loops --graph F --data FOLDER [--only ids]\n");
    return 2;
  }
  return Run(options);
}
