import Descent
import ElementwiseKernels
import Foundation

@testable import CompareOptimizers
@testable import NeuralNetworks

/// A parser of files that may come from anybody.
///
/// Each reads everything that its file holds. What it throws is an answer; a trap, an endless loop
/// or an allocation past a multiple of the file's size is not.
enum FuzzedParser: String, CaseIterable {
  case checkpoint, csv, csvDataset = "csv-dataset", gzip, idx, npy, npz, results, safetensors

  /// The most that an archive is unpacked to, so that a limit of memory means something.
  private static let unpackedSizeLimit = 1 << 20

  /// How many bytes may be allocated for one of a file of numbers.
  private static let multiple = 4

  /// How many for a character of a table: an empty name of a column takes one, and as a text 48 bytes in a
  /// list that has just doubled, and 96 in a dictionary that has, besides its values.
  private static let textMultiple = 192

  /// How many for a character of `results.json`: Foundation keeps three words for the two of `0,`
  /// before a number is made of it, in a list that grows like any other.
  private static let resultsMultiple = 48

  /// Reads bytes as a file of this kind.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .checkpoint: Self.readCheckpoint(bytes)
    case .csv: Self.readTable(bytes)
    case .csvDataset: Self.readDataset(bytes)
    case .gzip:
      Self.allocating(for: bytes, unpacks: true) {
        _ = try? Gzip.inflate(bytes, limit: Self.unpackedSizeLimit)
      }
    case .idx: Self.allocating(for: bytes) { _ = try? IDXArray(contentsOf: bytes) }
    case .npy: Self.readMatrices(bytes)
    case .npz: Self.readArchive(bytes)
    case .results: Self.readResults(bytes)
    case .safetensors: Self.readTensors(bytes)
    }
  }

  /// Reads within what may be allocated for these bytes.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - multiple: How many bytes may be allocated for one of the file's.
  ///   - unpacks: Whether the file is packed; one that begins like gzip's always is. What it may be
  ///     unpacked to counts as the file's size then.
  ///   - body: What reads it.
  /// - Returns: What `body` returns.
  private static func allocating<Result>(
    for bytes: [UInt8], multiple: Int = Self.multiple, unpacks: Bool = false, _ body: () -> Result
  ) -> Result {
    let isPacked = unpacks || bytes.starts(with: [0x1F, 0x8B])
    let size = isPacked ? max(bytes.count, unpackedSizeLimit) : bytes.count
    return AllocationWatch.within(multiple, of: size, body)
  }

  /// The last eight bytes are the checksum of the others, which no mutation finds: it is put right.
  private static func readCheckpoint(_ bytes: [UInt8]) {
    let content = Array(bytes.dropLast(8))
    let sum = checksum(of: content.span)
    let end = (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
    for file in [bytes, content + end] {
      allocating(for: file) { _ = try? Checkpoint<Float>(contentsOf: file, file: "fuzzed") }
    }
  }

  /// The first byte chooses the options, the others are the text.
  private static func readTable(_ bytes: [UInt8]) {
    let (options, text) = split(bytes)
    allocating(for: text, multiple: textMultiple) {
      _ = try? CSVTable<Float>(contentsOf: text, options: options)
    }
    let columns: [CSVColumn] = [.number(2), .named("a")]
    allocating(for: text, multiple: textMultiple) {
      _ = try? CSVTable<Double>(contentsOf: text, columns: columns, options: options)
    }
  }

  private static func readDataset(_ bytes: [UInt8]) {
    let (options, text) = split(bytes)
    allocating(for: text, multiple: textMultiple) {
      _ = try? CSVDataset<Float>(contentsOf: text, labels: .number(1), options: options)
    }
    allocating(for: text, multiple: textMultiple) {
      _ = try? CSVDataset<Double>(contentsOf: text, values: [.named("a")], options: options)
    }
  }

  private static func split(_ bytes: [UInt8]) -> (CSVOptions, [UInt8]) {
    let choice = bytes.first ?? 0
    let separators: [Character?] = [nil, ",", ";", "\t"]
    let headers: [CSVOptions.Header] = [.automatic, .present, .absent, .automatic]
    let options = CSVOptions(
      separator: separators[Int(choice & 3)], header: headers[Int(choice >> 2 & 3)],
      missingValues: choice & 16 == 0 ? .refused : .nan,
      outOfRange: choice & 32 == 0 ? .refused : .infinity, unpackedSizeLimit: unpackedSizeLimit)
    return (options, Array(bytes.dropFirst()))
  }

  /// What is made of an array is not what reading it takes: a byte of it is eight of a Double.
  private static func readMatrices(_ bytes: [UInt8]) {
    let read = allocating(for: bytes) { try? NumericArray(contentsOfNPY: bytes) }
    guard let read else { return }
    _ = try? read.matrix(of: Float.self, .rounded)
    _ = try? read.matrix(of: Double.self, .exact)
  }

  private static func readArchive(_ bytes: [UInt8]) {
    allocating(for: bytes, unpacks: true) {
      guard let archive = try? NPZ(contentsOf: bytes, unpackedSizeLimit: unpackedSizeLimit) else {
        return
      }
      for name in archive.names { _ = try? archive.array(name) }
    }
  }

  /// Everything that is made of results is made of those that are not refused.
  private static func readResults(_ bytes: [UInt8]) {
    let data = Data(bytes)
    let decoded = allocating(for: bytes, multiple: resultsMultiple) {
      try? ResultsJSON.decode(data)
    }
    guard let results = decoded else { return }
    _ = try? ResultsJSON.encode(results)
    _ = ResultsCSV.encode(results)
    let page = HTMLReport(results)
    _ = (page.text, page.figures)
  }

  private static func readTensors(_ bytes: [UInt8]) {
    allocating(for: bytes) {
      guard let tensors = try? Safetensors(contentsOf: bytes) else { return }
      for name in tensors.names { _ = try? tensors.array(name) }
    }
  }
}
