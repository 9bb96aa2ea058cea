#include "cli/diagram_columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace entente::cli {

namespace {

// In points, with what lies between: what a column of parties and one of agreements take.
constexpr double kPartyWidth = 190, kJoiningWidth = 330;
constexpr double kAir = 1.25;       // what lines and centring add to the height of a column
constexpr double kAspect = 1.4;     // width to height of a page on its side
constexpr double kOnePage = 620;    // up to so high two columns do
constexpr double kSameSide = 0.35;  // of two that stand on one side, beside a step further away
constexpr double kBalance = 0.15;   // how much equal columns count beside short lines
constexpr double kCrowded = 0.5;    // the same, of a gap that has twice its share
constexpr size_t kMostColumns = 12, kRounds = 12;

// How many columns a line passes by.
size_t Steps(size_t column, size_t gap) { return column <= gap ? gap - column : column - gap - 1; }

class ColumnChooser {
 public:
  ColumnChooser(const std::vector<double>& party_height, const std::vector<double>& joining_height,
                const std::vector<std::vector<uint32_t>>& parties_of)
      : party_height_(party_height), joining_height_(joining_height), parties_of_(parties_of) {
    joins_.resize(party_height.size());
    for (uint32_t i = 0; i < parties_of.size(); ++i)
      for (const uint32_t party : parties_of[i]) joins_[party].push_back(i);
  }

  DiagramColumns Choose() {
    const std::vector<uint32_t> order = Order();
    columns_ = HowMany();
    load_.assign(columns_, 0);
    gap_load_.assign(columns_ - 1, 0);
    mean_gap_ = std::max(1.0, std::accumulate(joining_height_.begin(), joining_height_.end(), 0.0) /
                                  static_cast<double>(scattered_ ? columns_ / 2 : columns_ - 1));
    column_.assign(party_height_.size(), columns_);
    for (const uint32_t party : order) Move(party, Best(party));
    DiagramColumns out{columns_, column_, {}};
    for (size_t round = 0; round < kRounds; ++round) {
      bool moved = false;
      for (const uint32_t party : order) {
        const size_t before = column_[party], best = Best(party);
        if (best == before) continue;
        Move(party, best);
        moved = true;
      }
      gap_load_.assign(columns_ - 1, 0);
      out.joining = Gaps();
      out.party = column_;
      if (!moved) break;
      for (size_t i = 0; i < out.joining.size(); ++i)
        gap_load_[out.joining[i]] += joining_height_[i];
    }
    return out;
  }

 private:
  size_t HowMany() const {
    const double parties = std::accumulate(party_height_.begin(), party_height_.end(), 0.0),
                 joining = std::accumulate(joining_height_.begin(), joining_height_.end(), 0.0);
    auto gaps = [&](size_t columns) {
      return static_cast<double>(scattered_ ? columns / 2 : columns - 1);
    };
    auto height = [&](size_t columns) {
      return kAir * std::max(parties / static_cast<double>(columns), joining / gaps(columns));
    };
    if (height(2) <= kOnePage) return 2;
    size_t best = 2;
    double least = 0;
    const size_t most = std::min(kMostColumns, std::max<size_t>(2, party_height_.size()));
    for (size_t k = 2; k <= most; k += scattered_ ? 2 : 1) {
      const double wide = static_cast<double>(k) * kPartyWidth + gaps(k) * kJoiningWidth;
      const double off = std::abs(std::log(wide / height(k) / kAspect));
      if (k == 2 || off < least) {
        best = k;
        least = off;
      }
    }
    return best;
  }

  // Who is joined to others follows these: the most active of each group first.
  std::vector<uint32_t> Order() {
    std::vector<uint32_t> by_activity(party_height_.size()), out;
    std::iota(by_activity.begin(), by_activity.end(), 0u);
    std::stable_sort(by_activity.begin(), by_activity.end(),
                     [&](uint32_t a, uint32_t b) { return joins_[a].size() > joins_[b].size(); });
    std::vector<bool> seen(party_height_.size());
    double all = 0, largest = 0;
    for (const uint32_t first : by_activity) {
      if (seen[first]) continue;
      seen[first] = true;
      const size_t start = out.size();
      size_t at = start;
      double height = 0;
      out.push_back(first);
      for (; at < out.size(); ++at)
        for (const uint32_t joining : joins_[out[at]])
          for (const uint32_t other : parties_of_[joining])
            if (!seen[other]) {
              seen[other] = true;
              out.push_back(other);
            }
      for (size_t i = start; i < out.size(); ++i) height += party_height_[out[i]];
      all += height;
      largest = std::max(largest, height);
    }
    scattered_ = largest < all / 3;
    return out;
  }

