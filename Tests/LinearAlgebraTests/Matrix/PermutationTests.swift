import LinearAlgebra
import TestSupport
import Testing

@Suite struct PermutationTests {
  @Test func vectorsGoTheWayOfRows() {
    let order: Permutation = [2, 0, 1]
    #expect(order.applied(to: ["a", "b", "c"]) == ["c", "a", "b"])
    let a: Matrix<Double> = [[1, 2], [3, 4], [5, 6]]
    #expect(order.applied(to: a[column: 1]) == a.permutedRows(by: order)[column: 1])
    #expect(order.inverse.applied(to: order.applied(to: [7, 8, 9])) == [7, 8, 9])
    #expect(order[0] == 2 && order.description == "[2, 0, 1]")
    let long = Permutation((0..<1001).reversed())
    #expect(long.description == "[1000, 999, 998, …, 2, 1, 0]  (1001)")
  }

  /// Each product of factors has the error γₙ·|L||U| (Higham, theorem 9.3), or that of QR, theorem 19.4.
  @Test func factorizationsGiveTheOrderOfTheirRows() throws {
    var noise = NoiseGenerator(seed: 11)
    let a: Matrix<Double> = noise.matrix(9, 9)
    let bound = 9 * 9 * Double.ulpOfOne * greatest(a)
    let lu = try a.lu()
    #expect(distance(a.permutedRows(by: lu.permutation), lu.lower * lu.upper) <= bound)
    let sign = lu.permutation.isEven ? 1.0 : -1
    let product = lu.upper.diagonal().reduce(sign, *)
    #expect(abs(lu.determinant / product - 1) <= 20 * Double.ulpOfOne)
    let qr = try a.pivotedQR()
    #expect(
      distance(a.permutedColumns(by: qr.permutation), qr.qr.q() * qr.qr.r()) <= 4 * bound)
    #expect(distance(qr.reconstructed(), a) <= 4 * bound)
    let s = a + a.transposed()
    let (l, d, p) = try s.ldl().parts
    #expect(
      distance(s.permutedRows(by: p).permutedColumns(by: p), l * d * l.transposed()) <= 8 * bound)
  }
}
