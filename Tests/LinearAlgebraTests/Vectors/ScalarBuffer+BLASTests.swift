import LinearAlgebra
import TestSupport
import Testing

@Suite struct ScalarBufferBLASTests {
  private typealias C = Complex<Double>

  @Test(arguments: [0, 1, 2, 3, 7, 31, 64, 1001])
  func agreesWithTheDefinition(_ n: Int) {
    check(n, as: Float.self)
    check(n, as: Double.self)
    check(n, as: Complex<Float>.self)
    check(n, as: Complex<Double>.self)
  }

  func check<Scalar: TestScalar>(_ n: Int, as type: Scalar.Type) {
    var noise = NoiseGenerator(seed: UInt64(n))
    let drawn: Matrix<Scalar> = noise.matrix(2, n)
    let (x, y) = (drawn[row: 0], drawn[row: 1])
    // |fl(xᵀy) − xᵀy| ≤ γₙ|x|ᵀ|y| (Higham, section 3.1), with |xᵢ| ≤ √2.
    let bound = 16 * Double(n + 1) * Double(Scalar.RealPart.ulpOfOne)
    let plain = zip(x, y).reduce(Scalar(real: 0)) { $0 + $1.0 * $1.1 }
    let conjugated = zip(x, y).reduce(Scalar(real: 0)) { $0 + $1.0.conjugated * $1.1 }
    #expect(Double((x.dotProduct(y) - plain).modulus) <= bound)
    #expect(Double((x.conjugateDotProduct(y) - conjugated).modulus) <= bound)
    let alpha = Scalar(parts: 1.5, -0.25)
    var sum = y
    sum.addScaled(x, by: alpha)
    var scaled = x
    scaled.scale(by: alpha)
    for index in 0..<n {
      #expect(Double((sum[index] - (y[index] + alpha * x[index])).modulus) <= bound)
      #expect(Double((scaled[index] - alpha * x[index]).modulus) <= bound)
    }
    let squares = x.reduce(0) { $0 + Double($1.modulus) * Double($1.modulus) }
    #expect(abs(Double(x.norm()) - squares.squareRoot()) <= bound)
    let sizes = x.map { Double($0.realPart.magnitude) + Double($0.imaginaryPart.magnitude) }
    #expect(abs(Double(x.absoluteSum) - sizes.reduce(0, +)) <= bound)
    let greatest = sizes.max()
    #expect(x.indexOfGreatestMagnitude.map { sizes[$0] } == greatest)
  }

  @Test func worksOnMatricesAndComplexNumbers() {
    let a: Matrix<Double> = [[3, 0], [0, 4]]
    #expect(a.norm() == 5 && a.absoluteSum == 7 && a.indexOfGreatestMagnitude == 3)
    #expect([C(0, 1)].dotProduct([C(0, 1)]) == -1)
    #expect([C(0, 1)].conjugateDotProduct([C(0, 1)]) == 1)
    #expect([1e200, 1e200].norm() == 1e200 * 2.0.squareRoot())
  }
}
