#include <math.h>
#include <string.h>

#include "kernel_table.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define MULTIPLIES_FOR_ROOTS 0
#define NARROW_LINES 1
#define PANEL_ROWS 6
#define PANEL_LINES 1
#define INSTRUCTION_SET avx2
#include "kernels.inc"
#pragma clang attribute pop
#endif
