internal import ElementwiseKernels
public import LinearAlgebra

extension IDXArray {
  /// Creates an array from numbers in row-major order.
  ///
  /// ```swift
  /// let labels = IDXArray([3, 1, 4] as [UInt8], shape: [3])
  /// ```
  /// - Precondition: `shape` has at most 255 dimensions, each in `0 ..< 2³²`, and their product is
  ///   the number of values.
  public init<Element: IDXElement>(_ values: [Element], shape: [Int]) {
    let size = Element.idxElementType.byteCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * size)
    for value in values {
      let bits = value.idxBitPattern
      for shift in stride(from: 8 * (size - 1), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
      }
    }
    self.init(elementType: Element.idxElementType, shape: shape, bytes: bytes)
  }

  /// Returns the elements in row-major order, or nil when they are of another type than asked for.
  ///
  /// - Complexity: O(n).
  @inlinable public func values<Element: IDXElement>(as type: Element.Type) -> [Element]? {
    guard Element.idxElementType == elementType else { return nil }
    let bytes = bytes.span
    return (0..<count).map { Self.element(type, at: $0, of: bytes) }
  }

  /// Returns the elements as whole numbers in row-major order, or nil when they are not whole
  /// numbers by their type.
  ///
  /// - Complexity: O(n).
  public func integers() -> [Int32]? {
    switch elementType {
    case .uint8: bytes.map(Int32.init)
    case .int8: values(as: Int8.self)?.map(Int32.init)
    case .int16: values(as: Int16.self)?.map(Int32.init)
    case .int32: values(as: Int32.self)
    case .float32, .float64: nil
    }
  }

  /// The shape as a matrix: the first dimension counts rows, the others are laid end to end.
  private var matrixShape: (rows: Int, columns: Int) {
    (rows: shape.first ?? 1, columns: shape.dropFirst().reduce(1, *))
  }

  /// Returns the elements as a matrix, one sample a row, each divided by `divisor`.
  ///
  /// The first dimension counts the rows, the others are laid end to end. Each element is rounded
  /// to `Scalar`, then divided, and so rounded once more.
  ///
  /// - Parameter divisor: What to divide by; 255 takes pixels to 0…1.
  /// - Returns: The matrix, [first dimension, product of the others].
  /// - Precondition: `divisor` is finite and not zero.
  /// - Complexity: O(n), one allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func matrix<Scalar: RealScalar>(dividedBy divisor: Scalar = 1) -> Matrix<Scalar> {
    require(divisor.isFinite && divisor != 0, "elements cannot be divided by \(divisor)")
    let (rows, columns) = matrixShape
    var matrix = Matrix<Scalar>(rows: rows, columns: columns)
    var target = matrix.mutableSpan
    let bytes = bytes.span
    if elementType == .uint8 {
      convert(bytes, dividingBy: divisor, into: &target)
      return matrix
    }
    for index in target.indices {
      let element: Scalar =
        switch elementType {
        case .uint8: Scalar(Self.element(UInt8.self, at: index, of: bytes))
        case .int8: Scalar(Self.element(Int8.self, at: index, of: bytes))
        case .int16: Scalar(Self.element(Int16.self, at: index, of: bytes))
        case .int32: Scalar(Self.element(Int32.self, at: index, of: bytes))
        case .float32: Scalar(Self.element(Float.self, at: index, of: bytes))
        case .float64: Scalar(Self.element(Double.self, at: index, of: bytes))
        }
      target[index] = element / divisor
    }
    return matrix
  }

  /// The element at a position, put together from its bytes.
  @inlinable static func element<Element: IDXElement>(
    _ type: Element.Type, at index: Int, of bytes: Span<UInt8>
  ) -> Element {
    let size = Element.idxElementType.byteCount
    var bits: Element.IDXBitPattern = 0
    for offset in index * size..<(index + 1) * size {
      bits = bits << 8 | Element.IDXBitPattern(truncatingIfNeeded: bytes[offset])
    }
    return Element(idxBitPattern: bits)
  }
}
