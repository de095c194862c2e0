import ElementwiseKernels

/// The checksum that every line of a journal ends with, as the last member of its object.
///
/// By it a line that a disk has spoilt is told from one that the program wrote, and the line stays JSON.
enum JournalSeal {
  /// An object with members, in JSON without a line feed, with its checksum.
  static func sealed(_ object: [UInt8]) -> [UInt8] {
    let digits = String(checksum(of: object.span), radix: 16)
    let padding = String(repeating: "0", count: digitCount - digits.count)
    return object.dropLast() + Array((start + padding + digits + end).utf8)
  }

  /// The object of a line, which blanks may follow; nil for one that was not sealed so.
  static func opened(_ line: some Collection<UInt8>) -> [UInt8]? {
    var line = Array(line)
    while line.last == UInt8(ascii: " ") { line.removeLast() }
    let object = withoutSeal(line)
    return object.count < line.count && sealed(object) == line ? object : nil
  }

  /// The object of a line that ends with a checksum, whether or not it is the right one; any other line
  /// as it is.
  static func withoutSeal(_ line: [UInt8]) -> [UInt8] {
    let length = start.utf8.count + digitCount + end.utf8.count
    guard line.count > length, line.suffix(length).starts(with: start.utf8) else { return line }
    return line.dropLast(length) + Array(end.utf8.suffix(1))
  }

  private static let start = ",\"checksum\":\""
  private static let end = "\"}"
  private static let digitCount = 16
}
