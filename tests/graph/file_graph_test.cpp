#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <thread>

#include "graph/graph.h"
#include "graph/maintenance.h"
#include "tests/graph/model_graph.h"
#include "tests/graph/temporary_folder.h"

namespace entente::graph {
namespace {

std::unique_ptr<Graph> Open(const std::string& path, OpenMode mode = OpenMode::kWrite) {
  auto graph = Graph::Open(path, mode);
  EXPECT_TRUE(graph) << FormatError(graph.error());
  return *std::move(graph);
}

void AddNode(Graph& graph, const std::string& name) {
  auto t = *graph.Begin();
  const NodeId node = *t->CreateNode(std::array{t->InternLabel("L")});
  ASSERT_TRUE(t->SetProperty(node, t->InternKey("name"), Value::String(name)));
  const Status status = t->Commit();
  ASSERT_TRUE(status) << FormatError(status.error());
}

TEST(FileGraph, KeepsWhatWasCommitted) {
  TemporaryFolder folder;
  const std::string path = folder / "g.entente";
  { AddNode(**Graph::Create(path), "Ada"); }
  EXPECT_FALSE(std::filesystem::exists(path + "-lock")) << "nobody has it open";
  {
    const auto graph = Open(path);
    EXPECT_TRUE(std::filesystem::exists(path + "-lock"));
    AddNode(*graph, "Eva");
    (*graph->Begin())->InternLabel("Dropped");
  }
  const auto reader = *Open(path, OpenMode::kRead)->Read();
  EXPECT_EQ(reader->node_count(), 2u);
  EXPECT_EQ(reader->FindLabel("Dropped"), std::nullopt);
  EXPECT_EQ(
      reader->FindNodes(*reader->FindLabel("L"), *reader->FindKey("name"), Value::String("Eva"))
          .size(),
      1u);
  size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    ++files;
  }
  EXPECT_LE(files, 2u) << "the graph and its lock";
}

TEST(FileGraph, HoldsAsManyNamesAsThereAreIds) {
  TemporaryFolder folder;
  const std::string path = folder / "g.entente";
  {
    const auto graph = *Graph::Create(path);
    auto t = *graph->Begin();
    LabelId last;
    for (int i = 0; i < 65'535; ++i) {
      const std::string name = std::to_string(i);
      last = t->InternLabel(name);
      t->InternType(name);
      t->InternKey(name);
    }
    ASSERT_TRUE(last.valid());
    EXPECT_FALSE(t->InternLabel("one more").valid());
    ASSERT_TRUE(t->CreateNode(std::array{last}));
    ASSERT_TRUE(t->Commit());
  }
  const auto compacted = CompactFile(path);
  ASSERT_TRUE(compacted) << FormatError(compacted.error());
  const auto reader = *Open(path, OpenMode::kRead)->Read();
  EXPECT_EQ(reader->label_count(), 65'535u);
  EXPECT_EQ(reader->key_count(), 65'535u);
  EXPECT_EQ(reader->CountNodes(*reader->FindLabel("65534")), 1u);
}

TEST(FileGraph, ANewIndexFindsANodeUnderLabelsItWasGivenSince) {
  TemporaryFolder folder;
  const std::string path = folder / "g.entente";
  {
    const auto graph = *Graph::Create(path);
    auto t = *graph->Begin();
    const NodeId node = *t->CreateNode(std::array{t->InternLabel("L")});
    ASSERT_TRUE(t->SetProperty(node, t->InternKey("kind"), Value::Integer(1)));
    ASSERT_TRUE(t->Commit());
  }
  ASSERT_TRUE(CompactFile(path));
  const auto graph = Open(path);
  auto t = *graph->Begin();
  const LabelId label = t->InternLabel("M");
  const PropertyKeyId kind = *t->reader().FindKey("kind");
  t->AddLabel(NodeId(0), label);
  t->CreateIndex(label, kind);
  EXPECT_EQ(t->reader().FindNodes(label, kind, Value::Integer(1)), std::vector{NodeId(0)});
  ASSERT_TRUE(t->SetProperty(NodeId(0), kind, Value::Integer(2)));
  EXPECT_TRUE(t->reader().FindNodes(label, kind, Value::Integer(1)).empty());
  EXPECT_EQ(t->reader().FindNodes(label, kind, Value::Integer(2)), std::vector{NodeId(0)});
}

TEST(FileGraph, RandomWritesSurviveReopening) {
  TemporaryFolder folder;
  for (uint32_t seed = 11; seed <= 13; ++seed) {
    const std::string path = folder / ("g" + std::to_string(seed));
    ModelGraph model;
    RandomWriter writer(seed);
    { ASSERT_TRUE(Graph::Create(path)); }
    for (int round = 0; round < 6; ++round) {
      const auto graph = Open(path);
      for (int commit = 0; commit < 3; ++commit) {
        auto t = *graph->Begin();
        writer.Write(model, *t, 30);
        ASSERT_TRUE(t->Commit());
      }
      ExpectSame(**graph->Read(), model);
      if (::testing::Test::HasFailure()) FAIL() << "seed " << seed << ", round " << round;
    }
    ExpectSame(**Open(path, OpenMode::kRead)->Read(), model);
  }
}

TEST(FileGraph, RandomWritesSurviveFolding) {
  TemporaryFolder folder;
  for (uint32_t seed = 21; seed <= 26; ++seed) {
    const std::string path = folder / ("g" + std::to_string(seed));
    ModelGraph model;
    RandomWriter writer(seed);
    { ASSERT_TRUE(Graph::Create(path)); }
    for (int round = 0; round < 6; ++round) {
      {
        const auto graph = Open(path);
        for (int commit = 0; commit < 2; ++commit) {
          auto t = *graph->Begin();
          writer.Write(model, *t, 40);
          ExpectSame(t->reader(), model);
          ASSERT_TRUE(t->Commit());
        }
        EXPECT_EQ(CompactFile(path).error().code, ErrorCode::kBusy);
      }
      ExpectSame(**Open(path)->Read(), model);
      const auto compacted = CompactFile(path);
      ASSERT_TRUE(compacted) << FormatError(compacted.error());
      ExpectSame(**Open(path)->Read(), model);
      const auto checked = CheckFile(path);
      ASSERT_TRUE(checked) << FormatError(checked.error());
      EXPECT_EQ(checked->logged_commits, 0u);
      EXPECT_EQ(checked->nodes, model.nodes.size());
      if (::testing::Test::HasFailure()) FAIL() << "seed " << seed << ", round " << round;
    }
  }
}

TEST(FileGraph, ALargeLogIsFoldedWhileReadersKeepTheirState) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  const auto graph = *Graph::Create(path);
  AddNode(*graph, "first");
  const auto before = *graph->Read();
  const std::string filler(20000, 'x');
  for (int i = 0; i < 60; ++i) AddNode(*graph, filler + std::to_string(i));
  const auto reader = *graph->Read();
  EXPECT_EQ(before->node_count(), 1u);
  EXPECT_EQ(reader->node_count(), 61u);
  const auto found = reader->FindNodes(*reader->FindLabel("L"), *reader->FindKey("name"),
                                       Value::String(filler + "7"));
  EXPECT_EQ(found.size(), 1u);
  const auto checked = CheckFile(path);
  ASSERT_TRUE(checked) << FormatError(checked.error());
  EXPECT_GT(checked->pieces, 0u) << "it was folded";
  EXPECT_LT(checked->logged_commits, 60u);
  EXPECT_EQ(before->Property(NodeId(0), *before->FindKey("name")).as_string(), "first");
}

TEST(FileGraph, ACheckNamesEndsThatTheSchemaDoesNotHave) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  {
    const auto graph = *Graph::Create(path);
    auto t = *graph->Begin();
    const auto node = [&](std::vector<const char*> names) {
      std::vector<LabelId> labels;
      for (const char* name : names) labels.push_back(t->InternLabel(name));
      return *t->CreateNode(labels);
    };
    const NodeId person = node({"Person"}), ministry = node({"Organization", "Ministry"}),
                 agreement = node({"Agreement"}), place = node({"Place"});
    const TypeId signed_type = t->InternType("SIGNED"), party = t->InternType("PARTY_TO"),
                 other = t->InternType("OTHER");
    ASSERT_TRUE(t->CreateRelationship(signed_type, person, agreement));
    ASSERT_TRUE(t->CreateRelationship(party, ministry, agreement));
    ASSERT_TRUE(t->CreateRelationship(other, place, place));
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(t->CreateRelationship(party, place, ministry));
    ASSERT_TRUE(t->CreateRelationship(signed_type, agreement, person));
    ASSERT_TRUE(t->Commit());
  }
  const auto checked = CheckFile(path);
  ASSERT_TRUE(checked) << FormatError(checked.error());
  ASSERT_EQ(checked->unusual_ends.size(), 2u);
  EXPECT_EQ(checked->unusual_ends[0].type, "PARTY_TO");
  EXPECT_EQ(checked->unusual_ends[0].from, "Place");
  EXPECT_EQ(checked->unusual_ends[0].to, "Ministry:Organization");
  EXPECT_EQ(checked->unusual_ends[0].count, 2u);
  EXPECT_EQ(checked->unusual_ends[1].type, "SIGNED");
}

TEST(FileGraph, FoldingForgetsStringsThatNothingHasAnyMore) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  {
    const auto graph = *Graph::Create(path);
    for (int i = 0; i < 20; ++i) AddNode(*graph, "name " + std::to_string(i));
  }
  ASSERT_TRUE(CompactFile(path));
  {
    const auto graph = Open(path);
    auto t = *graph->Begin();
    const auto found =
        t->reader().FindNodes(t->InternLabel("L"), t->InternKey("name"), Value::String("name 7"));
    ASSERT_EQ(found.size(), 1u);
    ASSERT_TRUE(t->DeleteNode(found[0]));
    ASSERT_TRUE(t->Commit());
    AddNode(*graph, "another");
  }
  ASSERT_TRUE(CompactFile(path));
  const auto graph = Open(path, OpenMode::kRead);
  const auto reader = *graph->Read();
  EXPECT_FALSE(reader->FindString("name 7"));
  EXPECT_TRUE(reader->FindString("name 8"));
  EXPECT_TRUE(reader->FindString("another"));
  EXPECT_EQ(reader->string_count(), 20u);
}

