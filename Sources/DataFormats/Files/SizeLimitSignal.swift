internal import Foundation

/// Runs what writes to a file, and spares the process the signal that comes with the error where a limit on the
/// size of files is met (`ulimit -f`): by default it ends the process, half a file written.
///
/// The signal goes to the thread that writes, which holds it back meanwhile and takes it in afterwards. Whoever
/// holds it back already, or has one to come, keeps both.
func withoutSizeLimitSignal<Result>(_ body: () -> Result) -> Result {
  var signal = sigset_t()
  var before = sigset_t()
  unsafe sigemptyset(&signal)
  unsafe sigaddset(&signal, SIGXFSZ)
  guard unsafe pthread_sigmask(SIG_BLOCK, &signal, &before) == 0 else { return body() }
  let isKept = unsafe sigismember(&before, SIGXFSZ) == 1 || sizeLimitSignalIsPending()
  let result = body()
  if !isKept && sizeLimitSignalIsPending() {
    var number: Int32 = 0
    _ = unsafe sigwait(&signal, &number)
  }
  _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
  return result
}

private func sizeLimitSignalIsPending() -> Bool {
  var pending = sigset_t()
  return unsafe sigpending(&pending) == 0 && sigismember(&pending, SIGXFSZ) == 1
}
