// Records in which order the calling thread flushes and renames files, lets such a call or a lock fail, and sends a
// signal during one, for tests on Linux only.
//
// The program's own `fsync`, `rename`, `flock` and `mkdir` come before those of the C library, so that nothing
// that is tested knows of it.
#ifndef DESCENT_SYSTEM_CALL_RECORDER_H
#define DESCENT_SYSTEM_CALL_RECORDER_H

typedef enum {
  recorded_call_none,
  recorded_call_flush_file,
  recorded_call_flush_folder,
  recorded_call_rename,
  /// To take a lock; it can fail, and is not recorded.
  recorded_call_lock,
  /// To make a folder, as the lock.
  recorded_call_make_folder,
} recorded_call_kind;

typedef struct {
  recorded_call_kind kind;
  /// What was flushed or renamed, as the system numbers it.
  unsigned long inode;
  /// How many bytes it had then.
  long size;
} recorded_call;

/// Forgets what this thread has called, and records what it calls from now on.
void start_recording_calls(void);

/// Ends the recording of this thread; what was recorded stays until the next one.
void stop_recording_calls(void);

/// Lets the next calls of a kind fail on this thread, as often as said, with an error of the system.
void let_recorded_calls_fail(recorded_call_kind kind, int error, int times);

/// Lets a call of a kind fail on this thread, once so many others of that kind have passed.
void let_later_recorded_call_fail(recorded_call_kind kind, int error, int passing);

/// Sends this process a signal in the middle of the next flush of a file, on whatever thread it is.
void send_signal_in_next_flush(int signal);

/// How many calls were recorded on this thread.
int recorded_call_count(void);

/// One of them, in their order.
recorded_call recorded_call_at(int index);

#endif
