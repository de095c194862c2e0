import Foundation
import Testing

/// What SciPy, NumPy and statsmodels make of small samples; `Fixtures/README.md` says how.
struct StatisticsFixture: Decodable {
  struct MedianCase: Decodable, CustomTestStringConvertible {
    let sample: [Double]
    let level: Double
    let lower: Double
    let upper: Double

    var testDescription: String { "\(level) of \(sample)" }
  }

  struct Ends: Decodable {
    let lower: [Double]
    let upper: [Double]
  }

  struct BootstrapCase: Decodable, CustomTestStringConvertible {
    let sample: [Double]
    let statistic: String
    let exact: Ends
    let drawn: Ends

    var testDescription: String { "\(statistic) of \(sample.count)" }
  }

  struct PairCase: Decodable, CustomTestStringConvertible {
    let name: String
    let first: [Double]
    let second: [Double]
    let wins: Int
    let losses: Int
    let ties: Int
    let positiveRankSum: Double
    let negativeRankSum: Double
    let wilcoxon: Double
    let wilcoxonExact: Double?
    let signFlip: Double?
    let signFlipIsExact: Bool?
    let mean: Double?
    let standardizedMean: Double?
    let shift: Double
    let interval: [Double]?

    var testDescription: String { name }
  }

  struct HolmCase: Decodable {
    let pValues: [Double]
    let adjusted: [Double]
  }

  struct CurveCase: Decodable {
    let losses: [Double]
    let positions: [Double]
    let optimum: Double
    let floor: Double
    let mean: Double
    let meanDecades: Double
  }

  struct Search: Decodable {
    let mean: Double
    let meanUnlessDiverged: Double?
    let chanceAllDiverge: Double
    let median: Double
    let lowerQuartile: Double
    let upperQuartile: Double
  }

  struct SearchCase: Decodable, CustomTestStringConvertible {
    let losses: [Double]
    let searches: [Search]

    var testDescription: String { "\(losses)" }
  }

  struct RobustnessCase: Decodable {
    let rates: [Double]
    let losses: [Double]
    let lowerExponent: Double
    let upperExponent: Double
    let cell: Double
    let cutOffBelow: Bool
    let cutOffAbove: Bool
  }

  struct Profile: Decodable {
    let shares: [Double]
    let linear: Double
    let logarithmic: Double
  }

  struct ProfileCase: Decodable {
    let costs: [[Double]]
    let factors: [Double]
    let solvers: [Profile]
  }

  let medians: [MedianCase]
  let bootstraps: [BootstrapCase]
  let pairs: [PairCase]
  let holm: [HolmCase]
  let curves: [CurveCase]
  let searches: [SearchCase]
  let robustness: [RobustnessCase]
  let profiles: [ProfileCase]

  /// The fixture, read once.
  static let shared: Self = {
    do {
      let url = try #require(Bundle.module.url(forResource: "statistics", withExtension: "json"))
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      return try decoder.decode(Self.self, from: Data(contentsOf: url))
    } catch {
      fatalError("statistics.json: \(error)")
    }
  }()
}

/// Whether two numbers are the same, infinities too, or no further apart than a bound.
func isNear(_ actual: Double, _ expected: Double, within bound: Double) -> Bool {
  actual == expected || abs(actual - expected) <= bound
}
