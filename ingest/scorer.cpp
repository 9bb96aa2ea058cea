#include "ingest/scorer.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <utility>

#include "ingest/document_extraction.h"
#include "ingest/gold_check.h"
#include "ingest/knowledge.h"
#include "ingest/readers/inputs.h"
#include "ingest/score_across.h"
#include "ingest/score_document.h"
#include "ingest/score_graph.h"

namespace entente::ingest {

namespace {

namespace fs = std::filesystem;
using graph::Error;
using graph::ErrorCode;
using graph::MakeError;
using graph::Result;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 25> kFigures = {"entities",
                                                       "entity Country",
                                                       "entity Person",
                                                       "entity Ministry",
                                                       "entity Organization",
                                                       "entity Place",
                                                       "entity names",
                                                       "agreements",
                                                       "status",
                                                       "agreement kind",
                                                       "agreement date",
                                                       "agreement place",
                                                       "agreement signers",
                                                       "agreement parties",
                                                       "agreement countries",
                                                       "who signed",
                                                       "country pairs",
                                                       "events",
                                                       "event date",
                                                       "event place",
                                                       "event participants",
                                                       "posts",
                                                       "provenance",
                                                       "evidence",
                                                       "nodes with a source"};
constexpr std::array<std::string_view, 7> kHeadline = {
    "entities", "agreements", "status", "who signed", "country pairs", "events", "posts"};

std::string ReadBytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// The document that an annotation is about.
std::optional<fs::path> DocumentOf(const fs::path& annotation, const ordered_json& gold) {
  std::error_code code;
  std::string named;
  auto file = gold.find("file");
  if (file != gold.end() && file->is_string()) named = file->get<std::string>();
  if (!named.empty() && fs::exists(annotation.parent_path() / named, code)) {
    return annotation.parent_path() / named;
  }
  std::vector<fs::path> beside;
  for (const auto& entry : fs::directory_iterator(annotation.parent_path(), code)) {
    if (entry.path().stem() == annotation.stem() && entry.path().extension() != ".json") {
      beside.push_back(entry.path());
    }
  }
  std::sort(beside.begin(), beside.end());
  if (beside.empty()) return std::nullopt;
  return beside.front();
}

/// As an annotation names its document, or as it would be called.
std::string NameOfDocument(const fs::path& annotation, const ordered_json& gold) {
  auto file = gold.find("file");
  if (file != gold.end() && file->is_string()) return file->get<std::string>();
  return annotation.stem().string() + ".txt (or .md, .html)";
}

Error InFile(const fs::path& path, Error error) {
  if (error.file.empty()) error.file = path.string();
  return error;
}

}  // namespace

double Tally::precision() const {
  return right + wrong == 0 ? 0 : static_cast<double>(right) / static_cast<double>(right + wrong);
}
double Tally::recall() const {
  return right + missed == 0 ? 0 : static_cast<double>(right) / static_cast<double>(right + missed);
}
double Tally::f1() const {
  double p = precision(), r = recall();
  return p + r == 0 ? 0 : 2 * p * r / (p + r);
}

namespace {

std::map<std::string, std::vector<std::string>> AgreementNames(const ordered_json& gold) {
  std::map<std::string, std::vector<std::string>> out;
  auto agreements = gold.find("agreements");
  if (agreements == gold.end() || !agreements->is_array()) return out;
  for (const ordered_json& agreement : *agreements) {
    auto id = agreement.find("id"), names = agreement.find("names");
    if (id == agreement.end() || !id->is_string() || names == agreement.end()) continue;
    for (const ordered_json& name : *names)
      if (name.is_string()) out[id->get<std::string>()].push_back(name.get<std::string>());
  }
  return out;
}

}  // namespace

Result<ScoreReport> ScoreFolders(const std::vector<std::string>& folders,
                                 const ScoreOptions& options) {
  ENTENTE_ASSIGN_OR_RETURN(std::vector<KnowledgeFile> files,
                           LoadKnowledgeFiles(options.data_folder));
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<const Knowledge> knowledge, Knowledge::Load(files));
  return ScoreFolders(folders, *knowledge, options);
}

