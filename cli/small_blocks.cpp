// The program's operator new and delete: blocks of up to a kilobyte come from lists of one size
// that every thread keeps for itself. Reading a document makes some hundred thousand small strings
// and vectors a megabyte and gives them back soon after; the C library's allocator keeps only seven
// of a size at hand a thread, and was a sixth of the time of a build. Why and what it brought:
// docs/decisions/0007-small-blocks.md. Linked into programs, not into the libraries: whoever uses
// those keeps an allocator of their own. Threads: any; a block may be given back by another one.
// The region of small blocks, and large ones by themselves, lie in large pages where the system has
// them: what a build reads jumps between them, and finding the page was a fifteenth of its time.

#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>

namespace {

constexpr size_t kLargest = 1024;  // bytes; what is larger is the C library's
constexpr size_t kStep = 16;
constexpr size_t kSpanBytes = size_t{1} << 16;    // blocks of a span have one size
constexpr size_t kRegionBytes = size_t{1} << 34;  // addresses, not memory; past them the C library
constexpr size_t kSpans = kRegionBytes / kSpanBytes;
constexpr size_t kBatchBytes = size_t{1} << 13;  // what threads hand to each other at a time

constexpr std::array<uint16_t, 24> kSizes = {16,  32,  48,  64,  80,  96,  112, 128,
                                             144, 160, 176, 192, 208, 224, 240, 256,
                                             320, 384, 448, 512, 640, 768, 896, 1024};
constexpr size_t kClasses = kSizes.size();

/// The class of blocks of up to 16 * i bytes.
constexpr auto kClassOf = []() {
  std::array<uint8_t, kLargest / kStep + 1> classes{};
  for (size_t i = 0, c = 0; i < classes.size(); ++i) {
    while (kSizes[c] < i * kStep) ++c;
    classes[i] = static_cast<uint8_t>(c);
  }
  return classes;
}();

/// A free block is a link of a list.
struct Block {
  Block* next;
};
/// So many blocks of a class move between a thread and the rest at a time.
constexpr uint32_t BatchOf(size_t size_class) {
  return static_cast<uint32_t>(kBatchBytes / kSizes[size_class]);
}

/// What threads have given back, and memory that nobody had yet.
struct Shared {
  std::mutex mutex;
  struct List {
    // Of BatchOf blocks each; behind the first block's own link is the one to the next batch.
    Block* batches = nullptr;
    Block* loose = nullptr;  // what threads had left at their end
    std::byte* fresh = nullptr;
    std::byte* fresh_end = nullptr;
  };
  std::array<List, kClasses> lists;
  size_t next_span = 0;
  bool failed = false;
};
constinit Shared shared;
// The region's begin and size; both 0 before there is one.
constinit std::atomic<uintptr_t> region_begin{0};
constinit std::atomic<size_t> region_bytes{0};
constinit std::array<uint8_t, kSpans> class_of_span{};

struct ThreadLists {
  struct List {
    Block* first = nullptr;
    uint32_t count = 0;
    Block* spare = nullptr;  // a whole batch
  };
  std::array<List, kClasses> lists;
};
constinit thread_local ThreadLists mine;

void GiveBatch(size_t size_class, Block* batch) {
  std::lock_guard lock(shared.mutex);
  Shared::List& list = shared.lists[size_class];
  reinterpret_cast<Block**>(batch)[1] = list.batches;
  list.batches = batch;
}

/// When a thread ends its blocks go to the others. Touched on the slow path alone.
struct ThreadEnd {
  bool armed = false;
  ~ThreadEnd() {
    for (size_t c = 0; c < kClasses; ++c) {
      ThreadLists::List& list = mine.lists[c];
      if (list.spare != nullptr) GiveBatch(c, list.spare);
      list.spare = nullptr;
      if (list.first == nullptr) continue;
      Block* last = list.first;
      while (last->next != nullptr) last = last->next;
      std::lock_guard lock(shared.mutex);
      last->next = shared.lists[c].loose;
      shared.lists[c].loose = list.first;
      list.first = nullptr;
      list.count = 0;
    }
  }
};
thread_local ThreadEnd thread_end;

constexpr size_t kLargePage = size_t{2} << 20;

/// Asks for large pages within a stretch of memory; where there are none it is as before.
void PreferLargePages([[maybe_unused]] void* begin, [[maybe_unused]] size_t size) {
#ifdef MADV_HUGEPAGE
  const auto address = reinterpret_cast<uintptr_t>(begin);
  const uintptr_t first = (address + kLargePage - 1) / kLargePage * kLargePage;
  const uintptr_t end = (address + size) / kLargePage * kLargePage;
  if (first >= end) return;
  const int error = errno;
  ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
  errno = error;
#endif
}

/// REQUIRES shared.mutex. False where there is no more.
bool NewSpan(size_t size_class) {
  if (region_bytes.load(std::memory_order_relaxed) == 0 && !shared.failed) {
    void* region = ::mmap(nullptr, kRegionBytes, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED) {
      shared.failed = true;
    } else {
      PreferLargePages(region, kRegionBytes);
      region_begin.store(reinterpret_cast<uintptr_t>(region), std::memory_order_relaxed);
      region_bytes.store(kRegionBytes, std::memory_order_release);
    }
  }
  if (shared.failed || shared.next_span == kSpans) return false;
  const size_t span = shared.next_span++;
  class_of_span[span] = static_cast<uint8_t>(size_class);
  Shared::List& list = shared.lists[size_class];
  list.fresh = reinterpret_cast<std::byte*>(region_begin.load(std::memory_order_relaxed)) +
               span * kSpanBytes;
  list.fresh_end = list.fresh + kSpanBytes;
  return true;
}

/// A block when the thread has none; null where there is no more.
[[gnu::noinline]] void* TakeSlowly(size_t size_class) {
  ThreadLists::List& list = mine.lists[size_class];
  thread_end.armed = true;
  if (list.spare != nullptr) {
    list.first = list.spare;
    list.spare = nullptr;
    list.count = BatchOf(size_class);
  } else {
    std::lock_guard lock(shared.mutex);
    Shared::List& all = shared.lists[size_class];
    if (all.batches != nullptr) {
      list.first = all.batches;
      all.batches = reinterpret_cast<Block**>(list.first)[1];
      list.count = BatchOf(size_class);
    } else {
      const size_t size = kSizes[size_class];
      while (list.count < BatchOf(size_class)) {
        Block* block = all.loose;
        if (block != nullptr) {
          all.loose = block->next;
        } else {
          if (static_cast<size_t>(all.fresh_end - all.fresh) < size && !NewSpan(size_class)) break;
          block = reinterpret_cast<Block*>(all.fresh);
          all.fresh += size;
        }
        block->next = list.first;
        list.first = block;
        ++list.count;
      }
    }
  }
  if (list.first == nullptr) return nullptr;
  Block* block = list.first;
  list.first = block->next;
  --list.count;
  return block;
}

void* LargeBlock(size_t size) {
  while (true) {
    if (void* block = std::malloc(size == 0 ? 1 : size)) {
      if (size >= 2 * kLargePage) PreferLargePages(block, size);
      return block;
    }
    std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

[[gnu::noinline]] void GiveSpare(ThreadLists::List& list, size_t size_class) {
  if (list.spare != nullptr) GiveBatch(size_class, list.spare);
  list.spare = list.first;
  list.first = nullptr;
  list.count = 0;
}

}  // namespace

void* operator new(size_t size) {
  if (size > kLargest) return LargeBlock(size);
  const size_t size_class = kClassOf[(size + kStep - 1) / kStep];
  ThreadLists::List& list = mine.lists[size_class];
  Block* block = list.first;
  if (block == nullptr) {
    void* slow = TakeSlowly(size_class);
    return slow != nullptr ? slow : LargeBlock(size);
  }
  list.first = block->next;
  --list.count;
  return block;
}

void operator delete(void* pointer) noexcept {
  const uintptr_t place =
      reinterpret_cast<uintptr_t>(pointer) - region_begin.load(std::memory_order_relaxed);
  if (place >= region_bytes.load(std::memory_order_relaxed)) {
    std::free(pointer);
    return;
  }
  const size_t size_class = class_of_span[place / kSpanBytes];
  ThreadLists::List& list = mine.lists[size_class];
  Block* block = static_cast<Block*>(pointer);
  block->next = list.first;
  list.first = block;
  if (++list.count == BatchOf(size_class)) GiveSpare(list, size_class);
}

void operator delete(void* pointer, size_t) noexcept { operator delete(pointer); }
