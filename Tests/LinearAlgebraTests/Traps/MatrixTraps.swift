import ElementwiseKernels
import LinearAlgebra
import TestSupport

extension TrapTests {
  // MARK: Elements, rows and columns

  static let access: [Trap] = [
    Trap("element (2, 0) is outside a matrix of 2×3") { _ = wide[2, 0] },
    Trap("element (-1, 0) is outside a matrix of 2×3") { _ = wide[-1, 0] },
    Trap("element (0, -1) is outside a matrix of 2×3") { _ = wide[0, -1] },
    Trap("element (1, 3) is outside a matrix of 2×3") {
      var matrix = wide
      matrix[1, 3] = 4
    },
    Trap("row 2 is outside 0..<2") { _ = wide[row: 2] },
    Trap("row -1 is outside 0..<2") {
      var matrix = wide
      matrix[row: -1] = [1, 2, 3]
    },
    Trap("2 elements do not make a row of 3") {
      var matrix = wide
      matrix[row: 0] = [1, 2]
    },
    Trap("column 3 is outside 0..<3") { _ = wide[column: 3] },
    Trap("column -1 is outside 0..<3") {
      var matrix = wide
      matrix[column: -1] = [1, 2]
    },
    Trap("3 elements do not make a column of 2") {
      var matrix = wide
      matrix[column: 0] = [1, 2, 3]
    },
    Trap("row 2 is outside 0..<2") { _ = wide.rows(at: [0, 2]) },
    Trap("row -1 is outside 0..<2") { _ = wide.rows(at: -1..<1) },
    Trap("row 2 is outside 0..<2") {
      var result = wide
      wide.gatherRows(at: [0, 2].span, into: &result)
    },
    Trap("2 rows of 3 elements do not fill 3×2") {
      var result = high
      wide.gatherRows(at: [0, 1].span, into: &result)
    },
    Trap("column 3 is outside 0..<3") { _ = wide.columns(at: [0, 3]) },
    Trap("column -1 is outside 0..<3") { _ = wide.columns(at: -1..<1) },
    Trap("rows 0..<3, columns 0..<1 are not inside a matrix of 2×3") {
      _ = wide[rows: 0..<3, columns: 0..<1]
    },
    Trap("rows 1..., columns -1..<1 are not inside a matrix of 2×3") {
      _ = wide[rows: 1..., columns: -1..<1]
    },
    Trap("a matrix of 3×2 does not fit a block of 2×2") {
      var matrix = wide
      matrix[rows: 0..<2, columns: 0..<2] = high
    },
    Trap("rows 3..., columns 0..<3 are not inside a matrix of 2×3") { _ = wide[rows: 3...] },
    Trap("a matrix of 2×2 does not fit a block of 1×3") {
      var matrix = wide
      matrix[rows: 0..<1] = square
    },
    Trap(", columns 2..<4 are not inside a matrix of 2×3") { _ = wide[columns: 2..<4] },
    Trap("a matrix of 3×2 does not fit a block of 2×2") {
      var matrix = wide
      matrix[columns: ..<2] = high
    },
  ]

  // MARK: Putting together

  static let assembly: [Trap] = [
    Trap("part 1 is 3×2, part 0 is 2×3") { _ = Matrix.stackedVertically([wide, high]) },
    Trap("part 1 is 3×2, part 0 is 2×3") { _ = Matrix.stackedHorizontally([wide, high]) },
    Trap("a matrix cannot be repeated -1×2 times") { _ = wide.tiled(rows: -1, columns: 2) },
    Trap("a matrix cannot be repeated 2×-1 times") { _ = wide.tiled(rows: 2, columns: -1) },
    Trap("6 elements do not fill a matrix of 4×2") { _ = wide.reshaped(rows: 4, columns: 2) },
    Trap("a matrix cannot be -2×-3") { _ = wide.reshaped(rows: -2, columns: -3) },
    Trap("a permutation of 3 meets 2 rows") { _ = wide.permutedRows(by: [2, 0, 1]) },
    Trap("a permutation of 2 meets 3 columns") { _ = wide.permutedColumns(by: [1, 0]) },
    Trap("a matrix of 2×3 meets one of 3×2") {
      let _: Matrix<Double> = wide.zip(with: high) { $0 + $1 }
    },
    Trap("real parts of 2×3 meet imaginary parts of 3×2") {
      _ = Matrix<Complex<Double>>(real: wide, imaginary: high)
    },
    Trap("2 is outside 0..<2: [0, 2]") { _ = Permutation([0, 2]) },
    Trap("1 comes twice: [0, 1, 1]") { _ = Permutation([0, 1, 1]) },
    Trap("-1 is outside 0..<2: [-1, 0]") { _ = [-1, 0] as Permutation },
    Trap("place 3 is outside 0..<3") { _ = ([2, 0, 1] as Permutation)[3] },
    Trap("place -1 is outside 0..<3") { _ = ([2, 0, 1] as Permutation)[-1] },
    Trap("a permutation of 3 meets 2 elements") {
      _ = ([2, 0, 1] as Permutation).applied(to: ["a", "b"])
    },
  ]

