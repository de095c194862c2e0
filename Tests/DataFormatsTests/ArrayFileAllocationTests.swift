import DataFormats
import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// What files that are not sound make the program allocate: about what they are themselves.
@Suite("Allocations of array files", .enabled(if: Allocations.canBeCounted))
struct ArrayFileAllocationTests {
  struct Fixture: Decodable {
    var refused: [BadFileFixture]?
    var refusedArrays: [BadFileFixture]?
    var refusedArchives: [BadFileFixture]?
  }

  /// From this size on a block counts: what a parser holds besides the file is smaller.
  private let largeSize = 64 << 10

  private func check(_ name: String, _ bytes: [UInt8], _ read: ([UInt8]) throws -> Void) {
    let allocations = Allocations.of(largeSize: largeSize) { try? read(bytes) }
    #expect(allocations.largeBytes <= 4 * bytes.count, "\(name)")
  }

  private func readArchive(_ bytes: [UInt8]) throws {
    let read = try NPZ(contentsOf: bytes)
    for name in read.names { _ = try read.array(name) }
  }

  private func readTensors(_ bytes: [UInt8]) throws {
    let read = try Safetensors(contentsOf: bytes)
    for name in read.names { _ = try read.array(name) }
  }

  @Test("No file that is refused allocates four times its size")
  func refusedFiles() throws {
    let safetensors: Fixture = try loadFixture("safetensors", from: .module)
    let numpy: Fixture = try loadFixture("numpy", from: .module)
    for file in try #require(safetensors.refused) {
      check(file.name, [UInt8](file.file), readTensors)
    }
    for file in try #require(numpy.refusedArrays) {
      check(file.name, [UInt8](file.file)) { _ = try NumericArray(contentsOfNPY: $0) }
    }
    for file in try #require(numpy.refusedArchives) {
      check(file.name, [UInt8](file.file), readArchive)
    }
  }

  @Test("A header of many tensors takes about what it is")
  func manyTensors() throws {
    let members = (0..<20_000).map {
      "\"\($0)\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}"
    }
    let text = Array("{\(members.joined(separator: ","))}".utf8)
    let size = text.count
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) } + text
    #expect(try Safetensors(contentsOf: bytes).names.count == 20_000)
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "x")
    // Every block is counted, also those that are given back when a list grows.
    let allocations = Allocations.of(largeSize: largeSize) {
      _ = try? Safetensors(contentsOf: path)
    }
    #expect(allocations.largeBytes <= 8 * bytes.count)
  }

  @Test("A text of many escapes is put together without copying it for each")
  func escapes() throws {
    let value = String(repeating: "a\\n", count: 30_000)
    let text = Array("{\"__metadata__\":{\"x\":\"\(value)\"}}".utf8)
    let size = text.count
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) } + text
    let file = try Safetensors(contentsOf: bytes)
    #expect(file.metadata["x"] == String(repeating: "a\n", count: 30_000))
    let allocations = Allocations.of { _ = try? Safetensors(contentsOf: bytes) }
    // A text that grows is moved whenever it has doubled; copied for each escape, it would be 10,000 times.
    #expect(allocations.bytes <= 16 * bytes.count)
  }

  @Test("A matrix is read right into its memory")
  func matrix() throws {
    let folder = try TemporaryFolder()
    let values = (0..<1_000_000).map { Float($0) }
    try NumericArray(values, shape: [1000, 1000]).write(toNPY: folder.path("x.npy"))
    try Safetensors.write(
      ["x": NumericArray(values, shape: [1000, 1000])], to: folder.path("x.safetensors"))
    let npy = try Allocations.of(Allocations.forgetKeptBlocks, largeSize: largeSize) { _ in
      let matrix = try Matrix<Float>(contentsOfNPY: folder.path("x.npy"))
      #expect(matrix[999, 999] == 999_999)
    }
    let safetensors = try Allocations.of(Allocations.forgetKeptBlocks, largeSize: largeSize) { _ in
      let file = try Safetensors(contentsOf: folder.path("x.safetensors"))
      #expect(try file.matrix("x", of: Float.self)[999, 999] == 999_999)
    }
    for read in [npy, safetensors] { #expect((4_000_000...4_100_000).contains(read.largeBytes)) }
  }
}
