#include "cli/graphviz.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "tests/support/run_program.h"

namespace entente::cli {
namespace {

using testing::HasSubstr;

// A program called dot on the PATH, which does what a test needs.
class GraphvizTest : public testing::Test {
 protected:
  void Install(const std::string& script) {
    namespace fs = std::filesystem;
    const std::string path = folder_.Write("dot", "#!/bin/sh\n" + script);
    fs::permissions(path, fs::perms::owner_all);
    setenv("PATH", (folder_.Path("") + ":" + before_).c_str(), 1);
  }
  // As the program does: GraphViz may end before it has read everything.
  GraphvizTest() { std::signal(SIGPIPE, SIG_IGN); }
  ~GraphvizTest() override { setenv("PATH", before_.c_str(), 1); }

  tests::TemporaryFolder folder_;
  std::string before_ = std::getenv("PATH");
};

TEST_F(GraphvizTest, WhatTakesTooLongIsDrawnBySfdp) {
  Install("case $1 in -Kdot) exec sleep 60 ;; *) cat >/dev/null; echo drawn by $1 ;; esac\n");
  auto picture = RenderDot("digraph {}", "svg", "dot", 300);
  ASSERT_TRUE(picture.has_value()) << picture.error().message;
  EXPECT_EQ(picture->engine, "sfdp");
  EXPECT_THAT(picture->bytes, HasSubstr("drawn by -Ksfdp"));
}

TEST_F(GraphvizTest, WhatAlwaysTakesTooLongIsAnErrorWithAWayOut) {
  Install("exec sleep 60\n");
  auto picture = RenderDot("digraph {}", "svg", "dot", 200);
  ASSERT_FALSE(picture.has_value());
  EXPECT_EQ(picture.error().code, graph::ErrorCode::kTimeout);
  EXPECT_EQ(picture.error().suggestion, "--limit draws less");
}

// Ctrl-C goes to GraphViz as well: it was said that GraphViz could not draw.
TEST_F(GraphvizTest, AnInterruptIsNoFailureOfGraphviz) {
  Install("kill -INT $$\n");
  auto picture = RenderDot("digraph {}", "svg", "dot", 5000);
  ASSERT_FALSE(picture.has_value());
  EXPECT_EQ(picture.error().code, graph::ErrorCode::kInterrupted);
}

TEST_F(GraphvizTest, WhatItSaysIsPassedOn) {
  Install("cat >/dev/null; echo 'Error: no such font' >&2; exit 1\n");
  auto picture = RenderDot("digraph {}", "svg", "dot", 5000);
  ASSERT_FALSE(picture.has_value());
  EXPECT_THAT(picture.error().message, HasSubstr("no such font"));
}

}  // namespace
}  // namespace entente::cli
