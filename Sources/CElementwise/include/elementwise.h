// The element-wise loops of Descent, for float and double.
//
// Every function is compiled for several instruction sets and dispatched at run time; all give the
// same bits. Pointers are to `count` scalars of the kind named first, and may be unaligned. Unless
// a comment says otherwise no two pointers overlap. Hyper-parameters are doubles and are rounded
// once to the scalar type, as PyTorch and Keras do.
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
/// The set in use: the supported one, or a lower one asked for by the environment variable
/// DESCENT_INSTRUCTION_SET (baseline, avx2, avx512) or by the function below.
descent_instruction_set descent_active_instruction_set(void);
/// Uses a set from now on, in all threads; one above the supported set is lowered to it.
void descent_use_instruction_set(descent_instruction_set set);

/// The most threads that share one large update; as many as processors until set.
int32_t descent_update_threads(void);
void descent_use_update_threads(int32_t count);

// MARK: - Memory (memory.c)

/// A zeroed block aligned to 64 bytes at least, or NULL; free it with `descent_free`.
void *descent_allocate_zeroed(size_t byte_count);
void descent_free(void *block);
/// Copies `count` rows of `row_bytes` bytes, those numbered by `indices`, one behind the other.
void descent_gather_rows(
    size_t count, size_t row_bytes, const int32_t *indices, const void *source, void *target);

// MARK: - Optimizer updates (updates.inc)

/// θ and its moments after one RMSprop step; see ElementwiseKernels/FusedUpdates.swift.
typedef struct {
  double rho;              // decay of the moving averages
  double gradient_weight;  // 1 − ρ
  double epsilon_inside;   // added under the root
  double epsilon_outside;  // added to the root
  double momentum;         // μ; read only with a momentum buffer
  double buffer_rate;      // what multiplies g/D on its way into the step (η, or 1)
  double step_rate;        // what multiplies the step on its way into θ (1, or η)
  double coupled_decay;    // λ of g + λθ
  double decoupled_decay;  // ηλ of θ − ηλθ
} descent_rmsprop_settings;

/// `spread` is E[g²], or Var[g] when `mean_gradient` is not NULL; `momentum_buffer` may be NULL.
void descent_rmsprop_update(
    descent_scalar scalar, size_t count, void *values, const void *gradients, void *spread,
    void *mean_gradient, void *momentum_buffer, const descent_rmsprop_settings *settings);

/// θ and its momentum after one SGD step; see ElementwiseKernels/FusedUpdates.swift.
typedef struct {
  double momentum;         // μ; read only with a momentum buffer
  double buffer_rate;      // what multiplies g on its way into the buffer
  double lookahead_rate;   // what multiplies g beside μ·b in a Nesterov step
  double step_rate;        // what multiplies the step on its way into θ
  double coupled_decay;    // λ of g + λθ
  double decoupled_decay;  // ηλ of θ − ηλθ
  bool nesterov;
} descent_sgd_settings;

void descent_sgd_update(
    descent_scalar scalar, size_t count, void *values, const void *gradients,
    void *momentum_buffer, const descent_sgd_settings *settings);

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

// MARK: - Softmax and losses (softmax.inc, losses.inc)

/// Each row ← its softmax.
void descent_softmax_rows(descent_scalar scalar, size_t rows, size_t columns, void *values);
/// gradients ← p ⊙ (gradients − Σ p·gradients), row by row.
void descent_softmax_backward_rows(
    descent_scalar scalar, size_t rows, size_t columns, const void *probabilities,
    void *gradients);

// The losses overwrite `values`, the predictions, by scale · ∂(Σ weights·loss)/∂values, and give
// weights·loss per row. `weights` may be NULL. Labels must lie in 0..<columns.

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

#ifdef __cplusplus
}
#endif

#endif
