#include "include/held_signals.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#define COUNT 2

static const int numbers[COUNT] = {SIGINT, SIGTERM};
static struct sigaction before[COUNT];
static bool is_held[COUNT];
static _Atomic int32_t received;

static void note(int number) { atomic_store_explicit(&received, number, memory_order_relaxed); }

void descent_hold_signals(void) {
  atomic_store_explicit(&received, 0, memory_order_relaxed);
  for (int index = 0; index < COUNT; index++) {
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

int32_t descent_held_signal(void) {
  return atomic_load_explicit(&received, memory_order_relaxed);
}