TEST(FileGraph, ReadersUnderAWriterSeeWholeTransactions) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  const auto graph = *Graph::Create(path);
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int r = 0; r < 3; ++r) {
    readers.emplace_back([&] {
      uint64_t last = 0;
      while (!done) {
        const auto reader = *graph->Read();
        // Every transaction makes two nodes with one text and a relationship between them.
        const uint64_t count = reader->relationship_count();
        ASSERT_EQ(reader->node_count(), count * 2);
        ASSERT_GE(count, last);
        last = count;
        if (count == 0) continue;
        const PropertyKeyId key = *reader->FindKey("key"), text = *reader->FindKey("text");
        const auto pair =
            reader->FindNodes(LabelId(), key, Value::Integer(static_cast<int64_t>(count / 2)));
        ASSERT_EQ(pair.size(), 2u);
        ASSERT_TRUE(Equivalent(reader->Property(pair[0], text), reader->Property(pair[1], text)));
        AdjacencyBuffer buffer;
        ASSERT_EQ(reader->Adjacent(pair[0], TypeId(0), Direction::kOut, buffer).size +
                      reader->Adjacent(pair[1], TypeId(0), Direction::kOut, buffer).size,
                  1u);
      }
    });
  }
  for (int i = 0; i < 120; ++i) {
    auto t = *graph->Begin();
    const TypeId type = t->InternType("T");
    const NodeId a = *t->CreateNode({}), b = *t->CreateNode({});
    for (const NodeId node : {a, b}) {
      ASSERT_TRUE(t->SetProperty(node, t->InternKey("key"), Value::Integer(i)));
      ASSERT_TRUE(t->SetProperty(node, t->InternKey("text"),
                                 Value::String(std::string(3000, 'x') + std::to_string(i))));
    }
    ASSERT_TRUE(t->CreateRelationship(type, a, b));
    ASSERT_TRUE(t->Commit());
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  const auto checked = CheckFile(path);
  ASSERT_TRUE(checked) << FormatError(checked.error());
  EXPECT_GT(checked->pieces, 0u) << "it was folded meanwhile";
}

