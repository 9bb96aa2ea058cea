/// \file
/// ENTENTE_SANITIZED: 1 in a build with AddressSanitizer or ThreadSanitizer, whose own address
/// space does not fit under a limit on memory and which are slow; else 0.

#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ENTENTE_SANITIZED 1
#else
#define ENTENTE_SANITIZED 0
#endif
