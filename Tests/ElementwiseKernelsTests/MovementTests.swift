import ElementwiseKernels
import TestSupport
import Testing

@Suite struct MovementTests {
  @Test(arguments: BroadcastingTests.shapes + [(16, 16), (33, 47), (100, 3), (8, 8), (64, 72)])
  func aTransposeMovesEveryElement(shape: (Int, Int)) {
    checkTranspose(shape.0, shape.1, as: Float.self)
    checkTranspose(shape.0, shape.1, as: Double.self)
  }

  func checkTranspose<Scalar: RealScalar>(_ rows: Int, _ columns: Int, as type: Scalar.Type) {
    var random = NoiseGenerator(seed: 2)
    let values = random.reals(rows * columns, as: type)
    onEveryInstructionSet { set in
      var result = [Scalar](repeating: .nan, count: values.count)
      var target = result.mutableSpan
      transpose(rows: rows, columns: columns, values.span, into: &target)
      let expected = values.indices.map { values[$0 % rows * columns + $0 / rows] }
      #expect(firstDifference(result, expected) == nil, "\(set)")
    }
  }

  @Test(arguments: [(0, 3), (3, 0), (1, 1), (2, 3), (4, 1), (1, 5)])
  func aBlockIsCopiedAndNothingElse(shape: (Int, Int)) {
    let (rows, columns) = shape
    let source = (0..<60).map { Float($0) }
    var result = [Float](repeating: -1, count: 70)
    var target = result.mutableSpan
    copyBlock(
      rows: rows, columns: columns, from: source.span, at: BlockPlace(start: 3, stride: 11),
      to: &target, at: BlockPlace(start: 8, stride: 13))
    var expected = [Float](repeating: -1, count: 70)
    for row in 0..<rows {
      for column in 0..<columns { expected[8 + row * 13 + column] = source[3 + row * 11 + column] }
    }
    #expect(result == expected)
  }

  @Test func rowsAreGatheredInTheirOrder() {
    let source: [Double] = [0, 1, 10, 11, 20, 21]
    let indices = [2, 0, 2]
    var result = [Double](repeating: -1, count: 6)
    var target = result.mutableSpan
    gatherRows(rows: 3, columns: 2, source.span, at: indices.span, into: &target)
    #expect(result == [20, 21, 0, 1, 20, 21])
  }

  @Test func aRangeOfColumnsIsGathered() {
    let source: [Double] = [0, 1, 2, 10, 11, 12, 20, 21, 22]
    let indices = [2, 0]
    var result = [Double](repeating: -1, count: 4)
    var target = result.mutableSpan
    gatherRows(
      rows: 3, columns: 3, source.span, at: indices.span, columnRange: 1..<3, into: &target)
    #expect(result == [21, 22, 1, 2])
  }

  @Test func aBlockOutsideItsSpanTraps() async {
    await #expect(processExitsWith: .failure) {
      let source = AlignedBuffer<Float>(zeros: 10)
      var result = AlignedBuffer<Float>(zeros: 10)
      var target = result.mutableSpan
      copyBlock(
        rows: 2, columns: 3, from: source.span, at: BlockPlace(start: 0, stride: 5),
        to: &target, at: BlockPlace(start: 3, stride: 5))
    }
  }

  @Test func aRowThatDoesNotExistTraps() async {
    await #expect(processExitsWith: .failure) {
      let indices = [3]
      var result = AlignedBuffer<Float>(zeros: 2)
      var target = result.mutableSpan
      gatherRows(
        rows: 3, columns: 2, AlignedBuffer<Float>(zeros: 6).span, at: indices.span, into: &target)
    }
  }
}
