// The element-wise loops of Descent, for float and double.
//
// Every function is compiled for several instruction sets and dispatched at run time; all give the
// same bits. Pointers are to `count` scalars of the kind named first, and need no more alignment than
// one scalar does. Unless a comment says otherwise no two pointers overlap. Hyper-parameters are
// doubles and are rounded once to the scalar type, as PyTorch and Keras do.
#ifndef DESCENT_ELEMENTWISE_H
#define DESCENT_ELEMENTWISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The scalar type behind a `void *`; the values are those of Swift's `ScalarKind`.
typedef enum { DESCENT_FLOAT32 = 0, DESCENT_FLOAT64 = 1 } descent_scalar;

// MARK: - Instruction sets (dispatch.c)

/// From the least to the most capable; on other machines than x86-64 only the baseline exists.
typedef enum {
  DESCENT_BASELINE = 0,
  DESCENT_AVX2 = 1,
  DESCENT_AVX512 = 2,
} descent_instruction_set;

/// The best set that this processor and its operating system support.
descent_instruction_set descent_supported_instruction_set(void);
/// The set in use until `descent_use_instruction_set` is called.
descent_instruction_set descent_first_instruction_set(void);
/// The set in use: the supported one, or a lower one asked for by the environment variable
/// DESCENT_INSTRUCTION_SET (baseline, avx2, avx512) or by the function below.
descent_instruction_set descent_active_instruction_set(void);
/// Uses a set from now on, in all threads; one above the supported set is lowered to it.
void descent_use_instruction_set(descent_instruction_set set);

/// The most threads that share one large update. Until set: OPENBLAS_NUM_THREADS, or
/// OMP_NUM_THREADS, or the processors that this process may use.
int32_t descent_update_threads(void);
void descent_use_update_threads(int32_t count);

// MARK: - Memory (memory.c)

/// A block aligned to 64 bytes at least, or NULL; free it with `descent_free`. What is not `zeroed`
/// holds any bits.
void *descent_allocate(size_t byte_count, bool zeroed);
void descent_free(void *block);

/// How many bytes of freed blocks wait for the next of about their size: 256 MiB at most.
size_t descent_kept_bytes(void);

/// Memory of the calling thread for what begins and ends inside one call, aligned to 64 bytes.
#define DESCENT_THREAD_SCRATCH_BYTES (128 << 10)
void *descent_thread_scratch(void);

// MARK: - Optimizer updates (updates.inc)

// What one step of each rule takes. Moments lie one behind the other: moment k begins at
// moments + k · moment_stride. The formulas are in ElementwiseKernels, in the file of each rule.

/// Moments: E[g²], or Var[g] where the mean gradient is kept and not subtracted; the mean gradient,
/// if centered; b, with momentum.
typedef struct {
  double rho;                 // decay of the moving averages
  double gradient_weight;     // 1 − ρ
  double epsilon_inside;      // added under the root
  double epsilon_outside;     // added to the root
  double momentum;            // μ; read only with a momentum buffer
  double buffer_rate;         // what multiplies g/D on its way into the step (η, or 1)
  double step_rate;           // what multiplies the step on its way into θ (1, or η)
  double coupled_decay;       // λ of g + λθ
  double decoupled_decay;     // ηλ of θ − ηλθ
  double variance_weight;     // centered, by recurrence: what multiplies (g − m)² in Var
  double mean_weight;         // centered, by recurrence: what multiplies g − m in m
  double mean_square_weight;  // centered, by subtraction: what multiplies m² in v − m²
  bool centered;              // whether there is a mean gradient
  bool subtracts_mean;        // centered: v and v − m² as engines compute it, not Var
  bool has_momentum;          // whether there is a momentum buffer
  bool nesterov;              // read only with a momentum buffer
} descent_rmsprop_settings;

