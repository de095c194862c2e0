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

    /// Nil where the columns are not equally long.
    var epochs: [ComparisonResults.Epoch]? {
      let counts = [
        steps.count, seconds.count, trainingLoss.count, validationLoss.count,
        validationAccuracy?.count ?? number.count,
      ]
      guard counts.allSatisfy({ $0 == number.count }) else { return nil }
      return number.indices.map { index in
        ComparisonResults.Epoch(
          number: number[index], steps: steps[index], seconds: seconds[index],
          trainingLoss: trainingLoss[index], validationLoss: validationLoss[index],
          validationAccuracy: validationAccuracy?[index])
      }
    }
  }

  /// What is wrong with epochs of which no list can be made.
  static let unevenColumns = "has columns of different lengths"

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    stage = try container.decode(Stage.self, forKey: .stage)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    settings = try container.decodeIfPresent([ComparisonResults.Setting].self, forKey: .settings)
    seed = try container.decode(UInt64.self, forKey: .seed)
    guard let epochs = try container.decode(Columns.self, forKey: .epochs).epochs else {
      throw DecodingError.dataCorruptedError(
        forKey: .epochs, in: container, debugDescription: Self.unevenColumns)
    }
    self.epochs = epochs
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
