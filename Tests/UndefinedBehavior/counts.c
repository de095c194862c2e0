// The loops that run through buffers of one count, with every choice that they offer.
#include "circumstances.h"

static const descent_operation operations[] = {
    DESCENT_ADD, DESCENT_SUBTRACT, DESCENT_MULTIPLY, DESCENT_DIVIDE};
static const descent_term terms[] = {
    DESCENT_VALUES, DESCENT_SQUARES, DESCENT_MODULI, DESCENT_PRODUCTS, DESCENT_SQUARED_DEVIATIONS};
static const descent_extremum_kind kinds[] = {DESCENT_MAXIMUM, DESCENT_MINIMUM};

static void combine(size_t count) {
  for (size_t k = 0; k < COUNT_OF(operations); k++) {
    const descent_operation operation = operations[k];
    void *left = scalars(2 * count), *right = scalars(2 * count), *result = scalars(2 * count);
    CALL(combine, count, operation, result, left, right);
    CALL(combine, count, operation, left, left, right);
    CALL(combine, count, operation, right, left, right);
    CALL(combine, count, operation, left, left, left);
    CALL(combine_pairs, count, operation, result, left, right);
    CALL(combine_pairs, count, operation, left, left, right);
    for (int first = 0; first < 2; first++) {
      CALL(combine_constant, count, operation, result, left, next_constant(), first);
      CALL(combine_constant, count, operation, left, left, next_constant(), first);
      CALL(
          combine_pairs_constant, count, operation, result, left, next_constant(), next_constant(),
          first);
      CALL(
          combine_pairs_constant, count, operation, left, left, next_constant(), next_constant(),
          first);
    }
    release_buffers();
  }
}

static void sum_and_search(size_t count) {
  const size_t blocks = (count + DESCENT_SUM_BLOCK - 1) / DESCENT_SUM_BLOCK;
  void *left = scalars(count), *right = scalars(count), *one = scalars(1), *result = scalars(1);
  void *partials = scalars(blocks);
  for (size_t k = 0; k < COUNT_OF(terms); k++) {
    // One centre for the whole buffer; nothing is read where a sum needs no second operand.
    const void *other = terms[k] == DESCENT_PRODUCTS             ? right
                        : terms[k] == DESCENT_SQUARED_DEVIATIONS ? one
                                                                 : NULL;
    CALL(sum, count, terms[k], result, left, other);
    CALL(sum_blocks, count, terms[k], partials, left, other);
  }
  CALL(add_partials, blocks, result, partials);
  CALL(add_partials, count, result, left);
  for (size_t k = 0; k < COUNT_OF(kinds); k++) {
    int64_t index;
    CALL(extremum, count, kinds[k], result, left);
    CALL(extremum_index, count, kinds[k], &index, left);
  }
  size_t found;
  int64_t first;
  CALL(find_non_finite, count, &found, &first, left);
  double norm;
  CALL(square_norm, count, &norm, left, NULL);
  CALL(square_norm, count, &norm, left, right);
  release_buffers();
}

static void change(size_t count) {
  void *values = scalars(count), *others = scalars(count), *pairs = scalars(2 * count);
  CALL(exponential_all, count, values);
  CALL(natural_logarithm_all, count, others);
  CALL(exchange, count, values, others);
  CALL(fill, count, values, next_constant());
  CALL(fill_pairs, count, pairs, next_constant(), next_constant());
  CALL(convert_bytes, count, values, bytes(count), next_constant());
  release_buffers();

  values = scalars(count), others = scalars(count), pairs = scalars(2 * count);
  CALL(take_parts, count, values, pairs, false);
  CALL(take_parts, count, values, pairs, true);
  CALL(join_parts, count, pairs, values, others);
  CALL(join_parts, count, pairs, values, values);
  CALL(conjugate_pairs, count, pairs, pairs);
  CALL(conjugate_pairs, count, scalars(2 * count), pairs);
  CALL(moduli, count, 1, values, others);
  CALL(moduli, count, 2, values, pairs);
  release_buffers();
}

static void prepare_update(size_t count) {
  void *values = scalars(count), *gradients = scalars(count), *accumulated = scalars(count);
  CALL(ready_gradient, count, scalars(count), gradients, NULL, next_constant(), next_constant());
  CALL(
      ready_gradient, count, scalars(count), gradients, accumulated, next_constant(),
      next_constant());
  CALL(average_values, count, accumulated, values, 1);
  CALL(average_values, count, accumulated, values, next_constant());
  CALL(divide_by_roots, count, values, gradients, next_constant());
  for (size_t moments = 0; moments <= 3; moments++) {
    const size_t stride = count + 3;
    CALL(
        add_to_streams, count, values, gradients, block(moments, count, stride), stride, moments,
        next_constant());
  }
  release_buffers();
}

void call_on_counts(size_t count) {
  combine(count);
  sum_and_search(count);
  change(count);
  prepare_update(count);
}
