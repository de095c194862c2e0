/// How the gradient of an ``UpdatePlan`` is kept from becoming too large.
///
/// A norm that is not finite makes all that share it NaN, unless ``LossScaling`` skips the step. Keras
/// does so in `global_clipnorm`; where a norm is infinite, its `clipnorm` and PyTorch make finite
/// elements 0 and the others NaN. By value, ∞ becomes the limit and NaN stays.
public enum Clipping: Equatable, Sendable {
  /// Every element into −c...c, as in Keras' `clipvalue` and PyTorch's `clip_grad_value_`.
  case value(Double)
  /// Each of the ranges by its own Euclidean norm, as in Keras' `clipnorm`, where the ranges are
  /// the variables: `model.parameters.blocks.map(\.range)`. Parameters in none stay unclipped.
  case norm(Double, of: [Range<Int>], formula: NormFormula = .exact)
  /// All parameters by their common Euclidean norm, as in Keras' `global_clipnorm` and PyTorch's
  /// `clip_grad_norm_`.
  case globalNorm(Double, formula: NormFormula = .exact)

  /// What multiplies a gradient of norm ‖g‖ that may have the norm c.
  public enum NormFormula: String, Codable, Sendable {
    /// c / max(‖g‖, c): a gradient within the limit stays as it is, and one beyond has norm c.
    /// Keras and Optax.
    case exact
    /// min(1, c / (‖g‖ + 10⁻⁶)): a gradient beyond the limit has a norm slightly below c. PyTorch.
    case pytorch
  }
}

extension Clipping {
  /// The largest norm or magnitude.
  var limit: Double {
    switch self {
    case .value(let limit), .norm(let limit, _, _), .globalNorm(let limit, _): limit
    }
  }

  /// The ranges that are clipped by their own norms.
  var ranges: [Range<Int>] {
    if case .norm(_, let ranges, _) = self { ranges } else { [] }
  }

  /// What multiplies a gradient, from the norm of all that moves, and that of the range with a limit
  /// of its own if it is in one; NaN where the norm is not finite.
  func factor(norm: Double, rangeNorm: Double?) -> Double {
    switch self {
    case .value: 1
    case .norm(let limit, _, let formula): rangeNorm.map { formula.factor($0, limit) } ?? 1
    case .globalNorm(let limit, let formula): formula.factor(norm, limit)
    }
  }
}

extension Clipping.NormFormula {
  fileprivate func factor(_ norm: Double, _ limit: Double) -> Double {
    switch self {
    case _ where !norm.isFinite: .nan
    case .exact: norm > limit ? limit / norm : 1
    case .pytorch: min(1, limit / (norm + 1e-6))
    }
  }
}

extension Clipping: Codable {
  private enum CodingKeys: String, CodingKey { case kind, limit, ranges, formula }
  private enum Kind: String, Codable { case value, norm, globalNorm }

  /// Decodes the clipping.
  ///
  /// - Throws: `DecodingError` when the kind is none of these, or a part is missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let limit = try container.decode(Double.self, forKey: .limit)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .value: self = .value(limit)
    case .norm:
      self = .norm(
        limit, of: try container.decode([Range<Int>].self, forKey: .ranges),
        formula: try container.decode(NormFormula.self, forKey: .formula))
    case .globalNorm:
      self = .globalNorm(
        limit, formula: try container.decode(NormFormula.self, forKey: .formula))
    }
  }

  /// Encodes the clipping.
  ///
  /// - Throws: Whatever the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(limit, forKey: .limit)
    switch self {
    case .value: try container.encode(Kind.value, forKey: .kind)
    case .norm(_, let ranges, let formula):
      try container.encode(Kind.norm, forKey: .kind)
      try container.encode(ranges, forKey: .ranges)
      try container.encode(formula, forKey: .formula)
    case .globalNorm(_, let formula):
      try container.encode(Kind.globalNorm, forKey: .kind)
      try container.encode(formula, forKey: .formula)
    }
  }
}
