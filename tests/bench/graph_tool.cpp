// One measurement a run, as a line of JSON:
//
//   graph_tool import DATA GRAPH [THREADS]   seconds, bytes, peak memory
//   graph_tool open GRAPH ID                 microseconds to open, to find a person's name by
//                                            id, then all of that name
//   graph_tool write GRAPH-COPY SECONDS      durable transactions a second
//   graph_tool fold GRAPH-COPY               seconds to write the file anew
//   graph_tool disk FOLDER SECONDS           what the disk alone can do a second, and bare LMDB
//   graph_tool resident GRAPH                memory after a walk over everything both ways
//
// scripts/bench-graph runs them and prints the table.
#include <fcntl.h>
#include <lmdb.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <map>

#include "graph/builder.h"
#include "graph/file_system.h"
#include "graph/graph.h"
#include "graph/maintenance.h"
#include "tests/bench/peer_graph.h"

namespace entente::bench {
namespace {

using graph::Direction;
using graph::LabelId;
using graph::NodeId;
using graph::PropertyKeyId;
using graph::TypeId;
using graph::Value;
using Clock = std::chrono::steady_clock;

double Seconds(Clock::time_point since) {
  return std::chrono::duration<double>(Clock::now() - since).count();
}

double MemoryMb(const char* field) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(field)) return std::atof(line.c_str() + std::strlen(field) + 1) / 1024;
  }
  return 0;
}

// Of all threads, so that a busy machine can be told from a slow program.
double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class T>
T Need(graph::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", graph::FormatError(result.error()).c_str());
    std::exit(1);
  }
  return *std::move(result);
}
void Need(const graph::Status& status) {
  if (status) return;
  std::fprintf(stderr, "%s\n", graph::FormatError(status.error()).c_str());
  std::exit(1);
}

int Import(const std::string& data, const std::string& path, unsigned threads) {
  const auto begin = Clock::now();
  graph::GraphBuilder builder(threads);
  std::map<std::string, uint32_t> first;
  uint32_t next = 0;
  for (const PeerNodes& nodes : kPeerNodes) {
    first[nodes.label] = next;
    const LabelId label = builder.InternLabel(nodes.label);
    std::vector<PropertyKeyId> keys;
    for (const char* key : nodes.keys) keys.push_back(builder.InternKey(key));
    ForEachRow(data + "/" + nodes.label + ".csv", [&](const auto& fields) {
      Need(builder.AddNode({&label, 1}));
      ++next;
      for (size_t i = 0; i < keys.size(); ++i) {
        if (i == 0 || std::strcmp(nodes.keys[i], "year") == 0) {
          builder.SetInteger(keys[i], ToInteger(fields[i]));
        } else {
          builder.SetString(keys[i], fields[i]);
        }
      }
    });
  }
  for (const PeerRelationships& r : kPeerRelationships) {
    const TypeId type = builder.InternType(r.type);
    const PropertyKeyId key = r.key ? builder.InternKey(r.key) : PropertyKeyId();
    const auto from = first[r.from], to = first[r.to];
    ForEachRow(data + "/" + r.file + ".csv", [&](const auto& fields) {
      Need(builder.AddRelationship(type, NodeId(from + static_cast<uint32_t>(ToInteger(fields[0]))),
                                   NodeId(to + static_cast<uint32_t>(ToInteger(fields[1])))));
      if (r.key) builder.SetString(key, fields[2]);
    });
  }
  const double fed = Seconds(begin);
  Need(builder.WriteFile(path, graph::Replace::kYes));
  const double seconds = Seconds(begin);
  struct stat status = {};
  ::stat(path.c_str(), &status);
  std::printf(
      "{\"what\":\"import\",\"threads\":%u,\"seconds\":%.3f,\"cpu_seconds\":%.3f,\"fed_seconds\":%."
      "3f,"
      "\"bytes\":%lld,\"peak_mb\":%.0f}\n",
      threads, seconds, CpuSeconds(), fed, static_cast<long long>(status.st_size),
      MemoryMb("VmHWM"));
  return 0;
}

int Open(const std::string& path, int64_t id) {
  const auto begin = Clock::now();
  const auto opened = Need(graph::Graph::Open(path, graph::OpenMode::kRead));
  const auto reader = Need(opened->Read());
  const double open = Seconds(begin);
  const auto found =
      reader->FindNodes(*reader->FindLabel("Person"), *reader->FindKey("id"), Value::Integer(id));
  const Value name = reader->Property(found.at(0), *reader->FindKey("name"));
  const double first = Seconds(begin) - open;
  const auto again =
      reader->FindNodes(*reader->FindLabel("Person"), *reader->FindKey("name"), name);
  const double by_name = Seconds(begin) - open - first;
  std::printf(
      "{\"what\":\"open\",\"open_us\":%.0f,\"first_us\":%.0f,\"name_us\":%.0f,\"resident_mb\":%.1f,"
      "\"found\":%zu}\n",
      open * 1e6, first * 1e6, by_name * 1e6, MemoryMb("VmRSS"), again.size());
  return 0;
}

