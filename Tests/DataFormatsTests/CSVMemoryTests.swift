import DataFormats
import LinearAlgebra
import TestSupport
import Testing

/// Files of which each character is a field, a name or a label.
@Suite("Memory for CSV files", .enabled(if: Allocations.canBeCounted)) struct CSVMemoryTests {
  private static let count = 140_000

  /// What a single block may take besides, such as the names of an error: a quarter of the file.
  private static let base = 35_000

  /// Whether reading makes a block of more than `multiple` times the text.
  private func makesLargeBlock(_ text: [UInt8], _ multiple: Int, _ read: () -> Void) -> Bool {
    Allocations.of(largeSize: multiple * text.count + Self.base, read).largeBytes > 0
  }

  @Test("No block is larger than four times the file, but for numbers of eight bytes: eight times")
  func blocks() {
    let row = Array(repeating: UInt8(ascii: ","), count: Self.count) + [UInt8(ascii: "\n")]
    let rows = Array(repeatElement(Array(",,,,,,,\n".utf8), count: Self.count / 8).joined())
    let labels = Array((0..<Self.count / 6).map { "\(String($0, radix: 36)),\n" }.joined().utf8)
    let options = [CSVOptions.Header.present, .absent].map {
      CSVOptions(separator: ",", header: $0, missingValues: .nan)
    }
    for (text, options) in [row, row + row, rows, labels].flatMap({ text in
      options.map { (text, $0) }
    }) {
      #expect(
        !makesLargeBlock(text, 4) {
          _ = try? CSVTable<Float>(contentsOf: text, options: options)
          _ = try? CSVTable<Float>(contentsOf: text, columns: [.named("a")], options: options)
          _ = try? CSVTable<Float>(contentsOf: text, columns: [.named("")], options: options)
          _ = try? CSVDataset<Float>(contentsOf: text, labels: .last, options: options)
          _ = try? CSVDataset<Float>(contentsOf: text, labels: 1, options: options)
          _ = try? CSVDataset<Float>(contentsOf: text, values: [.last], options: options)
        })
      #expect(
        !makesLargeBlock(text, 8) {
          _ = try? CSVTable<Double>(contentsOf: text, options: options)
          _ = try? CSVDataset<Double>(contentsOf: text, values: [.last], options: options)
        })
    }
  }
}
