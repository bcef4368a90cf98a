// SPDX-License-Identifier: GPL-3.0-or-later
//
// Three things for which Swift has no words: many bytes compared at once with the places of the
// equal ones as the bits of a number, a hint which memory will be read next, and that none is
// needed soon.

#ifndef CBYTESEARCH_H
#define CBYTESEARCH_H

#include <stddef.h>
#include <stdint.h>

// How bytes are compared: each for more bytes at once than the one before.
enum {
  SPOGLIO_BYTE_BY_BYTE = 0,
  SPOGLIO_SSE2 = 1,
  SPOGLIO_AVX2 = 2,
};

// The best of them that this processor has.
int spoglio_best_comparison(void);

// The first place from `from` on, with the next byte before `end` too, where one of `count` pairs
// of bytes stands and the byte before it has no high bit: where a token in LEB128 can begin. The
// byte before `from` must be readable. `pairs` has the two bytes of each pair, one pair after
// another. NULL where there is none. `comparison` is at most what spoglio_best_comparison() gives.
const uint8_t *_Nullable spoglio_find_pairs(const uint8_t *_Nonnull from,
                                            const uint8_t *_Nonnull end,
                                            const uint8_t *_Nonnull pairs, size_t count,
                                            int comparison);

// Tells the processor that `count` bytes from `from` on will be read soon.
static inline void spoglio_prefetch(const uint8_t *_Nonnull from, size_t count) {
  for (size_t offset = 0; offset < count; offset += 64) __builtin_prefetch(from + offset);
}

// Gives the pages of the heap that are free back to the system, which free() does for its end only.
void spoglio_trim_heap(void);

#endif
