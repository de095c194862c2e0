#include "include/held_signals.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "include/last_words.h"

// Hang-up is the last one: it is held on request.
static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
enum { COUNT = sizeof numbers / sizeof numbers[0], COUNT_BUT_HANG_UP = COUNT - 1 };

static struct sigaction before[COUNT];
static bool is_held[COUNT];
static _Atomic int32_t received;

static void note(int number) {
  atomic_store_explicit(&received, number, memory_order_relaxed);
  // From here on the end of the process is asked for, even if something worse brings it about.
  descent_say_last_words();
}

static bool is_anything_held(void) {
  for (int index = 0; index < COUNT; index++) {
    if (is_held[index]) return true;
  }
  return false;
}

void descent_hold_signals(bool and_hang_up) {
  if (!is_anything_held()) atomic_store_explicit(&received, 0, memory_order_relaxed);
  for (int index = 0; index < (and_hang_up ? COUNT : COUNT_BUT_HANG_UP); index++) {
    if (is_held[index]) continue;
    is_held[index] = sigaction(numbers[index], NULL, &before[index]) == 0 &&
                     ((before[index].sa_flags & SA_SIGINFO) != 0 ||
                      before[index].sa_handler != SIG_IGN);
    if (!is_held[index]) continue;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    sigemptyset(&action.sa_mask);
    action.sa_flags = (int)SA_RESETHAND | SA_RESTART;
    sigaction(numbers[index], &action, NULL);
  }
}

void descent_release_signals(void) {
  for (int index = 0; index < COUNT; index++) {
    if (is_held[index]) sigaction(numbers[index], &before[index], NULL);
    is_held[index] = false;
  }
}

void descent_send_signal(int32_t number) { kill(getpid(), number); }

int32_t descent_held_signal(void) {
  return atomic_load_explicit(&received, memory_order_relaxed);
}
