#include "include/allocation_counter.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_OWN_ALLOCATOR 1
#endif
#endif

#if defined(__GLIBC__) && !defined(HAS_OWN_ALLOCATOR)
#include <errno.h>

// glibc's own entry points, under the names that stay reachable when malloc is replaced.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static _Thread_local long count = 0;
static _Thread_local long byte_count = 0;

static _Thread_local long large_size = LONG_MAX;
static _Thread_local long large_byte_count = 0;

static void note(size_t size) {
  count++;
  byte_count += (long)size;
  if ((long)size >= large_size) large_byte_count += (long)size;
}

long allocation_count(void) { return count; }

void count_large_blocks_from(long size) { large_size = size; }

long large_allocated_byte_count(void) { return large_byte_count; }

long allocated_byte_count(void) { return byte_count; }

void *malloc(size_t size) {
  note(size);
  return __libc_malloc(size);
}

void *calloc(size_t members, size_t size) {
  note(members * size);
  return __libc_calloc(members, size);
}

void *realloc(void *block, size_t size) {
  note(size);
  return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
  note(size);
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  void *result = memalign(alignment, size);
  if (result == NULL) return ENOMEM;
  *block = result;
  return 0;
}

#else

long allocation_count(void) { return -1; }

long allocated_byte_count(void) { return -1; }

void count_large_blocks_from(long size) { (void)size; }

long large_allocated_byte_count(void) { return -1; }

#endif
