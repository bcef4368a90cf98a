// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two things for which Swift has no words: sixteen bytes compared at once with the places of the
// equal ones as the bits of a number, and a hint which memory will be read next.

#ifndef CBYTESEARCH_H
#define CBYTESEARCH_H

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// The first place from `from` on where `first` is followed by `second`, both before `end`; NULL
// where there is none.
static inline const uint8_t *_Nullable spoglio_find_pair(const uint8_t *_Nonnull from,
                                                         const uint8_t *_Nonnull end, uint8_t first,
                                                         uint8_t second) {
  const uint8_t *place = from;
#if defined(__SSE2__)
  const __m128i firsts = _mm_set1_epi8((char)first);
  const __m128i seconds = _mm_set1_epi8((char)second);
  while (end - place >= 17) {
    const __m128i here = _mm_loadu_si128((const __m128i *)place);
    const __m128i next = _mm_loadu_si128((const __m128i *)(place + 1));
    const int equal = _mm_movemask_epi8(
        _mm_and_si128(_mm_cmpeq_epi8(here, firsts), _mm_cmpeq_epi8(next, seconds)));
    if (equal != 0) return place + __builtin_ctz((unsigned)equal);
    place += 16;
  }
#endif
  for (; end - place >= 2; ++place) {
    if (place[0] == first && place[1] == second) return place;
  }
  return NULL;
}

// Tells the processor that `count` bytes from `from` on will be read soon.
static inline void spoglio_prefetch(const uint8_t *_Nonnull from, size_t count) {
  for (size_t offset = 0; offset < count; offset += 64) __builtin_prefetch(from + offset);
}

#endif
