/// The order of modules, which is not that of a file: there arrays lie by type and name.
enum ModuleOrder {
  /// The modules that the arrays of a `state_dict` belong to, without order.
  static func modules(ofArrays names: [String]) -> Set<String> {
    Set(names.map { name in name.lastIndex(of: ".").map { String(name[..<$0]) } ?? "" })
  }

  /// The modules by the one number in which their names differ; nil where they differ otherwise.
  static func sorted(_ modules: Set<String>) -> [String]? {
    let split = modules.map { (name: $0, parts: parts(of: $0)) }
    guard let first = split.first?.parts else { return [] }
    if split.count == 1 { return [split[0].name] }
    guard
      split.allSatisfy({ module in
        module.parts.count == first.count
          && zip(module.parts, first).allSatisfy { $0.isNumber ? $1.isNumber : $0 == $1 }
      })
    else { return nil }
    let places = first.indices.filter { place in
      split.contains { $0.parts[place] != first[place] }
    }
    guard places.count == 1, let place = places.first else { return nil }
    let sorted = split.sorted { $0.parts[place].isLess(than: $1.parts[place]) }
    for (module, next) in zip(sorted, sorted.dropFirst())
    where !module.parts[place].isLess(than: next.parts[place]) { return nil }
    return sorted.map(\.name)
  }

  /// A run of digits, or of other bytes.
  private struct Part: Equatable {
    var isNumber: Bool
    var bytes: [UInt8]

    /// Compares numbers of any length.
    func isLess(than other: Part) -> Bool {
      let (own, others) = (digits, other.digits)
      return own.count == others.count
        ? own.lexicographicallyPrecedes(others) : own.count < others.count
    }

    private var digits: ArraySlice<UInt8> { bytes.drop { $0 == UInt8(ascii: "0") } }
  }

  private static func parts(of name: String) -> [Part] {
    var parts: [Part] = []
    for byte in name.utf8 {
      let isNumber = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      if parts.last?.isNumber == isNumber {
        parts[parts.count - 1].bytes.append(byte)
      } else {
        parts.append(Part(isNumber: isNumber, bytes: [byte]))
      }
    }
    return parts
  }
}
