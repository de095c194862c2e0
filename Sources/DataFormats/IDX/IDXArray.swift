internal import ElementwiseKernels

/// An array of numbers as an IDX file holds it: an element type, a shape, and big-endian bytes.
///
/// IDX is the format of MNIST and its relatives. The first dimension counts the samples.
///
/// ```swift
/// let images = try IDXArray(contentsOf: "train-images-idx3-ubyte.gz")
/// images.shape                                             // [60000, 28, 28]
/// let features: Matrix<Float> = images.matrix(dividedBy: 255)   // 60000×784
/// ```
/// - SeeAlso: Y. LeCun, C. Cortes, C. J. C. Burges, "The IDX file format", in
///   <http://yann.lecun.com/exdb/mnist/>
public struct IDXArray: Equatable, Sendable {
  /// The type of every element.
  public let elementType: ElementType
  /// The dimensions, slowest first; an array without dimensions holds one number.
  public let shape: [Int]
  /// The elements in row-major order, each with its most significant byte first.
  public let bytes: [UInt8]

  /// The element types that IDX defines, with the codes that stand for them in a file.
  public enum ElementType: UInt8, CaseIterable, Sendable {
    /// Whole numbers 0…255.
    case uint8 = 0x08
    /// Whole numbers −128…127.
    case int8 = 0x09
    /// Whole numbers of 16 bits.
    case int16 = 0x0B
    /// Whole numbers of 32 bits.
    case int32 = 0x0C
    /// IEEE 754 binary32.
    case float32 = 0x0D
    /// IEEE 754 binary64.
    case float64 = 0x0E

    /// The size of one element in bytes.
    public var byteCount: Int {
      switch self {
      case .uint8, .int8: 1
      case .int16: 2
      case .int32, .float32: 4
      case .float64: 8
      }
    }
  }

  /// Creates an array around bytes that are already big-endian.
  ///
  /// - Precondition: `shape` has at most 255 dimensions, each in `0 ..< 2³²`, and the number of
  ///   bytes is their product times the element's size.
  public init(elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    let header = IDXHeader(elementType: elementType, shape: shape)
    require(
      shape.count <= 255 && shape.allSatisfy { $0 >= 0 && $0 <= UInt32.max },
      "IDX cannot hold the shape \(shape)")
    require(
      bytes.count == header.payloadSize,
      "\(bytes.count) bytes do not fill a shape \(shape) of \(elementType)")
    self.elementType = elementType
    self.shape = shape
    self.bytes = bytes
  }

  /// The number of elements, the product of the dimensions.
  public var count: Int { bytes.count / elementType.byteCount }
}
