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
