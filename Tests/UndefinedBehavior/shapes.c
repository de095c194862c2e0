// The loops over matrices, with every choice that they offer.
#include "circumstances.h"

static const descent_operation operations[] = {
    DESCENT_ADD, DESCENT_SUBTRACT, DESCENT_MULTIPLY, DESCENT_DIVIDE};
static const descent_term terms[] = {
    DESCENT_VALUES, DESCENT_SQUARES, DESCENT_MODULI, DESCENT_PRODUCTS, DESCENT_SQUARED_DEVIATIONS};
static const descent_extremum_kind kinds[] = {DESCENT_MAXIMUM, DESCENT_MINIMUM};
static const descent_activation activations[] = {
    DESCENT_IDENTITY, DESCENT_RELU, DESCENT_LEAKY_RELU,
    DESCENT_SIGMOID,  DESCENT_TANH, DESCENT_GELU};

static void activate(size_t rows, size_t columns) {
  const size_t count = rows * columns;
  for (size_t k = 0; k < COUNT_OF(activations); k++) {
    void *values = scalars(count), *kept = scalars(count), *bias = scalars(columns);
    for (int choice = 0; choice < 4; choice++) {
      CALL(
          bias_activation, rows, columns, values, choice & 1 ? bias : NULL,
          choice & 2 ? kept : NULL, activations[k], next_constant());
      CALL(
          activation_backward, rows, columns, kept, values, choice & 1 ? bias : NULL, choice & 2,
          activations[k], next_constant());
    }
    release_buffers();
  }
}

// Rows of losses must not be empty.
static void lose(size_t rows, size_t columns) {
  const size_t count = rows * columns;
  for (int weighted = 0; weighted < 2; weighted++) {
    const void *targets = scalars(count), *weights = weighted ? scalars(rows) : NULL;
    const int32_t *classes = labels(rows, columns);
    int32_t *predictions = labels(rows, columns);
    void *losses = scalars(rows);
    const double scale = next_constant();
#define VALUES rows, columns, scalars(count)
    CALL(softmax_cross_entropy_labels, VALUES, classes, weights, scale, losses, predictions);
    CALL(softmax_cross_entropy_targets, VALUES, targets, weights, scale, losses, predictions);
    CALL(cross_entropy_labels, VALUES, classes, weights, scale, losses);
    CALL(cross_entropy_targets, VALUES, targets, weights, scale, losses);
    CALL(binary_cross_entropy_logits, VALUES, targets, weights, scale, losses);
    CALL(binary_cross_entropy, VALUES, targets, weights, scale, losses);
    CALL(mean_squared_error, VALUES, targets, weights, scale, losses);
#undef VALUES
    release_buffers();
  }
}

static void combine(size_t rows, size_t columns) {
  const size_t count = rows * columns;
  for (size_t k = 0; k < COUNT_OF(operations); k++) {
    void *values = scalars(2 * count);
    CALL(combine_row, rows, columns, operations[k], values, scalars(columns));
    CALL(combine_column, rows, columns, operations[k], values, scalars(rows));
    CALL(combine_pairs_row, rows, columns, operations[k], values, scalars(2 * columns));
    CALL(combine_pairs_column, rows, columns, operations[k], values, scalars(2 * rows));
    release_buffers();
  }
}

static void sum(size_t rows, size_t columns) {
  const size_t count = rows * columns;
  for (size_t k = 0; k < COUNT_OF(terms); k++) {
    void *left = scalars(count), *row_sums = scalars(rows), *column_sums = scalars(columns);
    const bool has_centres = terms[k] == DESCENT_SQUARED_DEVIATIONS;
    const bool has_factors = terms[k] == DESCENT_PRODUCTS;
    const void *factors = has_factors ? scalars(count) : NULL;
    CALL(
        sum_rows, rows, columns, terms[k], row_sums, left, has_centres ? scalars(rows) : factors);
    CALL(
        sum_columns, rows, columns, terms[k], column_sums, left,
        has_centres ? scalars(columns) : factors);
    release_buffers();
  }
  void *values = scalars(count), *pairs = scalars(2 * count);
  CALL(greatest_row_sum, rows, columns, scalars(1), values);
  CALL(sum_pairs, rows, columns, scalars(2 * rows), pairs);
  CALL(cumulative_rows, rows, columns, 1, scalars(count), values);
  CALL(cumulative_rows, rows, columns, 2, scalars(2 * count), pairs);
  CALL(cumulative_columns, rows, columns, scalars(count), values);
  CALL(softmax_rows, rows, columns, values);
  CALL(softmax_backward_rows, rows, columns, values, scalars(count));
  release_buffers();
}

static void find_extrema(size_t rows, size_t columns) {
  const void *values = scalars(rows * columns);
  for (size_t k = 0; k < COUNT_OF(kinds); k++) {
    CALL(extremum_rows, rows, columns, kinds[k], scalars(rows), values);
    CALL(extremum_columns, rows, columns, kinds[k], scalars(columns), values);
    CALL(extremum_index_rows, rows, columns, kinds[k], places(rows, 1), values);
    CALL(extremum_index_columns, rows, columns, kinds[k], places(columns, 1), values);
  }
  release_buffers();
}

static void move(size_t rows, size_t columns) {
  const size_t count = rows * columns, row_stride = rows + 5, column_stride = columns + 3;
  const void *values = scalars(2 * count), *apart = block(rows, columns, column_stride);
  CALL(
      copy_block, rows, columns, block(rows, columns, columns + 1), columns + 1, apart,
      column_stride);
  CALL(transpose, rows, columns, scalars(count), values);
  CALL(transpose_pairs, rows, columns, scalars(2 * count), values);
  CALL(
      transpose_block, rows, columns, block(columns, rows, row_stride), row_stride, apart,
      column_stride);
  release_buffers();

  const size_t taken = rows == 0 ? 0 : 2 * rows + 1, kept = columns == 0 ? 0 : columns / 2 + 1;
  apart = block(rows, columns, column_stride);
  values = scalars(2 * count);
  CALL(
      gather_rows, taken, columns, scalars(taken * columns), apart, column_stride,
      places(taken, rows));
  const int64_t *chosen = places(kept, columns);
  CALL(gather_columns, rows, columns, 1, kept, scalars(rows * kept), values, chosen);
  CALL(gather_columns, rows, columns, 2, kept, scalars(2 * rows * kept), values, chosen);
  release_buffers();
}

static void multiply(size_t rows, size_t columns) {
  const size_t stride = columns + 3;
  for (int accumulates = 0; accumulates < 2; accumulates++) {
    const void *left = scalars(rows), *right = scalars(columns);
    CALL(
        multiply_vector_matrix, rows, columns, accumulates, scalars(columns), left,
        block(rows, columns, stride), stride);
    CALL(
        multiply_outer, rows, columns, accumulates, block(rows, columns, stride), stride, left,
        right);
    release_buffers();
  }
}

void call_on_shapes(size_t rows, size_t columns) {
  activate(rows, columns);
  if (columns > 0) lose(rows, columns);
  combine(rows, columns);
  sum(rows, columns);
  find_extrema(rows, columns);
  move(rows, columns);
  multiply(rows, columns);
}
