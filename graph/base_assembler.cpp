#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <thread>

#include "graph/builder_state.h"
#include "graph/check.h"
#include "graph/compression.h"
#include "graph/start_thread.h"
#include "graph/store.h"
#include "graph/utf8.h"

namespace entente::graph {
namespace {

// Smaller pieces live in the catalogue, copied at opening and so aligned.
constexpr size_t kInlineBytes = 2048;
constexpr size_t kLeastCompressedBytes = 16 << 10;
constexpr size_t kLeastCompressedMean = 48;  // bytes a string
constexpr uint32_t kAbsent = UINT32_MAX;

// Runs the tasks on up to `threads` threads; a task that costs more should come first.
void RunTasks(std::vector<std::function<void()>>& tasks, unsigned threads) {
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < tasks.size(); i = next++) tasks[i]();
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads && i < tasks.size(); ++i)
    if (!StartThread(others, work)) break;
  work();
}

// Turns offsets in characters into offsets in bytes, quickly for one text at a time.
class CharacterIndex {
 public:
  void Use(std::string_view text) {
    if (text.data() == text_.data() && text.size() == text_.size()) return;
    text_ = text;
    marks_.clear();
    characters_ = CountCharacters(text);
    if (characters_ == text.size()) return;  // ASCII: characters are bytes
    size_t characters = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
      if (characters++ % kStep == 0) marks_.push_back(i);
    }
  }
  std::optional<size_t> ToByte(int64_t character) const {
    if (character < 0 || static_cast<size_t>(character) > characters_) return std::nullopt;
    const auto wanted = static_cast<size_t>(character);
    if (wanted == characters_) return text_.size();
    if (characters_ == text_.size()) return wanted;
    size_t at = marks_[wanted / kStep];
    for (size_t left = wanted % kStep; left > 0; --left) at += DecodeAt(text_, at).size_bytes;
    return at;
  }

 private:
  static constexpr size_t kStep = 64;
  std::string_view text_;      // the string table's
  std::vector<size_t> marks_;  // bytes of every kStep-th character
  size_t characters_ = 0;
};

class Assembler {
 public:
  Assembler(std::unique_ptr<GraphBuilder::State> state, Packing packing)
      : state_(std::move(state)), s_(*state_), packing_(packing) {}

  Result<AssembledBase> Run() {
    if (s_.out_of_names) return NoMoreNames();
    if (s_.strings.bytes() > UINT32_MAX) {
      return MakeError(ErrorCode::kLimit, "the strings of a graph may hold at most 4 GiB");
    }
    PlaceGroups();
    SortAll();
    EncodeColumns();
    ForgetColumns();
    Gather();
    return std::move(out_);
  }

 private:
  // Final node ids: groups one after the other, those that share labels near each other.
  void PlaceGroups() {
    for (uint32_t i = 0; i < s_.groups.size(); ++i) group_order_.push_back(i);
    std::sort(group_order_.begin(), group_order_.end(),
              [this](uint32_t a, uint32_t b) { return s_.groups[a].labels < s_.groups[b].labels; });
    group_first_.resize(s_.groups.size());
    uint32_t first = 0;
    for (uint32_t group : group_order_) {
      group_first_[group] = first;
      first += s_.groups[group].count;
    }
    uint32_t first_relationship = 0;
    for (const TypeBuilder& type : s_.types) {
      type_first_.push_back(first_relationship);
      first_relationship += static_cast<uint32_t>(type.starts.size());
    }
  }

  uint32_t FinalId(uint32_t node) const {
    return group_first_[s_.node_group[node]] + s_.node_row[node];
  }

  // The dictionary's order beside the sorting of relationships: neither needs the other.
  void SortAll() {
    sorted_.resize(s_.types.size());
    std::vector<std::pair<size_t, std::function<void()>>> weighted;
    weighted.emplace_back(size_t{s_.strings.size()} * 8, [this] {
      ranks_ = s_.strings.Sort();
      MakeDictionary();
    });
    for (size_t type = 0; type < s_.types.size(); ++type) {
      weighted.emplace_back(s_.types[type].starts.size(), [this, type] {
        std::vector<uint32_t> starts = s_.types[type].starts, ends = s_.types[type].ends;
        for (uint32_t& node : starts) node = FinalId(node);
        for (uint32_t& node : ends) node = FinalId(node);
        sorted_[type] = SortRelationships(std::move(starts), std::move(ends), type_first_[type]);
      });
    }
    RunHeaviestFirst(weighted);
  }

