internal import Foundation

/// Lowers the learning rate when a quantity has stopped to improve.
///
/// Unlike a ``Schedule`` it has a memory: the best value so far, and how long ago it was.
/// ```swift
/// try model.fit(
///   train, epochs: 50, validation: .split(0.1),
///   reduceOnPlateau: ReduceOnPlateau(factor: 0.5, patience: 3))
/// ```
/// or, in a loop of your own, `rate = plateau.learningRate(after: loss, from: rate)`.
///
/// Keras and PyTorch count differently; with the same numbers PyTorch waits one epoch longer:
///
/// | | ``Convention/keras`` | ``Convention/pytorch`` |
/// |---|---|---|
/// | better (falling) | value + δ < best | value < best·(1 − δ) |
/// | better (growing) | value − δ > best | value > best·(1 + δ) |
/// | reduces when | `patience` epochs were not better | more than `patience` were not better |
/// | cooling down | one epoch less than `cooldown` ignores what it sees | `cooldown` epochs do |
/// | at the minimum | stays, and the wait goes on | begins to wait anew |
/// | smallest change | any | more than 1e-8 |
///
/// - SeeAlso: `keras/src/callbacks/reduce_lr_on_plateau.py` (Keras 3.15),
///   `torch/optim/lr_scheduler.py` (PyTorch 2.13).
public struct ReduceOnPlateau: Equatable, Sendable {
  /// Whose way of counting it is.
  public enum Convention: String, Codable, Sendable {
    /// `keras.callbacks.ReduceLROnPlateau`: δ is absolute.
    case keras
    /// `torch.optim.lr_scheduler.ReduceLROnPlateau`: δ is relative.
    case pytorch
  }

  /// The key of the quantity: "val_loss", "val_accuracy", "loss", ….
  public let monitor: String
  /// What the rate is multiplied by.
  public let factor: Double
  /// How many epochs without improvement are borne; see the table for what this means.
  public let patience: Int
  /// δ, by how much a value must beat the best to count.
  public let minimumDelta: Double
  /// How many epochs after a reduction do not count.
  public let cooldown: Int
  /// The lowest rate.
  public let minimum: Double
  /// Whose way of counting it is.
  public let convention: Convention

  /// The best value so far, or nil before the first.
  public private(set) var best: Double?
  // How many epochs were not better, and how many are still not to count.
  private var wait = 0
  private var cooldownLeft = 0

  /// Creates the rule; accuracies are to grow, everything else to fall.
  ///
  /// - Parameters:
  ///   - monitor: The key of the quantity.
  ///   - factor: What the rate is multiplied by.
  ///   - patience: How many epochs without improvement are borne.
  ///   - minimumDelta: By how much a value must beat the best to count.
  ///   - cooldown: How many epochs after a reduction do not count.
  ///   - minimum: The lowest rate.
  ///   - convention: Whose way of counting it is.
  /// - Precondition: 0 < factor < 1, `patience ≥ 0`, `cooldown ≥ 0`, and δ and the minimum are
  ///   finite and not negative.
  public init(
    monitor: String = "val_loss", factor: Double = 0.1, patience: Int = 10,
    minimumDelta: Double = 1e-4, cooldown: Int = 0, minimum: Double = 0,
    convention: Convention = .keras
  ) {
    self.monitor = monitor
    self.factor = factor
    self.patience = patience
    self.minimumDelta = minimumDelta
    self.cooldown = cooldown
    self.minimum = minimum
    self.convention = convention
    if let fault { fatalError("ReduceOnPlateau: \(fault)") }
  }

  /// Takes in the value of an epoch and gives the rate of the next.
  ///
  /// A value that is NaN is no improvement.
  ///
  /// - Parameters:
  ///   - value: The monitored quantity after the epoch.
  ///   - rate: The learning rate of the epoch.
  /// - Returns: The same rate, or a lower one.
  /// - Precondition: The rate is finite and not negative.
  public mutating func learningRate(after value: Double, from rate: Double) -> Double {
    if let fault = faultUnlessNonNegative("rate", rate) { fatalError(fault) }
    return switch convention {
    case .keras: kerasRate(after: value, from: rate)
    case .pytorch: pytorchRate(after: value, from: rate)
    }
  }

