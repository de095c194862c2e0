internal import BLASKernels
internal import ComplexModule
internal import RealModule

extension LDLFactorization {
  /// L, D and p with A[p, p] = L·D·Lᴴ, or with Lᵀ for a symmetric complex A.
  ///
  /// Row i of A[p, p] is row p[i] of A, with its elements in the order of p.
  ///
  /// - Complexity: O(n²); two matrices.
  public var parts: (lower: Matrix<Scalar>, blockDiagonal: Matrix<Scalar>, permutation: [Int]) {
    var lower = Matrix<Scalar>.identity(order)
    var middle = Matrix<Scalar>(rows: order, columns: order)
    var permutation = Array(0..<order)
    for block in blocks {
      // An exchange moves the rows of all columns before it; LAPACK leaves that to the reader.
      let last = block.upperBound - 1
      let partner = Int(pivots[last].magnitude) - 1
      permutation.swapAt(last, partner)
      for column in 0..<block.lowerBound {
        (lower[last, column], lower[partner, column]) =
          (lower[partner, column], lower[last, column])
      }
      for column in block {
        for row in column..<order {
          // The factors are column-major.
          let element = factors[column, row]
          if row > last {
            lower[row, column] = element
          } else {
            middle[row, column] = element
            if row > column { middle[column, row] = mirrored(element) }
          }
        }
      }
    }
    return (lower, middle, permutation)
  }

  /// Returns the product of the factors in the order of A, which is A but for rounding.
  ///
  /// - Complexity: O(n³); four matrices.
  public func reconstructed() -> Matrix<Scalar> {
    let (lower, middle, permutation) = parts
    let product = (lower * middle).multiplied(
      by: lower, leftOperation: .none,
      rightOperation: symmetry == .hermitian ? .adjoint : .transpose)
    var result = Matrix<Scalar>(rows: order, columns: order)
    for (row, target) in permutation.enumerated() {
      for (column, targetColumn) in permutation.enumerated() {
        result[target, targetColumn] = product[row, column]
      }
    }
    return result
  }

  /// How many eigenvalues of A are positive, negative and exactly zero, by Sylvester's law of
  /// inertia.
  ///
  /// Nil for a complex symmetric matrix, whose eigenvalues are not real.
  ///
  /// - Complexity: O(n).
  public var inertia: (positive: Int, negative: Int, zero: Int)? {
    guard symmetry.conjugates(Scalar.self) || Scalar.self == Scalar.RealPart.self else {
      return nil
    }
    var result = (positive: 0, negative: 0, zero: 0)
    for block in blocks {
      if block.count == 2 {
        // The pivoting takes two at once only where their determinant is negative.
        result.positive += 1
        result.negative += 1
      } else {
        let pivot = factors[block.lowerBound, block.lowerBound].realPart
        if pivot > 0 {
          result.positive += 1
        } else if pivot < 0 {
          result.negative += 1
        } else {
          result.zero += 1
        }
      }
    }
    return result
  }

  /// The determinant, with its sign: the product of the determinants of the blocks of D.
  ///
  /// Partial products never overflow. An empty matrix has the determinant 1.
  ///
  /// - Complexity: O(n).
  public var determinant: Scalar { blockProduct.value }

  /// The determinant as `sign` · exp(`logarithm`), where the determinant itself is out of range.
  ///
  /// The sign is 1 or −1, or for a complex symmetric matrix a number of modulus 1; the logarithm is
  /// ln |det A|. A singular matrix has the sign 0 and the logarithm −∞.
  ///
  /// - Complexity: O(n).
  public var logDeterminant: (sign: Scalar, logarithm: Scalar.RealPart) {
    blockProduct.logarithm
  }

  private var blockProduct: ScaledProduct<Scalar> {
    var product = ScaledProduct<Scalar>()
    for block in blocks {
      let first = block.lowerBound
      guard block.count == 2 else {
        product.multiply(by: factors[first, first])
        continue
      }
      // In a block of order 2 the element off the diagonal dominates: divided by it, nothing grows.
      let (off, mirror) = (factors[first, first + 1], mirrored(factors[first, first + 1]))
      let rest =
        factors[first, first] / off * (factors[first + 1, first + 1] / mirror) - 1
      if symmetry == .hermitian {
        product.multiply(by: Scalar(real: off.modulus))
        product.multiply(by: Scalar(real: off.modulus))
        product.multiply(by: Scalar(real: rest.realPart))
      } else {
        product.multiply(by: off)
        product.multiply(by: off)
        product.multiply(by: rest)
      }
    }
    return product
  }

  /// The rows of each block of D, from the first to the last.
  private var blocks: [Range<Int>] {
    var blocks: [Range<Int>] = []
    var start = 0
    while start < order {
      let end = start + (pivots[start] < 0 ? 2 : 1)
      blocks.append(start..<end)
      start = end
    }
    return blocks
  }

  private func mirrored(_ element: Scalar) -> Scalar {
    symmetry == .hermitian ? element.conjugated : element
  }
}
