import Foundation

/// Chooses the heights that bound the bands of colour.
enum HeightLevels {
  /// As many as there are borders between the bands of a palette.
  static let most = 11
  /// The part of the samples that lies below the lowest level, and that above the highest.
  private static let lowestShare = 0.005
  private static let highestShare = 0.02
  /// The levels span so many powers of ten, at most.
  private static let mostDecades = 6.0

  /// Levels evenly on a logarithmic scale through the bulk of some heights, ascending.
  ///
  /// They are written with two digits, with more where two would make them equal.
  static func levels(through heights: [Double]) -> [Double] {
    let sorted = heights.filter { $0 > 0 && $0.isFinite }.sorted()
    guard let highest = sorted.last else { return [1] }
    func quantile(_ share: Double) -> Double { sorted[Int(share * Double(sorted.count - 1))] }
    let high = quantile(1 - highestShare)
    let low = max(quantile(lowestShare), high * pow(10, -mostDecades))
    guard low < high else { return [highest.rounded(toDigits: 3)] }
    let exact = (0..<most).map { low * pow(high / low, Double($0) / Double(most - 1)) }
    for digits in 2...12 {
      let levels = exact.map { $0.rounded(toDigits: digits) }
      // Far enough apart that the rounding does not show in their distances.
      let steps = zip(levels.dropFirst(), levels).map { $0 - $1 }
      let exactSteps = zip(exact.dropFirst(), exact).map { $0 - $1 }
      if zip(steps, exactSteps).allSatisfy({ abs($0 - $1) < 0.2 * $1 }) { return levels }
    }
    return exact
  }
}
