internal import ElementwiseKernels

/// What a LAPACK routine has to say about the data it was given.
package enum LAPACKStatus: Equatable, Sendable {
  /// The routine did its work.
  case success
  /// The data has a property that stopped the routine; what `index`, counted from one, means is
  /// the routine's to say (a zero pivot, a minor that is not positive, an eigenvalue not found).
  case failure(index: Int)

  /// Translates the `info` of a routine, in this one place.
  ///
  /// A negative `info` says that our own call was wrong, so it stops the program.
  init(info: Int32, from routine: StaticString) {
    require(info >= 0, "\(routine) refused its argument \(-info)")
    self = info == 0 ? .success : .failure(index: Int(info))
  }

  /// The status with a count where a routine names a part of a matrix.
  ///
  /// When divide and conquer fails on rows and columns i to j of a tridiagonal matrix of order n,
  /// counted from one, LAPACK reports i·(n + 1) + j. As many values as the part has rows are missing
  /// at most. Up to n the report is a count already.
  package func countingPart(ofOrder n: Int) -> LAPACKStatus {
    guard case .failure(let report) = self, report > n else { return self }
    return .failure(index: report % (n + 1) - report / (n + 1) + 1)
  }
}
