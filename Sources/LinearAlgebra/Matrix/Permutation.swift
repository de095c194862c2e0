internal import ElementwiseKernels

/// An order of the numbers 0..<n, each of which comes once.
///
/// ```swift
/// let order: Permutation = [2, 0, 1]
/// a.permutedRows(by: order)                                            // rows 2, 0 and 1 of a
/// a.permutedRows(by: order).permutedRows(by: order.inverse) == a       // true
/// ```
public struct Permutation: Sendable, Equatable, ExpressibleByArrayLiteral {
  /// What comes at each place: p[i] at place i.
  public let indices: [Int]

  /// Creates a permutation from what comes at each place.
  ///
  /// - Precondition: Every number of `0..<indices.count` comes once.
  /// - Complexity: O(n), one allocation.
  public init(_ indices: [Int]) {
    var isUsed = [Bool](repeating: false, count: indices.count)
    for index in indices {
      require(
        isUsed.indices.contains(index), "\(index) is outside 0..<\(indices.count): \(indices)")
      require(!isUsed[index], "\(index) comes twice: \(indices)")
      isUsed[index] = true
    }
    self.indices = indices
  }

  /// Creates a permutation from a literal, such as `[2, 0, 1]`.
  ///
  /// - Precondition: Every number of 0..<n comes once.
  public init(arrayLiteral indices: Int...) { self.init(indices) }

  /// How many numbers there are.
  public var count: Int { indices.count }

  /// The permutation that undoes this one.
  ///
  /// - Complexity: O(n).
  public var inverse: Permutation {
    var result = indices
    for (place, index) in indices.enumerated() { result[index] = place }
    return Permutation(result)
  }

  /// Whether an even number of exchanges makes it: whether its matrix has the determinant 1, not
  /// −1.
  ///
  /// - Complexity: O(n), one allocation.
  public var isEven: Bool {
    // A cycle of k takes k − 1 exchanges.
    var isSeen = [Bool](repeating: false, count: count)
    var isEven = true
    for start in indices where !isSeen[start] {
      isSeen[start] = true
      var index = indices[start]
      while index != start {
        isSeen[index] = true
        index = indices[index]
        isEven.toggle()
      }
    }
    return isEven
  }

  /// Returns the permutation matrix P with (P·A)[i, j] = A[p[i], j].
  ///
  /// - Complexity: O(n²), two allocations.
  public func matrix<Scalar>(as type: Scalar.Type = Scalar.self) -> Matrix<Scalar> {
    Matrix.identity(count).permutedRows(by: self)
  }
}
