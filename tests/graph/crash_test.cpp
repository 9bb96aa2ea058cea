// Kills a writing process at random moments and opens what it left; changes a file at random and
// opens that. The numbers are larger in the long form: ENTENTE_CRASHES=500 ENTENTE_DAMAGES=5000.
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>

#include "graph/base.h"
#include "graph/builder.h"
#include "graph/damage.h"
#include "graph/graph.h"
#include "graph/maintenance.h"
#include "graph/store.h"
#include "tests/graph/model_graph.h"
#include "tests/graph/temporary_folder.h"

namespace entente::graph {
namespace {

int FromEnvironment(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atoi(text) : otherwise;
}

// Transaction i: a node numbered i, a relationship from the node before, a counter set to i + 1,
// and now and then so much text that the commit folds. Reports each commit through `pipe`.
[[noreturn]] void WriteForEver(const std::string& path, int pipe) {
  auto opened = Graph::Open(path, OpenMode::kWrite);
  if (!opened) ::_exit(1);
  Graph& graph = **opened;
  auto reader = graph.Read();
  if (!reader) ::_exit(2);
  auto next = static_cast<int64_t>((*reader)->node_count()) - 1;  // the counter is a node too
  for (;; ++next) {
    auto begun = graph.Begin();
    if (!begun) ::_exit(3);
    Transaction& t = **begun;
    const LabelId label = t.InternLabel("N"), counter = t.InternLabel("Counter");
    const PropertyKeyId key = t.InternKey("key"), text = t.InternKey("text");
    const NodeId node = *t.CreateNode(std::array{label});
    if (!t.SetProperty(node, key, Value::Integer(next))) ::_exit(4);
    if (next % 16 == 0 &&
        !t.SetProperty(node, text,
                       Value::String(std::string(60000, static_cast<char>('a' + next % 26))))) {
      ::_exit(4);
    }
    if (next > 0) {
      const auto before = t.reader().FindNodes(label, key, Value::Integer(next - 1));
      if (before.size() != 1 || !t.CreateRelationship(t.InternType("NEXT"), before[0], node)) {
        ::_exit(5);
      }
    }
    const auto counters = t.reader().FindNodes(counter, key, Value::String("counter"));
    if (counters.size() != 1 ||
        !t.SetProperty(counters[0], t.InternKey("value"), Value::Integer(next + 1)) ||
        !t.Commit()) {
      ::_exit(6);
    }
    if (::write(pipe, &next, sizeof next) != sizeof next) ::_exit(7);
  }
}

TEST(Crash, AKilledWriterLeavesExactlyItsCommits) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  {
    const auto graph = *Graph::Create(path);
    auto t = *graph->Begin();
    const NodeId counter = *t->CreateNode(std::array{t->InternLabel("Counter")});
    ASSERT_TRUE(t->SetProperty(counter, t->InternKey("key"), Value::String("counter")));
    ASSERT_TRUE(t->SetProperty(counter, t->InternKey("value"), Value::Integer(0)));
    ASSERT_TRUE(t->Commit());
  }
  std::mt19937 random(20180914);
  int64_t committed = -1;
  uint64_t folded = 0;
  const int crashes = FromEnvironment("ENTENTE_CRASHES", 50);
  for (int crash = 0; crash < crashes; ++crash) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t writer = ::fork();
    ASSERT_GE(writer, 0);
    if (writer == 0) {
      ::close(pipe[0]);
      WriteForEver(path, pipe[1]);
    }
    ::close(pipe[1]);
    // Let it come to its first commit, then strike at any moment of what follows.
    struct pollfd ready = {pipe[0], POLLIN, 0};
    ASSERT_EQ(::poll(&ready, 1, 60000), 1);
    ::usleep(random() % 20000);
    ::kill(writer, SIGKILL);
    int status = 0;
    ::waitpid(writer, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << WEXITSTATUS(status);
    int64_t reported = committed;
    while (::read(pipe[0], &reported, sizeof reported) == sizeof reported) {
    }
    ::close(pipe[0]);

    const auto checked = CheckFile(path);
    ASSERT_TRUE(checked) << FormatError(checked.error());
    folded += checked->pieces > 0 ? 1 : 0;
    const auto graph = Graph::Open(path, OpenMode::kRead);
    ASSERT_TRUE(graph) << FormatError(graph.error());
    const auto reader = *(*graph)->Read();
    const PropertyKeyId key = *reader->FindKey("key");
    const auto count = static_cast<int64_t>(reader->node_count()) - 1;
    // What it reported is there; of what it did not, at most the one commit it was at.
    ASSERT_GE(count, reported + 1);
    ASSERT_LE(count, reported + 2);
    const auto counters =
        reader->FindNodes(*reader->FindLabel("Counter"), key, Value::String("counter"));
    ASSERT_EQ(counters.size(), 1u);
    ASSERT_EQ(reader->Property(counters[0], *reader->FindKey("value")).as_integer(), count);
    ASSERT_EQ(reader->relationship_count(), static_cast<uint64_t>(count - 1));
    AdjacencyBuffer buffer;
    for (int64_t i = 0; i < count; ++i) {
      const auto found = reader->FindNodes(*reader->FindLabel("N"), key, Value::Integer(i));
      ASSERT_EQ(found.size(), 1u) << i;
      const Value text = reader->Property(found[0], *reader->FindKey("text"));
      ASSERT_EQ(text.is_null(), i % 16 != 0);
      if (i + 1 == count) continue;
      const auto next =
          reader->Adjacent(found[0], *reader->FindType("NEXT"), Direction::kOut, buffer);
      ASSERT_EQ(next.size, 1u);
      ASSERT_EQ(reader->Property(next.node(0), key).as_integer(), i + 1);
    }
    committed = count - 1;
  }
  EXPECT_GT(folded, 0u) << "some of the commits folded";
  std::printf("%d kills, %lld commits\n", crashes, static_cast<long long>(committed + 1));
}

// Everything a reader can say, in one number.
uint64_t Fingerprint(const GraphReader& reader) {
  uint64_t sum = reader.node_count() * 31 + reader.relationship_count();
  const auto mix = [&](uint64_t v) { sum = (sum ^ v) * 0x9E3779B97F4A7C15u + 1; };
  const auto properties = [&](const PropertyList& list) {
    for (const auto& [key, value] : list) {
      mix(Hash(Value::String(std::string(reader.Name(key)))));
      mix(Hash(value));
    }
  };
  std::vector<NodeId> nodes;
  for (std::optional<NodeId> at = NodeId(0); at;) {
    at = reader.ScanNodes(LabelId(), *at, 1000, nodes);
  }
  AdjacencyBuffer buffer;
  for (NodeId node : nodes) {
    for (LabelId label : reader.Labels(node)) {
      mix(Hash(Value::String(std::string(reader.Name(label)))));
    }
    properties(reader.Properties(node));
    for (const char* name : {"name", "key"}) {
      const auto key = reader.FindKey(name);
      if (!key) continue;
      const Value value = reader.Property(node, *key);
      if (!value.is_null()) mix(reader.FindNodes(LabelId(), *key, value).size());
    }
    for (uint32_t t = 0; t < reader.type_count(); ++t) {
      for (const Direction direction : {Direction::kOut, Direction::kIn}) {
        const auto list =
            reader.Adjacent(node, TypeId(static_cast<uint16_t>(t)), direction, buffer);
        for (uint32_t i = 0; i < list.size; ++i) {
          mix(list.node(i).value);
          const RelationshipEnds ends = reader.Ends(list.relationship(i));
          mix(ends.start.value * 7 + ends.end.value);
          properties(reader.Properties(list.relationship(i)));
        }
      }
    }
  }
  return sum;
}

enum Ending { kRight = 0, kRefused = 1, kFoundWhileReading = 2, kWrong = 3 };

// Opens and reads everything, for a child process's exit status.
Ending ReadAll(const std::string& path, uint64_t expected) {
  try {
    auto graph = Graph::Open(path, OpenMode::kRead);
    if (!graph) return kRefused;
    auto reader = (*graph)->Read();
    if (!reader) return kRefused;
    return Fingerprint(**reader) == expected ? kRight : kWrong;
  } catch (const DamagedFile&) {
    return kFoundWhileReading;
  }
}

// A base with every encoding and a log over it.
void MakeVariedGraph(const std::string& path) {
  ModelGraph model;
  RandomWriter writer(77);
  ASSERT_TRUE(Graph::Create(path));
  for (int round = 0; round < 2; ++round) {
    auto graph = *Graph::Open(path, OpenMode::kWrite);
    for (int commit = 0; commit < 6; ++commit) {
      auto t = *graph->Begin();
      writer.Write(model, *t, 80);
      const NodeId document = *t->CreateNode(std::array{t->InternLabel("Document")});
      std::string text;
      for (int i = 0; i < 900; ++i) text += "word" + std::to_string(i * commit) + " ";
      ASSERT_TRUE(t->SetProperty(document, t->InternKey("text"), Value::String(text)));
      ASSERT_TRUE(t->Commit());
    }
    graph.reset();
    if (round == 0) {
      ASSERT_TRUE(CompactFile(path));
    }
  }
}

TEST(Damage, NoChangeOfAFileIsReadAsWrongData) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  ASSERT_NO_FATAL_FAILURE(MakeVariedGraph(path));
  const std::string good = ReadBytes(path);
  const uint64_t expected = [&] {
    const auto graph = *Graph::Open(path, OpenMode::kRead);
    EXPECT_GT((*graph->Read())->store().base()->catalog().pieces.size(), 10u);
    return Fingerprint(**graph->Read());
  }();
  std::mt19937 random(7);
  std::map<Ending, int> endings;
  const int damages = FromEnvironment("ENTENTE_DAMAGES", 400);
  const std::string damaged = folder / "damaged";
  for (int i = 0; i < damages; ++i) {
    std::string bytes = good;
    std::string what;
    const size_t at = random() % bytes.size();
    switch (random() % 6) {
      case 0:
        bytes.resize(at);
        what = "cut at " + std::to_string(at);
        break;
      case 1:
      case 2:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        what = "a bit at " + std::to_string(at);
        break;
      case 3: {  // where pages begin, and the meta pages
        const size_t page = random() % (bytes.size() / 4096) * (random() % 2) * 4096;
        const size_t in_page = random() % (page == 0 ? 4096 + 160 : 64);
        bytes[page + in_page] = static_cast<char>(bytes[page + in_page] ^ (1 << random() % 8));
        what = "a bit at " + std::to_string(page + in_page);
        break;
      }
      case 4: {
        const size_t size = std::min<size_t>(1 + random() % 5000, bytes.size() - at);
        for (size_t k = 0; k < size; ++k) bytes[at + k] = static_cast<char>(random());
        what = std::to_string(size) + " random bytes at " + std::to_string(at);
        break;
      }
      default: {  // a page in the place of another
        const size_t pages = bytes.size() / 4096;
        const size_t from = random() % pages, to = random() % pages;
        std::copy_n(good.begin() + static_cast<std::ptrdiff_t>(from * 4096), 4096,
                    bytes.begin() + static_cast<std::ptrdiff_t>(to * 4096));
        what = "page " + std::to_string(from) + " over " + std::to_string(to);
      }
    }
    std::filesystem::remove(damaged);
    WriteBytes(damaged, bytes);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::alarm(60);
      ::_exit(ReadAll(damaged, expected));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status)) << what << ": signal " << WTERMSIG(status);
    const auto ending = static_cast<Ending>(WEXITSTATUS(status));
    ++endings[ending];
    ASSERT_NE(ending, kWrong) << what;
  }
  std::printf("%d changes: %d refused at opening, %d found while reading, %d read right\n", damages,
              endings[kRefused], endings[kFoundWhileReading], endings[kRight]);
}

TEST(Damage, AFullDiskLeavesTheLastCommit) {
  TemporaryFolder folder;
  const std::string path = folder / "g";
  { ASSERT_TRUE(Graph::Create(path)); }
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {200 << 10, 200 << 10};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto graph = Graph::Open(path, OpenMode::kWrite);
    if (!graph) ::_exit(1);
    for (int i = 0; i < 1000; ++i) {
      auto t = (*graph)->Begin();
      if (!t) ::_exit(2);
      const NodeId node = *(*t)->CreateNode({});
      if (!(*t)->SetProperty(node, (*t)->InternKey("text"),
                             Value::String(std::string(5000, 'x')))) {
        ::_exit(3);
      }
      const Status status = (*t)->Commit();
      if (status) continue;
      const bool named = status.error().file == path && status.error().code == ErrorCode::kNoSpace;
      const auto reader = (*graph)->Read();
      ::_exit(named && reader && (*reader)->node_count() == static_cast<uint64_t>(i) && i > 5 ? 0
                                                                                              : 4);
    }
    ::_exit(5);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const auto checked = CheckFile(path);
  ASSERT_TRUE(checked) << FormatError(checked.error());
  EXPECT_GT(checked->nodes, 5u);
}

}  // namespace
}  // namespace entente::graph
