// SPDX-License-Identifier: GPL-3.0-or-later

#include "CByteSearch.h"

#include <malloc.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

static const uint8_t *find_byte_by_byte(const uint8_t *place, const uint8_t *end,
                                        const uint8_t *pairs, size_t count) {
  for (; end - place >= 2; ++place) {
    if (place[-1] >= 0x80) continue;
    for (size_t i = 0; i < count; ++i) {
      if (place[0] == pairs[2 * i] && place[1] == pairs[2 * i + 1]) return place;
    }
  }
  return NULL;
}

#if defined(__SSE2__)

// With `count` known to the compiler the pairs stay in registers.
#define INLINED __attribute__((always_inline)) static inline

INLINED const uint8_t *find_sse2(const uint8_t *place, const uint8_t *end, const uint8_t *pairs,
                                 size_t count) {
  while (end - place >= 17) {
    const __m128i here = _mm_loadu_si128((const __m128i *)place);
    const __m128i next = _mm_loadu_si128((const __m128i *)(place + 1));
    __m128i equal = _mm_setzero_si128();
    for (size_t i = 0; i < count; ++i) {
      const __m128i first = _mm_cmpeq_epi8(here, _mm_set1_epi8((char)pairs[2 * i]));
      const __m128i second = _mm_cmpeq_epi8(next, _mm_set1_epi8((char)pairs[2 * i + 1]));
      equal = _mm_or_si128(equal, _mm_and_si128(first, second));
    }
    unsigned places = (unsigned)_mm_movemask_epi8(equal);
    if (places != 0) {
      places &= ~(unsigned)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(place - 1)));
      if (places != 0) return place + __builtin_ctz(places);
    }
    place += 16;
  }
  return find_byte_by_byte(place, end, pairs, count);
}

#define AVX2 __attribute__((target("avx2")))

// Asks for what a long run will need soon; hits and page borders throw the processor's own guess
// off.
INLINED void fetch(const uint8_t *place, const uint8_t *end) {
  if (end - place > 1536) __builtin_prefetch(place + 1024);
}

AVX2 INLINED const uint8_t *find_avx2(const uint8_t *place, const uint8_t *end,
                                      const uint8_t *pairs, size_t count) {
  while (end - place >= 33) {
    fetch(place, end);
    const __m256i here = _mm256_loadu_si256((const __m256i *)place);
    const __m256i next = _mm256_loadu_si256((const __m256i *)(place + 1));
    __m256i equal = _mm256_setzero_si256();
    for (size_t i = 0; i < count; ++i) {
      const __m256i first = _mm256_cmpeq_epi8(here, _mm256_set1_epi8((char)pairs[2 * i]));
      const __m256i second = _mm256_cmpeq_epi8(next, _mm256_set1_epi8((char)pairs[2 * i + 1]));
      equal = _mm256_or_si256(equal, _mm256_and_si256(first, second));
    }
    unsigned places = (unsigned)_mm256_movemask_epi8(equal);
    if (places != 0) {
      places &= ~(unsigned)_mm256_movemask_epi8(_mm256_loadu_si256((const __m256i *)(place - 1)));
      if (places != 0) return place + __builtin_ctz(places);
    }
    place += 32;
  }
  return find_sse2(place, end, pairs, count);
}

// For many pairs, in a time that does not grow with them: each byte is looked up by its halves, and
// of a pair's four halves all must tell its bit. Nine pairs and more share bits, so hits are
// checked. The method is Teddy's, from Intel's Hyperscan.
AVX2 static const uint8_t *find_by_halves(const uint8_t *place, const uint8_t *end,
                                          const uint8_t *pairs, size_t count) {
  uint8_t halves[4][16] = {{0}};
  for (size_t i = 0; i < count; ++i) {
    const uint8_t bit = (uint8_t)(1u << i % 8);
    halves[0][pairs[2 * i] & 15] |= bit;
    halves[1][pairs[2 * i] >> 4] |= bit;
    halves[2][pairs[2 * i + 1] & 15] |= bit;
    halves[3][pairs[2 * i + 1] >> 4] |= bit;
  }
  __m256i tables[4];
  for (int i = 0; i < 4; ++i) {
    tables[i] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)halves[i]));
  }
  const __m256i low = _mm256_set1_epi8(15);
  for (; end - place >= 33; place += 32) {
    fetch(place, end);
    const __m256i here = _mm256_loadu_si256((const __m256i *)place);
    const __m256i next = _mm256_loadu_si256((const __m256i *)(place + 1));
    const __m256i first = _mm256_and_si256(
        _mm256_shuffle_epi8(tables[0], _mm256_and_si256(here, low)),
        _mm256_shuffle_epi8(tables[1], _mm256_and_si256(_mm256_srli_epi16(here, 4), low)));
    const __m256i second = _mm256_and_si256(
        _mm256_shuffle_epi8(tables[2], _mm256_and_si256(next, low)),
        _mm256_shuffle_epi8(tables[3], _mm256_and_si256(_mm256_srli_epi16(next, 4), low)));
    const __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(first, second), _mm256_setzero_si256());
    unsigned places = ~(unsigned)_mm256_movemask_epi8(none);
    if (places == 0) continue;
    places &= ~(unsigned)_mm256_movemask_epi8(_mm256_loadu_si256((const __m256i *)(place - 1)));
    for (; places != 0; places &= places - 1) {
      const uint8_t *hit = place + __builtin_ctz(places);
      if (find_byte_by_byte(hit, hit + 2, pairs, count)) return hit;
    }
  }
  return find_sse2(place, end, pairs, count);
}

static const uint8_t *find_with_sse2(const uint8_t *from, const uint8_t *end, const uint8_t *pairs,
                                     size_t count) {
  if (count == 1) return find_sse2(from, end, pairs, 1);
  if (count == 2) return find_sse2(from, end, pairs, 2);
  if (count == 3) return find_sse2(from, end, pairs, 3);
  return find_sse2(from, end, pairs, count);
}

AVX2 static const uint8_t *find_with_avx2(const uint8_t *from, const uint8_t *end,
                                          const uint8_t *pairs, size_t count) {
  if (count == 1) return find_avx2(from, end, pairs, 1);
  if (count == 2) return find_avx2(from, end, pairs, 2);
  if (count == 3) return find_avx2(from, end, pairs, 3);
  return find_by_halves(from, end, pairs, count);
}

int spoglio_best_comparison(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") ? SPOGLIO_AVX2 : SPOGLIO_SSE2;
}

const uint8_t *spoglio_find_pairs(const uint8_t *from, const uint8_t *end, const uint8_t *pairs,
                                  size_t count, int comparison) {
  switch (comparison) {
    case SPOGLIO_AVX2:
      return find_with_avx2(from, end, pairs, count);
    case SPOGLIO_SSE2:
      return find_with_sse2(from, end, pairs, count);
    default:
      return find_byte_by_byte(from, end, pairs, count);
  }
}

#else

int spoglio_best_comparison(void) { return SPOGLIO_BYTE_BY_BYTE; }

const uint8_t *spoglio_find_pairs(const uint8_t *from, const uint8_t *end, const uint8_t *pairs,
                                  size_t count, int comparison) {
  (void)comparison;
  return find_byte_by_byte(from, end, pairs, count);
}

#endif

void spoglio_trim_heap(void) { malloc_trim(0); }
