import ElementwiseKernels
import LinearAlgebra
import TestSupport

extension TrapTests {
  private static let noColumns = Matrix<Double>(rows: 2, columns: 0)
  private static let noRows = Matrix<Double>(rows: 0, columns: 3)
  private static let emptyRow = "a row of a matrix of 2×0 has no elements"
  private static let emptyColumn = "a column of a matrix of 0×3 has no elements"

  static let reductions: [Trap] = [
    Trap(emptyRow) { _ = noColumns.rowMaxima() },
    Trap(emptyRow) { _ = noColumns.rowMinima() },
    Trap(emptyRow) { _ = noColumns.rowArgmax() },
    Trap(emptyRow) { _ = noColumns.rowArgmin() },
    Trap(emptyRow) { _ = noColumns.rowMeans() },
    Trap(emptyColumn) { _ = noRows.columnMaxima() },
    Trap(emptyColumn) { _ = noRows.columnMinima() },
    Trap(emptyColumn) { _ = noRows.columnArgmax() },
    Trap(emptyColumn) { _ = noRows.columnArgmin() },
    Trap(emptyColumn) { _ = noRows.columnMeans() },
    Trap("6 elements has no variance with a correction of 6") { _ = wide.variance(correction: 6) },
    Trap("6 elements has no variance with a correction of -1") {
      _ = wide.variance(correction: -1)
    },
    Trap("a row of 3 elements has no variance with a correction of 3") {
      _ = wide.rowVariances(correction: 3)
    },
    Trap("a column of 2 elements has no variance with a correction of -1") {
      _ = wide.columnVariances(correction: -1)
    },
    Trap("a column of 2 elements has no variance with a correction of 2") {
      _ = wide.columnCovariances(correction: 2)
    },
    Trap("4294967296×0") {
      _ = Matrix<Double>(rows: 1 << 32, columns: 0).columnCovariances()
    },
  ]

  static let random: [Trap] = [
    Trap("no number can be drawn from 1.0..<1.0") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Double>.uniform(rows: 1, columns: 1, in: 1..<1, using: &generator)
    },
    Trap("no number can be drawn from -inf..<1.0") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Double>.uniform(rows: 1, columns: 1, in: -.infinity..<1, using: &generator)
    },
    Trap("there is no normal distribution of mean 0.0, standard deviation -1.0") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Double>.normal(rows: 1, columns: 1, standardDeviation: -1, using: &generator)
    },
    Trap("there is no normal distribution of mean inf, standard deviation 1.0") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Double>.normal(rows: 1, columns: 1, mean: .infinity, using: &generator)
    },
    Trap("no number can be drawn from 1.0..<1.0") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Complex<Double>>.uniform(rows: 1, columns: 1, in: 1..<1.0, using: &generator)
    },
    Trap("there is no normal distribution of mean (0.0, 0.0), standard deviation -1.0") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Complex<Double>>.normal(
        rows: 1, columns: 1, standardDeviation: -1.0, using: &generator)
    },
    Trap("a matrix cannot be -1×2") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Double>.orthogonal(rows: -1, columns: 2, using: &generator)
    },
    Trap("4294967296×0") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Double>.orthogonal(rows: 1 << 32, columns: 0, using: &generator)
    },
    Trap("a matrix cannot be 2×-1") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Complex<Double>>.unitary(rows: 2, columns: -1, using: &generator)
    },
    Trap("4294967296×0") {
      var generator = SeededGenerator(seed: 0)
      _ = Matrix<Complex<Double>>.unitary(rows: 0, columns: 1 << 32, using: &generator)
    },
    Trap("no integer is at least 0 and below 0") {
      var generator = SeededGenerator(seed: 0)
      _ = generator.nextInteger(below: 0)
    },
  ]

  // MARK: Vectors

  static let vectors: [Trap] = [
    Trap("x has 2 elements and y has 3") { _ = [1.0, 2].dotProduct([1, 2, 3]) },
    Trap("x has 2 elements and y has 3") { _ = [1.0, 2].conjugateDotProduct([1, 2, 3]) },
    Trap("x has 3 elements and y has 2") {
      var sum = [1.0, 2]
      sum.addScaled([1, 2, 3], by: 2)
    },
    Trap("vectors of 2 and 3 elements have no cross product") {
      _ = [1.0, 2].crossProduct([1, 2, 3])
    },
    Trap("vectors of 3 and 4 elements have no cross product") {
      _ = [1.0, 2, 3].crossProduct([1, 2, 3, 4])
    },
    Trap("a norm of order NaN") { _ = [1.0].vectorNorm(order: .nan) },
    // Of memory that nobody touches.
    Trap("2147483648 elements are more than the 2147483647 that BLAS can count") {
      _ = AlignedBuffer<Float>(unwritten: 1 << 31).absoluteSum
    },
    Trap("2147483648 elements are more than the 2147483647 that BLAS can count") {
      _ = AlignedBuffer<Float>(unwritten: 1 << 31).indexOfGreatestMagnitude
    },
    Trap("2147483648 elements are more than the 2147483647 that BLAS can count") {
      let buffer = AlignedBuffer<Float>(unwritten: 1 << 31)
      _ = buffer.dotProduct(buffer)
    },
    Trap("2147483648 elements are more than the 2147483647 that BLAS can count") {
      var values = [Float](unsafeUninitializedCapacity: 1 << 31) { $1 = 1 << 31 }
      values.scale(by: 2)
    },
    Trap("0 threads; the count must lie in 1...2147483647") { Backend.threadCount = 0 },
  ]
}
