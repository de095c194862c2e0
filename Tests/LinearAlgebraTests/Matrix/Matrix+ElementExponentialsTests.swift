import Foundation
import LinearAlgebra
import Testing

@Suite struct MatrixElementExponentialsTests {
  // Around the pieces in which the kernel is fed, which are 2048 long.
  @Test(arguments: [0, 1, 7, 2047, 2048, 2049, 6001])
  func everyElementIsItsExponential(_ count: Int) {
    let numbers = (0..<count).map { 20 * sin(Double($0)) }
    let doubles = Matrix(rows: 1, columns: count, elements: numbers).elementExponentials()
    let floats = Matrix(rows: count, columns: 1, elements: numbers.map { Float($0) })
      .elementExponentials()
    #expect(doubles.rows == 1 && doubles.columns == count && floats.rows == count)
    for (index, x) in numbers.enumerated() {
      let expected = exp(x)
      // The C library's own error, below 1 ulp, beside the 2 ulp that are promised.
      #expect(abs(doubles[0, index] - expected) <= 3 * expected.ulp)
      let expectedFloat = Float(exp(Double(Float(x))))
      #expect(abs(floats[index, 0] - expectedFloat) <= 2.5 * expectedFloat.ulp)
    }
  }

  @Test func edgesAreThoseOfTheExponential() {
    let edges = Matrix(
      rows: 1, columns: 5, elements: [0, -Double.infinity, .infinity, .nan, 1000])
    let result = edges.elementExponentials()
    #expect(result[0, 0] == 1 && result[0, 1] == 0 && result[0, 2] == .infinity)
    #expect(result[0, 3].isNaN && result[0, 4] == .infinity)
  }
}
