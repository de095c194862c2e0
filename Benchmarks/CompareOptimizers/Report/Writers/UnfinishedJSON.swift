import Foundation

/// A JSON object that ends before it is closed, as a file that was cut off does.
struct UnfinishedJSON: Equatable {
  /// How many bytes there are.
  let count: Int

  /// What the last of them belong to, such as "problems.0.contenders"; empty at the outside.
  let place: String

  /// An object or a list that is open.
  private enum Level {
    case object(key: String)
    case list(index: Int)
  }

  /// Names of more levels help nobody to find the place.
  private static let mostLevels = 4

  /// Finds where an object breaks off; nil for one that is closed, and for anything else.
  ///
  /// - Parameter text: The bytes of a text that was found to be no JSON.
  init?(_ text: Data) {
    var levels: [Level] = []
    var word: [UInt8] = []
    var (isInString, isEscaped) = (false, false)
    for byte in text {
      if isInString {
        isInString = byte != UInt8(ascii: "\"") || isEscaped
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        if isInString { word.append(byte) }
        continue
      }
      switch (byte, levels.last) {
      case (UInt8(ascii: " "), _), (UInt8(ascii: "\n"), _), (UInt8(ascii: "\r"), _),
        (UInt8(ascii: "\t"), _):
        continue
      case (UInt8(ascii: "{"), _): levels.append(.object(key: ""))
      case (_, nil): return nil
      case (UInt8(ascii: "["), _): levels.append(.list(index: 0))
      case (UInt8(ascii: "}"), _), (UInt8(ascii: "]"), _):
        levels.removeLast()
        if levels.isEmpty { return nil }
      case (UInt8(ascii: "\""), _):
        word.removeAll(keepingCapacity: true)
        isInString = true
      case (UInt8(ascii: ":"), .object?): levels[levels.count - 1] = .object(key: Self.name(word))
      case (UInt8(ascii: ","), .list(let index)?):
        levels[levels.count - 1] = .list(index: index + 1)
      default: continue
      }
    }
    guard !levels.isEmpty else { return nil }
    count = text.count
    place = levels.prefix(Self.mostLevels).map { level in
      switch level {
      case .object(let key): key
      case .list(let index): "\(index)"
      }
    }.filter { !$0.isEmpty }.joined(separator: ".")
  }

  /// A key as a message may show it, whatever it holds.
  private static func name(_ key: [UInt8]) -> String {
    let text = String(decoding: key, as: UTF8.self)
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? text : "?"
  }
}
