import LinearAlgebra

/// A scalar that can be made of its parts, which `MatrixScalar` promises of no type.
protocol TestScalar: MatrixScalar {
  /// The number with these parts, rounded; a real one has no imaginary part.
  init(parts real: Double, _ imaginary: Double)
}

extension TestScalar {
  static var isComplex: Bool { elementKind == .complex64 || elementKind == .complex128 }
  static var epsilon: Double { Double(RealPart.ulpOfOne) }
}

extension Float: TestScalar {
  init(parts real: Double, _ imaginary: Double) { self.init(real) }
}

extension Double: TestScalar {
  init(parts real: Double, _ imaginary: Double) { self = real }
}

extension Complex: TestScalar where RealType: RealScalar {
  init(parts real: Double, _ imaginary: Double) {
    self.init(RealType(real), RealType(imaginary))
  }
}
