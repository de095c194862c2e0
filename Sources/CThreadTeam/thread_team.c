#include "include/thread_team.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef void (*member_body)(void *context, int32_t member);

// How long a thread waits awake. Shorter than what a training step leaves between two loops, it
// would sleep through them all; longer, it would burn power for nobody.
#define AWAKE_NANOSECONDS 100000

// Somebody who waits for a number to change: awake for a while, asleep after that.
typedef struct {
  // Each on a cache line of its own, or two threads would take it from each other all the time.
  _Alignas(64) _Atomic uint64_t number;
  _Alignas(64) _Atomic bool is_asleep;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
} waiter;

#define WAITER {.mutex = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER}

static void set_up(waiter *self) {
  atomic_store(&self->number, 0);
  atomic_store(&self->is_asleep, false);
  pthread_mutex_init(&self->mutex, NULL);
  pthread_cond_init(&self->wake, NULL);
}

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("isb");
#endif
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void wait_while(waiter *self, uint64_t former, bool is_awake) {
  int64_t start = 0;
  for (uint32_t turn = 1; is_awake; turn++) {
    if (atomic_load_explicit(&self->number, memory_order_acquire) != former) return;
    relax();
    // The clock is slow beside a look at the number.
    if (turn % 64 != 0) continue;
    int64_t time = now();
    if (start == 0) start = time;
    if (time - start > AWAKE_NANOSECONDS) break;
  }
  pthread_mutex_lock(&self->mutex);
  // In the one order in which all threads see these two numbers, either the sleeper sees the change
  // or who changes the number sees the sleeper.
  atomic_store(&self->is_asleep, true);
  while (atomic_load(&self->number) == former) pthread_cond_wait(&self->wake, &self->mutex);
  atomic_store(&self->is_asleep, false);
  pthread_mutex_unlock(&self->mutex);
}

// After the number has changed.
static void wake_up(waiter *self) {
  if (!atomic_load(&self->is_asleep)) return;
  pthread_mutex_lock(&self->mutex);
  pthread_cond_signal(&self->wake);
  pthread_mutex_unlock(&self->mutex);
}

// What a thread of the team is asked to do; the caller writes it before it changes the number, which
// counts the loops.
typedef struct {
  waiter waiter;
  // The last loop that somebody has begun: the thread, or the caller where the thread did not come.
  _Alignas(64) _Atomic uint64_t begun;
  member_body body;
  void *context;
  // Whether the next loop is expected so soon that the thread waits for it awake.
  bool stays_awake;
} desk;

// Who begins a loop does it alone: a thread that the system has put aside holds up nobody.
static bool begin(desk *self, uint64_t loop) {
  uint64_t former = loop - 1;
  return atomic_compare_exchange_strong(&self->begun, &former, loop);
}

// Desk i belongs to member i; member 0 is the caller.
static desk desks[DESCENT_LARGEST_TEAM];
static waiter caller = WAITER;
static _Atomic int32_t unfinished;
static _Atomic int32_t thread_count;
// Held by the caller while the team is at work.
static pthread_mutex_t team_mutex = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local bool is_member;

static void *serve(void *argument) {
  int32_t member = (int32_t)(intptr_t)argument;
  desk *own = &desks[member];
  is_member = true;
  bool stays_awake = true;
  for (uint64_t loop = 0;;) {
    wait_while(&own->waiter, loop, stays_awake);
    loop = atomic_load(&own->waiter.number);
    if (!begin(own, loop)) continue;
    stays_awake = own->stays_awake;
    own->body(own->context, member);
    if (atomic_fetch_sub(&unfinished, 1) == 1) {
      atomic_fetch_add(&caller.number, 1);
      wake_up(&caller);
    }
  }
  return NULL;
}

// A child of fork has the memory of its parent, but only the thread that forked.
static void forget_threads(void) {
  atomic_store(&thread_count, 0);
  pthread_mutex_init(&team_mutex, NULL);
  set_up(&caller);
}

static void watch_forks(void) { pthread_atfork(NULL, NULL, forget_threads); }

// Starts threads until there are as many as wanted, or the system refuses.
static int32_t start_threads(int32_t wanted) {
  int32_t count = atomic_load(&thread_count);
  if (count >= wanted) return count;
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, watch_forks);
  // Signals are for the program's own threads.
  sigset_t all, former;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &former);
  for (; count < wanted; count++) {
    set_up(&desks[count + 1].waiter);
    atomic_store(&desks[count + 1].begun, 0);
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)(count + 1)) != 0) break;
    pthread_detach(thread);
  }
  pthread_sigmask(SIG_SETMASK, &former, NULL);
  atomic_store(&thread_count, count);
  return count;
}

// How many threads besides the caller's can share a loop now.
static int32_t available_threads(int32_t wanted, bool wakes) {
  if (wakes) {
    int32_t threads = start_threads(wanted);
    return threads < wanted ? threads : wanted;
  }
  if (atomic_load(&thread_count) < wanted) return 0;
  for (int32_t member = 1; member <= wanted; member++) {
    if (atomic_load(&desks[member].waiter.is_asleep)) return 0;
  }
  return wanted;
}

void descent_team_run(
    int32_t members, bool wakes, bool stays_awake, member_body body, void *context) {
  bool is_alone = members <= 1 || is_member || pthread_mutex_trylock(&team_mutex) != 0;
  int32_t wanted = (members < DESCENT_LARGEST_TEAM ? members : DESCENT_LARGEST_TEAM) - 1;
  int32_t helpers = is_alone ? 0 : available_threads(wanted, wakes);
  if (helpers == 0) {
    for (int32_t member = 0; member < members; member++) body(context, member);
    if (!is_alone) pthread_mutex_unlock(&team_mutex);
    return;
  }
  uint64_t former = atomic_load(&caller.number);
  // One more for the caller, so that nobody is the last one before all desks are looked at.
  atomic_store(&unfinished, helpers + 1);
  for (int32_t member = 1; member <= helpers; member++) {
    desk *target = &desks[member];
    target->body = body;
    target->context = context;
    target->stays_awake = stays_awake;
    atomic_fetch_add(&target->waiter.number, 1);
    wake_up(&target->waiter);
  }
  body(context, 0);
  for (int32_t member = helpers + 1; member < members; member++) body(context, member);
  int32_t done = 1;
  for (int32_t member = helpers; member >= 1; member--) {
    if (!begin(&desks[member], atomic_load(&desks[member].waiter.number))) continue;
    body(context, member);
    done++;
  }
  if (atomic_fetch_sub(&unfinished, done) != done) wait_while(&caller, former, true);
  pthread_mutex_unlock(&team_mutex);
}

typedef struct {
  descent_closure_body body;
  void *context;
} closure;

static void call_closure(void *context, int32_t member) {
  const closure *target = context;
  target->body(member, target->context);
}

__attribute__((swiftcall)) void descent_team_run_closure(
    int32_t members, int32_t wakes, int32_t stays_awake, descent_closure_body body, void *context) {
  closure target = {body, context};
  descent_team_run(members, wakes != 0, stays_awake != 0, call_closure, &target);
}

int32_t descent_team_thread_count(void) { return atomic_load(&thread_count); }
