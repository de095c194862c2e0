/// Stops the program with a message when the caller has broken a promise.
///
/// The standard library's `precondition` says nothing in optimized builds, which is where people
/// run numeric programs. Only code that is inlined into theirs still uses it, to stay small.
@inlinable package func require(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  if !condition { fatalError(message(), file: file, line: line) }
}
