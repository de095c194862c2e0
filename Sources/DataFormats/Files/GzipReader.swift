/// Unpacks a source piece by piece, gzip member after gzip member.
final class GzipReader {
  private let source: ByteSource
  private let stream = InflateStream()
  private var input: [UInt8]
  private var used = 0
  private var unpacked = 0
  private var state = State.inMember

  private enum State { case inMember, betweenMembers, atEnd }

  private static let inputSize = 256 << 10
  /// The room for what is unpacked first: what most files need, of those that are packed by little, and of
  /// small files little.
  private let firstSize: Int

  /// Starts at the first member.
  ///
  /// - Parameters:
  ///   - source: The packed bytes.
  ///   - start: What was already taken from the source.
  init(_ source: ByteSource, start: [UInt8]) {
    self.source = source
    input = start
    firstSize = min(max(source.size, 21 << 10), 21 << 20) * 3
  }

  /// Returns the next `count` unpacked bytes, or fewer at the end of the last member.
  ///
  /// What is held grows with what has arrived, never with what is asked for.
  func read(upTo count: Int) throws(DataFormatError) -> [UInt8] {
    var output: [UInt8] = []
    var made = 0
    while made < count && state != .atEnd {
      if made == output.count {
        output = enlarged(output, to: min(count, max(2 * made, firstSize)))
      }
      if used == input.count {
        input = try source.read(upTo: Self.inputSize)
        used = 0
      }
      switch state {
      case .inMember: try inflate(into: &output, at: &made)
      case .betweenMembers: try startNextMember()
      case .atEnd: break
      }
    }
    return made == count ? output : Array(output[..<made])
  }

  private func inflate(into output: inout [UInt8], at made: inout Int) throws(DataFormatError) {
    let before = made
    let progress = stream.inflate(input, at: &used, into: &output, at: &made)
    unpacked += made - before
    switch progress {
    case .advanced: break
    case .endOfMember: state = .betweenMembers
    case .starved: throw DataFormatError(source.name, .gzipTruncated(unpacked: unpacked))
    case .corrupt(let detail): throw DataFormatError(source.name, .gzipCorrupt(detail: detail))
    }
  }

  private func startNextMember() throws(DataFormatError) {
    guard used < input.count else {
      state = .atEnd
      return
    }
    guard input[used] == Gzip.magic[0] else {
      throw DataFormatError(source.name, .gzipTrailingBytes(unpacked: unpacked))
    }
    stream.startNextMember()
    state = .inMember
  }
}
