internal import ElementwiseKernels

/// A NaN or an infinity: in what, where, and in which step.
public struct NonFiniteFinding: Codable, Equatable, Sendable {
  /// What a training step computes, in the order in which it does.
  public enum Quantity: Codable, Hashable, Sendable {
    /// ∂loss/∂θ.
    case gradient
    /// A moment of the rule, by its name.
    case moment(String)
    /// θ.
    case value
  }

  /// What is not finite.
  public enum Kind: String, Codable, Sendable {
    /// Not a number.
    case nan = "NaN"
    /// +∞.
    case positiveInfinity = "+∞"
    /// −∞.
    case negativeInfinity = "−∞"
  }

  /// In what it was found.
  public let quantity: Quantity
  /// The name of the range.
  public let range: String
  /// The lowest index with one, in the flat buffer.
  public let index: Int
  /// The same, counted from the start of the range.
  public let offset: Int
  /// What it is at that index.
  public let kind: Kind
  /// How many there are in this quantity of this range.
  public let count: Int
  /// The step in which it was seen, from 1; in a single look, the number of steps taken.
  public let step: Int

  /// One sentence, such as "the gradient of dense_2.bias[3] was NaN in step 12, and 4 more there".
  public var sentence: String {
    let what =
      switch quantity {
      case .gradient: "the gradient"
      case .moment(let name): "the moment '\(name)'"
      case .value: "the value"
      }
    let more = count > 1 ? ", and \(count - 1) more there" : ""
    return "\(what) of \(range)[\(offset)] was \(kind.rawValue) in step \(step)\(more)"
  }
}

extension NonFiniteFinding {
  /// Looks for the first NaN or infinity in one quantity of a range; nil when all is finite.
  fileprivate init?<Scalar: RealScalar>(
    _ quantity: Quantity, in range: ParameterRange, of scalars: Span<Scalar>, start: Int = 0,
    step: Int
  ) {
    let lowerBound = start + range.range.lowerBound
    let part = scalars.extracting(lowerBound..<start + range.range.upperBound)
    let found = nonFiniteElements(of: part)
    guard let offset = found.first else { return nil }
    let value = part[offset]
    self.init(
      quantity: quantity, range: range.name, index: range.range.lowerBound + offset, offset: offset,
      kind: value.isNaN ? .nan : value > 0 ? .positiveInfinity : .negativeInfinity,
      count: found.count, step: step)
  }
}

/// The first NaN or infinity per quantity of a range, in the order gradient, moments, values.
///
/// - Complexity: O(length of the range), no allocation while all is finite.
func nonFiniteFindings<Scalar: RealScalar>(
  in range: ParameterRange, values: Span<Scalar>, gradient: Span<Scalar>,
  state: OptimizerState<Scalar>, step: Int
) -> [NonFiniteFinding] {
  var findings: [NonFiniteFinding] = []
  if let found = NonFiniteFinding(.gradient, in: range, of: gradient, step: step) {
    findings.append(found)
  }
  for (index, name) in state.moments.enumerated() {
    // Once its step has been taken or skipped, what is left there is overwritten before it is read.
    if name == accumulatedMoment && state.heldGradients == 0 { continue }
    if let found = NonFiniteFinding(
      .moment(name), in: range, of: state.buffer.span, start: index * state.stride, step: step)
    {
      findings.append(found)
    }
  }
  if let found = NonFiniteFinding(.value, in: range, of: values, step: step) {
    findings.append(found)
  }
  return findings
}

extension [NonFiniteFinding] {
  /// Those of gradients, summed up or not, and those that a step has left behind.
  var separated: (incoming: Self, applied: Self) {
    let isIncoming = { (finding: NonFiniteFinding) in
      [.gradient, .moment(accumulatedMoment)].contains(finding.quantity)
    }
    return (filter(isIncoming), filter { !isIncoming($0) })
  }

  /// The one that comes first in a step: gradient before moments before values, then by index.
  func first(of moments: [String], gradientLast: Bool = false) -> NonFiniteFinding? {
    func place(_ quantity: NonFiniteFinding.Quantity) -> Int {
      switch quantity {
      case .gradient: gradientLast ? .max : -1
      case .moment(let name): moments.firstIndex(of: name) ?? 0
      case .value: moments.count
      }
    }
    return self.min { (place($0.quantity), $0.index) < (place($1.quantity), $1.index) }
  }
}
