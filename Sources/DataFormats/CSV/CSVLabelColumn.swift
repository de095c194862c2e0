internal import LinearAlgebra

/// The labels of a CSV file, once they are read.
struct CSVLabelColumn {
  /// The codes of the rows.
  let codes: [Int32]
  /// The different texts, by their codes.
  let texts: TextList

  /// The classes in an order, and the class of each row.
  ///
  /// Labels that are all numbers are equal when their values are, and are sorted by them.
  func classes(sorted: Bool) -> (names: [String], labels: [Int32]) {
    if let integers = numbers({ Int(String(decoding: $0, as: UTF8.self)) }) {
      return classes(sorted: sorted, isNumeric: true) { integers[$0] < integers[$1] }
    }
    let rounding = DecimalRounding<Double>()
    let reals = numbers { text -> Double? in
      let text = Array(text)
      guard case .finite(let value) = CSVNumber(text.span, in: text.indices, rounding: rounding)
      else { return nil }
      return value
    }
    if let reals {
      return classes(sorted: sorted, isNumeric: true) { reals[$0] < reals[$1] }
    }
    // UTF-8 puts text in the order of its code points, as Python sorts it.
    return classes(sorted: sorted, isNumeric: false) {
      texts.utf8(at: $0).lexicographicallyPrecedes(texts.utf8(at: $1))
    }
  }

  /// The labels as numbers, when all of them are.
  private func numbers<Number>(_ number: (ArraySlice<UInt8>) -> Number?) -> [Number]? {
    var numbers: [Number] = []
    numbers.reserveCapacity(texts.count)
    for code in texts.indices {
      guard let value = number(Self.trimmed(texts.utf8(at: code))) else { return nil }
      numbers.append(value)
    }
    return numbers
  }

  /// Makes one class of the labels of which none is less than the other.
  private func classes(
    sorted: Bool, isNumeric: Bool, isLess: (Int, Int) -> Bool
  ) -> (names: [String], labels: [Int32]) {
    // Of equal ones that which came first is first, and gives the name.
    var order = Array(0..<Int32(texts.count))
    order.sort { left, right in
      let (left, right) = (Int(left), Int(right))
      return isLess(left, right) || left < right && !isLess(right, left)
    }
    // The first of those that are equal to a label.
    var firstOfCode = order
    var first: Int32 = 0
    for (place, code) in order.enumerated() {
      if place == 0 || isLess(Int(order[place - 1]), Int(code)) { first = code }
      firstOfCode[Int(code)] = first
    }
    order.removeAll { firstOfCode[Int($0)] != $0 }
    if !sorted { order.sort() }
    var classOfCode = [Int32](repeating: 0, count: texts.count)
    var names: [String] = []
    names.reserveCapacity(order.count)
    for code in order {
      classOfCode[Int(code)] = Int32(names.count)
      let text = texts.utf8(at: Int(code))
      names.append(String(decoding: isNumeric ? Self.trimmed(text) : text, as: UTF8.self))
    }
    return (
      names: names, labels: codes.map { classOfCode[Int(firstOfCode[Int($0)])] }
    )
  }

  /// The bytes without the spaces around them.
  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let start = text.drop(while: isSpace)
    return start.prefix(start.reversed().drop(while: isSpace).count)
  }
}
