extension RMSprop {
  /// The name of the convention, with what else decides the meaning of a moment.
  ///
  /// That is where η stands, if not where the convention of that name has it, and whether the mean
  /// gradient is kept corrected.
  public var conventionName: String? {
    let name = identity(
      of: convention.name, placement: convention.learningRatePlacement,
      usual: Convention.all.first { $0.name == convention.name }?.learningRatePlacement)
    let isCorrected = biasCorrection && centered && centeredMode == .stable
    return isCorrected ? name + ", mean gradient corrected" : name
  }

  /// "meanSquare", or centered "variance" and "meanGradient", or centered in the mode of reference
  /// "meanSquare" and "meanGradient"; then "momentum" where there is any.
  public var moments: [String] {
    switch (centered, centeredMode, momentum > 0) {
    case (false, _, false): Self.plain
    case (false, _, true): Self.withMomentum
    case (true, .stable, false): Self.stable
    case (true, .stable, true): Self.stableWithMomentum
    case (true, .reference, false): Self.reference
    case (true, .reference, true): Self.referenceWithMomentum
    }
  }

  private static let plain = ["meanSquare"]
  private static let withMomentum = ["meanSquare", "momentum"]
  private static let stable = ["variance", "meanGradient"]
  private static let stableWithMomentum = ["variance", "meanGradient", "momentum"]
  private static let reference = ["meanSquare", "meanGradient"]
  private static let referenceWithMomentum = ["meanSquare", "meanGradient", "momentum"]

  /// ``Convention/initialMeanSquare`` for the mean square, and for the variance alike, since the
  /// mean gradient starts from 0.
  public var initialMoments: [Double] {
    [convention.initialMeanSquare] + Array(repeating: 0, count: moments.count - 1)
  }
}
