/// Different texts, each with a number: the first has 0.
///
/// A text takes its bytes, four more in the list, and four for each of the two or so places that it has here.
/// As the key of a dictionary it would be an object of its own.
struct NumberedTexts {
  /// The texts by their numbers.
  private(set) var list = TextList()
  /// The number of the text at each place, or -1 where there is none.
  ///
  /// A text is at the first place that was free behind that which its hash says. The places are as many as a
  /// power of two, and three in four at most are taken.
  private var places = [Int32](repeating: -1, count: 8)

  /// The number of a text that is there, or nil.
  ///
  /// - Complexity: O(n) in its bytes.
  func number(of text: [UInt8]) -> Int32? {
    let number = places[place(of: text)]
    return number < 0 ? nil : number
  }

  /// Adds a text, and gives its number.
  ///
  /// - Precondition: It is not there.
  /// - Complexity: O(n) in its bytes, on average.
  mutating func number(ofNew text: [UInt8]) -> Int32 {
    let number = Int32(list.count)
    list.append(text)
    if list.count * 4 > places.count * 3 {
      places = [Int32](repeating: -1, count: 2 * places.count)
      for known in list.indices { places[place(of: list.utf8(at: known))] = Int32(known) }
    } else {
      places[place(of: text)] = number
    }
    return number
  }

  /// Where a text is, or where it would be.
  private func place(of text: some Collection<UInt8>) -> Int {
    // Nobody can write a file whose texts have the same hash: it is another in every process.
    var hasher = Hasher()
    for byte in text { hasher.combine(byte) }
    var place = hasher.finalize() & (places.count - 1)
    while places[place] >= 0, !list.utf8(at: Int(places[place])).elementsEqual(text) {
      place = (place + 1) & (places.count - 1)
    }
    return place
  }
}
