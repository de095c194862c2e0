import Descent
import Foundation
import Testing

/// The record of a checkpoint, to put something else into it.
struct CheckpointRecord {
  private let tensors: Safetensors
  private let text: [UInt8]

  init(contentsOf file: String) throws {
    tensors = try Safetensors(contentsOf: file)
    text = Array(try #require(tensors.metadata["training"]).utf8)
  }

  /// Where numbers, truth values and nothing stand; names and other texts are left out.
  var places: [Range<Int>] {
    let (marks, quote, backslash) = (Array("{}[]:,\"".utf8), UInt8(ascii: "\""), UInt8(ascii: "\\"))
    var places: [Range<Int>] = []
    var index = 0
    var isText = false
    while index < text.count {
      let byte = text[index]
      if isText || marks.contains(byte) {
        if byte == quote { isText.toggle() }
        index += isText && byte == backslash ? 2 : 1
        continue
      }
      let end = text[index...].firstIndex { marks.contains($0) } ?? text.count
      places.append(index..<end)
      index = end
    }
    return places
  }

  /// A place with what stands in front of it.
  func words(at place: Range<Int>) -> String {
    String(decoding: text[max(0, place.lowerBound - 40)..<place.upperBound], as: UTF8.self)
  }

  /// The bytes of the checkpoint with another word in a place.
  func bytes(with word: String, at place: Range<Int>) throws -> [UInt8] {
    try bytes(of: text[..<place.lowerBound] + word.utf8 + text[place.upperBound...])
  }

  /// The bytes of the checkpoint with other words in place of some.
  func bytes(replacing changes: [(String, String)]) throws -> [UInt8] {
    var text = String(decoding: text, as: UTF8.self)
    for (old, new) in changes {
      let place = try #require(
        text.range(of: old, options: .regularExpression), "\(old) is not in \(text)")
      text.replaceSubrange(place, with: new)
    }
    return try bytes(of: Array(text.utf8)[...])
  }

  private func bytes(of text: ArraySlice<UInt8>) throws -> [UInt8] {
    var arrays: [String: NumericArray] = [:]
    for name in tensors.names { arrays[name] = try tensors.array(name) }
    var metadata = Dictionary(uniqueKeysWithValues: tensors.metadata)
    metadata["training"] = String(decoding: text, as: UTF8.self)
    return sealed(Safetensors.fileBytes(of: arrays, metadata: metadata))
  }
}
