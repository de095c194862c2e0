import DataFormats
import LinearAlgebra
import TestSupport
import Testing

/// Files of which each character is a field, a name or a label.
@Suite("Memory for CSV files", .enabled(if: Allocations.canBeEstimated)) struct CSVMemoryTests {
  /// The characters of a file: few, and more than are read at once, for which unoptimized code takes a minute.
  private static let sizes = Allocations.canBeCounted ? [12_000, 140_000] : [12_000]

  /// Whether reading makes a block of more than `multiple` times the text, and some kilobytes: those that any
  /// file takes, and a quarter of a large one, such as for the names of an error.
  private func makesLargeBlock(_ text: [UInt8], _ multiple: Int, _ read: () -> Void) -> Bool {
    let largeSize = multiple * text.count + max(text.count / 4, 10_000)
    return Allocations.of(Allocations.forgetKeptBlocks, largeSize: largeSize) { _ in read() }
      .largeBytes > 0
  }

  @Test(
    "Where no value may be missing, no block is larger than four times the file", arguments: sizes)
  func blocksOfRefused(_ count: Int) {
    let commas = Array(repeating: UInt8(ascii: ","), count: count)
    let zeros = Array(repeatElement(Array("0,".utf8), count: count / 2).joined())
    let feed = [UInt8(ascii: "\n")]
    let names = Array(repeating: UInt8(ascii: ","), count: count / 2) + feed
    let rows = [
      "0,0,0,0,0,0,0,0\n", "0\n", "0,0\n", "a,0,0\n", "\"\",0,0,0\n", "0,,0\n", "\"0\",0\n",
      // Of many lines with one number the first, and of as many with another.
      "0,0\n12345678,12345678\n", "0\r\n",
    ].map { Array(repeatElement(Array($0.utf8), count: count / $0.utf8.count).joined()) }
    let wide = [
      zeros + [UInt8(ascii: "0")], zeros + [UInt8(ascii: "0")] + feed, zeros, commas,
      names + zeros + [UInt8(ascii: "0")], names + zeros, names + [UInt8(ascii: "0")],
      names + [UInt8(ascii: "0")] + feed + feed, names + names, commas + feed + [UInt8(ascii: "0")],
    ]
    for (index, text) in (wide + rows).enumerated() {
      for header in [CSVOptions.Header.automatic, .present, .absent] {
        let options = CSVOptions(separator: ",", header: header)
        #expect(
          !makesLargeBlock(text, 4) {
            _ = try? CSVTable<Float>(contentsOf: text, options: options)
            _ = try? CSVTable<Double>(contentsOf: text, options: options)
            _ = try? CSVTable<Double>(contentsOf: text, columns: [1], options: options)
            _ = try? CSVTable<Double>(contentsOf: text, columns: [.last, 1], options: options)
            _ = try? CSVDataset<Double>(contentsOf: text, labels: 1, options: options)
            _ = try? CSVDataset<Double>(contentsOf: text, values: [.last], options: options)
          }, "text \(index), \(header)")
      }
    }
    // Those of them that are sound are read.
    let table = try? CSVTable<Double>(
      contentsOf: names + zeros + [UInt8(ascii: "0")], options: CSVOptions(header: .present))
    #expect(table?.values.columns == count / 2 + 1)
  }

  @Test(
    "No block is larger than four times the file; of Double and NaN for nothing, eight times",
    arguments: sizes)
  func blocks(_ count: Int) {
    let row = Array(repeating: UInt8(ascii: ","), count: count) + [UInt8(ascii: "\n")]
    let rows = Array(repeatElement(Array(",,,,,,,\n".utf8), count: count / 8).joined())
    let labels = Array((0..<count / 6).map { "\(String($0, radix: 36)),\n" }.joined().utf8)
    let options = [CSVOptions.Header.present, .absent].map {
      CSVOptions(separator: ",", header: $0, missingValues: .nan)
    }
    let short = row + [UInt8(ascii: "1")]
    for (text, options) in [row, row + row, rows, labels, short].flatMap({ text in
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
