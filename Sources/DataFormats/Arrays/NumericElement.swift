public import LinearAlgebra

/// A Swift type for the elements of a ``NumericArray``.
///
/// Do not conform other types to it: files hold these, and their bits are copied as they lie in
/// memory.
public protocol NumericElement: Sendable {
  /// The type as files name it.
  static var elementType: ElementType { get }
}

extension Bool: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .bool }
}

extension UInt8: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .uint8 }
}

extension Int8: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .int8 }
}

extension UInt16: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .uint16 }
}

extension Int16: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .int16 }
}

extension UInt32: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .uint32 }
}

extension Int32: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .int32 }
}

extension UInt64: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .uint64 }
}

extension Int64: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .int64 }
}

extension Int: NumericElement {
  /// The type as files name it: an `Int` has 64 bits on every platform that the package serves.
  public static var elementType: ElementType { .int64 }
}

#if !(arch(x86_64) && (os(macOS) || targetEnvironment(macCatalyst)))
  extension Float16: NumericElement {
    /// The type as files name it.
    public static var elementType: ElementType { .float16 }
  }
#endif

extension BFloat16: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .bfloat16 }
}

extension Float: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .float32 }
}

extension Double: NumericElement {
  /// The type as files name it.
  public static var elementType: ElementType { .float64 }
}

extension Complex: NumericElement where RealType: RealScalar {
  /// The type as files name it.
  public static var elementType: ElementType { elementKind.elementType }
}

extension ElementKind {
  /// The type of a matrix's elements as files name it.
  var elementType: ElementType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .complex64: .complex64
    case .complex128: .complex128
    }
  }
}
