import ElementwiseKernels
import TestSupport
import Testing

/// The loop that benchmarks hold updates against, and plain Swift, bit for bit.
@Suite struct UpdateStreamsTests {
  @Test(arguments: 0...3)
  func addsToAsManyStreamsAsThereAreMoments(_ momentCount: Int) {
    for count in FusedUpdatesTests.counts {
      check(count: count, momentCount: momentCount, as: Float.self)
      check(count: count, momentCount: momentCount, as: Double.self)
    }
  }

  private func check<Scalar: RealScalar>(
    count: Int, momentCount: Int, as scalar: Scalar.Type
  ) {
    let start = Scalar(0.7)
    let moved = start + Scalar(0.3) * start
    onEveryInstructionSet { set in
      var streams = UpdateStreams<Scalar>(repeating: start, count: count)
      streams.add(scale: 0.3, momentCount: momentCount)
      for stream in 0..<5 {
        // θ is stream 0, g is stream 1 and stays, the moments come after them.
        let isMoved = stream == 0 || (stream >= 2 && stream < 2 + momentCount)
        #expect(
          streams[stream] == Array(repeating: isMoved ? moved : start, count: count),
          "\(set), stream \(stream) of \(count) \(scalar) with \(momentCount) moments")
      }
    }
  }

  @Test(arguments: [1, 2, 5])
  func anyNumberOfThreadsMovesEveryElementOnce(_ threads: Int) {
    let count = UpdateThreads.splitCount + 77
    let before = UpdateThreads.count
    UpdateThreads.count = threads
    defer { UpdateThreads.count = before }
    var streams = UpdateStreams<Float>(repeating: 2, count: count)
    streams.add(scale: 0.5, momentCount: 2)
    for (stream, value) in [Float](arrayLiteral: 3, 2, 3, 3, 2).enumerated() {
      #expect(streams[stream].allSatisfy { $0 == value }, "stream \(stream)")
    }
  }

  @Test func trapsOnMoreMomentsThanStreams() async {
    await #expect(processExitsWith: .failure) {
      var streams = UpdateStreams<Float>(repeating: 1, count: 8)
      streams.add(scale: 1, momentCount: 4)
    }
  }
}
