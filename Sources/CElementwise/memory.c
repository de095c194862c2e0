#include "include/elementwise.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define DESCENT_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#define DESCENT_ADDRESS_SANITIZER __has_feature(address_sanitizer)
#else
#define DESCENT_ADDRESS_SANITIZER 0
#endif

// From this size on a block lies on huge pages of its own, if the system has any: one
// address-translation entry then covers 2 MiB instead of 4 KiB.
#define HUGE_PAGE_BYTES ((size_t)2 << 20)
#define LARGE_BYTES (2 * HUGE_PAGE_BYTES)
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
  return byte_count < LARGE_BYTES ? SHIFT_BYTES * index % 4096 : LARGE_SHIFT_BYTES * index;
}

// What the system gave for a block; it is written into the cache line in front of the block. Small
// ones are never kept, and say 0 bytes.
typedef struct {
  void *start;
  size_t byte_count;
} allocation;

// Blocks that were freed and wait for the next of about their size.
//
// The system hands out blocks of this size as pages that it clears one by one when they are first
// touched, which costs more than most loops over them. A kept block has its pages already. Those of
// a very large one are lent to the system meanwhile: under pressure it may take them, and gives
// cleared ones when it has. For others lending costs more than a loop over them.
#define KEPT_FROM_BYTES ((size_t)128 << 10)
#define LENT_FROM_BYTES ((size_t)32 << 20)
#define KEPT_BLOCKS 16
#define KEPT_BYTES ((size_t)256 << 20)

static allocation kept[KEPT_BLOCKS];
static size_t next_evicted;
static atomic_flag kept_in_use = ATOMIC_FLAG_INIT;

// Held for a few instructions only, and only by who allocates or frees a block of this size.
static void lock_kept(void) {
  while (atomic_flag_test_and_set_explicit(&kept_in_use, memory_order_acquire)) {
  }
}

static void unlock_kept(void) { atomic_flag_clear_explicit(&kept_in_use, memory_order_release); }

static allocation take(size_t index) {
  allocation taken = kept[index];
  kept[index] = (allocation){NULL, 0};
  return taken;
}

// While the lock is held; an empty place has 0 bytes.
static size_t kept_bytes(void) {
  size_t sum = 0;
  for (size_t i = 0; i < KEPT_BLOCKS; i++) sum += kept[i].byte_count;
  return sum;
}

size_t descent_kept_bytes(void) {
  lock_kept();
  size_t sum = kept_bytes();
  unlock_kept();
  return sum;
}

// The smallest kept block of at least so many bytes, unless a quarter of it would lie idle.
static allocation take_kept(size_t byte_count) {
  allocation found = {NULL, 0};
  size_t best = KEPT_BLOCKS;
  lock_kept();
  for (size_t i = 0; i < KEPT_BLOCKS; i++) {
    if (kept[i].start == NULL || kept[i].byte_count < byte_count) continue;
    if (kept[i].byte_count / 4 * 3 > byte_count) continue;
    if (best == KEPT_BLOCKS || kept[i].byte_count < kept[best].byte_count) best = i;
  }
  if (best < KEPT_BLOCKS) found = take(best);
  unlock_kept();
  return found;
}

// Keeps a block, and frees others, one place after the other, until there is room for it.
static void keep(allocation freed) {
#if defined(__linux__) && defined(MADV_FREE)
  if (freed.byte_count >= LENT_FROM_BYTES) (void)madvise(freed.start, freed.byte_count, MADV_FREE);
#endif
  bool is_kept = false;
  while (!is_kept) {
    allocation evicted = {NULL, 0};
    lock_kept();
    size_t empty = KEPT_BLOCKS;
    for (size_t i = 0; i < KEPT_BLOCKS; i++) {
      if (kept[i].start == NULL) empty = i;
    }
    is_kept = empty < KEPT_BLOCKS && kept_bytes() + freed.byte_count <= KEPT_BYTES;
    if (is_kept) {
      kept[empty] = freed;
    } else {
      evicted = take(next_evicted);
      next_evicted = (next_evicted + 1) % KEPT_BLOCKS;
    }
    unlock_kept();
    free(evicted.start);
  }
}

static allocation allocate_kind(size_t byte_count) {
  // For small blocks `malloc` is several times as fast as `posix_memalign`.
  if (byte_count < KEPT_FROM_BYTES) return (allocation){malloc(byte_count), 0};
  allocation given = take_kept(byte_count);
  if (given.start != NULL) return given;
  given.byte_count = byte_count;
  if (byte_count < LARGE_BYTES) {
    given.start = malloc(byte_count);
    return given;
  }
  if (posix_memalign(&given.start, HUGE_PAGE_BYTES, byte_count) != 0) given.start = NULL;
#if defined(__linux__)
  // Advice only: a system without huge pages refuses it and nothing is lost.
  if (given.start != NULL) (void)madvise(given.start, byte_count, MADV_HUGEPAGE);
#endif
  return given;
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
  size_t shift = next_shift(byte_count);
  // One line for what the system gave, and one to move up to the start of the next.
  size_t surplus = 2 * CACHE_LINE_BYTES + shift + readable_tail(byte_count);
  size_t unit = byte_count >= LARGE_BYTES ? HUGE_PAGE_BYTES : CACHE_LINE_BYTES;
  if (byte_count > SIZE_MAX - surplus - unit) return NULL;
  size_t rounded = (byte_count + surplus + unit - 1) / unit * unit;
  allocation given = allocate_kind(rounded);
  if (given.start == NULL) return NULL;
  size_t past_line = (size_t)((uintptr_t)given.start % CACHE_LINE_BYTES);
  char *block = (char *)given.start + 2 * CACHE_LINE_BYTES - past_line + shift;
  ((allocation *)(void *)block)[-1] = given;
  return zeroed ? memset(block, 0, byte_count) : block;
}

void descent_free(void *block) {
  if (block == NULL) return;
  allocation given = ((allocation *)block)[-1];
  // The address sanitizer has to see what is freed.
  bool is_kept =
      given.byte_count != 0 && given.byte_count <= KEPT_BYTES && !DESCENT_ADDRESS_SANITIZER;
  if (is_kept) {
    keep(given);
  } else {
    free(given.start);
  }
}

void *descent_thread_scratch(void) {
  static _Thread_local _Alignas(64) unsigned char scratch[DESCENT_THREAD_SCRATCH_BYTES];
  return scratch;
}
