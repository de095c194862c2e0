/// Texts in one buffer, one behind the other: each takes its bytes of UTF-8 and four more.
///
/// A file may name something every few bytes. As a `String` in a list each name would take 16 bytes, a
/// block of memory besides where it is longer than 15 of them, and twice as much again while the list
/// grows.
struct TextList: Equatable, Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  /// The most bytes that all texts may have together.
  static let largestSize = Int(UInt32.max)

  /// Creates a list without texts.
  init() {}

  /// Creates a list of texts.
  init(_ texts: [String]) {
    reserve(texts.count, bytes: 0)
    for text in texts { append(text.utf8) }
  }

  /// Makes room for texts that are known to come.
  mutating func reserve(_ count: Int, bytes byteCount: Int) {
    ends.reserveCapacity(count)
    bytes.reserveCapacity(byteCount)
  }

  /// Adds a text.
  ///
  /// - Parameter text: Its bytes, which are UTF-8.
  /// - Precondition: All texts together have at most ``largestSize`` bytes.
  mutating func append(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
  }

  /// The number of texts.
  var count: Int { ends.count }

  /// The bytes of all texts together.
  var byteCount: Int { bytes.count }

  /// Whether there are none.
  var isEmpty: Bool { ends.isEmpty }

  /// Whether all texts are ASCII.
  var isASCII: Bool { bytes.allSatisfy { $0 < 0x80 } }

  /// The places of all texts.
  var indices: Range<Int> { ends.indices }

  /// A text.
  subscript(index: Int) -> String { String(decoding: utf8(at: index), as: UTF8.self) }

  /// The bytes of a text.
  func utf8(at index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  /// The places of the texts that Swift takes for equal to one.
  ///
  /// Of those that have more than 30 combining marks in a row, the places of those of the same bytes.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: The most places that are wanted; there may be others behind them.
  /// - Returns: The places in order. No text is made to look at it where all are ASCII.
  /// - Complexity: O(n) in the number of texts and their bytes.
  func places(of text: String, limit: Int = .max) -> [Int] {
    let wanted = Array(text.utf8)[...]
    let key = TextKey(text)
    let mayDiffer = mayHaveEquivalent(of: wanted)
    var places: [Int] = []
    for place in indices where places.count < limit {
      if utf8(at: place) == wanted || mayDiffer && TextKey(self[place]) == key {
        places.append(place)
      }
    }
    return places
  }

  /// Whether Swift may take a text of the list for equal to one of other bytes.
  ///
  /// Of two such texts one is more than ASCII, and the other need not be: the sign for kelvin is a K.
  func mayHaveEquivalent(of text: ArraySlice<UInt8>) -> Bool {
    !text.allSatisfy { $0 < 0x80 } || !isASCII
  }

  /// All texts, each a `String` of its own.
  var strings: [String] { indices.map { self[$0] } }

  /// All texts but some.
  func removing(_ places: [Int]) -> TextList {
    let places = Set(places)
    var left = TextList()
    left.reserve(max(0, count - places.count), bytes: 0)
    for place in indices where !places.contains(place) { left.append(utf8(at: place)) }
    return left
  }

  /// Some of the texts, in this order.
  func selecting(_ places: [Int]) -> TextList {
    var selected = TextList()
    selected.reserve(places.count, bytes: 0)
    for place in places { selected.append(utf8(at: place)) }
    return selected
  }
}
