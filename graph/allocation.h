/// \file
/// How a program that answers many queries is to use memory. For a program's main, before it starts
/// threads: it sets what the whole process does, which is no library's to decide.

#pragma once

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace entente::graph {

/// Memory that was freed is kept for the next query, up to a quarter of a GiB. Taking it from the
/// system page by page again takes longer than many a query: grouping half a million rows took 26
/// ms with that and 8 without. Elsewhere than with glibc it does nothing.
/// Source: mallopt(3), M_TRIM_THRESHOLD, M_MMAP_THRESHOLD (32 MiB is the most it takes).
inline void KeepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
#endif
}

/// For a program that fills one graph instead: its large tables go back to the system when they are
/// done with, so that those of the next stage do not come on top of them. After KeepFreedMemory,
/// and like it before there are other threads.
inline void ReturnLargeBlocks() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_ARENA_MAX, 1);  // small blocks have lists of their own for each thread
#endif
}

}  // namespace entente::graph
