/// A sum of products carried with twice the digits of its terms.
///
/// The sum is high + low. Each product and each addition is split into its rounded value and what
/// rounding left off, which both are exact (Ogita, Rump & Oishi 2005, "Accurate sum and dot
/// product", Dot2).
struct DoubledSum<Scalar: RealScalar> {
  private var high: Scalar
  private var low: Scalar = 0

  /// Starts with a number.
  @inline(__always) init(_ value: Scalar) { high = value }

  /// The sum, rounded once.
  @inline(__always) var rounded: Scalar { high + low }

  /// Adds a number.
  @inline(__always) mutating func add(_ value: Scalar) {
    let sum = high + value
    let shifted = sum - high
    low += (high - (sum - shifted)) + (value - shifted)
    high = sum
  }

  /// Adds a·b.
  @inline(__always) mutating func add(_ a: Scalar, times b: Scalar) {
    let product = a * b
    add(product)
    low += (-product).addingProduct(a, b)
  }
}

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
