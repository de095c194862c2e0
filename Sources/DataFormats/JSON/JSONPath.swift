/// The names and numbers that lead to a value.
indirect enum JSONPath {
  case outside
  case inside(JSONPath, any CodingKey)

  /// From the outside inwards.
  var keys: [any CodingKey] {
    var keys: [any CodingKey] = []
    var path = self
    while case .inside(let outer, let key) = path {
      keys.append(key)
      path = outer
    }
    return keys.reversed()
  }
}

/// The place of an element in a list.
struct JSONIndex: CodingKey {
  let index: Int

  init(_ index: Int) { self.index = index }
  init?(intValue: Int) { index = intValue }
  init?(stringValue: String) { return nil }

  var intValue: Int? { index }
  var stringValue: String { "\(index)" }
}
