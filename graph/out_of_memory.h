/// \file
/// Memory that does not come from operator new: maps, and what C libraries allocate. Threads: any.

#pragma once

#include <new>

namespace entente::graph {

/// To be called when such memory is refused, before it is asked for again: does what operator new
/// does, which is to call the program's handler (std::set_new_handler), and without one to throw
/// std::bad_alloc. Returns only where the handler does: it has made room.
inline void HandleOutOfMemory() {
  const std::new_handler handler = std::get_new_handler();
  if (handler == nullptr) throw std::bad_alloc();
  handler();
}

}  // namespace entente::graph
