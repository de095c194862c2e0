import ElementwiseKernels
import TestSupport
import Testing

@Suite struct ModulusSumsTests {
  @Test(arguments: [(1, 1), (3, 5), (40, 40), (2, 5000), (5000, 2), (131, 131)])
  func theGreatestSumIsFound(shape: (Int, Int)) {
    check(shape.0, shape.1, as: Float.self)
    check(shape.0, shape.1, as: Double.self)
  }

  /// The greatest sum of moduli in a row, in a column, and, of a square, in a row of the symmetric
  /// matrix with its lower triangle.
  private func sums<Scalar: RealScalar>(
    _ rows: Int, _ columns: Int, _ values: [Scalar]
  ) -> [Scalar] {
    var scratch = [Scalar](repeating: .nan, count: columns)
    let kinds: [ModulusSums] =
      rows == columns ? [.rows, .columns, .symmetricRows] : [.rows, .columns]
    return kinds.map { kind in
      unsafe scratch.withUnsafeMutableBytes { scratch in
        unsafe greatest(
          kind, rows: rows, columns: columns, ofModuli: values.span, scratch: scratch)
      }
    }
  }

  private func check<Scalar: RealScalar>(_ rows: Int, _ columns: Int, as type: Scalar.Type) {
    var random = NoiseGenerator(seed: 8)
    let values = random.reals(rows * columns, as: type)
    func modulus(_ row: Int, _ column: Int) -> Double {
      Double(values[row * columns + column].magnitude)
    }
    let byRow = (0..<rows).map { row in (0..<columns).reduce(0) { $0 + modulus(row, $1) } }
    let byColumn = (0..<columns).map { column in (0..<rows).reduce(0) { $0 + modulus($1, column) } }
    var plain = [byRow.max() ?? 0, byColumn.max() ?? 0]
    if rows == columns {
      let mirrored = (0..<rows).map { row in
        (0..<rows).reduce(0) { $0 + modulus(max(row, $1), min(row, $1)) }
      }
      plain.append(mirrored.max() ?? 0)
    }
    var bits: Set<[Scalar]> = []
    onEveryInstructionSet { set in
      let actual = sums(rows, columns, values)
      bits.insert(actual)
      for (sum, expected) in zip(actual, plain) {
        // The bound of any order of addition (Higham, section 4.2).
        let bound = Double(max(rows, columns)) * Double(Scalar.ulpOfOne) * expected
        #expect(abs(Double(sum) - expected) <= bound, "\(rows)×\(columns), \(set)")
      }
    }
    #expect(bits.count == 1, "every instruction set has its own sum")
  }

  @Test(arguments: [0, 5, 1599]) func aNaNAnywhereMakesTheSumNaN(_ place: Int) {
    var values = [Double](repeating: 1, count: 1600)
    // Where the symmetric matrix is read: the last element of the first row is above the diagonal.
    values[place == 5 ? 5 * 40 : place] = .nan
    let actual = sums(40, 40, values)
    #expect(actual.count == 3 && actual.allSatisfy(\.isNaN))
  }
}
