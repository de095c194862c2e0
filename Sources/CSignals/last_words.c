#include "include/last_words.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  size_t count;
  uint8_t bytes[];
} Words;

// The faults of a program come first.
static const int numbers[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGTRAP,
                              SIGFPE,  SIGABRT, SIGQUIT, SIGXCPU};
enum { COUNT = sizeof numbers / sizeof numbers[0], FAULT_COUNT = 6 };

static struct sigaction before[COUNT];
static atomic_bool is_watching;
static _Atomic int32_t file = -1;
static Words *_Atomic common;
static _Thread_local Words *_Atomic own;

// Only what may be called in a handler of signals is called from here on.

static void say(const Words *words) {
  int32_t descriptor = atomic_load(&file);
  if (descriptor < 0 || words == NULL) return;
  size_t done = 0;
  while (done < words->count) {
    ssize_t count = write(descriptor, words->bytes + done, words->count - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    done += (size_t)count;
  }
}

void descent_say_last_words(void) {
  int kept = errno;
  say(atomic_load(&common));
  errno = kept;
}

static void on_signal(int number, siginfo_t *info, void *context) {
  (void)context;
  int kept = errno;
  int index = 0;
  while (index < COUNT && numbers[index] != number) index++;
  // What the kernel sends has a positive code; what abort() sends comes from the process itself.
  bool is_of_kernel = info->si_code > 0;
  bool is_fault = index < FAULT_COUNT && (is_of_kernel || info->si_pid == getpid());
  const Words *words = is_fault ? atomic_load(&own) : NULL;
  say(words != NULL ? words : atomic_load(&common));
  if (index < COUNT) sigaction(number, &before[index], NULL);
  // A fault of the processor comes again when its instruction is tried again, and whoever handled it
  // before sees where. Of others this is the only one, and behind a trap the program would go on.
  if (!is_fault || !is_of_kernel || number == SIGTRAP) raise(number);
  errno = kept;
}

// MARK: Outside of handlers

static Words *copy(const uint8_t *bytes, size_t count) {
  if (count == 0) return NULL;
  Words *words = malloc(sizeof(Words) + count);
  if (words == NULL) return NULL;
  words->count = count;
  memcpy(words->bytes, bytes, count);
  return words;
}

void descent_begin_last_words(int32_t descriptor, const uint8_t *bytes, size_t count) {
  // What another file was to be told is not freed: a handler may be about to write it.
  atomic_store(&common, copy(bytes, count));
  atomic_store(&file, descriptor);
  if (atomic_exchange(&is_watching, true)) return;
  for (int index = 0; index < COUNT; index++) {
    if (sigaction(numbers[index], NULL, &before[index]) != 0) continue;
    bool is_ignored =
        (before[index].sa_flags & SA_SIGINFO) == 0 && before[index].sa_handler == SIG_IGN;
    if (is_ignored) continue;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_signal;
    sigemptyset(&action.sa_mask);
    // On the stack that was set aside for signals, where one was: the thread's own may be used up.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaction(numbers[index], &action, NULL);
  }
}

void descent_end_last_words(int32_t descriptor) {
  int32_t expected = descriptor;
  atomic_compare_exchange_strong(&file, &expected, -1);
}

void descent_set_last_words(const uint8_t *bytes, size_t count) {
  Words *words = copy(bytes, count);
  free(atomic_exchange(&own, words));
}

size_t descent_write_at(int32_t descriptor, uint64_t offset, const uint8_t *bytes, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t written = pwrite(descriptor, bytes + done, count - done, (off_t)(offset + done));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    done += (size_t)written;
  }
  return done;
}
