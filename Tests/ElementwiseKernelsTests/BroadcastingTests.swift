import ElementwiseKernels
import TestSupport
import Testing

@Suite struct BroadcastingTests {
  static let shapes = [
    (0, 0), (0, 5), (5, 0), (1, 1), (1, 17), (17, 1), (7, 13), (3, 64), (5, 67), (31, 10),
  ]

  @Test(arguments: shapes)
  func aRowMeetsEveryRowAndAColumnEveryColumn(shape: (Int, Int)) {
    check(shape.0, shape.1, as: Float.self)
    check(shape.0, shape.1, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ rows: Int, _ columns: Int, as type: Scalar.Type) {
    var random = NoiseGenerator(seed: 3)
    let values = random.reals(rows * columns, as: type)
    let row = random.reals(columns, as: type), column = random.reals(rows, as: type)
    onEveryInstructionSet { set in
      var result = values
      var target = result.mutableSpan
      combine(rows: rows, columns: columns, &target, .subtract, row: row.span)
      var expected = values.indices.map { values[$0] - row[$0 % columns] }
      #expect(firstDifference(result, expected) == nil, "row, \(set)")

      result = values
      target = result.mutableSpan
      combine(rows: rows, columns: columns, &target, .divide, column: column.span)
      expected = values.indices.map { values[$0] / column[$0 / columns] }
      #expect(firstDifference(result, expected) == nil, "column, \(set)")
    }
  }

  @Test func aRowOfAnotherLengthTraps() async {
    await #expect(processExitsWith: .failure) {
      var values = AlignedBuffer<Float>(zeros: 6)
      var target = values.mutableSpan
      combine(
        rows: 2, columns: 3, &target, .add, row: AlignedBuffer<Float>(zeros: 2).span)
    }
  }
}
