internal import ComplexModule
internal import ElementwiseKernels

/// Where a routine writes eigenvalues: their real and imaginary parts where the scalars are real,
/// else the eigenvalues themselves into the first list.
@unsafe struct EigenvalueLists {
  let first: UnsafeMutableRawBufferPointer
  let second: UnsafeMutableRawBufferPointer

  /// Writes `count` complex numbers.
  func combine(_ kind: ElementKind, count: Int, into values: UnsafeMutableRawBufferPointer) {
    switch kind {
    case .float32: unsafe pair(count, as: Float.self, into: values)
    case .float64: unsafe pair(count, as: Double.self, into: values)
    case .complex64, .complex128:
      unsafe values.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: first[..<(count * kind.byteCounts.scalar)]))
    }
  }

  private func pair<Real: RealScalar>(
    _ count: Int, as type: Real.Type, into values: UnsafeMutableRawBufferPointer
  ) {
    let values = unsafe values.assumingMemoryBound(to: Complex<Real>.self)
    let realParts = unsafe first.assumingMemoryBound(to: Real.self)
    let imaginaryParts = unsafe second.assumingMemoryBound(to: Real.self)
    for index in 0..<count {
      unsafe values[index] = Complex(realParts[index], imaginaryParts[index])
    }
  }
}

extension Workspaces {
  /// The wrapper's own memory from a scalar on; none where the routine is only asked.
  func extra<Scalar>(from index: Int, of type: Scalar.Type) -> UnsafeMutableRawBufferPointer {
    unsafe asks ? extra : part(of: extra, from: index * MemoryLayout<Scalar>.stride)
  }
}