  double GapCost(uint32_t joining, size_t gap) const {
    double cost = 0;
    size_t left = 0, placed = 0;
    for (const uint32_t party : parties_of_[joining]) {
      if (column_[party] == columns_) continue;
      cost += static_cast<double>(Steps(column_[party], gap));
      left += column_[party] <= gap ? 1 : 0;
      ++placed;
    }
    if (placed > 1 && (left == 0 || left == placed)) cost += kSameSide;
    return cost + kCrowded * std::max(0.0, gap_load_[gap] / mean_gap_ - 1);
  }

  double JoiningCost(uint32_t joining) const {
    double least = GapCost(joining, 0);
    for (size_t gap = 0; gap + 1 < columns_; gap += gap_step())
      least = std::min(least, GapCost(joining, gap));
    return least;
  }

  size_t Best(uint32_t party) {
    const double mean = std::accumulate(party_height_.begin(), party_height_.end(), 0.0) /
                        static_cast<double>(columns_);
    const size_t before = column_[party];
    const double height = party_height_[party];
    if (before < columns_) load_[before] -= height;
    size_t best = before;
    double least = 0;
    // Where it stands is tried first, so that ties move nothing; the middle before the edges.
    std::vector<size_t> tried;
    if (before < columns_) tried.push_back(before);
    for (size_t i = 0; i < columns_; ++i) {
      const size_t middle = (columns_ - 1) / 2, step = (i + 1) / 2;
      const size_t column = i % 2 == 0 ? middle - step : middle + step;
      if (column < columns_) tried.push_back(column);
    }
    bool first = true;
    for (const size_t column : tried) {
      column_[party] = column;
      double cost = 0;
      for (const uint32_t joining : joins_[party]) cost += JoiningCost(joining);
      // What the squares of the columns' heights grow by.
      const double growth =
          ((load_[column] + height) * (load_[column] + height) - load_[column] * load_[column]) /
          (mean * mean);
      cost += kBalance * static_cast<double>(party_height_.size()) * growth;
      if (first || cost < least - 1e-9) {
        best = column;
        least = cost;
      }
      first = false;
    }
    column_[party] = before;
    if (before < columns_) load_[before] += height;
    return best;
  }

  // Of many small groups each stands between two columns of its own: in columns that two shared,
  // one would stand above the other.
  size_t gap_step() const { return scattered_ ? 2 : 1; }

  void Move(uint32_t party, size_t column) {
    if (column_[party] < columns_) load_[column_[party]] -= party_height_[party];
    column_[party] = column;
    load_[column] += party_height_[party];
  }

  // The nearest gap; of several the emptiest.
  std::vector<size_t> Gaps() const {
    std::vector<size_t> out(parties_of_.size());
    std::vector<double> load(columns_ - 1);
    for (uint32_t joining = 0; joining < parties_of_.size(); ++joining) {
      size_t best = 0;
      double least = 0;
      for (size_t gap = 0; gap + 1 < columns_; gap += gap_step()) {
        const double cost = GapCost(joining, gap);
        if (gap == 0 || cost < least - 1e-9 || (cost < least + 1e-9 && load[gap] < load[best])) {
          best = gap;
          least = cost;
        }
      }
      out[joining] = best;
      load[best] += joining_height_[joining];
    }
    return out;
  }

  const std::vector<double>& party_height_;
  const std::vector<double>& joining_height_;
  const std::vector<std::vector<uint32_t>>& parties_of_;
  std::vector<std::vector<uint32_t>> joins_;  // by party
  size_t columns_ = 2;
  bool scattered_ = false;        // no group of parties is a large part of the picture
  std::vector<double> load_;      // height of every column
  std::vector<double> gap_load_;  // as of the round before
  double mean_gap_ = 1;
  std::vector<size_t> column_;  // by party; columns_: not yet
};

}  // namespace

DiagramColumns ChooseColumns(const std::vector<double>& party_height,
                             const std::vector<double>& joining_height,
                             const std::vector<std::vector<uint32_t>>& parties_of) {
  return ColumnChooser(party_height, joining_height, parties_of).Choose();
}

}  // namespace entente::cli
