#include <math.h>
#include <string.h>

#include "kernel_table.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx2,fma"))), apply_to = function)
#define MULTIPLIES_FOR_ROOTS 1
#define NARROW_LINES 4
#define PANEL_ROWS 8
#define PANEL_LINES 3
#define INSTRUCTION_SET avx512
#include "kernels.inc"
#pragma clang attribute pop
#endif
