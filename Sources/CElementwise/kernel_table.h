// One table of kernels per scalar type and instruction set.
#ifndef DESCENT_KERNEL_TABLE_H
#define DESCENT_KERNEL_TABLE_H

#include "expected.h"
#include "include/elementwise.h"

typedef struct {
#define KERNEL(name, parameters, arguments) void(*name) parameters;
#include "kernel_list.inc"
#undef KERNEL
} descent_kernel_table;

// The term per element of a loss; both scalar types share it (losses.inc).
typedef enum { LOSS_OF_LOGIT, LOSS_OF_PROBABILITY, SQUARED_DIFFERENCE } element_loss;

extern const descent_kernel_table descent_float32_baseline, descent_float64_baseline;
#if defined(__x86_64__)
extern const descent_kernel_table descent_float32_avx2, descent_float64_avx2;
extern const descent_kernel_table descent_float32_avx512, descent_float64_avx512;
#endif

#endif
