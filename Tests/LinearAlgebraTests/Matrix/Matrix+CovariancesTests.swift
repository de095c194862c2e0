import LinearAlgebra
import TestSupport
import Testing

/// Against the definition; NumPy's `cov` is a row of the article "From NumPy to Descent".
@Suite struct MatrixCovariancesTests {
  @Test(arguments: [0, 1]) func covariancesAreThoseOfTheDefinition(correction: Int) {
    let a: Matrix<Complex<Double>> = [
      [Complex(1, 2), Complex(0, -1), 3], [4, Complex(-2, 1), Complex(0, 5)],
      [Complex(2, 2), 0, Complex(1, -1)], [-3, Complex(1, 1), Complex(6, 0.5)],
    ]
    let centered = a.subtracting(row: a.columnMeans())
    let covariances = a.columnCovariances(correction: correction)
    for i in 0..<3 {
      for j in 0..<3 {
        let expected =
          centered[column: j].conjugateDotProduct(centered[column: i])
          / Complex(Double(4 - correction), 0)
        // Sums of four products of numbers below 8.
        #expect((covariances[i, j] - expected).length <= 1e-14, "\(i), \(j)")
      }
    }
    #expect(covariances.isHermitian)
    #expect(
      isClose(
        covariances.diagonal().map(\.real), a.columnVariances(correction: correction),
        absolute: 1e-14))
  }

  @Test func shapesWithoutElementsAreFine() async {
    #expect(Matrix<Double>(rows: 3, columns: 0).columnCovariances() == Matrix(rows: 0, columns: 0))
    #expect(Matrix<Double>(rows: 0, columns: 0).columnCovariances() == Matrix(rows: 0, columns: 0))
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 1, columns: 2).columnCovariances(correction: 1)
    }
  }

  @Test func elementsAreClamped() {
    let a: Matrix<Double> = [[-3, -0.5, 0], [0.5, .infinity, -.infinity]]
    #expect(a.clamped(to: -1...0.25) == [[-1, -0.5, 0], [0.25, 0.25, -1]])
    #expect(Matrix<Float>([[.nan]]).clamped(to: 0...1)[0, 0].isNaN)
    #expect(a.shape == (2, 3))
  }
}
