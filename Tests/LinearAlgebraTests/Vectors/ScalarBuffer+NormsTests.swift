import LinearAlgebra
import TestSupport
import Testing

@Suite struct ScalarBufferNormsTests {
  private let orders = [-Double.infinity, -2, -1, 0, 0.5, 1, 1.5, 2, 3, 10, .infinity]

  @Test(arguments: [1, 2, 7, 64])
  func followTheDefinition(_ n: Int) {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) {
      var noise = NoiseGenerator(seed: UInt64(n))
      let drawn: Matrix<Scalar> = noise.matrix(1, n)
      let sizes = drawn[row: 0].map { Double($0.modulus) }
      for order in orders {
        let expected =
          switch order {
          case .infinity: sizes.max() ?? .nan
          case -.infinity: sizes.min() ?? .nan
          case 0: Double(n)
          default: pow(sizes.map { pow($0, order) }.reduce(0, +), 1 / order)
          }
        let actual = Double(drawn[row: 0].vectorNorm(order: Scalar.RealPart(order)))
        // Each term has a few roundings and p times that of the quotient, the sum n of them; the
        // root divides all by p.
        let bound = expected * Double(4 + n) * (1 + 1 / max(abs(order), 0.5)) * Scalar.epsilon
        #expect(abs(actual - expected) <= bound, "\(n), \(order), \(type)")
      }
    }
    check(Float.self)
    check(Double.self)
    check(Complex<Float>.self)
    check(Complex<Double>.self)
  }

  private func pow(_ x: Double, _ y: Double) -> Double { Double.pow(x, y) }

  @Test func neitherOverflowNorVanishOnTheWay() {
    let large = [3e200, -3e200, 3e200], small = [3e-200, 3e-200, 3e-200]
    for order in [0.5, 1, 1.5, 3, 10] {
      let root = Double.pow(3, 1 / order)
      #expect(
        isClose([large.vectorNorm(order: order)], [3e200 * root], absolute: 0, relative: 1e-15))
      #expect(
        isClose([small.vectorNorm(order: order)], [3e-200 * root], absolute: 0, relative: 1e-15))
      #expect(large.vectorNorm(order: -order).isFinite && small.vectorNorm(order: -order) > 0)
    }
    // The greatest term decides, which is that of the least scalar for p < 0.
    #expect(isClose([[1e200, 1].vectorNorm(order: 3)], [1e200], absolute: 0, relative: 1e-15))
    #expect(isClose([[1e-200, 1].vectorNorm(order: -3)], [1e-200], absolute: 0, relative: 1e-15))
  }

  @Test func ofSpecialNumbers() {
    let none: [Double] = []
    let (zeros, endless, broken) = ([0.0, 0], [1, -Double.infinity], [1, Double.nan])
    for order in orders {
      #expect(none.vectorNorm(order: order) == (order < 0 ? .infinity : 0), "\(order)")
      #expect(zeros.vectorNorm(order: order) == 0, "\(order)")
      #expect(broken.vectorNorm(order: order).isNaN, "\(order)")
      let complex = [Complex(1, 0), Complex(.nan, 1)]
      #expect(complex.vectorNorm(order: order).isNaN, "\(order)")
      if order > 0 { #expect(endless.vectorNorm(order: order) == .infinity) }
      if order < 0 { #expect(endless.vectorNorm(order: order) == 1) }
    }
    #expect(endless.vectorNorm(order: 0) == 2 && [0.0, 5].vectorNorm(order: -1) == 0)
    #expect(Matrix<Double>([[3, 0], [0, -4]]).vectorNorm(order: 1) == 7)
    #expect([3.0, 4].norm() == 5 && none.norm() == 0 && zeros.norm() == 0)
    #expect(endless.norm() == .infinity && broken.norm().isNaN)
  }

  /// The squares leave the range of the type, real and complex; the norm does not.
  @Test func theEuclideanNormHasTheWholeRange() {
    #expect(
      isClose(
        [[Complex(3e200, 0), Complex(0, 4e200)].norm()], [5e200], absolute: 0, relative: 1e-15))
    let small: [Complex<Float>] = [Complex(0, 3e-30), Complex(4e-30, 0)]
    #expect(ulps(small.norm(), 5e-30) <= 3)
    #expect([Complex(0, -Double.infinity), 1].norm() == .infinity)
    #expect([Complex(1, Double.nan)].norm().isNaN)
    #expect(Matrix<Complex<Double>>([[Complex(1, 2)], [Complex(-4, 2)]]).norm() == 5)
    let least = Double.leastNonzeroMagnitude
    #expect([least].norm() == least)
  }
}
