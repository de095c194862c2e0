internal import CSignals

/// What a program still writes to a file when a signal ends it.
///
/// Nothing can be written after SIGKILL, nor when the power goes.
package enum LastWords {
  /// From now on a signal that ends the process writes to an open file before it does.
  ///
  /// - Parameters:
  ///   - descriptor: The file. It is to be given back with ``end(in:)`` before it is closed.
  ///   - words: What is written where no thread of the program is at fault, or one without words of
  ///     its own.
  package static func begin(in descriptor: Int32, otherwise words: [UInt8]) {
    unsafe words.withUnsafeBufferPointer { words in
      unsafe descent_begin_last_words(descriptor, words.baseAddress, words.count)
    }
  }

  /// Nothing is written to the file any more.
  package static func end(in descriptor: Int32) { descent_end_last_words(descriptor) }

  /// What is written when this thread crashes: by a trap, an access to memory that is not there, or an
  /// abort.
  package static func set(_ words: [UInt8]) {
    unsafe words.withUnsafeBufferPointer { words in
      unsafe descent_set_last_words(words.baseAddress, words.count)
    }
  }

  /// Writes words into an open file at a place of their own, wherever others go on to write in it.
  ///
  /// - Returns: Whether the system took all of them.
  package static func write(_ words: [UInt8], at offset: UInt64, in descriptor: Int32) -> Bool {
    unsafe words.withUnsafeBufferPointer { words in
      unsafe descent_write_at(descriptor, offset, words.baseAddress, words.count) == words.count
    }
  }

  /// Takes the words of this thread back.
  package static func clear() { descent_set_last_words(nil, 0) }
}
