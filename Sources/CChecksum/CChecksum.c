// SPDX-License-Identifier: GPL-3.0-or-later

// Debian's libxxhash.a knows SSE2 alone. Its header holds the algorithm, which is compiled here for
// AVX2 as well: 40 GB/s against 19 from memory that is in the cache.

#include "CChecksum.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define XXH_INLINE_ALL
#define XXH_VECTOR XXH_AVX2
#include <xxhash.h>

static uint64_t with_avx2(const void *bytes, size_t count) { return XXH3_64bits(bytes, count); }
#pragma clang attribute pop
#endif

uint64_t cchecksum_plain(const void *bytes, size_t count);

uint64_t cchecksum_xxh3(const void *bytes, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return with_avx2(bytes, count);
#endif
  return cchecksum_plain(bytes, count);
}
