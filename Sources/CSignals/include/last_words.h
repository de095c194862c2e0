// What a process still writes to a file when a signal ends it.
#ifndef DESCENT_LAST_WORDS_H
#define DESCENT_LAST_WORDS_H

#include <stddef.h>
#include <stdint.h>

/// From now on, a signal that ends the process writes to an open file before it does.
///
/// Where the program itself is at fault (SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE and SIGABRT, not sent by
/// another process), these are the words of the thread that it happened on. In every other case they
/// are `words`: where that thread has none, where such a signal was sent from outside, and with
/// SIGQUIT and SIGXCPU. Afterwards the signal does what it would have done without this.
void descent_begin_last_words(int32_t descriptor, const uint8_t *words, size_t count);

/// Nothing is written to the file any more; to be called before it is closed.
void descent_end_last_words(int32_t descriptor);

/// The words of the calling thread, copied; none, if there are 0 bytes of them.
///
/// A thread takes its words back before it ends.
void descent_set_last_words(const uint8_t *words, size_t count);

/// Writes the words that belong to no thread now: the end of the process is near, and nobody's fault.
void descent_say_last_words(void);

/// Writes into an open file at a place of its own; what others write there goes on where it was.
///
/// Gives how many bytes were written: fewer where the system refuses.
size_t descent_write_at(int32_t descriptor, uint64_t offset, const uint8_t *bytes, size_t count);

#endif
