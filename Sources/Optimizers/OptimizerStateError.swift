/// Why a state cannot serve an optimizer.
public enum OptimizerStateError: Error, Equatable, CustomStringConvertible {
  /// Another rule made the state.
  case rule(found: String, expected: String)
  /// The same rule made it, but in another convention.
  case convention(rule: String, found: String, expected: String)
  /// It holds other moments, because the rule ran with other options.
  case moments(rule: String, found: [String], expected: [String])
  /// It remembers another number of parameters.
  case count(rule: String, found: Int, expected: Int)

  /// One sentence with what the state holds and what the optimizer needs.
  public var description: String {
    switch self {
    case .rule(let found, let expected): "the state of \(found) cannot serve \(expected)"
    case .convention(let rule, let found, let expected):
      "the state of \(rule) '\(found)' cannot serve \(rule) '\(expected)'"
    case .moments(let rule, let found, let expected):
      "the state of \(rule) holds \(found), but its options need \(expected)"
    case .count(let rule, let found, let expected):
      "the \(rule) state of \(found) parameters cannot serve \(expected)"
    }
  }
}

extension OptimizerState {
  /// The state itself, if an optimizer can go on from it.
  ///
  /// ```swift
  /// let state = try JSONDecoder().decode(OptimizerState<Float>.self, from: data)
  ///   .checked(for: optimizer, count: parameters.count)
  /// ```
  /// - Parameters:
  ///   - optimizer: The rule that is to go on.
  ///   - count: The number of parameters it moves.
  /// - Returns: The same state.
  /// - Throws: ``OptimizerStateError`` when the state is of another rule, another convention,
  ///   other moments or another number of parameters. A state that names no convention, because it
  ///   was made by hand, passes for any.
  public func checked(
    for optimizer: some Optimizer, count: Int
  ) throws(OptimizerStateError) -> OptimizerState {
    if let fault = fault(for: optimizer, count: count) { throw fault }
    return self
  }

  private func fault(for optimizer: some Optimizer, count: Int) -> OptimizerStateError? {
    fault(
      rule: type(of: optimizer).name, convention: optimizer.conventionName,
      moments: optimizer.moments, count: count)
  }

  private func fault(
    rule: String, convention: String?, moments: [String], count: Int
  ) -> OptimizerStateError? {
    if self.rule != rule { return .rule(found: self.rule, expected: rule) }
    if let found = self.convention, let convention, found != convention {
      return .convention(rule: rule, found: found, expected: convention)
    }
    if self.moments != moments {
      return .moments(rule: rule, found: self.moments, expected: moments)
    }
    return self.count == count ? nil : .count(rule: rule, found: self.count, expected: count)
  }

  /// Checks that a rule is about to use its own state.
  ///
  /// - Precondition: The rule, its convention, its moments and the number of parameters are those
  ///   of the state.
  func requireService(
    rule: String, convention: String? = nil, moments: [String], count: Int
  ) {
    if let fault = fault(rule: rule, convention: convention, moments: moments, count: count) {
      fatalError("\(fault)")
    }
  }
}
