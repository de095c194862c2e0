import Descent
import Testing

/// `Descent` alone brings all that complex numbers can do: nothing in this target imports more.
@Suite struct ComplexNumbersTests {
  @Test func divideWithoutAnotherImport() {
    let (z, w) = (Complex(4.0, 2), Complex(0.0, 2))
    #expect(z / w == Complex(1, -2))
    var quotient = z
    quotient /= w
    #expect(quotient == Complex(1, -2) && 2 / w == Complex(0, -1))
    let matrix: Matrix<Complex<Double>> = [[z, w]]
    #expect((matrix / w)[0, 0] == z / w && (1 / matrix)[0, 1] == 1 / w)
    #expect(Complex.sqrt(Complex(-4.0, 0)) == w)
  }
}
