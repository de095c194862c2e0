/// Stops the program with a message when the caller has broken a promise.
///
/// The standard library's `precondition` says nothing in optimized builds, which is where people
/// run numeric programs. Of this one, code that is inlined into theirs gets the comparison and a
/// call that never returns; only a condition that fails makes the message.
@inlinable @inline(__always) package func require(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  if !condition { stop(message, file: file, line: line) }
}

/// Stops the program with a message that is made here, out of the way of the loop that needs it.
@inline(never) @usableFromInline package func stop(
  _ message: () -> String, file: StaticString, line: UInt
) -> Never {
  fatalError(message(), file: file, line: line)
}
