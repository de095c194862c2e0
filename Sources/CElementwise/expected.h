// The rows that a thread will soon gather (update.c): what computes meanwhile asks for them.
#ifndef DESCENT_EXPECTED_H
#define DESCENT_EXPECTED_H

#include <stddef.h>

#define DESCENT_CACHE_LINE 64
#define DESCENT_MOST_EXPECTED 64

typedef struct {
  size_t count;
  size_t row_bytes;
  const char *rows[DESCENT_MOST_EXPECTED];
} descent_expected_rows;

extern _Thread_local descent_expected_rows descent_expected;

// Into the second level of the cache, which can wait for more lines at once than the first. The
// address may have become invalid since: to ask for it is no access.
static inline void descent_ask_for_line(const char *address) { __builtin_prefetch(address, 0, 2); }

// A walk along the rows that are expected.
typedef struct {
  size_t row, line, row_lines;
} descent_expected_walk;

static inline void descent_ask_further(descent_expected_walk *walk, size_t lines) {
  for (; lines > 0 && walk->row < descent_expected.count; lines--) {
    descent_ask_for_line(
        descent_expected.rows[walk->row] + walk->line * DESCENT_CACHE_LINE);
    if (++walk->line == walk->row_lines) {
      walk->line = 0;
      walk->row++;
    }
  }
}

#endif