/// Moment: b, with momentum.
typedef struct {
  double momentum;         // μ; read only with a momentum buffer
  double buffer_rate;      // what multiplies g on its way into the buffer
  double lookahead_rate;   // what multiplies g beside μ·b in a Nesterov step
  double step_rate;        // what multiplies the step on its way into θ
  double coupled_decay;    // λ of g + λθ
  double decoupled_decay;  // ηλ of θ − ηλθ
  bool has_momentum;
  bool nesterov;
} descent_sgd_settings;

// MARK: Adam and its relatives (adam.inc)

typedef enum {
  DESCENT_ADAM = 0,            // m, v
  DESCENT_AMSGRAD = 1,         // m, v and the largest v so far, which divides
  DESCENT_YOGI = 2,            // m, and a v that moves towards g² by a share of g²
  DESCENT_ADAM_UNDIVIDED = 3,  // m, v, which is kept but does not divide
} descent_adam_variant;

typedef struct {
  double mean_weight;      // 1 − β₁
  double beta2;            // decay of v
  double square_weight;    // 1 − β₂
  double root_scale;       // what multiplies √v
  double epsilon;          // added to the scaled root
  double gradient_rate;    // what multiplies g in the numerator
  double mean_rate;        // what multiplies m in the numerator
  double coupled_decay;    // λ of g + λθ
  double decoupled_decay;  // ηλ of θ − ηλθ
  descent_adam_variant variant;
} descent_adam_settings;

/// Moments: m, and the norm.
typedef struct {
  double mean_weight;      // 1 − β₁
  double beta2;            // decay of the norm
  double epsilon_in_norm;  // added to |g| before the maximum
  double epsilon_on_norm;  // added to the maximum where it divides
  double step_rate;        // what multiplies m/D on its way into θ
  double coupled_decay;    // λ of g + λθ
  double decoupled_decay;  // ηλ of θ − ηλθ
} descent_adamax_settings;

// MARK: Adagrad and Adadelta (adagrad.inc)

/// Moment: the sum of squares.
typedef struct {
  double epsilon_inside;   // added under the root
  double epsilon_outside;  // added to the root
  double step_rate;        // what multiplies g/D on its way into θ
  double coupled_decay;    // λ of g + λθ
  double decoupled_decay;  // ηλ of θ − ηλθ
} descent_adagrad_settings;

/// Moments: E[g²] and E[step²].
typedef struct {
  double rho;              // decay of both moving averages
  double new_weight;       // 1 − ρ
  double epsilon;          // added under both roots
  double step_rate;        // what multiplies the step on its way into θ
  double coupled_decay;    // λ of g + λθ
  double decoupled_decay;  // ηλ of θ − ηλθ
} descent_adadelta_settings;

// MARK: Lion and Rprop (signs.inc)

/// Moment: m.
typedef struct {
  double beta1;            // what multiplies m in the direction
  double step_weight;      // 1 − β₁
  double beta2;            // decay of m
  double mean_weight;      // 1 − β₂
  double step_rate;        // what multiplies the sign
  double decoupled_decay;  // ηλ of θ − ηλθ
} descent_lion_settings;

/// Moments: the previous g, and the step sizes.
typedef struct {
  double shrink;    // what multiplies a step size when g changes its sign
  double growth;    // what multiplies it when g keeps its sign
  double smallest;  // the bounds of step sizes
  double largest;
} descent_rprop_settings;

// MARK: Any rule, and what surrounds it (surroundings.inc)

typedef enum {
  DESCENT_RULE_RMSPROP = 0,
  DESCENT_RULE_SGD = 1,
  DESCENT_RULE_ADAM = 2,
  DESCENT_RULE_ADAMAX = 3,
  DESCENT_RULE_ADAGRAD = 4,
  DESCENT_RULE_ADADELTA = 5,
  DESCENT_RULE_LION = 6,
  DESCENT_RULE_RPROP = 7,
} descent_rule_kind;

