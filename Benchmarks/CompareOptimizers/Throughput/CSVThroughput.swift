import Descent

/// Reading the text of a CSV file to a `Float` matrix, side by side with its floor.
///
/// The floor looks at every byte once and makes whole numbers of the digits, and nothing else: no point,
/// sign or exponent, no rounding, no check, no matrix.
struct CSVThroughput {
  /// The bytes of the text.
  let byteCount: Int
  /// 10⁶ bytes of text per second that become numbers; the median of the rounds.
  let rate: Double
  /// The same of the floor.
  let floor: Double
  /// The time of reading over that of the floor; the median over rounds.
  let ratio: Double

  private static let rounds = 9

  /// Reads and runs the floor in turns, on the calling thread.
  ///
  /// - Throws: `ThroughputError` when a number that was read is not the one that was written.
  static func measure(rows: Int = 40_000, columns: Int = 32) throws -> CSVThroughput {
    var generator = SeededGenerator(seed: 9)
    let matrix = Matrix<Float>.normal(rows: rows, columns: columns, using: &generator)
    let bytes = CSVTable(matrix).fileBytes()
    try check(CSVTable<Float>(contentsOf: bytes).values, against: matrix)
    let digitSum = sumOfDigits(bytes)
    var (times, floorTimes): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      var read: Matrix<Float>?
      times.append(seconds(1) { read = try? CSVTable<Float>(contentsOf: bytes).values })
      try check(read, against: matrix)
      var sum: UInt64 = 0
      floorTimes.append(seconds(1) { sum = sumOfDigits(bytes) })
      guard sum == digitSum else { throw ThroughputError.differs("the same digits have two sums") }
    }
    let megabytes = Double(bytes.count) * 1e-6
    return CSVThroughput(
      byteCount: bytes.count, rate: megabytes / times.median, floor: megabytes / floorTimes.median,
      ratio: zip(times, floorTimes).map { $0 / $1 }.median)
  }

  /// Makes sure that what was read is what was written, to the last bit.
  static func check(_ read: Matrix<Float>?, against written: Matrix<Float>) throws {
    guard let read, read.rows == written.rows, read.columns == written.columns else {
      throw ThroughputError.differs(
        "a CSV text of \(written.rows)×\(written.columns) numbers was read as another shape")
    }
    for row in 0..<written.rows {
      for column in 0..<written.columns
      where read[row, column].bitPattern != written[row, column].bitPattern {
        throw ThroughputError.differs(
          "\(written[row, column]) was written to CSV, and \(read[row, column]) read back")
      }
    }
  }

  /// The sum of the numbers that runs of digits are, modulo 2⁶⁴.
  private static func sumOfDigits(_ bytes: [UInt8]) -> UInt64 {
    var (sum, number): (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        number = number &* 10 &+ UInt64(digit)
      } else {
        sum &+= number
        number = 0
      }
    }
    return sum &+ number
  }

  /// What to print.
  var lines: [String] {
    [
      "Reading CSV, \(NumberText.fixed(Double(byteCount) * 1e-6, 1)) MB to Float, one thread",
      "  to a matrix           \(NumberText.fixed(rate, 0)) MB/s",
      "  digits alone          \(NumberText.fixed(floor, 0)) MB/s",
      "  time over floor       \(NumberText.fixed(ratio, 2))",
    ]
  }
}
