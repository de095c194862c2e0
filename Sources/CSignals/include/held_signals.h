// SIGINT and SIGTERM, and SIGHUP on request, noted instead of obeyed for a while.
#ifndef DESCENT_HELD_SIGNALS_H
#define DESCENT_HELD_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

/// From now on notes the first of each signal only; the second acts as it does by default. A signal
/// that the process ignores stays ignored, as `nohup` has it with SIGHUP.
///
/// Called again, it holds what is not held yet.
void descent_hold_signals(bool and_hang_up);

/// Gives every signal back to whoever had it before.
void descent_release_signals(void);

/// Sends this process a signal.
void descent_send_signal(int32_t number);

/// The last signal that was noted since `descent_hold_signals`, or 0.
int32_t descent_held_signal(void);

#endif
