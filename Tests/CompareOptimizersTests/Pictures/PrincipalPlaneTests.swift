import Descent
import Testing

@testable import CompareOptimizers

@Suite struct PrincipalPlaneTests {
  /// Positions in a plane of known directions: both ways to find it, by more and by fewer coordinates
  /// than positions.
  @Test(arguments: [(40, 12), (6, 30)])
  func `the plane that the positions lie in is found, and distances in it stay`(
    _ coordinates: Int, _ count: Int
  ) throws {
    var generator = SeededGenerator(seed: 5)
    let basis = try Matrix<Double>(rows: coordinates, columns: 2) { _, _ in generator.nextNormal() }
      .qr().q()
    // Three times as far along the first as along the second.
    let known = Matrix<Double>(rows: count, columns: 2) { _, column in
      generator.nextNormal() * (column == 0 ? 3 : 1)
    }
    let offset: [Double] = (0..<coordinates).map { _ in generator.nextNormal() }
    let positions = (known * basis.transposed()).adding(row: offset)
    let rows = (0..<count).map { row in (0..<coordinates).map { positions[row, $0] } }
    let plane = try #require(
      PrincipalPlane(positions: positions, center: rows[count - 1], start: rows[0]))
    let products = plane.directions.gramMatrix(ofRows: true)
    // Of length 1, at right angles: a few roundings.
    #expect(abs(products[0, 0] - 1) <= 1e-14 && abs(products[1, 1] - 1) <= 1e-14)
    #expect(abs(products[0, 1]) <= 1e-14)
    // All of the way lies in the plane; Gram's matrix squares the rounding.
    #expect(abs(plane.shares.reduce(0, +) - 1) <= 1e-12)
    #expect(plane.shares[0] > plane.shares[1])
    let points = plane.coordinates(of: positions)
    #expect(abs(points[count - 1].x) <= 1e-13 && abs(points[count - 1].y) <= 1e-13)
    #expect(points[0].x <= 0 && points[0].y <= 0)
    let back = plane.positions(of: points)
    for row in 0..<count {
      for column in 0..<coordinates {
        #expect(abs(back[row, column] - positions[row, column]) <= 1e-12)
      }
    }
  }

  @Test func `of positions in more dimensions two are kept, and their share says how much`() throws
  {
    // Along three axes, by 4, 2 and 1 to either side of the center.
    let offsets: [[Double]] = [
      [4, 0, 0, 0], [-4, 0, 0, 0], [0, 2, 0, 0], [0, -2, 0, 0], [0, 0, 1, 0], [0, 0, -1, 0],
    ]
    let plane = try #require(
      PrincipalPlane(positions: Matrix(offsets), center: [0, 0, 0, 0], start: [4, 2, 0, 0]))
    #expect(abs(plane.shares[0] - 16.0 / 21) <= 1e-14 && abs(plane.shares[1] - 4.0 / 21) <= 1e-14)
    // Turned so that the start lies to the left, below.
    let start = plane.coordinates(of: [[4, 2, 9, 0]])
    #expect(abs(start[0].x + 4) <= 1e-13 && abs(start[0].y + 2) <= 1e-13)
  }

  @Test func `a straight way has a plane all the same, and none at all has none`() throws {
    let line: [[Float]] = (0..<8).map { step in (0..<20).map { Float($0 * step) } }
    let plane = try #require(
      PrincipalPlane(positions: Matrix(line), center: line[7], start: line[0]))
    let products = plane.directions.gramMatrix(ofRows: true)
    #expect(abs(products[0, 1]) <= 1e-6 && abs(products[1, 1] - 1) <= 1e-6)
    #expect(abs(plane.shares[0] - 1) <= 1e-6 && plane.shares[1] <= 1e-6)
    let still = [[Float]](repeating: [1, 2, 3], count: 5)
    #expect(PrincipalPlane(positions: Matrix(still), center: still[0], start: still[0]) == nil)
  }
}
