internal import CElementwise

/// How many elements are added up in one stretch of a long norm.
private let normStretch = 1 << 18

/// Adds up (g + a)² in double precision.
///
/// The order of addition is fixed by the elements' positions alone, so that any number of threads
/// gives the same bits.
///
/// - Parameters:
///   - gradient: g.
///   - accumulated: a, with as many elements, or none for zeros.
/// - Returns: The sum, and 0 for no elements; not finite if an element is not, nor where squares
///   of `Double` go beyond 1e308.
/// - Complexity: O(n), one read, no allocation below `UpdateThreads.splitCount` elements.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func squareNorm<Scalar: RealScalar>(
  of gradient: Span<Scalar>, plus accumulated: Span<Scalar> = Span()
) -> Double {
  let count = gradient.count
  require(
    accumulated.isEmpty || accumulated.count == count,
    "\(count) gradients cannot be added to \(accumulated.count)")
  let stretches = (count + normStretch - 1) / normStretch
  return unsafe gradient.withUnsafeBufferPointer { gradient in
    unsafe accumulated.withUnsafeBufferPointer { accumulated in
      guard let slope = gradient.baseAddress else { return 0 }
      // An empty array has an address too.
      let held = accumulated.isEmpty ? nil : accumulated.baseAddress
      func stretchNorm(_ index: Int) -> Double {
        let start = index * normStretch
        var result = 0.0
        unsafe descent_square_norm(
          Scalar.cScalar, min(normStretch, count - start), &result, slope + start,
          held.map { unsafe $0 + start })
        return result
      }
      if stretches == 1 { return stretchNorm(0) }
      return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: stretches) { norms in
        unsafe norms.initialize(repeating: 0)
        nonisolated(unsafe) let norms = unsafe norms
        forEachChunk(
          of: stretches, splitCount: 2, sleepCount: UpdateThreads.sleepCount / normStretch
        ) { _, start, length in
          for index in start..<start + length { unsafe norms[index] = stretchNorm(index) }
        }
        return unsafe norms.reduce(0, +)
      }
    }
  }
}

/// √Σ (g + a)²; not finite if and only if an element of g + a is not.
///
/// - Complexity: O(n), one read, and two more where squares of `Double` overflow.
package func euclideanNorm<Scalar: RealScalar>(
  of gradient: Span<Scalar>, plus accumulated: Span<Scalar> = Span()
) -> Double {
  let square = squareNorm(of: gradient, plus: accumulated)
  if square.isFinite { return square.squareRoot() }
  func element(_ index: Int) -> Double {
    Double(accumulated.isEmpty ? gradient[index] : accumulated[index] + gradient[index])
  }
  var largest = 0.0
  for index in gradient.indices {
    let magnitude = element(index).magnitude
    guard magnitude.isFinite else { return magnitude }
    largest = max(largest, magnitude)
  }
  var scaled = 0.0
  for index in gradient.indices {
    let ratio = element(index) / largest
    scaled += ratio * ratio
  }
  // Beyond the largest number the norm is finite all the same.
  return min(largest * scaled.squareRoot(), .greatestFiniteMagnitude)
}

/// Adds gradients to those held, or takes their place.
///
/// - Precondition: Both have the same count.
/// - Complexity: O(n), one pass, on several threads when it is large.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func accumulate<Scalar: RealScalar>(
  _ gradient: Span<Scalar>, into held: inout MutableSpan<Scalar>, replacing: Bool
) {
  let count = gradient.count
  require(held.count == count, "\(count) gradients cannot be added to \(held.count)")
  unsafe gradient.withUnsafeBufferPointer { gradient in
    unsafe held.withUnsafeMutableBufferPointer { held in
      guard let slope = gradient.baseAddress, let sum = held.baseAddress else { return }
      forEachChunk(of: count) { _, start, length in
        if replacing {
          unsafe (sum + start).update(from: slope + start, count: length)
        } else {
          unsafe descent_combine(
            Scalar.cScalar, length, DESCENT_ADD, sum + start, sum + start, slope + start)
        }
      }
    }
  }
}

/// Two buffers change places.
///
/// - Precondition: Both have the same count.
/// - Complexity: O(n), one pass.
package func exchange<Scalar: RealScalar>(
  _ left: inout MutableSpan<Scalar>, _ right: inout MutableSpan<Scalar>
) {
  require(left.count == right.count, "\(left.count) scalars cannot be exchanged for \(right.count)")
  let count = left.count
  unsafe left.withUnsafeMutableBytes { left in
    unsafe right.withUnsafeMutableBytes { right in
      unsafe descent_exchange(Scalar.cScalar, count, left.baseAddress, right.baseAddress)
    }
  }
}
