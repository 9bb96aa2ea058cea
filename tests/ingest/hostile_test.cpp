// Documents made to be slow: work must grow with the text, not with its square. Work is counted in
// what is allocated, which is the same in every run, and not in seconds.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/document_extraction.h"
#include "ingest/knowledge.h"
#include "ingest/linker.h"

namespace {
std::atomic<uint64_t> allocations{0}, allocated_bytes{0};
}

// The sanitizers have allocation functions of their own: beside them nothing is counted, and what
// the shapes do to memory is theirs to tell.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
[[gnu::noinline]] void* operator new(size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  allocated_bytes.fetch_add(size, std::memory_order_relaxed);
  if (void* room = std::malloc(size == 0 ? 1 : size)) return room;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* room) noexcept { std::free(room); }
[[gnu::noinline]] void operator delete(void* room, size_t) noexcept { std::free(room); }
#endif

namespace entente::ingest {
namespace {

const Knowledge& TestKnowledge() {
  static const std::unique_ptr<const Knowledge> kKnowledge = [] {
    auto files = LoadKnowledgeFiles("");
    EXPECT_TRUE(files);
    auto knowledge = Knowledge::Load(*files);
    EXPECT_TRUE(knowledge);
    return *std::move(knowledge);
  }();
  return *kKnowledge;
}

struct Shape {
  const char* name;
  std::string_view unit;  // again and again
};

// Source of the cases: what the project promises of its readers and pipeline.
const Shape kShapes[] = {
    {"OneLineOfProse", "Peru and Chile signed a treaty on water in Lima on 4 May 2019 and then "},
    {"Brackets", "([{)]}"},
    {"OpenBrackets", "("},
    {"InvalidUtf8", "\xff\xfe\x80 signed \xc3("},
    {"RightToLeftMarks", "\xe2\x80\x8f\xe2\x80\xae"},
    {"Capitals", "Ana Bo Cy Dee "},
    {"OneName", "Mr Smith met John Smith of Peru. "},
    {"Agreements", "the agreement, the treaty, a memorandum of understanding, "},
    {"Semicolons", "The bodies are: Alpha Agency; Beta Bank; "},
    {"Dates", "4 May 2019 to 5 June, last week; "},
    {"Quotes", "\"“'‘ "},
    {"Hyphens", "UK-Chile-Peru-"},
    {"Letters", "aA"},
};

struct Work {
  uint64_t allocations = 0, bytes = 0;
};

Work WorkOn(const Shape& shape, size_t size) {
  RawDocument raw;
  raw.file = raw.id = "hostile";
  while (raw.bytes.size() < size) raw.bytes += shape.unit;
  Work before{allocations, allocated_bytes};
  auto extracted = ExtractDocument(std::move(raw), TestKnowledge(), false);
  if (extracted) {
    std::vector<StoredFindings> documents;
    documents.push_back(std::move(extracted->stored));
    LinkDocuments(documents);
  }
  return {allocations - before.allocations, allocated_bytes - before.bytes};
}

class HostileTest : public testing::TestWithParam<Shape> {};

TEST_P(HostileTest, FourTimesTheTextIsAboutFourTimesTheWork) {
  constexpr size_t kSize = size_t{64} << 10;
  WorkOn(GetParam(), 1024);  // what is made once
  Work small = WorkOn(GetParam(), kSize), large = WorkOn(GetParam(), 4 * kSize);
  EXPECT_LT(large.allocations, 5 * small.allocations + 1000);
  EXPECT_LT(large.bytes, 5 * small.bytes + (1 << 20));
}

INSTANTIATE_TEST_SUITE_P(Shapes, HostileTest, testing::ValuesIn(kShapes),
                         [](const auto& shape) { return std::string(shape.param.name); });

}  // namespace
}  // namespace entente::ingest
