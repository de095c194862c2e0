import Descent
import Foundation

func measureACondition() throws {
  var generator = SeededGenerator(seed: 1)
  print(" n    1/κ    promised   found")
  for n in 2...6 {
    let h = Matrix<Double>.hilbert(n)
    let condition = try h.conditionNumber()
    let truth = Matrix<Double>.uniform(rows: n, columns: 100, in: -1..<1, using: &generator)
    let exact = h * truth
    // What is measured to eight digits.
    let noise = Matrix<Double>.uniform(rows: n, columns: 100, in: -1..<1, using: &generator)
    let measured = exact + (1e-8 * exact.norm() / noise.norm()) * noise
    let solution = try h.solve(measured)
    let error = (solution - truth).norm() / truth.norm()
    let (promised, found) = (8 - log10(condition), -log10(error))
    print(String(format: "%2d  %.1e  %6.1f   %6.1f", n, 1 / condition, promised, found))
  }

  for n in [6, 14] {
    let reciprocal = try Matrix<Double>.hilbert(n).solver().reciprocalCondition
    print("n = \(n): 1/κ is greater than rounding errors:", reciprocal > Double.ulpOfOne)
  }
}
