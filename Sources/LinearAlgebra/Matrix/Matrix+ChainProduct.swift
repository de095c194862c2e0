internal import ElementwiseKernels

extension Matrix {
  /// Returns the product of several matrices, multiplied in the order that takes the least work.
  ///
  /// The result is the same as that of `a * b * c` up to rounding, but the way there can be much
  /// shorter: a column times a row times a matrix of n×n takes O(n³) from left to right, and O(n²)
  /// from right to left.
  ///
  /// ```swift
  /// let column = Matrix<Double>(columns: [[1, 2, 3]])
  /// Matrix.product(of: [column, column.transposed(), column])     // column · 14, with 6 products
  /// ```
  /// - Parameter factors: The matrices, the leftmost first.
  /// - Returns: The product, with the rows of the first and the columns of the last.
  /// - Precondition: There is a matrix, and each has as many columns as the next has rows.
  /// - Complexity: O(k³) for k matrices to find the order, before the k − 1 products.
  /// - SeeAlso: Cormen, Leiserson, Rivest and Stein, "Introduction to Algorithms", 3rd edition,
  ///   section 15.2.
  public static func product(of factors: [Matrix]) -> Matrix {
    guard let last = factors.last else { fatalError("a product of no matrices has no shape") }
    for (index, (left, right)) in Swift.zip(factors, factors.dropFirst()).enumerated() {
      require(
        left.columns == right.rows,
        "factor \(index) is \(left.rows)×\(left.columns), "
          + "factor \(index + 1) is \(right.rows)×\(right.columns)")
    }
    let order = ChainOrder(lengths: factors.map(\.rows) + [last.columns])
    func product(_ range: Range<Int>) -> Matrix {
      if range.count == 1 { return factors[range.lowerBound] }
      let middle = order.split(of: range)
      return product(range.lowerBound..<middle) * product(middle..<range.upperBound)
    }
    return product(0..<factors.count)
  }
}

/// Where to cut a chain of matrices so that multiplying the two parts takes the least work.
private struct ChainOrder {
  private let count: Int
  private var splits: [Int]

  /// Finds the order for matrices of which the one at i is `lengths[i]`×`lengths[i + 1]`.
  init(lengths: [Int]) {
    count = lengths.count - 1
    splits = [Int](repeating: 0, count: count * count)
    // Multiplications, which three lengths of 32 bits can make too many for an Int.
    var costs = [Double](repeating: 0, count: count * count)
    let sizes = lengths.map(Double.init)
    for width in stride(from: 2, through: count, by: 1) {
      for first in 0...count - width {
        let last = first + width - 1
        var least = Double.infinity
        for middle in first + 1...last {
          let cost =
            costs[first * count + middle - 1] + costs[middle * count + last]
            + sizes[first] * sizes[middle] * sizes[last + 1]
          if cost < least { (least, splits[first * count + last]) = (cost, middle) }
        }
        costs[first * count + last] = least
      }
    }
  }

  /// The first factor of the right part.
  func split(of range: Range<Int>) -> Int {
    splits[range.lowerBound * count + range.upperBound - 1]
  }
}