int Write(const std::string& path, double seconds) {
  const auto opened = Need(graph::Graph::Open(path, graph::OpenMode::kWrite));
  const auto measure = [&](const char* what, auto transaction) {
    const auto begin = Clock::now();
    int64_t count = 0;
    while (Seconds(begin) < seconds) {
      auto t = Need(opened->Begin());
      transaction(*t, count++);
      Need(t->Commit());
    }
    std::printf("{\"what\":\"%s\",\"per_second\":%.0f}\n", what,
                static_cast<double>(count) / Seconds(begin));
  };
  const auto find = [](graph::Transaction& t, int64_t id) {
    return t.reader()
        .FindNodes(t.InternLabel("Person"), t.InternKey("id"), Value::Integer(id))
        .at(0);
  };
  const auto people = static_cast<int64_t>(
      Need(opened->Read())->CountNodes(*Need(opened->Read())->FindLabel("Person")));
  const auto add_node = [&](graph::Transaction& t, int64_t i) {
    const LabelId label = t.InternLabel("Person");
    const NodeId node = Need(t.CreateNode({&label, 1}));
    Need(t.SetProperty(node, t.InternKey("id"), Value::Integer(10'000'000 + i)));
    Need(t.SetProperty(node, t.InternKey("name"), Value::String("new " + std::to_string(i))));
  };
  const auto add_relationship = [&](graph::Transaction& t, int64_t i) {
    const NodeId a = find(t, (i * 7919) % people), b = find(t, (i * 104729 + 1) % people);
    Need(t.SetProperty(Need(t.CreateRelationship(t.InternType("MET"), a, b)), t.InternKey("date"),
                       Value::String("2020-01-01")));
  };
  measure("node", add_node);
  measure("relationship", add_relationship);
  measure("both", [&](graph::Transaction& t, int64_t i) {
    add_node(t, i);
    add_relationship(t, i);
  });
  return 0;
}

// A file written anew: what a fold costs.
int Fold(const std::string& path) {
  const auto begin = Clock::now();
  const double cpu = CpuSeconds();
  Need(graph::CompactFile(path));
  std::printf("{\"what\":\"fold\",\"seconds\":%.3f,\"cpu_seconds\":%.3f,\"peak_mb\":%.0f}\n",
              Seconds(begin), CpuSeconds() - cpu, MemoryMb("VmHWM"));
  return 0;
}

// Small durable writes without a graph: at the end of a file that grows, in place, and by LMDB.
int Disk(const std::string& folder, double seconds) {
  const std::string path = folder + "/disk";
  const auto measure = [&](const char* what, auto write) {
    const auto begin = Clock::now();
    uint64_t count = 0;
    while (Seconds(begin) < seconds) write(count++);
    std::printf("{\"what\":\"%s\",\"per_second\":%.0f}\n", what,
                static_cast<double>(count) / Seconds(begin));
    ::unlink(path.c_str());
    ::unlink((path + "-lock").c_str());
  };
  const std::string bytes(100, 'x'), room(1 << 20, '\0');
  int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  measure("100 bytes appended and flushed", [&](uint64_t i) {
    graph::WriteAt(fd, bytes, i * bytes.size(), graph::Durability::kWhenever);
    ::fdatasync(fd);
  });
  ::close(fd);
  fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  graph::WriteAt(fd, room, 0, graph::Durability::kNow);
  measure("100 bytes in place, flushed", [&](uint64_t i) {
    graph::WriteAt(fd, bytes, i % 10'000 * bytes.size(), graph::Durability::kNow);
  });
  ::close(fd);
  MDB_env* env = nullptr;
  mdb_env_create(&env);
  mdb_env_set_mapsize(env, size_t{1} << 30);
  mdb_env_open(env, path.c_str(), MDB_NOSUBDIR, 0644);
  measure("100 bytes, a transaction of bare LMDB", [&](uint64_t i) {
    MDB_txn* txn = nullptr;
    MDB_dbi dbi = 0;
    mdb_txn_begin(env, nullptr, 0, &txn);
    mdb_dbi_open(txn, nullptr, 0, &dbi);
    MDB_val key = {sizeof i, &i}, value = {bytes.size(), const_cast<char*>(bytes.data())};
    mdb_put(txn, dbi, &key, &value, 0);
    mdb_txn_commit(txn);
  });
  mdb_env_close(env);
  return 0;
}

int Resident(const std::string& path) {
  const auto opened = Need(graph::Graph::Open(path, graph::OpenMode::kRead));
  const auto reader = Need(opened->Read());
  uint64_t sum = 0;
  graph::AdjacencyBuffer buffer;
  const auto begin = Clock::now();
  for (uint32_t t = 0; t < reader->type_count(); ++t) {
    for (const Direction direction : {Direction::kOut, Direction::kIn}) {
      for (uint32_t node = 0; node < reader->node_capacity(); ++node) {
        const auto list =
            reader->Adjacent(NodeId(node), TypeId(static_cast<uint16_t>(t)), direction, buffer);
        for (uint32_t i = 0; i < list.size; ++i) {
          sum += list.node(i).value ^ list.relationship(i).value;
        }
      }
    }
  }
  const double seconds = Seconds(begin);
  std::printf(
      "{\"what\":\"resident\",\"cpu_seconds\":%.3f,\"resident_mb\":%.1f,"
      "\"bytes_per_relationship\":%.1f,\"sum\":%llu}\n",
      seconds, MemoryMb("VmRSS"),
      MemoryMb("VmRSS") * 1048576 / static_cast<double>(reader->relationship_count()),
      static_cast<unsigned long long>(sum));
  return 0;
}

}  // namespace
}  // namespace entente::bench

int main(int argc, char** argv) {
  using namespace entente::bench;
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "import" && argc >= 4) {
    return Import(argv[2], argv[3], argc > 4 ? static_cast<unsigned>(std::atoi(argv[4])) : 2);
  }
  if (what == "fold" && argc == 3) return Fold(argv[2]);
  if (what == "disk" && argc == 4) return Disk(argv[2], std::atof(argv[3]));
  if (what == "open" && argc == 4) return Open(argv[2], std::atoll(argv[3]));
  if (what == "write" && argc == 4) return Write(argv[2], std::atof(argv[3]));
  if (what == "resident" && argc == 3) return Resident(argv[2]);
  std::fprintf(stderr, "usage: graph_tool import|open|write|fold|disk|resident ...\n");
  return 2;
}
