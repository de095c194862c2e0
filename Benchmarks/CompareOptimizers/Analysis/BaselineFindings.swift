import Foundation

/// What a comparison with earlier results found, and whether it could have found anything.
///
/// Each change is tested on its one side, for the worse: with n seeds that differ the chance of the
/// worst there can be is ½ⁿ. Many questions are asked at once, so chances are multiplied by their
/// number; but those that could not be answered with "clearly worse" whatever happened are not asked
/// (Tarone). That is so where every seed gave the same as before: a program that changed one optimizer
/// pays for that one, and not for all that it left alone.
/// - SeeAlso: Tarone (1990), "A modified Bonferroni method for discrete data", doi:10.2307/2531456.
struct BaselineFindings {
  /// How often, of a hundred comparisons without any change, one may be called a regression.
  static let level = 0.05

  /// Every change, with its chance corrected.
  let changes: [BaselineChange]
  /// Those with no seed in common, in words.
  private let unpaired: [String]
  /// Those whose settings were chosen in another way, in words.
  private let searchedOtherwise: [String]
  /// Whether steps were left out, as the earlier results count a target that was only touched.
  private let countsTouches: Bool

  /// The most changes that are all told.
  private static let mostTold = 12

  init(
    _ changes: [BaselineChange], unpaired: [String], searchedOtherwise: [String],
    countsTouches: Bool
  ) {
    let family = Self.family(leastChances: changes.map(\.leastChance))
    self.changes = changes.map { change in
      var change = change
      change.family = family
      return change
    }
    self.unpaired = unpaired
    self.searchedOtherwise = searchedOtherwise
    self.countsTouches = countsTouches
  }

  /// The number of questions to correct for: the least k for which no more than k of them could be
  /// clear at level/k.
  static func family(leastChances: [Double]) -> Int {
    var family = 1
    while leastChances.count(where: { $0 < level / Double(family) }) > family { family += 1 }
    return family
  }

  /// With fewer seeds than this, not even a change for the worse with every one of them is clear.
  static func fewestSeeds(comparisons: Int) -> Int {
    var seeds = 0
    while Double(comparisons) * pow(0.5, Double(seeds)) >= level { seeds += 1 }
    return seeds
  }

  /// Those that are clearly for the worse.
  var regressions: [BaselineChange] { changes.filter(\.isRegression) }

  /// What to tell, a line each.
  var lines: [String] {
    let told =
      changes.count <= Self.mostTold
      ? changes : changes.filter { $0.isRegression || $0.isImprovement }
    var lines = told.map(\.text)
    if told.count < changes.count {
      let same = changes.count { !$0.differs }
      lines.append(
        "Of \(changes.count) comparisons with the baseline \(told.count) show a clear change, "
          + "\(changes.count - told.count - same) no clear one, and \(same) are the same with every "
          + "seed.")
    }
    return lines + doubts
  }

  /// What could not be told, a line each.
  private var doubts: [String] {
    var doubts: [String] = []
    let limit = Self.level / Double(changes.first?.family ?? 1)
    // Not those of which few seeds differ: these are as good as the same.
    let open = changes.filter { $0.differs && !(pow(0.5, Double($0.seeds)) < limit) }
    if let fewest = open.map(\.seeds).min() {
      doubts.append(
        Self.tooFew(
          seeds: fewest, comparisons: changes.count,
          of: "\(open.count) of \(changes.count) comparisons"))
    }
    if !unpaired.isEmpty {
      doubts.append(
        "Cannot tell: \(unpaired.inWords(naming: 4)) \(unpaired.count == 1 ? "has" : "have") no seed "
          + "in common with the baseline.")
    }
    if !searchedOtherwise.isEmpty {
      doubts.append(
        "Cannot tell: the settings were chosen in another way in the baseline for "
          + "\(searchedOtherwise.inWords(naming: 4)).")
    }
    if countsTouches {
      doubts.append(
        "Cannot tell: in the baseline, of format version 2, a target counts as reached when it was "
          + "touched once, so steps to it are not compared.")
    }
    return doubts
  }

  /// That so many seeds are too few, and how many would do.
  ///
  /// All comparisons are counted, changed or not: before the work nobody knows which will be, and with
  /// other seeds it may be others.
  static func tooFew(seeds: Int, comparisons: Int, of whichOnes: String) -> String {
    return
      "Cannot tell: with \(seeds) \(seeds == 1 ? "seed" : "seeds") in common, not even a change "
      + "for the worse with every one of them would be clear in \(whichOnes); --seeds "
      + "\(fewestSeeds(comparisons: comparisons)), here and in the baseline, would do."
  }
}
