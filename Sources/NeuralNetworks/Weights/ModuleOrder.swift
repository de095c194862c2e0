/// The order of modules, which is not that of a file: there arrays lie by type and name.
enum ModuleOrder {
  /// The modules that the arrays of a `state_dict` belong to, without order.
  static func modules(ofArrays names: [String]) -> Set<String> {
    Set(names.map { name in name.lastIndex(of: ".").map { String(name[..<$0]) } ?? "" })
  }

  /// The modules by the one number in which their names differ; nil where they differ otherwise.
  static func sorted(_ modules: Set<String>) -> [String]? {
    let split = modules.map { (name: $0, parts: Parts($0)) }
    guard let first = split.first?.parts else { return [] }
    if split.count == 1 { return [split[0].name] }
    guard split.allSatisfy({ $0.parts.differsOnlyInNumbers(from: first) }) else { return nil }
    let places = (0..<first.count).filter { place in
      split.contains { $0.parts[place] != first[place] }
    }
    guard places.count == 1, let place = places.first else { return nil }
    let sorted = split.sorted { $0.parts.isLess(than: $1.parts, at: place) }
    for (module, next) in zip(sorted, sorted.dropFirst())
    where !module.parts.isLess(than: next.parts, at: place) { return nil }
    return sorted.map(\.name)
  }

  /// The runs of digits and of other bytes that make up a name.
  ///
  /// A name may be as long as a header, and each byte of it a run: a run takes four bytes, not an array.
  private struct Parts {
    private let bytes: [UInt8]
    private let ends: [UInt32]

    init(_ name: String) {
      let bytes = Array(name.utf8)
      let places = bytes.indices.lazy.filter { place in
        place + 1 == bytes.count
          || Self.isDigit(bytes[place]) != Self.isDigit(bytes[place + 1])
      }
      // Counted before, as an array that grows takes up to three times what it holds.
      var ends: [UInt32] = []
      ends.reserveCapacity(places.count { _ in true })
      for place in places { ends.append(UInt32(place + 1)) }
      (self.bytes, self.ends) = (bytes, ends)
    }

    var count: Int { ends.count }

    subscript(index: Int) -> ArraySlice<UInt8> {
      bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    func differsOnlyInNumbers(from other: Parts) -> Bool {
      count == other.count
        && (0..<count).allSatisfy {
          isNumber($0) ? other.isNumber($0) : self[$0] == other[$0]
        }
    }

    /// Compares numbers of any length.
    func isLess(than other: Parts, at place: Int) -> Bool {
      let (own, others) = (digits(at: place), other.digits(at: place))
      return own.count == others.count
        ? own.lexicographicallyPrecedes(others) : own.count < others.count
    }

    private func isNumber(_ index: Int) -> Bool { self[index].first.map(Self.isDigit) ?? false }

    private func digits(at index: Int) -> ArraySlice<UInt8> {
      self[index].drop { $0 == UInt8(ascii: "0") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
  }
}
