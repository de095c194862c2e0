internal import ElementwiseKernels
internal import LinearAlgebra

/// Where the elements of an array lie in a file, and how.
struct ArrayPlace {
  let elementType: ElementType
  let byteOrder: ByteOrder
  let order: ElementOrder
  let shape: [Int]
  /// The byte of the file at which the elements begin.
  let offset: Int
  /// How many bytes they are, which the file is known to have.
  let byteCount: Int

  var count: Int { byteCount / elementType.byteCount }

  /// The same bytes with the dimensions the other way round, so that they are in row-major order.
  var reversed: ArrayPlace {
    ArrayPlace(
      elementType: elementType, byteOrder: byteOrder, order: .rowMajor, shape: shape.reversed(),
      offset: offset, byteCount: byteCount)
  }

  /// The shape as a matrix: the first dimension counts rows, the others are laid end to end.
  var matrixShape: (rows: Int, columns: Int) {
    (rows: shape.first ?? 1, columns: shape.dropFirst().reduce(1, *))
  }

  /// Where an element stands, one number for each dimension.
  func position(of index: Int) -> [Int] {
    var rest = index
    var position: [Int] = []
    for dimension in shape.reversed() {
      position.append(rest % dimension)
      rest /= dimension
    }
    return position.reversed()
  }
}

extension ByteStore {
  /// Reads an array as it is.
  func array(at place: ArrayPlace) throws(DataFormatError) -> NumericArray {
    var bytes = try read(place.offset..<place.offset + place.byteCount)
    if place.elementType == .bool, let index = bytes.firstIndex(where: { $0 > 1 }) {
      throw DataFormatError(
        name, .notATruthValue(element: place.position(of: index), found: bytes[index]))
    }
    if place.byteOrder == .bigEndian { bytes = place.elementType.swapped(bytes) }
    if place.order == .columnMajor {
      bytes = place.elementType.reordered(bytes, fromColumnMajor: place.shape)
    }
    return NumericArray(unchecked: place.elementType, shape: place.shape, bytes: bytes)
  }

  /// Reads an array as a matrix: the first dimension counts rows, the others are laid end to end.
  func matrix<Scalar: MatrixScalar>(
    at place: ArrayPlace, _ conversion: NumberConversion
  ) throws(DataFormatError) -> Matrix<Scalar> {
    if place.order == .columnMajor, place.shape.count > 2 {
      return try array(at: place).matrix(of: Scalar.self, conversion, name: name)
    }
    let isReversed = place.order == .columnMajor && place.shape.count == 2
    let (rows, columns) = (isReversed ? place.reversed : place).matrixShape
    try requireMemory(for: place.count, of: MemoryLayout<Scalar>.stride)
    var matrix = Matrix<Scalar>(unwrittenRows: rows, columns: columns)
    var elements = matrix.mutableSpan
    try read(place, into: &elements, conversion)
    return isReversed ? matrix.transposed() : matrix
  }

  /// Overwrites scalars with the elements of an array, in the order in which they lie in the file.
  ///
  /// - Precondition: There are as many.
  func read<Scalar: MatrixScalar>(
    _ place: ArrayPlace, into scalars: inout MutableSpan<Scalar>, _ conversion: NumberConversion
  ) throws(DataFormatError) {
    if place.elementType == Scalar.elementKind.elementType {
      try read(at: place.offset, into: &scalars)
      if place.byteOrder == .bigEndian { swapBytes(of: &scalars) }
      return
    }
    let size = place.elementType.byteCount
    for start in stride(from: 0, to: place.count, by: NumberBlock.capacity) {
      let end = min(start + NumberBlock.capacity, place.count)
      let bytes = try read(place.offset + start * size..<place.offset + end * size)
      if place.elementType == .bool, let index = bytes.firstIndex(where: { $0 > 1 }) {
        throw DataFormatError(
          name, .notATruthValue(element: place.position(of: start + index), found: bytes[index]))
      }
      let block = NumberBlock(bytes, of: place.elementType, place.byteOrder)
      let encoded = block.encoded(as: Scalar.elementKind.elementType, conversion)
      if let index = encoded.fault {
        let isReversed = place.order == .columnMajor
        let position = (isReversed ? place.reversed : place).position(of: start + index)
        throw DataFormatError(
          name,
          .unrepresentable(
            element: isReversed ? position.reversed() : position, found: block.text(at: index),
            type: Scalar.elementKind.elementType))
      }
      var slice = scalars.slice(start..<end)
      copyBytes(encoded.bytes.span, into: &slice)
    }
  }
}
