/// \file
/// The whole of ingest: documents in, a graph out. Stages 1 to 5 run document by document on
/// `jobs` threads; their findings are put in the order of the documents; linking and loading
/// follow. What comes out does not depend on the number of threads or the order of the inputs.
///
/// Threads: each call is one build; calls on different graphs may run at once. Memory: the graph
/// and the findings of its documents, and a few documents a thread. Callbacks are called on the
/// calling thread.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "ingest/findings.h"

namespace entente::ingest {

struct BuildProgress {
  uint64_t documents = 0;    ///< finished, well or not
  uint64_t bytes = 0;        ///< of the input files, as stored, that were read
  uint64_t total_bytes = 0;  ///< of all of them; 0 when unknown (standard input)
  bool linking = false;      ///< all documents are read
};

struct BuildOptions {
  std::vector<std::string> inputs;  ///< files, folders, "-"
  std::string graph_path;
  bool append = false;  ///< add to the graph, if there is one; a document of a known id replaces
                        ///< what it said
  bool force = false;   ///< start anew where a graph stands
  bool strict = false;  ///< commit nothing if a document fails
  unsigned jobs = 0;    ///< threads; 0: as many as the machine has
  std::string data_folder;                      ///< more gazetteers and rules; empty: none
  std::string corrections_file;                 ///< empty: none (with append: those of the graph)
  std::function<void(std::string_view)> trace;  ///< gets lines of text, in document order
  std::function<void(const BuildProgress&)> progress;  ///< may be empty
  const std::atomic<bool>* interrupt = nullptr;        ///< true: stop and commit nothing
};

/// A remark of the extraction, or a document that was kept and not mined.
/// Also a correction that changed nothing: `document_id` is then its file and line.
struct BuildRemark {
  std::string document_id;
  CharSpan span;
  std::string text;
};

struct BuildReport {
  bool committed = false;
  uint64_t documents = 0;      ///< read well
  uint64_t unchanged = 0;      ///< of them, already in the graph with these bytes
  uint64_t replaced = 0;       ///< of them, in the graph with other bytes
  uint64_t not_english = 0;    ///< of them, stored and not mined
  uint64_t skipped_files = 0;  ///< in folders, of no known kind
  uint64_t copies = 0;         ///< near-identical to one with an earlier id: one source with it
  uint64_t text_bytes = 0;     ///< of plain text
  uint64_t facts = 0;          ///< found in the documents of this build
  uint64_t nodes = 0;          ///< in the graph afterwards
  uint64_t relationships = 0;
  double seconds = 0;
  /// Names of nodes that a hand deleted and that the documents still speak of; they stay away.
  std::vector<std::string> deleted_by_hand;
  std::vector<graph::Error> errors;  ///< one a failed document or input, in document order
  std::vector<BuildRemark> remarks;  ///< in document order
};

/// Errors: kAlreadyExists where a graph stands and neither append nor force is given; those
/// of knowledge and corrections; of the graph's file;
/// kInterrupted. Nothing is changed then. Documents that fail are in the report; `committed` says
/// whether the others are in the graph (not with `strict`, nor where none is left).
graph::Result<BuildReport> BuildGraph(const BuildOptions& options);

struct RemoveReport {
  uint64_t removed = 0;
  uint64_t nodes = 0;  ///< in the graph afterwards
  uint64_t relationships = 0;
};

/// Takes documents, and what only they said, out of a graph. Errors: kNotFound for an id that is
/// not there (nothing is changed then, and `suggestion` has a near one), those of the graph's file.
graph::Result<RemoveReport> RemoveDocuments(const std::string& graph_path,
                                            const std::vector<std::string>& document_ids);

}  // namespace entente::ingest
