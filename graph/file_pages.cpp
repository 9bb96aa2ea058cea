#include "graph/file_pages.h"

#include <cstring>
#include <optional>
#include <string>

namespace entente::graph {
namespace {

// The layout of LMDB 0.9's pages on a 64-bit machine.   Source: lmdb 0.9.24, mdb.c, "Page layout".
constexpr uint32_t kMagic = 0xBEEFC0DE;
constexpr uint32_t kVersion = 1;
constexpr size_t kPageHeader = 16;
constexpr size_t kNodeHeader = 8;
constexpr uint16_t kBranch = 0x01;
constexpr uint16_t kLeaf = 0x02;
constexpr uint16_t kOverflow = 0x04;
constexpr uint16_t kMeta = 0x08;
constexpr uint16_t kKindMask = 0x6F;  // branch, leaf, overflow, meta, leaf2, sub-page
constexpr uint16_t kBigData = 0x01;
constexpr uint16_t kMetaFlags = 0x4008;  // MDB_NOSUBDIR, and the free tree's integer keys
constexpr uint16_t kMaxDepth = 32;       // CURSOR_STACK

template <class T>
T Load(const char* at) {
  T v;
  std::memcpy(&v, at, sizeof v);
  return v;
}

Error Damaged(const std::string& what) {
  return MakeError(ErrorCode::kCorrupt, "the graph file is damaged: " + what);
}

PageTree ReadTree(const char* at) {
  PageTree tree;
  tree.depth = Load<uint16_t>(at + 6);
  tree.branch_pages = Load<uint64_t>(at + 8);
  tree.leaf_pages = Load<uint64_t>(at + 16);
  tree.overflow_pages = Load<uint64_t>(at + 24);
  tree.entries = Load<uint64_t>(at + 32);
  tree.root = Load<uint64_t>(at + 40);
  return tree;
}

struct Node {
  std::string_view key;
  uint64_t child = 0;          // of a branch
  std::string_view value;      // of a leaf
  uint64_t overflow_page = 0;  // where the value lies in pages of its own; 0 else
  size_t value_size = 0;
};

class Page {
 public:
  // `number` is within the file.
  Page(std::string_view file, uint64_t number, uint32_t page_size)
      : at_(file.data() + number * page_size), page_size_(page_size) {}
  uint64_t number() const { return Load<uint64_t>(at_); }
  uint16_t kind() const { return Load<uint16_t>(at_ + 10) & kKindMask; }
  uint32_t overflow_count() const { return Load<uint32_t>(at_ + 12); }
  size_t lower() const { return Load<uint16_t>(at_ + 12); }
  size_t upper() const { return Load<uint16_t>(at_ + 14); }
  bool bounds_are_sane() const {
    return lower() >= kPageHeader && lower() <= upper() && upper() <= page_size_ &&
           (lower() - kPageHeader) % 2 == 0;
  }
  size_t node_count() const { return (lower() - kPageHeader) / 2; }
  // Nothing where the node leaves the page.
  std::optional<Node> node(size_t i) const {
    const size_t offset = Load<uint16_t>(at_ + kPageHeader + i * 2);
    if (offset < upper() || offset + kNodeHeader > page_size_) return std::nullopt;
    const char* header = at_ + offset;
    const uint64_t low = Load<uint16_t>(header), high = Load<uint16_t>(header + 2);
    const uint16_t flags = Load<uint16_t>(header + 4);
    const size_t key_size = Load<uint16_t>(header + 6);
    size_t end = offset + kNodeHeader + key_size;
    if (end > page_size_) return std::nullopt;
    Node node;
    node.key = {header + kNodeHeader, key_size};
    if (kind() == kBranch) {
      node.child = low | high << 16 | static_cast<uint64_t>(flags) << 32;
      return node;
    }
    node.value_size = low | high << 16;
    const char* data = header + kNodeHeader + key_size;
    if (flags == kBigData) {
      if (end + 8 > page_size_) return std::nullopt;
      node.overflow_page = Load<uint64_t>(data);
      if (node.overflow_page == 0) return std::nullopt;
    } else {
      if (flags != 0 || end + node.value_size > page_size_) return std::nullopt;
      node.value = {data, node.value_size};
    }
    return node;
  }

 private:
  const char* at_;  // into the map of the file
  size_t page_size_;
};

class Walk {
 public:
  Walk(std::string_view file, const MetaPage& meta, bool also_values)
      : file_(file), meta_(meta), also_values_(also_values), used_(meta.last_page + 1) {
    used_[0] = used_[1] = true;
  }

  using Entry = std::function<Status(std::string_view key, std::string_view value)>;

