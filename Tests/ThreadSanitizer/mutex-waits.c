// Shows the thread sanitizer what orders two threads of which one waited for a `Mutex` of Swift.
//
// A `Mutex` that is free is taken by an atomic operation in the code of whoever takes it. Where a thread
// has to wait, that operation is in Swift's library, which is built without the sanitizer: to it, what two
// threads do under one lock would look like a race. These two functions are loaded in front of that library
// by Scripts/check-threads.sh, which makes sure that the library still has functions of these names. They
// do what its own do, and tell.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// The sanitizer's; missing in programs that are built without it and inherit the environment.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

// The methods `_MutexHandle._lockSlow(_: UInt32)` and `_MutexHandle._unlockSlow()` of Synchronization.
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define METHOD __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex

METHOD void lock_slowly(uint32_t thread, SELF) __asm__(LOCK);
METHOD void unlock_slowly(SELF) __asm__(UNLOCK);

static void *original(const char *name) {
  void *function = dlsym(RTLD_NEXT, name);
  if (!function) {
    // Swift's library has them: the script has looked. It is not the one behind this.
    fprintf(stderr, "mutex-waits: nothing behind this library has %s\n", name);
    abort();
  }
  return function;
}

METHOD void lock_slowly(uint32_t thread, SELF) {
  ((METHOD void (*)(uint32_t, SELF))original(LOCK))(thread, mutex);
  if (__tsan_acquire) __tsan_acquire(mutex);
}

METHOD void unlock_slowly(SELF) {
  if (__tsan_release) __tsan_release(mutex);
  ((METHOD void (*)(SELF))original(UNLOCK))(mutex);
}
