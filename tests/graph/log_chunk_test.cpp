// The log that small commits are appended to in place: its bytes, and what a loss of power, the
// death of a writer or damage makes of them.
#include "graph/log_chunk.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "graph/formats/jsonl.h"
#include "graph/graph.h"
#include "graph/maintenance.h"
#include "graph/root_record.h"
#include "tests/graph/temporary_folder.h"

namespace entente::graph {
namespace {

TEST(LogChunk, RecordsEndWhereTheyAreNotWhole) {
  std::string chunk = EncodeMark({1, 0}, 7);
  std::vector<uint32_t> ends;
  for (uint64_t sequence = 7; sequence < 10; ++sequence) {
    chunk += EncodeRecord("operations " + std::to_string(sequence), sequence);
    ends.push_back(static_cast<uint32_t>(chunk.size()));
  }
  chunk.resize(4000);
  const std::string mark = EncodeMark({1, ends[0]}, 7);
  chunk.replace(0, mark.size(), mark);
  const auto read = DecodeMark(chunk, 7);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->commits, 1u);
  EXPECT_FALSE(DecodeMark(chunk, 8)) << "another chunk's";
  EXPECT_EQ(ExtendMark(chunk, 7, *read).commits, 3u);
  EXPECT_EQ(ExtendMark(chunk, 7, *read).end, ends[2]);
  uint32_t at = ends[0];
  EXPECT_EQ(DecodeRecord(chunk, at, 8), "operations 8");
  EXPECT_EQ(at, ends[1]);
  at = ends[0];
  EXPECT_FALSE(DecodeRecord(chunk, at, 9)) << "another commit's";
  // A byte of the last is not there yet, or no longer.
  for (uint32_t i = ends[1]; i < ends[2]; ++i) {
    std::string torn = chunk;
    torn[i] = static_cast<char>(torn[i] ^ 1);
    EXPECT_EQ(ExtendMark(torn, 7, *read).commits, 2u) << i;
  }
  for (size_t size = 0; size < ends[2]; ++size) {
    EXPECT_LE(ExtendMark(std::string_view(chunk).substr(0, size), 7, {1, ends[0]}).commits, 2u);
  }
}

void AddNode(Graph& graph, const std::string& name) {
  auto t = *graph.Begin();
  const NodeId node = *t->CreateNode(std::array{t->InternLabel("L")});
  ASSERT_TRUE(t->SetProperty(node, t->InternKey("name"), Value::String(name)));
  ASSERT_TRUE(t->Commit());
}

// Where the only chunk's bytes begin in a file.
size_t FindChunk(const std::string& bytes, uint64_t first) {
  for (size_t page = 4096; page + 4096 <= bytes.size(); page += 4096) {
    if (DecodeMark(std::string_view(bytes).substr(page + 16), first)) return page + 16;
  }
  ADD_FAILURE() << "no chunk";
  return 0;
}

struct Log {
  TemporaryFolder folder;
  std::string path = folder / "g";
  std::string bytes;
  size_t chunk = 0;
  LogMark mark;

