internal import BLASKernels

extension LAPACKStatus {
  /// Throws where an iteration was given up.
  ///
  /// - Throws: ``LinearAlgebraError/notConverged(count:)`` with the count that the routine gave.
  func requireConvergence() throws(LinearAlgebraError) {
    if case .failure(let count) = self { throw .notConverged(count: count) }
  }
}
