internal import CElementwise
internal import ComplexModule

// One order of addition, whatever the instruction set, the thread count or the split: it is
// defined in CElementwise/sums.inc. All sums have the same bits everywhere; only a NaN may differ
// in its payload.

/// What is added up of each element.
package enum SumTerm: UInt32, CaseIterable, Sendable {
  /// The element, x.
  case values
  /// Its square, x², rounded before it is added.
  case squares
  /// Its modulus, |x|.
  case moduli

  fileprivate var cTerm: descent_term { descent_term(rawValue) }
}

/// How many elements ``sumBlocks(of:_:into:)`` adds up into one partial sum.
package let sumBlockSize = Int(DESCENT_SUM_BLOCK)

/// Σ x[i], or Σ x[i]²; 0 for no elements.
///
/// The error is that of about 39 + log₂(n / 4096) additions, not of n.
///
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func sum<Scalar: RealScalar>(
  of values: Span<Scalar>, _ term: SumTerm = .values
) -> Scalar {
  var result = Scalar.zero
  let count = values.count
  unsafe values.withUnsafeBytes { values in
    unsafe descent_sum(Scalar.cScalar, count, term.cTerm, &result, values.baseAddress, nil)
  }
  return result
}

/// Σ |x[i]|², over the real and imaginary parts as they lie; 0 for no elements.
///
/// For real numbers the bits of ``sum(of:_:)`` with ``SumTerm/squares``.
///
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func sumOfSquaredModuli<Scalar: MatrixScalar>(
  of values: Span<Scalar>
) -> Scalar.RealPart {
  var result = Scalar.RealPart.zero
  let parts = Scalar.realParts
  let count = values.count * parts.count
  unsafe values.withElementBytes { values in
    unsafe descent_sum(
      parts.scalar, count, SumTerm.squares.cTerm, &result, values.baseAddress, nil)
  }
  return result
}

/// Σ x[i]·y[i], every product rounded before it is added; 0 for no elements.
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func dot<Scalar: RealScalar>(_ left: Span<Scalar>, _ right: Span<Scalar>) -> Scalar {
  require(
    left.count == right.count, "left has \(left.count) elements, right has \(right.count)")
  var result = Scalar.zero
  let count = left.count
  unsafe left.withUnsafeBytes { left in
    unsafe right.withUnsafeBytes { right in
      unsafe descent_sum(
        Scalar.cScalar, count, DESCENT_PRODUCTS, &result, left.baseAddress, right.baseAddress)
    }
  }
  return result
}

/// The sum of each block of ``sumBlockSize`` elements; the last block may be shorter.
///
/// Blocks may be summed anywhere, in any order and on any number of threads:
/// ``addPartials(_:)`` makes of them the bits of ``sum(of:_:)``.
///
/// - Precondition: `partials` has one element per block begun.
/// - Complexity: O(n), one pass, no allocation.
package func sumBlocks<Scalar: RealScalar>(
  of values: Span<Scalar>, _ term: SumTerm = .values, into partials: inout MutableSpan<Scalar>
) {
  let count = values.count
  require(
    partials.count == (count + sumBlockSize - 1) / sumBlockSize,
    "\(count) elements do not make \(partials.count) blocks of \(sumBlockSize)")
  unsafe values.withUnsafeBytes { values in
    unsafe partials.withUnsafeMutableBytes { partials in
      unsafe descent_sum_blocks(
        Scalar.cScalar, count, term.cTerm, partials.baseAddress, values.baseAddress, nil)
    }
  }
}

/// The sum of the sums of consecutive blocks.
///
/// - Complexity: O(blocks), no allocation.
package func addPartials<Scalar: RealScalar>(_ partials: Span<Scalar>) -> Scalar {
  var result = Scalar.zero
  let count = partials.count
  unsafe partials.withUnsafeBytes { partials in
    unsafe descent_add_partials(Scalar.cScalar, count, &result, partials.baseAddress)
  }
  return result
}

/// One sum per row of a row-major matrix, each with the bits of ``sum(of:_:)`` over that row.
///
/// - Precondition: `values` has rows · columns elements, and `results` one per row.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func sumRows<Scalar: RealScalar>(
  rows: Int, columns: Int, _ values: Span<Scalar>, _ term: SumTerm = .values,
  into results: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(results.count == rows, "\(rows) rows do not make \(results.count) sums")
  unsafe values.withUnsafeBytes { values in
    unsafe results.withUnsafeMutableBytes { results in
      unsafe descent_sum_rows(
        Scalar.cScalar, rows, columns, term.cTerm, results.baseAddress, values.baseAddress, nil)
    }
  }
}

/// One sum per column of a row-major matrix.
///
/// Rows are added in ascending order within blocks of 256, and so are the blocks.
///
/// - Precondition: `values` has rows · columns elements, and `results` one per column.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func sumColumns<Scalar: RealScalar>(
  rows: Int, columns: Int, _ values: Span<Scalar>, _ term: SumTerm = .values,
  into results: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(results.count == columns, "\(columns) columns do not make \(results.count) sums")
  unsafe values.withUnsafeBytes { values in
    unsafe results.withUnsafeMutableBytes { results in
      unsafe descent_sum_columns(
        Scalar.cScalar, rows, columns, term.cTerm, results.baseAddress, values.baseAddress, nil)
    }
  }
}
