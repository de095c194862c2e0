#include "circumstances.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

circumstances given;
bool was_called[KERNELS];

#define MOST_BUFFERS 64
static void *buffers[MOST_BUFFERS];
static size_t buffer_count;

static void *allocate(size_t size) {
  void *start = NULL;
  if (buffer_count == MOST_BUFFERS || posix_memalign(&start, 64, size) != 0) {
    fprintf(stderr, "no memory for a buffer of %zu bytes\n", size);
    exit(2);
  }
  buffers[buffer_count++] = start;
  return start;
}

void release_buffers(void) {
  while (buffer_count > 0) free(buffers[--buffer_count]);
}

static const double extremes[] = {
    NAN,     INFINITY, -INFINITY,  0.0,         -0.0,      1.0,       -1.0,          0.5,
    DBL_MAX, -DBL_MAX, DBL_MIN,    -DBL_MIN,    4.9e-324,  -4.9e-324, FLT_MAX,       -FLT_MAX,
    FLT_MIN, 1.4e-45,  2147483647, -2147483648., 4294967296., 0x1p63,  -0x1p63,       1e30,
};

static double number(size_t index) {
  switch (given.filling) {
    case ZEROS: return index % 2 == 0 ? 0.0 : -0.0;
    case NO_NUMBERS: return NAN;
    case EXTREME: return extremes[index % COUNT_OF(extremes)];
    case ORDINARY: break;
  }
  // A third of zeros, for the loops that look for them.
  return index % 3 == 0 ? 0.0 : (double)(index * 2654435761u % 4001) / 1000 - 2;
}

void *scalars(size_t count) {
  // Other numbers in each buffer of a call.
  const size_t first = 5 * buffer_count;
  if (given.scalar == DESCENT_FLOAT64) {
    double *values = (double *)allocate((given.offset + count) * sizeof(double)) + given.offset;
    for (size_t i = 0; i < count; i++) values[i] = number(first + i);
    return values;
  }
  float *values = (float *)allocate((given.offset + count) * sizeof(float)) + given.offset;
  for (size_t i = 0; i < count; i++) values[i] = (float)number(first + i);
  return values;
}

void *block(size_t rows, size_t columns, size_t stride) {
  return scalars(rows == 0 ? 0 : (rows - 1) * stride + columns);
}

int32_t *labels(size_t count, size_t classes) {
  int32_t *values = allocate(count * sizeof(int32_t));
  for (size_t i = 0; i < count; i++) {
    values[i] = (int32_t)(i % 3 == 0 ? classes - 1 : i % 3 == 1 ? 0 : i % classes);
  }
  return values;
}

int64_t *places(size_t count, size_t limit) {
  int64_t *values = allocate(count * sizeof(int64_t));
  for (size_t i = 0; i < count; i++) {
    values[i] = (int64_t)(i % 3 == 0 ? limit - 1 : i % 3 == 1 ? 0 : i % limit);
  }
  return values;
}

uint8_t *bytes(size_t count) {
  uint8_t *values = (uint8_t *)allocate(given.offset + count) + given.offset;
  for (size_t i = 0; i < count; i++) values[i] = (uint8_t)(255 - i);
  return values;
}

double next_constant(void) {
  static const double constants[] = {0.9,      0.0,  -0.0,    1.0,      1e-8, INFINITY,
                                     -INFINITY, NAN, DBL_MAX, 4.9e-324, -2.0};
  static size_t turn;
  return constants[turn++ % COUNT_OF(constants)];
}
