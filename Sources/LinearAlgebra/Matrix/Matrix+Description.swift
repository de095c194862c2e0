internal import RealModule

extension Matrix: CustomStringConvertible {
  /// The rows below each other with their decimal points aligned.
  ///
  /// Numbers are shown to about eight digits, and of a matrix with more than 1,000 elements only
  /// three rows and columns from each side:
  /// ```
  /// [[ 1, 0.5],
  ///  [-2, 3  ]]
  /// ```
  public var description: String {
    if isEmpty { return "Matrix of \(rows)×\(columns)" }
    let isAbbreviated = count > 1000
    let shownRows = Self.shown(rows, isAbbreviated)
    let shownColumns = Self.shown(columns, isAbbreviated)
    var lines = [String](repeating: "", count: shownRows.count)
    for column in shownColumns {
      let values = shownRows.map { row in
        if let row, let column { self[row, column] } else { nil as Scalar? }
      }
      var cells = Self.aligned(values.map { Cell($0?.realPart) })
      if Scalar.self != Scalar.RealPart.self {
        // The sign stands between the parts.
        let parts = values.map { $0?.imaginaryPart }
        let magnitudes = Self.aligned(parts.map { Cell($0?.magnitude) })
        for (index, part) in parts.enumerated() where column != nil {
          if let part {
            // The i stands at its number, and the space behind both.
            let space = String(magnitudes[index].reversed().prefix { $0 == " " })
            let number = magnitudes[index].dropLast(space.count)
            cells[index] += (part.sign == .minus ? " - " : " + ") + number + "i" + space
          } else {
            // One … stands for both parts.
            cells[index] += String(repeating: " ", count: magnitudes[index].count + 4)
          }
        }
      }
      for index in lines.indices {
        lines[index] += (lines[index].isEmpty ? "" : ", ") + cells[index]
      }
    }
    let shape = isAbbreviated ? "  (\(rows)×\(columns))" : ""
    return "[[" + lines.joined(separator: "],\n [") + "]]" + shape
  }

  // The indices that are shown, with nil for what is left out between them.
  private static func shown(_ count: Int, _ isAbbreviated: Bool) -> [Int?] {
    let edge = 3
    guard isAbbreviated, count > 2 * edge + 1 else { return Array(0..<count) }
    return Array(0..<edge) + [nil] + Array(count - edge..<count)
  }

  // Right-aligned up to the point, left-aligned after it.
  private static func aligned(_ cells: [Cell]) -> [String] {
    let whole = cells.map(\.whole.count).max() ?? 0
    let fraction = cells.map(\.fraction.count).max() ?? 0
    return cells.map { cell in
      String(repeating: " ", count: whole - cell.whole.count) + cell.whole + cell.fraction
        + String(repeating: " ", count: fraction - cell.fraction.count)
    }
  }
}

/// A number cut before its decimal point.
private struct Cell {
  let whole: String
  let fraction: String

  init(whole: String, fraction: String) {
    self.whole = whole
    self.fraction = fraction
  }

  init(_ value: (some RealScalar)?) {
    guard let value else {
      self.init(whole: "…", fraction: "")
      return
    }
    let double = Double(value)
    let isWhole = double.magnitude < 0x1p53 && double == double.rounded()
    // The shortest text of a Float has nine digits at most.
    let text =
      isWhole ? "\(Int64(double))" : (value as? Float).map { "\($0)" } ?? "\(double.toEightDigits)"
    let point = text.firstIndex(of: ".") ?? text.endIndex
    let fraction = text[point...]
    self.init(whole: String(text[..<point]), fraction: fraction == ".0" ? "" : String(fraction))
  }
}

extension Double {
  /// The number nearest to this one that has eight digits, or this one where powers of ten are not
  /// exact.
  fileprivate var toEightDigits: Double {
    guard isNormal else { return self }
    // Both factors are exact, so that the quotient is the number nearest to the decimal.
    let places = 7 - Int(Double.log10(magnitude).rounded(.down))
    guard places.magnitude <= 22 else { return self }
    var power = 1.0
    for _ in 0..<places.magnitude { power *= 10 }
    return places >= 0 ? (self * power).rounded() / power : (self / power).rounded() * power
  }
}
