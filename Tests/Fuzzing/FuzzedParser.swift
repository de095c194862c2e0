import Descent
import ElementwiseKernels

@testable import NeuralNetworks

/// A parser of files that may come from anybody.
///
/// Each reads everything that its file holds. What it throws is an answer; a trap, an endless loop
/// or a large allocation is not.
enum FuzzedParser: String, CaseIterable {
  case checkpoint, csv, csvDataset = "csv-dataset", gzip, idx, npy, npz, safetensors

  /// The most that an archive is unpacked to, so that libFuzzer's limit of memory means something.
  private static let unpackedSizeLimit = 1 << 20

  /// Reads bytes as a file of this kind.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .checkpoint: Self.readCheckpoint(bytes)
    case .csv: Self.readTable(bytes)
    case .csvDataset: Self.readDataset(bytes)
    case .gzip: _ = try? Gzip.inflate(bytes, limit: Self.unpackedSizeLimit)
    case .idx: _ = try? IDXArray(contentsOf: bytes)
    case .npy: Self.readMatrices(bytes)
    case .npz: Self.readArchive(bytes)
    case .safetensors: Self.readTensors(bytes)
    }
  }

  /// The last eight bytes are the checksum of the others, which no mutation finds: it is put right.
  private static func readCheckpoint(_ bytes: [UInt8]) {
    _ = try? Checkpoint<Float>(contentsOf: bytes, file: "fuzzed")
    let content = Array(bytes.dropLast(8))
    let sum = checksum(of: content.span)
    let end = (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
    _ = try? Checkpoint<Float>(contentsOf: content + end, file: "fuzzed")
  }

  /// The first byte chooses the options, the others are the text.
  private static func readTable(_ bytes: [UInt8]) {
    let (options, text) = split(bytes)
    _ = try? CSVTable<Float>(contentsOf: text, options: options)
    let columns: [CSVColumn] = [.number(2), .named("a")]
    _ = try? CSVTable<Double>(contentsOf: text, columns: columns, options: options)
  }

  private static func readDataset(_ bytes: [UInt8]) {
    let (options, text) = split(bytes)
    _ = try? CSVDataset<Float>(contentsOf: text, labels: .number(1), options: options)
    _ = try? CSVDataset<Double>(contentsOf: text, values: [.named("a")], options: options)
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

  private static func readMatrices(_ bytes: [UInt8]) {
    guard let array = try? NumericArray(contentsOfNPY: bytes) else { return }
    _ = try? array.matrix(of: Float.self, .rounded)
    _ = try? array.matrix(of: Double.self, .exact)
  }

  private static func readArchive(_ bytes: [UInt8]) {
    guard let archive = try? NPZ(contentsOf: bytes, unpackedSizeLimit: unpackedSizeLimit) else {
      return
    }
    for name in archive.names { _ = try? archive.array(name) }
  }

  private static func readTensors(_ bytes: [UInt8]) {
    guard let tensors = try? Safetensors(contentsOf: bytes) else { return }
    for name in tensors.names { _ = try? tensors.array(name) }
  }
}
