import ElementwiseKernels
import Foundation

/// On what share of the problems each solver is within a factor τ of the best one.
///
/// With cost c(s, p) of solver s on problem p, the ratio to the best and the profile are
/// ```
/// r(s, p) = c(s, p) / minₛ c(s, p)        ρₛ(τ) = share of the problems with r(s, p) ≤ τ
/// ```
/// ρₛ(1) is the share on which s is the best, and ρₛ(∞) that which it solves at all. A problem that
/// nobody solves counts against everybody. Where the best cost is 0, other costs are infinitely
/// many times as much.
///
/// A ratio depends on who takes part: the order of two solvers can change with a third (Gould &
/// Scott 2016).
/// - SeeAlso: Dolan & Moré (2002), "Benchmarking optimization software with performance profiles",
///   doi:10.1007/s101070100263.
struct PerformanceProfile: Codable, Equatable, Sendable {
  /// A point at which a profile rises.
  struct Step: Codable, Equatable, Sendable {
    /// The factor τ.
    var factor: Double

    /// ρ(τ), up to the factor of the next step.
    var share: Double
  }

  /// What an equal distance along the axis of τ is.
  enum Scale: Sendable {
    /// An equal difference.
    case linear

    /// An equal ratio.
    case logarithmic
  }

  /// The ratio to the best, for each solver and problem; ∞ where it was not solved.
  var ratios: [[Double]]

  /// Divides costs by the best of each problem; nil without a solver or without a problem.
  ///
  /// - Parameter costs: Steps or seconds to the target, one row for each solver, one column for each
  ///   problem; ∞ or NaN where it was not reached.
  /// - Precondition: The rows have equal counts, and no cost is negative.
  init?(costs: [[Double]]) {
    guard let problems = costs.first?.count, problems > 0 else { return nil }
    for row in costs {
      require(row.count == problems, "\(row.count) costs do not belong to \(problems) problems")
      for cost in row { require(!(cost < 0), "a cost of \(cost) has no ratio to others") }
    }
    let best = (0..<problems).map { problem in
      costs.reduce(.infinity) { min($0, $1[problem].nanAsWorst) }
    }
    ratios = costs.map { row in
      zip(row, best).map { cost, best in
        // Neither ∞/∞ nor 0/0 is a number.
        guard cost.nanAsWorst < .infinity else { return .infinity }
        return cost == best ? 1 : cost / best
      }
    }
  }

  /// ρₛ(τ): the share of the problems that a solver solves at up to τ times the best cost.
  func share(of solver: Int, within factor: Double) -> Double {
    let row = ratios[solver]
    return Double(row.count { $0 <= factor && $0 < .infinity }) / Double(row.count)
  }

  /// The points at which ρₛ rises, by factor; the first is at 1, where it may be 0.
  func steps(of solver: Int) -> [Step] {
    let row = ratios[solver].filter { $0 < .infinity }.sorted()
    var steps = [Step(factor: 1, share: 0)]
    for (index, factor) in row.enumerated() {
      let share = Double(index + 1) / Double(ratios[solver].count)
      if factor == steps[steps.count - 1].factor {
        steps[steps.count - 1].share = share
      } else {
        steps.append(Step(factor: factor, share: share))
      }
    }
    return steps
  }

  /// Returns the mean of ρₛ over 1 ≤ τ ≤ `factor`.
  ///
  /// AlgoPerf scores by it with the factor 4, from points on a grid where this takes the steps
  /// themselves. A problem with ratio r adds the part of the axis from r on.
  ///
  /// - Parameters:
  ///   - solver: The row.
  ///   - factor: The upper end of the axis.
  ///   - scale: Over which axis the mean is taken: of τ or of log τ.
  /// - Returns: 1 for the best on every problem, 0 for one that is never within the factor.
  /// - Precondition: `1 < factor < ∞`.
  /// - SeeAlso: Dahl et al. (2023), "Benchmarking Neural Network Training Algorithms",
  ///   arXiv:2306.07179, section 4.
  func score(of solver: Int, upTo factor: Double = 4, scale: Scale = .linear) -> Double {
    require(factor > 1 && factor < .infinity, "no profile has a mean from 1 to \(factor)")
    let row = ratios[solver]
    let sum = row.filter { $0 < factor }.reduce(0.0) { sum, ratio in
      switch scale {
      case .linear: sum + (factor - ratio) / (factor - 1)
      case .logarithmic: sum + 1 - log(ratio) / log(factor)
      }
    }
    return sum / Double(row.count)
  }
}
