import BLASKernels
import Descent
import TestSupport
import Testing

@Suite(
  .enabled(
    if: Allocations.canBeCounted,
    "blocks are counted in optimized builds on glibc without a sanitizer"))
struct AllocationTests {
  @Test func theCounterCounts() {
    var kept: [[Int]] = []
    let counted = Allocations.of { for size in 1...5 { kept.append(Array(0...size)) } }
    #expect(counted.count >= 5 && counted.bytes >= 20 * MemoryLayout<Int>.stride)
    #expect(kept.count == 15)
  }

  private static let hidden: [(Activation, any Optimizer)] = [
    (.relu, RMSprop()), (.gelu, RMSprop(momentum: 0.9, centered: true)),
    (.tanh, SGD(momentum: 0.9)),
  ]

  private static let schedules: [Schedule?] = [
    nil, .cosineRestarts(initial: 0.01, firstPeriod: 5).warmingUp(over: 3),
    .piecewiseConstant(boundaries: [2, 9], values: [0.1, 0.05, 0.01]),
  ]

  @Test(arguments: [1, 7, 32])
  func aTrainingStepAllocatesNothing(batchSize: Int) throws {
    for ((activation, optimizer), schedule) in zip(Self.hidden, Self.schedules) {
      var model = Sequential(inputSize: 4) {
        Dense(9, activation: activation)
        Dense(3, activation: .softmax)
      }
      model.compile(
        optimizer: optimizer, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy],
        schedule: schedule)
      let (few, many) = (FitTests.blobs(64), FitTests.blobs(640))
      func fit(_ data: Dataset<Float>) throws -> Int {
        try Allocations.of {
          try model.fit(data, batchSize: batchSize, progress: .none)
        }.count
      }
      _ = try fit(few)
      // A call allocates its workspace, and the same for ten times as many steps.
      #expect(try fit(many) == fit(few), "\(activation), \(optimizer)")
    }
  }

  /// Wide enough for threads to share the batch, by inputs or by rows, and for products in tiles; of
  /// widths for which the kernels of OpenBLAS take no memory of their own.
  ///
  /// Those that always pack share products of the wider networks among threads, for which OpenBLAS takes
  /// half a megabyte each time.
  static let sharedSizes =
    [[256, 64, 64], [64, 64, 64, 64]]
    + (BLASConfiguration.hasSmallProducts ? [[64, 256, 256, 64], [320, 192, 384, 64]] : [])

  @Test(arguments: sharedSizes, [false, true])
  func aSharedStepAllocatesNothing(sizes: [Int], isSparse: Bool) throws {
    var generator = SeededGenerator(seed: 1)
    func data(_ count: Int) -> Dataset<Float> {
      let features = Matrix<Float>.normal(rows: count, columns: sizes[0], using: &generator)
      return Dataset(
        features: isSparse ? features.map { $0 < 1 ? 0 : $0 } : features,
        labels: (0..<Int32(count)).map { $0 % 64 }, classCount: 64)
    }
    var model = Sequential(inputSize: sizes[0]) {
      for size in sizes.dropFirst().dropLast() { Dense(size, activation: .relu) }
      Dense(64, activation: .softmax)
    }
    model.compile(optimizer: RMSprop(), loss: .sparseCategoricalCrossentropy)
    let (few, many) = (data(256), data(2560))
    func fit(_ data: Dataset<Float>) throws -> Int {
      try Allocations.of { try model.fit(data, batchSize: 64, progress: .none) }.count
    }
    _ = try fit(few)
    let (forFew, forMany) = (try fit(few), try fit(many))
    // What a call allocates once depends on the threads that happen to be free for it.
    #expect(forMany <= forFew, "\(sizes): \(forFew) and \(forMany)")
  }

  /// All that a plan can do in one step, in the middle of steps and of accumulation too.
  @Test func aStepWithAPlanAllocatesNothing() throws {
    let ranges = FitTests.makeModel().parameters.blocks.map(\.range)
    let groups = [ParameterGroup(ranges[1], AdamW(weightDecay: 0)), .frozen(ranges[2])]
    let plans: [any Optimizer] = [
      UpdatePlan(
        AdamW(), groups: groups, withoutDecay: [ranges[3]], clipping: .globalNorm(1),
        accumulationSteps: 2, lossScaling: .dynamic(growthInterval: 3), averageDecay: 0.99),
      UpdatePlan(RMSprop(), clipping: .norm(1, of: ranges), averageDecay: 0.99),
      UpdatePlan(SGD(), clipping: .value(0.5), lossScaling: .fixed(1024)),
    ]
    for plan in plans {
      var model = FitTests.makeModel()
      model.compile(optimizer: plan, loss: .sparseCategoricalCrossentropy)
      let (few, many) = (FitTests.blobs(64), FitTests.blobs(640))
      func fit(_ data: Dataset<Float>) throws -> Int {
        try Allocations.of { try model.fit(data, batchSize: 8, progress: .none) }.count
      }
      _ = try fit(few)
      #expect(try fit(many) == fit(few), "\(plan)")
    }
  }

  @Test func anUpdateAllocatesNothing() {
    var theta = [Double](repeating: 1, count: 100)
    let gradient = [Double](repeating: 0.5, count: 100)
    let optimizer = RMSprop(momentum: 0.9)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: gradient, state: &state)
    let allocations = Allocations.of {
      optimizer.update(&theta, gradient: gradient, state: &state)
    }
    #expect(allocations == .none)
  }
}
