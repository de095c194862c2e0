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
    let blocks = (0..<2).map { _ in AlignedBuffer<Double>(zeros: count) }
    let places = blocks.map { address(of: $0) % 4096 }
    #expect(places[0] != places[1])
  }
}
