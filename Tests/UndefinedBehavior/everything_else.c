// What has no scalar: memory, checksums, the team of threads, signals.
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../Sources/CSignals/include/held_signals.h"
#include "../../Sources/CSignals/include/last_words.h"
#include "../../Sources/CThreadTeam/include/thread_team.h"
#include "circumstances.h"

static void require(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "wrong: %s\n", what);
  exit(1);
}

// MARK: Memory

static void allocate_and_free(void) {
  static const size_t counts[] = {
      0, 1, 63, 64, 65, 4096, 65535, 65536, 131071, 131072, 200000, 4194303, 4194304, 33554433};
  // Twice: blocks of the second round come from those of the first that were kept.
  for (int round = 0; round < 2; round++) {
    unsigned char *blocks[COUNT_OF(counts)];
    for (size_t k = 0; k < COUNT_OF(counts); k++) {
      blocks[k] = descent_allocate(counts[k], round == 0);
      require(blocks[k] != NULL && (uintptr_t)blocks[k] % 64 == 0, "a block of memory");
      if (counts[k] > 0) blocks[k][0] = blocks[k][counts[k] - 1] = 1;
    }
    for (size_t k = 0; k < COUNT_OF(counts); k++) descent_free(blocks[k]);
  }
  descent_free(NULL);
  require(descent_allocate(SIZE_MAX, false) == NULL, "no more memory than there are addresses");
  require(descent_allocate(SIZE_MAX - 4096, true) == NULL, "no room for what lies around a block");
  require(descent_kept_bytes() <= (size_t)256 << 20, "how many bytes are kept");
  unsigned char *scratch = descent_thread_scratch();
  scratch[0] = scratch[DESCENT_THREAD_SCRATCH_BYTES - 1] = 1;
}

static void add_up(void) {
  for (size_t offset = 0; offset < 8; offset++) {
    given.offset = offset;
    for (size_t count = 0; count < 100; count++) {
      (void)descent_checksum(bytes(count), count, UINT64_MAX);
      release_buffers();
    }
  }
  require(descent_checksum("", 0, 0) == 0xEF46DB3751D8E999, "the checksum of nothing");
}

// MARK: Threads

static void count_call(void *context, int32_t member) {
  _Atomic int32_t *calls = context;
  atomic_fetch_add(&calls[member], 1);
}

static __attribute__((swiftcall)) void count_call_of_closure(
    intptr_t member, __attribute__((swift_context)) void *context) {
  count_call(context, (int32_t)member);
}

static void ask_again(void *context, int32_t member) {
  (void)member;
  descent_team_run(3, true, true, count_call, context);
}

#define MOST_MEMBERS 300

static void share_loops(void) {
  static const int32_t member_counts[] = {0, 1, 2, 3, DESCENT_LARGEST_TEAM, MOST_MEMBERS};
  for (size_t k = 0; k < COUNT_OF(member_counts); k++) {
    const int32_t members = member_counts[k];
    _Atomic int32_t calls[MOST_MEMBERS] = {0};
    for (int choice = 0; choice < 4; choice++) {
      descent_team_run(members, choice & 1, choice & 2, count_call, calls);
      descent_team_run_closure(members, choice & 1, choice & 2, count_call_of_closure, calls);
    }
    for (int32_t member = 0; member < members; member++) {
      require(atomic_load(&calls[member]) == 8, "every member of a team is called once");
    }
  }
  _Atomic int32_t calls[3] = {0};
  descent_team_run(2, true, true, ask_again, calls);
  for (int member = 0; member < 3; member++) {
    require(atomic_load(&calls[member]) == 2, "a loop within a loop");
  }
  require(descent_team_thread_count() == DESCENT_LARGEST_TEAM - 1, "how many threads there are");
}

// MARK: Signals

static void hold(void) {
  descent_hold_signals(false);
  require(descent_held_signal() == 0, "no signal yet");
  raise(SIGTERM);
  require(descent_held_signal() == SIGTERM, "a signal is noted");
  descent_release_signals();
}

static void say(void) {
  int ends[2];
  require(pipe(ends) == 0, "a pipe");
  const uint8_t common[] = {'a'}, own[] = {'b', 'c'};
  descent_begin_last_words(ends[1], common, sizeof common);
  descent_set_last_words(own, sizeof own);
  descent_set_last_words(own, 1);
  descent_say_last_words();
  descent_set_last_words(NULL, 0);
  descent_end_last_words(ends[0]);
  // It is noted, and told to the file.
  hold();
  descent_end_last_words(ends[1]);
  descent_say_last_words();
  close(ends[1]);
  char told[4];
  require(read(ends[0], told, sizeof told) == 2 && told[0] == 'a', "two words that are nobody's");
  close(ends[0]);
}

void call_all_else(void) {
  allocate_and_free();
  add_up();
  share_loops();
  hold();
  say();
  const int32_t threads = descent_update_threads();
  descent_use_update_threads(threads);
  require(threads >= 1, "at least one thread");
}