/// A rule with the settings of one step.
typedef struct {
  descent_rule_kind kind;
  union {
    descent_rmsprop_settings rmsprop;
    descent_sgd_settings sgd;
    descent_adam_settings adam;
    descent_adamax_settings adamax;
    descent_adagrad_settings adagrad;
    descent_adadelta_settings adadelta;
    descent_lion_settings lion;
    descent_rprop_settings rprop;
  } settings;
} descent_rule;

/// What happens before and after a rule, in the same pass.
typedef struct {
  double gradient_scale;    // what multiplies the gradient
  double gradient_limit;    // then its largest magnitude; NaN stays NaN
  const void *accumulated;  // added to the gradient before that; NULL for zeros
  void *averages;           // averages ← averages + weight·(values − averages); NULL for none
  double average_weight;    // 1 makes exactly the values of them
} descent_surroundings;

/// θ and its moments after one step of a rule; `surroundings` may be NULL for none.
void descent_update_pass(
    descent_scalar scalar, size_t count, void *values, const void *gradients, void *moments,
    size_t moment_stride, const descent_rule *rule, const descent_surroundings *surroundings);

/// The same, and meanwhile the rows that this thread expects come nearer (update.c).
void descent_update(
    descent_scalar scalar, size_t count, void *values, const void *gradients, void *moments,
    size_t moment_stride, const descent_rule *rule, const descent_surroundings *surroundings);

/// Says that this thread will soon read `row_bytes` bytes of each of these rows, which begin every
/// `stride_bytes`; the first 64 of them at most. Its next update brings them into the cache,
/// or a product before it of a transpose whose rows are as long.
void descent_expect_rows(
    const void *source, size_t row_bytes, size_t stride_bytes, const int64_t *indices, size_t count);

/// ready ← clamp((accumulated + gradients)·scale, −limit...limit); `accumulated` may be NULL for
/// zeros, and NaN stays NaN.
void descent_ready_gradient(
    descent_scalar scalar, size_t count, void *ready, const void *gradients,
    const void *accumulated, double scale, double limit);

/// averages ← averages + weight·(values − averages); exactly the values for a weight of 1.
void descent_average_values(
    descent_scalar scalar, size_t count, void *averages, const void *values, double weight);

/// Two buffers change places.
void descent_exchange(descent_scalar scalar, size_t count, void *left, void *right);

/// Σ (gradients + accumulated)², the sum in REAL, the squares and their sum in double;
/// `accumulated` may be NULL for zeros. For at most a few hundred thousand elements: longer sums
/// are made of several.
void descent_square_norm(
    descent_scalar scalar, size_t count, double *result, const void *gradients,
    const void *accumulated);

/// values[i] ← numerators[i] / (√values[i] + epsilon): what no RMSprop step can do without, as the
/// bound that benchmarks hold it against.
void descent_divide_by_roots(
    descent_scalar scalar, size_t count, void *values, const void *numerators, double epsilon);

/// values[i] and, of 0 to 3 moments, each moment[i] grow by scale · gradients[i] (streams.inc): the
/// memory traffic of an update with as many moments, as the bound that benchmarks hold it against.
void descent_add_to_streams(
    descent_scalar scalar, size_t count, void *values, const void *gradients, void *moments,
    size_t moment_stride, size_t moment_count, double scale);

// MARK: - Activations (activations.inc)

typedef enum {
  DESCENT_IDENTITY = 0,
  DESCENT_RELU = 1,
  DESCENT_LEAKY_RELU = 2,
  DESCENT_SIGMOID = 3,
  DESCENT_TANH = 4,
  DESCENT_GELU = 5,
} descent_activation;

/// values ← f(values + bias), row by row. `bias` may be NULL; `preactivations`, when not NULL,
/// receives values + bias.
void descent_bias_activation(
    descent_scalar scalar, size_t rows, size_t columns, void *values, const void *bias,
    void *preactivations, descent_activation activation, double slope);

