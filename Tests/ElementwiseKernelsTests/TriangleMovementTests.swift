import ComplexModule
import ElementwiseKernels
import TestSupport
import Testing

@Suite struct TriangleMovementTests {
  static let orders = [0, 1, 2, 7, 8, 9, 31, 32, 33, 64, 71]

  @Test(arguments: orders) func trianglesGoWhereTheyBelong(_ n: Int) {
    check(n) { Float($0) }
    check(n) { Double($0) }
    check(n) { Complex(Float($0), Float(-$0 - 1)) }
    check(n) { Complex(Double($0), Double(-$0 - 1)) }
  }

  /// Every element is another number, exact in all types.
  private func check<Scalar: MatrixScalar>(_ n: Int, _ number: (Int) -> Scalar) {
    let a = (0..<n * n).map(number)
    let blank = [Scalar](repeating: number(n * n), count: n * n)
    func expected(_ element: (_ row: Int, _ column: Int) -> Scalar) -> [Scalar] {
      (0..<n * n).map { element($0 / n, $0 % n) }
    }
    func changed(_ start: [Scalar], _ change: (inout MutableSpan<Scalar>) -> Void) -> [Scalar] {
      var result = start
      var target = result.mutableSpan
      change(&target)
      return result
    }
    onEveryInstructionSet { set in
      let comment = Comment(rawValue: "\(n) of \(Scalar.self), \(set)")
      let up = changed(a) { mirrorTriangle(order: n, ontoLower: false, &$0) }
      #expect(up == expected { a[max($0, $1) * n + min($0, $1)] }, comment)
      let down = changed(a) { mirrorTriangle(order: n, ontoLower: true, &$0) }
      #expect(down == expected { a[min($0, $1) * n + max($0, $1)] }, comment)
      let apart = changed(blank) { transposeLowerTriangle(order: n, a.span, into: &$0) }
      #expect(apart == expected { $0 > $1 ? blank[0] : a[$1 * n + $0] }, comment)
      let lower = changed(blank) { copyLowerTriangle(order: n, a.span, into: &$0) }
      #expect(lower == expected { $0 < $1 ? 0 : a[$0 * n + $1] }, comment)
      let plain = changed(a) { mirrorLowerTriangle(order: n, &$0, conjugating: false) }
      #expect(plain == up, comment)
      let conjugate = changed(a) { mirrorLowerTriangle(order: n, &$0, conjugating: true) }
      #expect(
        conjugate == expected { $0 < $1 ? a[$1 * n + $0].conjugated : a[$0 * n + $1] }, comment)
    }
  }
}
