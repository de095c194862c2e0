// The loops over square matrices, and products with many zeros.
#include "circumstances.h"

void call_on_squares(size_t order) {
  CALL(symmetric_sums, order, scalars(order), scalars(order * order));
  release_buffers();
  for (size_t parts = 1; parts <= 2; parts++) {
    const size_t count = order * order * parts;
    void *values = scalars(count), *target = scalars(count);
    CALL(transpose_in_place, order, parts, values);
    for (int onto_lower = 0; onto_lower < 2; onto_lower++) {
      CALL(mirror_triangle, order, parts, onto_lower, values, values);
      CALL(mirror_triangle, order, parts, onto_lower, target, values);
    }
    CALL(copy_lower_triangle, order, parts, target, values);
    release_buffers();
  }
}

// The products that ask for the rows which the thread expects do so here.
static void expect_rows_as_long(size_t rows, size_t inner) {
  const size_t length = rows * (given.scalar == DESCENT_FLOAT64 ? sizeof(double) : sizeof(float));
  descent_expect_rows(block(3, rows, rows), length, length, places(inner, 3), inner);
}

// It may hold any bits, and takes too long to fill each time.
static _Alignas(64) char panel_space[DESCENT_PANEL_SPACE_SCALARS * sizeof(double)];

void call_products(size_t rows, size_t columns, size_t inner) {
  // Rows next to each other, and apart.
  for (size_t gap = 0; gap <= 5; gap += 5) {
    const size_t inner_stride = inner + gap, row_stride = rows + gap, stride = columns + gap;
    const void *right = block(inner, columns, stride);
    const void *left = block(rows, inner, inner_stride);
    const void *transposed = block(inner, rows, row_stride);
    void *result = block(rows, columns, stride);
    for (int accumulates = 0; accumulates < 2; accumulates++) {
      CALL(
          multiply_nonzeros, rows, columns, inner, accumulates, result, stride, left, inner_stride,
          right, stride);
      expect_rows_as_long(rows, inner);
      CALL(
          multiply_transposed_nonzeros, rows, columns, inner, accumulates, result, stride,
          transposed, row_stride, right, stride);
      const bool is_transposed = accumulates;
      const void *panels_left = is_transposed ? transposed : left;
      const size_t panels_stride = is_transposed ? row_stride : inner_stride;
      CALL(
          multiply_panels, rows, columns, inner, next_constant(), accumulates, result, stride,
          is_transposed, panels_left, panels_stride, false, right, stride, panel_space);
      CALL(
          multiply_panels, rows, columns, inner, 1, next_constant(), result, stride, is_transposed,
          panels_left, panels_stride, true, block(columns, inner, inner_stride), inner_stride,
          panel_space);
      const size_t few = columns < 16 ? columns : 1 + (rows + inner) % 16;
      expect_rows_as_long(rows, inner);
      CALL(
          multiply_narrow, rows, few, inner, accumulates, result, stride, transposed, row_stride,
          right, stride);
    }
    release_buffers();
  }
}
