public import RealModule

/// The C type behind a real scalar, as the kernels below the fence name it.
public enum ScalarKind: Int32, Sendable {
  /// IEEE 754 binary32, `float` in C.
  case float32 = 0
  /// IEEE 754 binary64, `double` in C.
  case float64 = 1
}

/// A real number type that every kernel of this package is compiled for: `Float` or `Double`.
///
/// Write generic numeric code against this protocol. Do not conform other types to it: the kernels
/// behind ``scalarKind`` exist for the two listed there, and trust that the conforming type has
/// exactly that memory layout.
public protocol RealScalar: MatrixScalar, BinaryFloatingPoint, Real, SIMDScalar
where RawExponent == UInt, RealPart == Self {
  /// Which compiled kernel serves this type.
  static var scalarKind: ScalarKind { get }
}

extension Float: RealScalar {
  /// `float` kernels.
  @inlinable public static var scalarKind: ScalarKind { .float32 }
  /// The letter s of BLAS.
  @inlinable public static var elementKind: ElementKind { .float32 }
}

extension Double: RealScalar {
  /// `double` kernels.
  @inlinable public static var scalarKind: ScalarKind { .float64 }
  /// The letter d of BLAS.
  @inlinable public static var elementKind: ElementKind { .float64 }
}
