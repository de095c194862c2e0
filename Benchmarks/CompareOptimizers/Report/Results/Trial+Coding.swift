import Descent

extension ComparisonResults.Trial {
  private enum CodingKeys: String, CodingKey {
    case stage, learningRate, settings, seed, epochs, testLoss, testAccuracy, stepsToTarget
    case secondsToTarget, stepsToFirstTouch, divergedAtStep, failure
  }

  /// The epochs as columns: a tenth of the bytes of a list of epochs with the names in each.
  private struct Columns: Codable {
    var number: [Int] = []
    var steps: [Int] = []
    var seconds: [Double] = []
    var trainingLoss: [Double] = []
    var validationLoss: [Double] = []
    var validationAccuracy: [Double]?

    init(_ epochs: [ComparisonResults.Epoch]) {
      number = epochs.map(\.number)
      steps = epochs.map(\.steps)
      seconds = epochs.map(\.seconds)
      trainingLoss = epochs.map(\.trainingLoss)
      validationLoss = epochs.map(\.validationLoss)
      let accuracies = epochs.compactMap(\.validationAccuracy)
      validationAccuracy = accuracies.count == epochs.count && !epochs.isEmpty ? accuracies : nil
    }

    /// The rows.
    ///
    /// A row takes four times as much memory as the shortest text of one whose numbers are in order; so those
    /// that are not are refused before there are rows.
    ///
    /// - Throws: `DecodingError` where the columns are not equally long, the numbers are not 1, 2, 3 and so on, or
    ///   there are fewer steps than epochs.
    func epochs(in path: [any CodingKey]) throws -> [ComparisonResults.Epoch] {
      let counts = [
        steps.count, seconds.count, trainingLoss.count, validationLoss.count,
        validationAccuracy?.count ?? number.count,
      ]
      guard counts.allSatisfy({ $0 == number.count }) else {
        throw DecodingError.corrupted(path, "has columns of different lengths")
      }
      guard number.enumerated().allSatisfy({ $0 + 1 == $1 }) else {
        throw DecodingError.corrupted(path, "has epochs that are not numbered from 1")
      }
      guard zip(number, steps).allSatisfy({ $0 <= $1 }) else {
        throw DecodingError.corrupted(path, "has fewer steps than epochs")
      }
      return number.indices.map { index in
        ComparisonResults.Epoch(
          number: number[index], steps: steps[index], seconds: seconds[index],
          trainingLoss: trainingLoss[index], validationLoss: validationLoss[index],
          validationAccuracy: validationAccuracy?[index])
      }
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    stage = try container.decode(Stage.self, forKey: .stage)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    settings = try container.decodeIfPresent([ComparisonResults.Setting].self, forKey: .settings)
    seed = try container.decode(UInt64.self, forKey: .seed)
    epochs = try container.decode(Columns.self, forKey: .epochs)
      .epochs(in: container.codingPath + [CodingKeys.epochs])
    testLoss = try container.decodeIfPresent(Double.self, forKey: .testLoss)
    testAccuracy = try container.decodeIfPresent(Double.self, forKey: .testAccuracy)
    stepsToTarget = try container.decodeIfPresent(Int.self, forKey: .stepsToTarget)
    secondsToTarget = try container.decodeIfPresent(Double.self, forKey: .secondsToTarget)
    stepsToFirstTouch = try container.decodeIfPresent(Int.self, forKey: .stepsToFirstTouch)
    divergedAtStep = try container.decodeIfPresent(Int.self, forKey: .divergedAtStep)
    failure = try container.decodeIfPresent(String.self, forKey: .failure)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(stage, forKey: .stage)
    try container.encode(learningRate, forKey: .learningRate)
    try container.encodeIfPresent(settings, forKey: .settings)
    try container.encode(seed, forKey: .seed)
    try container.encode(Columns(epochs), forKey: .epochs)
    try container.encodeIfPresent(testLoss, forKey: .testLoss)
    try container.encodeIfPresent(testAccuracy, forKey: .testAccuracy)
    try container.encodeIfPresent(stepsToTarget, forKey: .stepsToTarget)
    try container.encodeIfPresent(secondsToTarget, forKey: .secondsToTarget)
    try container.encodeIfPresent(stepsToFirstTouch, forKey: .stepsToFirstTouch)
    try container.encodeIfPresent(divergedAtStep, forKey: .divergedAtStep)
    try container.encodeIfPresent(failure, forKey: .failure)
  }
}
