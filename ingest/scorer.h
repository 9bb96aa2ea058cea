/// \file
/// How good extraction is on documents that a person has annotated: precision, recall and F1 of
/// what a reader would want, in the gold format of docs/gold_format.md. Every document is built
/// into a graph of its own, in memory, and compared with its annotation.
/// Threads: pure; reads files.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/result.h"

namespace entente::ingest {

class Knowledge;

/// Counted units: right, made up, missed.
struct Tally {
  uint64_t right = 0;
  uint64_t wrong = 0;
  uint64_t missed = 0;

  double precision() const;
  double recall() const;
  double f1() const;
};

struct ScoreFigure {
  std::string name;  ///< "entities", "who signed", …
  Tally tally;
};

struct ScoreOptions {
  std::string data_folder;  ///< more gazetteers and rules; empty: none
  bool verbose = false;     ///< say what was missed and made up, in ScoreReport::notes
};

/// The claims (SIGNED, PARTY_TO) of agreements that a person has annotated, whose confidence lies
/// in [from, to): how many are right.
struct CalibrationBucket {
  double from = 0, to = 1;
  uint64_t right = 0, all = 0;
};

struct ScoreReport {
  uint64_t documents = 0;
  uint64_t without_text = 0;                   ///< annotations whose document is not there
  std::vector<std::string> missing_documents;  ///< of each of them: "gold/2.json: … 2.txt …"
  std::vector<ScoreFigure> figures;            ///< in a fixed order
  std::vector<ScoreFigure> across;             ///< where a folder has _across.json
  std::vector<CalibrationBucket> calibration;  ///< ascending; empty buckets left out
  double signature_precision = 0;              ///< of "who signed"
  double headline = 0;                         ///< mean F1 of the seven figures that matter most
  std::vector<std::string> headline_figures;   ///< their names
  /// Documents that could not be read, and all that is wrong with annotations: both are left out.
  std::vector<graph::Error> errors;
  std::vector<std::string> notes;
};

/// Scores every annotation (NN.json) of the folders. Errors: kNotFound for a folder that is not
/// there or has none, kSyntax for an _across.json that is not what the format asks for, with its
/// file; those of knowledge. What is wrong with one annotation stands in the report.
graph::Result<ScoreReport> ScoreFolders(const std::vector<std::string>& folders,
                                        const ScoreOptions& options);
/// The same with knowledge at hand; `data_folder` is not looked at.
graph::Result<ScoreReport> ScoreFolders(const std::vector<std::string>& folders,
                                        const Knowledge& knowledge, const ScoreOptions& options);

}  // namespace entente::ingest
