import Descent
import Testing

@testable import CompareOptimizers

@Suite("The speed of reading CSV")
struct CSVThroughputTests {
  @Test("A speed and its floor are measured once the numbers are right")
  func measuring() throws {
    let measured = try CSVThroughput.measure(rows: 300, columns: 7)
    #expect(measured.byteCount > 300 * 7 * 2)
    #expect(measured.rate > 0 && measured.rate.isFinite)
    #expect(measured.floor > 0 && measured.floor.isFinite && measured.ratio > 0)
    #expect(measured.lines.count == 4 && measured.lines.allSatisfy { $0.count <= 80 })
  }

  @Test("Numbers that are not those that were written end it")
  func check() throws {
    let written: Matrix<Float> = [[1, 2], [0, -4]]
    try CSVThroughput.check(written, against: written)
    for read: Matrix<Float>? in [nil, [[1, 2]], [[1, 2], [-0.0, -4]]] {
      #expect(throws: ThroughputError.self) { try CSVThroughput.check(read, against: written) }
    }
  }
}
