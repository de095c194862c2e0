// A team of threads that stay, for loops so short that waking a thread would cost more than they do.
//
// The caller is member 0 of the team. The others wait for the next loop awake for a tenth of a
// millisecond if it is expected soon, and asleep after that. There is one team in a process; while it
// is at work, or where a member of it asks again, the caller does everything itself.
//
// How long a core worked for a thread says processor_time.h.
#ifndef DESCENT_THREAD_TEAM_H
#define DESCENT_THREAD_TEAM_H

#include <stdbool.h>
#include <stdint.h>

/// The most members that a team can have.
#define DESCENT_LARGEST_TEAM 256

/// Calls `body(context, member)` for every member from 0 up, each on a thread of its own as far as
/// there are any, and returns when all are done.
///
/// Threads that have fallen asleep are woken if `wakes`; else the caller does everything itself where
/// one of them has: a short loop would be over before they came. Afterwards they wait awake for a
/// while if `stays_awake`; else they sleep at once and leave the processors to others.
///
/// What was written before the call is seen by every member, and what they write is seen after it.
void descent_team_run(
    int32_t members, bool wakes, bool stays_awake, void (*body)(void *context, int32_t member),
    void *context);

/// The two words of a closure of Swift that takes the number of its member, and how it is called.
typedef __attribute__((swiftcall)) void (*descent_closure_body)(
    intptr_t member, __attribute__((swift_context)) void *context);

/// The same for a closure of Swift, which is lent for the call: nothing is allocated for it.
__attribute__((swiftcall)) void descent_team_run_closure(
    int32_t members, int32_t wakes, int32_t stays_awake, descent_closure_body body, void *context);

/// How many threads the team has started, the callers' own not among them.
int32_t descent_team_thread_count(void);

#endif
