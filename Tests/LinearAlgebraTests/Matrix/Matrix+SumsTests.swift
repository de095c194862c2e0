import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixSumsTests {
  /// Whole numbers: sums are exact, whatever their order.
  @Test(arguments: [(0, 3), (3, 0), (1, 1), (13, 7), (1, 2049), (3, 4097), (600, 5)])
  func complexSumsAreThoseOfTheParts(rows: Int, columns: Int) {
    func check<Real: RealScalar>(_ type: Real.Type) {
      var random = NoiseGenerator(seed: 3)
      let real = Matrix<Real>(
        rows: rows, columns: columns, elements: random.wholeNumbers(rows * columns))
      let imaginary = Matrix<Real>(
        rows: rows, columns: columns, elements: random.wholeNumbers(rows * columns))
      let z = Matrix(real: real, imaginary: imaginary)
      onEveryInstructionSet { _ in
        #expect(z.sum() == Complex(real.sum(), imaginary.sum()))
        #expect(z.rowSums() == zip(real.rowSums(), imaginary.rowSums()).map { Complex($0, $1) })
        #expect(
          z.columnSums() == zip(real.columnSums(), imaginary.columnSums()).map { Complex($0, $1) })
        #expect(z.cumulativeRowSums().realParts() == real.cumulativeRowSums())
        #expect(z.cumulativeColumnSums().imaginaryParts() == imaginary.cumulativeColumnSums())
      }
      guard rows > 0, columns > 0 else { return }
      #expect(real.cumulativeRowSums()[column: columns - 1] == real.rowSums())
      #expect(real.cumulativeColumnSums()[row: rows - 1] == real.columnSums())
      let count = Real(rows * columns)
      #expect(z.mean() == Complex(real.sum() / count, imaginary.sum() / count))
    }
    check(Float.self)
    check(Double.self)
  }

  /// A variance of 2² + 1² in places that a one-pass formula in Float could not tell from 0.
  @Test func variancesSurviveALargeMean() {
    let a: Matrix<Float> = [[100_002, 99_998], [100_002, 99_998], [100_002, 99_998]]
    #expect(a.rowVariances() == [4, 4, 4] && a.columnVariances() == [0, 0])
    #expect(a.variance() == 4 && a.rowVariances(correction: 1) == [8, 8, 8])
    let z = Matrix(real: a, imaginary: Matrix<Float>([[1, -1], [1, -1], [1, -1]]))
    #expect(z.rowVariances() == [5, 5, 5] && z.variance() == 5)
    #expect(Matrix<Float>(rows: 0, columns: 2).variance() == nil)
    #expect(Matrix<Float>(rows: 0, columns: 2).rowVariances() == [])
  }

  @Test(arguments: [(1, 1), (13, 7), (300, 10), (2, 9001)])
  func variancesEqualThePlainOnes(rows: Int, columns: Int) {
    var random = NoiseGenerator(seed: 9)
    let a = Matrix<Double>(rows: rows, columns: columns, elements: random.reals(rows * columns))
    func plain(_ line: [Double]) -> Double {
      let mean = line.reduce(0, +) / Double(line.count)
      return line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(line.count)
    }
    // n roundings of numbers below 1, in the plain sum and in ours.
    let bound = Double(4 * (rows + columns)) * .ulpOfOne
    onEveryInstructionSet { _ in
      #expect(isClose(a.rowVariances(), (0..<rows).map { plain(a[row: $0]) }, absolute: bound))
      #expect(
        isClose(a.columnVariances(), (0..<columns).map { plain(a[column: $0]) }, absolute: bound))
    }
  }

  @Test func theLeastElementIsFound() {
    let a: Matrix<Float> = [[3, 1, 2], [1, 5, -4]]
    #expect(a.rowArgmin() == [1, 2] && a.columnArgmin() == [1, 0, 1])
    #expect(a.argmin().map { [$0.row, $0.column] } == [1, 2])
    #expect(Matrix<Float>(rows: 0, columns: 2).argmin() == nil)
  }

  @Test func elementsAreMappedAndZipped() {
    let a: Matrix<Double> = [[1, 2], [3, 4]]
    #expect(a.map { Float($0) / 2 } == [[0.5, 1], [1.5, 2]])
    #expect(a.map { Complex(0, $0) }.imaginaryParts() == a)
    #expect(a.zip(with: a.transposed()) { $0 - $1 } == [[0, -1], [1, 0]])
    struct Refused: Error {}
    #expect(throws: Refused.self) { try a.map { (x) throws(Refused) -> Double in throw Refused() } }
  }
}
