import DataFormats
import LinearAlgebra
import Testing

@Suite("Numeric arrays")
struct NumericArrayTests {
  @Test("Values of every type come back")
  func values() {
    func check<Element: NumericElement & Equatable>(_ values: [Element], _ type: ElementType) {
      let array = NumericArray(values)
      #expect(array.elementType == type && array.shape == [values.count])
      #expect(array.count == values.count)
      #expect(array.bytes.count == values.count * type.byteCount)
      #expect(array.values(as: Element.self) == values)
      #expect(NumericArray(elementType: type, shape: array.shape, bytes: array.bytes) == array)
      if type != .int8 { #expect(array.values(as: Int8.self) == nil) }
    }
    check([true, false, true], .bool)
    check([0, 255] as [UInt8], .uint8)
    check([-128, 127] as [Int8], .int8)
    check([0, .max] as [UInt16], .uint16)
    check([.min, .max] as [Int16], .int16)
    check([0, .max] as [UInt32], .uint32)
    check([.min, .max] as [Int32], .int32)
    check([0, .max] as [UInt64], .uint64)
    check([.min, .max] as [Int64], .int64)
    check([.min, .max] as [Int], .int64)
    #if !(arch(x86_64) && os(macOS))
      check([1.5, -0.0, .infinity] as [Float16], .float16)
    #endif
    check([BFloat16(1.5), BFloat16(-Float.infinity)], .bfloat16)
    check([1.5, -0.0, .leastNonzeroMagnitude] as [Float], .float32)
    check([1.5, -0.0, .leastNonzeroMagnitude] as [Double], .float64)
    check([Complex<Float>(1, -2)], .complex64)
    check([Complex<Double>(1, -2)], .complex128)
    #expect(NumericArray([1, 256] as [Int16]).bytes == [1, 0, 0, 1])
    #expect(NumericArray([Complex<Float>(1, -2)]).bytes == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
  }

  private func problem(
    _ array: NumericArray, _ type: ElementType, _ conversion: NumberConversion
  ) -> DataFormatError.Problem? {
    do throws(DataFormatError) {
      _ = try array.converted(to: type, conversion, name: "x")
      return nil
    } catch {
      #expect(error.file == "x")
      return error.problem
    }
  }

  @Test("Numbers that both types have come over, between any two types")
  func exact() throws {
    let types = ElementType.allCases
    for source in types {
      for target in types {
        let array = try NumericArray([0, 1, 1, 0, 1] as [UInt8]).converted(to: source)
        let result = try array.converted(to: target)
        #expect(result.elementType == target && result.shape == [5])
        #expect(try result.converted(to: .uint8).values(as: UInt8.self) == [0, 1, 1, 0, 1])
        #expect(try array.converted(to: target, .rounded) == result)
      }
    }
    let large = NumericArray([.min, -1, .max] as [Int64])
    #expect(try large.converted(to: .int64) == large)
    #expect(
      problem(large, .float64, .exact)
        == .unrepresentable(element: [2], found: "9223372036854775807", type: .float64))
    #expect(
      problem(large, .uint64, .rounded)
        == .unrepresentable(element: [0], found: "-9223372036854775808", type: .uint64))
    let unsigned = NumericArray([.max, 1 << 63] as [UInt64])
    #expect(
      problem(unsigned, .int64, .exact)
        == .unrepresentable(element: [0], found: "18446744073709551615", type: .int64))
    #expect(
      try unsigned.converted(to: .float32, .rounded).values(as: Float.self) == [0x1p64, 0x1p63])
    let whole = NumericArray([3, -128, -0.0] as [Double])
    #expect(try whole.converted(to: .int8).values(as: Int8.self) == [3, -128, 0])
    #expect(
      problem(whole, .uint8, .rounded)
        == .unrepresentable(element: [1], found: "-128.0", type: .uint8))
    #expect(
      problem(whole, .bool, .rounded)
        == .unrepresentable(element: [0], found: "3.0", type: .bool))
  }

  @Test("What a type does not have is refused, or rounded once, if that is asked for")
  func rounding() throws {
    let third = NumericArray([0.5, 1.0 / 3] as [Double], shape: [1, 2])
    #expect(
      problem(third, .float32, .exact)
        == .unrepresentable(element: [0, 1], found: "0.3333333333333333", type: .float32))
    #expect(
      try third.converted(to: .float32, .rounded).values(as: Float.self) == [0.5, Float(1.0 / 3)])
    #expect(
      problem(NumericArray([2.5, .nan] as [Double]), .int32, .rounded)
        == .unrepresentable(element: [1], found: "nan", type: .int32))
    #expect(
      try NumericArray([2.5, 3.5, -0.5] as [Double]).converted(to: .int32, .rounded)
        .values(as: Int32.self) == [2, 4, 0])
    let large = NumericArray([1e300, .infinity, -.infinity, .nan] as [Double])
    #expect(
      problem(large, .float32, .rounded)
        == .unrepresentable(element: [0], found: "1e+300", type: .float32))
    let special = NumericArray([.infinity, -.infinity, .nan, -0.0] as [Double])
    for type in [ElementType.float16, .bfloat16, .float32, .complex64, .complex128] {
      let back = try special.converted(to: type).converted(to: .float64)
      let values = try #require(back.values(as: Double.self))
      #expect(values[0] == .infinity && values[1] == -.infinity && values[2].isNaN, "\(type)")
      #expect(values[3] == 0 && values[3].sign == .minus, "\(type)")
    }
    let complex = NumericArray([Complex<Double>(1, 0), Complex(0.1, -1)])
    for conversion in [NumberConversion.exact, .rounded] {
      #expect(
        problem(complex, .float64, conversion)
          == .unrepresentable(element: [1], found: "0.1-1.0i", type: .float64))
    }
    #expect(
      problem(complex, .complex64, .exact)
        == .unrepresentable(element: [1], found: "0.1-1.0i", type: .complex64))
    #expect(
      try complex.converted(to: .complex64, .rounded).values(as: Complex<Float>.self)
        == [Complex(1, 0), Complex(0.1, -1)])
  }

  @Test("A fault far into an array is found at its place")
  func place() {
    var values = [Double](repeating: 1, count: 30_000)
    values[20_007] = 0.1
    #expect(
      problem(NumericArray(values, shape: [10, 30, 100]), .float32, .exact)
        == .unrepresentable(element: [6, 20, 7], found: "0.1", type: .float32))
  }

  private func check<Scalar: MatrixScalar>(_ type: Scalar.Type) throws {
    for array in arraysOfEveryType(seed: 5, shapes: [[2, 3, 2], [4], [], [0, 3]]) {
      guard !array.elementType.isComplex || Scalar.elementKind.rawValue >= 2 else { continue }
      let kind: ElementType = NumericArray(Matrix<Scalar>(rows: 0, columns: 0)).elementType
      // Random bits are no numbers of a narrower type, mostly.
      guard let expected = try? array.converted(to: kind, .rounded) else { continue }
      let matrix = try array.matrix(of: type, .rounded)
      #expect(matrix.rows == array.shape.first ?? 1)
      #expect(matrix.count == array.count)
      #expect(NumericArray(matrix).bytes == expected.bytes)
    }
  }

  @Test("Arrays of every type become matrices of every type")
  func matrices() throws {
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }
}
