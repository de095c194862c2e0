import LinearAlgebra
import Testing

@testable import DataFormats

/// Decimal numbers against the standard library, which rounds correctly and slowly.
@Suite("Decimal numbers")
struct DecimalRoundingTests {
  private func read<Scalar: RealScalar>(_ text: String, as type: Scalar.Type) -> Scalar? {
    let bytes = Array(text.utf8)
    let number = DecimalText(bytes.span, from: 0, to: bytes.count)
    guard number.digitCount > 0, number.end == bytes.count else { return nil }
    return DecimalRounding<Scalar>().nearest(to: number, in: bytes.span, from: 0)
  }

  private func check(_ text: String) {
    let double = read(text, as: Double.self)
    let float = read(text, as: Float.self)
    #expect(double?.bitPattern == Double(text)?.bitPattern, "\(text)")
    #expect(float?.bitPattern == Float(text)?.bitPattern, "\(text)")
  }

  @Test("Powers of five are those of the published table")
  func powers() {
    let words = PowersOfFive.shared.words
    #expect(words.count == 2 * 651)
    func entry(_ exponent: Int) -> [UInt64] {
      Array(words[2 * (exponent + 342)..<2 * (exponent + 343)])
    }
    #expect(entry(0) == [1 << 63, 0])
    #expect(entry(1) == [0xA000_0000_0000_0000, 0])
    #expect(entry(-1) == [0xCCCC_CCCC_CCCC_CCCC, 0xCCCC_CCCC_CCCC_CCCD])
    #expect(entry(-342) == [0xEEF4_53D6_923B_D65A, 0x113F_AA29_06A1_3B3F])
    #expect(entry(308) == [0x8E67_9C2F_5E44_FF8F, 0x570F_09EA_A7EA_7648])
  }

  @Test("Every exponent, with few digits and with many")
  func exponents() {
    var generator = SeededGenerator(seed: 20_261_121)
    for exponent in -365...330 {
      for shift in [0, 1, 11, 40, 60] {
        let digits = UInt64.random(in: 0...UInt64.max, using: &generator) >> UInt64(shift)
        check("\(digits)e\(exponent)")
        check("-0.\(digits)e\(exponent)")
        check("\(digits).\(digits)E+\(exponent.magnitude)")
      }
    }
  }

  @Test("Shortest texts give the number back, and middles go to the even one")
  func middles() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      let number = Float(bitPattern: UInt32.random(in: 0..<0x7F7F_FFFF, using: &generator))
      check("\(number)")
      let middle = (Double(number) + Double(number.nextUp)) / 2
      for beside in [middle.nextDown, middle, middle.nextUp] {
        check("\(beside)")
        check(beside.description.replacing("e", with: "0000000000e"))
      }
      let wide = Double(bitPattern: UInt64.random(in: 0..<0x7FEF_FFFF_FFFF_FFFF, using: &generator))
      check("\(wide)")
      check("-\(wide)")
    }
    // Whole numbers of 54 bits in the middle, beyond which more digits decide.
    for number in [9_007_199_254_740_993, 9_007_199_254_740_995, 16_777_217, 16_777_219] {
      check("\(number)")
      check("\(number).0000000000")
      check("\(number)." + String(repeating: "0", count: 900))
      check("\(number)." + String(repeating: "0", count: 900) + "1")
      check("\(number)" + String(repeating: "0", count: 850) + "1e-851")
    }
  }

  @Test("The ends of the range")
  func ends() {
    for text in [
      "0", "-0", "0.0e99", "1e-400", "-1e-400", "1e400", "-1e400", "1e999999999999999999999",
      "1e-999999999999999999999", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
      "2.2250738585072011e-308", "2.2250738585072014e-308", "1.7976931348623157e308",
      "1.7976931348623158e308", "1.7976931348623159e308", "3.4028234663852886e38", "3.4028235e38",
      "3.4028235677973366e38", "3.4028235677973365e38", "1e39", "1.401298464324817e-45",
      "7.006492321624085e-46", "7.006492321624086e-46", "1.1754943508222875e-38",
      "1.17549429e-38", "18446744073709551615", "18446744073709551616", "9999999999999999999",
      "99999999999999999999", ".5", "5.", "+5", "-.5e1", "000000000000000000000000000012.5",
      "0." + String(repeating: "0", count: 400) + "125e401",
      "125" + String(repeating: "0", count: 400) + "e-401",
    ] {
      check(text)
    }
  }

  @Test("What is no number") func nonsense() {
    for text in [
      "", "+", "-", ".", "-.", "e5", ".e5", "1e", "1e+", "1 ", "1,5", "0x10", "--1", "1.2.3",
    ] {
      #expect(read(text, as: Double.self) == nil, "\(text)")
    }
  }
}
