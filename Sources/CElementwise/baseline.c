#include <math.h>
#include <string.h>

#include "kernel_table.h"

#define MULTIPLIES_FOR_ROOTS 0
#define NARROW_LINES 1
#define PANEL_ROWS 2
#define PANEL_LINES 1
#define INSTRUCTION_SET baseline
#include "kernels.inc"
