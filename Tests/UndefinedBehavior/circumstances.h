// What the loops are called with: buffers that end where their last scalar does, so that the address
// sanitizer sees one step too far, filled with ordinary or with extreme numbers.
#ifndef DESCENT_CIRCUMSTANCES_H
#define DESCENT_CIRCUMSTANCES_H

#include "../../Sources/CElementwise/include/elementwise.h"

#define COUNT_OF(list) (sizeof(list) / sizeof(list)[0])

typedef enum { ORDINARY, EXTREME, ZEROS, NO_NUMBERS } filling;

typedef struct {
  descent_scalar scalar;
  filling filling;
  // Scalars from an address that is a multiple of 64 bytes to the start of each buffer.
  size_t offset;
} circumstances;

/// In force for all buffers and calls until changed.
extern circumstances given;

/// So many scalars, to be read and written; like all others valid until `release_buffers`.
void *scalars(size_t count);
/// Scalars of a matrix whose rows lie `stride` apart: nothing lies behind the last row.
void *block(size_t rows, size_t columns, size_t stride);
/// Classes from 0 to `classes` − 1, both of them included.
int32_t *labels(size_t count, size_t classes);
/// Places from 0 to `limit` − 1, both of them included.
int64_t *places(size_t count, size_t limit);
/// Bytes of every value.
uint8_t *bytes(size_t count);
void release_buffers(void);

/// The next of some ordinary and some extreme hyper-parameters.
double next_constant(void);

// MARK: - Which kernels were called

enum {
#define KERNEL(name, parameters, arguments) KERNEL_##name,
#include "../../Sources/CElementwise/kernel_list.inc"
#undef KERNEL
  KERNELS
};

extern bool was_called[KERNELS];

/// Calls a kernel of kernel_list.inc on scalars of the kind that is given.
#define CALL(name, ...) \
  (was_called[KERNEL_##name] = true, descent_##name(given.scalar, __VA_ARGS__))

// MARK: - The groups of calls

void call_on_counts(size_t count);
void call_rules(size_t count);
void call_on_shapes(size_t rows, size_t columns);
void call_on_squares(size_t order);
void call_products(size_t rows, size_t columns, size_t inner);
void call_all_else(void);

#endif
