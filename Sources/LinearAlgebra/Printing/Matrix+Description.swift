extension Matrix: CustomStringConvertible {
  /// The rows below each other with their decimal points aligned.
  ///
  /// Of a matrix with more than 1,000 elements only three rows and columns from each side are shown:
  /// ```
  /// [[ 1, 0.5],
  ///  [-2, 3  ]]
  /// ```
  /// The digits are NumPy's: at most eight after the point; and where the greatest modulus shown is
  /// 10⁸ or more, for `Float` 10⁶, the least but zero below 10⁻⁴, or their ratio above 1000, all numbers have
  /// exponents, `1.23456789e+09`. Whole numbers are printed in full, as NumPy's integers are. For
  /// complex numbers this holds of the real and the imaginary parts, each for themselves.
  public var description: String {
    if isEmpty { return "Matrix of \(rows)×\(columns)" }
    let isAbbreviated = count > 1000
    let shownRows = Self.shown(rows, isAbbreviated)
    let shownColumns = Self.shown(columns, isAbbreviated)
    let values = shownColumns.map { column in
      shownRows.map { row in
        if let row, let column { self[row, column] } else { nil as Scalar? }
      }
    }
    let realFormat = NumberFormat(values.joined().compactMap { $0?.realPart })
    let imaginaryFormat = NumberFormat(values.joined().compactMap { $0?.imaginaryPart.magnitude })
    var lines = [String](repeating: "", count: shownRows.count)
    for (column, values) in Swift.zip(shownColumns, values) {
      var cells = Self.aligned(values.map { realFormat.cell($0?.realPart) })
      if Scalar.self != Scalar.RealPart.self {
        // The sign stands between the parts.
        let parts = values.map { $0?.imaginaryPart }
        let magnitudes = Self.aligned(parts.map { imaginaryFormat.cell($0?.magnitude) })
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
  private static func aligned(_ cells: [NumberCell]) -> [String] {
    let whole = cells.map(\.whole.count).max() ?? 0
    let fraction = cells.map(\.fraction.count).max() ?? 0
    return cells.map { cell in
      String(repeating: " ", count: whole - cell.whole.count) + cell.whole + cell.fraction
        + String(repeating: " ", count: fraction - cell.fraction.count)
    }
  }
}
