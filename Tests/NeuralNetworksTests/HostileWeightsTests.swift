import DataFormats
import Descent
import Foundation
import TestSupport
import Testing

@testable import NeuralNetworks

/// Files that unpack to a thousand times their size, where a model wants a few numbers.
@Suite struct HostileWeightsTests {
  private let folder = RunFolder()

  /// The weights of the model below.
  private static let sound = [
    "arr_0": NumericArray([1, 2, 3, 4, 5, 6] as [Float], shape: [3, 2]),
    "arr_1": NumericArray([7, 8] as [Float]),
  ]

  private func makeModel() -> Sequential<Float> { Sequential(inputSize: 3) { Dense(2) } }

  private func zeros(_ count: Int) -> NumericArray {
    NumericArray([Float](repeating: 0, count: count))
  }

  /// Writes a file, and returns its path.
  private func write(_ bytes: [UInt8]) throws -> String {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    let path = folder.path("x.npz")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func problem(_ bytes: [UInt8]) throws -> WeightsError.Problem? {
    let path = try write(bytes)
    var model = makeModel()
    let before = model.parameters
    do throws(WeightsError) {
      try model.loadWeights(contentsOf: path, convention: .keras)
      return nil
    } catch {
      #expect(model.parameters == before)
      return error.problem
    }
  }

  /// A packed file of arrays in which the checksums of some are wrong: who unpacks one of them finds out.
  private func file(
    _ arrays: [String: NumericArray], damaging isDamaged: (String) -> Bool
  ) throws -> [UInt8] {
    var bytes = try NPZ.fileBytes(of: arrays, isPacked: true)
    var damaged = 0
    // The entries of the directory: the checksum stands at byte 16, and the name at 46.
    for start in bytes.indices.dropLast(46)
    where bytes[start..<start + 4].elementsEqual([0x50, 0x4B, 1, 2]) {
      let nameEnd = start + 46 + Int(bytes[start + 28])
      let name = String(decoding: bytes[start + 46..<nameEnd], as: UTF8.self)
      guard isDamaged(String(name.dropLast(4))) else { continue }
      bytes[start + 16] ^= 1
      damaged += 1
    }
    try #require(damaged == arrays.keys.filter(isDamaged).count)
    return bytes
  }

  @Test func whatTheModelDoesNotHaveIsNotUnpacked() throws {
    var arrays = Self.sound
    #expect(try problem(file(arrays) { _ in false }) == nil)
    arrays["left over"] = zeros(100)
    arrays["arr_2"] = zeros(100)
    #expect(
      try problem(file(arrays) { $0 != "arr_0" && $0 != "arr_1" })
        == .differs([.leftOver(array: "arr_2"), .leftOver(array: "left over")]))
  }

  @Test func anotherShapeIsNotUnpacked() throws {
    var arrays = Self.sound
    arrays["arr_1"] = zeros(100_000)
    // The other one neither, as long as there is a difference.
    #expect(
      try problem(file(arrays) { _ in true })
        == .differs([.shape(array: "arr_1", expected: [2], found: [100_000])]))
    arrays["arr_1"] = nil
    #expect(
      try problem(file(arrays) { _ in true })
        == .differs([.missing(array: "arr_1", shape: [2])]))
  }

  @Test func whatTheModelHasIsCheckedToItsEnd() throws {
    for name in Self.sound.keys {
      #expect(
        try problem(file(Self.sound) { $0 == name })
          == .file(.inside(array: name, .zip(.wrongChecksum))))
    }
  }

  @Test(.enabled(if: Allocations.canBeEstimated))
  func nothingIsAllocatedForWhatIsNotUnpacked() throws {
    // 4 MB of zeros in 4 KB, twice where the model has another shape, and ten times left over.
    let bomb = zeros(1 << 20)
    let others = Dictionary(uniqueKeysWithValues: (0..<10).map { ("other \($0)", bomb) })
    for arrays in [["arr_0": bomb, "arr_1": bomb], Self.sound.merging(others) { $1 }] {
      let bytes = try NPZ.fileBytes(of: arrays, isPacked: true)
      #expect(bytes.count < 100_000)
      let path = try write(bytes)
      var found: WeightsError.Problem?
      let allocations = Allocations.of(makeModel, largeSize: 64 << 10) { model in
        do throws(WeightsError) {
          try model.loadWeights(contentsOf: path, convention: .keras)
        } catch {
          found = error.problem
        }
      }
      guard case .differs = found else {
        Issue.record("\(String(describing: found))")
        continue
      }
      #expect(allocations.largeBytes <= 4 * bytes.count)
    }
  }
}
