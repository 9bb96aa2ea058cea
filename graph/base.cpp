#include "graph/base.h"

#include <algorithm>
#include <bit>

#include "graph/check.h"
#include "graph/checksum.h"
#include "graph/durable_file.h"

namespace entente::graph {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

Error DamagedCatalog(const std::string& file_name) {
  Error error = MakeError(ErrorCode::kCorrupt, "the graph file is damaged: its catalogue");
  error.file = file_name;
  return error;
}

}  // namespace

Result<std::shared_ptr<const Base>> Base::Open(std::shared_ptr<const FileView> view,
                                               const std::string& file_name) {
  const RootRecord& root = view->root();
  ENTENTE_ASSIGN_OR_RETURN(const std::string_view encoded, view->Get(CatalogKey()));
  if (encoded.size() != root.catalog_bytes ||
      Checksum(encoded, root.base_sequence) != root.catalog_checksum) {
    return DamagedCatalog(file_name);
  }
  std::shared_ptr<Base> base(new Base);
  ENTENTE_ASSIGN_OR_RETURN(base->catalog_, DecodeCatalog(encoded));
  // Pieces with a place of their own are numbered in their order.
  std::vector<std::string_view> bytes;
  uint32_t stored = 0;
  for (const PieceInfo& piece : base->catalog_.pieces) {
    if (piece.checksums.empty()) {
      bytes.push_back(piece.bytes);
      continue;
    }
    ENTENTE_ASSIGN_OR_RETURN(const std::string_view value, view->Get(PieceKey(stored++)));
    if (value.size() != piece.stored_size()) return DamagedCatalog(file_name);
    bytes.push_back(value);
  }
  base->view_ = std::move(view);
  ENTENTE_RETURN_IF_ERROR(base->Build(bytes, file_name));
  return std::shared_ptr<const Base>(std::move(base));
}

Result<std::shared_ptr<const Base>> Base::FromMemory(Catalog catalog,
                                                     std::vector<std::string> bytes) {
  std::shared_ptr<Base> base(new Base);
  base->catalog_ = std::move(catalog);
  base->owned_ = std::move(bytes);
  std::vector<std::string_view> views;
  size_t stored = 0;
  for (PieceInfo& piece : base->catalog_.pieces) {
    if (piece.checksums.empty()) {
      views.push_back(piece.bytes);
      continue;
    }
    views.push_back(base->owned_[stored++]);
    piece.checksums.clear();  // nothing to verify
  }
  ENTENTE_RETURN_IF_ERROR(base->Build(views, ""));
  return std::shared_ptr<const Base>(std::move(base));
}

Status Base::Build(const std::vector<std::string_view>& bytes, const std::string& file_name) {
  const auto file = std::make_shared<const std::string>(file_name);
  pieces_.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) {
    const PieceInfo& info = catalog_.pieces[i];
    const auto id = static_cast<uint32_t>(i);
    if (info.stored_ends.empty()) {
      pieces_.emplace_back(id, bytes[i], info.checksums, file);
    } else {
      pieces_.emplace_back(id, bytes[i], info.checksums, info.stored_ends, info.size, file);
    }
  }
  dictionary_ = Dictionary(catalog_.dictionary, pieces_);
  for (size_t i = 0; i < catalog_.keys.size(); ++i) {
    if (catalog_.keys[i] == "text") text_key_ = PropertyKeyId(static_cast<uint16_t>(i));
  }
  for (const GroupInfo& group : catalog_.groups) {
    node_count_ += group.count;
    auto& columns = node_columns_.emplace_back();
    for (const ColumnInfo& info : group.columns) {
      if (info.encoding == Encoding::kQuotes) return DamagedCatalog(file_name);
      columns.emplace_back(info, pieces_, dictionary_);
    }
  }
  loops_ = std::vector<std::atomic<Loops>>(catalog_.type_infos.size());
  type_places_.assign(catalog_.types.size(), kNone);
  for (size_t place = 0; place < catalog_.type_infos.size(); ++place) {
    const TypeInfo& type = catalog_.type_infos[place];
    relationship_count_ += type.count;
    type_places_[type.type.value] = static_cast<uint32_t>(place);
    auto& columns = relationship_columns_.emplace_back();
    for (const ColumnInfo& info : type.columns) columns.emplace_back(info, pieces_, dictionary_);
    for (int direction = 0; direction < 2; ++direction) {
      const RowsInfo& info = type.rows[direction];
      RowsView& rows = rows_[direction].emplace_back();
      rows.info = &info;
      if (info.nodes != kNoPiece) rows.nodes = ArrayView<uint32_t>(pieces_[info.nodes]);
      rows.offsets = ArrayView<uint32_t>(pieces_[info.offsets]);
      rows.neighbours = ArrayView<NodeId>(pieces_[info.neighbours]);
      if (info.relationships != kNoPiece) {
        rows.relationships = ArrayView<RelationshipId>(pieces_[info.relationships]);
      }
    }
  }
  return {};
}

