import Descent

/// The matrices of a size that the routines are timed on; their condition numbers are below 3.
///
/// A matrix of numbers uniform in [−1, 1) has a norm near 1.15·√n, and at most n. Beside 4·√n times
/// an orthogonal matrix it can neither hide it nor make it singular.
struct TimedInputs<Scalar: RealScalar> {
  let size: Int

  /// Numbers without structure.
  func uniform(rows: Int, columns: Int, seed: UInt64) -> Matrix<Scalar> {
    let numbers = RepeatableNumbers.uniform(seed: seed, count: rows * columns)
    return Matrix(rows: rows, columns: columns, elements: numbers.map { Scalar($0) })
  }

  /// A vector of one number per row.
  func vector(seed: UInt64, count: Int) -> [Scalar] {
    RepeatableNumbers.uniform(seed: seed, count: count).map { Scalar($0) }
  }

  /// Square, with its greatest elements on the other diagonal, so that pivoting moves every row.
  var general: Matrix<Scalar> {
    var matrix = uniform(rows: size, columns: size, seed: 1)
    for row in 0..<size { matrix[row, size - 1 - row] += weight }
    return matrix
  }

  /// Symmetric and positive definite.
  var positiveDefinite: Matrix<Scalar> {
    var matrix = uniform(rows: size, columns: size, seed: 1)
    for row in 0..<size {
      for column in 0..<row { matrix[column, row] = matrix[row, column] }
      matrix[row, row] += weight
    }
    return matrix
  }

  /// Twice as many rows as columns.
  var tall: Matrix<Scalar> {
    var matrix = uniform(rows: 2 * size, columns: size, seed: 1)
    for row in 0..<size { matrix[row, row] += weight }
    return matrix
  }

  private var weight: Scalar { 4 * Scalar(size).squareRoot() }
}
