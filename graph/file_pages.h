/// \file
/// The page tree of a durable file, checked by code of ours before LMDB walks it: LMDB trusts page
/// numbers and offsets, so a damaged page could make it read anywhere. Knows LMDB's format 0.9
/// (version 1) and nothing of what the values mean.   Described in docs/file_format.md.
/// Threads: pure functions. Ownership: views into the caller's map of the file.

#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace entente::graph {

/// A B-tree as its meta page describes it.
struct PageTree {
  uint16_t depth = 0;
  uint64_t branch_pages = 0;
  uint64_t leaf_pages = 0;
  uint64_t overflow_pages = 0;
  uint64_t entries = 0;
  uint64_t root = UINT64_MAX;  ///< UINT64_MAX for an empty tree
};

/// One of the two meta pages.
struct MetaPage {
  uint32_t page_size = 0;
  PageTree free_tree;
  PageTree main_tree;
  uint64_t last_page = 0;
  uint64_t transaction = 0;
};

/// Reads both meta pages and checks them against each other and against the file's length.
/// Errors: kForeignFile when it is no LMDB file of our making, kCorrupt when it is one and damaged
/// or cut short.
struct MetaPages {
  MetaPage page[2];
  const MetaPage& newer() const { return page[page[0].transaction < page[1].transaction ? 1 : 0]; }
  const MetaPage& older() const { return page[page[0].transaction < page[1].transaction ? 0 : 1]; }
};
Result<MetaPages> ReadMetaPages(std::string_view file);

/// Walks the main tree of `meta` and the tree of free pages, and checks that every page and node
/// lies within its bounds, keys ascend, and no page is used twice or both used and free. Calls
/// `entry` with each key and value of the main tree in order (the value is not touched). Where
/// `also_values`, the first page of each value that has pages of its own is looked at too: LMDB
/// believes it when it frees them, and not when it reads.
/// Errors: kCorrupt.
Status CheckPages(std::string_view file, const MetaPage& meta, bool also_values,
                  const std::function<Status(std::string_view key, std::string_view value)>& entry);

/// The value of the smallest key of the tree, or an empty view where any page on the way looks
/// damaged.
std::string_view FirstValue(std::string_view file, const MetaPage& meta);

}  // namespace entente::graph