/// gradients ← gradients ⊙ f'(z). `reference` is f(z), and z for GELU. `bias_gradients`, when not
/// NULL, becomes the column sums of the result, or has them added to it if `accumulates`.
void descent_activation_backward(
    descent_scalar scalar, size_t rows, size_t columns, const void *reference, void *gradients,
    void *bias_gradients, bool accumulates, descent_activation activation, double slope);

/// values ← eˣ of each.
void descent_exponential_all(descent_scalar scalar, size_t count, void *values);
/// values ← ln x of each.
void descent_natural_logarithm_all(descent_scalar scalar, size_t count, void *values);

// MARK: - Softmax and losses (softmax*.inc, cross_entropy.inc, losses.inc)

/// Each row ← its softmax.
void descent_softmax_rows(descent_scalar scalar, size_t rows, size_t columns, void *values);
/// gradients ← p ⊙ (gradients − Σ p·gradients), row by row.
void descent_softmax_backward_rows(
    descent_scalar scalar, size_t rows, size_t columns, const void *probabilities,
    void *gradients);

// The losses overwrite `values`, the predictions, by scale · ∂(Σ weights·loss)/∂values, and give
// weights·loss per row. `weights` may be NULL. Labels must lie in 0..<columns, and rows must not be
// empty.

/// From logits; `predictions` receives the index of each row's largest logit.
void descent_softmax_cross_entropy_labels(
    descent_scalar scalar, size_t rows, size_t columns, void *values, const int32_t *labels,
    const void *weights, double scale, void *losses, int32_t *predictions);
void descent_softmax_cross_entropy_targets(
    descent_scalar scalar, size_t rows, size_t columns, void *values, const void *targets,
    const void *weights, double scale, void *losses, int32_t *predictions);
/// From probabilities, which are normalized and kept 1e-7 from 0 and 1.
void descent_cross_entropy_labels(
    descent_scalar scalar, size_t rows, size_t columns, void *values, const int32_t *labels,
    const void *weights, double scale, void *losses);
void descent_cross_entropy_targets(
    descent_scalar scalar, size_t rows, size_t columns, void *values, const void *targets,
    const void *weights, double scale, void *losses);
void descent_binary_cross_entropy_logits(
    descent_scalar scalar, size_t rows, size_t columns, void *values, const void *targets,
    const void *weights, double scale, void *losses);
void descent_binary_cross_entropy(
    descent_scalar scalar, size_t rows, size_t columns, void *values, const void *targets,
    const void *weights, double scale, void *losses);
void descent_mean_squared_error(
    descent_scalar scalar, size_t rows, size_t columns, void *values, const void *targets,
    const void *weights, double scale, void *losses);

// MARK: - Arithmetic (arithmetic.inc)

typedef enum { DESCENT_ADD, DESCENT_SUBTRACT, DESCENT_MULTIPLY, DESCENT_DIVIDE } descent_operation;

/// result[i] ← left[i] ∘ right[i]; `result` may be `left` or `right` itself.
void descent_combine(
    descent_scalar scalar, size_t count, descent_operation operation, void *result,
    const void *left, const void *right);
/// result[i] ← values[i] ∘ constant, or constant ∘ values[i] when `constant_first`; `result` may be
/// `values` itself.
void descent_combine_constant(
    descent_scalar scalar, size_t count, descent_operation operation, void *result,
    const void *values, double constant, bool constant_first);
/// values[i][j] ← values[i][j] ∘ row[j].
void descent_combine_row(
    descent_scalar scalar, size_t rows, size_t columns, descent_operation operation, void *values,
    const void *row);
/// values[i][j] ← values[i][j] ∘ column[i].
void descent_combine_column(
    descent_scalar scalar, size_t rows, size_t columns, descent_operation operation, void *values,
    const void *column);
/// values[i] ← constant.
void descent_fill(descent_scalar scalar, size_t count, void *values, double constant);
/// result[i] ← bytes[i] / divisor.
void descent_convert_bytes(
    descent_scalar scalar, size_t count, void *result, const uint8_t *bytes, double divisor);

