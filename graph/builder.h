/// \file
/// Builds the bulk of a graph in one pass: nodes, then relationships between them, each followed by
/// its properties; then Finish. Far faster than transactions, and what comes out is dense: imports,
/// builds of a whole and folding use it. `import` and `build` call it.
///
///   GraphBuilder builder;
///   LabelId person = builder.InternLabel("Person");
///   NodeId ada = *builder.AddNode(std::array{person});
///   builder.SetString(name_key, "Ada");            // of the node added last
///   builder.AddRelationship(met, ada, eva);
///   builder.SetInteger(year_key, 1843);            // of the relationship added last
///   auto status = builder.WriteFile("ada.graph", Replace::kNo);
///
/// Threads: one thread feeds it; Finish uses up to `threads`. Ownership: copies what it is given.
/// Node ids are the builder's own (dense, in order of adding); the graph gives others.
/// Errors: kType for a value that can't be stored, kLimit for more than the ids can name, and those
/// of the file: kAlreadyExists, kIo, kNoSpace. After a failed WriteFile nothing stays on the disk.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "graph/graph.h"
#include "graph/ids.h"
#include "graph/publish.h"
#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

struct Names;
class Base;
class Column;
class Dictionary;
class FileWrite;
struct RootRecord;

/// A text that a builder has; another builder's means nothing to it.
enum class TextCode : uint32_t {};

/// "<document>#char=<start>,<end>" in its parts.
struct EvidenceFragment {
  TextCode document{};  ///< from InternText
  int64_t start = 0;
  int64_t end = 0;  ///< start <= end
};

class GraphBuilder {
 public:
  explicit GraphBuilder(unsigned threads = 2);
  ~GraphBuilder();
  GraphBuilder(const GraphBuilder&) = delete;
  GraphBuilder& operator=(const GraphBuilder&) = delete;

  LabelId InternLabel(std::string_view name);
  TypeId InternType(std::string_view name);
  PropertyKeyId InternKey(std::string_view name);
  void CreateIndex(LabelId label, PropertyKeyId key);

  Result<NodeId> AddNode(std::span<const LabelId> labels);
  /// REQUIRES nodes that were added. The properties that follow are this relationship's.
  Status AddRelationship(TypeId type, NodeId start, NodeId end);

  // A property of what was added last; of two values for one key the later stays. Null values are
  // left out.
  void SetString(PropertyKeyId key, std::string_view value);  ///< valid UTF-8
  void SetInteger(PropertyKeyId key, int64_t value);
  void SetFloat(PropertyKeyId key, double value);
  /// Names `text` for SetEvidence: many fragments are of one document.
  TextCode InternText(std::string_view text);
  /// The same as the list of their texts.   REQUIRES at least one.
  void SetEvidence(PropertyKeyId key, std::span<const EvidenceFragment> fragments);
  Status Set(PropertyKeyId key, const Value& value);

  uint64_t node_count() const;
  uint64_t relationship_count() const;

  /// Writes a new durable file, which appears whole or not at all. The builder is empty afterwards.
  /// Errors: those of CheckPublishable (graph/publish.h), kNoSpace.
  Status WriteFile(const std::string& path, Replace replace);
  /// The same in memory. The builder is empty afterwards.
  Result<std::unique_ptr<Graph>> ToMemory();

  // For folding, inside graph/.
  void StartFrom(const Names& names);
  /// Makes the codes of `dictionary` codes of the builder. REQUIRES that no string was set.
  void Adopt(const Dictionary& dictionary);
  /// What `column` says of a row, of what was added last. REQUIRES a column of the dictionary that
  /// was adopted, and another encoding than kQuotes.
  Status SetFrom(const Column& column, uint32_t row);
  Result<std::shared_ptr<const Base>> ToBase();
  /// Puts the base's pieces into `write` and describes them in `root`.
  Status WriteBase(FileWrite& write, RootRecord& root);
  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace entente::graph
