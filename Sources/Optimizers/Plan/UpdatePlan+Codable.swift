extension UpdatePlan: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule, baseLearningRate, groups, withoutDecay, clipping, accumulationSteps, lossScaling
    case averageDecay
  }

  /// Decodes the plan.
  ///
  /// - Throws: `DecodingError` when a part is missing, out of range, or does not go with the others.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      unchecked: try container.decode(Rule.self, forKey: .rule),
      baseLearningRate: try container.decode(Double.self, forKey: .baseLearningRate),
      groups: try container.decode([ParameterGroup<Rule>].self, forKey: .groups),
      withoutDecay: try container.decode([Range<Int>].self, forKey: .withoutDecay),
      clipping: try container.decodeIfPresent(Clipping.self, forKey: .clipping),
      accumulationSteps: try container.decode(Int.self, forKey: .accumulationSteps),
      lossScaling: try container.decodeIfPresent(LossScaling.self, forKey: .lossScaling),
      averageDecay: try container.decodeIfPresent(Double.self, forKey: .averageDecay))
    try refuse("the plan of \(Rule.name)", fault ?? planFault, from: decoder)
  }

  /// Encodes the plan.
  ///
  /// - Throws: Whatever the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule, forKey: .rule)
    try container.encode(baseLearningRate, forKey: .baseLearningRate)
    try container.encode(groups, forKey: .groups)
    try container.encode(withoutDecay, forKey: .withoutDecay)
    try container.encodeIfPresent(clipping, forKey: .clipping)
    try container.encode(accumulationSteps, forKey: .accumulationSteps)
    try container.encodeIfPresent(lossScaling, forKey: .lossScaling)
    try container.encodeIfPresent(averageDecay, forKey: .averageDecay)
  }
}
