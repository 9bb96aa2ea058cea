// A graph file that takes another's place: never under somebody's feet, never over a stranger.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "graph/builder.h"
#include "graph/graph.h"
#include "graph/maintenance.h"
#include "graph/publish.h"
#include "tests/graph/temporary_folder.h"

namespace entente::graph {
namespace {

namespace fs = std::filesystem;

Status WriteGraph(const std::string& path, Replace replace, int nodes = 1) {
  GraphBuilder builder;
  const LabelId label = builder.InternLabel("N");
  for (int i = 0; i < nodes; ++i) {
    if (auto node = builder.AddNode(std::array{label}); !node) return node.error();
  }
  return builder.WriteFile(path, replace);
}

uint64_t CountNodes(const std::string& path) {
  const auto graph = Graph::Open(path, OpenMode::kRead);
  if (!graph) return UINT64_MAX;
  return (*(*graph)->Read())->node_count();
}

Status AddNode(Graph& graph) {
  auto t = graph.Begin();
  if (!t) return t.error();
  if (auto node = (*t)->CreateNode(std::array{(*t)->InternLabel("N")}); !node) return node.error();
  return (*t)->Commit();
}

// Another process with the graph open, which makes some commits before it says so, and closes the
// graph when told to.
class OtherProcess {
 public:
  OtherProcess(const std::string& path, int commits) {
    int ready[2], go[2];
    if (::pipe(ready) != 0 || ::pipe(go) != 0) ::abort();
    child_ = ::fork();
    if (child_ == 0) {
      {
        auto graph = Graph::Open(path, OpenMode::kWrite);
        for (int i = 0; graph && i < commits; ++i) {
          if (!AddNode(**graph)) ::_exit(1);
        }
        char c = graph ? 'y' : 'n';
        if (::write(ready[1], &c, 1) != 1 || ::read(go[0], &c, 1) != 1) ::_exit(1);
      }
      ::_exit(0);
    }
    go_ = go[1];
    char c = 0;
    if (::read(ready[0], &c, 1) != 1 || c != 'y') ::abort();
  }
  ~OtherProcess() { Close(); }
  void Close() {
    if (child_ <= 0) return;
    if (::write(go_, "x", 1) != 1) ::abort();
    int status = 0;
    ::waitpid(child_, &status, 0);
    EXPECT_EQ(status, 0);
    child_ = -1;
  }

 private:
  pid_t child_ = -1;
  int go_ = -1;
};

// A replacement used to be a new file that shared the old one's lock file by name: it then began
// with the old one's transaction number and chose the wrong meta page, for good.
TEST(Publish, AGraphThatSomebodyHasOpenIsNotReplaced) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  ASSERT_TRUE(WriteGraph(path, Replace::kNo));
  OtherProcess other(path, 5);
  const Status refused = WriteGraph(path, Replace::kYes, 3);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBusy);
  EXPECT_EQ(CountNodes(path), 6u);
  other.Close();
  ASSERT_TRUE(WriteGraph(path, Replace::kYes, 3));
  ASSERT_TRUE(AddNode(**Graph::Open(path, OpenMode::kWrite)));
  EXPECT_EQ(CountNodes(path), 4u);
  EXPECT_TRUE(CheckFile(path));
}

TEST(Publish, ANewGraphDoesNotInheritALockFile) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  ASSERT_TRUE(WriteGraph(path, Replace::kNo));
  OtherProcess other(path, 5);
  fs::remove(path);
  ASSERT_TRUE(WriteGraph(path, Replace::kNo, 3));
  ASSERT_TRUE(AddNode(**Graph::Open(path, OpenMode::kWrite)));
  {
    auto graph = *Graph::Open(path, OpenMode::kWrite);
    other.Close();
    EXPECT_TRUE(fs::exists(path + "-lock")) << "the older file's last user took the lock file";
    ASSERT_TRUE(AddNode(*graph));
  }
  EXPECT_EQ(CountNodes(path), 5u);
  EXPECT_TRUE(CheckFile(path));
}

TEST(Publish, WhatIsNoGraphIsNeverReplaced) {
  TemporaryFolder folder;
  const std::string path = folder / "notes.md";
  std::ofstream(path) << "# Notes";
  EXPECT_EQ(WriteGraph(path, Replace::kYes).error().code, ErrorCode::kForeignFile);
  EXPECT_EQ(fs::file_size(path), 7u);
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(WriteGraph(pipe, Replace::kYes).error().code, ErrorCode::kForeignFile);
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_EQ(Graph::Open(pipe, OpenMode::kRead).error().code, ErrorCode::kForeignFile);
}

TEST(Publish, ADamagedGraphCanBeReplaced) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  ASSERT_TRUE(WriteGraph(path, Replace::kNo));
  std::fstream(path).seekp(24).write("damage", 6);  // the first meta page
  ASSERT_FALSE(Graph::Open(path, OpenMode::kRead));
  ASSERT_TRUE(WriteGraph(path, Replace::kYes, 2));
  EXPECT_EQ(CountNodes(path), 2u);
}

TEST(Publish, ModeAndSymbolicLinkStay) {
  TemporaryFolder folder;
  const std::string path = folder / "g", link = folder / "link";
  ASSERT_TRUE(WriteGraph(path, Replace::kNo));
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink(path, link);
  ASSERT_TRUE(WriteGraph(link, Replace::kYes, 2));
  ASSERT_TRUE(CompactFile(link));
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(CountNodes(path), 2u);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto graph = Graph::Open(link, OpenMode::kWrite);
  ASSERT_TRUE(graph);
  EXPECT_TRUE(fs::exists(path + "-lock")) << "one lock file, whichever name it was opened by";
  EXPECT_FALSE(fs::exists(link + "-lock"));
}

TEST(Publish, WhatAKilledRunLeftIsRemovedByTheNext) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  ::waitpid(gone, nullptr, 0);
  const std::string left = path + ".new-" + std::to_string(gone);
  const std::string other = folder / "g.new-year";
  std::ofstream(left) << "half";
  std::ofstream(other) << "somebody's";
  ASSERT_TRUE(WriteGraph(path, Replace::kNo));
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(other));
}

}  // namespace
}  // namespace entente::graph
