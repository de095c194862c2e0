internal import ElementwiseKernels

/// Stops the program unless a span holds a matrix without gaps whose shape LAPACK can take.
func checkDense(_ name: StaticString, rows: Int, columns: Int, _ available: Int) {
  StoredMatrix(
    name: name, rows: rows, columns: columns, leadingDimension: max(1, columns),
    available: available
  ).check()
  require(
    available == rows * columns,
    "\(name) is \(rows)×\(columns) in a span of \(available) scalars")
}

/// Stops the program unless a span holds the vectors of an n×n problem, or none where none are
/// wanted.
func checkVectors(_ name: StaticString, size n: Int, _ available: Int, wanted: Bool) {
  require(
    available == (wanted ? n * n : 0),
    "\(name) of a \(n)×\(n) matrix lie in a span of \(available) scalars, wanted: \(wanted)")
}