// MARK: - Complex numbers (complex_arithmetic.inc, complex_parts.inc)

// A complex number is a pair of scalars, its real part first; counts are those of pairs.

/// result[i] ← left[i] ∘ right[i]; `result` may be `left` itself.
void descent_combine_pairs(
    descent_scalar scalar, size_t count, descent_operation operation, void *result,
    const void *left, const void *right);
/// result[i] ← values[i] ∘ constant, or constant ∘ values[i] when `constant_first`; `result` may be
/// `values` itself.
void descent_combine_pairs_constant(
    descent_scalar scalar, size_t count, descent_operation operation, void *result,
    const void *values, double real, double imaginary, bool constant_first);
/// values[i][j] ← values[i][j] ∘ row[j].
void descent_combine_pairs_row(
    descent_scalar scalar, size_t rows, size_t columns, descent_operation operation, void *values,
    const void *row);
/// values[i][j] ← values[i][j] ∘ column[i].
void descent_combine_pairs_column(
    descent_scalar scalar, size_t rows, size_t columns, descent_operation operation, void *values,
    const void *column);
/// values[i] ← real + imaginary·i.
void descent_fill_pairs(
    descent_scalar scalar, size_t count, void *values, double real, double imaginary);
/// result[i] ← the real or the imaginary part of values[i].
void descent_take_parts(
    descent_scalar scalar, size_t count, void *result, const void *values, bool imaginary);
/// result[i] ← the pair of real[i] and imaginary[i]; the two may be the same.
void descent_join_parts(
    descent_scalar scalar, size_t count, void *result, const void *real, const void *imaginary);
/// result[i] ← values[i] with the opposite imaginary part; the two may be the same.
void descent_conjugate_pairs(
    descent_scalar scalar, size_t count, void *result, const void *values);
/// result[i] ← |values[i]|, for elements of `width` scalars, 1 or 2; overflows only where the result
/// does.
void descent_moduli(
    descent_scalar scalar, size_t count, size_t width, void *result, const void *values);

// MARK: - Sums (sums.inc)

/// What is summed: x, x², |x|, x·y or (x − c)². `right` is read for the last two only: the y, or the
/// c, one per row or column, or one for the whole buffer.
typedef enum {
  DESCENT_VALUES,
  DESCENT_SQUARES,
  DESCENT_MODULI,
  DESCENT_PRODUCTS,
  DESCENT_SQUARED_DEVIATIONS,
} descent_term;

/// The elements of a buffer that are summed as one block, in the order that sums.inc defines.
#define DESCENT_SUM_BLOCK 4096
/// The rows of a matrix that are summed down its columns as one block.
#define DESCENT_SUM_ROWS 256

/// One sum over a buffer; equal to `add_partials` over the results of `sum_blocks`.
void descent_sum(
    descent_scalar scalar, size_t count, descent_term term, void *result, const void *left,
    const void *right);
/// One sum per block of DESCENT_SUM_BLOCK elements; the last block may be shorter.
void descent_sum_blocks(
    descent_scalar scalar, size_t count, descent_term term, void *partials, const void *left,
    const void *right);
/// The sum of the sums of blocks.
void descent_add_partials(
    descent_scalar scalar, size_t count, void *result, const void *partials);
/// One sum per row, each as `sum` over that row.
void descent_sum_rows(
    descent_scalar scalar, size_t rows, size_t columns, descent_term term, void *results,
    const void *left, const void *right);
/// One sum per column.
void descent_sum_columns(
    descent_scalar scalar, size_t rows, size_t columns, descent_term term, void *results,
    const void *left, const void *right);

/// The greatest sum of moduli in a row, +0 without rows, NaN where a modulus is.
void descent_greatest_row_sum(
    descent_scalar scalar, size_t rows, size_t columns, void *result, const void *values);
/// The sum of moduli in each row of a symmetric matrix without gaps, of which only the lower
/// triangle is read.
void descent_symmetric_sums(
    descent_scalar scalar, size_t order, void *results, const void *values);
