import ComplexModule
import ElementwiseKernels
import TestSupport
import Testing

@Suite struct ComplexArithmeticTests {
  @Test(arguments: countsAroundVectors)
  func everyFormEqualsThePlainLoop(count: Int) {
    checkEveryForm(count, as: Float.self)
    checkEveryForm(count, as: Double.self)
  }

  func checkEveryForm<Real: RealScalar>(_ count: Int, as type: Real.Type) {
    var random = NoiseGenerator(seed: UInt64(count))
    let a: [Complex<Real>] = numbers(count, &random), b: [Complex<Real>] = numbers(count, &random)
    let constant = Complex<Real>(0.3, -1.7)
    for operation in ArithmeticOperation.allCases {
      let apply: (Complex<Real>, Complex<Real>) -> Complex<Real> = plain(operation)
      let both = zip(a, b).map(apply), last = a.map { apply($0, constant) }
      let first = a.map { apply(constant, $0) }
      onEveryInstructionSet { set in
        let name = "\(operation), \(set)"
        var result = [Complex<Real>](repeating: Complex(.nan, .nan), count: count)
        var target = result.mutableSpan
        combine(a.span, operation, b.span, into: &target)
        #expect(difference(result, both) == nil, "a ∘ b, \(name)")

        target = result.mutableSpan
        combine(a.span, operation, constant, into: &target)
        #expect(difference(result, last) == nil, "a ∘ constant, \(name)")

        target = result.mutableSpan
        combine(constant, operation, a.span, into: &target)
        #expect(difference(result, first) == nil, "constant ∘ a, \(name)")

        result = a
        target = result.mutableSpan
        combine(&target, operation, b.span)
        #expect(difference(result, both) == nil, "a ∘= b, \(name)")

        result = a
        target = result.mutableSpan
        combine(&target, operation, constant)
        #expect(difference(result, last) == nil, "a ∘= constant, \(name)")

        result = a
        target = result.mutableSpan
        combine(constant, operation, &target)
        #expect(difference(result, first) == nil, "constant ∘= a, \(name)")
      }
    }
  }

  @Test(arguments: [(0, 3), (3, 0), (1, 1), (5, 17), (17, 5)])
  func rowsAndColumnsMeetEveryLine(rows: Int, columns: Int) {
    var random = NoiseGenerator(seed: 4)
    let a: [Complex<Float>] = numbers(rows * columns, &random)
    let row: [Complex<Float>] = numbers(columns, &random)
    let column: [Complex<Float>] = numbers(rows, &random)
    for operation in ArithmeticOperation.allCases {
      let apply: (Complex<Float>, Complex<Float>) -> Complex<Float> = plain(operation)
      onEveryInstructionSet { set in
        var result = a
        var target = result.mutableSpan
        combine(rows: rows, columns: columns, &target, operation, row: row.span)
        let byRow = a.indices.map { apply(a[$0], row[$0 % columns]) }
        #expect(difference(result, byRow) == nil, "row, \(operation), \(set)")
        result = a
        target = result.mutableSpan
        combine(rows: rows, columns: columns, &target, operation, column: column.span)
        let byColumn = a.indices.map { apply(a[$0], column[$0 / columns]) }
        #expect(difference(result, byColumn) == nil, "column, \(operation), \(set)")
      }
    }
  }

  @Test(arguments: countsAroundVectors)
  func partsAreTakenJoinedAndMeasured(count: Int) {
    var random = NoiseGenerator(seed: 5)
    let a: [Complex<Double>] = numbers(count, &random)
    onEveryInstructionSet { set in
      var real = [Double](repeating: .nan, count: count), imaginary = real, sizes = real
      var joined = [Complex<Double>](repeating: 0, count: count), conjugates = joined
      var filled = joined
      do {
        var target = real.mutableSpan
        takeParts(.real, of: a.span, into: &target)
        target = imaginary.mutableSpan
        takeParts(.imaginary, of: a.span, into: &target)
        target = sizes.mutableSpan
        moduli(of: a.span, into: &target)
        var pairs = joined.mutableSpan
        joinParts(real: real.span, imaginary: imaginary.span, into: &pairs)
        pairs = conjugates.mutableSpan
        conjugate(a.span, into: &pairs)
        pairs = filled.mutableSpan
        fill(&pairs, with: Complex(2, -3))
      }
      #expect(firstDifference(real, a.map(\.realPart)) == nil, "\(set)")
      #expect(firstDifference(imaginary, a.map(\.imaginaryPart)) == nil, "\(set)")
      let plain = a.map {
        ($0.realPart * $0.realPart + $0.imaginaryPart * $0.imaginaryPart).squareRoot()
      }
      #expect(firstDifference(sizes, plain) == nil, "\(set)")
      #expect(difference(joined, a) == nil && difference(conjugates, a.map(\.conjugate)) == nil)
      #expect(filled == [Complex<Double>](repeating: Complex(2, -3), count: count))
    }
  }

  @Test func moduliStayInRange() {
    func check<Real: RealScalar>(_ large: Real, _ small: Real) {
      let a: [Complex<Real>] = [
        Complex(3 * large, 4 * large), Complex(3 * small, -4 * small), Complex(0, 0),
        Complex(.infinity, .nan), Complex(.nan, 1), Complex(-.infinity, 0),
      ]
      onEveryInstructionSet { set in
        var result = [Real](repeating: -1, count: a.count)
        var target = result.mutableSpan
        moduli(of: a.span, into: &target)
        let expected = [5 * large, 5 * small, 0, .infinity, .nan, .infinity]
        #expect(zip(result, expected).allSatisfy { ulps($0, $1) <= 1 }, "\(result), \(set)")
      }
    }
    check(Float(1e37), Float(1e-44))
    check(Double(1e307), Double(1e-322))
  }

  // MARK: - The plain forms

  private func numbers<Real: RealScalar>(
    _ count: Int, _ random: inout NoiseGenerator
  ) -> [Complex<Real>] {
    (0..<count).map { _ in
      Complex(Real(random.nextSigned()), Real(random.nextSigned()))
    }
  }

  private func difference<Real: RealScalar>(
    _ actual: [Complex<Real>], _ expected: [Complex<Real>]
  ) -> Int? {
    firstDifference(
      actual.flatMap { [$0.realPart, $0.imaginaryPart] },
      expected.flatMap { [$0.realPart, $0.imaginaryPart] })
  }

  private func plain<Real: RealScalar>(
    _ operation: ArithmeticOperation
  ) -> (Complex<Real>, Complex<Real>) -> Complex<Real> {
    switch operation {
    case .add: { $0 + $1 }
    case .subtract: { $0 - $1 }
    case .multiply:
      { z, w in
        let (a, b, c, d) = (z.realPart, z.imaginaryPart, w.realPart, w.imaginaryPart)
        return Complex(a * c - b * d, a * d + b * c)
      }
    case .divide:
      { z, w in
        let (a, b, c, d) = (z.realPart, z.imaginaryPart, w.realPart, w.imaginaryPart)
        if c.magnitude >= d.magnitude {
          let ratio = d / c, scale = 1 / (c + d * ratio)
          return Complex((a + b * ratio) * scale, (b - a * ratio) * scale)
        }
        let ratio = c / d, scale = 1 / (d + c * ratio)
        return Complex((a * ratio + b) * scale, (b * ratio - a) * scale)
      }
    }
  }
}
