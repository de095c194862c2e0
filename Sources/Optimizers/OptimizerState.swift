internal import ElementwiseKernels

/// What an optimizer remembers about its parameters between steps.
///
/// A value, allocated whole before the first step: assigning it takes a snapshot, and a run that is
/// continued from the snapshot has the same bits as one that never stopped.
public struct OptimizerState<Scalar: RealScalar>: Sendable {
  /// The rule that made the state, such as "RMSprop".
  public let rule: String

  /// Whose variant of the rule made it, such as "pytorch"; nil for a rule without conventions.
  public let convention: String?

  /// The names of the moments, for example `["meanSquare", "momentum"]`.
  public let moments: [String]

  /// The number of parameters.
  public let count: Int

  /// The number of steps taken.
  public internal(set) var step = 0

  /// A product that some rules carry from step to step, such as ``NAdam``'s; 1 for all others.
  public internal(set) var product = 1.0

  // All moments in one block, moment k at k · stride. The stride is a multiple of 64 bytes.
  var buffer: AlignedBuffer<Scalar>
  let stride: Int
  // What a plan around the rule remembers, and what it works in.
  var progress = PlanProgress()
  var workspace: PlanWorkspace<Scalar>?

  /// Creates the state before the first step.
  ///
  /// - Parameters:
  ///   - rule: The rule that will use it.
  ///   - convention: Whose variant of the rule, or nil.
  ///   - moments: What is remembered per parameter, by name.
  ///   - initialMoments: What each of the moments starts from; zeros when left out.
  ///   - count: The number of parameters.
  /// - Precondition: `count ≥ 0`, and there are as many initial values as moments.
  public init(
    rule: String, convention: String? = nil, moments: [String], initialMoments: [Double]? = nil,
    count: Int
  ) {
    require(count >= 0, "a state cannot remember \(count) parameters")
    require(
      initialMoments == nil || initialMoments?.count == moments.count,
      "the moments \(moments) cannot start from \(initialMoments ?? [])")
    self.rule = rule
    self.convention = convention
    self.moments = moments
    self.count = count
    stride = Self.stride(of: count)
    buffer = AlignedBuffer(zeros: stride * moments.count)
    for (index, value) in (initialMoments ?? []).enumerated() where value != 0 {
      for offset in 0..<count { buffer[index * stride + offset] = Scalar(value) }
    }
  }

  /// The distance between moments of `count` parameters, in scalars.
  ///
  /// A multiple of 64 bytes. Were it one of 4 KiB, which a count of 2ⁿ gives, element i of all
  /// moments would fall into the same sets of the caches and, in memory, the same bank: that costs
  /// half of the speed and more. So moments from 16 KiB on begin 832 bytes further into a page each,
  /// and those from 1 MiB on 8,320 bytes further from a multiple of 128 KiB.
  private static func stride(of count: Int) -> Int {
    let size = MemoryLayout<Scalar>.stride
    let (multiple, shift) =
      switch count * size {
      case ..<(16 << 10): (64, 0)
      case ..<(1 << 20): (4 << 10, 832)
      default: (128 << 10, 8_320)
      }
    return (count * size + multiple - 1) / multiple * multiple / size + shift / size
  }

  /// One moment of all parameters, or nil when the rule keeps none of that name.
  ///
  /// - Precondition: A value that is assigned has ``count`` scalars, and the name exists.
  public subscript(moment: String) -> [Scalar]? {
    get {
      guard let index = moments.firstIndex(of: moment) else { return nil }
      let start = index * stride
      return Array(buffer.span.extracting(start..<start + count))
    }
    set {
      guard let index = moments.firstIndex(of: moment) else {
        fatalError("'\(moment)' is not one of the moments \(moments) of \(rule)")
      }
      guard let newValue, newValue.count == count else {
        let found = newValue.map { "\($0.count)" } ?? "nil"
        fatalError("moment '\(moment)' has \(count) scalars and cannot be set to \(found)")
      }
      for (offset, value) in newValue.enumerated() { buffer[index * stride + offset] = value }
    }
  }
}

extension OptimizerState: Equatable {
  /// Whether both remember the same.
  public static func == (left: OptimizerState, right: OptimizerState) -> Bool {
    left.rule == right.rule && left.convention == right.convention && left.moments == right.moments
      && left.count == right.count && left.step == right.step && left.product == right.product
      && left.progress == right.progress
      && left.moments.indices.allSatisfy { left.moment($0, equals: right) }
  }

  private func moment(_ index: Int, equals other: OptimizerState) -> Bool {
    if isStale(moments[index]) { return true }
    let range = index * stride..<index * stride + count
    let (own, others) = (buffer.span.extracting(range), other.buffer.span.extracting(range))
    return own.indices.allSatisfy { own[$0] == others[$0] }
  }

  /// Whether the next step overwrites a moment unread: the sum of no gradients.
  fileprivate func isStale(_ moment: String) -> Bool {
    moment == accumulatedMoment && progress.heldGradients == 0
  }
}

extension OptimizerState: Codable {
  private static var largestCount: Int { 1 << 48 }

  private enum CodingKeys: String, CodingKey {
    case rule, convention, count, step, product, plan, moments, values
  }

  /// Decodes a state.
  ///
  /// - Throws: `DecodingError` when a moment's length differs from the count, or a number is out of
  ///   range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let count = try container.decode(Int.self, forKey: .count)
    let step = try container.decode(Int.self, forKey: .step)
    let product = try container.decodeIfPresent(Double.self, forKey: .product) ?? 1
    let moments = try container.decode([String].self, forKey: .moments)
    let values = try container.decode([[Scalar]].self, forKey: .values)
    // A state without moments states its count alone; no count that could be one is this large.
    guard (0...Self.largestCount).contains(count), (0...Self.largestCount).contains(step),
      values.count == moments.count, values.allSatisfy({ $0.count == count }),
      Set(moments).count == moments.count
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container,
        debugDescription: "\(moments.count) moments of \(count) parameters after \(step) steps "
          + "cannot have lengths \(values.map(\.count))")
    }
    let progress =
      try container.decodeIfPresent(PlanProgress.self, forKey: .plan) ?? PlanProgress()
    if let fault = progress.fault(moments: moments) {
      throw DecodingError.dataCorruptedError(
        forKey: .plan, in: container, debugDescription: fault)
    }
    guard product >= 0 && product <= 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .product, in: container,
        debugDescription: "a product of momenta lies in 0...1, but is \(product)")
    }
    self.init(
      rule: try container.decode(String.self, forKey: .rule),
      convention: try container.decodeIfPresent(String.self, forKey: .convention),
      moments: moments, count: count)
    self.step = step
    self.product = product
    self.progress = progress
    for (name, value) in zip(moments, values) { self[name] = value }
  }

  /// Encodes the state.
  ///
  /// - Throws: Whatever the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule, forKey: .rule)
    try container.encodeIfPresent(convention, forKey: .convention)
    try container.encode(count, forKey: .count)
    try container.encode(step, forKey: .step)
    try container.encode(product, forKey: .product)
    if progress != PlanProgress() { try container.encode(progress, forKey: .plan) }
    try container.encode(moments, forKey: .moments)
    // What is stale may be infinite, which JSON cannot hold.
    let values = moments.map { moment in
      isStale(moment) ? Array(repeating: 0, count: count) : self[moment] ?? []
    }
    try container.encode(values, forKey: .values)
  }
}
