#include "graph/builder.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "graph/base.h"
#include "graph/builder_state.h"
#include "graph/check.h"
#include "graph/checksum.h"
#include "graph/durable_file.h"
#include "graph/file_system.h"
#include "graph/store.h"

namespace entente::graph {
namespace {

constexpr size_t kMaxPieceBytes = UINT32_MAX - 4096;  // LMDB's largest value, less its headers

}  // namespace

GraphBuilder::GraphBuilder(unsigned threads)
    : state_(std::make_unique<State>(std::max(1u, threads))) {}
GraphBuilder::~GraphBuilder() = default;

LabelId GraphBuilder::InternLabel(std::string_view name) {
  return LabelId(state_->names.labels.Intern(name));
}
TypeId GraphBuilder::InternType(std::string_view name) {
  return TypeId(state_->names.types.Intern(name));
}
PropertyKeyId GraphBuilder::InternKey(std::string_view name) {
  return PropertyKeyId(state_->names.keys.Intern(name));
}
void GraphBuilder::CreateIndex(LabelId label, PropertyKeyId key) {
  state_->indexes.insert({label, key});
}
void GraphBuilder::StartFrom(const Names& names) { state_->names = names; }

void GraphBuilder::Adopt(const Dictionary& dictionary) {
  for (uint32_t code = 0; code < dictionary.size(); ++code) {
    state_->strings.Adopt(dictionary.Text(code));
  }
}

Status GraphBuilder::SetFrom(const Column& column, uint32_t row) {
  const std::optional<size_t> place = column.Place(row);
  if (!place) return {};
  State& s = *state_;
  switch (column.encoding()) {
    case Encoding::kPacked:
      s.current_columns->At(column.key(), s.strings)
          .AddInteger(s.current_row, column.packed()[*place], column.info().kind);
      return {};
    case Encoding::kFloats:
      SetFloat(column.key(), column.Float(*place));
      return {};
    case Encoding::kStrings:
      s.current_columns->At(column.key(), s.strings)
          .AddCode(s.current_row, column.StringCode(*place));
      return {};
    default:
      return Set(column.key(), column.At(*place));
  }
}

uint64_t GraphBuilder::node_count() const { return state_->node_group.size(); }
uint64_t GraphBuilder::relationship_count() const { return state_->relationship_count; }

Result<NodeId> GraphBuilder::AddNode(std::span<const LabelId> labels) {
  State& s = *state_;
  for (LabelId label : labels) {
    if (!label.valid()) return NoMoreNames();
  }
  if (s.node_group.size() >= NodeId::kNone - 1) {
    return MakeError(ErrorCode::kLimit, "a graph holds at most 4,294,967,294 nodes");
  }
  // Mostly the labels of the node before.
  uint32_t group = s.node_group.empty() ? UINT32_MAX : s.node_group.back();
  if (group == UINT32_MAX ||
      !std::equal(labels.begin(), labels.end(), s.groups[group].labels.begin(),
                  s.groups[group].labels.end())) {
    std::vector<LabelId> sorted(labels.begin(), labels.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    const uint32_t set = s.names.label_sets.Intern(sorted);
    if (set >= s.group_of_set.size()) s.group_of_set.resize(set + size_t{1}, UINT32_MAX);
    if (s.group_of_set[set] == UINT32_MAX) {
      s.group_of_set[set] = static_cast<uint32_t>(s.groups.size());
      s.groups.emplace_back().labels = std::move(sorted);
    }
    group = s.group_of_set[set];
  }
  GroupBuilder& builder = s.groups[group];
  s.node_group.push_back(group);
  s.node_row.push_back(builder.count);
  s.current_columns = &builder.columns;
  s.current_row = builder.count++;
  return NodeId(static_cast<uint32_t>(s.node_group.size() - 1));
}

Status GraphBuilder::AddRelationship(TypeId type, NodeId start, NodeId end) {
  State& s = *state_;
  if (!type.valid()) return NoMoreNames();
  ENTENTE_CHECK(start.value < s.node_group.size() && end.value < s.node_group.size());
  if (s.relationship_count >= RelationshipId::kNone - 1) {
    return MakeError(ErrorCode::kLimit, "a graph holds at most 4,294,967,294 relationships");
  }
  if (type.value >= s.types.size()) s.types.resize(type.value + size_t{1});
  TypeBuilder& builder = s.types[type.value];
  s.current_columns = &builder.columns;
  s.current_row = static_cast<uint32_t>(builder.starts.size());
  builder.starts.push_back(start.value);
  builder.ends.push_back(end.value);
  ++s.relationship_count;
  return {};
}

void GraphBuilder::SetString(PropertyKeyId key, std::string_view value) {
  State& s = *state_;
  if (!s.Accepts(key)) return;
  s.current_columns->At(key, s.strings).AddString(s.current_row, value);
}
void GraphBuilder::SetInteger(PropertyKeyId key, int64_t value) {
  State& s = *state_;
  if (!s.Accepts(key)) return;
  s.current_columns->At(key, s.strings).AddInteger(s.current_row, value);
}
void GraphBuilder::SetFloat(PropertyKeyId key, double value) {
  State& s = *state_;
  if (!s.Accepts(key)) return;
  s.current_columns->At(key, s.strings).AddFloat(s.current_row, value);
}
TextCode GraphBuilder::InternText(std::string_view text) {
  return TextCode(state_->strings.Intern(text));
}
void GraphBuilder::SetEvidence(PropertyKeyId key, std::span<const EvidenceFragment> fragments) {
  State& s = *state_;
  if (!s.Accepts(key)) return;
  s.current_columns->At(key, s.strings).AddEvidence(s.current_row, fragments);
}
Status GraphBuilder::Set(PropertyKeyId key, const Value& value) {
  if (value.is_null()) return {};
  ENTENTE_RETURN_IF_ERROR(CheckStorable(value));
  if (!key.valid()) return NoMoreNames();
  State& s = *state_;
  s.current_columns->At(key, s.strings).Add(s.current_row, value);
  return {};
}

Result<std::shared_ptr<const Base>> GraphBuilder::ToBase() {
  auto gathered = std::exchange(state_, std::make_unique<State>(state_->threads));
  ENTENTE_ASSIGN_OR_RETURN(AssembledBase assembled, Assemble(std::move(gathered), Packing::kAsIs));
  return Base::FromMemory(std::move(assembled.catalog), std::move(assembled.bytes));
}

Status GraphBuilder::WriteBase(FileWrite& write, RootRecord& root) {
  auto gathered = std::exchange(state_, std::make_unique<State>(state_->threads));
  ENTENTE_ASSIGN_OR_RETURN(AssembledBase assembled,
                           Assemble(std::move(gathered), Packing::kCompressed));
  const uint64_t pieces_before = root.piece_count;
  root.base_sequence = root.sequence;
  root.base_bytes = 0;
  root.piece_count = assembled.bytes.size();
  const std::string catalog = EncodeCatalog(assembled.catalog);
  // What can't be read back must not take the place of what can.
  if (!DecodeCatalog(catalog)) {
    return MakeError(ErrorCode::kCorrupt, "the catalogue made for the file can't be read back");
  }
  root.catalog_bytes = catalog.size();
  root.catalog_checksum = Checksum(catalog, root.base_sequence);
  // The old pieces go first, so that their room can be used by a later commit.
  for (uint64_t piece = root.piece_count; piece < pieces_before; ++piece) {
    ENTENTE_RETURN_IF_ERROR(write.Remove(PieceKey(static_cast<uint32_t>(piece))));
  }
  for (size_t i = 0; i < assembled.bytes.size(); ++i) {
    std::string& bytes = assembled.bytes[i];
    if (bytes.size() > kMaxPieceBytes) {
      return MakeError(ErrorCode::kLimit,
                       "a graph file holds at most 4 GiB of one property or of different strings");
    }
    ENTENTE_ASSIGN_OR_RETURN(char* room,
                             write.Reserve(PieceKey(static_cast<uint32_t>(i)), bytes.size()));
    std::memcpy(room, bytes.data(), bytes.size());
    root.base_bytes += bytes.size();
    bytes = std::string();
  }
  return write.Put(CatalogKey(), catalog);
}

Status GraphBuilder::WriteFile(const std::string& path, Replace replace) {
  ENTENTE_RETURN_IF_ERROR(CheckPublishable(path, replace));
  const std::string target = FollowLinks(path), unpublished = UnpublishedName(target);
  RemoveAbandoned(target);
  Status status = [&]() -> Status {
    ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<DurableFile> file,
                             DurableFile::CreatePrivate(unpublished));
    ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<FileWrite> write, file->Write());
    RootRecord root;
    root.sequence = 1;
    ENTENTE_RETURN_IF_ERROR(WriteBase(*write, root));
    return write->Commit(root);
  }();
  if (status) status = PublishFile(unpublished, target, replace);
  if (!status) {
    ::unlink(unpublished.c_str());
    Error error = status.error();
    if (error.code == ErrorCode::kIo || error.code == ErrorCode::kNoSpace ||
        error.code == ErrorCode::kNotFound) {
      error.file = path;
    }
    return error;
  }
  return {};
}

}  // namespace entente::graph
