// An update that hides the wait for the next batch.
//
// The processor divides and takes roots during an update, and leaves the memory alone; the rows of a
// shuffled batch, which no hardware prefetcher guesses, then keep the processor waiting. So they are
// asked for during the update, a few lines at a time: as many as it can wait for without stopping.
// Unless a product of ours, which comes before, has done so (narrow.inc).

#include "expected.h"
#include "include/elementwise.h"

#define LEAST_TILE 512
#define TILE_LINES 16

_Thread_local descent_expected_rows descent_expected;

void descent_expect_rows(
    const void *source, size_t row_bytes, size_t stride_bytes, const int64_t *indices,
    size_t count) {
  descent_expected.count = count < DESCENT_MOST_EXPECTED ? count : DESCENT_MOST_EXPECTED;
  descent_expected.row_bytes = row_bytes;
  for (size_t k = 0; k < descent_expected.count; k++) {
    descent_expected.rows[k] = (const char *)source + (size_t)indices[k] * stride_bytes;
  }
}

static void *advanced(const void *start, size_t bytes) {
  return start == NULL ? NULL : (char *)start + bytes;
}

void descent_update(
    descent_scalar scalar, size_t count, void *values, const void *gradients, void *moments,
    size_t moment_stride, const descent_rule *rule, const descent_surroundings *surroundings) {
  const size_t row_lines = (descent_expected.row_bytes + DESCENT_CACHE_LINE - 1) / DESCENT_CACHE_LINE;
  const size_t lines = descent_expected.count * row_lines;
  descent_expected_walk walk = {.row_lines = row_lines};
  if (lines == 0) {
    descent_update_pass(
        scalar, count, values, gradients, moments, moment_stride, rule, surroundings);
    return;
  }
  const size_t size = scalar == DESCENT_FLOAT64 ? sizeof(double) : sizeof(float);
  // As few calls as ask for so many lines each.
  const size_t whole = count / LEAST_TILE * TILE_LINES / lines;
  const size_t length = (whole < 1 ? 1 : whole) * LEAST_TILE;
  const size_t tiles = (count + length - 1) / length;
  descent_surroundings around;
  for (size_t tile = 0; tile < tiles; tile++) {
    size_t start = tile * length, bytes = start * size;
    descent_ask_further(&walk, lines * (tile + 1) / tiles - lines * tile / tiles);
    if (surroundings != NULL) {
      around = *surroundings;
      around.accumulated = advanced(around.accumulated, bytes);
      around.averages = advanced(around.averages, bytes);
    }
    descent_update_pass(
        scalar, count - start < length ? count - start : length, advanced(values, bytes),
        advanced(gradients, bytes), advanced(moments, bytes), moment_stride, rule,
        surroundings == NULL ? NULL : &around);
  }
  descent_expected.count = 0;
}
