// Precision, recall and F1 on the annotated documents of the tree, printed, with a floor under each
// headline. A floor is raised when extraction gets better and lowered only when an annotation was
// wrong or documents were added. Of the held-out documents only figures are looked at; the folder
// may be absent or empty while a new set is written (tests/corpus/README).

#include <gtest/gtest.h>

#include <cstdio>
#include <ostream>
#include <string>

#include "ingest/scorer.h"

namespace entente::ingest {
namespace {

struct Floor {
  std::string folder;
  double headline;
  double signature_precision;
  friend std::ostream& operator<<(std::ostream& out, const Floor& floor) {
    return out << floor.folder;
  }
};

class Accuracy : public testing::TestWithParam<Floor> {};

TEST_P(Accuracy, StaysAboveItsFloor) {
  const std::string folder = std::string(ENTENTE_SOURCE_DIR) + "/" + GetParam().folder;
  const auto report = ScoreFolders({folder}, {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->errors.empty());
  EXPECT_GT(report->documents, 0u);
  std::printf("%-26s %9s %9s %9s\n", "", "precision", "recall", "F1");
  for (const ScoreFigure& figure : report->figures) {
    std::printf("%-26s %9.3f %9.3f %9.3f\n", figure.name.c_str(), figure.tally.precision(),
                figure.tally.recall(), figure.tally.f1());
    if (figure.name == "provenance" || figure.name == "evidence" ||
        figure.name == "nodes with a source") {
      EXPECT_EQ(figure.tally.wrong, 0u) << figure.name;
      EXPECT_EQ(figure.tally.missed, 0u) << figure.name;
    }
  }
  for (const CalibrationBucket& bucket : report->calibration) {
    std::printf("confidence %.2f to %.2f: %zu of %zu right\n", bucket.from, bucket.to,
                static_cast<size_t>(bucket.right), static_cast<size_t>(bucket.all));
  }
  std::printf("headline %.3f, signature precision %.3f\n", report->headline,
              report->signature_precision);
  EXPECT_GE(report->headline, GetParam().headline);
  EXPECT_GE(report->signature_precision, GetParam().signature_precision);
}

INSTANTIATE_TEST_SUITE_P(Folders, Accuracy,
                         testing::Values(Floor{"tests/corpus/validation", 0.83, 0.87},
                                         Floor{"tests/corpus/across", 0.84, 0.94},
                                         Floor{"tests/corpus/heldout", 0.73, 0.81},
                                         Floor{"data/corpus/gold", 0.74, 0.83}),
                         [](const testing::TestParamInfo<Floor>& folder) {
                           std::string name = folder.param.folder;
                           for (char& c : name) c = c == '/' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace entente::ingest
