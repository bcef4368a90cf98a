// SPDX-License-Identifier: GPL-3.0-or-later

#include "CLibraryLoading.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

const char *spoglio_library_unavailable(spoglio_library *library, void (*load)(void)) {
  pthread_once(&library->once, load);
  return library->failure[0] == '\0' ? NULL : library->failure;
}

int spoglio_library_load(spoglio_library *library, const char *file,
                         const spoglio_library_function *functions, size_t count) {
  void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    const char *error = dlerror();
    snprintf(library->failure, sizeof library->failure, "%s", error == NULL ? file : error);
    return 0;
  }
  for (size_t index = 0; index < count; index++) {
    void *address = dlsym(handle, functions[index].name);
    if (address == NULL) {
      snprintf(library->failure, sizeof library->failure, "%s has no function '%s'", file,
               functions[index].name);
      return 0;
    }
    // A pointer to a function is copied byte by byte, for C knows no other way from a `void *`.
    memcpy(functions[index].address, &address, sizeof address);
  }
  return 1;
}
