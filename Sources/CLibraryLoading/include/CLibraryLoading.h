// SPDX-License-Identifier: GPL-3.0-or-later
//
// A shared library that is loaded when it is first needed, because it takes a large part of the
// time in which the program starts and most runs do without.

#ifndef CLIBRARYLOADING_H
#define CLIBRARYLOADING_H

#include <pthread.h>
#include <stddef.h>

// A function of a library, and where its address goes.
typedef struct {
  const char *name;
  void *address;
} spoglio_library_function;

// What is known of a library: with SPOGLIO_LIBRARY nothing yet, afterwards whether it can be used.
typedef struct {
  pthread_once_t once;
  char failure[512];
} spoglio_library;

#define SPOGLIO_LIBRARY \
  { .once = PTHREAD_ONCE_INIT }

// Calls `load` on the first call and tells what failed, valid for ever; NULL if nothing did.
// Callable from any thread.
const char *spoglio_library_unavailable(spoglio_library *library, void (*load)(void));

// Loads the file of a library and looks its functions up, for a `load`. Returns whether all are
// there; the failure says what is not.
int spoglio_library_load(spoglio_library *library, const char *file,
                         const spoglio_library_function *functions, size_t count);

#endif
