/// Why an engine's optimizer cannot be read.
public enum TranslationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No engine of that name.
  case unknownEngine(String, known: [String])
  /// The call does not say whose it is: the engine has to be named.
  case unclearEngine(String)
  /// The call is one engine's, and another was named.
  case contradiction(String, written: String, named: String)
  /// Arguments that stand for others, such as `**options`.
  case unpackedArguments(String)
  /// The engine has no such optimizer, or none that is known here.
  case unknownRule(String, engine: String, known: [String])
  /// The optimizer takes no hyper-parameter of that name.
  case unknownParameter(String, call: String, accepted: [String])
  /// A hyper-parameter is given twice.
  case repeatedParameter(String, call: String)
  /// A hyper-parameter without default is not given.
  case missingParameter(String, call: String)
  /// There are more unnamed arguments than the optimizer takes.
  case tooManyArguments(Int, call: String, accepted: [String])
  /// A hyper-parameter is of the wrong kind or out of range.
  case value(String, found: String, call: String, requirement: String)
  /// The text is no call; the column counts from 1.
  case syntax(column: Int, expected: String)
  /// The engine computes something for which there is no rule here.
  case noRule(call: String, reason: String)

  /// One sentence that names what is at fault and what would do.
  public var description: String {
    switch self {
    case .unknownEngine(let name, let known):
      "unknown engine '\(name)'; there are \(known.joined(separator: ", "))"
    case .unclearEngine(let name):
      "'\(name)' does not say whose it is; name the engine, or write it in full, such as "
        + "torch.optim.RMSprop"
    case .contradiction(let name, let written, let named):
      "'\(name)' is of \(written), but the engine named is \(named)"
    case .unpackedArguments(let text):
      "'\(text)' cannot be read here: write out the arguments that it stands for"
    case .unknownRule(let name, let engine, let known):
      "unknown optimizer '\(name)' of \(engine); there are \(known.joined(separator: ", "))"
    case .unknownParameter(let name, let call, let accepted):
      "\(call) has no '\(name)'; it has \(accepted.joined(separator: ", "))"
    case .repeatedParameter(let name, let call): "\(call) is given '\(name)' twice"
    case .missingParameter(let name, let call): "\(call) needs '\(name)'"
    case .tooManyArguments(let count, let call, let accepted):
      "\(call) takes no \(count) arguments without names; it has "
        + accepted.joined(separator: ", ")
    case .value(let name, let found, let call, let requirement):
      "\(call): \(name) must be \(requirement), but is \(found)"
    case .syntax(let column, let expected): "\(expected) expected at column \(column)"
    case .noRule(let call, let reason): "\(call) has no counterpart here: \(reason)"
    }
  }
}