  void RunHeaviestFirst(std::vector<std::pair<size_t, std::function<void()>>>& weighted) {
    std::stable_sort(weighted.begin(), weighted.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::function<void()>> tasks;
    for (auto& [weight, task] : weighted) tasks.push_back(std::move(task));
    RunTasks(tasks, s_.threads);
  }

  void MakeDictionary() {
    const auto gather = [this](uint32_t step, PackedInfo& info, uint32_t& piece) {
      std::vector<int64_t> offsets;
      offsets.reserve(ranks_.sorted.size() / step + 2);
      int64_t size = 0;
      for (size_t i = 0; i < ranks_.sorted.size(); i += step) {
        offsets.push_back(size);
        size += static_cast<int64_t>(s_.strings.text(ranks_.sorted[i]).size());
      }
      offsets.push_back(size);
      info = Pack(offsets, dictionary_pieces_);
      piece = static_cast<uint32_t>(dictionary_pieces_.size());
      std::string& bytes = dictionary_pieces_.emplace_back();
      if (step == 1 && IsWorthCompressing(offsets)) {
        // Put together a segment at a time, where it is compressed: all of it at once would be as
        // large as all texts.
        compressed_offsets_ = std::move(offsets);
        return;
      }
      bytes.reserve(static_cast<size_t>(size));
      for (size_t i = 0; i < ranks_.sorted.size(); i += step) {
        bytes += s_.strings.text(ranks_.sorted[i]);
      }
    };
    gather(1, dictionary_.offsets, dictionary_.bytes);
    gather(kPivotStep, dictionary_.pivot_offsets, dictionary_.pivot_bytes);
  }

  /// Of the dictionary's bytes those of one segment.
  std::string DictionarySegment(size_t segment) const {
    const auto begin = static_cast<int64_t>(segment * kSegmentBytes);
    const int64_t end =
        std::min(begin + static_cast<int64_t>(kSegmentBytes), compressed_offsets_.back());
    std::string bytes;
    bytes.reserve(static_cast<size_t>(end - begin));
    auto at = std::upper_bound(compressed_offsets_.begin(), compressed_offsets_.end(), begin) - 1;
    for (; *at < end; ++at) {
      const auto place = static_cast<size_t>(at - compressed_offsets_.begin());
      const std::string_view text = s_.strings.text(ranks_.sorted[place]);
      const auto from = static_cast<size_t>(std::max<int64_t>(begin - *at, 0));
      bytes += text.substr(from, static_cast<size_t>(end - *at) - from);
    }
    return bytes;
  }

  bool IsIndexed(const GroupBuilder& group, PropertyKeyId key) const {
    if (IsAlwaysIndexed(s_.names.keys.name(key.value))) return true;
    return std::any_of(group.labels.begin(), group.labels.end(), [&](LabelId label) {
      return s_.indexes.contains({label, key});
    });
  }

  void EncodeColumns() {
    std::vector<std::pair<size_t, std::function<void()>>> weighted;
    group_columns_.resize(s_.groups.size());
    for (size_t g = 0; g < s_.groups.size(); ++g) {
      const GroupBuilder& group = s_.groups[g];
      group_columns_[g].resize(group.columns.columns().size());
      for (size_t c = 0; c < group.columns.columns().size(); ++c) {
        weighted.emplace_back(group.columns.columns()[c].size() * 4, [this, &group, g, c] {
          const ColumnBuilder& column = group.columns.columns()[c];
          group_columns_[g][c] = column.Encode(
              {&s_.strings, &ranks_.rank, group.count, {}, IsIndexed(group, column.key())});
        });
      }
    }
    const auto text = s_.names.keys.Find("text");
    const PropertyKeyId text_key = text ? PropertyKeyId(*text) : PropertyKeyId();
    if (text) {
      for (const GroupBuilder& group : s_.groups) {
        const ColumnBuilder* column = group.columns.Find(text_key);
        auto& positions = text_positions_.emplace_back();
        if (column && column->is_strings()) positions = column->Positions(group.count);
      }
    }
    type_columns_.resize(s_.types.size());
    for (size_t t = 0; t < s_.types.size(); ++t) {
      const TypeBuilder& type = s_.types[t];
      type_columns_[t].resize(type.columns.columns().size());
      for (size_t c = 0; c < type.columns.columns().size(); ++c) {
        weighted.emplace_back(type.columns.columns()[c].size() * 4, [this, &type, text_key, t, c] {
          const ColumnBuilder& column = type.columns.columns()[c];
          const EncodeContext context{&s_.strings, &ranks_.rank,
                                      static_cast<uint32_t>(type.starts.size()),
                                      sorted_[t].permutation, false};
          if (column.key() == text_key &&
              EncodeAsQuotes(type, column, context, type_columns_[t][c])) {
            return;
          }
          type_columns_[t][c] = column.Encode(context);
        });
      }
    }
    RunHeaviestFirst(weighted);
  }

  // Where every text of the column is its end node's text from character `start` to `end`.
  bool EncodeAsQuotes(const TypeBuilder& type, const ColumnBuilder& column,
                      const EncodeContext& context, EncodedColumn& out) const {
    const auto start_key = s_.names.keys.Find("start"), end_key = s_.names.keys.Find("end");
    if (!start_key || !end_key || !column.is_strings()) return false;
    const ColumnBuilder* starts = type.columns.Find(PropertyKeyId(*start_key));
    const ColumnBuilder* ends = type.columns.Find(PropertyKeyId(*end_key));
    if (!starts || !ends || !starts->is_integers() || !ends->is_integers()) return false;
    const std::vector<uint32_t> at = column.Positions(context.rows);
    const std::vector<uint32_t> start_at = starts->Positions(context.rows);
    const std::vector<uint32_t> end_at = ends->Positions(context.rows);
    std::vector<int64_t> begins(column.size()), sizes(column.size());
    CharacterIndex index;
    // A document at a time; mostly they come so.
    size_t changes = 0;
    for (uint32_t row = 1; row < context.rows; ++row)
      changes += type.ends[row] != type.ends[row - 1];
    std::vector<uint32_t> rows;
    if (changes > context.rows / 4) {
      rows.resize(context.rows);
      std::iota(rows.begin(), rows.end(), 0u);
      std::stable_sort(rows.begin(), rows.end(),
                       [&](uint32_t a, uint32_t b) { return type.ends[a] < type.ends[b]; });
    }
    for (uint32_t i = 0; i < context.rows; ++i) {
      const uint32_t row = rows.empty() ? i : rows[i];
      if (at[row] == kAbsent) continue;
      if (start_at[row] == kAbsent || end_at[row] == kAbsent) return false;
      const uint32_t node = type.ends[row];
      const std::vector<uint32_t>& texts = text_positions_[s_.node_group[node]];
      if (texts.empty() || texts[s_.node_row[node]] == kAbsent) return false;
      const std::string_view text = s_.groups[s_.node_group[node]]
                                        .columns.Find(column.key())
                                        ->StringAt(texts[s_.node_row[node]]);
      index.Use(text);
      const auto begin = index.ToByte(starts->IntegerAt(start_at[row]));
      const auto end = index.ToByte(ends->IntegerAt(end_at[row]));
      if (!begin || !end || *begin > *end ||
          text.substr(*begin, *end - *begin) != column.StringAt(at[row])) {
        return false;
      }
      begins[at[row]] = static_cast<int64_t>(*begin);
      sizes[at[row]] = static_cast<int64_t>(*end - *begin);
    }
    out = column.EncodeQuotes(context, begins, sizes);
    return true;
  }

  /// What is encoded takes as much again as it did before.
  void ForgetColumns() {
    for (GroupBuilder& group : s_.groups) group.columns = ColumnSet();
    for (TypeBuilder& type : s_.types) {
      type_count_.push_back(static_cast<uint32_t>(type.starts.size()));
      type = TypeBuilder();
    }
    s_.node_group = {};
    s_.node_row = {};
    text_positions_ = {};
    for (SortedRelationships& sorted : sorted_) sorted.permutation = {};
  }

  // One list of pieces in a fixed order, whichever thread made them.
  void Gather() {
    Catalog& catalog = out_.catalog;
    for (uint32_t i = 0; i < s_.names.labels.size(); ++i) {
      catalog.labels.emplace_back(s_.names.labels.name(static_cast<uint16_t>(i)));
    }
    for (uint32_t i = 0; i < s_.names.types.size(); ++i) {
      catalog.types.emplace_back(s_.names.types.name(static_cast<uint16_t>(i)));
    }
    for (uint32_t i = 0; i < s_.names.keys.size(); ++i) {
      catalog.keys.emplace_back(s_.names.keys.name(static_cast<uint16_t>(i)));
    }
    catalog.indexes.assign(s_.indexes.begin(), s_.indexes.end());
    std::vector<std::string> pieces = std::move(dictionary_pieces_);
    catalog.dictionary = dictionary_;
    for (uint32_t g : group_order_) {
      GroupInfo& group = catalog.groups.emplace_back();
      group.labels = s_.groups[g].labels;
      group.first = group_first_[g];
      group.count = s_.groups[g].count;
      group.columns = GatherColumns(group_columns_[g], pieces);
    }
    for (size_t t = 0; t < s_.types.size(); ++t) {
      if (type_count_[t] == 0) continue;
      TypeInfo& type = catalog.type_infos.emplace_back();
      type.type = TypeId(static_cast<uint16_t>(t));
      type.first = type_first_[t];
      type.count = type_count_[t];
      const auto base = static_cast<uint32_t>(pieces.size());
      for (int direction = 0; direction < 2; ++direction) {
        RowsInfo& rows = type.rows[direction] = sorted_[t].rows[direction];
        for (uint32_t* piece :
             {&rows.nodes, &rows.offsets, &rows.neighbours, &rows.relationships}) {
          if (*piece != kNoPiece) *piece += base;
        }
      }
      for (std::string& piece : sorted_[t].pieces) pieces.push_back(std::move(piece));
      type.columns = GatherColumns(type_columns_[t], pieces);
    }
    catalog.pieces.resize(pieces.size());
    std::vector<std::function<void()>> tasks;
    std::vector<std::string> segments;  // of the dictionary, where it is compressed
    for (size_t i = 0; i < pieces.size(); ++i) {
      if (i == dictionary_.bytes && !compressed_offsets_.empty()) {
        const auto size = static_cast<size_t>(compressed_offsets_.back());
        catalog.pieces[i].size = size;
        catalog.pieces[i].checksums.resize((size + kSegmentBytes - 1) / kSegmentBytes);
        segments.resize(catalog.pieces[i].checksums.size());
        for (size_t segment = 0; segment < segments.size(); ++segment) {
          tasks.push_back([this, &catalog, &segments, i, segment] {
            segments[segment] = Compress(DictionarySegment(segment));
            catalog.pieces[i].checksums[segment] =
                SegmentChecksum(static_cast<uint32_t>(i), segment, segments[segment]);
          });
        }
        continue;
      }
      catalog.pieces[i].size = pieces[i].size();
      if (pieces[i].size() < kInlineBytes) {
        catalog.pieces[i].bytes = std::move(pieces[i]);
        continue;
      }
      tasks.push_back([&catalog, i, bytes = std::string_view(pieces[i])] {
        catalog.pieces[i].checksums = SegmentChecksums(static_cast<uint32_t>(i), bytes);
      });
    }
    RunTasks(tasks, s_.threads);
    s_.strings = StringTable();
    ranks_ = {};
    if (!segments.empty()) {
      size_t size = 0;
      for (const std::string& segment : segments) size += segment.size();
      pieces[dictionary_.bytes].reserve(size);
      for (std::string& segment : segments) {
        pieces[dictionary_.bytes] += segment;
        catalog.pieces[dictionary_.bytes].stored_ends.push_back(pieces[dictionary_.bytes].size());
        segment = std::string();
      }
    }
    for (size_t i = 0; i < pieces.size(); ++i) {
      if (!catalog.pieces[i].checksums.empty()) out_.bytes.push_back(std::move(pieces[i]));
    }
  }

  // By key, so that the file does not depend on which property came first.
  static std::vector<ColumnInfo> GatherColumns(std::vector<EncodedColumn>& columns,
                                               std::vector<std::string>& pieces) {
    std::sort(columns.begin(), columns.end(), [](const EncodedColumn& a, const EncodedColumn& b) {
      return a.info.key < b.info.key;
    });
    std::vector<ColumnInfo> infos;
    for (EncodedColumn& column : columns) {
      Relocate(column, pieces);
      infos.push_back(column.info);
    }
    return infos;
  }

  // Texts shrink to half and less; names would be unpacked for nothing.
  bool IsWorthCompressing(const std::vector<int64_t>& offsets) const {
    const auto size = static_cast<size_t>(offsets.back());
    return packing_ == Packing::kCompressed && size >= kLeastCompressedBytes &&
           size / s_.strings.size() >= kLeastCompressedMean;
  }

  const std::unique_ptr<GraphBuilder::State> state_;
  GraphBuilder::State& s_;
  Packing packing_;
  std::vector<uint32_t> group_order_;
  std::vector<uint32_t> group_first_;  // by group
  std::vector<uint32_t> type_first_;   // by type
  std::vector<uint32_t> type_count_;   // by type, of relationships; once their columns are gone
  StringTable::Ranks ranks_;
  DictionaryInfo dictionary_;
  std::vector<std::string> dictionary_pieces_;
  std::vector<int64_t> compressed_offsets_;  // of a dictionary that is compressed; else empty
  std::vector<SortedRelationships> sorted_;  // by type
  std::vector<std::vector<uint32_t>> text_positions_;  // by group; empty where it has no texts
  std::vector<std::vector<EncodedColumn>> group_columns_, type_columns_;
  AssembledBase out_;
};

}  // namespace

Result<AssembledBase> Assemble(std::unique_ptr<GraphBuilder::State> state, Packing packing) {
  return Assembler(std::move(state), packing).Run();
}

}  // namespace entente::graph
