// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE

#include "CProgram.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

pid_t spoglio_program_start(const char *const *words, int input, uint64_t memory, int *output) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  sigaddset(&signals, SIGPIPE);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t program;
  int failure =
      posix_spawnp(&program, words[0], &actions, &attributes, (char *const *)words, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(ends[1]);
  if (failure != 0) {
    close(ends[0]);
    return -failure;
  }
  struct rlimit bound = {memory, memory};
  prlimit(program, RLIMIT_AS, &bound, NULL);
  struct rlimit none = {0, 0};
  prlimit(program, RLIMIT_CORE, &none, NULL);
  *output = ends[0];
  return program;
}

int spoglio_program_has_ended(pid_t program) {
  siginfo_t info = {0};
  int result = waitid(P_PID, (id_t)program, &info, WEXITED | WNOHANG | WNOWAIT);
  return result != 0 || info.si_pid != 0;
}

int spoglio_memory_file(const uint8_t *bytes, size_t count) {
  int file = memfd_create("spoglio", MFD_CLOEXEC);
  if (file < 0) return -1;
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    if (written < 0) {
      if (errno == EINTR) continue;
      close(file);
      return -1;
    }
    bytes += written;
    count -= (size_t)written;
  }
  return file;
}