  private mutating func kerasRate(after value: Double, from rate: Double) -> Double {
    if cooldownLeft > 0 {
      cooldownLeft -= 1
      wait = 0
    }
    if isImprovement(value) {
      best = value
      wait = 0
      return rate
    }
    guard cooldownLeft == 0 else { return rate }
    wait += 1
    guard wait >= patience, rate > minimum else { return rate }
    cooldownLeft = cooldown
    wait = 0
    return max(rate * factor, minimum)
  }

  private mutating func pytorchRate(after value: Double, from rate: Double) -> Double {
    if isImprovement(value) {
      best = value
      wait = 0
    } else {
      wait += 1
    }
    if cooldownLeft > 0 {
      cooldownLeft -= 1
      wait = 0
    }
    guard wait > patience else { return rate }
    cooldownLeft = cooldown
    wait = 0
    let reduced = max(rate * factor, minimum)
    return rate - reduced > Self.smallestChange ? reduced : rate
  }

  /// PyTorch's `eps`: a smaller change is not made.
  private static let smallestChange = 1e-8

  private func isImprovement(_ value: Double) -> Bool {
    let grows = monitor.hasSuffix("accuracy")
    switch convention {
    case .keras:
      guard let best else { return true }
      return grows ? value - minimumDelta > best : value + minimumDelta < best
    case .pytorch:
      let best = best ?? (grows ? -Double.infinity : .infinity)
      return grows ? value > best * (1 + minimumDelta) : value < best * (1 - minimumDelta)
    }
  }

  /// The rule without its memory.
  package var settings: ReduceOnPlateau {
    ReduceOnPlateau(
      monitor: monitor, factor: factor, patience: patience, minimumDelta: minimumDelta,
      cooldown: cooldown, minimum: minimum, convention: convention)
  }

  /// What is wrong with the memory, if anything; the wait is counted on from there.
  private var memoryFault: String? {
    (0...1 << 48).contains(wait) && (0...cooldown).contains(cooldownLeft)
      ? nil
      : "a wait of \(wait) epochs, with \(cooldownLeft) of \(cooldown) to cool down, cannot be"
  }

  /// What is wrong with the numbers, if anything.
  private var fault: String? {
    (factor > 0 && factor < 1 ? nil : "factor must lie between 0 and 1, but is \(factor)")
      ?? (patience >= 0 ? nil : "patience must not be negative, but is \(patience)")
      ?? faultUnlessNonNegative("minimumDelta", minimumDelta)
      ?? (cooldown >= 0 ? nil : "cooldown must not be negative, but is \(cooldown)")
      ?? faultUnlessNonNegative("minimum", minimum)
  }
}

extension ReduceOnPlateau: Codable {
  private enum CodingKeys: String, CodingKey {
    case monitor, factor, patience, minimumDelta, cooldown, minimum, convention
    case best, wait, cooldownLeft
  }

  /// Decodes the rule with its memory.
  ///
  /// - Throws: `DecodingError` when a number is missing or out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    monitor = try container.decode(String.self, forKey: .monitor)
    factor = try container.decode(Double.self, forKey: .factor)
    patience = try container.decode(Int.self, forKey: .patience)
    minimumDelta = try container.decode(Double.self, forKey: .minimumDelta)
    cooldown = try container.decode(Int.self, forKey: .cooldown)
    minimum = try container.decode(Double.self, forKey: .minimum)
    convention = try container.decode(Convention.self, forKey: .convention)
    best = try container.decodeIfPresent(Double.self, forKey: .best)
    wait = try container.decode(Int.self, forKey: .wait)
    cooldownLeft = try container.decode(Int.self, forKey: .cooldownLeft)
    try refuse("ReduceOnPlateau", fault ?? memoryFault, from: decoder)
  }
}
