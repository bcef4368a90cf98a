// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Linux has for running another program within bounds, which Swift does not see.

#ifndef CPROGRAM_H
#define CPROGRAM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Starts a program that is found in the PATH, with `input` as its standard input, as the leader of
// a process group of its own. Its standard output is a pipe whose other end is put into `output`;
// what it says on standard error is dropped. `memory` bounds its address space in bytes, `seconds`
// its time on the processor. It is killed when the thread that starts it ends, and so with the
// process. Returns its id, or minus the number of the error.
pid_t spoglio_program_start(const char *_Nonnull const *_Nonnull words, int input, uint64_t memory,
                            unsigned seconds, int *_Nonnull output);

// Whether a program has ended; it stays to be waited for.
int spoglio_program_has_ended(pid_t program);

// A file in memory with this content, -1 where there is no room.
int spoglio_memory_file(const uint8_t *_Nullable bytes, size_t count);

#endif