void Base::Repin(std::shared_ptr<const FileView> view) const {
  std::lock_guard lock(mutex_);
  view_.swap(view);
}

size_t Base::GroupOf(NodeId node) const {
  const auto& groups = catalog_.groups;
  auto after = std::upper_bound(groups.begin(), groups.end(), node.value,
                                [](uint32_t id, const GroupInfo& g) { return id < g.first; });
  return static_cast<size_t>(after - groups.begin()) - 1;
}

size_t Base::TypePlaceOf(RelationshipId relationship) const {
  const auto& types = catalog_.type_infos;
  auto after = std::upper_bound(types.begin(), types.end(), relationship.value,
                                [](uint32_t id, const TypeInfo& t) { return id < t.first; });
  return static_cast<size_t>(after - types.begin()) - 1;
}

std::optional<size_t> Base::FindType(TypeId type) const {
  if (type.value >= type_places_.size() || type_places_[type.value] == kNone) return std::nullopt;
  return type_places_[type.value];
}

std::optional<uint32_t> Base::RowOf(const RowsView& rows, NodeId node) const {
  if (rows.info->nodes == kNoPiece) {
    const uint32_t row = node.value - rows.info->first_node;  // wraps below the range
    if (row >= rows.info->row_count) return std::nullopt;
    return row;
  }
  size_t begin = 0, end = rows.nodes.size();
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    if (rows.nodes[middle] < node.value) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  if (begin == rows.nodes.size() || rows.nodes[begin] != node.value) return std::nullopt;
  return static_cast<uint32_t>(begin);
}

AdjacencyList Base::Adjacent(NodeId node, TypeId type, Direction direction) const {
  const std::optional<size_t> place = FindType(type);
  if (!place) return {};
  const RowsView& rows = rows_[static_cast<int>(direction)][*place];
  const std::optional<uint32_t> row = RowOf(rows, node);
  if (!row) return {};
  const uint32_t* offsets = rows.offsets.Range(*row, 2);
  const uint32_t begin = offsets[0], end = offsets[1];
  if (begin == end) return {};
  if (begin > end || end > rows.neighbours.size()) ThrowDamaged("adjacency out of bounds");
  AdjacencyList list;
  list.size = end - begin;
  list.nodes = rows.neighbours.Range(begin, list.size);
  if (direction == Direction::kOut) {
    list.first = RelationshipId(catalog_.type_infos[*place].first + begin);
  } else {
    list.relationships = rows.relationships.Range(begin, list.size);
  }
  return list;
}

uint32_t Base::Degree(NodeId node, TypeId type, Direction direction) const {
  const std::optional<size_t> place = FindType(type);
  if (!place) return 0;
  const RowsView& rows = rows_[static_cast<int>(direction)][*place];
  const std::optional<uint32_t> row = RowOf(rows, node);
  if (!row) return 0;
  const uint32_t* offsets = rows.offsets.Range(*row, 2);
  return offsets[1] - offsets[0];
}

RelationshipEnds Base::Ends(RelationshipId relationship) const {
  const size_t place = TypePlaceOf(relationship);
  const TypeInfo& type = catalog_.type_infos[place];
  const RowsView& rows = rows_[0][place];
  const uint32_t at = relationship.value - type.first;
  // The last row that begins at or before it.
  size_t begin = 0, end = rows.info->row_count;
  while (end - begin > 1) {
    const size_t middle = begin + (end - begin) / 2;
    if (rows.offsets[middle] <= at) {
      begin = middle;
    } else {
      end = middle;
    }
  }
  const NodeId start(rows.info->nodes == kNoPiece
                         ? rows.info->first_node + static_cast<uint32_t>(begin)
                         : rows.nodes[begin]);
  const RelationshipEnds ends{type.type, start, rows.neighbours[at]};
  if (start.value >= node_count_ || ends.end.value >= node_count_) {
    ThrowDamaged("a relationship ends nowhere");
  }
  return ends;
}

