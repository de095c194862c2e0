/// A factor, or a list of values, and what it is called.
typealias FactorText = (name: String, value: any CustomStringConvertible)

/// What a factorization prints: its type, the shape of the matrix, and the factors below each other.
///
/// ```
/// CholeskyFactorization<Double> of 2×2
/// L = [[2, 0       ],
///      [1, 1.4142136]]
/// ```
/// Large factors are abbreviated as matrices are.
func factorizationText<Factors>(
  _ type: Factors.Type, rows: Int, columns: Int,
  _ parts: [FactorText]
) -> String {
  let width = parts.map(\.name.count).max() ?? 0
  var lines = ["\(type) of \(rows)×\(columns)"]
  for part in parts {
    let name = part.name + String(repeating: " ", count: width - part.name.count)
    let text = part.value.description.split(separator: "\n")
    for (index, line) in text.enumerated() {
      let margin = index == 0 ? name + " = " : String(repeating: " ", count: width + 3)
      lines.append(margin + line)
    }
  }
  return lines.joined(separator: "\n")
}

/// A list of numbers as a matrix prints one of its rows.
func listText<Scalar: MatrixScalar>(_ values: [Scalar]) -> String {
  if values.isEmpty { return "[]" }
  let row = Matrix(rows: 1, columns: values.count, elements: values).description
  return row.replacing("[[", with: "[").replacing("]]", with: "]")
}
