#define _GNU_SOURCE  // getloadavg

#include "include/processor_time.h"

#include <stdlib.h>
#include <time.h>

int64_t descent_thread_nanoseconds(void) {
  struct timespec time;
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0) return -1;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

double descent_load_average(void) {
  double load;
  return getloadavg(&load, 1) == 1 ? load : -1;
}