const Column* Base::Find(const std::vector<Column>& columns, PropertyKeyId key) {
  for (const Column& column : columns) {
    if (column.key() == key) return &column;
  }
  return nullptr;
}

std::string_view Base::TextOf(NodeId node) const {
  const size_t group = GroupOf(node);
  const Column* column = FindNodeColumn(group, text_key_);
  if (column && column->encoding() == Encoding::kStrings) {
    if (auto place = column->Place(node.value - catalog_.groups[group].first)) {
      return dictionary_.Text(column->StringCode(*place));
    }
  }
  ThrowDamaged("a quote of a node without text");
}

Value Base::RelationshipValue(const Column& column, size_t place,
                              RelationshipId relationship) const {
  if (column.encoding() != Encoding::kQuotes) return column.At(place);
  return Value::String(std::string(column.Quote(place, TextOf(Ends(relationship).end))));
}

Value Base::Property(NodeId node, PropertyKeyId key) const {
  const size_t group = GroupOf(node);
  const Column* column = FindNodeColumn(group, key);
  if (!column) return Value();
  const auto place = column->Place(node.value - catalog_.groups[group].first);
  return place ? column->At(*place) : Value();
}

Value Base::Property(RelationshipId relationship, PropertyKeyId key) const {
  const size_t type = TypePlaceOf(relationship);
  const Column* column = FindRelationshipColumn(type, key);
  if (!column) return Value();
  const auto place = column->Place(relationship.value - catalog_.type_infos[type].first);
  return place ? RelationshipValue(*column, *place, relationship) : Value();
}

PropertyList Base::Properties(NodeId node) const {
  PropertyList all;
  const size_t group = GroupOf(node);
  for (const Column& column : node_columns_[group]) {
    if (auto place = column.Place(node.value - catalog_.groups[group].first)) {
      all.emplace_back(column.key(), column.At(*place));
    }
  }
  return all;
}

PropertyList Base::Properties(RelationshipId relationship) const {
  PropertyList all;
  const size_t type = TypePlaceOf(relationship);
  for (const Column& column : relationship_columns_[type]) {
    if (auto place = column.Place(relationship.value - catalog_.type_infos[type].first)) {
      all.emplace_back(column.key(), RelationshipValue(column, *place, relationship));
    }
  }
  return all;
}

void Base::FindNodes(size_t group, PropertyKeyId key, const Value& value,
                     std::vector<NodeId>& found) const {
  const Column* column = FindNodeColumn(group, key);
  if (!column) return;
  const GroupInfo& info = catalog_.groups[group];
  if (column->indexed()) {
    std::vector<uint32_t> rows;
    column->FindRows(value, rows);
    for (uint32_t row : rows) {
      if (row >= info.count) ThrowDamaged("an index points outside its column");
      found.push_back(NodeId(info.first + row));
    }
    return;
  }
  const size_t places =
      column->info().presence == Presence::kSparse ? column->info().present : column->info().rows;
  if (column->encoding() == Encoding::kStrings) {
    if (value.kind() != ValueKind::kString) return;
    const auto code = dictionary_.Find(value.as_string());
    if (!code) return;
    for (size_t place = 0; place < places; ++place) {
      if (column->StringCode(place) == *code && column->Place(column->RowOf(place))) {
        found.push_back(NodeId(info.first + column->RowOf(place)));
      }
    }
    return;
  }
  for (size_t place = 0; place < places; ++place) {
    const uint32_t row = column->RowOf(place);
    if (!column->Place(row)) continue;
    if (Equals(column->At(place), value) == true) found.push_back(NodeId(info.first + row));
  }
}

Base::Rows Base::AllRows(size_t type, Direction direction) const {
  const RowsView& view = rows_[static_cast<int>(direction)][type];
  Rows rows;
  rows.info = view.info;
  if (view.info->nodes != kNoPiece) rows.nodes = view.nodes.All();
  rows.offsets = view.offsets.All();
  rows.neighbours = view.neighbours.All();
  if (view.info->relationships != kNoPiece) rows.relationships = view.relationships.All();
  return rows;
}

