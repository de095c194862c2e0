internal import ElementwiseKernels
public import LinearAlgebra

extension NumericArray {
  /// Creates an array from numbers in row-major order.
  ///
  /// ```swift
  /// let labels = NumericArray([3, 1, 4] as [Int64])
  /// let image = NumericArray(pixels, shape: [28, 28])
  /// ```
  /// - Parameters:
  ///   - values: The elements.
  ///   - shape: The dimensions; nil for one alone.
  /// - Precondition: No dimension is negative, and their product is the number of values.
  /// - Complexity: O(n), one allocation.
  public init<Element: NumericElement>(_ values: [Element], shape: [Int]? = nil) {
    self.init(
      elementType: Element.elementType, shape: shape ?? [values.count],
      bytes: ElementwiseKernels.bytes(of: values.span))
  }

  /// Creates an array of two dimensions, rows and columns.
  ///
  /// - Complexity: O(n), one allocation.
  public init<Scalar: MatrixScalar>(_ matrix: Matrix<Scalar>) {
    self.init(
      unchecked: Scalar.elementKind.elementType, shape: [matrix.rows, matrix.columns],
      bytes: ElementwiseKernels.bytes(of: matrix.span))
  }

  /// Returns the elements in row-major order, or nil when they are of another type than asked for.
  ///
  /// - Complexity: O(n), one allocation.
  public func values<Element: NumericElement>(as type: Element.Type) -> [Element]? {
    Element.elementType == elementType ? numbers(type, from: bytes.span) : nil
  }

  /// Returns the elements as numbers of another type.
  ///
  /// ```swift
  /// let weights = try array.converted(to: .float16, .rounded)
  /// ```
  /// - Parameters:
  ///   - type: The type of the result.
  ///   - conversion: What becomes of numbers that the type does not have.
  ///   - name: What to call the array in an error.
  /// - Returns: An array of the same shape.
  /// - Throws: ``DataFormatError/Problem/unrepresentable(element:found:type:)`` for the first number
  ///   that the conversion does not allow.
  /// - Complexity: O(n).
  public func converted(
    to type: ElementType, _ conversion: NumberConversion = .exact, name: String = "array"
  ) throws(DataFormatError) -> NumericArray {
    if type == elementType { return self }
    var result: [UInt8] = []
    result.reserveCapacity(count * type.byteCount)
    for start in stride(from: 0, to: count, by: NumberBlock.capacity) {
      let end = min(start + NumberBlock.capacity, count)
      let part = bytes[start * elementType.byteCount..<end * elementType.byteCount]
      let block = NumberBlock(Array(part), of: elementType, .littleEndian)
      let encoded = block.encoded(as: type, conversion)
      if let index = encoded.fault {
        throw DataFormatError(
          name,
          .unrepresentable(
            element: place.position(of: start + index), found: block.text(at: index), type: type))
      }
      result += encoded.bytes
    }
    return NumericArray(unchecked: type, shape: shape, bytes: result)
  }

  /// Returns the elements of an array of one dimension as an array of Swift.
  ///
  /// - Parameters:
  ///   - type: The type of the result's elements.
  ///   - conversion: What becomes of numbers that the type does not have.
  ///   - name: What to call the array in an error.
  /// - Returns: The elements.
  /// - Throws: ``DataFormatError`` when the array has another number of dimensions, or for the first
  ///   number that the conversion does not allow.
  /// - Complexity: O(n).
  public func vector<Element: NumericElement>(
    of type: Element.Type, _ conversion: NumberConversion = .exact, name: String = "array"
  ) throws(DataFormatError) -> [Element] {
    guard shape.count == 1 else {
      throw DataFormatError(
        name, .unexpectedContent(expected: "one dimension", found: "\(elementType) of \(shape)"))
    }
    let converted = try converted(to: Element.elementType, conversion, name: name)
    return numbers(type, from: converted.bytes.span)
  }

  /// Returns the elements as a matrix: the first dimension counts the rows, the others are laid end
  /// to end, and an array of one dimension is a column.
  ///
  /// - Parameters:
  ///   - type: The type of the matrix's elements.
  ///   - conversion: What becomes of numbers that the type does not have.
  ///   - name: What to call the array in an error.
  /// - Returns: The matrix, [first dimension, product of the others].
  /// - Throws: ``DataFormatError/Problem/unrepresentable(element:found:type:)`` for the first number
  ///   that the conversion does not allow.
  /// - Complexity: O(n), one allocation besides small ones.
  public func matrix<Scalar: MatrixScalar>(
    of type: Scalar.Type = Scalar.self, _ conversion: NumberConversion = .exact,
    name: String = "array"
  ) throws(DataFormatError) -> Matrix<Scalar> {
    try ByteStore(bytes: bytes, name: name).matrix(at: place, conversion)
  }

  /// Where the elements lie in ``bytes``.
  private var place: ArrayPlace {
    ArrayPlace(
      elementType: elementType, byteOrder: .littleEndian, order: .rowMajor, shape: shape,
      offset: 0, byteCount: bytes.count)
  }
}
