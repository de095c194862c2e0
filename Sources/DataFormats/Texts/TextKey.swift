/// A text of a file as a key, or to be compared: texts that are one for Swift are one key.
///
/// A text that is not stream-safe is the key of its own bytes alone: how else it may be written would take Swift
/// too long to see.
struct TextKey: Hashable {
  private let text: String
  private let isStreamSafe: Bool

  init(_ text: String) {
    self.text = text
    isStreamSafe = text.isStreamSafe
  }

  static func == (left: TextKey, right: TextKey) -> Bool {
    guard left.isStreamSafe == right.isStreamSafe else { return false }
    return left.isStreamSafe
      ? left.text == right.text : left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    if isStreamSafe {
      hasher.combine(text)
    } else {
      hasher.combine(Array(text.utf8))
    }
  }
}