bool Base::HasLoops(size_t type) const {
  // Two threads that ask at once find the same.
  if (Loops known = loops_[type].load(std::memory_order_relaxed); known != Loops::kUnknown) {
    return known == Loops::kSome;
  }
  const Rows rows = AllRows(type, Direction::kOut);
  bool found = false;
  for (uint32_t row = 0; row < rows.info->row_count && !found; ++row) {
    const NodeId node(rows.nodes ? rows.nodes[row] : rows.info->first_node + row);
    const NodeId* begin = rows.neighbours + rows.offsets[row];
    const NodeId* end = rows.neighbours + rows.offsets[row + 1];
    found = std::binary_search(begin, end, node);
  }
  loops_[type].store(found ? Loops::kSome : Loops::kNone, std::memory_order_relaxed);
  return found;
}

uint64_t Base::CountBetween(size_t type, Direction direction, uint32_t begin, uint32_t end) const {
  const RowsView& rows = rows_[static_cast<int>(direction)][type];
  // The first row at or after a node.
  const auto row_at = [&](uint32_t node) -> size_t {
    if (rows.info->nodes == kNoPiece) {
      if (node <= rows.info->first_node) return 0;
      return std::min(node - rows.info->first_node, rows.info->row_count);
    }
    const uint32_t* nodes = rows.nodes.All();
    return static_cast<size_t>(std::lower_bound(nodes, nodes + rows.nodes.size(), node) - nodes);
  };
  return rows.offsets[row_at(end)] - rows.offsets[row_at(begin)];
}

Status Base::Verify() const {
  try {
    for (const Piece& piece : pieces_) piece.TouchAll();
    return VerifyStructure();
  } catch (const DamagedFile& damage) {
    return damage.error();
  }
}

Status Base::VerifyStructure() const {
  const auto require = [](bool condition, const char* what) {
    if (!condition) ThrowDamaged(what);
  };
  for (uint32_t code = 0; code < dictionary_.size(); ++code) {
    require(code == 0 || dictionary_.Text(code - 1) < dictionary_.Text(code),
            "the dictionary is out of order");
    if (code % kPivotStep == 0) {
      require(dictionary_.Find(dictionary_.Text(code)) == code,
              "the dictionary misses its strings");
    }
  }
  for (size_t type = 0; type < catalog_.type_infos.size(); ++type) {
    const TypeInfo& info = catalog_.type_infos[type];
    const Rows out = AllRows(type, Direction::kOut), in = AllRows(type, Direction::kIn);
    for (const Rows* rows : {&out, &in}) {
      const bool is_out = rows == &out;
      require(rows->offsets[0] == 0 && rows->offsets[rows->info->row_count] == info.count,
              "adjacency does not cover its relationships");
      for (uint32_t row = 0; row < rows->info->row_count; ++row) {
        const uint32_t begin = rows->offsets[row], end = rows->offsets[row + 1];
        require(begin <= end && end <= info.count, "adjacency out of bounds");
        const uint32_t node = rows->nodes ? rows->nodes[row] : rows->info->first_node + row;
        require(node < node_count_, "adjacency of a node that is not there");
        for (uint32_t i = begin; i < end; ++i) {
          require(rows->neighbours[i].value < node_count_, "a relationship ends nowhere");
          require(i == begin || rows->neighbours[i - 1] <= rows->neighbours[i],
                  "adjacency out of order");
          if (is_out) continue;
          const uint32_t at = rows->relationships[i].value - info.first;
          require(at < info.count && out.neighbours[at].value == node,
                  "the two directions of a relationship disagree");
        }
      }
    }
    for (uint32_t i = 0; i < info.count; ++i) Properties(RelationshipId(info.first + i));
  }
  for (uint32_t node = 0; node < node_count_; ++node) Properties(NodeId(node));
  for (size_t group = 0; group < node_columns_.size(); ++group) {
    for (const Column& column : node_columns_[group]) {
      if (!column.indexed() || column.info().present == 0) continue;
      // Every value finds its own row.
      std::vector<uint32_t> rows;
      const uint32_t count = catalog_.groups[group].count;
      for (uint32_t row = 0; row < count; row += 1 + count / 1000) {
        const auto place = column.Place(row);
        if (!place) continue;
        const Value value = column.At(*place);
        rows.clear();
        column.FindRows(value, rows);
        const bool is_nan =
            value.kind() == ValueKind::kFloat && value.as_float() != value.as_float();
        require(is_nan || std::binary_search(rows.begin(), rows.end(), row),
                "an index misses its values");
      }
    }
  }
  return {};
}

}  // namespace entente::graph
