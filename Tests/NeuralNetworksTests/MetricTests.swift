import Descent
import TestSupport
import Testing

@testable import NeuralNetworks

@Suite struct MetricTests {
  @Test(arguments: EngineFixtures.losses.metrics)
  func matchesKeras(_ testCase: LossFixture.MetricCase) throws {
    if testCase.dtype == "float32" {
      try check(testCase, as: Float.self)
    } else {
      try check(testCase, as: Double.self)
    }
  }

  private func check<Scalar: RealScalar>(
    _ testCase: LossFixture.MetricCase, as scalar: Scalar.Type
  ) throws {
    let metric = try #require(Self.metric(for: testCase))
    let inputs = try #require(EngineFixtures.losses.metricInputs[testCase.dtype])
    let predictions: Matrix<Scalar> = matrix(try #require(inputs.matrices[testCase.predictions]))
    let targets: Matrix<Scalar> =
      inputs.matrices[testCase.targets].map(matrix)
      ?? Matrix(rows: 0, columns: 0)
    let labels = testCase.targets == "labels" ? inputs.labels : []
    let sum = metric.sum(
      rows: predictions.rows, columns: predictions.columns, values: predictions.span,
      labels: labels.span, targets: targets.span, isBinary: testCase.name == "binary_accuracy")
    // Keras averages in the scalar type, over ten samples.
    let bound = 8 * Double(Scalar.ulpOfOne) * max(1, testCase.value)
    #expect((sum / Double(predictions.rows) - testCase.value).magnitude <= bound)
  }

  private static func metric(for testCase: LossFixture.MetricCase) -> Metric? {
    switch testCase.name {
    case "sparse_categorical_accuracy", "categorical_accuracy", "binary_accuracy": .accuracy
    case "sparse_top_k_categorical_accuracy", "top_k_categorical_accuracy":
      testCase.options.k.map { .topKAccuracy($0) }
    case "mean_absolute_error": .meanAbsoluteError
    case "mean_squared_error": .meanSquaredError
    default: nil
    }
  }
}