/// One pair of sums per row of pairs, as of complex numbers.
void descent_sum_pairs(
    descent_scalar scalar, size_t rows, size_t columns, void *results, const void *values);

// MARK: - Running sums (cumulative.inc)

/// result[i][j] ← values[i][0] + … + values[i][j], for elements of `width` scalars, 1 or 2.
void descent_cumulative_rows(
    descent_scalar scalar, size_t rows, size_t columns, size_t width, void *result,
    const void *values);
/// result[i][j] ← values[0][j] + … + values[i][j].
void descent_cumulative_columns(
    descent_scalar scalar, size_t rows, size_t columns, void *result, const void *values);

// MARK: - Extrema (extrema.inc)

typedef enum { DESCENT_MAXIMUM, DESCENT_MINIMUM } descent_extremum_kind;

/// The extremum of a buffer: NaN if any element is; a zero is +0; nothing gives ∓infinity.
void descent_extremum(
    descent_scalar scalar, size_t count, descent_extremum_kind kind, void *result,
    const void *values);
void descent_extremum_rows(
    descent_scalar scalar, size_t rows, size_t columns, descent_extremum_kind kind, void *results,
    const void *values);
void descent_extremum_columns(
    descent_scalar scalar, size_t rows, size_t columns, descent_extremum_kind kind, void *results,
    const void *values);
/// The first index of the extremum, or of the first NaN if there is one; −1 for nothing.
void descent_extremum_index(
    descent_scalar scalar, size_t count, descent_extremum_kind kind, int64_t *result,
    const void *values);
void descent_extremum_index_rows(
    descent_scalar scalar, size_t rows, size_t columns, descent_extremum_kind kind,
    int64_t *results, const void *values);
void descent_extremum_index_columns(
    descent_scalar scalar, size_t rows, size_t columns, descent_extremum_kind kind,
    int64_t *results, const void *values);

// MARK: - Searches (searches.inc)

/// How many elements are infinite or NaN, and the index of the first, or −1.
void descent_find_non_finite(
    descent_scalar scalar, size_t count, size_t *non_finite_count, int64_t *first,
    const void *values);

// MARK: - Movement (movement.inc)

/// target[i][j] ← source[i][j]; the strides are the scalars from one row to the next.
void descent_copy_block(
    descent_scalar scalar, size_t rows, size_t columns, void *target, size_t target_stride,
    const void *source, size_t source_stride);
/// target[j][i] ← source[i][j], where `source` is rows × columns, both without gaps.
void descent_transpose(
    descent_scalar scalar, size_t rows, size_t columns, void *target, const void *source);
/// The same for elements of two scalars each.
void descent_transpose_pairs(
    descent_scalar scalar, size_t rows, size_t columns, void *target, const void *source);
/// elements[i][j] ↔ elements[j][i] of a square matrix without gaps, elements of 1 or 2 `parts`.
void descent_transpose_in_place(
    descent_scalar scalar, size_t order, size_t parts, void *elements);
/// The triangle of `target` above the diagonal, or below it, becomes the mirror image of the other
/// one of `source`, and the diagonal that of `source`. Both have `order` rows and no gaps, elements
/// of 1 or 2 `parts`, and may be the same.
void descent_mirror_triangle(
    descent_scalar scalar, size_t order, size_t parts, bool onto_lower, void *target,
    const void *source);
/// What is not above the diagonal is copied, the rest becomes zero; the shapes as above.
void descent_copy_lower_triangle(
    descent_scalar scalar, size_t order, size_t parts, void *target, const void *source);
/// target[k][j] ← source[indices[k]][j]; `target` has no gaps, and `stride` is the scalars from one
/// row of `source` to the next.
void descent_gather_rows(
    descent_scalar scalar, size_t count, size_t columns, void *target, const void *source,
    size_t stride, const int64_t *indices);
