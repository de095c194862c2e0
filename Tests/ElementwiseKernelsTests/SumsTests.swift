import ElementwiseKernels
import TestSupport
import Testing

@Suite struct SumsTests {
  static let counts =
    countsAroundVectors + [4095, 4096, 4097, 8192, 12_288, 12_289, 28_673, 1_000_003]

  // The order as sums.inc defines it, written plainly.
  static func blockSum<Scalar: RealScalar>(_ values: ArraySlice<Scalar>) -> Scalar {
    var lanes = [Scalar](repeating: 0, count: 512 / MemoryLayout<Scalar>.stride)
    for (index, value) in values.enumerated() { lanes[index % lanes.count] += value }
    var half = lanes.count / 2
    while half > 0 {
      for lane in 0..<half { lanes[lane] += lanes[lane + half] }
      half /= 2
    }
    return lanes[0]
  }

  static func pairwise<Scalar: RealScalar>(_ blocks: ArraySlice<Scalar>) -> Scalar {
    guard blocks.count > 1 else { return blocks.first ?? 0 }
    var left = 1
    while left * 2 < blocks.count { left *= 2 }
    return pairwise(blocks.prefix(left)) + pairwise(blocks.dropFirst(left))
  }

  static func blocks<Scalar: RealScalar>(_ values: [Scalar]) -> [Scalar] {
    stride(from: 0, to: values.count, by: 4096).map {
      blockSum(values[$0..<min($0 + 4096, values.count)])
    }
  }

  static func reference<Scalar: RealScalar>(_ values: [Scalar]) -> Scalar {
    let sums = blocks(values)
    return pairwise(sums[...])
  }

  @Test(arguments: counts)
  func theOrderIsTheDefinedOne(count: Int) {
    checkOrder(count, as: Float.self)
    checkOrder(count, as: Double.self)
  }

  func checkOrder<Scalar: RealScalar>(_ count: Int, as type: Scalar.Type) {
    var random = NoiseGenerator(seed: UInt64(count) + 1)
    let x = random.reals(count, as: type), y = random.reals(count, as: type)
    let expected = [
      Self.reference(x), Self.reference(x.map { $0 * $0 }),
      Self.reference(zip(x, y).map { $0 * $1 }), Self.reference(x.map(\.magnitude)),
    ]
    onEveryInstructionSet { set in
      let actual = [
        sum(of: x.span), sum(of: x.span, .squares), dot(x.span, y.span),
        sum(of: x.span, .moduli),
      ]
      #expect(firstDifference(actual, expected) == nil, "\(actual), not \(expected), \(set)")
    }
  }

  // 32 additions in a lane, 7 between the lanes and log₂(245) between the blocks, each off by half
  // an ulpOfOne at most, which is all that the standard model of rounding says.
  @Test func theErrorDoesNotGrowWithTheCount() {
    var random = NoiseGenerator(seed: 9)
    let x = random.reals(1_000_003, as: Float.self)
    let exact = x.reduce(0.0) { $0 + Double($1) }
    let magnitude = x.reduce(0.0) { $0 + Double($1.magnitude) }
    let error = abs(Double(sum(of: x.span)) - exact)
    #expect(error <= (32 + 7 + 8) * Double(Float.ulpOfOne) / 2 * magnitude)
  }

  @Test(arguments: [1, 4096, 4097, 20_000, 100_000])
  func everySplitAtBlocksGivesTheSameBits(count: Int) {
    var random = NoiseGenerator(seed: 5)
    let x = random.reals(count, as: Double.self)
    let blockCount = (count + sumBlockSize - 1) / sumBlockSize
    for cut in 0...blockCount {
      // The later part first: the order of the work does not matter.
      let border = min(cut * sumBlockSize, count)
      var later = [Double](repeating: .nan, count: blockCount - cut)
      var target = later.mutableSpan
      sumBlocks(of: x.span.extracting(border..<count), into: &target)
      var partials = [Double](repeating: .nan, count: cut)
      target = partials.mutableSpan
      sumBlocks(of: x.span.extracting(0..<border), into: &target)
      partials += later
      #expect(addPartials(partials.span) == sum(of: x.span), "cut after \(cut) blocks")
    }
  }

  @Test(
    arguments: BroadcastingTests.shapes
      + [(255, 3), (256, 3), (257, 3), (1000, 129), (2, 5000), (7, 2100)])
  func rowsAndColumnsAreSummedInTheirOrder(shape: (Int, Int)) {
    checkAxes(shape.0, shape.1, as: Float.self)
    checkAxes(shape.0, shape.1, as: Double.self)
  }

  func checkAxes<Scalar: RealScalar>(_ rows: Int, _ columns: Int, as type: Scalar.Type) {
    var random = NoiseGenerator(seed: 7)
    let values = random.reals(rows * columns, as: type)
    for term in SumTerm.allCases {
      let terms =
        switch term {
        case .values: values
        case .squares: values.map { $0 * $0 }
        case .moduli: values.map(\.magnitude)
        }
      let byRow = (0..<rows).map {
        Self.reference(Array(terms[$0 * columns..<($0 + 1) * columns]))
      }
      var byColumn = [Scalar](repeating: 0, count: columns)
      for start in stride(from: 0, to: rows, by: 256) {
        for column in 0..<columns {
          var block: Scalar = 0
          for row in start..<min(start + 256, rows) { block += terms[row * columns + column] }
          byColumn[column] += block
        }
      }
      onEveryInstructionSet { set in
        var result = [Scalar](repeating: .nan, count: rows)
        var target = result.mutableSpan
        sumRows(rows: rows, columns: columns, values.span, term, into: &target)
        #expect(firstDifference(result, byRow) == nil, "rows, \(term), \(set)")
        result = [Scalar](repeating: .nan, count: columns)
        target = result.mutableSpan
        sumColumns(rows: rows, columns: columns, values.span, term, into: &target)
        #expect(firstDifference(result, byColumn) == nil, "columns, \(term), \(set)")
      }
    }
  }

  @Test func aNaNAnywhereMakesTheSumNaN() {
    for position in [0, 1, 15, 16, 127, 128, 4095, 4096, 5000] {
      var values = [Float](repeating: 1, count: 5001)
      values[position] = .nan
      #expect(sum(of: values.span).isNaN)
    }
  }

  @Test func vectorsOfDifferentLengthsTrap() async {
    await #expect(processExitsWith: .failure) {
      _ = dot(AlignedBuffer<Float>(zeros: 3).span, AlignedBuffer<Float>(zeros: 2).span)
    }
  }
}