TEST(FileGraph, SaysWhatIsWrongWithAFile) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  {
    const auto graph = *Graph::Create(path);
    for (int i = 0; i < 200; ++i) AddNode(*graph, "name " + std::to_string(i));
  }
  const std::string good = ReadBytes(path);
  const auto code_of = [&](const std::string& bytes) {
    const std::string other = folder / "other";
    std::filesystem::remove(other);
    WriteBytes(other, bytes);
    auto graph = Graph::Open(other, OpenMode::kRead);
    EXPECT_FALSE(graph);
    if (graph) return ErrorCode::kUnsupported;
    EXPECT_EQ(graph.error().file, other);
    return graph.error().code;
  };
  EXPECT_EQ(code_of(""), ErrorCode::kForeignFile);
  EXPECT_EQ(code_of("name,date\nAda,2018\n"), ErrorCode::kForeignFile);
  EXPECT_EQ(code_of(std::string(100000, '\0')), ErrorCode::kForeignFile);
  EXPECT_EQ(code_of(good.substr(0, good.size() - 4096)), ErrorCode::kCorrupt);
  EXPECT_EQ(code_of(good.substr(0, 5000)), ErrorCode::kCorrupt);
  std::string newer = good;
  for (size_t at = newer.find("ENTENTE\n"); at != std::string::npos;
       at = newer.find("ENTENTE\n", at + 1)) {
    newer[at + 8] = 99;
  }
  EXPECT_EQ(code_of(newer), ErrorCode::kForeignFile);

  EXPECT_EQ(Graph::Open(folder / "absent", OpenMode::kRead).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Graph::Open(folder.path(), OpenMode::kRead).error().code, ErrorCode::kForeignFile);
  EXPECT_EQ(Graph::Create(path).error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(Graph::Create(folder / "no/such/folder").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Open(path, OpenMode::kRead)->Begin().error().code, ErrorCode::kInvalidArgument);
}

