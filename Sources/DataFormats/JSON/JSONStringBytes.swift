/// The bytes that a string of JSON says, without its quotes and escapes, one after the other.
struct JSONStringBytes: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// What is left of a character that was escaped.
  private var escaped: UTF8.EncodedScalar.Iterator?

  /// Begins with the first.
  ///
  /// - Parameters:
  ///   - bytes: JSON.
  ///   - string: Where a string stands in it, with its quotes, and without half of a surrogate pair.
  init(_ bytes: [UInt8], in string: Range<Int>) {
    self.bytes = bytes
    position = string.lowerBound + 1
    end = string.upperBound - 1
  }

  mutating func next() -> UInt8? {
    if let byte = escaped?.next() { return byte }
    guard position < end else { return nil }
    let byte = bytes[position]
    position += 1
    guard byte == UInt8(ascii: "\\") else { return byte }
    var scanner = JSONScanner(bytes, from: position, to: end)
    guard let scalar = try? scanner.escaped() else {
      fatalError("an escape in JSON at byte \(position - 1) cannot be read again")
    }
    position = scanner.position
    escaped = UTF8.encode(scalar)?.makeIterator()
    return escaped?.next()
  }
}
