import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// The linear regression data sets that the National Institute of Standards and Technology
/// certifies 15 digits of the answers to.
///
/// - SeeAlso: <https://www.itl.nist.gov/div898/strd/lls/lls.shtml>
@Suite struct RegressionTests {
  struct DataSet: Decodable {
    let name: String
    let matrix: [[Double]]
    let y: [Double]
    let certified: [Double]
    let residualDeviation: Double
    let numpyDigits: Double
    let polyfitDigits: Double?
  }

  /// How much of a digit luck with the last roundings may cost against NumPy.
  ///
  /// A factor of 3 where the method is another, of 2 where both take singular values. Refinement must
  /// not lose at all.
  static let (fractionOfQR, fractionOfSingularValues) = (0.5, 0.3)

  @Test func asManyDigitsAsNumPy() throws {
    let sets: [DataSet] = try loadFixture("regression", from: .module)
    #expect(sets.map(\.name) == ["Longley"] + (1...5).map { "Wampler\($0)" })
    var report = [
      "data set   refined QR     COD    SVD    numpy.lstsq  fit   numpy.polyfit"
    ]
    for set in sets {
      let a = Matrix<Double>(set.matrix)
      var line = set.name.padding(toLength: 10, withPad: " ", startingAt: 0)
      let refined = try a.refinedLeastSquares(set.y)
      let refinedDigits = correctDigits(refined.coefficients, set.certified)
      // All that the certified values have, but for the last roundings; Wampler2's y are not binary
      // fractions, and rounding them alone costs two digits.
      #expect(refinedDigits >= (set.name == "Wampler2" ? 13.1 : 14.4), "\(set.name)")
      #expect(refinedDigits >= set.numpyDigits, "\(set.name)")
      line += " \(rounded(refinedDigits))"
      checkDeviation(refined, set)
      for method in LeastSquaresMethod.allCases {
        let found = try a.leastSquares(set.y, method: method)
        #expect(found.rank == set.certified.count)
        let digits = correctDigits(found.coefficients, set.certified)
        line += " \(rounded(digits))"
        let fraction = method == .qr ? Self.fractionOfQR : Self.fractionOfSingularValues
        #expect(digits >= set.numpyDigits - fraction, "\(set.name)")
        checkDeviation(found, set)
      }
      line += " \(rounded(set.numpyDigits))       "
      if let polyfitDigits = set.polyfitDigits {
        let x = set.matrix.map { $0[1] }
        let fitted = try Polynomial.fit(x: x, y: set.y, degree: 5)
        let digits = correctDigits(fitted.coefficients, set.certified)
        #expect(digits >= polyfitDigits - 0.01, "\(set.name)")
        line += "\(rounded(digits)) \(rounded(polyfitDigits))"
      }
      report.append(line)
    }
    print(report.joined(separator: "\n"))
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

  private func rounded(_ digits: Double) -> String { String(format: "%6.2f", digits) }
}
