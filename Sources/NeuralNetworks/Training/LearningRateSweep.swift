/// What a loss did while the learning rate rose: the result of a learning-rate finder.
///
/// - SeeAlso: L. Smith, "Cyclical Learning Rates for Training Neural Networks",
///   <https://arxiv.org/abs/1506.01186>, 2017.
public struct LearningRateSweep: Codable, Equatable, Sendable {
  /// One step of the sweep.
  public struct Point: Codable, Equatable, Sendable {
    /// η of the step.
    public let learningRate: Double
    /// The mean loss of the batch, before the update.
    public let loss: Double
    /// The exponential mean of the losses up to here, without the bias to its start.
    public let smoothedLoss: Double
  }

  /// The steps in the order of rising rates, up to where the loss diverged.
  public let points: [Point]

  /// The rate at which the loss became too high or not finite; nil where it never did.
  public let divergedAt: Double?

  /// The rate where the smoothed loss falls most steeply over the logarithm of the rate.
  ///
  /// The slope at a point is the mean of those to both sides, and the first tenth of the steps,
  /// where the mean has not settled, is left out. A rate to start from.
  /// Nil where there are fewer than three points to choose from, or the loss never falls.
  public var steepest: Double? {
    let start = max(1, points.count / 10)
    guard points.count - 1 - start >= 3 else { return nil }
    let slopes = (start..<points.count - 1).map {
      points[$0 + 1].smoothedLoss - points[$0 - 1].smoothedLoss
    }
    guard let lowest = slopes.min(), lowest < 0, let index = slopes.firstIndex(of: lowest) else {
      return nil
    }
    return points[start + index].learningRate
  }

  /// A tenth of the rate where the smoothed loss is lowest: a rate to start from; nil where the
  /// first loss is the lowest.
  public var tenthOfMinimum: Double? {
    guard let lowest = points.map(\.smoothedLoss).min(),
      let index = points.firstIndex(where: { $0.smoothedLoss == lowest }), index > 0
    else { return nil }
    return points[index].learningRate / 10
  }

  /// The lower of ``steepest`` and ``tenthOfMinimum``, or the one that there is.
  public var suggestion: Double? {
    guard let steepest, let tenthOfMinimum else { return steepest ?? tenthOfMinimum }
    return min(steepest, tenthOfMinimum)
  }
}

/// The exponential mean of losses, x̂ₖ = (1 − β)·Σ βᵏ⁻ⁱ·xᵢ / (1 − βᵏ), k from 1.
struct SmoothedLoss {
  let smoothing: Double
  private var mean = 0.0
  // βᵏ, the share of the mean that is still the zero it began with.
  private var rest = 1.0

  init(smoothing: Double) { self.smoothing = smoothing }

  /// Takes in a loss and gives the mean.
  mutating func add(_ loss: Double) -> Double {
    mean = smoothing * mean + (1 - smoothing) * loss
    rest *= smoothing
    return mean / (1 - rest)
  }
}
