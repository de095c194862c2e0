import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// What the definitions promise, of every factorization for seeded matrices of every class, shape
/// and precision.
///
/// `DEVIATIONS=1` prints how near each check came to its bound.
@Suite struct FactorizationPropertiesTests {
  /// One shape per seed.
  static let shapes = [
    (0, 0), (0, 3), (3, 0), (1, 1), (1, 7), (7, 1), (2, 2), (2, 2), (3, 3), (3, 3), (7, 7), (7, 7),
    (13, 5), (5, 13), (31, 13), (13, 31), (31, 31), (64, 64), (64, 7), (7, 64),
  ]

  @Test(arguments: MatrixClass.allCases)
  func hold(of kind: MatrixClass) {
    var found = Findings()
    func check<Scalar: TestScalar>(_ properties: [Property<Scalar>]) {
      for (index, shape) in Self.shapes.enumerated() {
        let sample = Sample<Scalar>(
          kind, rows: shape.0, columns: shape.1, seed: UInt64(1000 + 31 * index))
        for property in properties {
          found.place = sample.description
          do {
            try property.check(sample, &found)
          } catch {
            found.check("\(property.name) throws \(error)", false)
          }
        }
      }
    }
    check(Property<Float>.all + Property<Float>.refined)
    check(Property<Double>.all + Property<Double>.refined)
    check(Property<Complex<Float>>.all)
    check(Property<Complex<Double>>.all)
    #expect(found.ratios.count >= 70)
    let faults = found.faults.prefix(10).joined(separator: "\n")
    #expect(found.faults.isEmpty, "\(found.faults.count) in all, such as\n\(faults)")
    guard ProcessInfo.processInfo.environment["DEVIATIONS"] != nil else { return }
    for (what, ratio) in found.ratios.sorted(by: { $0.key < $1.key }) {
      print(kind, what, String(format: "%.4f", ratio), separator: "\t")
    }
  }
}

extension Property {
  static var all: [Property] { elimination + orthogonal + spectral }
}
