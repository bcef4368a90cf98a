// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE

#include "CProgram.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// Gives a descriptor another number, under which the program will find it.
static int give(int descriptor, int number) {
  if (descriptor == number) return fcntl(number, F_SETFD, 0);
  return dup2(descriptor, number);
}

// Handlers are those of the program that starts this one; what is ignored stays so, but for
// SIGPIPE.
static void forget_handlers(void) {
  for (int number = 1; number < NSIG; number++) {
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0) continue;
    int stays = action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN;
    if (stays && number != SIGPIPE && number != SIGINT && number != SIGTERM) continue;
    signal(number, SIG_DFL);
  }
}

// Becomes the program; returns where that fails. Runs in memory that the parent has too, so nothing
// is allocated here.
static void become(const char *const *words, int input, int output, uint64_t memory,
                   unsigned seconds, pid_t parent) {
  struct rlimit none = {0, 0};
  struct rlimit space = {memory, memory};
  // One second more for the kernel to end it by force.
  struct rlimit time = {seconds, (rlim_t)seconds + 1};
  if (setrlimit(RLIMIT_AS, &space) != 0 || setrlimit(RLIMIT_CPU, &time) != 0) return;
  setrlimit(RLIMIT_CORE, &none);
  setpgid(0, 0);
  // Whatever ends the parent ends the program. It may have ended before this is set.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  if (give(input, STDIN_FILENO) < 0 || give(output, STDOUT_FILENO) < 0) return;
  int nowhere = open("/dev/null", O_WRONLY);
  if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0) return;
  if (nowhere > STDERR_FILENO) close(nowhere);
  forget_handlers();
  sigset_t signals;
  sigemptyset(&signals);
  pthread_sigmask(SIG_SETMASK, &signals, NULL);
  execvp(words[0], (char *const *)words);
}

pid_t spoglio_program_start(const char *const *words, int input, uint64_t memory, unsigned seconds,
                            int *output) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  // posix_spawn cannot tie a program to the life of its parent. As it does, no signal is let in
  // while the child has the parent's memory.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();
  volatile int failure = 0;
  pid_t program = vfork();
  if (program == 0) {
    become(words, input, ends[1], memory, seconds, parent);
    failure = errno;
    _exit(127);
  }
  int error = program < 0 ? errno : failure;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(ends[1]);
  if (error != 0) {
    if (program > 0) {
      while (waitpid(program, NULL, 0) < 0 && errno == EINTR) {
      }
    }
    close(ends[0]);
    return -error;
  }
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
