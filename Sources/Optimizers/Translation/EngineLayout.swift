/// How an engine keeps the state of one of our optimizers, whose groups may have rates of their own.
struct EngineLayout {
  /// The names, and all that is the same for every parameter.
  let common: EngineMoments
  private let hasSeveralProducts: Bool
  /// The parameters in order, with the factors of each stretch.
  private let stretches: [(range: Range<Int>, moments: EngineMoments)]

  /// The layout for so many parameters.
  ///
  /// - Throws: ``StateTranslationError/unknownState(rule:engine:)`` where the engine has none.
  init(
    of optimizer: any Optimizer, count: Int, in engine: Engine
  ) throws(StateTranslationError) {
    let plan = optimizer as? any RuleSurroundings
    let error = StateTranslationError.unknownState(
      rule: type(of: optimizer).name, engine: engine.title)
    guard let common = EngineMoments(of: plan?.innerRule ?? optimizer, in: engine) else {
      throw error
    }
    self.common = common
    hasSeveralProducts = common.product != nil && plan?.carriesGroupProducts == true
    var stretches: [(range: Range<Int>, moments: EngineMoments)] = []
    for stretch in plan?.stretches(of: count) ?? [(0..<count, optimizer)] {
      guard let moments = EngineMoments(of: stretch.rule, in: engine) else { throw error }
      stretches.append((stretch.range, moments))
    }
    self.stretches = stretches
  }

  /// Why something cannot be converted both ways, if anything cannot.
  func fault(of rule: String) -> StateTranslationError? {
    if hasSeveralProducts { return .groupProducts(rule: rule) }
    if stretches.allSatisfy(\.range.isEmpty) { return common.fault(of: rule) }
    for stretch in stretches where !stretch.range.isEmpty {
      if let fault = stretch.moments.fault(of: rule) { return fault }
    }
    return nil
  }

  /// The values of one moment, each converted by the factor of its stretch, in `Double`.
  func scaled<Scalar: RealScalar>(
    _ values: [Scalar], moment index: Int, by convert: (Double, Double) -> Double
  ) -> [Scalar] {
    var values = values
    for (range, moments) in stretches {
      let factor = moments.moments[index].factor
      for position in range { values[position] = Scalar(convert(Double(values[position]), factor)) }
    }
    return values
  }
}
