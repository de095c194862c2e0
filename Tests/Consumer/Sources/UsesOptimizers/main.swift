import Optimizers

// Only the update rules: a program like this one does not need OpenBLAS where it runs.

func valley(_ x: [Double]) -> (value: Double, gradient: [Double]) {
  (value: x[0] * x[0] + 10 * x[1] * x[1], gradient: [2 * x[0], 20 * x[1]])
}

let minimum = try minimize(
  valley, from: [3, -1], with: SGD(learningRate: 0.05), until: .gradientNorm(below: 1e-9))
print("minimum found: \(minimum.value < 1e-15)")
