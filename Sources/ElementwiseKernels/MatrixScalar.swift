public import ComplexModule
public import RealModule

/// A number type that matrices are made of: `Float`, `Double`, `Complex<Float>` or
/// `Complex<Double>`.
///
/// Write generic linear algebra against this protocol, and what needs an order or a rounding
/// against ``RealScalar``. Do not conform other types to it: the kernels behind ``elementKind``
/// exist for the four listed there, and trust that the conforming type has exactly that memory
/// layout.
public protocol MatrixScalar: AlgebraicField, Hashable, Sendable, Codable {
  /// The real numbers of the same precision; a real type's own.
  associatedtype RealPart: RealScalar

  /// Which compiled routines serve this type.
  static var elementKind: ElementKind { get }

  /// The number with the real part x and the imaginary part 0.
  init(real: RealPart)

  /// The part along the real axis: the number itself, if it is real.
  var realPart: RealPart { get }

  /// The part along the imaginary axis: 0, if the number is real.
  var imaginaryPart: RealPart { get }

  /// The number with the opposite imaginary part: itself, if it is real.
  var conjugated: Self { get }

  /// |x|, the distance from 0, without overflow on the way.
  var modulus: RealPart { get }
}

/// The C type behind an element of a matrix, as the routines below the fence name it.
public enum ElementKind: Int32, Sendable {
  /// IEEE 754 binary32, `float` in C; the letter s of BLAS.
  case float32 = 0
  /// IEEE 754 binary64, `double` in C; the letter d of BLAS.
  case float64 = 1
  /// Two binary32, real and imaginary part, `float _Complex` in C; the letter c of BLAS.
  case complex64 = 2
  /// Two binary64, real and imaginary part, `double _Complex` in C; the letter z of BLAS.
  case complex128 = 3
}

extension MatrixScalar where Self: RealScalar {
  /// The number itself.
  @inlinable public init(real: Self) { self = real }
  /// The number itself.
  @inlinable public var realPart: Self { self }
  /// 0.
  @inlinable public var imaginaryPart: Self { 0 }
  /// The number itself.
  @inlinable public var conjugated: Self { self }
  /// |x|.
  @inlinable public var modulus: Self { magnitude }
}

extension Complex: MatrixScalar where RealType: RealScalar {
  /// The real numbers of the same precision.
  public typealias RealPart = RealType

  /// The routines of `float _Complex` or `double _Complex`.
  @inlinable public static var elementKind: ElementKind {
    RealType.scalarKind == .float32 ? .complex64 : .complex128
  }

  /// The number with the real part x and the imaginary part 0.
  @inlinable public init(real: RealType) { self.init(real, 0) }

  /// The part along the real axis as it is stored, where `real` gives NaN for all that is not
  /// finite.
  @inlinable public var realPart: RealType { rawStorage.x }

  /// The part along the imaginary axis as it is stored.
  @inlinable public var imaginaryPart: RealType { rawStorage.y }

  /// The number with the opposite imaginary part.
  @inlinable public var conjugated: Complex { conjugate }

  /// |x|, the distance from 0, without overflow on the way.
  @inlinable public var modulus: RealType { length }
}
