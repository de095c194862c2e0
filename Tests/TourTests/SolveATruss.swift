import Descent
import Foundation

func solveATruss() throws {
  let joints: [(x: Double, y: Double)] = [(0, 0), (6, 0), (12, 0), (3, 4), (9, 4)]
  let bars = [(0, 1), (1, 2), (0, 3), (1, 3), (1, 4), (2, 4), (3, 4)]
  let strength = 200_000.0  // E·A in kN: ten square centimetres of steel

  // A row per bar, two columns per joint: stretching * u is how much longer each bar gets.
  var stretching = Matrix<Double>.zeros(rows: bars.count, columns: 2 * joints.count)
  var springs: [Double] = []  // kN per metre
  for (bar, (from, to)) in bars.enumerated() {
    let (dx, dy) = (joints[to].x - joints[from].x, joints[to].y - joints[from].y)
    let length = (dx * dx + dy * dy).squareRoot()
    for (joint, sign) in [(from, -1.0), (to, 1.0)] {
      stretching[bar, 2 * joint] = sign * dx / length
      stretching[bar, 2 * joint + 1] = sign * dy / length
    }
    springs.append(strength / length)
  }
  let stiffness = stretching.multiplied(
    by: stretching.multiplyingElements(byColumn: springs), transposeLeft: true)

  var loads = [Double](repeating: 0, count: 2 * joints.count)
  loads[3] = -80  // kN, on joint 1, downwards

  // Joint 0 is held in x and y, joint 2 in y; the other seven coordinates are free.
  let free = [2, 3, 4, 6, 7, 8, 9]
  let moves = try stiffness.rows(at: free).columns(at: free)
    .solve(free.map { loads[$0] }, structure: .positiveDefinite)
  var u = [Double](repeating: 0, count: loads.count)
  for (place, move) in zip(free, moves) { u[place] = move }
  print(String(format: "joint 1 sinks by %.2f mm", -1000 * u[3]))

  let forces = zip(springs, stretching * u).map { $0 * $1 }
  for ((from, to), force) in zip(bars, forces) {
    print(String(format: "bar %d–%d %+6.1f kN", from, to, force))
  }

  let held = stretching.multiplied(by: forces, transpose: true)
  let reactions = zip(held, loads).map { $0 - $1 }
  print(String(format: "the supports push up with %.1f and %.1f kN", reactions[1], reactions[5]))
  let greatest = free.map { reactions[$0] }.vectorNorm(order: .infinity)
  print("at the free joints the forces cancel:", greatest < 1e-10)
}