  Status Tree(const PageTree& tree, bool integer_keys, const Entry& entry) {
    integer_keys_ = integer_keys;
    previous_ = std::nullopt;
    seen_ = PageTree();
    if (tree.root == UINT64_MAX) {
      if (tree.depth != 0 || tree.entries != 0) return Damaged("an empty tree with entries");
      return {};
    }
    if (tree.depth == 0 || tree.depth > kMaxDepth) return Damaged("a tree of impossible depth");
    depth_ = tree.depth;
    ENTENTE_RETURN_IF_ERROR(Descend(tree.root, 1, entry));
    if (seen_.branch_pages != tree.branch_pages || seen_.leaf_pages != tree.leaf_pages ||
        seen_.overflow_pages != tree.overflow_pages || seen_.entries != tree.entries) {
      return Damaged("a tree's counts do not agree with its pages");
    }
    return {};
  }

  Status MarkFree(uint64_t page) {
    if (page < 2 || page > meta_.last_page || used_[page]) {
      return Damaged("a page is both used and free");
    }
    used_[page] = true;
    return {};
  }

 private:
  Status Mark(uint64_t first, uint64_t count) {
    if (first < 2 || count == 0 || first > meta_.last_page || count > meta_.last_page - first + 1) {
      return Damaged("a page lies outside the file");
    }
    for (uint64_t page = first; page < first + count; ++page) {
      if (used_[page]) return Damaged("a page is used twice");
      used_[page] = true;
    }
    return {};
  }

  bool Ascends(std::string_view a, std::string_view b, bool or_equal) const {
    if (integer_keys_) {
      if (a.size() != 8 || b.size() != 8) return false;
      const auto x = Load<uint64_t>(a.data()), y = Load<uint64_t>(b.data());
      return or_equal ? x <= y : x < y;
    }
    return or_equal ? a <= b : a < b;
  }

  Status Descend(uint64_t number, uint16_t level, const Entry& entry) {
    ENTENTE_RETURN_IF_ERROR(Mark(number, 1));
    const Page page(file_, number, meta_.page_size);
    const bool leaf = level == depth_;
    if (page.number() != number || page.kind() != (leaf ? kLeaf : kBranch) ||
        !page.bounds_are_sane() || page.node_count() < (leaf ? 1u : 2u)) {
      return Damaged("page " + std::to_string(number) + " is not what the tree says");
    }
    ++(leaf ? seen_.leaf_pages : seen_.branch_pages);
    for (size_t i = 0; i < page.node_count(); ++i) {
      const std::optional<Node> node = page.node(i);
      if (!node) return Damaged("page " + std::to_string(number) + " has an entry out of bounds");
      if (!leaf) {
        // A branch's first key is not looked at; the others part their neighbours.
        if (i > 0 && previous_ && !Ascends(*previous_, node->key, false)) {
          return Damaged("keys out of order");
        }
        if (i > 0) lower_bound_ = node->key;
        ENTENTE_RETURN_IF_ERROR(Descend(node->child, static_cast<uint16_t>(level + 1), entry));
        continue;
      }
      if (previous_ && !Ascends(*previous_, node->key, false)) return Damaged("keys out of order");
      if (lower_bound_ && !Ascends(*lower_bound_, node->key, true)) {
        return Damaged("keys out of order");
      }
      lower_bound_ = std::nullopt;
      previous_ = node->key;
      ++seen_.entries;
      std::string_view value = node->value;
      if (node->overflow_page) {
        ENTENTE_RETURN_IF_ERROR(Mark(node->overflow_page, 1));
        const Page overflow(file_, node->overflow_page, meta_.page_size);
        const uint64_t count =
            (kPageHeader + node->value_size + meta_.page_size - 1) / meta_.page_size;
        if (also_values_ && (overflow.number() != node->overflow_page ||
                             overflow.kind() != kOverflow || overflow.overflow_count() != count)) {
          return Damaged("page " + std::to_string(node->overflow_page) +
                         " is not what the tree says");
        }
        if (count > 1) ENTENTE_RETURN_IF_ERROR(Mark(node->overflow_page + 1, count - 1));
        seen_.overflow_pages += count;
        value = {file_.data() + node->overflow_page * meta_.page_size + kPageHeader,
                 node->value_size};
      }
      ENTENTE_RETURN_IF_ERROR(entry(node->key, value));
    }
    return {};
  }