TEST(FileGraph, OpensForReadingInAFolderThatCantBeWritten) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  { AddNode(**Graph::Create(path), "Ada"); }
  ASSERT_EQ(::chmod(path.c_str(), 0444), 0);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0555), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    // The superuser may write everywhere, so become somebody else.
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(9);
    auto written = Graph::Open(path, OpenMode::kWrite);
    if (written || written.error().code != ErrorCode::kIo || written.error().file != path)
      ::_exit(1);
    auto graph = Graph::Open(path, OpenMode::kRead);
    if (!graph) ::_exit(2);
    ::_exit((*(*graph)->Read())->node_count() == 1 ? 0 : 3);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::chmod(folder.path().c_str(), 0755);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << WEXITSTATUS(status);
}

TEST(FileGraph, TwoOfOneProcessShareAFile) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  const auto first = *Graph::Create(path);
  const auto second = Open(path);
  const auto before = *second->Read();
  AddNode(*first, "Ada");
  EXPECT_EQ(before->node_count(), 0u);
  EXPECT_EQ((*second->Read())->node_count(), 1u);
  AddNode(*second, "Eva");
  EXPECT_EQ((*first->Read())->node_count(), 2u);
}

TEST(FileGraph, AnotherProcessWritesOrIsRefused) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  { ASSERT_TRUE(Graph::Create(path)); }
  const auto in_child = [](auto body) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  // The child opens the file for itself: LMDB's handles don't survive a fork.
  int pipe_fd[2];
  ASSERT_EQ(::pipe(pipe_fd), 0);
  const pid_t writer = ::fork();
  if (writer == 0) {
    auto graph = Graph::Open(path, OpenMode::kWrite);
    if (!graph) ::_exit(1);
    auto t = (*graph)->Begin();
    if (!t || !(*t)->CreateNode({})) ::_exit(2);
    ::write(pipe_fd[1], "x", 1);
    ::pause();
  }
  char byte;
  ASSERT_EQ(::read(pipe_fd[0], &byte, 1), 1);
  EXPECT_EQ(in_child([&] {
              auto graph = Graph::Open(path, OpenMode::kWrite);
              if (!graph) return 1;
              auto t = (*graph)->Begin();
              return !t && t.error().code == ErrorCode::kBusy ? 0 : 2;
            }),
            0);
  ::kill(writer, SIGKILL);
  ::waitpid(writer, nullptr, 0);
  const auto graph = Open(path);
  EXPECT_EQ((*graph->Read())->node_count(), 0u) << "the other's transaction was not committed";
  AddNode(*graph, "ours");
  EXPECT_EQ(in_child([&] {
              auto other = Graph::Open(path, OpenMode::kRead);
              return other && (*(*other)->Read())->node_count() == 1 ? 0 : 1;
            }),
            0)
      << "a child of the process that has the graph open reads it too";
}

