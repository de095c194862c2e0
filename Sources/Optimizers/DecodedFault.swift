/// Fails the decoding of a rule whose hyper-parameters are out of range.
///
/// - Parameters:
///   - rule: The name of the rule.
///   - fault: What is wrong with the hyper-parameters, if anything.
///   - decoder: Where they came from.
/// - Throws: `DecodingError` when there is a fault.
func refuse(_ rule: String, _ fault: String?, from decoder: any Decoder) throws {
  guard let fault else { return }
  throw DecodingError.dataCorrupted(
    .init(codingPath: decoder.codingPath, debugDescription: "\(rule): \(fault)"))
}