  std::string_view file_;  // the caller's map
  const MetaPage& meta_;   // the caller's
  bool also_values_;
  std::vector<bool> used_;
  PageTree seen_;
  uint16_t depth_ = 0;
  bool integer_keys_ = false;
  std::optional<std::string_view> previous_;     // the last leaf key, in the map
  std::optional<std::string_view> lower_bound_;  // of the next leaf key, in the map
};

}  // namespace

Result<MetaPages> ReadMetaPages(std::string_view file) {
  const auto foreign = [](const std::string& what) {
    return MakeError(ErrorCode::kForeignFile, "not a graph file: " + what);
  };
  constexpr size_t kMetaSize = kPageHeader + 24 + 2 * 48 + 16;
  if (file.empty()) return foreign("it is empty");
  if (file.size() < kMetaSize || Load<uint32_t>(file.data() + kPageHeader) != kMagic) {
    return foreign("it does not begin like one");
  }
  const uint32_t page_size = Load<uint32_t>(file.data() + kPageHeader + 24);
  if (page_size < 4096 || page_size > 65536 || (page_size & (page_size - 1)) != 0) {
    return Damaged("a page size of " + std::to_string(page_size));
  }
  if (file.size() < 2 * size_t{page_size}) return Damaged("it ends within its first two pages");
  MetaPages pages;
  for (int i = 0; i < 2; ++i) {
    const char* page = file.data() + static_cast<size_t>(i) * page_size;
    const char* meta = page + kPageHeader;
    MetaPage& out = pages.page[i];
    if (Load<uint32_t>(meta) != kMagic || (Load<uint16_t>(page + 10) & kKindMask) != kMeta ||
        Load<uint64_t>(page) != static_cast<uint64_t>(i)) {
      return Damaged("meta page " + std::to_string(i) + " is not one");
    }
    if (Load<uint32_t>(meta + 4) != kVersion) {
      return foreign("LMDB data version " + std::to_string(Load<uint32_t>(meta + 4)));
    }
    out.page_size = Load<uint32_t>(meta + 24);
    if (Load<uint64_t>(meta + 8) != 0 || out.page_size != page_size ||
        Load<uint16_t>(meta + 28) != kMetaFlags || Load<uint32_t>(meta + 72) != 0 ||
        Load<uint16_t>(meta + 76) != 0) {
      return Damaged("meta page " + std::to_string(i) + " has impossible settings");
    }
    out.free_tree = ReadTree(meta + 24);
    out.main_tree = ReadTree(meta + 72);
    out.last_page = Load<uint64_t>(meta + 120);
    out.transaction = Load<uint64_t>(meta + 128);
    if (out.transaction != 0 && (out.transaction & 1) != static_cast<uint64_t>(i)) {
      return Damaged("meta page " + std::to_string(i) + " has an impossible transaction number");
    }
  }
  // Transactions take turns on the two pages.
  const MetaPage& newer = pages.newer();
  const MetaPage& older = pages.older();
  if (newer.transaction - older.transaction > 1) return Damaged("a meta page is out of date");
  if (newer.transaction == 0) return foreign("nothing was ever written to it");
  if (newer.last_page < older.last_page) return Damaged("a meta page is out of date");
  if (newer.last_page > (uint64_t{1} << 40) || file.size() / page_size < newer.last_page + 1) {
    return Damaged("it is cut short: " + std::to_string(file.size()) + " bytes, expected " +
                   std::to_string((newer.last_page + 1) * page_size));
  }
  return pages;
}

Status CheckPages(
    std::string_view file, const MetaPage& meta, bool also_values,
    const std::function<Status(std::string_view key, std::string_view value)>& entry) {
  Walk walk(file, meta, also_values);
  ENTENTE_RETURN_IF_ERROR(walk.Tree(meta.main_tree, false, entry));
  std::vector<std::string_view> lists;
  ENTENTE_RETURN_IF_ERROR(
      walk.Tree(meta.free_tree, true, [&](std::string_view key, std::string_view list) -> Status {
        if (key.size() != 8 || Load<uint64_t>(key.data()) > meta.transaction || list.size() < 8 ||
            list.size() / 8 - 1 < Load<uint64_t>(list.data())) {
          return Damaged("a list of free pages is not one");
        }
        lists.push_back(list);
        return {};
      }));
  for (std::string_view list : lists) {
    const auto count = Load<uint64_t>(list.data());
    uint64_t previous = UINT64_MAX;
    for (uint64_t i = 1; i <= count; ++i) {
      const auto page = Load<uint64_t>(list.data() + i * 8);
      if (page >= previous) return Damaged("a list of free pages is out of order");
      previous = page;
      ENTENTE_RETURN_IF_ERROR(walk.MarkFree(page));
    }
  }
  return {};
}

std::string_view FirstValue(std::string_view file, const MetaPage& meta) {
  uint64_t number = meta.main_tree.root;
  for (uint16_t level = 1; level <= meta.main_tree.depth && level <= kMaxDepth; ++level) {
    if (number < 2 || number > meta.last_page) return {};
    const Page page(file, number, meta.page_size);
    const bool leaf = level == meta.main_tree.depth;
    if (page.number() != number || page.kind() != (leaf ? kLeaf : kBranch) ||
        !page.bounds_are_sane() || page.node_count() == 0) {
      return {};
    }
    const std::optional<Node> node = page.node(0);
    if (!node) return {};
    if (leaf) return node->value;
    number = node->child;
  }
  return {};
}

}  // namespace entente::graph
