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
      CALL(
          multiply_transposed_nonzeros, rows, columns, inner, accumulates, result, stride,
          transposed, row_stride, right, stride);
    }
    release_buffers();
  }
}