  static let initializers: [Trap] = [
    Trap("row 1 has 1 elements, row 0 has 2: [3.0]") { _ = [[1, 2], [3]] as Matrix<Double> },
    Trap("row 1 has 1 elements, row 0 has 2: [3.0]") { _ = Matrix<Double>([[1, 2], [3]]) },
    Trap("column 1 has 1 elements, column 0 has 2: [3.0]") {
      _ = Matrix<Double>(columns: [[1, 2], [3]])
    },
    Trap("3 elements do not fill a matrix of 2×2") {
      _ = Matrix<Double>(rows: 2, columns: 2, elements: [1, 2, 3])
    },
    Trap("3 elements do not fill a matrix of 2×2") {
      _ = Matrix<Double>(rows: 2, columns: 2, elements: [1, 2, 3], order: .columnMajor)
    },
    Trap("a matrix cannot be -1×2") { _ = Matrix<Double>(repeating: 1, rows: -1, columns: 2) },
    Trap("a matrix cannot be 2×-1") { _ = Matrix<Double>.zeros(rows: 2, columns: -1) },
    Trap("a matrix cannot be -1×2") { _ = Matrix<Double>.ones(rows: -1, columns: 2) },
    Trap("a matrix cannot be -1×-1") { _ = Matrix<Double>.identity(-1) },
    Trap("a matrix cannot be 2×-1") { _ = Matrix<Double>(rows: 2, columns: -1) },
    Trap("3 elements do not fill a matrix of 2×2") {
      _ = Matrix<Double>(rows: 2, columns: 2, buffer: AlignedBuffer([1, 2, 3]))
    },
    Trap("a matrix cannot be -1×-1") { _ = Matrix<Double>.hilbert(-1) },
    Trap("a matrix cannot be 2×-1") { _ = Matrix<Double>.vandermonde([1, 2], columns: -1) },
  ]

  // MARK: Views

  static let views: [Trap] = [
    Trap("element (2, 0) is outside a view of 2×3") {
      let a = wide
      _ = a.view[2, 0]
    },
    Trap("element (0, 3) is outside a view of 2×3") {
      let a = wide
      _ = a.view[0, 3]
    },
    Trap("rows 0..<3, columns 0..<1 are not inside a view of 2×3") {
      let a = wide
      _ = a.view.block(rows: 0..<3, columns: 0..<1).rows
    },
    Trap("rows 3..., columns 0..<1 are not inside a view of 2×3") {
      let a = wide
      _ = a.view.block(rows: 3..., columns: 0..<1).rows
    },
    // Of the view, though inside the matrix.
    Trap("element (0, 1) is outside a view of 1×1") {
      let a = wide
      _ = a.view.block(rows: 0..<1, columns: 0..<1)[0, 1]
    },
    Trap("row 2 is outside 0..<2") {
      let a = wide
      _ = a.view.row(2).rows
    },
    Trap("column 3 is outside 0..<3") {
      let a = wide
      _ = a.view.column(3).rows
    },
    Trap("rows cannot be taken by steps of 0") {
      let a = wide
      _ = a.view.everyRow(by: 0).rows
    },
    Trap("columns cannot be taken by steps of -1") {
      let a = wide
      _ = a.view.everyColumn(by: -1).rows
    },
    Trap("tolerances cannot be -1.0 absolute, 0.0 relative") {
      let a = wide
      _ = a.view.isApproximatelyEqual(to: a.view, absoluteTolerance: -1, relativeTolerance: 0)
    },
    Trap("A is 2×3, B is 2×2, C is 2×2") {
      let (a, b) = (wide, square)
      var result = square
      Matrix.multiply(a.view, b.view, into: &result)
    },
    Trap("A is 2×3, B is 3×2, C is 3×3") {
      let (a, b) = (wide, high)
      var result = larger
      Matrix.multiply(a.view, b.view, into: &result)
    },
    Trap("A is 2×3, B is 2×2: there is no product of the two") {
      let (a, b) = (wide, square)
      _ = a.view.multiplied(by: b.view)
    },
  ]
}
