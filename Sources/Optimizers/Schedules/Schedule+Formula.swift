extension Schedule {
  /// Every formula there is; an enumeration, so that a step asks it without an allocation.
  enum Formula: Equatable, Sendable {
    case constant(ConstantRate)
    case exponential(ExponentialDecay)
    case inverseTime(InverseTimeDecay)
    case polynomial(PolynomialDecay)
    case piecewiseConstant(PiecewiseConstantRate)
    case multiStep(MultiStepDecay)
    case linear(LinearFactor)
    case cosine(CosineDecay)
    case cosineAnnealing(CosineAnnealing)
    case cosineRestarts(CosineDecayRestarts)
    case cosineWarmRestarts(CosineWarmRestarts)
    case oneCycle(OneCycle)
    indirect case warmUp(WarmUp)

    /// The rate after `step` updates.
    func rate(atStep step: Int) -> Double {
      switch self {
      case .constant(let formula): formula.rate(atStep: step)
      case .exponential(let formula): formula.rate(atStep: step)
      case .inverseTime(let formula): formula.rate(atStep: step)
      case .polynomial(let formula): formula.rate(atStep: step)
      case .piecewiseConstant(let formula): formula.rate(atStep: step)
      case .multiStep(let formula): formula.rate(atStep: step)
      case .linear(let formula): formula.rate(atStep: step)
      case .cosine(let formula): formula.rate(atStep: step)
      case .cosineAnnealing(let formula): formula.rate(atStep: step)
      case .cosineRestarts(let formula): formula.rate(atStep: step)
      case .cosineWarmRestarts(let formula): formula.rate(atStep: step)
      case .oneCycle(let formula): formula.rate(atStep: step)
      case .warmUp(let formula): formula.rate(atStep: step)
      }
    }

    /// The payload with its kind; boxes it, so not for every step.
    private var named: (kind: Kind, formula: any ScheduleFormula) {
      switch self {
      case .constant(let formula): (.constant, formula)
      case .exponential(let formula): (.exponential, formula)
      case .inverseTime(let formula): (.inverseTime, formula)
      case .polynomial(let formula): (.polynomial, formula)
      case .piecewiseConstant(let formula): (.piecewiseConstant, formula)
      case .multiStep(let formula): (.multiStep, formula)
      case .linear(let formula): (.linear, formula)
      case .cosine(let formula): (.cosine, formula)
      case .cosineAnnealing(let formula): (.cosineAnnealing, formula)
      case .cosineRestarts(let formula): (.cosineRestarts, formula)
      case .cosineWarmRestarts(let formula): (.cosineWarmRestarts, formula)
      case .oneCycle(let formula): (.oneCycle, formula)
      case .warmUp(let formula): (.warmUp, formula)
      }
    }

    /// The name of the formula, as it is encoded.
    var kind: String { named.kind.rawValue }

    /// What is out of range, in one sentence, or nil.
    var fault: String? { named.formula.fault }
  }
}

extension Schedule.Formula: Codable {
  private enum Kind: String, Codable {
    case constant, exponential, inverseTime, polynomial, piecewiseConstant, multiStep, linear
    case cosine, cosineAnnealing, cosineRestarts, cosineWarmRestarts, oneCycle, warmUp
  }

  private enum CodingKeys: String, CodingKey { case kind }

  init(from decoder: any Decoder) throws {
    switch try decoder.container(keyedBy: CodingKeys.self).decode(Kind.self, forKey: .kind) {
    case .constant: self = .constant(try ConstantRate(from: decoder))
    case .exponential: self = .exponential(try ExponentialDecay(from: decoder))
    case .inverseTime: self = .inverseTime(try InverseTimeDecay(from: decoder))
    case .polynomial: self = .polynomial(try PolynomialDecay(from: decoder))
    case .piecewiseConstant: self = .piecewiseConstant(try PiecewiseConstantRate(from: decoder))
    case .multiStep: self = .multiStep(try MultiStepDecay(from: decoder))
    case .linear: self = .linear(try LinearFactor(from: decoder))
    case .cosine: self = .cosine(try CosineDecay(from: decoder))
    case .cosineAnnealing: self = .cosineAnnealing(try CosineAnnealing(from: decoder))
    case .cosineRestarts: self = .cosineRestarts(try CosineDecayRestarts(from: decoder))
    case .cosineWarmRestarts: self = .cosineWarmRestarts(try CosineWarmRestarts(from: decoder))
    case .oneCycle: self = .oneCycle(try OneCycle(from: decoder))
    case .warmUp: self = .warmUp(try WarmUp(from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let (kind, formula) = named
    try container.encode(kind, forKey: .kind)
    // The formula's numbers stand beside its kind, in the same container.
    try formula.encode(to: encoder)
  }
}

extension Schedule: Codable {
  /// Decodes a schedule.
  ///
  /// - Throws: `DecodingError` when the kind is unknown, or a number is missing or out of range.
  public init(from decoder: any Decoder) throws {
    formula = try Formula(from: decoder)
    if let fault = formula.fault {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "schedule \(formula.kind): \(fault)"))
    }
  }

  /// Encodes the schedule: its kind, and its numbers by name.
  ///
  /// - Throws: Whatever the encoder throws.
  public func encode(to encoder: any Encoder) throws { try formula.encode(to: encoder) }
}
