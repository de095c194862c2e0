import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// The linear regression data sets that the National Institute of Standards and Technology
/// certifies 15 digits of the answers to.
///
/// `DEVIATIONS=1 swift test --filter RegressionTests` prints the digits, ours and NumPy's.
///
/// - SeeAlso: <https://www.itl.nist.gov/div898/strd/lls/lls.shtml>
@Suite struct RegressionTests {
  struct DataSet: Decodable {
    let name: String
    let matrix: [[Double]]
    let y: [Double]
    let certified: [Double]
    let residualDeviation: Double
    /// The fewest correct digits with any of OpenBLAS's kernels.
    let numpyDigits, gelsdDigits, gelsyDigits, qrDigits: Double
    let polyfitDigits: Double?
  }

  /// How much of a digit luck with the last roundings may cost against NumPy.
  ///
  /// A factor of 4, beside the fewest digits that the peer has with any of OpenBLAS's kernels: rounding
  /// otherwise alone moves them by up to 1.5. Refinement must not lose at all, and the default must win
  /// on average.
  static let fraction = 0.6

  /// What refinement reaches: all that the certified values have, but for the last roundings.
  ///
  /// The data of these two are no binary fractions: rounding them alone costs digits.
  static let leastRefinedDigits = ["Wampler2": 13.1, "Norris": 14.0]

  @Test func asManyDigitsAsNumPy() throws {
    let sets: [DataSet] = try loadFixture("regression", from: .module)
    #expect(sets.map(\.name) == ["Longley", "Norris"] + (1...5).map { "Wampler\($0)" })
    var report = [
      "| data set | refined | QR | complete orthogonal | singular values | numpy.linalg.lstsq "
        + "| NumPy QR | SciPy gelsy | fit | numpy.polyfit |",
      "|---|---|---|---|---|---|---|---|---|---|",
    ]
    var advantage = 0.0
    for set in sets {
      let a = Matrix<Double>(set.matrix)
      let refined = try a.refinedLeastSquares(set.y)
      let refinedDigits = correctDigits(refined.coefficients, set.certified)
      #expect(refinedDigits >= Self.leastRefinedDigits[set.name, default: 14.4], "\(set.name)")
      #expect(refinedDigits >= set.numpyDigits, "\(set.name)")
      checkDeviation(refined, set)
      var line = [refinedDigits]
      let peers: [LeastSquaresMethod: Double] = [
        .qr: set.qrDigits, .completeOrthogonal: set.gelsyDigits, .singularValues: set.gelsdDigits,
      ]
      for method in LeastSquaresMethod.allCases {
        let found = try a.leastSquares(set.y, method: method)
        #expect(found.rank == set.certified.count)
        let digits = correctDigits(found.coefficients, set.certified)
        line.append(digits)
        #expect(digits >= set.numpyDigits - Self.fraction, "\(set.name) by \(method)")
        #expect(
          digits >= (peers[method] ?? .infinity) - Self.fraction,
          "\(set.name) by \(method): \(digits)")
        checkDeviation(found, set)
      }
      advantage += correctDigits(try a.leastSquares(set.y).coefficients, set.certified)
      advantage -= set.numpyDigits
      line += [set.numpyDigits, set.qrDigits, set.gelsyDigits]
      if let polyfitDigits = set.polyfitDigits {
        let x = set.matrix.map { $0[1] }
        let fitted = try Polynomial.fit(x: x, y: set.y, degree: set.certified.count - 1)
        let digits = correctDigits(fitted.coefficients, set.certified)
        #expect(digits >= polyfitDigits - 0.01, "\(set.name)")
        line += [digits, polyfitDigits]
      }
      report.append(
        "| \(set.name) | " + line.map { String(format: "%.2f", $0) }.joined(separator: " | ") + " |"
      )
    }
    #expect(advantage >= 0, "\(advantage) digits in all")
    if ProcessInfo.processInfo.environment["DEVIATIONS"] != nil {
      print(report.joined(separator: "\n"))
    }
  }

  /// The residual deviation, too, is certified; where it is 0, what remains is rounding.
  private func checkDeviation(_ found: LeastSquaresSolution<Double>, _ set: DataSet) {
    let freedom = Double(set.y.count - set.certified.count)
    let deviation = (found.residualSumsOfSquares[0] / freedom).squareRoot()
    let scale = set.y.map { abs($0) }.max() ?? 0
    #expect(
      abs(deviation - set.residualDeviation) <= 1e-11 * set.residualDeviation + 1e-12 * scale,
      "\(set.name): \(deviation)")
  }

  /// −log₁₀ of the greatest relative error, 15 at most.
  private func correctDigits(_ values: [Double], _ certified: [Double]) -> Double {
    guard values.count == certified.count else { return -.infinity }
    return zip(values, certified).map { value, exact in
      let error = abs((value - exact) / exact)
      return error == 0 ? 15 : min(15, -log10(error))
    }.min() ?? 15
  }
}
