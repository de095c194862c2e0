import Optimizers
import Testing

/// Where the moments of one parameter lie from each other.
@Suite struct MomentPlacesTests {
  private func stride<Scalar: RealScalar>(count: Int, as scalar: Scalar.Type) -> Int {
    let optimizer = Adam(amsgrad: true)
    var state = optimizer.makeState(count: count, of: scalar)
    return state.withMoments(of: optimizer, count: count) { moments, stride in
      #expect(moments.count == 3 * stride)
      return stride
    }
  }

  @Test(arguments: [0, 1, 16, 17, 2047])
  func smallMomentsFollowOneAnotherOnCacheLines(_ count: Int) {
    #expect(stride(count: count, as: Float.self) == (count + 15) / 16 * 16)
    #expect(stride(count: count, as: Double.self) == (count + 7) / 8 * 8)
  }

  /// Powers of two, and counts whose bytes end just before one.
  @Test(arguments: [
    4096, 1 << 14, 50_890, 1 << 16, 1 << 18, 1 << 20, (1 << 20) - 2080, (1 << 20) - 16, 1_234_567,
  ])
  func noTwoMomentsBeginAtTheSamePlaceOfAPage(_ count: Int) {
    check(count: count, as: Float.self)
    check(count: count, as: Double.self)
  }

  private func check<Scalar: RealScalar>(count: Int, as scalar: Scalar.Type) {
    let stride = stride(count: count, as: scalar)
    #expect(stride >= count)
    let bytes = stride * MemoryLayout<Scalar>.stride
    #expect(bytes % 64 == 0)
    #expect(Set([0, bytes % 4096, 2 * bytes % 4096]).count == 3, "\(bytes) bytes apart")
    // What it costs in memory: less than a third of the smallest, a seventh of large ones.
    let needed = count * MemoryLayout<Scalar>.stride
    #expect(bytes - needed <= (needed < 1 << 20 ? 5 << 10 : 137 << 10))
  }
}
