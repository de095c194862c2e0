internal import ElementwiseKernels

extension ElementType {
  /// Returns elements with their bytes turned around, in a complex one those of both parts.
  func swapped(_ bytes: [UInt8]) -> [UInt8] {
    switch isComplex ? byteCount / 2 : byteCount {
    case 1: bytes
    case 2: Self.swapped(bytes, as: UInt16.self)
    case 4: Self.swapped(bytes, as: UInt32.self)
    default: Self.swapped(bytes, as: UInt64.self)
    }
  }

  private static func swapped<Word: FixedWidthInteger>(
    _ bytes: [UInt8], as type: Word.Type
  ) -> [UInt8] {
    let words = numbers(type, from: bytes.span).map(\.byteSwapped)
    return ElementwiseKernels.bytes(of: words.span)
  }

  /// Returns the elements of an array in row-major order, which are in column-major order.
  func reordered(_ bytes: [UInt8], fromColumnMajor shape: [Int]) -> [UInt8] {
    reordered(bytes, shape)
  }

  /// Returns the elements of an array in column-major order, which are in row-major order.
  func reordered(_ bytes: [UInt8], toColumnMajor shape: [Int]) -> [UInt8] {
    // Row-major order is the column-major order of the reversed dimensions.
    reordered(bytes, shape.reversed())
  }

  private func reordered(_ bytes: [UInt8], _ shape: [Int]) -> [UInt8] {
    switch byteCount {
    case 1: Self.reordered(bytes, as: UInt8.self, shape)
    case 2: Self.reordered(bytes, as: UInt16.self, shape)
    case 4: Self.reordered(bytes, as: UInt32.self, shape)
    case 8: Self.reordered(bytes, as: UInt64.self, shape)
    default: Self.reordered(bytes, as: SIMD2<UInt64>.self, shape)
    }
  }

  /// Goes through the places of the result, the last dimension fastest, and takes each element from
  /// where the first dimension is.
  private static func reordered<Word>(
    _ bytes: [UInt8], as type: Word.Type, _ shape: [Int]
  ) -> [UInt8] {
    let source = numbers(type, from: bytes.span)
    guard shape.count > 1, let last = shape.last, !source.isEmpty else { return bytes }
    // How far apart two neighbours along each dimension lie in the source.
    var distances: [Int] = []
    for dimension in shape { distances.append((distances.last ?? 1) * dimension) }
    distances = [1] + distances.dropLast()
    var result: [Word] = []
    result.reserveCapacity(source.count)
    var position = [Int](repeating: 0, count: shape.count)
    var start = 0
    let step = distances[shape.count - 1]
    while result.count < source.count {
      for index in 0..<last { result.append(source[start + index * step]) }
      var axis = shape.count - 2
      while axis >= 0 {
        position[axis] += 1
        start += distances[axis]
        if position[axis] < shape[axis] { break }
        start -= shape[axis] * distances[axis]
        position[axis] = 0
        axis -= 1
      }
    }
    return ElementwiseKernels.bytes(of: result.span)
  }
}
