import ElementwiseKernels
import TestSupport
import Testing

@Suite struct ExtremaTests {
  // NaN first, then the greatest or least, then the lowest index.
  static func reference<Scalar: RealScalar>(_ kind: Extremum, _ values: [Scalar]) -> Int? {
    if let index = values.firstIndex(where: \.isNaN) { return index }
    guard let best = kind == .maximum ? values.max() : values.min() else { return nil }
    return values.firstIndex(of: best)
  }

  static func value<Scalar: RealScalar>(_ kind: Extremum, _ values: [Scalar]) -> Scalar {
    reference(kind, values).map { values[$0] + 0 }
      ?? (kind == .maximum ? -Scalar.infinity : .infinity)
  }

  @Test(arguments: countsAroundVectors + [4097, 100_003])
  func buffersOfEveryLength(count: Int) {
    check(count, as: Float.self)
    check(count, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ count: Int, as type: Scalar.Type) {
    var random = NoiseGenerator(seed: UInt64(count))
    var cases = [random.reals(count, as: type), random.wholeNumbers(count)]
    if count > 0 {
      cases.append([Scalar](repeating: -.infinity, count: count))
      cases.append([Scalar](repeating: -0.0, count: count))
      cases.append(cases[0])
      cases[cases.count - 1][count / 2] = .nan
    }
    for values in cases {
      for kind in Extremum.allCases {
        let expected = Self.value(kind, values), index = Self.reference(kind, values)
        onEveryInstructionSet { set in
          #expect(
            firstDifference([extremum(kind, of: values.span)], [expected]) == nil,
            "\(kind), \(set)")
          #expect(extremumIndex(kind, of: values.span) == index, "\(kind), \(set)")
        }
      }
    }
  }

  @Test(arguments: [1, 5, 16, 33, 70, 131])
  func theExtremumAndNaNAreFoundAtEveryPlace(count: Int) {
    for place in 0..<count {
      var values = [Float](repeating: 1, count: count)
      values[place] = 2
      onEveryInstructionSet { _ in
        #expect(extremumIndex(.maximum, of: values.span) == place)
      }
      values[place] = .nan
      onEveryInstructionSet { _ in
        #expect(extremum(.maximum, of: values.span).isNaN)
        #expect(extremum(.minimum, of: values.span).isNaN)
        #expect(extremumIndex(.minimum, of: values.span) == place)
      }
    }
  }

  @Test(arguments: [(1, 1), (1, 17), (17, 1), (7, 13), (3, 64), (5, 67), (31, 10), (3, 2050)])
  func rowsAndColumns(shape: (Int, Int)) {
    checkAxes(shape.0, shape.1, as: Float.self)
    checkAxes(shape.0, shape.1, as: Double.self)
  }

  func checkAxes<Scalar: RealScalar>(_ rows: Int, _ columns: Int, as type: Scalar.Type) {
    var random = NoiseGenerator(seed: 11)
    var values = random.wholeNumbers(rows * columns, as: type)
    values[values.count / 3] = .nan
    values[values.count / 2] = -0.0
    let rowLines = (0..<rows).map { Array(values[$0 * columns..<($0 + 1) * columns]) }
    let columnLines = (0..<columns).map { column in
      (0..<rows).map { values[$0 * columns + column] }
    }
    for kind in Extremum.allCases {
      onEveryInstructionSet { set in
        var byRow = [Scalar](repeating: 7, count: rows)
        var byColumn = [Scalar](repeating: 7, count: columns)
        var target = byRow.mutableSpan
        extremumOfRows(kind, rows: rows, columns: columns, values.span, into: &target)
        #expect(firstDifference(byRow, rowLines.map { Self.value(kind, $0) }) == nil, "\(set)")
        target = byColumn.mutableSpan
        extremumOfColumns(kind, rows: rows, columns: columns, values.span, into: &target)
        #expect(
          firstDifference(byColumn, columnLines.map { Self.value(kind, $0) }) == nil, "\(set)")

        var rowPlaces = [Int64](repeating: -7, count: rows)
        var columnPlaces = [Int64](repeating: -7, count: columns)
        var places = rowPlaces.mutableSpan
        extremumIndexOfRows(kind, rows: rows, columns: columns, values.span, into: &places)
        #expect(rowPlaces.map { Int($0) } == rowLines.map { Self.reference(kind, $0) }, "\(set)")
        places = columnPlaces.mutableSpan
        extremumIndexOfColumns(kind, rows: rows, columns: columns, values.span, into: &places)
        #expect(
          columnPlaces.map { Int($0) } == columnLines.map { Self.reference(kind, $0) }, "\(set)")
      }
    }
  }

  @Test func thePlaceInAnEmptyRowTraps() async {
    await #expect(processExitsWith: .failure) {
      var places: [Int64] = [0, 0]
      var target = places.mutableSpan
      extremumIndexOfRows(
        .maximum, rows: 2, columns: 0, AlignedBuffer<Float>(zeros: 0).span, into: &target)
    }
  }
}
