#include "include/elementwise.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

// From this size on a block lies on huge pages of its own, if the system has any: one
// address-translation entry then covers 2 MiB instead of 4 KiB.
#define HUGE_PAGE_BYTES ((size_t)2 << 20)
#define CACHE_LINE_BYTES ((size_t)64)

// Loops run through several large blocks at once. If all began on a page, element i of each would
// fall into the same sets of the caches and the same bank of memory, which costs up to half of the
// speed. So one block after the other begins this much further from the start of a page.
#define SHIFT_BYTES ((size_t)(8192 + 128))
#define SHIFTS 32

static size_t next_shift(void) {
  static _Atomic unsigned count;
  return SHIFT_BYTES * (atomic_fetch_add_explicit(&count, 1, memory_order_relaxed) % SHIFTS);
}

void *descent_allocate_zeroed(size_t byte_count) {
  bool is_large = byte_count >= 2 * HUGE_PAGE_BYTES;
  size_t alignment = is_large ? HUGE_PAGE_BYTES : CACHE_LINE_BYTES;
  // The line in front of the block holds the address that the system wants back.
  size_t offset = CACHE_LINE_BYTES + (is_large ? next_shift() : 0);
  if (byte_count > SIZE_MAX - alignment - offset) return NULL;
  size_t rounded = (byte_count + offset + alignment - 1) / alignment * alignment;
  void *allocation = NULL;
  if (posix_memalign(&allocation, alignment, rounded) != 0) return NULL;
#if defined(__linux__)
  // Advice only: a system without huge pages refuses it and nothing is lost.
  if (is_large) (void)madvise(allocation, rounded, MADV_HUGEPAGE);
#endif
  void *block = (char *)allocation + offset;
  ((void **)block)[-1] = allocation;
  return memset(block, 0, byte_count);
}

void descent_free(void *block) {
  if (block != NULL) free(((void **)block)[-1]);
}
