internal import ElementwiseKernels

/// An order of the numbers 0..<n, each of which comes once.
///
/// ```swift
/// let order: Permutation = [2, 0, 1]
/// a.permutedRows(by: order)                                            // rows 2, 0 and 1 of a
/// a.permutedRows(by: order).permutedRows(by: order.inverse) == a       // true
/// ```
public struct Permutation: Sendable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
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

  /// Takes over what is known to hold every number of 0..<n once.
  init(unchecked indices: [Int]) { self.indices = indices }

  /// How many numbers there are.
  public var count: Int { indices.count }

  /// What comes at a place, p[i].
  ///
  /// - Precondition: `0 ≤ place < count`.
  public subscript(place: Int) -> Int {
    require(place >= 0 && place < count, "place \(place) is outside 0..<\(count)")
    return indices[place]
  }

  /// The indices as an array of them prints, of more than 1,000 three from each end.
  public var description: String {
    if count <= 1000 { return "\(indices)" }
    let ends = [indices.prefix(3), indices.suffix(3)].map { end in
      end.map { "\($0)" }.joined(separator: ", ")
    }
    return "[" + ends.joined(separator: ", …, ") + "]  (\(count))"
  }

  /// Returns elements in this order: first that at place p[0], then that at p[1], ….
  ///
  /// What ``Matrix/permutedRows(by:)`` does to rows; a right-hand side goes along with them.
  ///
  /// ```swift
  /// let order: Permutation = [2, 0, 1]
  /// order.applied(to: ["a", "b", "c"])      // ["c", "a", "b"]
  /// ```
  /// - Precondition: There are ``count`` elements.
  /// - Complexity: O(n), one allocation.
  public func applied<Element>(to elements: [Element]) -> [Element] {
    require(
      elements.count == count, "a permutation of \(count) meets \(elements.count) elements")
    return indices.map { elements[$0] }
  }

  /// The permutation that undoes this one.
  ///
  /// - Complexity: O(n).
  public var inverse: Permutation {
    var result = indices
    for (place, index) in indices.enumerated() { result[index] = place }
    return Permutation(unchecked: result)
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
