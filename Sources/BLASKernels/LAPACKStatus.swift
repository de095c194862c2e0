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
}
