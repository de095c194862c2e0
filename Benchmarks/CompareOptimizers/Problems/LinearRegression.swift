import Descent
import Foundation

extension NetworkProblem<Double> {
  /// Linear regression with features of a chosen condition number, and the exact solution beside it.
  ///
  /// The features are A = U·S·Vᵀ with random orthogonal U and V and singular values that fall
  /// evenly on a logarithmic scale by the condition number; y = A·w + noise. The lowest loss there is
  /// comes from least squares by QR, and all losses are heights above it, over all samples.
  ///
  /// - Parameters:
  ///   - conditionNumber: The largest singular value of the features over the smallest.
  ///   - budget: What the user may change.
  /// - Returns: The problem.
  /// - Throws: `LinearAlgebraError`, if the features had no full rank.
  static func linear(
    conditionNumber: Double, _ budget: ProblemBudget
  ) throws -> NetworkProblem {
    let (samples, features) = (512, 16)
    var generator = SeededGenerator(seed: 7)
    func normals(_ rows: Int, _ columns: Int) -> Matrix<Double> {
      Matrix(rows: rows, columns: columns) { _, _ in generator.nextNormal() }
    }
    let (u, v) = (
      try normals(samples, features).qr().q(), try normals(features, features).qr().q()
    )
    let scale = Double(samples).squareRoot()
    let stretched = Matrix<Double>(rows: features, columns: features) { row, column in
      let falls = Double(row) / Double(features - 1)
      return scale * pow(conditionNumber, -falls) * v[column, row]
    }
    let a = u * stretched
    let y = a * normals(features, 1) + normals(samples, 1) * 0.1
    let targets = Array(y)
    let fit = try withIntercept(a).leastSquares(targets)
    let exact = withIntercept(a) * fit.coefficients
    let lowest =
      zip(targets, exact).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(samples)
    let start = targets.reduce(0) { $0 + $1 * $1 } / Double(samples) - lowest
    let data = Dataset(features: a, values: y)
    let batchSize = min(budget.batchSize ?? 32, samples)
    let shape = ModelShape([features, 1])
    let ratio = NumberText.typed(conditionNumber)
    return NetworkProblem(
      description: ComparisonResults.Problem(
        name: "linear", title: "Linear regression, condition \(ratio)", kind: .convex,
        source: "made from a fixed seed; the exact solution by least squares (Householder QR)",
        data: "512 samples of 16 features with singular values that fall by \(ratio)",
        trainingCount: samples, validationCount: samples, testCount: samples, preprocessing: "",
        model: shape.text, activations: "none", parameterCount: shape.parameterCount,
        initialization: "Glorot uniform, biases 0",
        loss: "mean squared error above that of the exact solution, over the training samples",
        lowestLoss: lowest, scalar: "Double (64 bits)",
        target: .init(measure: .loss, value: 0.01 * start), epochs: budget.epochs ?? 60,
        stepsPerEpoch: (samples + batchSize - 1) / batchSize, batchSize: batchSize,
        hasAccuracy: false),
      training: data, validation: data, test: data, layers: [Dense(1, activation: .identity)],
      loss: .meanSquaredError)
  }

  /// The features with a column of ones, for the bias.
  private static func withIntercept(_ a: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: a.rows, columns: a.columns + 1) { row, column in
      column < a.columns ? a[row, column] : 1
    }
  }
}