  // Five commits, the first of which made the chunk.
  Log() {
    {
      const auto graph = *Graph::Create(path);
      for (int i = 0; i < 5; ++i) AddNode(*graph, std::to_string(i));
    }
    bytes = ReadBytes(path);
    chunk = FindChunk(bytes, 1);
    mark = *DecodeMark(std::string_view(bytes).substr(chunk), 1);
  }
  void SetMark(uint32_t commits) {
    LogMark older{0, kLogMarkBytes};
    for (; older.commits < commits; ++older.commits) {
      older.end = *SkipRecord(std::string_view(bytes).substr(chunk), older.end);
    }
    const std::string encoded = EncodeMark(older, 1);
    bytes.replace(chunk, encoded.size(), encoded);
  }
  void Write() {
    std::filesystem::remove(path);
    WriteBytes(path, bytes);
  }
  uint64_t Count(OpenMode mode = OpenMode::kRead) {
    const auto graph = Graph::Open(path, mode);
    EXPECT_TRUE(graph) << FormatError(graph.error());
    return graph ? (*(*graph)->Read())->node_count() : 0;
  }
};

TEST(LogChunk, CommitsAfterTheFirstAreInPlace) {
  Log log;
  EXPECT_EQ(log.mark.commits, 5u);
  const auto size = std::filesystem::file_size(log.path);
  {
    const auto graph = *Graph::Open(log.path, OpenMode::kWrite);
    for (int i = 0; i < 100; ++i) AddNode(*graph, "more");
  }
  EXPECT_EQ(std::filesystem::file_size(log.path), size);
  EXPECT_EQ(log.Count(), 105u);
}

TEST(LogChunk, AMarkLostWithThePowerLosesNoCommit) {
  Log log;
  log.SetMark(2);
  log.Write();
  EXPECT_EQ(log.Count(), 5u);
  EXPECT_EQ(log.Count(OpenMode::kWrite), 5u);
  {
    const auto graph = *Graph::Open(log.path, OpenMode::kWrite);
    AddNode(*graph, "5");
    EXPECT_EQ((*graph->Read())->node_count(), 6u);
  }
  EXPECT_EQ(log.Count(), 6u);
  ASSERT_TRUE(CheckFile(log.path));
}

TEST(LogChunk, ARecordCutShortIsNoCommitAndIsWrittenOver) {
  Log log;
  log.SetMark(4);
  log.bytes[log.chunk + log.mark.end - 1] ^= 1;  // the end of the fifth
  log.Write();
  EXPECT_EQ(log.Count(), 4u);
  {
    const auto graph = *Graph::Open(log.path, OpenMode::kWrite);
    AddNode(*graph, "a longer name than the one before");
    EXPECT_EQ((*graph->Read())->node_count(), 5u);
  }
  EXPECT_EQ(log.Count(), 5u);
}

TEST(LogChunk, DamageWithinTheMarkIsFound) {
  Log log;
  const std::string good = log.bytes;
  for (size_t at = 0; at < log.mark.end; ++at) {
    log.bytes = good;
    log.bytes[log.chunk + at] ^= 4;
    log.Write();
    const auto graph = Graph::Open(log.path, OpenMode::kRead);
    ASSERT_FALSE(graph) << at;
    EXPECT_EQ(graph.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(graph.error().file, log.path);
  }
}

TEST(LogChunk, ChunksGrowAndAReaderFollowsThem) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  const auto graph = *Graph::Create(path);
  AddNode(*graph, "first");
  // A reader in another process, which sees each commit once and in order.
  int to_reader[2], from_reader[2];
  ASSERT_EQ(::pipe(to_reader), 0);
  ASSERT_EQ(::pipe(from_reader), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(to_reader[1]);
    const auto other = Graph::Open(path, OpenMode::kRead);
    char byte;
    while (::read(to_reader[0], &byte, 1) == 1) {
      const uint64_t count = (*(*other)->Read())->node_count();
      if (::write(from_reader[1], &count, sizeof count) != sizeof count) ::_exit(1);
    }
    ::_exit(0);
  }
  ::close(to_reader[0]);
  for (uint64_t i = 2; i <= 40; ++i) {
    AddNode(*graph, std::string(i == 30 ? 100'000 : 4'000, 'x'));
    ASSERT_EQ(::write(to_reader[1], "x", 1), 1);
    uint64_t count = 0;
    ASSERT_EQ(::read(from_reader[0], &count, sizeof count), static_cast<ssize_t>(sizeof count));
    ASSERT_EQ(count, i);
  }
  ::close(to_reader[1]);
  ::waitpid(child, nullptr, 0);
  const auto checked = CheckFile(path);
  ASSERT_TRUE(checked) << FormatError(checked.error());
  EXPECT_EQ(checked->nodes, 40u);
}

// Making a logged commit again reads what it changes in the base; damage there was thrown out of
// Graph::Open, which promises an error. Found by fuzzing.
TEST(LogChunk, DamageMetByALoggedCommitIsAnErrorOfOpening) {
  TemporaryFolder folder;
  const std::string path = folder / "g", text(5000, 'x');
  {
    const auto graph = *Graph::Create(path);
    AddNode(*graph, text);
  }
  ASSERT_TRUE(CompactFile(path));
  {
    const auto graph = *Graph::Open(path, OpenMode::kWrite);
    auto t = *graph->Begin();
    ASSERT_TRUE(t->SetProperty(NodeId(0), t->InternKey("name"), Value::String("y")));
    ASSERT_TRUE(t->Commit());
  }
  std::string bytes = ReadBytes(path);
  bytes[bytes.find(text) + 100] = 'z';
  std::filesystem::remove(path);
  WriteBytes(path, bytes);
  const auto graph = Graph::Open(path, OpenMode::kRead);
  ASSERT_FALSE(graph);
  EXPECT_EQ(graph.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(graph.error().file, path);
}

// tests/golden/graph_files/format-1.graph was written by the program of format 1: a base of an
// import, and four commits that changed and deleted parts of it.
TEST(FormatVersion, TheFirstOpensAndGrowsIntoThisOne) {
  TemporaryFolder folder;
  const std::string golden = ENTENTE_SOURCE_DIR "/tests/golden/graph_files/format-1";
  const std::string path = folder / "g";
  std::filesystem::copy_file(golden + ".graph", path);
  const auto jsonl = [&] {
    std::string text;
    const auto graph = *Graph::Open(path, OpenMode::kRead);
    EXPECT_TRUE(WriteJsonl(**graph->Read(), [&](std::string_view part) {
      text += part;
      return Status();
    }));
    return text;
  };
  EXPECT_EQ(jsonl(), ReadBytes(golden + ".jsonl"));
  auto checked = CheckFile(path);
  ASSERT_TRUE(checked) << FormatError(checked.error());
  EXPECT_EQ(checked->logged_commits, 4u);
  {
    const auto graph = *Graph::Open(path, OpenMode::kWrite);
    for (int i = 0; i < 3; ++i) AddNode(*graph, "new");
  }
  checked = CheckFile(path);
  ASSERT_TRUE(checked) << FormatError(checked.error());
  EXPECT_EQ(checked->nodes, 115u);
  EXPECT_EQ(checked->logged_commits, 7u);
  ASSERT_TRUE(CompactFile(path));
  checked = CheckFile(path);
  ASSERT_TRUE(checked) << FormatError(checked.error());
  EXPECT_EQ(checked->nodes, 115u);
  EXPECT_EQ(checked->logged_commits, 0u);
}

}  // namespace
}  // namespace entente::graph
