import Descent

extension Matrix {
  /// Creates a matrix whose elements a closure gives, row by row.
  init(rows: Int, columns: Int, element: (_ row: Int, _ column: Int) -> Scalar) {
    self.init(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { element($0 / columns, $0 % columns) })
  }
}
