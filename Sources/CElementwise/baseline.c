#include <math.h>
#include <string.h>

#include "kernel_table.h"

#define INSTRUCTION_SET baseline
#include "kernels.inc"
