import DataFormats
import Foundation
import LinearAlgebra
import Testing

/// Where the real files are, if they are.
private let realFolder = ProcessInfo.processInfo.environment["MNIST_DIR"]

@Suite("MNIST")
struct MNISTTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Three training images of 2×2 and two test images.
  private func writeSmallSet(packed: Bool = false, except missing: String = "") throws {
    let parts: [(String, IDXArray)] = [
      ("train-images-idx3-ubyte", IDXArray(Array(0..<12) as [UInt8], shape: [3, 2, 2])),
      ("train-labels-idx1-ubyte", IDXArray([9, 0, 4] as [UInt8], shape: [3])),
      (
        "t10k-images-idx3-ubyte",
        IDXArray([255, 254, 0, 1, 51, 102, 153, 204] as [UInt8], shape: [2, 2, 2])
      ),
      ("t10k-labels-idx1-ubyte", IDXArray([1, 2] as [UInt8], shape: [2])),
    ]
    for (name, array) in parts where name != missing {
      try array.write(to: folder.path(packed ? name + ".gz" : name), packed: packed)
    }
  }

  private func expect(_ problem: DataFormatError.Problem, for name: String?) {
    #expect(throws: DataFormatError(name.map(folder.path) ?? folder.path, problem)) {
      try MNIST.load(from: folder.path)
    }
  }

  @Test("Plain and packed files are read alike", arguments: [false, true])
  func smallSet(packed: Bool) throws {
    try writeSmallSet(packed: packed)
    for path in [folder.path, folder.path + "/"] {
      let (train, test) = try MNIST.load(from: path)
      #expect(train.count == 3 && train.featureCount == 4 && train.classCount == 10)
      #expect(Array(train.features.span) == (0..<12).map { Float($0) / 255 })
      #expect(train.labels == [9, 0, 4])
      #expect(test.count == 2 && test.featureCount == 4)
      #expect(
        Array(test.features.span) == [255, 254, 0, 1, 51, 102, 153, 204].map { Float($0) / 255 })
      #expect(test.labels == [1, 2])
    }
  }

  @Test("A missing folder, a file in its place, a missing file")
  func missing() throws {
    let none = folder.path("none")
    #expect(throws: DataFormatError(none, .unreadable(reason: "No such file or directory"))) {
      try MNIST.load(from: none)
    }
    let file = try folder.write([0], to: "file")
    #expect(throws: DataFormatError(file, .unreadable(reason: "Not a directory"))) {
      try MNIST.load(from: file)
    }
    #expect(throws: DataFormatError("", .unreadable(reason: "no folder named"))) {
      try MNIST.load(from: "")
    }
    let name = "t10k-labels-idx1-ubyte"
    try writeSmallSet(except: name)
    expect(.missing(anyOf: [name, name + ".gz"]), for: nil)
  }

  @Test("A folder without permission to read", .enabled(if: geteuid() != 0, "root may read all"))
  func permission() throws {
    #expect(chmod(folder.path, 0) == 0)
    defer { chmod(folder.path, 0o700) }
    expect(.unreadable(reason: "Permission denied"), for: nil)
  }

  @Test("Counts that differ")
  func counts() throws {
    try writeSmallSet()
    let labels = "train-labels-idx1-ubyte"
    try IDXArray([9, 0] as [UInt8], shape: [2]).write(to: folder.path(labels))
    expect(.countMismatch(samples: 3, targets: 2), for: labels)
  }

  @Test("A label that is no digit")
  func labels() throws {
    try writeSmallSet()
    let labels = "t10k-labels-idx1-ubyte"
    try IDXArray([9, 10] as [UInt8], shape: [2]).write(to: folder.path(labels))
    expect(.labelOutsideClasses(row: 1, label: 10, classCount: 10), for: labels)
  }

  @Test("No samples, and images without pixels")
  func empty() throws {
    try writeSmallSet()
    let images = "train-images-idx3-ubyte"
    let labels = "train-labels-idx1-ubyte"
    try IDXArray([] as [UInt8], shape: [3, 0, 2]).write(to: folder.path(images))
    expect(.empty, for: images)
    try IDXArray([] as [UInt8], shape: [0, 2, 2]).write(to: folder.path(images))
    try IDXArray([] as [UInt8], shape: [0]).write(to: folder.path(labels))
    expect(.empty, for: images)
  }

  @Test("Sound files that hold something else")
  func contents() throws {
    try writeSmallSet()
    let images = "t10k-images-idx3-ubyte"
    let labels = "t10k-labels-idx1-ubyte"
    try IDXArray([1, 2, 3, 4, 5, 6] as [UInt8], shape: [2, 3, 1]).write(to: folder.path(images))
    expect(
      .unexpectedContent(expected: "uint8 of [n, 2, 2]", found: "uint8 of [2, 3, 1]"), for: images)
    try IDXArray([1, 2] as [Float], shape: [2]).write(to: folder.path(labels))
    expect(.unexpectedContent(expected: "uint8 of [n]", found: "float32 of [2]"), for: labels)
    // Someone took one file for the other.
    try IDXArray([9, 0, 4] as [UInt8], shape: [3])
      .write(to: folder.path("train-images-idx3-ubyte"))
    expect(
      .unexpectedContent(expected: "uint8 of [n, rows, columns]", found: "uint8 of [3]"),
      for: "train-images-idx3-ubyte")
  }

  @Test("A damaged file is named")
  func damage() throws {
    try writeSmallSet(packed: true)
    let name = "train-images-idx3-ubyte.gz"
    let packed = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path(name))))
    var bytes = packed
    bytes[bytes.count - 5] ^= 1
    try folder.write(bytes, to: name)
    expect(.gzipCorrupt(detail: "incorrect data check"), for: name)
    try folder.write(packed.dropLast(4), to: name)
    expect(.gzipTruncated(unpacked: 28), for: name)
    try folder.write(Array("<html>".utf8), to: name)
    expect(.notIDX(found: Array("<htm".utf8)), for: name)
  }

  @Test("A packed file that unpacks to more than is allowed is named")
  func bomb() throws {
    try writeSmallSet(packed: true)
    // The largest file has 16 bytes of header and 12 pixels.
    #expect(try MNIST.load(from: folder.path, unpackedSizeLimit: 28).train.count == 3)
    let name = "train-images-idx3-ubyte.gz"
    #expect(throws: DataFormatError(folder.path(name), .tooLong(expected: 28, limit: 27))) {
      try MNIST.load(from: folder.path, unpackedSizeLimit: 27)
    }
  }

  @Test("The real files", .enabled(if: realFolder != nil, "set MNIST_DIR to the folder of MNIST"))
  func realFiles() throws {
    let (train, test) = try MNIST.load(from: try #require(realFolder))
    #expect(train.count == 60_000 && train.featureCount == 784)
    #expect(test.count == 10_000 && test.featureCount == 784)
    #expect(train.labels?.prefix(8) == [5, 0, 4, 1, 9, 2, 1, 3])
    #expect(test.labels?.prefix(8) == [7, 2, 1, 0, 4, 1, 4, 9])
    #expect(
      sha256((train.labels ?? []).map { UInt8($0) })
        == "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13")
    #expect(
      sha256((test.labels ?? []).map { UInt8($0) })
        == "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5")
    // The sums of every 25th image, taken with Python from the unpacked files.
    #expect(pixelSum(of: train, every: 25) == 62_720_994)
    #expect(pixelSum(of: test, every: 25) == 10_373_712)
  }

  /// The sum of the pixels as bytes, from their quotients by 255.
  private func pixelSum(of data: Dataset<Float>, every step: Int) -> Int {
    var sum = 0
    for row in stride(from: 0, to: data.count, by: step) {
      for column in 0..<data.featureCount {
        sum += Int((data.features[row, column] * 255).rounded())
      }
    }
    return sum
  }
}