// A fold makes an index of the base only of one that is new: the other stands in the log.
TEST(FileGraph, AnIndexAskedForTwiceIsThereAfterReopening) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  {
    const auto graph = *Graph::Create(path);
    for (int i = 0; i < 2; ++i) {
      auto t = *graph->Begin();
      t->CreateIndex(t->InternLabel("L"), t->InternKey("name"));
      ASSERT_TRUE(t->Commit());
      AddNode(*graph, "name " + std::to_string(i));
    }
  }
  const auto reader = *Open(path, OpenMode::kRead)->Read();
  const LabelId label = *reader->FindLabel("L");
  const PropertyKeyId name = *reader->FindKey("name");
  EXPECT_TRUE(reader->HasIndex(label, name));
  EXPECT_EQ(reader->FindNodes(label, name, Value::String("name 1")), std::vector{NodeId(1)});
  EXPECT_TRUE(CheckFile(path));
}

TEST(FileGraph, FoldingRemovesThePiecesOfPropertiesThatAreGone) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  constexpr int kKeys = 60;
  {
    const auto graph = *Graph::Create(path);
    auto t = *graph->Begin();
    const NodeId node = *t->CreateNode(std::array{t->InternLabel("L")});
    for (int i = 0; i < kKeys; ++i) {
      ASSERT_TRUE(t->SetProperty(node, t->InternKey("k" + std::to_string(i)), Value::Integer(i)));
    }
    ASSERT_TRUE(t->Commit());
  }
  ASSERT_TRUE(CompactFile(path));
  {
    const auto graph = Open(path);
    auto t = *graph->Begin();
    for (int i = 1; i < kKeys; ++i) {
      ASSERT_TRUE(t->SetProperty(NodeId(0), t->InternKey("k" + std::to_string(i)), Value()));
    }
    // More than the log may hold, so that the commit is folded.
    ASSERT_TRUE(t->SetProperty(NodeId(0), t->InternKey("long"),
                               Value::String(std::string(400 << 10, 'x'))));
    ASSERT_TRUE(t->Commit());
  }
  const auto report = CheckFile(path);
  ASSERT_TRUE(report) << FormatError(report.error());
  const auto reader = *Open(path, OpenMode::kRead)->Read();
  EXPECT_EQ(reader->Properties(NodeId(0)).size(), 2u);
  EXPECT_EQ(reader->Property(NodeId(0), *reader->FindKey("k0")).as_integer(), 0);
}

}  // namespace
}  // namespace entente::graph
