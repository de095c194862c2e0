/// A number type that IDX files hold.
///
/// Do not conform other types to it: the format defines these six.
public protocol IDXElement: Sendable {
  /// The bits of a number.
  associatedtype IDXBitPattern: FixedWidthInteger & UnsignedInteger

  /// The type as IDX names it.
  static var idxElementType: IDXArray.ElementType { get }

  /// Creates the number with these bits.
  init(idxBitPattern: IDXBitPattern)

  /// The bits of this number.
  var idxBitPattern: IDXBitPattern { get }
}

extension IDXElement where Self: FixedWidthInteger {
  /// Creates the number with these bits.
  @inlinable public init(idxBitPattern: IDXBitPattern) {
    self.init(truncatingIfNeeded: idxBitPattern)
  }

  /// The bits of this number.
  @inlinable public var idxBitPattern: IDXBitPattern { IDXBitPattern(truncatingIfNeeded: self) }
}

extension UInt8: IDXElement {
  /// The bits of a number.
  public typealias IDXBitPattern = UInt8
  /// The type as IDX names it.
  @inlinable public static var idxElementType: IDXArray.ElementType { .uint8 }
}

extension Int8: IDXElement {
  /// The bits of a number.
  public typealias IDXBitPattern = UInt8
  /// The type as IDX names it.
  @inlinable public static var idxElementType: IDXArray.ElementType { .int8 }
}

extension Int16: IDXElement {
  /// The bits of a number.
  public typealias IDXBitPattern = UInt16
  /// The type as IDX names it.
  @inlinable public static var idxElementType: IDXArray.ElementType { .int16 }
}

extension Int32: IDXElement {
  /// The bits of a number.
  public typealias IDXBitPattern = UInt32
  /// The type as IDX names it.
  @inlinable public static var idxElementType: IDXArray.ElementType { .int32 }
}

extension Float: IDXElement {
  /// The type as IDX names it.
  @inlinable public static var idxElementType: IDXArray.ElementType { .float32 }
  /// Creates the number with these bits.
  @inlinable public init(idxBitPattern: UInt32) { self.init(bitPattern: idxBitPattern) }
  /// The bits of this number.
  @inlinable public var idxBitPattern: UInt32 { bitPattern }
}

extension Double: IDXElement {
  /// The type as IDX names it.
  @inlinable public static var idxElementType: IDXArray.ElementType { .float64 }
  /// Creates the number with these bits.
  @inlinable public init(idxBitPattern: UInt64) { self.init(bitPattern: idxBitPattern) }
  /// The bits of this number.
  @inlinable public var idxBitPattern: UInt64 { bitPattern }
}
