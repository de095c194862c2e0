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

// Loops run through several blocks at once. If all began at the same place of a page, element i of
// each would fall into the same sets of the caches and, in memory, the same bank, which costs half
// of the speed and more. So one block after the other begins further from the start of a page. The
// shifts in multiples of a cache line are all different modulo 4 KiB until they repeat.
#define SHIFTED_BYTES ((size_t)64 << 10)
#define SHIFT_BYTES ((size_t)832)
#define LARGE_SHIFT_BYTES ((size_t)8320)
#define SHIFTS 32

static size_t next_shift(size_t byte_count) {
  static _Atomic unsigned blocks;
  if (byte_count < SHIFTED_BYTES) return 0;
  size_t index = atomic_fetch_add_explicit(&blocks, 1, memory_order_relaxed) % SHIFTS;
  return byte_count < 2 * HUGE_PAGE_BYTES ? SHIFT_BYTES * index % 4096 : LARGE_SHIFT_BYTES * index;
}

// OpenBLAS 0.3.21's complex kernels (zgemv, zdot on Haswell and later) read up to a row or column
// past the end of a matrix. They do not use what they read, but it must exist: in a square complex
// matrix, a row has four times as many bytes as the root of their number.
static size_t readable_tail(size_t byte_count) {
  size_t tail = CACHE_LINE_BYTES;
  while (tail < byte_count / tail * 16) tail *= 2;
  return tail;
}

void *descent_allocate(size_t byte_count, bool zeroed) {
  bool is_large = byte_count >= 2 * HUGE_PAGE_BYTES;
  size_t alignment = is_large ? HUGE_PAGE_BYTES : CACHE_LINE_BYTES;
  // The line in front of the block holds the address that the system wants back.
  size_t offset = CACHE_LINE_BYTES + next_shift(byte_count);
  size_t extra = offset + readable_tail(byte_count);
  if (byte_count > SIZE_MAX - alignment - extra) return NULL;
  size_t rounded = (byte_count + extra + alignment - 1) / alignment * alignment;
  void *allocation = NULL;
  if (posix_memalign(&allocation, alignment, rounded) != 0) return NULL;
#if defined(__linux__)
  // Advice only: a system without huge pages refuses it and nothing is lost.
  if (is_large) (void)madvise(allocation, rounded, MADV_HUGEPAGE);
#endif
  void *block = (char *)allocation + offset;
  ((void **)block)[-1] = allocation;
  return zeroed ? memset(block, 0, byte_count) : block;
}

void descent_free(void *block) {
  if (block != NULL) free(((void **)block)[-1]);
}

void *descent_thread_scratch(void) {
  static _Thread_local _Alignas(64) unsigned char scratch[DESCENT_THREAD_SCRATCH_BYTES];
  return scratch;
}
