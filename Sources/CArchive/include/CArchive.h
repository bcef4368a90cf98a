// SPDX-License-Identifier: GPL-3.0-or-later
//
// libarchive, loaded when the first archive is read: with libxml2, ICU and libcrypto behind it, it
// would take longer to load than a search takes. Nothing is ever unpacked to disk.

#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Where the bytes of an archive come from, called with `context`.
typedef struct {
  // Sets `buffer` to the next bytes, valid until the next call, and returns their number: 0 at the
  // end, -1 on failure.
  int64_t (*_Nonnull read)(void *_Nullable context, const void *_Nullable *_Nonnull buffer);
  // Goes to an offset counted as lseek does and returns the new one from the start, -1 on failure;
  // NULL where that cannot be done.
  int64_t (*_Nullable seek)(void *_Nullable context, int64_t offset, int32_t whence);
} spoglio_archive_input;

typedef struct spoglio_archive spoglio_archive;

// Why libarchive cannot be loaded, valid for ever; NULL where it is. Callable from any thread.
const char *_Nullable spoglio_archive_unavailable(void);

// A reader of ZIP and TAR, or of a single compressed file, which has one member without a name;
// NULL without libarchive or memory. What the bytes are is told with the first member.
spoglio_archive *_Nullable spoglio_archive_new(spoglio_archive_input input, void *_Nullable context,
                                               bool is_single);

// What came next.
enum {
  SPOGLIO_ARCHIVE_MEMBER = 1,
  SPOGLIO_ARCHIVE_END = 0,
  // A member that cannot be read; the next ones may be.
  SPOGLIO_ARCHIVE_DAMAGED = -1,
  // Nothing more can be read.
  SPOGLIO_ARCHIVE_FATAL = -2,
};

// Goes to the next member; one of the above.
int32_t spoglio_archive_next(spoglio_archive *_Nonnull archive);

// The name of the member as its bytes are, valid until the next call; NULL where it has none.
const char *_Nullable spoglio_archive_name(const spoglio_archive *_Nonnull archive);

bool spoglio_archive_is_regular(const spoglio_archive *_Nonnull archive);
bool spoglio_archive_is_folder(const spoglio_archive *_Nonnull archive);
bool spoglio_archive_is_encrypted(const spoglio_archive *_Nonnull archive);

// Reads bytes of the member and returns their number: 0 at its end, -1 or -2 on failure, as above.
int64_t spoglio_archive_read(spoglio_archive *_Nonnull archive, void *_Nonnull buffer,
                             size_t count);

// What libarchive says of the last failure, valid until the next call.
const char *_Nonnull spoglio_archive_error(const spoglio_archive *_Nonnull archive);

void spoglio_archive_free(spoglio_archive *_Nullable archive);

#endif
