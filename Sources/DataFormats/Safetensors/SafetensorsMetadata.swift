internal import ElementwiseKernels

/// What a safetensors file says about itself besides its arrays: texts by name.
///
/// ```swift
/// let weights = try Safetensors(contentsOf: "model.safetensors")
/// weights.metadata["format"]                               // "pt"
/// for (name, value) in weights.metadata { print("\(name): \(value)") }
///
/// var metadata = Dictionary(uniqueKeysWithValues: weights.metadata)
/// metadata["epochs"] = "12"
/// try Safetensors.write(arrays, metadata: metadata, to: "copy.safetensors")
/// ```
/// The texts stay in the bytes of the file's header, which live as long as this value, and each is made when it
/// is asked for. A dictionary of very short ones takes eight times the file; who looks up many names wants one
/// all the same.
public struct SafetensorsMetadata: Sendable {
  /// The number of pairs.
  public let count: Int
  /// Bytes among which the pairs are an object of JSON, and where it begins.
  private let bytes: [UInt8]
  private let start: Int

  /// Takes the metadata of a header that was read before.
  init(_ bytes: [UInt8], at place: SafetensorsText.Metadata) {
    self.bytes = bytes
    start = place.start
    count = place.count
  }

  /// Takes pairs in this order.
  private init(ordered pairs: [(String, String)]) {
    let names = pairs.map { $0.0 }
    for name in names { name.requireStreamSafe() }
    let list = TextList(names)
    if let name = TextOrder(list).repeated(in: list) {
      fatalError("the metadata have \(ShownText.quoted(name)) twice")
    }
    if let found = EquivalentNames(among: list) { fatalError("of the metadata, \(found)") }
    bytes = Array("{\(pairs.map { "\($0.json):\($1.json)" }.joined(separator: ","))}".utf8)
    start = 0
    count = pairs.count
  }

  /// Creates metadata of a dictionary, in the order of the names.
  ///
  /// - Precondition: No name has more than 30 combining marks in a row.
  /// - Complexity: O(n log n) in the number of pairs.
  public init(_ pairs: [String: String]) {
    self.init(
      ordered: pairs.sorted { $0.key.precedes($1.key) }.map { (name, value) in (name, value) })
  }

  /// Whether there are no pairs.
  public var isEmpty: Bool { count == 0 }

  /// The text of a name, or nil where none has it.
  ///
  /// Names are compared as Swift does: the two ways to write an é are one.
  ///
  /// - Complexity: O(n) in the bytes of all pairs up to that one.
  public subscript(name: String) -> String? {
    // No name here has more marks than that, and with many of them it would take long to compare.
    guard name.isStreamSafe else { return nil }
    return first { $0.0 == name }?.1
  }
}

extension SafetensorsMetadata: ExpressibleByDictionaryLiteral {
  /// Creates metadata of pairs, in this order.
  ///
  /// - Precondition: No name is there twice, in Swift's eyes, and none has more than 30 combining marks in a
  ///   row.
  public init(dictionaryLiteral pairs: (String, String)...) { self.init(ordered: pairs) }
}

extension SafetensorsMetadata: Sequence {
  /// Reads metadata pair by pair.
  public struct Iterator: IteratorProtocol {
    private var json: JSONScanner
    private let count: Int
    private var position = 0

    fileprivate init(_ metadata: SafetensorsMetadata) {
      json = JSONScanner(metadata.bytes, from: metadata.start, to: metadata.bytes.count)
      count = metadata.count
    }

    /// The next name and its text, or nil behind the last.
    public mutating func next() -> (String, String)? {
      guard position < count else { return nil }
      position += 1
      do throws(SafetensorsFault) {
        return try json.textPair(isFirst: position == 1)
      } catch {
        fatalError("the metadata cannot be read again: \(error)")
      }
    }
  }

  /// Begins with the first pair of the file.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// The number of pairs.
  public var underestimatedCount: Int { count }
}

extension SafetensorsMetadata: Equatable {
  /// Whether both say the same, in whatever order.
  ///
  /// Texts are the same where Swift takes them for equal; those with more than 30 combining marks in a row,
  /// where their bytes are.
  ///
  /// - Complexity: O(n log n) in the number of pairs.
  public static func == (left: SafetensorsMetadata, right: SafetensorsMetadata) -> Bool {
    guard left.count == right.count else { return false }
    if left.start == right.start, left.bytes == right.bytes { return true }
    let (ours, theirs) = (SortedMetadata(left), SortedMetadata(right))
    return (0..<left.count).allSatisfy { ours.isEqual(to: theirs, at: $0) }
  }
}

/// Metadata in the order of their names, in which Swift's equal names are at the same place.
private struct SortedMetadata {
  /// Each a `String`, made once and not whenever it is compared.
  private var names: [String] = []
  private var values = TextList()
  private var order: [UInt32]

  init(_ metadata: SafetensorsMetadata) {
    names.reserveCapacity(metadata.count)
    for (name, value) in metadata {
      names.append(name)
      values.append(value.utf8)
    }
    order = Array(0..<UInt32(metadata.count))
    order.sort { [names] in names[Int($0)] < names[Int($1)] }
  }

  func isEqual(to other: SortedMetadata, at place: Int) -> Bool {
    let (own, others) = (Int(order[place]), Int(other.order[place]))
    return names[own] == other.names[others]
      && TextKey(values[own]) == TextKey(other.values[others])
  }
}

extension SafetensorsMetadata: CustomStringConvertible {
  /// The pairs in the form of a dictionary: the first twelve, and of long texts the beginning.
  public var description: String {
    if isEmpty { return "[:]" }
    let pairs = prefix(12).map { "\(ShownText.quoted($0)): \(ShownText.quoted($1))" }
    return "[\(pairs.joined(separator: ", "))\(count > 12 ? ", and \(count - 12) more" : "")]"
  }
}
