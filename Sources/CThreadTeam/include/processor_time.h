// How long a core worked for a thread, and how many threads want one.
#ifndef DESCENT_PROCESSOR_TIME_H
#define DESCENT_PROCESSOR_TIME_H

#include <stdint.h>

/// Nanoseconds during which a core worked for the calling thread, or -1 where the system does not say.
int64_t descent_thread_nanoseconds(void);

/// How many threads of the machine had a core or waited for one, in the mean of the last minute, or -1
/// where the system does not say.
double descent_load_average(void);

#endif
