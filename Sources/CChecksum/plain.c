// SPDX-License-Identifier: GPL-3.0-or-later

#include <stddef.h>
#include <stdint.h>
#include <xxhash.h>

uint64_t cchecksum_plain(const void *bytes, size_t count);

uint64_t cchecksum_plain(const void *bytes, size_t count) { return XXH3_64bits(bytes, count); }
