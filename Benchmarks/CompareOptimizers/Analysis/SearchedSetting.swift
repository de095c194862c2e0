/// A hyper-parameter that can be searched beside the rate.
enum SearchedSetting: String, CaseIterable, Sendable {
  case rho, epsilon, momentum

  /// Its letter in formulas.
  var symbol: String {
    switch self {
    case .rho: "ρ"
    case .epsilon: "ε"
    case .momentum: "μ"
    }
  }
}
