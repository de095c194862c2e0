import LinearAlgebra
import Testing

/// Whole numbers: every product is exact.
@Suite struct ScalarBufferCrossProductTests {
  @Test func followsTheRightHand() {
    let axes: [[Double]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    for index in 0..<3 {
      let (x, y, z) = (axes[index], axes[(index + 1) % 3], axes[(index + 2) % 3])
      #expect(x.crossProduct(y) == z)
      #expect(y.crossProduct(x) == z.map { -$0 })
      #expect(x.crossProduct(x) == [0, 0, 0])
    }
  }

  @Test func isAtRightAnglesToBoth() {
    let (x, y): ([Float], [Float]) = ([1, -2, 4], [3, 1, 2])
    #expect(x.crossProduct(y) == [-8, 10, 7])
    #expect(x.crossProduct(y).dotProduct(x) == 0 && x.crossProduct(y).dotProduct(y) == 0)
    let i = Complex<Double>(0, 1)
    #expect([i, 0, 0].crossProduct([0, i, 0]) == [0, 0, -1])
  }
}
