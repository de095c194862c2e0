import ElementwiseKernels
import Foundation
import Testing

/// The bytes of a checkpoint in which a text is replaced by another of the same length, with the
/// checksum that belongs to them.
func resealed(_ bytes: [UInt8], _ old: String, with new: String) throws -> [UInt8] {
  try #require(old.utf8.count == new.utf8.count)
  var content = Data(bytes.dropLast(8))
  let place = try #require(content.range(of: Data(old.utf8)))
  content.replaceSubrange(place, with: Data(new.utf8))
  return sealed([UInt8](content) + [UInt8](repeating: 0, count: 8))
}

/// The bytes of a checkpoint with the checksum that belongs to them in place of the last eight.
func sealed(_ bytes: [UInt8]) -> [UInt8] {
  let content = Array(bytes.dropLast(8))
  let sum = checksum(of: content.span)
  return content + (0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
}
