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
  let changed = [UInt8](content)
  let sum = checksum(of: changed.span)
  return changed + (0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
}
