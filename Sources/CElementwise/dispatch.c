// The choice of an instruction set, made once, and the public functions that go through it.
#if defined(__linux__)
#define _GNU_SOURCE  // for the processors that a process may use
#include <sched.h>
#endif

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kernel_table.h"

descent_instruction_set descent_supported_instruction_set(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                __builtin_cpu_supports("avx512dq");
  return avx512 ? DESCENT_AVX512 : avx2 ? DESCENT_AVX2 : DESCENT_BASELINE;
#else
  return DESCENT_BASELINE;
#endif
}

#define UNDECIDED -1
static _Atomic int active_set = UNDECIDED;

static descent_instruction_set lowest(descent_instruction_set a, descent_instruction_set b) {
  return a < b ? a : b;
}

void descent_use_instruction_set(descent_instruction_set set) {
  atomic_store(&active_set, (int)lowest(set, descent_supported_instruction_set()));
}

descent_instruction_set descent_first_instruction_set(void) {
  descent_instruction_set supported = descent_supported_instruction_set();
  const char *wish = getenv("DESCENT_INSTRUCTION_SET");
  if (wish == NULL) return supported;
  if (strcmp(wish, "baseline") == 0) return DESCENT_BASELINE;
  if (strcmp(wish, "avx2") == 0) return lowest(DESCENT_AVX2, supported);
  return supported;
}

descent_instruction_set descent_active_instruction_set(void) {
  int set = atomic_load_explicit(&active_set, memory_order_relaxed);
  if (set == UNDECIDED) {
    set = (int)descent_first_instruction_set();
    atomic_store(&active_set, set);
  }
  return (descent_instruction_set)set;
}

static _Atomic int32_t update_threads = UNDECIDED;

// What the variables that OpenBLAS reads ask for, or else the processors that this process may use.
static int32_t first_thread_count(void) {
  const char *names[] = {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *text = getenv(names[i]);
    long wish = text == NULL ? 0 : strtol(text, NULL, 10);
    if (wish >= 1 && wish <= INT32_MAX) return (int32_t)wish;
  }
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
#if defined(__linux__)
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) processors = CPU_COUNT(&allowed);
#endif
  return processors < 1 ? 1 : (int32_t)processors;
}

int32_t descent_update_threads(void) {
  int32_t count = atomic_load_explicit(&update_threads, memory_order_relaxed);
  if (count == UNDECIDED) {
    count = first_thread_count();
    atomic_store(&update_threads, count);
  }
  return count;
}

void descent_use_update_threads(int32_t count) { atomic_store(&update_threads, count); }

static const descent_kernel_table *kernels(descent_scalar scalar) {
  bool is_double = scalar == DESCENT_FLOAT64;
#if defined(__x86_64__)
  switch (descent_active_instruction_set()) {
    case DESCENT_AVX512: return is_double ? &descent_float64_avx512 : &descent_float32_avx512;
    case DESCENT_AVX2: return is_double ? &descent_float64_avx2 : &descent_float32_avx2;
    case DESCENT_BASELINE: break;
  }
#endif
  return is_double ? &descent_float64_baseline : &descent_float32_baseline;
}

// The parentheses of `parameters` are opened to put the scalar in front.
#define WITHOUT_PARENTHESES(...) __VA_ARGS__
#define KERNEL(name, parameters, arguments)                                             \
  void descent_##name(descent_scalar scalar, WITHOUT_PARENTHESES parameters) {          \
    kernels(scalar)->name arguments;                                                    \
  }
#include "kernel_list.inc"
#undef KERNEL
