#if defined(__linux__)
#include "include/system_call_recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { most_calls = 64 };

static _Thread_local int is_recording = 0;
static _Thread_local int call_count = 0;
static _Thread_local recorded_call calls[most_calls];

static _Thread_local recorded_call_kind failing_kind = recorded_call_none;
static _Thread_local int failing_error = 0;
static _Thread_local int failing_times = 0;
static _Thread_local int passing_times = 0;

static atomic_int signal_in_flush = 0;

void start_recording_calls(void) {
  is_recording = 1;
  call_count = 0;
}

void stop_recording_calls(void) { is_recording = 0; }

void let_recorded_calls_fail(recorded_call_kind kind, int error, int times) {
  failing_kind = kind;
  failing_error = error;
  failing_times = times;
  passing_times = 0;
}

void let_later_recorded_call_fail(recorded_call_kind kind, int error, int passing) {
  let_recorded_calls_fail(kind, error, 1);
  passing_times = passing;
}

void send_signal_in_next_flush(int number) { atomic_store(&signal_in_flush, number); }

int recorded_call_count(void) { return call_count; }

recorded_call recorded_call_at(int index) { return calls[index]; }

// Whether a call is to fail, with `errno` set then.
static int fails(recorded_call_kind kind) {
  if (kind != failing_kind || failing_times == 0) return 0;
  if (passing_times > 0) {
    passing_times--;
    return 0;
  }
  failing_times--;
  errno = failing_error;
  return 1;
}

// Notes a call; returns whether it is to fail, with `errno` set then.
static int note(recorded_call_kind kind, const struct stat *status) {
  if (is_recording && call_count < most_calls) {
    calls[call_count++] = (recorded_call){kind, status->st_ino, status->st_size};
  }
  return fails(kind);
}

int fsync(int descriptor) {
  struct stat status = {0};
  fstat(descriptor, &status);
  const int is_folder = S_ISDIR(status.st_mode);
  const int number = is_folder ? 0 : atomic_exchange(&signal_in_flush, 0);
  if (number != 0) {
    kill(getpid(), number);
    // So that a thread that takes signals has taken it before anything is on the disk.
    usleep(100000);
  }
  if (note(is_folder ? recorded_call_flush_folder : recorded_call_flush_file, &status)) return -1;
  return (int)syscall(SYS_fsync, descriptor);
}

int rename(const char *path, const char *target) {
  struct stat status = {0};
  stat(path, &status);
  if (note(recorded_call_rename, &status)) return -1;
  return renameat(AT_FDCWD, path, AT_FDCWD, target);
}

int flock(int descriptor, int operation) {
  if (operation & LOCK_EX && fails(recorded_call_lock)) return -1;
  return (int)syscall(SYS_flock, descriptor, operation);
}

int mkdir(const char *path, mode_t mode) {
  if (fails(recorded_call_make_folder)) return -1;
  return mkdirat(AT_FDCWD, path, mode);
}

#endif
