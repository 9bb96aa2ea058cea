/// \file
/// Stage 7, second half: a plan becomes a graph. A new graph is built in bulk; a graph that stands
/// is brought from what its documents said before to what they say now, in one transaction, and
/// only where the two differ, so that what a hand changed elsewhere stays.
/// Threads: a loader belongs to one thread.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/builder.h"
#include "graph/graph.h"
#include "graph/result.h"
#include "ingest/document.h"
#include "ingest/findings_codec.h"
#include "ingest/linker.h"

namespace entente::ingest {

/// The hidden property of a Document node that holds its findings (EncodeFindings).
inline constexpr std::string_view kFindingsKey = "~findings";
/// The hidden property of every Document node that holds the corrections of the build, if any.
inline constexpr std::string_view kCorrectionsKey = "~corrections";

/// A document as its node keeps it.
struct DocumentRecord {
  std::string id, title, published, source, url, language, sha256, text;
  std::string findings;  ///< EncodeFindings
};
/// REQUIRES that `stored` was found in `document`; `encoded` is EncodeFindings of it.
DocumentRecord MakeRecord(const Document& document, const StoredFindings& stored,
                          std::string encoded);

/// Fills a new graph.
class FreshLoader {
 public:
  explicit FreshLoader(unsigned threads);

  /// Errors: kLimit. Documents are numbered in the order of adding.
  graph::Status AddDocument(const DocumentRecord& record, std::string_view corrections);
  /// Adds the rest. `number_of` says which added document each of the linker's is.
  graph::Status AddPlan(const std::vector<StoredFindings>& documents, const LinkedGraph& linked,
                        const std::vector<uint32_t>& number_of);
  /// Errors: kAlreadyExists, kIo, kNoSpace; nothing stays on the disk then.
  graph::Status WriteFile(const std::string& path, graph::Replace replace);

  uint64_t node_count() const { return builder_.node_count(); }
  uint64_t relationship_count() const { return builder_.relationship_count(); }

 private:
  const unsigned threads_;
  graph::GraphBuilder builder_;
  std::vector<graph::NodeId> document_nodes_;
};

/// What documents said at one time, linked.
struct LinkedDocuments {
  const std::vector<StoredFindings>& documents;  ///< sorted by id
  const LinkedGraph& linked;
};

/// A document that a graph keeps, without its text.
struct KeptDocument {
  graph::NodeId node;
  std::string id;
  std::string sha256;
  StoredFindings stored;
};
/// The documents of a graph that a build put there, sorted by id, and the corrections that it was
/// made with. Errors: kCorrupt.
struct KeptDocuments {
  std::vector<KeptDocument> documents;
  std::string corrections;
  /// Of those that a build read, how many came without what it found in them: an import's.
  uint64_t without_findings = 0;
};
graph::Result<KeptDocuments> ReadKeptDocuments(const graph::GraphReader& reader);

/// Brings the open transaction's graph from `before` to `after`. `records` are the documents that
/// are new or were changed, sorted by id. A node that the documents spoke of before and that the
/// graph does not hold was deleted by a hand: it stays away, with all that joins it. Returns the
/// names of those that the documents still speak of, sorted. Errors: those of the transaction.
graph::Result<std::vector<std::string>> ApplyDifference(const LinkedDocuments& before,
                                                        const LinkedDocuments& after,
                                                        const std::vector<DocumentRecord>& records,
                                                        std::string_view corrections,
                                                        graph::Transaction& transaction);

}  // namespace entente::ingest
