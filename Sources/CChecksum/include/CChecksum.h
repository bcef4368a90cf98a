// SPDX-License-Identifier: GPL-3.0-or-later
// XXH3 in the widest vectors that the processor has.

#ifndef CCHECKSUM_H
#define CCHECKSUM_H

#include <stddef.h>
#include <stdint.h>

// XXH3, 64 bits, seed 0, of `count` bytes.
uint64_t cchecksum_xxh3(const void *bytes, size_t count);

#endif
