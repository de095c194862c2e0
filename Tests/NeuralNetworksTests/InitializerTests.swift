import Descent
import TestSupport
import Testing

@testable import NeuralNetworks

@Suite struct InitializerTests {
  private static let (fanIn, fanOut) = (200, 100)

  private func draw(_ initializer: Initializer, seed: UInt64 = 1) -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return initializer.makeValues(
      rows: Self.fanIn, columns: Self.fanOut, fanIn: Self.fanIn, fanOut: Self.fanOut,
      using: &generator)
  }

  /// The bound of a uniform distribution and the standard deviation of each.
  static let distributions: [(Initializer, bound: Double?, deviation: Double)] = {
    let glorot = (6.0 / 300).squareRoot()
    let he = (6.0 / 200).squareRoot()
    let pytorch = 1 / 200.0.squareRoot()
    return [
      (.glorotUniform, glorot, glorot / 3.0.squareRoot()),
      (.glorotNormal, nil, (2.0 / 300).squareRoot()),
      (.heUniform, he, he / 3.0.squareRoot()),
      (.heNormal, nil, (2.0 / 200).squareRoot()),
      (.pytorchDefault, pytorch, pytorch / 3.0.squareRoot()),
    ]
  }()

  @Test(arguments: distributions.indices)
  func hasTheSpreadOfItsFormula(_ index: Int) {
    let (initializer, bound, deviation) = Self.distributions[index]
    let values = Array(draw(initializer).span)
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + $1 * $1 } / count
    // Five standard errors of a mean and of a variance over 20,000 draws; the kurtosis of a normal
    // distribution, 3, is the larger of the two.
    #expect(mean.magnitude <= 5 * deviation / count.squareRoot())
    #expect(
      (variance / (deviation * deviation) - 1).magnitude <= 5 * (2 / count).squareRoot())
    if let bound {
      let largest = values.map(\.magnitude).max() ?? 0
      #expect(largest <= bound && largest >= 0.999 * bound)
    }
  }

  @Test func zerosAreZero() {
    #expect(draw(.zeros) == Matrix(rows: Self.fanIn, columns: Self.fanOut))
  }

  @Test func orthogonalColumnsAreOrthonormal() {
    let q = draw(.orthogonal)
    let gram = q.transposed() * q
    // Householder vectors are orthonormal to about n·ε.
    #expect(
      gram.isApproximatelyEqual(
        to: .identity(Self.fanOut), absoluteTolerance: 200 * Double.ulpOfOne,
        relativeTolerance: 0))
  }

  @Test func theSeedDecides() {
    for initializer in [Initializer.glorotUniform, .heNormal, .orthogonal] {
      #expect(draw(initializer, seed: 3) == draw(initializer, seed: 3))
      #expect(draw(initializer, seed: 3) != draw(initializer, seed: 4))
    }
  }
}
