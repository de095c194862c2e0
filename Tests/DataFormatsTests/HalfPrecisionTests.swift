import DataFormats
import LinearAlgebra
import Testing

/// The formats of 16 bits: all their numbers, and the rounding to them.
@Suite("Half precision")
struct HalfPrecisionTests {
  private let patterns = Array(0...UInt16.max)

  private func floats(_ type: ElementType, _ patterns: [UInt16]) throws -> [Float] {
    let words = NumericArray(patterns)
    let array = NumericArray(elementType: type, shape: words.shape, bytes: words.bytes)
    return try #require(try array.converted(to: .float32).values(as: Float.self))
  }

  private func bits(_ type: ElementType, _ values: [Double]) throws -> [UInt16] {
    // What is too large for the type is refused otherwise.
    let array = try NumericArray(values).converted(to: type, .rounded)
    let words = NumericArray(elementType: .uint16, shape: array.shape, bytes: array.bytes)
    return try #require(words.values(as: UInt16.self))
  }

  @Test("Every number of bfloat16 is the upper half of a Float")
  func everyBrain() throws {
    let floats = try floats(.bfloat16, patterns)
    for (pattern, value) in zip(patterns, floats) {
      let expected = Float(bitPattern: UInt32(pattern) << 16)
      #expect(value.bitPattern == expected.bitPattern || value.isNaN && expected.isNaN)
      let back = BFloat16(value)
      #expect(back.bitPattern == pattern || value.isNaN && Float(back).isNaN)
    }
  }

  /// Numbers around the middles between neighbours, where rounding decides.
  private func hardNumbers(_ numbers: [Float], seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    let finite = numbers.filter { $0.isFinite && $0 >= 0 }.sorted()
    var values: [Double] = []
    for (low, high) in zip(finite, finite.dropFirst()) where low < high {
      let middle = (Double(low) + Double(high)) / 2
      values += [middle, -middle, middle.nextUp, middle.nextDown]
      values.append(Double.random(in: Double(low)...Double(high), using: &generator))
    }
    return values + [.leastNonzeroMagnitude, 1e-300, -1e-60, 0, -0.0, .infinity]
  }

  #if !(arch(x86_64) && os(macOS))
    @Test("Every number of float16 is that of Swift's Float16, and comes back")
    func everyHalf() throws {
      for (pattern, value) in zip(patterns, try floats(.float16, patterns)) {
        let expected = Float(Float16(bitPattern: pattern))
        #expect(value.bitPattern == expected.bitPattern || value.isNaN && expected.isNaN)
      }
      let finite = patterns.filter { !Float16(bitPattern: $0).isNaN }
      #expect(try bits(.float16, floats(.float16, finite).map { Double($0) }) == finite)
    }

    @Test("Numbers are rounded to float16 as Swift does")
    func roundingToHalf() throws {
      let values = hardNumbers(try floats(.float16, patterns), seed: 3)
      let expected = values.map { Float16($0).bitPattern }
      #expect(try bits(.float16, values) == expected)
      #expect(try bits(.float16, [65519.99, -65519.99]) == [0x7BFF, 0xFBFF])
      for value in [65520, 65536, 1e10, -1e300] as [Double] {
        #expect(throws: DataFormatError.self) { try bits(.float16, [value]) }
      }
    }
  #endif

  /// The nearest number by comparing with both neighbours in `Double`, where all are exact.
  private func nearestBrain(_ value: Double) -> UInt16 {
    let magnitude = value.magnitude
    // Toward zero first: the float below, and its upper half.
    var float = Float(magnitude)
    if Double(float) > magnitude { float = float.nextDown }
    let low = UInt16(truncatingIfNeeded: float.bitPattern >> 16)
    let below = magnitude - Double(Float(bitPattern: UInt32(low) << 16))
    let above = Double(Float(bitPattern: UInt32(low + 1) << 16)) - magnitude
    let nearest = below < above || below == above && low % 2 == 0 ? low : low + 1
    return nearest | (value.sign == .minus ? 0x8000 : 0)
  }

  @Test("Numbers are rounded to bfloat16 once, from Double, Float and whole numbers")
  func roundingToBrain() throws {
    let numbers = try floats(.bfloat16, patterns)
    let values = hardNumbers(numbers, seed: 4).filter { $0.isFinite && $0.magnitude < 3e38 }
    #expect(values.count > 100_000)
    #expect(try bits(.bfloat16, values) == values.map { nearestBrain($0) })
    for value in values {
      let float = Float(value)
      #expect(BFloat16(float).bitPattern == nearestBrain(Double(float)))
    }
    #expect(Float(BFloat16(Float.nan)).isNaN)
    #expect(Float(BFloat16(Float(bitPattern: 0x7F80_0001))).isNaN)
    #expect(Float(BFloat16(Float.greatestFiniteMagnitude)) == .infinity)
    // 2⁶² + 2⁵⁴ lies in the middle of two numbers; one more is nearer to the upper one.
    let middle: Int64 = 1 << 62 + 1 << 54
    let whole = [middle, middle + 1, middle - 1, -middle - 1, -middle + 1]
    let rounded = try NumericArray(whole).converted(to: .bfloat16, .rounded)
    #expect(
      try rounded.converted(to: .float64).values(as: Double.self)
        == [0x1p62, 0x1.02p62, 0x1p62, -0x1.02p62, -0x1p62])
    #expect(
      try NumericArray([UInt64.max]).converted(to: .bfloat16, .rounded)
        .converted(to: .float64).values(as: Double.self) == [0x1p64])
  }
}
