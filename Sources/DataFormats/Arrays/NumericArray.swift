internal import ElementwiseKernels

/// An array of numbers of any type and any number of dimensions, as npy, npz and safetensors files
/// hold them.
///
/// It is for storage and exchange: to compute, make a `Matrix` or an array of Swift of it, and one of
/// these of the result.
///
/// ```swift
/// let array = try NumericArray(contentsOfNPY: "images.npy")
/// array.shape                                                // [1000, 28, 28]
/// array.elementType                                          // float64
/// let matrix = try array.matrix(of: Float.self, .rounded)    // 1000×784
/// ```
/// Two arrays are equal when type, shape and every bit are: NaN equals itself, and 0 is not -0.
public struct NumericArray: Equatable, Sendable {
  /// The type of every element.
  public let elementType: ElementType
  /// The dimensions, slowest first; an array without dimensions holds one number.
  public let shape: [Int]
  /// The elements in row-major order, each with its least significant byte first.
  public let bytes: [UInt8]

  /// Creates an array around bytes in row-major order, the least significant byte of each element
  /// first.
  ///
  /// - Precondition: No dimension is negative, the number of bytes is their product times the
  ///   element's size, and truth values are 0 or 1.
  public init(elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    let size = elementType.byteCount(ofShape: shape)
    require(
      size == bytes.count, "\(bytes.count) bytes do not fill a shape \(shape) of \(elementType)")
    if elementType == .bool, let place = bytes.firstIndex(where: { $0 > 1 }) {
      fatalError("truth value \(place) is \(bytes[place]), neither 0 nor 1")
    }
    self.init(unchecked: elementType, shape: shape, bytes: bytes)
  }

  /// Creates an array of parts that are known to fit.
  init(unchecked elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    self.elementType = elementType
    self.shape = shape
    self.bytes = bytes
  }

  /// The number of elements, the product of the dimensions.
  public var count: Int { bytes.count / elementType.byteCount }
}
