import ElementwiseKernels
import Testing

/// Where blocks lie: on cache lines, and large ones not all alike.
@Suite struct MemoryTests {
  private func address<Scalar: RealScalar>(of buffer: AlignedBuffer<Scalar>) -> Int {
    buffer.span.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
  }

  @Test(arguments: [0, 1, 15, 16, 17, 50_890, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
  func aBlockStartsOnACacheLineAndHoldsZeros(_ count: Int) {
    for _ in 0..<40 {
      var buffer = AlignedBuffer<Float>(zeros: count)
      #expect(address(of: buffer) % 64 == 0)
      #expect(buffer.span.count == count)
      // Both ends can be written to.
      if count > 0 {
        #expect(buffer[0] == 0 && buffer[count - 1] == 0)
        (buffer[0], buffer[count - 1]) = (1, 1)
      }
    }
  }

  @Test(arguments: [1 << 13, 50_890, 1 << 20])
  func blocksBeginAtDifferentPlacesOfAPage(_ count: Int) {
    // Other tests take places between these, so that two of them may meet; not all.
    let blocks = (0..<8).map { _ in AlignedBuffer<Double>(zeros: count) }
    #expect(Set(blocks.map { address(of: $0) % 4096 }).count > 1)
  }

  /// Freed blocks of megabytes are kept for the next of their size, with what was written there.
  @Test(arguments: [1 << 19, 1 << 20, (1 << 20) + 12345])
  func aBlockThatWasUsedBeforeHoldsZerosAgain(_ count: Int) {
    for round in 0..<20 {
      var block = AlignedBuffer<Double>(repeating: 7, count: count)
      block[count - 1] = Double(round)
      let zeros = AlignedBuffer<Double>(zeros: count)
      #expect(zeros[0] == 0 && zeros[count / 2] == 0 && zeros[count - 1] == 0)
      #expect(block[0] == 7 && block[count - 1] == Double(round))
    }
  }

  /// Sizes that fit no kept block, and more of them than can be kept.
  ///
  /// Nothing is written to them.
  @Test func whatIsKeptHasALimit() {
    for round in 0..<40 {
      let counts = (0..<5).map { (20 + 7 * ((round + $0) % 9)) << 17 }  // of 20 to 76 MiB
      let blocks = counts.map { AlignedBuffer<Double>(unwritten: $0) }
      #expect(zip(blocks, counts).allSatisfy { $0.count == $1 })
      #expect(FreedMemory.keptByteCount <= FreedMemory.keptByteLimit)
    }
    #expect(FreedMemory.keptByteCount <= FreedMemory.keptByteLimit)
  }

  @Test func blocksOfSeveralThreadsStayApart() async {
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<4 {
        group.addTask {
          (0..<30).allSatisfy { round in
            let count = (1 << 19) + 4096 * ((task + round) % 5)
            let mark = Double(100 * task + round)
            let block = AlignedBuffer<Double>(repeating: mark, count: count)
            return block[0] == mark && block[count / 3] == mark && block[count - 1] == mark
          }
        }
      }
      for await isWhole in group { #expect(isWhole) }
    }
  }
}