Result<ScoreReport> ScoreFolders(const std::vector<std::string>& folders,
                                 const Knowledge& knowledge, const ScoreOptions& options) {
  ScoreReport report;
  std::map<std::string, Tally> tallies;
  for (const std::string& folder : folders) {
    std::error_code code;
    std::vector<fs::path> annotations;
    for (const auto& entry : fs::directory_iterator(folder, code)) {
      std::string name = entry.path().filename().string();
      if (entry.path().extension() == ".json" && !name.starts_with('_') && !name.starts_with('.')) {
        annotations.push_back(entry.path());
      }
    }
    if (code || annotations.empty()) {
      return InFile(folder, MakeError(ErrorCode::kNotFound,
                                      code ? "the folder can't be read"
                                           : "there are no annotations (.json) in the folder"));
    }
    std::sort(annotations.begin(), annotations.end());
    const fs::path across_path = fs::path(folder) / "_across.json";
    const bool across = fs::exists(across_path, code);
    std::vector<AcrossDocument> linked;
    for (const fs::path& annotation : annotations) {
      auto parsed = ParseGold(annotation.string(), ReadBytes(annotation));
      if (!parsed) {
        report.errors.push_back(parsed.error());
        continue;
      }
      const ordered_json& gold = *parsed;
      std::vector<Error> wrong = CheckGold(annotation.string(), gold);
      if (!wrong.empty()) {
        report.errors.insert(report.errors.end(), wrong.begin(), wrong.end());
        continue;
      }
      std::optional<fs::path> document = DocumentOf(annotation, gold);
      if (!document) {
        ++report.without_text;
        report.missing_documents.push_back(annotation.string() + ": its document " +
                                           NameOfDocument(annotation, gold) + " is not there");
        continue;
      }
      if (options.verbose) report.notes.push_back(annotation.stem().string());
      InputFile input{document->string(), EncodeDocumentId(document->filename().string()), 0};
      auto source = DocumentSource::Open(input);
      std::optional<Result<RawDocument>> raw;
      if (source) raw = (*source)->Next();
      if (!source || !raw || !*raw) {
        Error error = !source ? source.error()
                      : raw   ? raw->error()
                              : MakeError(ErrorCode::kInvalidArgument, "the document is empty");
        report.errors.push_back(InFile(*document, error));
        continue;
      }
      auto extracted = ExtractDocument(*std::move(*raw), knowledge, false);
      if (!extracted) {
        report.errors.push_back(extracted.error());
        continue;
      }
      if (across) {
        linked.push_back({annotation.stem().string(), extracted->stored, AgreementNames(gold)});
      }
      ENTENTE_ASSIGN_OR_RETURN(ScoredGraph graph, MakeScoredGraph(*std::move(extracted)));
      std::optional<std::string> text;
      if (document->extension() == ".txt") text = ReadBytes(*document);
      ScoreDocument(gold, graph, text, tallies, options.verbose ? &report.notes : nullptr);
      ++report.documents;
    }
    if (across) {
      ordered_json pairs = ordered_json::parse(ReadBytes(across_path), nullptr, false);
      if (!pairs.is_object()) {
        return InFile(across_path, MakeError(ErrorCode::kSyntax, "expected a JSON object"));
      }
      graph::Status scored =
          ScoreAcross(pairs, std::move(linked), tallies, options.verbose ? &report.notes : nullptr);
      if (!scored) return InFile(across_path, scored.error());
    }
  }
  for (std::string_view name : kFigures) {
    report.figures.push_back({std::string(name), tallies[std::string(name)]});
  }
  for (const char* name : {"same across documents", "same agreement"}) {
    if (auto found = tallies.find(name); found != tallies.end()) {
      report.across.push_back({name, found->second});
    }
  }
  for (size_t i = 0; i + 1 < kConfidenceSteps.size(); ++i) {
    const Tally& tally = tallies[ConfidenceFigure(kConfidenceSteps[i])];
    if (uint64_t all = tally.right + tally.wrong; all > 0) {
      report.calibration.push_back(
          {kConfidenceSteps[i], kConfidenceSteps[i + 1], tally.right, all});
    }
  }
  report.signature_precision = tallies["who signed"].precision();
  for (std::string_view name : kHeadline) {
    report.headline += tallies[std::string(name)].f1() / static_cast<double>(kHeadline.size());
    report.headline_figures.emplace_back(name);
  }
  return report;
}

}  // namespace entente::ingest
