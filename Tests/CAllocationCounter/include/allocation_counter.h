// Counts the heap allocations of the calling thread, for tests only.
#ifndef DESCENT_ALLOCATION_COUNTER_H
#define DESCENT_ALLOCATION_COUNTER_H

/// How many blocks this thread has allocated since it began, or -1 where they cannot be counted
/// (other C libraries than glibc, and the address sanitizer, which has an allocator of its own).
long allocation_count(void);

/// How many bytes this thread has asked for since it began, or -1 where they cannot be counted.
long allocated_byte_count(void);

/// From how many bytes on a block counts as large on the calling thread; at first none does.
void count_large_blocks_from(long size);

/// How many bytes the calling thread has asked for in large blocks, or -1.
long large_allocated_byte_count(void);

#endif
