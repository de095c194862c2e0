#include "include/elementwise.h"

#include <stdlib.h>
#include <string.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

// From this size on a block starts on a huge page and asks the system for more of them: one
// address-translation entry then covers 2 MiB instead of 4 KiB.
#define HUGE_PAGE_BYTES ((size_t)2 << 20)
#define CACHE_LINE_BYTES ((size_t)64)

void *descent_allocate_zeroed(size_t byte_count) {
  size_t alignment = byte_count >= 2 * HUGE_PAGE_BYTES ? HUGE_PAGE_BYTES : CACHE_LINE_BYTES;
  if (byte_count > SIZE_MAX - alignment) return NULL;
  size_t rounded = (byte_count + alignment - 1) / alignment * alignment;
  if (rounded == 0) rounded = alignment;
  void *block = NULL;
  if (posix_memalign(&block, alignment, rounded) != 0) return NULL;
#if defined(__linux__)
  // Advice only: a system without huge pages refuses it and nothing is lost.
  if (alignment == HUGE_PAGE_BYTES) (void)madvise(block, rounded, MADV_HUGEPAGE);
#endif
  return memset(block, 0, rounded);
}

void descent_free(void *block) { free(block); }
