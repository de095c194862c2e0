import LinearAlgebra
import TestSupport
import Testing

/// The digits of printed numbers against NumPy's.
@Suite struct MatrixPrintingTests {
  /// A row of `printing.json`.
  struct Case: Decodable, Sendable {
    let scalar: String
    let columns: Int
    let bits: [Substring]
    let texts: [Substring]

    init(from decoder: any Decoder) throws {
      var parts = try decoder.unkeyedContainer()
      scalar = try parts.decode(String.self)
      columns = try parts.decode(Int.self)
      bits = try parts.decode(String.self).split(separator: " ")
      texts = try parts.decode(String.self).split(separator: " ")
    }
  }

  @Test func numbersAreThoseThatNumPyPrints() throws {
    let cases = try loadFixture("printing", from: .module) as [Case]
    #expect(cases.count > 900 && Set(cases.map(\.scalar)) == ["float32", "float64"])
    for item in cases {
      let text =
        if item.scalar == "float32" {
          matrix(item, item.bits.map { Float(bitPattern: UInt32($0, radix: 16) ?? .max) })
        } else {
          matrix(item, item.bits.map { Double(bitPattern: UInt64($0, radix: 16) ?? .max) })
        }
      let texts = text.filter { !"[] \n".contains($0) }.split(separator: ",")
      #expect(texts == item.texts, "\(item.scalar) \(item.bits)")
    }
  }

  private func matrix<Scalar: RealScalar>(_ item: Case, _ elements: [Scalar]) -> String {
    Matrix(rows: elements.count / item.columns, columns: item.columns, elements: elements)
      .description
  }

  /// What is read back is the number, to the digits that are shown.
  @Test func pointsAndExponentsAreAligned() {
    #expect(
      Matrix<Double>([[1e9, -0.25], [0, 3.125]]).description
        == "[[1.000e+09, -2.500e-01],\n [0.000e+00,  3.125e+00]]")
    #expect(
      Matrix<Double>([[100.5, 0.25], [-1, .nan]]).description
        == "[[100.5,   0.25],\n [ -1  , nan   ]]")
    #expect(Matrix<Double>([[1e-5, 1e100]]).description == "[[1e-005, 1e+100]]")
  }

  /// Real and imaginary parts have a format each; what is left out does not count.
  @Test func formatsAreThoseOfWhatIsShown() {
    let z: Matrix<Complex<Double>> = [[Complex(0.5, 1e9), Complex(2, -0.5)]]
    #expect(z.description == "[[0.5 + 1e+09i, 2 - 5e-01i]]")
    var large = Matrix<Double>(repeating: 0.5, rows: 1, columns: 2000)
    large[0, 1000] = 1e-9
    #expect(large.description == "[[0.5, 0.5, 0.5, …, 0.5, 0.5, 0.5]]  (1×2000)")
  }
}
