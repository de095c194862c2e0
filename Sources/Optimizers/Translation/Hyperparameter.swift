/// A hyper-parameter as an engine's call writes it.
public enum Hyperparameter: Equatable, Sendable {
  /// A number, such as `lr=0.01`.
  case number(Double)
  /// A switch, such as `centered=True`.
  case flag(Bool)
  /// Several numbers, such as `betas=(0.9, 0.999)`.
  case numbers([Double])
  /// `None`.
  case nothing
  /// Anything else, as it is written: a name, a call, a text in quotes.
  case expression(String)

  /// The value as Python writes it.
  public var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .flag(let flag): flag ? "True" : "False"
    case .numbers(let numbers): "(\(numbers.map { "\($0)" }.joined(separator: ", ")))"
    case .nothing: "None"
    case .expression(let text): text
    }
  }
}

extension Hyperparameter: CustomStringConvertible {}

extension Hyperparameter: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// A switch.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  /// Several numbers.
  public init(arrayLiteral elements: Double...) { self = .numbers(elements) }
  /// `None`.
  public init(nilLiteral: ()) { self = .nothing }
}
