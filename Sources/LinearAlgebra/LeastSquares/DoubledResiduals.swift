internal import ElementwiseKernels

/// Overwrites `result` with b − r − A·x, A being row-major, rounded once per element.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
func residual<Scalar: RealScalar>(
  _ b: Span<Scalar>, _ r: Span<Scalar>, _ a: Span<Scalar>, _ x: Span<Scalar>,
  into result: inout MutableSpan<Scalar>
) {
  for row in b.indices {
    var sum = DoubledSum(b[row])
    sum.add(-r[row])
    let start = row * x.count
    for column in x.indices { sum.add(-a[start + column], times: x[column]) }
    result[row] = sum.rounded
  }
}

/// Overwrites `result` with −Aᵀ·r, A being row-major, rounded once per element.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
func adjointResidual<Scalar: RealScalar>(
  _ a: Span<Scalar>, _ r: Span<Scalar>, into result: inout MutableSpan<Scalar>
) {
  let columns = result.count
  var sums = [DoubledSum<Scalar>](repeating: DoubledSum(0), count: columns)
  // Row by row, as A lies in memory.
  for row in r.indices {
    let (start, factor) = (row * columns, -r[row])
    for column in 0..<columns { sums[column].add(a[start + column], times: factor) }
  }
  for column in 0..<columns { result[column] = sums[column].rounded }
}
