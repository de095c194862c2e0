import Descent
import Foundation
import Testing

/// A small data set in the four files of MNIST, with one thing wrong in it, or none.
struct DataFolder: Sendable, CustomTestStringConvertible {
  /// What is wrong, in a few words.
  let testDescription: String
  /// What the message must say beyond the name of the data folder.
  let message: String
  /// Spoils the files, given by name as they should be.
  let spoil: @Sendable (inout [String: [UInt8]]) -> Void

  init(
    _ testDescription: String, _ message: String,
    _ spoil: @escaping @Sendable (inout [String: [UInt8]]) -> Void
  ) {
    self.testDescription = testDescription
    self.message = message
    self.spoil = spoil
  }

  private static let images = "train-images-idx3-ubyte"
  private static let labels = "train-labels-idx1-ubyte"
  private static let testImages = "t10k-images-idx3-ubyte"
  private static let testLabels = "t10k-labels-idx1-ubyte"

  /// Twelve images of 3×3 pixels to train on, three to test on.
  private static func soundFiles() -> [String: [UInt8]] {
    func part(_ count: Int) -> (images: [UInt8], labels: [UInt8]) {
      let pixels = (0..<count * 9).map { UInt8($0 * 37 % 256) }
      return (
        IDXArray(pixels, shape: [count, 3, 3]).fileBytes,
        IDXArray((0..<count).map { UInt8($0 % 10) }, shape: [count]).fileBytes
      )
    }
    let (train, test) = (part(12), part(3))
    return [
      images: train.images, labels: train.labels, testImages: test.images,
      testLabels: test.labels,
    ]
  }

  /// Writes the files into a folder below `scratch`, and returns its name.
  func write(to scratch: ScratchFolder) throws -> String {
    var files = Self.soundFiles()
    spoil(&files)
    try scratch.makeFolder("data")
    for (name, bytes) in files { try scratch.write(bytes, to: "data/\(name)") }
    return "data"
  }

  static let sound = DataFolder("sound", "") { _ in }

  /// Everything that can be wrong with the files.
  static let faults = [
    DataFolder("an empty folder", "data: holds no \(labels) or \(labels).gz") { $0 = [:] },
    DataFolder("no test labels", "data: holds no \(testLabels) or \(testLabels).gz") {
      $0[testLabels] = nil
    },
    DataFolder("truncated images", "\(images): truncated: 124 bytes expected, 100 found") {
      $0[images]?.removeLast(24)
    },
    DataFolder("nothing but an empty file", "\(labels): truncated: 4 bytes expected, 0 found") {
      $0[labels] = []
    },
    DataFolder("bytes too many", "\(testImages): too long: more bytes follow the 43 expected") {
      $0[testImages]?.append(7)
    },
    DataFolder("wrong magic", "\(images): not IDX: it starts with 89 50 4e 47, not 00 00") {
      $0[images]?.replaceSubrange(0..<4, with: [0x89, 0x50, 0x4E, 0x47])
    },
    DataFolder("unknown element type", "\(images): unknown IDX element type 0x0a") {
      $0[images]?[2] = 0x0A
    },
    DataFolder("counts that differ", "\(labels): 11 targets for 12 samples") {
      $0[labels] = IDXArray([UInt8](repeating: 1, count: 11), shape: [11]).fileBytes
    },
    DataFolder("a bad checksum", "\(images).gz: corrupt gzip data: ") { files in
      var packed = Gzip.deflate(files[images] ?? [])
      packed[packed.count - 6] ^= 0xFF
      files[images] = nil
      files[images + ".gz"] = packed
    },
    DataFolder("gzip that ends early", "\(labels).gz: truncated: the gzip data end early") {
      $0[labels + ".gz"] = Gzip.deflate($0[labels] ?? []).dropLast(9)
      $0[labels] = nil
    },
    DataFolder("a label that is none", "\(labels): row 4: label 10 is outside the classes 0..<10") {
      $0[labels]?[8 + 4] = 10
    },
    DataFolder(
      "a header that promises 2⁶⁰ bytes",
      "\(images): truncated: 1152921504606846996 bytes expected, 124 found"
    ) { files in
      // 2³⁰ · 2¹⁵ · 2¹⁵, and the header of four dimensions.
      files[images]?.replaceSubrange(
        3..<16, with: [4, 0x40, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x80, 0])
      files[images]?.replaceSubrange(16..<20, with: [0, 0, 0, 1])
    },
    DataFolder("a header past all addresses", "\(images): the dimensions 4294967295") { files in
      files[images]?.replaceSubrange(4..<16, with: [UInt8](repeating: 0xFF, count: 12))
    },
    DataFolder("no images", "\(images): holds no samples") {
      $0[images] = IDXArray([UInt8](), shape: [0, 3, 3]).fileBytes
      $0[labels] = IDXArray([UInt8](), shape: [0]).fileBytes
    },
    DataFolder("no test images", "\(testImages): holds no samples") {
      $0[testImages] = IDXArray([UInt8](), shape: [0, 3, 3]).fileBytes
      $0[testLabels] = IDXArray([UInt8](), shape: [0]).fileBytes
    },
    DataFolder("images without pixels", "\(images): holds no samples") {
      $0[images] = IDXArray([UInt8](), shape: [12, 0, 3]).fileBytes
    },
    DataFolder("one image", "data: 1 sample is too few to set some aside") {
      $0[images] = IDXArray([UInt8](repeating: 9, count: 9), shape: [1, 3, 3]).fileBytes
      $0[labels] = IDXArray([1] as [UInt8], shape: [1]).fileBytes
    },
    DataFolder("images of numbers with a NaN among them", "\(images): holds float32 of [12, 3, 3]")
    {
      var pixels = [Float](repeating: 0.5, count: 108)
      pixels[17] = .nan
      $0[images] = IDXArray(pixels, shape: [12, 3, 3]).fileBytes
    },
    DataFolder(
      "test images of another size",
      "\(testImages): holds uint8 of [3, 2, 2], expected uint8 of [n, 3, 3]"
    ) {
      $0[testImages] = IDXArray([UInt8](repeating: 0, count: 12), shape: [3, 2, 2]).fileBytes
    },
  ]
}
