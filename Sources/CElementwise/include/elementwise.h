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

// MARK: - Arithmetic (arithmetic.inc)

#ifdef __cplusplus
}
#endif

#endif