/// target[i][k] ← source[i][indices[k]], for elements of `width` scalars, 1 or 2; `columns` and
/// `count` are those of elements.
void descent_gather_columns(
    descent_scalar scalar, size_t rows, size_t columns, size_t width, size_t count, void *target,
    const void *source, const int64_t *indices);

// MARK: - Small products (products.inc)

/// target[j][i] ← source[i][j]; the strides are the scalars from one row to the next, and the two
/// lie apart.
void descent_transpose_block(
    descent_scalar scalar, size_t rows, size_t columns, void *target, size_t target_stride,
    const void *source, size_t source_stride);
/// result[j] ← Σᵢ vector[i]·matrix[i][j] over the rows from the first to the last, added to what
/// was there or to 0.
void descent_multiply_vector_matrix(
    descent_scalar scalar, size_t rows, size_t columns, bool accumulates, void *result,
    const void *vector, const void *matrix, size_t stride);
/// result[i][j] ← left[i]·right[j], alone or added to what was there.
void descent_multiply_outer(
    descent_scalar scalar, size_t rows, size_t columns, bool accumulates, void *result,
    size_t stride, const void *left, const void *right);

// MARK: - Products with few columns (narrow.inc)

/// result[i][j] ← Σ left[t][i]·right[t][j], or what was there plus that: the transpose of `left`, which
/// is terms × rows, times `right`, of at most 16 columns. The terms are added in ascending order; the
/// strides are the scalars from one row to the next. Asks for the rows that the thread expects
/// (descent_expect_rows) if they are as long as those of `left`.
void descent_multiply_narrow(
    descent_scalar scalar, size_t rows, size_t columns, size_t terms, bool accumulates,
    void *result, size_t result_stride, const void *left, size_t left_stride, const void *right,
    size_t right_stride);

// MARK: - Products with a matrix larger than the caches (panels.inc)

/// The bytes of a row of a panel.
#define DESCENT_PANEL_BYTES 192
/// The scalars of what `descent_multiply_panels` works in: two panels of 256 terms, and strips of 256 rows,
/// rounded up.
#define DESCENT_PANEL_SPACE_SCALARS 92160
/// result ← factor·left·right + scale·result: `left` is rows × terms, and `right` terms × columns, or the
/// transposes of what is stored. The terms are added in ascending order, in parts, each
/// multiplied and added in one rounding; the strides are the scalars from one row to the next.
/// With a scale of 0 `result` is only written. `space` holds any bits and is aligned to 64 bytes.
void descent_multiply_panels(
    descent_scalar scalar, size_t rows, size_t columns, size_t terms, double factor, double scale,
    void *result, size_t result_stride, bool left_is_transposed, const void *left,
    size_t left_stride, bool right_is_transposed, const void *right, size_t right_stride,
    void *space);

// MARK: - Products with a matrix of many zeros (nonzeros.inc)

/// result ← left·right, or result + left·right, where zeros of `left` add nothing, whatever they
/// would be multiplied with. `left` is rows × inner; `columns` is a multiple of 16; the strides are
/// the scalars from one row to the next. Works in the thread's scratch.
void descent_multiply_nonzeros(
    descent_scalar scalar, size_t rows, size_t columns, size_t inner, bool accumulates,
    void *result, size_t result_stride, const void *left, size_t left_stride, const void *right,
    size_t right_stride);
/// The same with the transpose of `left`, which is inner × rows; asks for the rows that the thread expects
/// as descent_multiply_narrow does, unless the result is large.
void descent_multiply_transposed_nonzeros(
    descent_scalar scalar, size_t rows, size_t columns, size_t inner, bool accumulates,
    void *result, size_t result_stride, const void *left, size_t left_stride, const void *right,
    size_t right_stride);

// MARK: - Checksums (checksum.c)

/// The 64 bits of XXH64 over bytes.
uint64_t descent_checksum(const void *bytes, size_t count, uint64_t seed);

#ifdef __cplusplus
}
#endif

#endif
