/// The labels of a CSV file while it is read: each distinct text has a code, the first one 0.
struct CSVLabels {
  private var codes: [Int32] = []
  private var texts = NumberedTexts()

  /// The most different labels.
  private static let classLimit = 1 << 16

  /// Starts with the classes that are known, or with none.
  init(_ names: [String] = []) {
    for name in names { _ = texts.number(ofNew: Array(name.utf8)) }
  }

  /// What has been read, without the index that finds a text.
  var column: CSVLabelColumn { CSVLabelColumn(codes: codes, texts: texts.list) }

  /// Makes room for the labels of so many rows.
  mutating func reserve(_ count: Int) { codes.reserveCapacity(count) }

  /// Whether there is place for a label of so many bytes behind others, and behind the bytes of them.
  static func takes(_ size: Int, behind count: Int, of byteCount: Int) -> Bool {
    count < classLimit && byteCount + size <= TextList.largestSize
  }

  /// Adds a row whose label has been met before, or tells that it has not.
  mutating func append(known text: [UInt8]) -> Bool {
    guard let code = texts.number(of: text) else { return false }
    codes.append(code)
    return true
  }

  /// Adds a row with a new label, or tells that there are too many, or too much text in them.
  mutating func append(new text: [UInt8]) -> Bool {
    guard Self.takes(text.count, behind: texts.list.count, of: texts.list.byteCount) else {
      return false
    }
    codes.append(texts.number(ofNew: text))
    return true
  }
}
